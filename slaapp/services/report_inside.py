"""Gather what the desk's own edition of a report adds: clocks of the internal tier, and whose tickets they were.

Tickets with which all is over are added up by SQLite, the others are taken one after the other.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from slaapp.domain.agreement import Agreement, Metric, Severity, Target, Tier
from slaapp.domain.attainments import Alike
from slaapp.domain.compliance import Outcome, counted
from slaapp.domain.cushion import cushion, share_of_margin, used_of_margin
from slaapp.domain.flow import NO_FLOW, FlowCounts
from slaapp.domain.spans import Seconds
from slaapp.reports.cells import cells_of
from slaapp.reports.inside import Inside, InternalCell, LateInside, Share
from slaapp.reports.month_report import MonthlyReport
from slaapp.services.report_reading import Read
from slaapp.storage import told_inside
from slaapp.storage.database import Connection
from slaapp.storage.told_inside import Whose, Within

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
        self._alike = Counter[Alike]()
        self._allowed: set[tuple[Place, Seconds | None]] = set()
        self._margins: dict[Place, list[int]] = defaultdict(list)
        self._late: list[LateInside] = []
        self._flows: dict[str, FlowCounts] = defaultdict(lambda: FlowCounts([report.period]))
        self._breached = Counter[str]()
        self._late_inside = Counter[str]()

    def take(self, ticket: Read) -> None:
        state = ticket.kept.ticket
        person = self._person(Whose(state.assignee, state.group))
        found = [one for one in ticket.outcomes if self._severity in (None, one.severity)]
        within = counted(found, self._period, basis=self._basis)
        beside = {(one.metric, one.cycle): one for one in found if one.tier is Tier.INTERNAL}
        public = {(one.metric, one.cycle): one for one in found if one.tier is Tier.PUBLIC}
        self._take_internal([one for one in within if one.tier is Tier.INTERNAL])
        for one in within:
            if one.measured and one.tier is Tier.PUBLIC:
                self._take_public(one, beside.get((one.metric, one.cycle)), person)
            elif one.measured and one.breached and not _breached(public.get((one.metric, one.cycle))):
                self._late += _late(one, state.subject, person)
                self._late_inside[person] += 1
        if self._severity in (None, state.severity):
            self._flows[person].take(ticket.own)

    def _person(self, whose: Whose) -> str:
        return self._names.get(whose.assignee or "", whose.assignee) or whose.group or ""

    def _take_internal(self, within: Sequence[Outcome]) -> None:
        self._internal += within
        for one in within:
            if one.measured and one.severity is not None:
                self._allowed.add(((one.metric, one.severity), one.allowed))

    def _take_public(self, public: Outcome, internal: Outcome | None, person: str) -> None:
        self._breached[person] += public.breached
        share = None if internal is None or not internal.measured else used_of_margin(public, internal)
        if share is not None and public.severity is not None:
            self._margins[public.metric, public.severity].append(share)

    def _printed(self, targets: Iterable[Target]) -> Mapping[Place, Seconds]:
        """Of several agreements, only lengths by which every ticket was measured."""
        found = {(held.metric, held.severity): held.allowed for held in targets}
        for place, allowed in self._allowed if self._several else ():
            if place in found and found[place] != allowed:
                del found[place]
        return found

    def add_moved(self, connection: Connection, within: Within) -> None:
        for one in told_inside.moved(connection, within):
            self._flows[self._person(one.whose)].take_all_straight(one.received_at, one.resolved_at)

    def add_counted(self, connection: Connection, within: Within) -> None:
        for one in told_inside.counted(connection, within):
            self._alike[one.alike] += one.clocks
            self._allowed.add(((one.alike.metric, one.alike.severity), one.allowed))

    def add_margins(self, connection: Connection, within: Within) -> None:
        for one in told_inside.margins(connection, within):
            shares = (share_of_margin(used, one.public, one.internal) for used in one.used)
            self._margins[one.metric, one.severity] += [share for share in shares if share is not None]

    def add_late(self, connection: Connection, within: Within) -> None:
        for one in told_inside.late(connection, within):
            person = self._person(one.whose)
            self._late_inside[person] += 1
            self._late.append(
                LateInside(
                    number=one.number,
                    subject=one.subject,
                    severity=one.severity,
                    metric=one.metric,
                    cycle=one.cycle,
                    target=one.allowed,
                    used=one.used,
                    late=max(0, one.used - one.allowed),
                    running=False,
                    person=person,
                )
            )

    def add_breached(self, connection: Connection, within: Within) -> None:
        for whose, count in told_inside.breached(connection, within):
            self._breached[self._person(whose)] += count

    def found(self) -> Inside:
        """People by name, nobody last; what was late in the order of the tickets."""
        internal = [
            held
            for held in self._agreement.targets
            if held.tier is Tier.INTERNAL and self._severity in (None, held.severity)
        ]
        cells, _ = cells_of(self._internal, self._period, basis=self._basis, targets=internal, plain=self._alike)
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


ADD_UP: Sequence[Callable[[InsideGathering, Connection, Within], None]] = (
    InsideGathering.add_moved,
    InsideGathering.add_counted,
    InsideGathering.add_margins,
    InsideGathering.add_late,
    InsideGathering.add_breached,
)
"""All that is added up of tickets with which all is over."""


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
