"""Whether anything that was written since a period was looked at last reaches back into it.

A report restates every period closed before, and a desk closes many: only those are worked out anew into which
something reaches. Most of what is written does not: it happens later, and nothing of before looks different by it.
"""

from collections.abc import Collection, Iterator

from slaapp.domain.events import (
    Assigned,
    Attached,
    ChecklistAdded,
    ChecklistMoved,
    ChecklistRemoved,
    ChecklistTicked,
    Closed,
    CustomerWrote,
    DetailsChanged,
    Escalated,
    Linked,
    Noted,
    Received,
    Reopened,
    Replied,
    Resolved,
    Retracted,
    Seen,
    SeverityChanged,
    StatusChanged,
    Tagged,
    TicketId,
    Untagged,
)
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import fold
from slaapp.services.families import MERGED_INTO
from slaapp.storage import events, records, tickets
from slaapp.storage.chain import Ends
from slaapp.storage.database import Connection

_ONWARD = tuple(kind.KIND for kind in (
    Received, Replied, CustomerWrote, Noted, StatusChanged, SeverityChanged, Assigned, Resolved, Reopened, Closed,
    Linked, Tagged, Untagged, ChecklistAdded, ChecklistTicked, ChecklistRemoved, ChecklistMoved, Attached, Escalated,
    Seen,
))  # fmt: skip
"""What acts from its own instant on and on nothing before; every other kind may reach back."""
_RULES = ("agreement", "calendar", "customer", "desk")
_MOVING = frozenset({DetailsChanged.KIND, Retracted.KIND})
"""What may take a ticket to another customer."""


def reaches_back(connection: Connection, members: Collection[str] | None, since: Ends, end: Instant) -> bool:
    """Into a period of these customers (ids; None: of everybody) that ends at `end`; `since`: how far the chains went
    when it was looked at last."""
    changed = records.written_since(connection, since)
    if members is None:
        ruled = any(kind in _RULES for kind, _ in changed)
        return ruled or bool(events.written_since(connection, since, before=end, onward=_ONWARD))
    if any(_is_a_rule_of(connection, kind, id_, members) for kind, id_ in changed):
        return True
    reaching = events.written_since(connection, since, before=end, onward=_ONWARD)
    if any(_belongs(connection, ticket, members) for ticket in reaching):
        return True
    moving = [ticket for ticket, kinds in reaching.items() if kinds & _MOVING]
    return any(customer in members for customer in _customers_then(connection, moving, since))


def _is_a_rule_of(connection: Connection, kind: str, id_: str, members: Collection[str]) -> bool:
    """Also what says of another customer that it goes on as part of them, or did."""
    if kind != "customer" or id_ in members:
        return kind in _RULES
    return any(held.body.get(MERGED_INTO) in members for held in records.versions(connection, kind, id_))


def _belongs(connection: Connection, ticket: TicketId, members: Collection[str]) -> bool:
    """Whether it is one of theirs, or went on as part of one."""
    seen = set()
    wanted: TicketId | None = ticket
    while wanted is not None and wanted not in seen:
        seen.add(wanted)
        held = tickets.of(connection, [wanted])
        if any(row.customer in members for row in held):
            return True
        wanted = held[0].merged_into if held else None
    return False


def _customers_then(connection: Connection, found: list[TicketId], since: Ends) -> Iterator[str | None]:
    """Whose tickets these were."""
    ends = dict(since["events"])
    for written in events.histories(connection, found).values():
        known = [event for event in written if event.id.seq <= ends.get(event.id.replica, 0)]
        history = effective(known)
        if any(isinstance(event, Received) for event in history):
            yield fold(history).customer
