"""Work out the sections of the full report from the clocks that count in the period."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub

from slaapp.domain.agreement import Metric
from slaapp.domain.compliance import METRICS, Outcome
from slaapp.domain.spans import Seconds
from slaapp.reports.month_data import MonthData, PlainClocks
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.month_sections import (
    STEPS,
    TARGET,
    Breakdown,
    CloseTarget,
    Curve,
    ReasonLine,
    Reconciliation,
)
from slaapp.reports.section import Section

NEAR = 10
"""Percent of the target: what was met with less of it left is a near miss."""


def curves(within: Iterable[Outcome], plain: Iterable[PlainClocks] = ()) -> tuple[Curve, ...]:
    """One for each metric in which something was decided."""
    by_metric: dict[Metric, Counter[int]] = {}
    for found in within:
        if found.measured and found.allowed is not None and found.severity is not None:
            tenths = _tenths(found.used, found.allowed, breached=found.breached)
            by_metric.setdefault(found.metric, Counter())[tenths] += 1
    for held in plain:
        by_metric.setdefault(held.alike.metric, Counter()).update(_plain_tenths(held))
    return tuple(_curve(metric, by_metric[metric]) for metric in METRICS if metric in by_metric)


def _plain_tenths(held: PlainClocks) -> dict[int, int]:
    """How many used so many tenths of their target, which all of them met: they are counted, not divided one by one."""
    used = sorted(held.used)
    up_to = [bisect_right(used, tenths * max(1, held.allowed) // 10) for tenths in range(TARGET)]
    return dict(enumerate(map(sub, [*up_to, len(used)], [0, *up_to])))


def _curve(metric: Metric, used: Counter[int]) -> Curve:
    """`used`: how many clocks used so many tenths of their target."""
    up_to = (sum(count for tenths, count in used.items() if tenths <= step) for step in STEPS_DRAWN)
    return Curve(metric, used.total(), tuple(up_to))


STEPS_DRAWN = range(1, STEPS + 1)


def _tenths(used: Seconds, allowed: Seconds, *, breached: bool) -> int:
    """The first tenth of the target that holds what was used; the verdict says on which side of the target it lies
    (a new version may have shortened it below what was used, C11)."""
    tenths = -(-10 * used // max(1, allowed))
    return max(TARGET + 1, tenths) if breached else min(TARGET, tenths)


def reasons(late: Sequence[LateTarget]) -> tuple[ReasonLine, ...]:
    """Reasons of one kind together, others by their words; the most frequent first, those without a reason last. What
    was waived counts as well and is counted apart."""
    by_reason: dict[str | None, list[LateTarget]] = {}
    for target in late:
        by_reason.setdefault(target.counted_as, []).append(target)
    order = sorted(by_reason, key=lambda reason: (reason is None, -len(by_reason[reason]), reason or ""))
    found: list[ReasonLine] = []
    for reason in order:
        targets = by_reason[reason]
        before = found[-1].running_total if found else 0
        waived = sum(target.waived for target in targets)
        late_in_all = sum(target.late for target in targets)
        code = next((target.code for target in targets if target.code is not None), None)
        found.append(ReasonLine(reason, len(targets), waived, late_in_all, before + len(targets), code))
    return tuple(found)


def near_misses(within: Iterable[Outcome], data: MonthData) -> tuple[CloseTarget, ...]:
    """Met with less than a tenth of the target left, in the order in which they ended."""
    close = [
        found
        for found in within
        if found.measured
        and found.verdict is not None
        and not found.breached
        and found.allowed is not None
        and 100 * (found.allowed - found.used) < NEAR * found.allowed
    ]
    return tuple(_close(sorted(close, key=lambda one: (one.ended_at or 0, *_name(one))), data))


def at_risk(data: MonthData) -> tuple[CloseTarget, ...]:
    """Those whose clock was about to run out at the cut-off, the one due first before the others."""
    return tuple(_close(sorted(data.at_risk, key=lambda one: (one.due_at or 0, *_name(one))), data))


def _name(found: Outcome) -> tuple[int, str, int]:
    return found.number, found.metric, found.cycle


def _close(outcomes: Iterable[Outcome], data: MonthData) -> Iterator[CloseTarget]:
    for found in outcomes:
        if found.severity is not None and found.allowed is not None:
            yield CloseTarget(
                number=found.number,
                subject=data.subjects.get(found.ticket, ""),
                severity=found.severity,
                metric=found.metric,
                cycle=found.cycle,
                target=found.allowed,
                used=found.used,
                due_at=found.due_at,
                ended_at=found.ended_at,
            )


def reconciliations(report: MonthlyReport) -> tuple[Reconciliation, ...]:
    """What each section says beside what another one says of the same."""
    flow, total = report.flow, report.total
    found = [
        Reconciliation(Section.BREACHES, "late targets", len(report.late), total.breached),
        Reconciliation(Section.REASONS, "late targets", sum(line.targets for line in report.reasons), total.breached),
        Reconciliation(Section.CURVES, "targets decided", sum(curve.decided for curve in report.curves), total.decided),
        Reconciliation(Section.CURVES, "targets met", sum(curve.met for curve in report.curves), total.met),
        Reconciliation(Section.TIMES, "targets decided", sum(times.decided for times in report.times), total.decided),
        Reconciliation(Section.BACKLOG, "open tickets", report.backlog.tickets, flow.open_at_end),
        Reconciliation(Section.ARRIVALS, "tickets received", report.arrivals.tickets, flow.received),
        *(
            Reconciliation(Section.VOLUME, f"received by {one.by}", one.tickets, flow.received)
            for one in report.received_by
        ),
    ]
    weekly = [week.flow for week in report.weeks]
    for what in ("received", "reopened", "resolved", "left_otherwise"):
        counted = sum(getattr(week, what) for week in weekly)
        found.append(Reconciliation(Section.VOLUME, what.replace("_", " "), counted, getattr(flow, what)))
    if report.customers:
        lines = report.customers
        found += [
            Reconciliation(Section.CUSTOMERS, "targets met", sum(line.total.met for line in lines), total.met),
            Reconciliation(
                Section.CUSTOMERS, "late targets", sum(line.total.breached for line in lines), total.breached
            ),
            Reconciliation(
                Section.CUSTOMERS, "tickets received", sum(line.flow.received for line in lines), flow.received
            ),
        ]
    return tuple(found)


def breakdown(by: str, counts: Mapping[str, int], *, order: Sequence[str] = ()) -> Breakdown:
    """How often each label stands there: in the given order, the rest by how often."""
    known = [label for label in order if label in counts]
    rest = sorted(counts.keys() - set(known), key=lambda label: (-counts[label], label))
    return Breakdown(by, tuple((label, counts[label]) for label in (*known, *rest)))
