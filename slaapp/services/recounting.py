"""What a report reads of tickets, worked out anew from what was written: nothing that is kept is believed.

A ticket is there as it was, or not at all where the report tells nothing of it: of a million tickets of many years most
rested before the first month that it counts, which a glance at what was written of them tells.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter

from slaapp.domain.claim import Claimant
from slaapp.domain.events import TicketId
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Span
from slaapp.reports.sections import NEAR
from slaapp.services.families import Families
from slaapp.services.keeping import header
from slaapp.services.past import AT_ONCE, Fill, worked_out
from slaapp.services.restating import counted_in
from slaapp.services.rulebook import Rulebook
from slaapp.services.telling import Tell
from slaapp.storage import clocks, glances, recaps, tickets
from slaapp.storage.database import Connection
from slaapp.storage.glances import Glance, Receipt
from slaapp.storage.tickets import Header

_OTHERS = (Claimant.GROUP, Claimant.SERVICE)


def recounted(days: Period, customer: str | None, now: Instant) -> Fill:
    """Works out what the report of that period of a customer (its id; None: of the company), made `now`, reads."""
    return partial(_recount, days, customer, now)


def _recount(
    days: Period, customer: str | None, now: Instant, connection: Connection, rulebook: Rulebook, tell: Tell
) -> None:
    if customer is None:
        company = _Company(rulebook, counted_in(connection, rulebook, days, now))
        asked = _gone_through(connection, rulebook, None, company.needs, tell)
        _keep(connection, rulebook, sorted({*asked, *company.last()}))
    else:
        members = Families(connection, now).members(customer)
        _keep(connection, rulebook, _gone_through(connection, rulebook, members, attrgetter("named"), tell))


def _gone_through(
    connection: Connection,
    rulebook: Rulebook,
    customers: Iterable[str] | None,
    needs: Callable[[Glance], bool],
    tell: Tell,
) -> list[TicketId]:
    """Keeps those that the report needs; gives the others that any ticket names."""
    whole, done = tickets.count_now(connection), 0
    others: set[TicketId] = set()
    for some in glances.every(connection, customers, at_once=AT_ONCE):
        tell(min(done, whole), whole)
        _keep(connection, rulebook, [one.ticket for one in some if needs(one)])
        others.update(*(one.others for one in some))
        done += len(some)
    tell(whole, whole)
    return sorted(others - {row.id for row in tickets.of(connection, [*others])})


class _Company:
    """What its report needs of all tickets that there are. Of those that rested before it counts, it asks for the one
    that each customer had last, and for the last that says what the customer was given."""

    def __init__(self, rulebook: Rulebook, counted: Span) -> None:
        self._rulebook, self._counted = rulebook, counted
        self._last: dict[tuple[str | None, bool], tuple[Instant, int, TicketId]] = {}

    def needs(self, one: Glance) -> bool:
        if not one.plain:
            return True
        if one.rests_since is not None and one.rests_since < self._counted.start:
            return not self._set_aside(one)
        return one.received_at < self._counted.end

    def _set_aside(self, one: Glance) -> bool:
        """False where it cannot be told whose it is."""
        try:
            receipt = one.received()
        except ValueError:
            return False
        kind = receipt.customer, receipt.claimed_by in _OTHERS and self._is_others(receipt, one.received_at)
        found = one.received_at, -receipt.number, one.ticket
        self._last[kind] = max(found, self._last.get(kind, found))
        return True

    def _is_others(self, receipt: Receipt, at: Instant) -> bool:
        """Whether what claims it says nothing of what its customer was given."""
        claim = self._rulebook.kept(receipt.customer, at, receipt.agreement, receipt.claimed_by, receipt.claimant)
        return claim is not None and claim.by in _OTHERS

    def last(self) -> list[TicketId]:
        return [ticket for _, _, ticket in self._last.values()]


def _keep(connection: Connection, rulebook: Rulebook, found: Sequence[TicketId]) -> None:
    """Their rows, and the clocks that a list may name."""
    for start in range(0, len(found), AT_ONCE):
        worked = worked_out(connection, found[start : start + AT_ONCE], rulebook)
        rows = [(header(ticket, kept), kept) for ticket, kept in worked]
        tickets.save(connection, [row for row, _ in rows])
        clocks.replace(connection, [(row.id, kept.clocks) for row, kept in rows if _may_be_named(row)], fresh=True)


def _may_be_named(row: Header) -> bool:
    """Of all others the clocks are told together, or read from their events."""
    return row.recap is not None and recaps.from_text(row.recap).spare < NEAR
