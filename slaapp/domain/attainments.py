"""The cells of a period, counted clock by clock: metric × severity in one tier (R2 of semantics)."""

from collections.abc import Iterable
from typing import NamedTuple

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Target, Tier
from slaapp.domain.compliance import METRICS, Attainment, Outcome, counted
from slaapp.domain.spans import Span

Cell = tuple[Metric, Severity, Tier]


class Alike(NamedTuple):
    """What clocks have in common that were measured and decided: a cell counts them together."""

    metric: Metric
    severity: Severity
    goal: int
    breached: bool = False
    waived: bool = False
    tier: Tier = Tier.PUBLIC


class CellCounts:
    """Cells that count clocks one after the other, so that nobody need hold them.

    Those with a target are there from the first. Where a new version changed a goal within the period, the higher one
    that was promised to a decided clock holds for the cell.
    """

    def __init__(self, targets: Iterable[Target] = ()) -> None:
        self._counts: dict[Cell, _Count] = {}
        self._goals: dict[tuple[Metric, Severity], set[int]] = {}
        for target in targets:
            self._counts[target.metric, target.severity, target.tier] = _Count(target.goal)

    def take(self, found: Outcome) -> None:
        """A clock that counts in the period; without a target it is in no cell."""
        if found.severity is None or found.allowed is None:
            return
        cell = found.metric, found.severity, found.tier
        count = self._counts.get(cell)
        if count is None:
            count = self._counts[cell] = _Count(None)
        count.take(found)
        if found.measured:
            self._goals.setdefault(cell[:2], set()).add(found.goal)

    def take_alike(self, alike: "Alike", count: int) -> None:
        """So many clocks of which one is as another."""
        cell = alike.metric, alike.severity, alike.tier
        held = self._counts.get(cell)
        if held is None:
            held = self._counts[cell] = _Count(None)
        held.take_alike(alike, count)
        self._goals.setdefault(cell[:2], set()).add(alike.goal)

    def cells(self) -> tuple[Attainment, ...]:
        """Metrics in their order, the most severe first, public before internal."""
        return tuple(self._counts[cell].attainment(cell) for cell in sorted(self._counts, key=_place))

    def mixed(self) -> tuple[tuple[Metric, Severity], ...]:
        """Where decided clocks were promised different goals (R6)."""
        return tuple(sorted(place for place, goals in self._goals.items() if len(goals) > 1))


class _Count:
    __slots__ = (
        "breached",
        "excluded",
        "goal",
        "met",
        "promised",
        "set_aside_breached",
        "set_aside_met",
        "undecided",
        "waived",
    )

    def __init__(self, promised: int | None) -> None:
        self.promised = promised
        self.goal: int | None = None
        """The highest one promised to a decided clock; `undecided`: to one that was not measured."""
        self.undecided = 0
        self.met = self.breached = self.excluded = self.waived = self.set_aside_met = self.set_aside_breached = 0

    def take(self, found: Outcome) -> None:
        if not found.measured:
            self.excluded += 1
            self.undecided = max(self.undecided, found.goal)
            return
        if self.goal is None or found.goal > self.goal:
            self.goal = found.goal
        set_aside = found.excluded is not None and not found.waived
        if found.breached:
            self.breached += 1
            self.waived += found.waived
            self.set_aside_breached += set_aside
        else:
            self.met += 1
            self.set_aside_met += set_aside

    def take_alike(self, alike: "Alike", count: int) -> None:
        self.goal = alike.goal if self.goal is None else max(self.goal, alike.goal)
        if alike.breached:
            self.breached += count
            self.waived += count * alike.waived
        else:
            self.met += count

    def attainment(self, cell: Cell) -> Attainment:
        metric, severity, tier = cell
        goal = next((goal for goal in (self.goal, self.promised) if goal is not None), self.undecided)
        return Attainment(
            metric=metric,
            severity=severity,
            tier=tier,
            goal=goal,
            met=self.met,
            breached=self.breached,
            excluded=self.excluded,
            waived=self.waived,
            set_aside_met=self.set_aside_met,
            set_aside_breached=self.set_aside_breached,
        )


def attainments(
    outcomes: Iterable[Outcome],
    period: Span,
    *,
    basis: CountingBasis = CountingBasis.DECIDED,
    targets: Iterable[Target] = (),
) -> tuple[Attainment, ...]:
    """The cells of a period: those with a target, decided or not, and those with outcomes."""
    counts = CellCounts(targets)
    for found in counted(outcomes, period, basis=basis):
        counts.take(found)
    return counts.cells()


def _place(cell: Cell) -> tuple[int, int, int]:
    metric, severity, tier = cell
    return METRICS.index(metric), -severity, tuple(Tier).index(tier)
