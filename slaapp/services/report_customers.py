"""The part of each customer in a report of several."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from slaapp.domain.attainments import Alike
from slaapp.domain.compliance import Outcome
from slaapp.domain.flow import FlowCounts
from slaapp.domain.spans import Instant, Span
from slaapp.reports.month_data import CustomerData
from slaapp.services.report_frame import Frame
from slaapp.services.report_reading import Read
from slaapp.services.report_scope import owner, sorted_by_name
from slaapp.storage.recaps import Told
from slaapp.storage.told_together import Noted


class Customers:
    """Of a report of one customer it holds nothing."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._found: dict[str | None, _Customer] = {}
        self._owners: dict[str | None, str | None] = {}

    def take(self, ticket: Read, outcomes: Iterable[Outcome], *, there: bool) -> None:
        """Its movements count where it is `there`."""
        if not self._frame.scope.one_customer:
            line = ticket.kept.line
            held = self._of(ticket.held.customer)
            held.note(ticket.kept.course.received_at, ticket.held.number, line[0][1].agreement.name if line else None)
            held.outcomes += outcomes
            if there:
                held.flows.take(ticket.own)

    def take_told(self, ticket: Told, outcomes: Sequence[Outcome] = ()) -> None:
        """The same of a ticket by its recap; movements come by `take_all_straight`, plain clocks by `take_alike`."""
        if not self._frame.scope.one_customer:
            held = self._of(ticket.customer)
            held.note(ticket.received_at, ticket.number, ticket.agreement)
            if outcomes:
                held.outcomes += outcomes

    def take_noted(self, noted: Noted) -> None:
        """The same of a customer's tickets that are told together."""
        if not self._frame.scope.one_customer:
            held = self._of(noted.customer)
            held.note(noted.received_at, noted.last, noted.agreement)
            held.first = min(held.first, noted.first)

    def take_all_straight(
        self, customer: str | None, received_at: Sequence[Instant], resolved_at: Sequence[Instant]
    ) -> None:
        if not self._frame.scope.one_customer:
            self._of(customer).flows.take_all_straight(received_at, resolved_at)

    def take_alike(self, customer: str | None, alike: Alike, count: int) -> None:
        if not self._frame.scope.one_customer:
            self._of(customer).plain[alike] += count

    def _of(self, customer: str | None) -> "_Customer":
        if customer not in self._owners:
            of = owner(self._frame.families, customer, self._frame.period.end)
            self._owners[customer] = of
            self._found.setdefault(of, _Customer(self._frame.period))
        return self._found[self._owners[customer]]

    def data(self) -> Iterator[CustomerData]:
        """By name, those that were asked for without any ticket too; the tickets of no customer come last."""
        frame = self._frame
        if not frame.scope.one_customer:
            for customer in frame.scope.customers:
                self._of(customer)
        known = sorted(self._found, key=lambda id_: self._found[id_].first)
        for name, id_ in sorted_by_name(frame.families, known, frame.words):
            held = self._found[id_]
            line = frame.rulebook.line(id_, min(frame.period.end - 1, frame.now))
            agreement = held.agreement or (line[0][1].agreement.name if line else None)
            outcomes, flow = tuple(held.outcomes), held.flows.of(frame.period)
            yield CustomerData(name=name, agreement=agreement, outcomes=outcomes, flow=flow, plain=held.plain)


class _Customer:
    """`agreement` is that of the ticket received last, of several the one of the least number."""

    def __init__(self, period: Span) -> None:
        self._last: tuple[Instant, int] | None = None
        self.first = 0
        """The least number of a ticket."""
        self.agreement: str | None = None
        self.outcomes: list[Outcome] = []
        self.plain: Counter[Alike] = Counter()
        self.flows = FlowCounts([period])

    def note(self, received_at: Instant, number: int, agreement: str | None) -> None:
        self.first = min(self.first or number, number)
        last = received_at, -number
        if self._last is None or last > self._last:
            self._last, self.agreement = last, agreement
