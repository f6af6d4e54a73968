"""Two windings of the same tickets beside each other: as they were promised, and as other rules would have had it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from slaapp.domain.agreement import Metric, Severity, Target, Tier
from slaapp.domain.attainments import Cell
from slaapp.domain.clock import Clock, Verdict, read
from slaapp.domain.compliance import METRICS, Tally, keeps
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime


class Side(Value):
    """A cell under one set of rules. `goal` is None where nothing was promised; `late` is the working time by which the
    late clocks exceed what was allowed, added up: those that still run as they stand now."""

    tally: Tally
    goal: int | None
    late: Seconds

    @property
    def met_goal(self) -> bool | None:
        """R2: whole numbers are compared."""
        return None if self.goal is None else keeps(self.goal, met=self.tally.met, decided=self.tally.decided)


class Change(Value):
    """One metric at one severity in one tier, before and after. Each clock counts at the level that its own rules say
    (C9), so the number of clocks can differ."""

    metric: Metric
    severity: Severity
    tier: Tier
    before: Side
    after: Side


class Flip(NamedTuple):
    """A clock that is late under one set of rules only. A verdict of None: it is not decided there, or there is none.

    `severity` and `late` are those of the side on which it is late.
    """

    number: int
    metric: Metric
    tier: Tier
    cycle: int
    severity: Severity
    was: Verdict | None
    now: Verdict | None
    late: Seconds


class _Standing(NamedTuple):
    verdict: Verdict
    severity: Severity
    late: Seconds


_Key = tuple[Tier, Metric, int]


class _Counts(Struct):
    met: int = 0
    breached: int = 0
    late: Seconds = 0
    goal: int | None = None

    def side(self) -> Side:
        return Side(Tally(met=self.met, breached=self.breached), self.goal, self.late)


class Comparing(Struct):
    """Takes in ticket after ticket. `hours` holds the calendars by name for each side: they may be of one name and
    differ. The counts are raw: what was waived or set aside later is in them (R3)."""

    now: Instant
    hours_before: Mapping[str, WorkingTime]
    hours_after: Mapping[str, WorkingTime]
    tickets: int = 0
    flips: list[Flip] = field(default_factory=list)
    _before: dict[Cell, _Counts] = field(default_factory=lambda: defaultdict(_Counts))
    _after: dict[Cell, _Counts] = field(default_factory=lambda: defaultdict(_Counts))

    def take(self, number: int, before: Iterable[Clock], after: Iterable[Clock]) -> bool:
        """Whether any of its clocks flips."""
        self.tickets += 1
        was = self._count(before, self.hours_before, self._before)
        now = self._count(after, self.hours_after, self._after)
        found: list[Flip] = []
        for key in {**was, **now}:
            old, new = was.get(key), now.get(key)
            late_then, late_now = _late(old), _late(new)
            if late_then is not late_now:
                held = new if late_now else old
                assert held is not None
                tier, metric, cycle = key
                found.append(Flip(number, metric, tier, cycle, held.severity, _verdict(old), _verdict(new), held.late))
        found.sort(key=_order)
        self.flips += found
        return bool(found)

    def _count(
        self, clocks: Iterable[Clock], hours: Mapping[str, WorkingTime], cells: dict[Cell, _Counts]
    ) -> dict[_Key, _Standing]:
        found: dict[_Key, _Standing] = {}
        for clock in clocks:
            reading = read(clock, self.now, hours)
            if reading.verdict is None:
                continue
            counts = cells[clock.metric, reading.severity, clock.tier]
            counts.goal = max(counts.goal or 0, clock.phases[-1].goal)
            late = reading.late or 0
            if reading.verdict is Verdict.BREACHED:
                counts.breached += 1
                counts.late += late
            else:
                counts.met += 1
            found[clock.tier, clock.metric, clock.cycle] = _Standing(reading.verdict, reading.severity, late)
        return found

    def changes(self, targets_before: Iterable[Target], targets_after: Iterable[Target]) -> tuple[Change, ...]:
        """Every cell with a target or a clock on either side: metrics in their order, the most severe first."""
        for targets, cells in ((targets_before, self._before), (targets_after, self._after)):
            for target in targets:
                counts = cells[target.metric, target.severity, target.tier]
                counts.goal = target.goal if counts.goal is None else counts.goal
        found = sorted(
            {*self._before, *self._after},
            key=lambda cell: (METRICS.index(cell[0]), -cell[1], cell[2] is not Tier.PUBLIC),
        )
        return tuple(
            Change(*cell, self._before.get(cell, _Counts()).side(), self._after.get(cell, _Counts()).side())
            for cell in found
        )


def _order(flip: Flip) -> tuple[int, bool, int]:
    return METRICS.index(flip.metric), flip.tier is not Tier.PUBLIC, flip.cycle


def _verdict(held: _Standing | None) -> Verdict | None:
    return None if held is None else held.verdict


def _late(held: _Standing | None) -> bool:
    return held is not None and held.verdict is Verdict.BREACHED
