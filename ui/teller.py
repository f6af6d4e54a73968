"""Says what time brought: once each, several together, later on when it was put off, at opening when it was quiet."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct, field

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import SOON as SOON_LEFT
from slaapp.domain.clock import Clock, State
from slaapp.domain.spans import MINUTE, Instant
from slaapp.domain.value import Value
from slaapp.services.board import DeskHours, Row, Standing
from ui import notices
from ui.models.beats import Beat
from ui.models.queue_table import QueueTable
from ui.notices import Answers, Struck
from ui.told import BREACHED, INTERNAL, SOON, Told, clock_of
from ui.widgets.notice import Notice
from ui.widgets.toast import MOST
from ui.window_state import WindowState

SNOOZE = 5 * MINUTE

_PUBLIC = Tier.PUBLIC  # found once: Python 3.11 is slow at it


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
        self._waiting: dict[str, list[Struck]] = {}
        """Of what each notice tells that was not answered yet, by its key."""

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
            elif (what := self._struck(row, now)) and (what.since > self._state.told_since or what.what == SOON):
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
        found = [what for row in new if (what := self._struck(row, now)) is not None]
        if from_elsewhere:
            self._tell(found, [], now)
        else:
            for what in found:
                self._told.note(what.row, what.metric, what.what, now)
            for row in new:
                self._is_no_news(row, now)

    def tell(self, beat: Beat) -> None:
        now = self._table.now
        rows = (*beat.breached, *beat.soon)
        self._tell([found for row in rows if (found := self._struck(row, now)) is not None], beat.internal, now)

    def beat(self, now: Instant) -> None:
        """What was put off, or not said while the desk was closed, is said if it still holds. Further clocks of a
        ticket are looked at once a minute."""
        if self._held and not self._is_quiet(now):
            held, self._held = self._held, _Held()
            again = [what for row in self._rows(held.struck) if (what := self._struck(row, now)) is not None]
            self._tell(again, self._rows(held.internal), now, summary=True)
        if now // MINUTE != self._looked_at // MINUTE and not self._is_quiet(now):
            self._tell_others(now)
        due = [key for key, at in self._put_off.items() if at <= now]
        if not due or self._is_quiet(now):
            return
        for key in due:
            del self._put_off[key]
        numbers = [int(key) for key in due if key.isdigit()]
        self._say([what for row in self._rows(numbers) if (what := self._struck(row, now)) is not None], now)
        for number, _, metric in (key.partition(" ") for key in due if not key.isdigit()):
            self._say_again(int(number), Metric(metric), now)
        self._ways.keep()

    def _say_again(self, number: int, metric: Metric, now: Instant) -> None:
        """Of a further clock, if it is still late or about to be."""
        for row in self._rows([number]):
            for what in (*self._late(row, 0, now), *self._soon(row, now)):
                if what.metric is metric:
                    self._say_another(what, now)

    def settle(self) -> None:
        """Take away what is said of clocks that are neither due soon nor overdue any more: a ticket was answered,
        paused, resolved or closed."""
        told: set[tuple[int, Metric]] = set().union(*map(_clocks, self._waiting.values()))
        still = self._still({number for number, _ in told}).keys()
        for key, struck in list(self._waiting.items()):
            if _clocks(struck).isdisjoint(still):
                del self._waiting[key]
                self._ways.drop(key)
        over = {number for number, _ in told} - {number for number, _ in still & told}
        for number in over:
            self._put_off.pop(str(number), None)
        self._ways.settle(over)

    def _still(self, numbers: Iterable[int]) -> dict[tuple[int, Metric], Struck]:
        """The clocks of these tickets that are overdue, or about to be."""
        now = self._table.now
        found: dict[tuple[int, Metric], Struck] = {}
        for row in self._rows(numbers):
            standing = self._table.standing_of(row, now)
            if standing.metric is not None and standing.reading is not None and _is_due(standing):
                due_at = standing.reading.due_at or now
                found[row.number, standing.metric] = Struck(row, standing.metric, SOON, due_at, now)
            for what in (*self._soon(row, now), *self._late(row, 0, now + 1)):
                found[row.number, what.metric] = what
        return found

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
                for late in self._late(found.row, 0, now):
                    self._told.note(found.row, late.metric, BREACHED, now)
        self._say(new, now, summary=summary)
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
            for what in (*self._late(row, since, now), *self._soon(row, now))
            if self._table.standing_of(row, now).metric is not what.metric
            and not self._told.knows(row, what.metric, what.what)
        ]
        for what in found:
            self._told.note(what.row, what.metric, what.what, now)
            self._put_off.pop(_key(what.row.number, what.metric), None)  # it is told now, and once
        if len({what.row.number for what in found}) > 1:
            self._say_several(found, now)
        else:
            for what in found:
                self._say_another(what, now)
        if found:
            self._ways.keep()

    def _is_no_news(self, row: Row, now: Instant) -> None:
        """Whoever is here knows how near its clocks are to their targets."""
        for what in (self._struck(row, now), *self._soon(row, now)):
            if what is not None and what.what == SOON:
                self._told.note(row, what.metric, SOON, now)

    @staticmethod
    def _late(row: Row, since: Instant, now: Instant) -> list[Struck]:
        """The row's public clocks under way that ran out from `since` on."""
        return [
            Struck(row, clock.metric, BREACHED, at, at)
            for clock in row.clocks
            if (at := clock.breached_at) is not None and since <= at < now and _is_public(clock)
        ]

    @staticmethod
    def _soon(row: Row, now: Instant) -> list[Struck]:
        """The row's public clocks that run and will run out within minutes."""
        return [
            Struck(row, clock.metric, SOON, due_at, now)
            for clock in row.clocks
            if (at := clock.breached_at) is not None
            and now < at
            and _is_public(clock)
            and (due_at := _due_at(clock, now)) is not None
            and now < due_at <= now + SOON_LEFT
        ]

    def _say(self, struck: list[Struck], now: Instant, *, summary: bool = False) -> None:
        if len(struck) == 1:
            key = notices.key_of(struck[0].row.number)
            self._say_one(key, struck[0], notices.of_ticket(struck[0].row, self._table, now, self.answers), now)
        elif struck:
            self._say_several(struck, now, summary=summary)

    def _say_another(self, found: Struck, now: Instant) -> None:
        notice = notices.of_another(found, self._table, now, self.answers)
        self._say_one(notices.key_of_another(found), found, notice, now)

    def _say_one(self, key: str, found: Struck, notice: Notice, now: Instant) -> None:
        """By itself; together with what told of that clock before, and with all others where they are too many."""
        held = set(self._ways.held())
        self._waiting = {other: struck for other, struck in self._waiting.items() if other in held}
        clock = (found.row.number, found.metric)
        others = {other: _clocks(struck) for other, struck in self._waiting.items() if other != key}
        joined = {other: clocks for other, clocks in others.items() if len(others) >= MOST or clock in clocks}
        before = set().union(*joined.values()) - {clock}
        still = self._still({number for number, _ in before})
        for other in [key, *joined]:
            self._ways.drop(other)
            self._waiting.pop(other, None)
        if again := [still[was] for was in sorted(before & still.keys())]:
            self._say_several([*again, found], now)
        else:
            self._waiting[key] = [found]
            self._ways.say(notice)

    def _say_several(self, struck: Sequence[Struck], now: Instant, *, summary: bool = False) -> None:
        self._waiting[notices.key_of_several(struck)] = list(struck)
        self._ways.say(notices.of_several(struck, self._table, now, self.answers, summary=summary))

    def _struck(self, row: Row, now: Instant) -> Struck | None:
        """Whether it is overdue or on the point of it."""
        standing = self._table.standing_of(row, now)
        reading, metric = standing.reading, standing.metric
        if reading is None or metric is None or reading.due_at is None:
            return None
        if reading.breached and reading.state is State.BREACHED:
            return Struck(row, metric, BREACHED, reading.due_at, reading.decided_at or reading.due_at)
        if reading.state is State.RUNNING and (reading.left or 0) <= SOON_LEFT:
            return Struck(row, metric, SOON, reading.due_at, now)
        return None

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

    def _rows(self, numbers: Iterable[int]) -> list[Row]:
        wanted = set(numbers)
        return [row for row in self._table.rows() if row.number in wanted] if wanted else []


def _clocks(struck: Iterable[Struck]) -> set[tuple[int, Metric]]:
    """By ticket and metric."""
    return {(found.row.number, found.metric) for found in struck}


def _is_public(clock: Clock) -> bool:
    return clock.tier is _PUBLIC and clock.measured and clock.ended_at is None


def _due_at(clock: Clock, now: Instant) -> Instant | None:
    """When a clock that runs is due; None: it stands still."""
    phase = next((held for held in reversed(clock.phases) if held.start <= now), None)
    return None if phase is None or phase.paused_by is not None else phase.due_at


def _is_due(standing: Standing) -> bool:
    """Overdue, or on the point of it."""
    reading = standing.reading
    return reading is not None and (
        reading.breached or (reading.paused_by is None and (reading.left or 0) <= SOON_LEFT)
    )


def _key(number: int, metric: Metric) -> str:
    return f"{number} {metric.value}"


def _reads(key: str) -> bool:
    number, _, metric = key.partition(" ")
    return key.isdigit() or (number.isdigit() and metric in list(Metric))
