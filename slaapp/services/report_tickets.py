"""Every ticket that may matter to a report: added up with others, or looked at once, by its recap or by its events."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from slaapp.reports.month_data import LATE
from slaapp.reports.sections import NEAR
from slaapp.services.report_batches import Count
from slaapp.services.report_counting import Counting
from slaapp.services.report_frame import Frame
from slaapp.services.report_gathering import Gathering
from slaapp.services.report_quiet import quiet_ones
from slaapp.services.report_reading import Read, read_tickets
from slaapp.services.report_recaps import Way, way
from slaapp.services.report_scope import Chosen, in_reach, owned_by
from slaapp.services.telling import Tell
from slaapp.storage import events, recaps, tickets, told_together
from slaapp.storage.database import Connection
from slaapp.storage.recaps import Told
from slaapp.storage.told_together import Which


class Looking:
    """Hands tickets to what is shown of the period and to what is counted of others. With `anew` those that are shown
    are all read from their events."""

    def __init__(
        self,
        connection: Connection,
        frame: Frame,
        chosen: Chosen,
        gathering: Gathering,
        counting: Counting,
        *,
        anew: bool,
    ) -> None:
        self._connection, self._frame, self._chosen = connection, frame, chosen
        self._gathering, self._counting, self._anew = gathering, counting, anew

    def look(self, tell: Tell) -> None:
        connection, period = self._connection, self._frame.period
        found = in_reach(connection, self._chosen, period, self._counting.begins)
        unclear = events.behind(connection, period.start, self._frame.cut_off)
        latest = recaps.of(connection, found.latest)
        without = found.latest - {ticket.id for ticket in latest}
        which = self._which(latest, unclear)
        together, singly = told_together.count(connection, which)
        count = Count(together + singly + len(found.shown) + len(found.earlier), tell)
        self._add_up(which, together, count)
        self._show([*without, *self._by_recaps(latest, unclear)])
        for told in count.told(recaps.told(connection, which)):
            self._show(self._by_recaps(told, unclear))
        for some in count.batches(found.shown):
            self._show(some)
        for some in count.batches(found.earlier):
            for ticket in self._read(some):
                self._counting.take(ticket, there=self._gathering.is_there(ticket))
        self._gathering.over()
        self._gathering.together.count_into(self._counting)
        count.over()

    def _add_up(self, which: Which, tickets_: int, count: Count) -> None:
        """What is told of so many tickets together, with none of them looked at: one stretch after the other."""
        connection, frame, gathering = self._connection, self._frame, self._gathering
        together = gathering.together
        for moved in told_together.moved(connection, which):
            together.add_moved(moved, self._since(moved.customer))
        for decided in count.parts(told_together.stretches(together.borders, frame.basis), tickets_):
            for clocks in told_together.clocks(connection, which, together.borders, frame.basis, decided):
                together.add_clocks(clocks, self._since(clocks.customer))
        gathering.arrived += told_together.arrived(connection, which, frame.period)
        for noted in told_together.noted(connection, which):
            gathering.customers.take_noted(noted)
        for ticket in told_together.measured(connection, which, frame.period):
            line = frame.rulebook.line(ticket.customer, ticket.received_at, agreement=ticket.agreement)
            together.meanings[ticket.id] = line[0][1].agreement.meanings

    def _since(self, customer: str | None) -> Instant:
        since = self._chosen.since(customer)
        assert since is not None, "only tickets of those whom the report is about are added up"
        return since

    def _which(self, latest: Iterable[Told], unclear: Collection[TicketId]) -> Which:
        frame, chosen = self._frame, self._chosen
        return Which(
            since=self._counting.begins,
            shown_from=frame.period.start,
            cut_off=frame.cut_off,
            customers=chosen.members,
            services=chosen.services,
            agreement=frame.scope.agreement,
            severity=frame.scope.severity,
            late=LATE,
            near=NEAR,
            anew=self._anew,
            unclear=[row.number for row in tickets.of(self._connection, [*unclear])],
            apart=[ticket.number for ticket in latest],
        )

    def _by_recaps(self, told: Iterable[Told], unclear: Collection[TicketId]) -> list[TicketId]:
        """Gives those that are to be read from their events."""
        frame, gathering = self._frame, self._gathering
        singly: list[Told] = []
        to_read: list[TicketId] = []
        for ticket in told:
            since = self._chosen.since(ticket.customer)
            if since is None or not self._chosen.may_hold(ticket.service, ticket.agreement):
                continue
            if ticket.received_at >= frame.cut_off:
                continue  # nothing of it had happened
            how = Way.EVENTS if self._anew or ticket.id in unclear else way(ticket, frame.cut_off, frame.rulebook)
            if how is Way.EVENTS:
                to_read.append(ticket.id)
                continue
            gathering.together.take(ticket, since, plain=how is Way.TOGETHER)
            if how is Way.TOGETHER:
                gathering.take_told(ticket)
            else:
                singly.append(ticket)
        for quiet in quiet_ones(self._connection, frame.rulebook, singly):
            gathering.take_quiet(quiet)
        gathering.end_batch()
        return to_read

    def _show(self, some: Sequence[TicketId]) -> None:
        read = list(self._read(some))
        self._gathering.take(self._connection, read)
        for ticket in read:
            self._counting.take(ticket, there=self._gathering.is_there(ticket))

    def _read(self, some: Sequence[TicketId]) -> Iterator[Read]:
        frame = self._frame
        held = owned_by(self._connection, self._chosen, some)
        read = read_tickets(self._connection, frame.rulebook, held, frame.cut_off, frame.now)
        return (ticket for ticket in read if self._chosen.holds(ticket))
