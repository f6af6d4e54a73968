"""What the desk is told without asking: a ticket is due soon, is overdue, has passed an internal target."""

from collections.abc import Callable

from slaapp.domain import durations
from slaapp.domain.agreement import Metric
from slaapp.domain.spans import MINUTE, Instant
from slaapp.services.board import Row, Standing
from ui import wording
from ui.models.queue_table import Beat, QueueTable
from ui.widgets.toast import Notice

OWN = "due"


def of_beat(
    beat: Beat,
    table: QueueTable,
    now: Instant,
    *,
    open_ticket: Callable[[int], object],
    take: Callable[[int], object],
    show_overdue: Callable[[], object],
) -> list[Notice]:
    """One notice a ticket; of several at once, one for all. An internal target is told to its assignee alone (C16)."""
    struck = [*beat.breached, *beat.soon]
    if len(struck) > 1:
        last = max((_due_at(table, row, now) for row in struck), default=now)
        time = durations.time_of_day(last, table.zone())
        title = wording.say("{n} tickets due by {time}", n=len(struck), time=time)
        numbers = ", ".join(str(row.number) for row in struck[:8])
        show = ((wording.say("Show"), show_overdue),)
        return [_notice(title, (numbers,), show, now, table, key=OWN, late=bool(beat.breached))]
    found = []
    for row in struck:
        actions = [(wording.say("Open"), _with(open_ticket, row.number))]
        if row.assignee is None and table.me is not None:
            actions.append((wording.say("Assign to me"), _with(take, row.number)))
        lines = _lines(row, table, now)
        title, key, late = _title(row, table, now), f"ticket {row.number}", row in beat.breached
        found.append(_notice(title, lines, tuple(actions), now, table, key=key, late=late))
    mine = [row for row in beat.internal if row.assignee is not None and row.assignee == table.me]
    found += [_internal(row, open_ticket) for row in mine]
    return found


def _internal(row: Row, open_ticket: Callable[[int], object]) -> Notice:
    return Notice(
        title=wording.say("An internal target has passed"),
        lines=(f"{row.number} · {row.subject}",),
        icon="lock",
        colour="violet_text",
        actions=((wording.say("Open"), _with(open_ticket, row.number)),),
        key=f"internal {row.number}",
    )


def due_soon(
    row: Row, table: QueueTable, now: Instant, actions: tuple[tuple[str, Callable[[], object]], ...]
) -> Notice:
    """What a ticket that is due soon says of itself."""
    key = f"ticket {row.number}"
    return _notice(_title(row, table, now), _lines(row, table, now), actions, now, table, key=key, late=False)


def _notice(
    title: str,
    lines: tuple[str, ...],
    actions: tuple[tuple[str, Callable[[], object]], ...],
    now: Instant,
    table: QueueTable,
    *,
    key: str,
    late: bool,
) -> Notice:
    return Notice(
        title=title,
        lines=lines,
        icon="triangle-alert" if late else "clock-alert",
        colour="red_text" if late else "amber_text",
        actions=actions,
        aside=durations.time_of_day(now, table.zone()),
        stays=True,
        key=key,
    )


def _title(row: Row, table: QueueTable, now: Instant) -> str:
    standing = table.standing_of(row, now)
    reading = standing.reading
    if standing.metric is None or reading is None:
        return wording.say("No target")
    clock = wording.metric(standing.metric)
    if reading.breached:
        return wording.say("{clock} is overdue", clock=clock)
    minutes = -(-(reading.left or 0) // MINUTE)
    return wording.say("{clock} due in {n} min", clock=clock, n=minutes)


def _lines(row: Row, table: QueueTable, now: Instant) -> tuple[str, ...]:
    standing = table.standing_of(row, now)
    due_at = _due_at(table, row, now)
    time = durations.when(due_at, now, table.zone())
    until = (
        wording.say("respond by {time}", time=time) if _is_response(standing) else wording.say("by {time}", time=time)
    )
    return f"{row.number} · {row.subject}", wording.joined(row.customer, wording.severity(row.severity), until)


def _is_response(standing: Standing) -> bool:
    return standing.metric in (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)


def _due_at(table: QueueTable, row: Row, now: Instant) -> Instant:
    reading = table.standing_of(row, now).reading
    return now if reading is None or reading.due_at is None else reading.due_at


def _with(do: Callable[[int], object], number: int) -> Callable[[], object]:
    return lambda: do(number)
