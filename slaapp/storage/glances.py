"""What a glance at tickets tells: by the kinds and times of what was written of each, and how it was received.

No other event is read, so that of a million tickets only those need be that matter to whoever asks.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from slaapp.domain.claim import Claimant
from slaapp.domain.events import (
    Absorbed,
    Assigned,
    Attached,
    BreachExplained,
    ChecklistAdded,
    ChecklistMoved,
    ChecklistRemoved,
    ChecklistTicked,
    Closed,
    Corrected,
    CustomerWrote,
    DetailsChanged,
    Escalated,
    Linked,
    Noted,
    NotMeasured,
    Received,
    Reopened,
    Replied,
    Resolved,
    Seen,
    SeverityChanged,
    SourceVerdict,
    StatusChanged,
    Tagged,
    TicketEvent,
    TicketId,
    Untagged,
    Waived,
)
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.storage.view import Connection


class Receipt(Value):
    """Of an event of a ticket being received what says whose it is."""

    number: int = 0
    customer: str | None = None
    agreement: str | None = None
    claimed_by: Claimant | None = None
    claimant: str = ""


class Glance(NamedTuple):
    """`plain`: the ticket was received once and nothing of it was corrected, undone, merged, taken out or moved to
    another customer. Of a plain one `received_at` is when; it `rests_since` the last that happened or was written down
    of it, if it was resolved or closed and from then on neither written to nor given a status: then all its clocks have
    ended. `named`: something of it names one of the customers that are asked for; `others` are those that it doubles,
    went into or took in.
    """

    ticket: TicketId
    plain: bool
    received_at: Instant
    rests_since: Instant | None
    named: bool
    others: Sequence[TicketId]
    receipt: str

    def received(self) -> Receipt:
        """Raises ValueError where that cannot be read."""
        return _RECEIPT.decode(self.receipt)


_RECEIPT = msgspec.json.Decoder(Receipt)


def _kinds(*kinds: type[TicketEvent]) -> str:
    return ", ".join(f"'{kind.KIND}'" for kind in kinds)


_PLAIN = _kinds(
    Received, Replied, CustomerWrote, Noted, StatusChanged, SeverityChanged, Assigned, Resolved, Reopened, Closed,
    Waived, BreachExplained, Linked, Tagged, Untagged, ChecklistAdded, ChecklistTicked, ChecklistRemoved,
    ChecklistMoved, Attached, Escalated, Seen, SourceVerdict,
)  # fmt: skip
_QUERY = f"""
    SELECT ticket, plain, received_at, CASE WHEN plain AND ended_at > went_on_at THEN last_at END AS rests_since,
        named, others, receipt
    FROM (
        SELECT ticket,
            min(kind IN ({_PLAIN})) AND total(kind = '{Received.KIND}') = 1 AS plain,
            max(max(occurred_at, recorded_at)) AS last_at,
            max(CASE WHEN kind = '{Received.KIND}' THEN occurred_at END) AS received_at,
            max(CASE WHEN kind = '{Received.KIND}' THEN body END) AS receipt,
            max(CASE WHEN kind IN ({_kinds(Resolved, Closed)}) THEN occurred_at END) AS ended_at,
            max(CASE WHEN kind IN ({_kinds(Received, StatusChanged, CustomerWrote, Reopened)})
                THEN occurred_at END) AS went_on_at,
            max(:customers IS NOT NULL AND kind IN ({_kinds(Received, DetailsChanged, Corrected)})
                AND EXISTS (SELECT 1 FROM json_each(:customers) WHERE instr(body, value))) AS named,
            json_group_array(CASE WHEN json_valid(body) THEN body ->> 'other' END)
                FILTER (WHERE kind IN ({_kinds(Absorbed, NotMeasured)})) AS others
        FROM events WHERE ticket > :after GROUP BY ticket ORDER BY ticket LIMIT :at_once
    )
"""


def every(connection: Connection, customers: Iterable[str] | None, *, at_once: int) -> Iterator[list[Glance]]:
    """Of all tickets, so many at a time; `customers` are ids, None: none is asked for."""
    asked = None if customers is None else json.dumps([*customers])
    values = {"after": "", "at_once": at_once, "customers": asked}
    while found := [_glance(*row) for row in connection.exec_driver_sql(_QUERY, values)]:
        yield found
        values["after"] = found[-1].ticket


def _glance(
    ticket: TicketId,
    plain: int,
    received_at: Instant,
    rests_since: Instant | None,
    named: int,
    others: str,
    receipt: str,
) -> Glance:
    found = () if others == "[]" else [other for other in json.loads(others) if other is not None]
    return Glance(ticket, bool(plain), received_at, rests_since, bool(named), found, receipt)
