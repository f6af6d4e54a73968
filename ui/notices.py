"""What the desk is told without asking: a ticket is due soon, is overdue, has passed an internal target."""

from collections.abc import Callable
from dataclasses import dataclass

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import SOON
from slaapp.domain.spans import MINUTE, Instant
from slaapp.services.board import Row, Standing
from ui import wording
from ui.models.queue_table import Beat, QueueTable
from ui.widgets.toast import Notice

SNOOZE = 5 * MINUTE


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person can do about a notice; the functions take a ticket's number."""

    open_ticket: Callable[[int], object]
    take: Callable[[int], object]
    snooze: Callable[[int], object]
    show_overdue: Callable[[], object]


class Teller:
    """Says what a beat brought, once each; what was put off is said again later."""

    def __init__(
        self,
        table: QueueTable,
        say: Callable[[Notice], None],
        *,
        open_ticket: Callable[[int], object],
        take: Callable[[int], object],
        show_overdue: Callable[[], object],
    ) -> None:
        self._table, self._say = table, say
        self._put_off: dict[int, Instant] = {}
        self._told: dict[int, Metric | None] = {}
        self.answers = Answers(open_ticket, take, self._snooze, show_overdue)

    def tell(self, beat: Beat) -> None:
        for row in (*beat.breached, *beat.soon):
            self._told[row.number] = self._table.standing_of(row, self._table.now).metric
        for notice in of_beat(beat, self._table, self._table.now, self.answers):
            self._say(notice)

    def answered(self) -> set[int]:
        """The tickets that were told of and have no such clock due or overdue any more; each is named once."""
        waiting = {
            row.number: standing.metric
            for row in self._table.rows()
            if row.number in self._told and _is_due(standing := self._table.standing_of(row, self._table.now))
        }
        found = {number for number, metric in self._told.items() if waiting.get(number) is not metric}
        for number in found:
            del self._told[number]
            self._put_off.pop(number, None)
        return found

    def beat(self, now: Instant) -> None:
        """A ticket that was put off speaks up again, if it is still open then."""
        for number in [number for number, at in self._put_off.items() if at <= now]:
            del self._put_off[number]
            row = next((row for row in self._table.rows() if row.number == number), None)
            if row is not None:
                self._say(of_ticket(row, self._table, now, self.answers))

    @property
    def next_time(self) -> Instant | None:
        return min(self._put_off.values(), default=None)

    def _snooze(self, number: int) -> None:
        self._put_off[number] = self._table.now + SNOOZE


def of_beat(beat: Beat, table: QueueTable, now: Instant, answers: Answers) -> list[Notice]:
    """One notice a ticket; of several at once, one for all. An internal target is told to its assignee alone (C16)."""
    struck = [*beat.breached, *beat.soon]
    if len(struck) > 1:
        found = [_of_several(struck, table, now, answers, late=bool(beat.breached))]
    else:
        found = [of_ticket(row, table, now, answers) for row in struck]
    mine = [row for row in beat.internal if row.assignee is not None and row.assignee == table.me]
    return found + [_internal(row, table, now, answers) for row in mine]


def of_ticket(row: Row, table: QueueTable, now: Instant, answers: Answers) -> Notice:
    """What a ticket that is due soon, or overdue, says of itself."""
    actions = [(wording.say("Open"), _with(answers.open_ticket, row.number))]
    if row.assignee is None and table.me is not None:
        actions.append((wording.say("Assign to me"), _with(answers.take, row.number)))
    actions.append((wording.say("Snooze 5 min"), _with(answers.snooze, row.number)))
    standing = table.standing_of(row, now)
    late = standing.reading is not None and standing.reading.breached
    time = durations.when(_due_at(table, row, now), now, table.zone())
    response = standing.metric in (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
    until = wording.say("respond by {time}", time=time) if response else wording.say("by {time}", time=time)
    lines = f"{row.number} · {row.subject}", wording.joined(row.customer, wording.severity(row.severity), until)
    return Notice(
        title=_title(row, table, now),
        lines=lines,
        icon="triangle-alert" if late else "clock-alert",
        colour="red_text" if late else "amber_text",
        actions=tuple(actions),
        aside=durations.time_of_day(now, table.zone()),
        stays=True,
        key=f"ticket {row.number}",
        about=frozenset({row.number}),
    )


def _of_several(rows: list[Row], table: QueueTable, now: Instant, answers: Answers, *, late: bool) -> Notice:
    last = max(_due_at(table, row, now) for row in rows)
    time = durations.time_of_day(last, table.zone())
    return Notice(
        title=wording.say("{n} tickets due by {time}", n=len(rows), time=time),
        lines=(", ".join(str(row.number) for row in rows[:8]),),
        icon="triangle-alert" if late else "clock-alert",
        colour="red_text" if late else "amber_text",
        actions=((wording.say("Show"), answers.show_overdue),) if late else (),
        aside=durations.time_of_day(now, table.zone()),
        stays=True,
        key="several",
        about=frozenset(row.number for row in rows),
    )


def _internal(row: Row, table: QueueTable, now: Instant, answers: Answers) -> Notice:
    """Of the internal target that passed last."""
    passed = [
        (clock.breached_at, clock.metric)
        for clock in row.clocks
        if clock.tier is Tier.INTERNAL and clock.breached_at is not None and clock.breached_at < now
    ]
    at, metric = max(passed)
    until = wording.say("by {time}", time=durations.when(at, now, table.zone()))
    return Notice(
        title=wording.say("{clock}: an internal target has passed", clock=wording.metric(metric)),
        lines=(
            f"{row.number} · {row.subject}",
            wording.joined(row.customer, wording.severity(row.severity), until),
        ),
        icon="lock",
        colour="violet_text",
        actions=((wording.say("Open"), _with(answers.open_ticket, row.number)),),
        aside=durations.time_of_day(now, table.zone()),
        key=f"internal {row.number}",
        about=frozenset({row.number}),
    )


def _is_due(standing: Standing) -> bool:
    """Overdue, or on the point of it."""
    reading = standing.reading
    return reading is not None and (reading.breached or (reading.paused_by is None and (reading.left or 0) <= SOON))


def _title(row: Row, table: QueueTable, now: Instant) -> str:
    standing = table.standing_of(row, now)
    reading = standing.reading
    if standing.metric is None or reading is None:
        return wording.say("No target")
    clock = wording.metric(standing.metric)
    if reading.breached:
        return wording.say("{clock} is overdue", clock=clock)
    return wording.say("{clock} due in {n} min", clock=clock, n=-(-(reading.left or 0) // MINUTE))


def _due_at(table: QueueTable, row: Row, now: Instant) -> Instant:
    reading = table.standing_of(row, now).reading
    return now if reading is None or reading.due_at is None else reading.due_at


def _with(do: Callable[[int], object], number: int) -> Callable[[], object]:
    return lambda: do(number)
