"""Tickets of a report of which there is nothing to tell but when they came and went, and what their clocks decided.

Most are such: nobody waited, nothing was explained, corrected or merged. What is kept of them is what their
history would give at the cut-off, so their events are not read.
"""

from collections.abc import Sequence

from slaapp.domain.agreement import Status
from slaapp.domain.compliance import Outcome
from slaapp.domain.events import Channel, TicketId
from slaapp.domain.lanes import TermsLine
from slaapp.domain.spans import Instant
from slaapp.domain.timeline import Piece, Timeline
from slaapp.domain.value import Value
from slaapp.reports.month_data import LATE
from slaapp.services.report_earlier import kept_outcomes
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header


class Quiet(Value):
    """`outcomes` are those of its public clocks."""

    row: Header
    since: Instant
    resolved_at: Instant
    channel: Channel | None
    line: TermsLine
    outcomes: tuple[Outcome, ...]

    @property
    def course(self) -> Timeline:
        """As far as who had the ball is told by it: it was new until it was resolved."""
        row = self.row
        new = Piece(row.received_at, self.resolved_at, Status.NEW, row.severity)
        done = Piece(self.resolved_at, None, Status.RESOLVED, row.severity)
        pieces = (new, done) if row.received_at < self.resolved_at else (done,)
        return Timeline(row.received_at, True, True, pieces, (), (), (), self.resolved_at)


def quiet_ones(
    connection: Connection, rulebook: Rulebook, held: Sequence[tuple[Header, Instant]], cut_off: Instant, now: Instant
) -> dict[TicketId, Quiet]:
    """Those of the tickets, each with since when it belongs to whom is reported. One that is still open or had no
    agreement is none."""
    ids = [row.id for row, _ in held if not row.open and row.agreement is not None]
    stayed = events.stayed_quiet(connection, ids, cut_off=cut_off, now=now, late=LATE)
    kept = clocks.of_public(connection, list(stayed))
    found = {}
    for row, since in held:
        of = kept.get(row.id, ())
        over = all(clock.ended_at is not None for clock in of)
        if row.id in stayed and of and over and row.resolved_at is not None:
            came_by = stayed[row.id]
            channel = None if came_by is None else Channel(came_by)
            line = rulebook.line(row.customer, row.received_at, agreement=row.agreement)
            outcomes = tuple(kept_outcomes(row, of, rulebook))
            found[row.id] = Quiet(row, since, row.resolved_at, channel, line, outcomes)
    return found
