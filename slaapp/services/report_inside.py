"""Gather what the desk's own edition of a report adds: clocks of the internal tier, and whose tickets they were."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from slaapp.domain.agreement import Agreement, Metric, Severity, Target, Tier
from slaapp.domain.compliance import Outcome, counted
from slaapp.domain.cushion import cushion, used_of_margin
from slaapp.domain.flow import NO_FLOW, FlowCounts
from slaapp.domain.spans import Seconds
from slaapp.reports.cells import cells_of
from slaapp.reports.inside import Inside, InternalCell, LateInside, Share
from slaapp.reports.month_report import MonthlyReport
from slaapp.services.report_reading import Read

Place = tuple[Metric, Severity]


class InsideGathering:
    """What lies inside of `report`. `agreement` is the one that it is measured by at its end, `severity` the only one
    that is reported; `names` are those of people by their ids."""

    def __init__(
        self,
        report: MonthlyReport,
        agreement: Agreement,
        *,
        severity: Severity | None,
        names: Mapping[str, str],
    ) -> None:
        self._agreement, self._severity, self._names = agreement, severity, names
        self._period, self._basis, self._several = report.period, report.basis, bool(report.other_agreements)
        self._promised = {(times.metric, times.severity): times.target for times in report.times}
        self._internal: list[Outcome] = []
        self._margins: dict[Place, list[int]] = defaultdict(list)
        self._late: list[LateInside] = []
        self._flows: dict[str, FlowCounts] = defaultdict(lambda: FlowCounts([report.period]))
        self._breached = Counter[str]()
        self._late_inside = Counter[str]()

    def take(self, ticket: Read) -> None:
        state = ticket.kept.ticket
        person = self._names.get(state.assignee or "", state.assignee) or state.group or ""
        found = [one for one in ticket.outcomes if self._severity in (None, one.severity)]
        within = counted(found, self._period, basis=self._basis)
        beside = {(one.metric, one.cycle): one for one in found if one.tier is Tier.INTERNAL}
        public = {(one.metric, one.cycle): one for one in found if one.tier is Tier.PUBLIC}
        self._internal += [one for one in within if one.tier is Tier.INTERNAL]
        for one in within:
            if one.measured and one.tier is Tier.PUBLIC:
                self._take_public(one, beside.get((one.metric, one.cycle)), person)
            elif one.measured and one.breached and not _breached(public.get((one.metric, one.cycle))):
                self._late += _late(one, state.subject, person)
                self._late_inside[person] += 1
        if self._severity in (None, state.severity):
            self._flows[person].take(ticket.own)

    def _take_public(self, public: Outcome, internal: Outcome | None, person: str) -> None:
        self._breached[person] += public.breached
        share = None if internal is None or not internal.measured else used_of_margin(public, internal)
        if share is not None and public.severity is not None:
            self._margins[public.metric, public.severity].append(share)

    def _printed(self, targets: Iterable[Target]) -> Mapping[Place, Seconds]:
        """Of several agreements, only lengths by which every ticket was measured."""
        found = {(held.metric, held.severity): held.allowed for held in targets}
        for one in self._internal if self._several else ():
            if one.measured and one.severity is not None and found.get((one.metric, one.severity)) != one.allowed:
                found.pop((one.metric, one.severity), None)
        return found

    def found(self) -> Inside:
        """People by name, nobody last; what was late in the order of the tickets."""
        internal = [
            held
            for held in self._agreement.targets
            if held.tier is Tier.INTERNAL and self._severity in (None, held.severity)
        ]
        cells, _ = cells_of(self._internal, self._period, basis=self._basis, targets=internal)
        ours = self._printed(internal)
        flows = {person: counts.of(self._period) for person, counts in self._flows.items()}
        people = {person for person, flow in flows.items() if flow != NO_FLOW} | {*+self._breached, *+self._late_inside}
        return Inside(
            cells=tuple(
                InternalCell(
                    attainment=cell,
                    target=ours.get((cell.metric, cell.severity)),
                    public=self._promised.get((cell.metric, cell.severity)),
                    margin=cushion(self._margins.get((cell.metric, cell.severity), [])),
                )
                for cell in cells
            ),
            late=tuple(sorted(self._late, key=lambda one: (one.number, one.metric, one.cycle))),
            shares=tuple(
                Share(
                    person=person,
                    flow=flows.get(person, NO_FLOW),
                    late=self._breached[person],
                    late_inside=self._late_inside[person],
                )
                for person in sorted(people, key=lambda name: (not name, name.casefold()))
            ),
        )


def _breached(public: Outcome | None) -> bool:
    return public is not None and public.breached


def _late(internal: Outcome, subject: str, person: str) -> Iterator[LateInside]:
    if internal.severity is not None and internal.allowed is not None:
        yield LateInside(
            number=internal.number,
            subject=subject,
            severity=internal.severity,
            metric=internal.metric,
            cycle=internal.cycle,
            target=internal.allowed,
            used=internal.used,
            late=internal.late,
            running=internal.running,
            person=person,
        )
