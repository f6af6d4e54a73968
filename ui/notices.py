"""What the desk is told without asking, in words: a ticket is due soon, is overdue, has passed an internal target."""

from collections.abc import Callable, Sequence

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.spans import MINUTE, Instant, Seconds
from slaapp.domain.value import Value
from slaapp.services.board import Row
from ui import wording
from ui.models.queue_table import QueueTable
from ui.struck import Struck
from ui.told import BREACHED, clock_of
from ui.widgets.notice import Notice

NAMED = 8
"""So many tickets are named in a notice of several."""

SOON_STANDS = 5 * MINUTE
"""That something is due soon stands so long at least, and is seen; when it is overdue that is told by itself."""


class Answers(Value):
    """What a person can do about a notice; the first three take a ticket's number."""

    open_ticket: Callable[[int], object]
    take: Callable[[int], object]
    snooze: Callable[[int], object]
    show_overdue: Callable[[], object]
    show_mine: Callable[[], object] = lambda: None
    show_all: Callable[[], object] = lambda: None
    snooze_clock: Callable[[int, Metric], object] = lambda number, metric: None
    """Of one clock of a ticket, beside the one by which it stands in the list."""


def of_ticket(row: Row, table: QueueTable, now: Instant, answers: Answers) -> Notice:
    """What a ticket that is due soon, or overdue, says of itself."""
    actions = [(wording.say("Open"), _with(answers.open_ticket, row.number))]
    if row.assignee is None and table.me is not None:
        actions.append((wording.say("Assign to me"), _with(answers.take, row.number)))
    actions.append((wording.say("Snooze 5 min"), _with(answers.snooze, row.number)))
    standing = table.standing_of(row, now)
    late = standing.reading is not None and standing.reading.breached
    due_at = _due_at(table, row, now)
    time = durations.when(due_at, now, table.zone())
    response = standing.metric in (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
    until = wording.say("Respond by {time}", time=time) if response else wording.say("By {time}", time=time)
    lines = (
        f"{row.number} · {row.subject}",
        _until(until, row),
    )
    return Notice(
        title=_title(row, table, now),
        lines=lines,
        icon="triangle-alert" if late else "clock-alert",
        colour="red_text" if late else "amber_text",
        actions=tuple(actions),
        aside=durations.time_of_day(now, table.zone()),
        stays=True,
        moment=due_at if late else min(due_at, now + SOON_STANDS),
        key=key_of(row.number),
        about=frozenset({row.number}),
    )


def of_another(found: Struck, table: QueueTable, now: Instant, answers: Answers) -> Notice:
    """Of a further clock of a ticket, beside the one by which it stands in the list."""
    row, late = found.row, found.what == BREACHED
    time = wording.say("By {time}", time=durations.when(found.due_at, now, table.zone()))
    clock = wording.metric(found.metric)
    title = wording.say("{clock} is overdue", clock=clock) if late else _due_in(clock, found.due_at - now)
    return Notice(
        title=title,
        lines=(
            f"{row.number} · {row.subject}",
            _until(time, row),
        ),
        icon="triangle-alert" if late else "clock-alert",
        colour="red_text" if late else "amber_text",
        actions=(
            (wording.say("Open"), _with(answers.open_ticket, row.number)),
            (wording.say("Snooze 5 min"), lambda: answers.snooze_clock(row.number, found.metric)),
        ),
        aside=durations.time_of_day(now, table.zone()),
        stays=True,
        moment=found.due_at if late else min(found.due_at, now + SOON_STANDS),
        key=key_of_another(found),
        about=frozenset({row.number}),
    )


def key_of(number: int) -> str:
    return f"ticket {number}"


def key_of_another(found: Struck) -> str:
    return f"another {found.row.number} {found.metric.value}"


def key_of_several(struck: Sequence[Struck]) -> str:
    return "several " + " ".join(map(str, _in_order(struck)[:NAMED]))


def _in_order(struck: Sequence[Struck]) -> list[int]:
    """Their numbers, the earliest due first."""
    in_order = sorted(struck, key=lambda found: (found.due_at, found.row.number))
    return list(dict.fromkeys(found.row.number for found in in_order))


def _until(time: str, row: Row) -> str:
    """The time first: what is long is cut at its end."""
    return wording.joined(time, wording.severity_in_full(row.severity, row.meaning), row.customer)


def of_several(
    struck: Sequence[Struck], table: QueueTable, now: Instant, answers: Answers, *, summary: bool = False
) -> Notice:
    """`4 tickets due by 14:15`; with `summary` they came while the desk was closed."""
    late = [found for found in struck if found.what == BREACHED]
    numbers = _in_order(struck)
    lines: tuple[str, ...] = (_named(numbers),)
    if summary:
        lines = (wording.say("Since the desk closed"), *lines)

    def snooze() -> None:
        for number in numbers:
            answers.snooze(number)

    return Notice(
        title=_several(struck, late, table, now),
        lines=lines,
        icon="triangle-alert" if late else "clock-alert",
        colour="red_text" if late else "amber_text",
        actions=(
            (wording.say("Show"), answers.show_overdue if late else answers.show_all),
            (wording.say("Snooze 5 min"), snooze),
        ),
        aside=durations.time_of_day(now, table.zone()),
        stays=True,
        moment=min(max(found.due_at for found in struck), now + SOON_STANDS),
        key=key_of_several(struck),
        about=frozenset(numbers),
    )


def _several(struck: Sequence[Struck], late: Sequence[Struck], table: QueueTable, now: Instant) -> str:
    coming = [found for found in struck if found.what != BREACHED]
    overdue, due = (len({found.row.number for found in those}) for those in (late, coming))
    if not coming:
        return wording.say("{n} tickets are overdue", n=overdue)
    time = durations.when(max(found.due_at for found in coming), now, table.zone())
    if not late:
        return wording.say("{n} tickets due by {time}", n=due, time=time)
    return wording.say("{late} overdue, {n} due by {time}", late=overdue, n=due, time=time)


def of_internal(row: Row, metric: Metric, table: QueueTable, now: Instant, answers: Answers) -> Notice:
    """Of an internal target that has passed."""
    clock = clock_of(row, metric, Tier.INTERNAL)
    at = now if clock is None or clock.breached_at is None else clock.breached_at
    until = wording.say("By {time}", time=durations.when(at, now, table.zone()))
    return Notice(
        title=wording.say("{clock}: an internal target has passed", clock=wording.metric(metric)),
        lines=(
            f"{row.number} · {row.subject}",
            _until(until, row),
        ),
        icon="lock",
        colour="violet_text",
        actions=((wording.say("Open"), _with(answers.open_ticket, row.number)),),
        aside=durations.time_of_day(now, table.zone()),
        key=f"internal {row.number}",
        about=frozenset({row.number}),
    )


def of_several_internal(rows: Sequence[Row], table: QueueTable, now: Instant, answers: Answers) -> Notice:
    """Of internal targets of several tickets, passed together; they are their assignee's own."""
    numbers = sorted(row.number for row in rows)
    return Notice(
        title=wording.say("{n} tickets have passed an internal target", n=len(numbers)),
        lines=(_named(numbers),),
        icon="lock",
        colour="violet_text",
        actions=((wording.say("Show"), answers.show_mine),),
        aside=durations.time_of_day(now, table.zone()),
        key="internal " + " ".join(map(str, numbers[:NAMED])),
        about=frozenset(numbers),
    )


def _named(numbers: Sequence[int]) -> str:
    """The first of them, and whether there are more."""
    more = [] if len(numbers) <= NAMED else [wording.ELLIPSIS]
    return ", ".join([*map(str, numbers[:NAMED]), *more])


def _title(row: Row, table: QueueTable, now: Instant) -> str:
    standing = table.standing_of(row, now)
    reading = standing.reading
    if standing.metric is None or reading is None:
        return wording.say("No target")
    clock = wording.metric(standing.metric)
    if reading.breached:
        return wording.say("{clock} is overdue", clock=clock)
    return _due_in(clock, reading.left or 0)


def _due_in(clock: str, left: Seconds) -> str:
    """Its last second is still in time."""
    if left <= 0:
        return wording.say("{clock} is due now", clock=clock)
    return wording.say("{clock} due in {n} min", clock=clock, n=-(-left // MINUTE))


def _due_at(table: QueueTable, row: Row, now: Instant) -> Instant:
    reading = table.standing_of(row, now).reading
    return now if reading is None or reading.due_at is None else reading.due_at


def _with(do: Callable[[int], object], number: int) -> Callable[[], object]:
    return lambda: do(number)
