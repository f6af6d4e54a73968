"""Customers, their contacts and services: every edit of what their page shows.

An edit writes the next version of a record, and says which, so that it can be taken back (`take_back`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.spans import Instant
from slaapp.reports.section import Section, sections_kept
from slaapp.services.catalogue import LANGUAGE, brought_back
from slaapp.services.changes import Changes
from slaapp.services.customer_claims import check_agreement
from slaapp.services.customer_fields import (
    FieldRefusal,
    a_contact_name,
    a_customer_name,
    a_group,
    a_language,
    a_note,
    a_postal_address,
    an_address,
    one_line,
)
from slaapp.services.customer_merging import check_parting
from slaapp.services.customer_pages import CustomerPages, services_of
from slaapp.services.customer_records import Stamp, Versions, add, change, find_anew, former, present, write_former
from slaapp.services.families import GONE, MERGED_INTO, RETIRED, Families, offered, owned
from slaapp.services.rewinding import rewind
from slaapp.services.rulebook import Rulebook
from slaapp.services.senders import sender
from slaapp.services.telling import Tell, silent
from slaapp.services.twins import twins
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record

REPORT_SECTIONS = "report_sections"


class Customers(CustomerPages):
    """`user` signs every record."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        super().__init__(database, rulebook)
        self._user = user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    # Customers

    def add(self, name: str, *, now: Instant) -> tuple[str, Changes]:
        """Add a customer, or bring back one of that name; gives its id. Refusal when there is one already."""
        name = a_customer_name(name)
        with self._database.write() as connection:
            known = records.named(connection, "customer", name)
            if known is None:
                written = add(connection, "customer", name, {"agreement": None, "note": ""}, self._stamp(now))
                return written[0][1], Changes(customers=True, records=written)
            if offered(known):
                raise FieldRefusal("name", f"Not added, there is a customer {name} already. Choose another name.")
            body = {**brought_back(connection, known), RETIRED: False, GONE: False}
            written = change(connection, known, self._stamp(now), body)
            return known.id, Changes(customers=True, records=written)

    def rename(self, id_: str, name: str, *, now: Instant) -> Changes:
        """What happened under the former name stays; lists and searches say the new one."""
        name = a_customer_name(name)
        with self._database.write() as connection:
            record = present(connection, "customer", id_)
            other = records.named(connection, "customer", name)
            if other is not None and other.id != record.id:
                raise FieldRefusal(
                    "name",
                    f"Not saved, another customer is called {name}. The former name is kept. Choose another one, or "
                    "merge the two.",
                )
            written = change(connection, record, self._stamp(now), {}, name=name)
            touched = self._index(connection, [id_]) if written else frozenset()
        return Changes(tickets=touched, customers=True, records=written)

    def set_note(self, id_: str, note: str, *, now: Instant) -> Changes:
        return self._change("customer", id_, now, {"note": a_note(note)})

    def set_address(self, id_: str, address: str, *, now: Instant) -> Changes:
        """Line by line; it stands on the agreement's document."""
        return self._change("customer", id_, now, {"address": a_postal_address(address)})

    def report_sections(self, id_: str) -> tuple[Section, ...] | None:
        """What their report holds, in its order; None: the sheet of two pages."""
        with self._database.read() as connection:
            held = records.load(connection, "customer", id_)
        named = None if held is None else held.body.get(REPORT_SECTIONS)
        return sections_kept(named)

    def set_report_sections(self, id_: str, sections: Sequence[Section] | None, *, now: Instant) -> Changes:
        named = None if sections is None else [section.value for section in sections]
        return self._change("customer", id_, now, {REPORT_SECTIONS: named})

    def postal_address(self, id_: str) -> tuple[str, ...]:
        """Where letters to them go, line by line."""
        with self._database.read() as connection:
            held = records.load(connection, "customer", id_)
        return () if held is None else tuple(held.body.get("address", ()))

    def set_language(self, id_: str, code: str, *, now: Instant) -> Changes:
        """In which they are given reports and sheets from now on; what is closed stays as it is. Refusal for another
        one than there is."""
        return self._change("customer", id_, now, {LANGUAGE: a_language(code)})

    def set_agreement(self, id_: str, agreement: str | None, *, now: Instant) -> Changes:
        """The agreement that claims tickets received from now on (None: the desk's default). A ticket keeps the one
        that claimed it (C11)."""
        with self._database.write() as connection:
            check_agreement(connection, self._rulebook(connection), agreement)
            record = present(connection, "customer", id_)
            written = change(connection, record, self._stamp(now), {"agreement": agreement})
            changes = rewind(connection, now) if written else Changes()
        return replace(changes, customers=True, rules=bool(written), records=written)

    def retire(self, id_: str, *, now: Instant) -> Changes:
        """Not offered any more; tickets, figures and reports stay."""
        return self._change("customer", id_, now, {RETIRED: True})

    def bring_back(self, id_: str, *, now: Instant) -> Changes:
        return self._change("customer", id_, now, {RETIRED: False})

    # Contacts and services

    def add_contact(
        self,
        customer: str,
        name: str,
        *,
        now: Instant,
        phone: str = "",
        email: str = "",
        room: str = "",
        group: str = "",
    ) -> Changes:
        name = a_contact_name(name)
        body = {**_details(phone, email, room), "group": a_group(group)}
        with self._database.write() as connection:
            owner = present(connection, "customer", customer)
            self._no_other(connection, owner.id, name, but=None)
            written = add(connection, "contact", name, body, self._stamp(now), owner=owner.id)
        return Changes(customers=True, records=written)

    def edit_contact(
        self, id_: str, *, now: Instant, name: str, phone: str, email: str, room: str, group: str | None = None
    ) -> Changes:
        """`group` None: it stays."""
        name = a_contact_name(name)
        body = _details(phone, email, room) | ({} if group is None else {"group": a_group(group)})
        with self._database.write() as connection:
            record = present(connection, "contact", id_)
            if name != record.name:
                self._no_other(connection, record.owner or "", name, but=id_)
            others = twins(connection, record)
            written = change(connection, record, self._stamp(now), body, name=name)
            if written:
                written += self._put_away(connection, others, now)
            renamed = written and name != record.name
            touched = self._index(connection, [record.owner or ""], contact=id_) if renamed else frozenset()
        return Changes(tickets=touched, customers=True, records=written)

    def remove(self, kind: str, id_: str, *, now: Instant) -> Changes:
        """A contact or a service, with those that are listed as one with it: not offered any more; tickets go on naming
        them."""
        with self._database.write() as connection:
            record = present(connection, kind, id_)
            written = self._put_away(connection, [record, *twins(connection, record)], now)
        return Changes(customers=True, records=written)

    def _put_away(self, connection: Connection, held: Iterable[Record], now: Instant) -> Versions:
        stamp = self._stamp(now)
        return tuple(one for record in held for one in change(connection, record, stamp, {GONE: True}))

    def add_service(self, customer: str, name: str, *, now: Instant) -> Changes:
        name = one_line("name", name)
        if not name:
            raise FieldRefusal("name", "Not added, the name is empty. Say what the service is called.")
        with self._database.write() as connection:
            owner = present(connection, "customer", customer)
            members = Families(connection).members(owner.id)
            known = services_of(connection, members, frozenset())
            if any(held.name.casefold() == name.casefold() for held in known):
                raise FieldRefusal("name", f"Not added, {owner.name} has a service {name} already.")
            written = add(connection, "service", name, {}, self._stamp(now), owner=owner.id)
        return Changes(customers=True, records=written)

    # Undo

    def take_back(self, written: Versions, *, now: Instant, tell: Tell = silent) -> Changes:
        """Write what these records said before. Refusal where one was changed again since, and where a merge cannot be
        taken back any more."""
        with self._database.write() as connection:
            pairs = former(connection, written)
            check_parting(connection, self._rulebook(connection), pairs, now=now)
            put = write_former(connection, pairs, self._stamp(now), tell)
            promised = any(pair[0].kind == "customer" and _differ(pair, "agreement") for pair in pairs)
            changes = rewind(connection, now) if promised else Changes()
            called = [newest.owner or newest.id for newest, before in pairs if _called_otherwise(newest, before)]
            touched = self._index(connection, dict.fromkeys(called))
        return replace(changes, tickets=changes.tickets | touched, customers=True, records=put)

    def sender_of(self, customer: str, name: str, address: str, *, now: Instant) -> tuple[str | None, Changes]:
        """The contact of that customer who writes from an address, added (or given it) where need be; None where the
        mail did not say who. `drop_unused` takes it back."""
        if not address:
            return None, Changes()
        with self._database.write() as connection:
            contact, written = sender(connection, customer, name, address, self._stamp(now))
        return contact, Changes(customers=bool(written), records=written)

    def drop_unused(self, written: Versions, *, now: Instant) -> Changes:
        """As `take_back`, of customers and contacts that were added, or given an address, with a ticket: who was added
        and is named elsewhere by now stays, and so does who was changed since."""
        added = set(written)
        with self._database.write() as connection:
            put: list[tuple[Record, Record | None]] = []
            for kind, id_, number in written:
                held, before = records.load(connection, kind, id_), records.version(connection, kind, id_, number - 1)
                if held is None or held.version != number:
                    continue
                is_new = before is None or before.body.get(GONE)
                if not is_new or not _is_named(connection, held, but=added):
                    put.append((held, before))
            back = write_former(connection, put, self._stamp(now))
        return Changes(customers=True, records=back)

    def _change(self, kind: str, id_: str, now: Instant, body: Mapping[str, object]) -> Changes:
        with self._database.write() as connection:
            written = change(connection, present(connection, kind, id_), self._stamp(now), body)
        return Changes(customers=True, records=written)

    def _no_other(self, connection: Connection, owner: str, name: str, *, but: str | None) -> None:
        families = Families(connection)
        members = families.members(families.survivor(owner))
        for held in owned(connection, "contact", members):
            if held.id != but and held.name == name:
                raise FieldRefusal(
                    "name",
                    f"Not saved, {families.name(owner)} has a contact {name} already. Add what tells them apart.",
                )

    def _index(self, connection: Connection, customers: Iterable[str], *, contact: str | None = None) -> frozenset[str]:
        """Find the tickets of these customers by their names of now; gives those that are open."""
        families = Families(connection)
        members = {one for id_ in customers for one in families.members(families.survivor(id_))} | set(customers)
        held = [row for row in tickets.of_customers(connection, members) if contact in (None, row.contact)]
        return find_anew(connection, held)

    def _stamp(self, now: Instant) -> Stamp:
        return Stamp(now, self._user)


def _is_named(connection: Connection, record: Record, *, but: Iterable[tuple[str, str, int]]) -> bool:
    """Whether a ticket that was not withdrawn names a customer or contact, or somebody but these belongs to them."""
    owner = record.id if record.kind == "customer" else record.owner or ""
    held = [
        ticket
        for ticket in tickets.of_customers(connection, [owner])
        if ticket.left_as is not NotMeasuredReason.WITHDRAWN and (ticket.contact == record.id or owner == record.id)
    ]
    theirs = [one for kind in ("contact", "service") for one in owned(connection, kind, [record.id])]
    return bool(held or [one for one in theirs if (one.kind, one.id, one.version) not in but])


def _differ(pair: tuple[Record, Record | None], key: str) -> bool:
    newest, before = pair
    return before is not None and newest.body.get(key) != before.body.get(key)


def _called_otherwise(newest: Record, before: Record | None) -> bool:
    """Whether tickets that name the record are found by other words than before."""
    return before is not None and (newest.name != before.name or _differ((newest, before), MERGED_INTO))


def _details(phone: str, email: str, room: str) -> dict[str, str]:
    return {"phone": one_line("phone", phone), "email": an_address(email), "room": one_line("room", room)}
