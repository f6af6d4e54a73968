"""Customers that go on as part of another: a record of the one that was merged names the survivor, and since when.

Nothing of their tickets is written anew: events, claims and clocks stay as they are, and whoever lists, names or
reports a customer asks here which others belong to them. So a merge is one record, and taking it back another.
"""

from collections.abc import Iterable, Mapping

from slaapp.domain.spans import Instant
from slaapp.services.rulebook import SINCE_EVER
from slaapp.storage import records
from slaapp.storage.database import Connection
from slaapp.storage.records import Record

GONE, RETIRED, MERGED_INTO, MERGED_AT = "gone", "retired", "merged_into", "merged_at"
"""What a record's body says of it: taken back as soon as added, or removed; not offered any more; merged."""


class Families:
    """As one connection sees them; `at` leaves merges out that came later."""

    def __init__(self, connection: Connection, at: Instant | None = None) -> None:
        self.records: Mapping[str, Record] = {held.id: held for held in records.every(connection, "customer")}
        self._into: dict[str, tuple[str, Instant]] = {}
        for held in self.records.values():
            into, since = held.body.get(MERGED_INTO), held.body.get(MERGED_AT) or SINCE_EVER
            if into in self.records and (at is None or since <= at):
                self._into[held.id] = into, since

    def survivor(self, customer: str) -> str:
        """The one that a customer goes on as; itself where it was not merged."""
        seen = {customer}
        while customer in self._into and (following := self._into[customer][0]) not in seen:
            seen.add(following)
            customer = following
        return customer

    def since(self, customer: str) -> Instant | None:
        """When the customer went on as part of another; None: it did not."""
        return self._into[customer][1] if customer in self._into else None

    def into(self, customer: str) -> str:
        """As which one the customer went on next; itself where it was not merged."""
        return self._into[customer][0] if customer in self._into else customer

    def members(self, customer: str) -> dict[str, Instant]:
        """Whose tickets belong to a customer, itself first, and since when each of the others does."""
        found = {customer: SINCE_EVER}
        wanted = [customer]
        for above in wanted:
            for id_, (into, at) in self._into.items():
                if into == above and id_ not in found:
                    found[id_] = max(found[above], at)
                    wanted.append(id_)
        return found

    def name(self, customer: str | None) -> str:
        """What the customer is called now, also by way of the one it goes on as; empty for none."""
        held = self.records.get(self.survivor(customer or ""))
        return "" if held is None else held.name


def offered(record: Record) -> bool:
    """Whether new tickets may be logged for the customer, and whether a contact or a service is still one."""
    return not any(record.body.get(mark) for mark in (GONE, RETIRED, MERGED_INTO))


def customer_now(connection: Connection, customer: str) -> str:
    """The customer that this one goes on as: for whom a ticket is logged that names either."""
    seen = {customer}
    while (held := records.load(connection, "customer", customer)) is not None:
        following = held.body.get(MERGED_INTO)
        if following is None or following in seen:
            break
        seen.add(following)
        customer = following
    return customer


def owned(connection: Connection, kind: str, customers: Iterable[str]) -> list[Record]:
    """Contacts or services of these customers that are offered, by name."""
    held = [record for id_ in customers for record in records.every(connection, kind, owner=id_)]
    return sorted((record for record in held if offered(record)), key=lambda record: (record.name, record.id))
