"""Says what time brought: once each, several together, later on when it was put off, at opening when it was quiet."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct, field

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.spans import MINUTE, Instant
from slaapp.domain.value import Value
from slaapp.services.board import DeskHours, Row
from ui import notices
from ui.models.beats import Beat
from ui.models.queue_table import QueueTable
from ui.notices import Answers
from ui.struck import Struck, late, rows_of, soon, struck
from ui.told import BREACHED, INTERNAL, SOON, Told, clock_of
from ui.unanswered import Unanswered
from ui.widgets.notice import Notice
from ui.window_state import WindowState

SNOOZE = 5 * MINUTE


class Ways(Value):
    """What the window does for a notice: `say` shows it, `drop` takes it away, `held` gives the keys of those that
    were not answered yet, `keep` writes the state down."""

    say: Callable[[Notice], object]
    drop: Callable[[str], object]
    settle: Callable[[set[int]], object]
    held: Callable[[], Iterable[str]]
    keep: Callable[[], object]
    hours: Callable[[Instant], DeskHours]
    open_ticket: Callable[[int], object]
    take: Callable[[int], object]
    show_overdue: Callable[[], object]
    show_mine: Callable[[], object]
    show_all: Callable[[], object]


class _Held(Struct):
    """What was not said since the desk is closed: numbers of tickets, and of those with an internal target passed."""

    struck: set[int] = field(default_factory=set)
    internal: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.struck or self.internal)


class Teller:
    """`begin` once the queue is there, `tell` with what a beat brought, `beat` with the time."""

    def __init__(self, table: QueueTable, state: WindowState, ways: Ways) -> None:
        self._table, self._state, self._ways = table, state, ways
        state.put_off = {key: at for key, at in state.put_off.items() if _reads(key) and type(at) is int}
        self._told = Told(state.told)
        self._held = _Held()
        self._known: set[int] = set()
        self._looked_at: Instant = 0
        """When further clocks were looked at last."""

        self.answers = Answers(
            ways.open_ticket,
            ways.take,
            self.snooze,
            ways.show_overdue,
            ways.show_mine,
            ways.show_all,
            self.snooze_clock,
        )
        self._unanswered = Unanswered(table, self.answers, say=ways.say, drop=ways.drop, held=ways.held)

    def begin(self, now: Instant) -> None:
        """What came while nobody watched. On the very first start everything is as it was found: nothing is news."""
        self._told.keep_only(self._table.rows())
        first = not self._state.told_since
        if first:
            self._state.told_since = now
        found: list[Struck] = []
        internal: list[Row] = []
        for row in self._table.rows():
            if first:
                self._is_no_news(row, now)
            elif (what := struck(row, self._table, now)) and (what.since > self._state.told_since or what.what == SOON):
                found.append(what)
            if self._passed(row, now):
                internal.append(row)
        self._known = {row.number for row in self._table.rows()}
        self._looked_at = now if first else self._state.told_since
        self._tell(found, internal, now)
        self._ways.keep()

    def arrived(self, *, from_elsewhere: bool) -> None:
        """Tickets came that no beat saw coming near their targets. Whoever logged one here knows how it stands."""
        now, rows = self._table.now, self._table.rows()
        new = [row for row in rows if row.number not in self._known]
        self._known = {row.number for row in rows}
        found = self._struck(new, now)
        if from_elsewhere:
            self._tell(found, [], now)
        else:
            for what in found:
                self._told.note(what.row, what.metric, what.what, now)
            for row in new:
                self._is_no_news(row, now)

    def tell(self, beat: Beat) -> None:
        now = self._table.now
        self._tell(self._struck((*beat.breached, *beat.soon), now), beat.internal, now)

    def beat(self, now: Instant) -> None:
        """What was put off, or not said while the desk was closed, is said if it still holds. Further clocks of a
        ticket are looked at once a minute."""
        if self._held and not self._is_quiet(now):
            held, self._held = self._held, _Held()
            again = self._struck(rows_of(held.struck, self._table), now)
            self._tell(again, rows_of(held.internal, self._table), now, summary=True)
        if now // MINUTE != self._looked_at // MINUTE and not self._is_quiet(now):
            self._tell_others(now)
        due = [key for key, at in self._put_off.items() if at <= now]
        if not due or self._is_quiet(now):
            return
        for key in due:
            del self._put_off[key]
        numbers = [int(key) for key in due if key.isdigit()]
        self._unanswered.say(self._struck(rows_of(numbers, self._table), now), now)
        for number, _, metric in (key.partition(" ") for key in due if not key.isdigit()):
            self._say_again(int(number), Metric(metric), now)
        self._ways.keep()

    def _say_again(self, number: int, metric: Metric, now: Instant) -> None:
        """Of a further clock, if it is still late or about to be."""
        for row in rows_of([number], self._table):
            again = [what for what in (*late(row, 0, now), *soon(row, now)) if what.metric is metric]
            self._unanswered.say_others(again, now)

    def settle(self) -> None:
        """Take away what is said of clocks that are neither due soon nor overdue any more."""
        over = self._unanswered.settle()
        for number in over:
            self._put_off.pop(str(number), None)
        self._ways.settle(over)

    @property
    def next_time(self) -> Instant | None:
        now, moments = self._table.now, list(self._put_off.values())
        if self._is_quiet(now):
            opens_at = self._ways.hours(now).opens_at
            if opens_at is None:
                return None
            moments = [max(at, opens_at) for at in moments] + ([opens_at] if self._held else [])
        return min(moments, default=None)

    def snooze(self, number: int) -> None:
        self._put_off[str(number)] = self._table.now + SNOOZE
        self._ways.settle({number})
        self._ways.keep()

    def snooze_clock(self, number: int, metric: Metric) -> None:
        self._put_off[_key(number, metric)] = self._table.now + SNOOZE
        self._ways.keep()

    # What is told

    @property
    def _put_off(self) -> dict[str, Any]:
        """When a ticket, by its number, or one of its clocks is told of again."""
        return self._state.put_off

    def _tell(self, struck: Iterable[Struck], internal: Iterable[Row], now: Instant, *, summary: bool = False) -> None:
        new = [found for found in struck if not self._told.knows(found.row, found.metric, found.what)]
        mine = [row for row in internal if self._is_mine(row) and self._passed(row, now)]
        if not new and not mine:
            return
        if self._is_quiet(now):
            self._held.struck |= {found.row.number for found in new}
            self._held.internal |= {row.number for row in mine}
            return
        for found in new:
            self._told.note(found.row, found.metric, found.what, now)
            self._put_off.pop(str(found.row.number), None)  # it is told now, and once
            if found.what == BREACHED:  # its other clocks that are late go with it
                for other in late(found.row, 0, now):
                    self._told.note(found.row, other.metric, BREACHED, now)
        self._unanswered.say(new, now, summary=summary)
        passed = [(row, metric) for row in mine for metric in self._passed(row, now)]
        for row, metric in passed:
            self._told.note(row, metric, INTERNAL, now)
        if len(mine) == 1:
            self._ways.say(notices.of_internal(*passed[-1], self._table, now, self.answers))
        elif mine:
            self._ways.say(notices.of_several_internal(mine, self._table, now, self.answers))
        self._ways.keep()

    def _tell_others(self, now: Instant) -> None:
        """The clocks that came near their targets, or ran out, beside the one by which a ticket stands in the list."""
        since, self._looked_at = self._looked_at, now
        found = [
            what
            for row in self._table.rows()
            for what in (*late(row, since, now), *soon(row, now))
            if self._table.standing_of(row, now).metric is not what.metric
            and not self._told.knows(row, what.metric, what.what)
        ]
        for what in found:
            self._told.note(what.row, what.metric, what.what, now)
            self._put_off.pop(_key(what.row.number, what.metric), None)  # it is told now, and once
        self._unanswered.say_others(found, now)
        if found:
            self._ways.keep()

    def _is_no_news(self, row: Row, now: Instant) -> None:
        """Whoever is here knows how near its clocks are to their targets."""
        for what in (struck(row, self._table, now), *soon(row, now)):
            if what is not None and what.what == SOON:
                self._told.note(row, what.metric, SOON, now)

    def _struck(self, rows: Iterable[Row], now: Instant) -> list[Struck]:
        """Of each by the clock by which it stands in the list."""
        return [what for row in rows if (what := struck(row, self._table, now)) is not None]

    def _passed(self, row: Row, now: Instant) -> list[Metric]:
        """The internal targets of the row that passed since the very first start and were not told, the latest last."""
        found = [
            (clock.breached_at, clock.metric)
            for metric in Metric
            if (clock := clock_of(row, metric, Tier.INTERNAL)) is not None
            and clock.breached_at is not None
            and self._state.told_since < clock.breached_at < now
            and not self._told.knows(row, clock.metric, INTERNAL)
        ]
        return [metric for _, metric in sorted(found)]

    def _is_mine(self, row: Row) -> bool:
        """An internal target is told to its assignee alone (C16)."""
        return row.assignee is not None and row.assignee == self._table.me

    def _is_quiet(self, now: Instant) -> bool:
        return self._state.quiet and not self._ways.hours(now).open


def _key(number: int, metric: Metric) -> str:
    return f"{number} {metric.value}"


def _reads(key: str) -> bool:
    number, _, metric = key.partition(" ")
    return key.isdigit() or (number.isdigit() and metric in list(Metric))
