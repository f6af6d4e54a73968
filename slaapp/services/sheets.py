"""What sheets about one ticket are built from: the Why-sheets of its clocks."""

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.languages import ENGLISH
from slaapp.reports.month_data import Desk as Provider
from slaapp.reports.why_sheet import OfTicket, WhySheet, build
from slaapp.services.catalogue import Catalogue
from slaapp.services.desk import Desk
from slaapp.services.tickets import TicketPage, TicketPages


class Sheets:
    def __init__(self, pages: TicketPages, desk: Desk, catalogue: Catalogue) -> None:
        self._pages, self._desk, self._catalogue = pages, desk, catalogue

    def why(
        self, number: int, metric: Metric, *, now: Instant, tier: Tier = Tier.PUBLIC, cycle: int | None = None
    ) -> WhySheet:
        """Of one clock, in the customer's language; of the cycle asked for, else of the latest. Raises Refusal where
        there is no such clock."""
        return self._sheet(self._pages.page(number, now=now), metric, tier, cycle, now)

    def every_why(self, number: int, *, now: Instant) -> tuple[WhySheet, ...]:
        """Of each public clock of the ticket, each metric's cycles in their order. Raises Refusal for one without."""
        page = self._pages.page(number, now=now)
        clocks = [view.clock for view in page.clocks if view.clock.tier is Tier.PUBLIC]
        if not clocks:
            raise Refusal(f"Ticket {number} has no clocks: no agreement covered it when it was received.")
        order = list(Metric)
        clocks.sort(key=lambda clock: (order.index(clock.metric), clock.cycle))
        return tuple(self._sheet(page, clock.metric, Tier.PUBLIC, clock.cycle, now) for clock in clocks)

    def language_of(self, customer: str | None) -> str:
        """In which a customer (its id) is given what is printed."""
        known = {held.id: held.language for held in self._catalogue.customers(everyone=True)}
        return known.get(customer or "", ENGLISH)

    def _sheet(self, page: TicketPage, metric: Metric, tier: Tier, cycle: int | None, now: Instant) -> WhySheet:
        book = self._desk.why(page.number, metric, tier=tier, cycle=cycle, now=now)
        desk = self._catalogue.desk()
        return build(
            book,
            OfTicket(page.number, page.subject, page.customer, page.received_at),
            page.hours[book.calendar],
            desk=Provider(desk.name, tuple(line for line in (*desk.address, desk.phone) if line)),
            now=now,
            language=self.language_of(page.customer_id),
        )
