"""Cells over one agreement or several, and what they add up to."""

from collections.abc import Iterable

from msgspec.structs import replace

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Target
from slaapp.domain.compliance import Attainment, Outcome, Total, attainments, counted, total
from slaapp.domain.spans import Span


def cells_of(
    outcomes: Iterable[Outcome],
    period: Span,
    *,
    basis: CountingBasis,
    targets: Iterable[Target] = (),
    several: bool = False,
) -> tuple[tuple[Attainment, ...], tuple[tuple[Metric, Severity], ...]]:
    """The cells of a period and, with `several` agreements, those whose clocks were promised different goals (R6)."""
    outcomes, targets = tuple(outcomes), tuple(targets)
    goals: dict[tuple[Metric, Severity], set[int]] = {}
    if several:
        for found in counted(outcomes, period, basis=basis):
            if found.measured and found.severity is not None and found.allowed is not None:
                goals.setdefault((found.metric, found.severity), set()).add(found.goal)
    mixed = tuple(place for place, held in goals.items() if len(held) > 1)
    return attainments(outcomes, period, basis=basis, targets=targets), tuple(sorted(mixed))


def total_of(cells: Iterable[Attainment], mixed: Iterable[tuple[Metric, Severity]]) -> Total:
    """As `total`, without a goal where one of the cells has none of its own."""
    cells, mixed = tuple(cells), frozenset(mixed)
    found = total(cells)
    return replace(found, goal=None) if any((cell.metric, cell.severity) in mixed for cell in cells) else found
