"""Cells over one agreement or several, and what they add up to."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Target
from slaapp.domain.attainments import Alike, CellCounts
from slaapp.domain.compliance import Attainment, Outcome, Total, counted, total
from slaapp.domain.spans import Span


def cells_of(
    outcomes: Iterable[Outcome],
    period: Span,
    *,
    basis: CountingBasis,
    targets: Iterable[Target] = (),
    several: bool = False,
    plain: Mapping[Alike, int] | None = None,
) -> tuple[tuple[Attainment, ...], tuple[tuple[Metric, Severity], ...]]:
    """The cells of a period and, with `several` agreements, those whose clocks were promised different goals (R6).
    `plain` are how many more clocks count in it."""
    counts = CellCounts(targets)
    for found in counted(outcomes, period, basis=basis):
        counts.take(found)
    for alike, count in (plain or {}).items():
        counts.take_alike(alike, count)
    return counts.cells(), counts.mixed() if several else ()


def total_of(cells: Iterable[Attainment], mixed: Iterable[tuple[Metric, Severity]]) -> Total:
    """As `total`, without a goal where one of the cells has none of its own."""
    cells, mixed = tuple(cells), frozenset(mixed)
    found = total(cells)
    return replace(found, goal=None) if any((cell.metric, cell.severity) in mixed for cell in cells) else found
