"""Build the report of a period from what was gathered (R1 to R9 of semantics)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.attainments import Alike
from slaapp.domain.compliance import (
    METRICS,
    SEVERITIES,
    Attainment,
    Outcome,
    Total,
    counted,
    nearest_rank,
    ranked,
)
from slaapp.domain.period import PeriodKind
from slaapp.domain.spans import Instant, Seconds
from slaapp.languages import words_of
from slaapp.reports.cells import cells_of, total_of
from slaapp.reports.definitions import definitions
from slaapp.reports.facts import facts
from slaapp.reports.month_data import (
    ClockName,
    CustomerData,
    LeftOut,
    MonthData,
    MonthTotal,
    NotMeasuredTicket,
    OpenTicket,
    PlainClocks,
    TimeSpent,
)
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import (
    AgeBand,
    Backlog,
    CustomerLine,
    LateTarget,
    MonthlyReport,
    Ranks,
    Shares,
    Times,
)
from slaapp.reports.month_sections import FEW
from slaapp.reports.sections import at_risk, curves, near_misses, reasons
from slaapp.reports.severity_names import Names

__all__ = ["MonthData", "MonthlyReport", "build", "to_json"]

BANDS: tuple[tuple[int, int | None], ...] = ((0, 1), (2, 3), (4, 5), (6, 10), (11, 20), (21, None))
TREND_MONTHS = 12
OLDEST = 10


def build(data: MonthData) -> MonthlyReport:
    """The report of what `data` holds; the same data give an equal report."""
    public = [
        outcome
        for outcome in data.outcomes
        if outcome.tier is Tier.PUBLIC and data.severity in (None, outcome.severity)
    ]
    within = counted(public, data.period, basis=data.agreement.basis)
    targets = [
        target
        for target in data.agreement.targets
        if target.tier is Tier.PUBLIC and data.severity in (None, target.severity)
    ]
    several = bool(data.others)
    cells, mixed = cells_of(
        public,
        data.period,
        basis=data.agreement.basis,
        targets=targets,
        several=several,
        plain=_counted_together(data.plain),
    )
    everything = total_of(cells, mixed)
    allowed = {(target.metric, target.severity): target.allowed for target in targets}
    at = min(data.cut_off, data.made_at)
    others = _measured_otherwise(within, data.plain, allowed)
    if several:  # no length is printed as that of tickets which other agreements measured
        allowed = {place: length for place, length in allowed.items() if place not in others}
    names = Names(data.agreement.meanings, data.meanings, words_of(data.language))
    late = _late(data, (outcome for outcome in within if outcome.measured and outcome.breached), names)
    report = MonthlyReport(
        days=data.days,
        period=data.period,
        cut_off=data.cut_off,
        made_at=data.made_at,
        customer=data.customer,
        desk=data.desk,
        agreement=data.agreement.name,
        version=data.agreement.version,
        valid_from=data.agreement.valid_from,
        valid_to=data.agreement.valid_to,
        basis=data.agreement.basis,
        calendars=data.calendars,
        cells=cells,
        totals=_totals(cells, mixed),
        total=everything,
        times=tuple(_times(cell, within, data.plain, allowed.get((cell.metric, cell.severity)), at) for cell in cells),
        late=late,
        still_late=_late(data, (outcome for outcome in public if _still_late(outcome, data)), names),
        flow=data.flow,
        backlog=_backlog(data.backlog),
        not_measured=tuple(sorted(data.not_measured, key=lambda ticket: (ticket.at, ticket.number))),
        amendments=tuple(sorted(data.amendments, key=lambda entry: (entry.recorded_at, entry.number, entry.what))),
        trend=_trend(data, everything),
        joined=data.joined,
        time_spent=_time_spent(data.time_spent),
        limits=data.limits,
        other_agreements=tuple((other.name, other.version) for other in data.others),
        customers=tuple(_customer(customer, data) for customer in data.by_customer),
        several_goals=mixed,
        before=data.before,
        year_before=data.year_before,
        near_misses=near_misses(within, data),
        at_risk=at_risk(data),
        weeks=data.weeks,
        received_by=data.received_by,
        arrivals=data.arrivals,
        curves=curves(within, data.plain),
        reasons=reasons(late),
        pauses=data.pauses,
        pause_audit=data.pause_audit,
        clock_steps=data.clock_steps,
        actions=data.actions,
        wishes=data.wishes,
        called=names.of_all(),
        language=data.language,
        site=data.site,
        prepared_by=data.prepared_by,
        left_out=tuple(_left_out(within, data.marks)),
        versions=data.versions,
    )
    return replace(
        report,
        facts=facts(report),
        definitions=definitions(report, data.agreement, other_times=0 if several else others.total()),
    )


def _measured_otherwise(
    within: Iterable[Outcome], plain: Iterable[PlainClocks], allowed: Mapping[tuple[Metric, Severity], Seconds]
) -> Counter[tuple[Metric, Severity]]:
    """Of each cell how many clocks were measured by another target than the one in force at the end (C11)."""
    found = Counter(
        (one.metric, one.severity)
        for one in within
        if one.measured and one.severity is not None and one.allowed != allowed.get((one.metric, one.severity))
    )
    for held in plain:
        cell = held.alike.metric, held.alike.severity
        if held.allowed != allowed.get(cell):
            found[cell] += len(held.used)
    return found


def _totals(cells: Sequence[Attainment], mixed: Sequence[tuple[Metric, Severity]]) -> tuple[tuple[Metric, Total], ...]:
    metrics = dict.fromkeys(cell.metric for cell in cells)
    return tuple((metric, total_of((cell for cell in cells if cell.metric is metric), mixed)) for metric in metrics)


def _customer(held: CustomerData, data: MonthData) -> CustomerLine:
    public = [found for found in held.outcomes if found.tier is Tier.PUBLIC and data.severity in (None, found.severity)]
    cells, mixed = cells_of(public, data.period, basis=data.agreement.basis, several=False, plain=held.plain)
    return CustomerLine(
        name=held.name,
        agreement=held.agreement,
        kept=sum(cell.met_goal is True for cell in cells),
        decided_cells=sum(cell.decided > 0 for cell in cells),
        total=total_of(cells, mixed),
        flow=held.flow,
    )


def _counted_together(plain: Iterable[PlainClocks]) -> dict[Alike, int]:
    found: dict[Alike, int] = {}
    for clocks in plain:
        found[clocks.alike] = found.get(clocks.alike, 0) + len(clocks.used)
    return found


def _times(
    cell: Attainment, within: Iterable[Outcome], plain: Iterable[PlainClocks], target: int | None, at: Instant
) -> Times:
    """`at` is when clocks that still run are read."""
    singly = [
        outcome
        for outcome in within
        if outcome.measured and outcome.metric is cell.metric and outcome.severity is cell.severity
    ]
    alike = [held for held in plain if (held.alike.metric, held.alike.severity) == (cell.metric, cell.severity)]
    took = [(outcome.used, outcome.running) for outcome in singly]
    took += [(used, False) for held in alike for used in held.used]
    took.sort()
    few = len(took) < FEW
    return Times(
        metric=cell.metric,
        severity=cell.severity,
        decided=len(took),
        target=target,
        median=ranked(took, 50),
        p75=None if few else ranked(took, 75),
        p90=None if few else ranked(took, 90),
        longest=ranked(took, 100),
        shares=_shares(singly, alike),
        calendar=_by_calendar(singly, alike, at, few=few) if took else None,
    )


def _by_calendar(singly: Iterable[Outcome], alike: Iterable[PlainClocks], at: Instant, *, few: bool) -> Ranks:
    lengths = [(max(0, (at if one.ended_at is None else one.ended_at) - one.started_at), one.running) for one in singly]
    lengths += [(lasted, False) for held in alike for lasted in held.lasted]
    lengths.sort()
    p75, p90 = (None, None) if few else (ranked(lengths, 75), ranked(lengths, 90))
    return Ranks(ranked(lengths, 50), p75, p90, ranked(lengths, 100))


def _shares(singly: Iterable[Outcome], alike: Iterable[PlainClocks]) -> Shares | None:
    """Each clock against its own target: a version in the middle of the month may have changed it."""
    ordered = [1000 * outcome.used // max(1, outcome.allowed or 0) for outcome in singly]
    ordered += [1000 * used // max(1, held.allowed) for held in alike for used in held.used]
    ordered.sort()
    if not ordered:
        return None
    rank: Callable[[int], int] = lambda p: ordered[nearest_rank(p, len(ordered)) - 1]  # noqa: E731
    return Shares(rank(50), rank(75), rank(90), rank(100))


def _still_late(outcome: Outcome, data: MonthData) -> bool:
    return (
        outcome.measured
        and outcome.breached
        and outcome.running
        and outcome.decided_at is not None
        and outcome.decided_at < data.period.start
    )


def _late(data: MonthData, outcomes: Iterable[Outcome], names: Names) -> tuple[LateTarget, ...]:
    owners = {found.ticket: held.name for held in data.by_customer for found in held.outcomes}
    return tuple(
        LateTarget(
            number=outcome.number,
            subject=data.subjects.get(outcome.ticket, ""),
            severity=outcome.severity,
            called=names.on(outcome.ticket, outcome.severity),
            metric=outcome.metric,
            cycle=outcome.cycle,
            target=outcome.allowed,
            used=outcome.used,
            late=outcome.late,
            running=outcome.running,
            received_at=outcome.received_at,
            due_at=outcome.due_at,
            decided_at=outcome.decided_at,
            ended_at=outcome.ended_at,
            reason=outcome.reason,
            code=outcome.code,
            customer=owners.get(outcome.ticket, ""),
            waived=outcome.waived,
            waiver=outcome.waiver,
            set_aside=outcome.excluded is not None,
            excluded=outcome.excluded,
            turns=data.turns.get((outcome.ticket, outcome.metric, outcome.cycle), ()),
        )
        for outcome in sorted(outcomes, key=_by_breach)
        if outcome.severity is not None and outcome.allowed is not None and outcome.decided_at is not None
    )


def _left_out(within: Iterable[Outcome], marks: Mapping[ClockName, NotMeasuredTicket]) -> Iterator[LeftOut]:
    """In the order of the marks; what was waived is left out by that."""
    found = [
        (mark, one)
        for one in within
        if one.measured and one.excluded is not None and not one.waived
        if (mark := marks.get((one.ticket, one.metric, one.cycle))) is not None
    ]
    for mark, one in sorted(found, key=_by_mark):
        if one.severity is not None:
            yield LeftOut(
                number=one.number,
                subject=mark.subject,
                metric=one.metric,
                severity=one.severity,
                cycle=one.cycle,
                late=one.breached,
                reason=mark.reason,
                at=mark.at,
                text=mark.text,
                other=mark.other,
            )


def _by_mark(held: tuple[NotMeasuredTicket, Outcome]) -> tuple[Instant, int, int, int]:
    mark, one = held
    return mark.at, one.number, METRICS.index(one.metric), one.cycle


def _by_breach(outcome: Outcome) -> tuple[int, int, str, int]:
    return (outcome.decided_at or 0, outcome.number, outcome.metric, outcome.cycle)


def _time_spent(spent: Sequence[TimeSpent] | None) -> tuple[TimeSpent, ...] | None:
    return None if spent is None else tuple(sorted(spent, key=lambda on: (-on.minutes, on.number)))


def _backlog(tickets: Sequence[OpenTicket]) -> Backlog:
    oldest = sorted(tickets, key=lambda ticket: (ticket.received_at, ticket.number))[:OLDEST]
    bands = (AgeBand(first, last, _in_band(tickets, first, last)) for first, last in BANDS)
    return Backlog(tuple(bands), sum(ticket.paused for ticket in tickets), tuple(oldest))


def _in_band(tickets: Sequence[OpenTicket], first: int, last: int | None) -> tuple[int, ...]:
    ages: dict[Severity, list[int]] = {severity: [] for severity in SEVERITIES}
    for ticket in tickets:
        ages[ticket.severity].append(ticket.age)
    return tuple(sum(first <= age and (last is None or age <= last) for age in ages[of]) for of in SEVERITIES)


def _trend(data: MonthData, this: Total) -> tuple[MonthTotal, ...]:
    known = {point.month: point for point in data.earlier}
    if data.days.kind is PeriodKind.MONTH:
        known[data.month] = replace(known.get(data.month, MonthTotal(data.month, this)), total=this)
    months = (data.month + back for back in range(1 - TREND_MONTHS, 1))
    return tuple(known.get(month, MonthTotal(month, Total())) for month in months)
