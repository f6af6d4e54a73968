"""Every ticket that may matter to a report, looked at once: by its recap, by its clocks, or by its events."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from slaapp.domain.events import TicketId
from slaapp.services.report_batches import Count
from slaapp.services.report_counting import Counting
from slaapp.services.report_frame import Frame
from slaapp.services.report_gathering import Gathering
from slaapp.services.report_quiet import quiet_ones
from slaapp.services.report_reading import Read, read_tickets
from slaapp.services.report_recaps import Way, way
from slaapp.services.report_scope import Chosen, in_reach, owned_by
from slaapp.services.telling import Tell
from slaapp.storage import events, recaps
from slaapp.storage.database import Connection
from slaapp.storage.recaps import Told


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
        connection, period, members = self._connection, self._frame.period, self._chosen.members
        since = self._counting.begins
        found = in_reach(connection, self._chosen, period, since)
        count = Count(recaps.count(connection, since, members) + len(found.shown) + len(found.earlier), tell)
        unclear = events.behind(connection, period.start, self._frame.cut_off)
        latest = recaps.of(connection, found.latest)
        without = found.latest - {ticket.id for ticket in latest}
        self._show([*without, *self._by_recaps(latest, unclear, shown=True)])
        for told in count.told(recaps.told(connection, since, members)):
            self._show(self._by_recaps([ticket for ticket in told if ticket.id not in found.latest], unclear))
        for some in count.batches(found.shown):
            self._show(some)
        for some in count.batches(found.earlier):
            for ticket in self._read(some):
                self._counting.take(ticket, there=self._gathering.is_there(ticket))
        self._gathering.over()
        self._gathering.together.count_into(self._counting)
        count.over()

    def _by_recaps(self, told: Iterable[Told], unclear: Collection[TicketId], *, shown: bool = False) -> list[TicketId]:
        """Gives those that are to be read from their events; all was over with some before the period, which only
        comparisons count unless they are `shown`."""
        frame, gathering = self._frame, self._gathering
        take = gathering.together.take
        singly: list[Told] = []
        to_read: list[TicketId] = []
        for ticket in told:
            since = self._chosen.since(ticket.customer)
            if since is None or not self._chosen.may_hold(ticket.service, ticket.agreement):
                continue
            if ticket.over_at < frame.period.start and not shown:
                take(ticket, since, shown=False, plain=False)
                continue
            if ticket.received_at >= frame.cut_off:
                continue  # nothing of it had happened
            how = Way.EVENTS if self._anew or ticket.id in unclear else way(ticket, frame.cut_off, frame.rulebook)
            if how is Way.EVENTS:
                to_read.append(ticket.id)
                continue
            take(ticket, since, shown=True, plain=how is Way.TOGETHER)
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
