"""What tickets refer to: customers, contacts, services, people, agreements, calendars, the desk itself."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement
from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, Versions, former, put, write_former
from slaapp.services.families import GONE, MERGED_INTO, RETIRED, Families, customer_now, offered, owned
from slaapp.services.fields import a_name
from slaapp.services.people import People, Person
from slaapp.services.rulebook import (
    Rulebook,
    agreement_names,
    kept_calendars,
)
from slaapp.storage import records
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record

LANGUAGE = "language"
"""Where a customer's record holds in which language they are given reports."""


class Customer(Value):
    id: str
    name: str
    agreement: str | None
    note: str
    retired: bool = False
    merged_into: str | None = None
    address: tuple[str, ...] = ()
    """Line by line, as it stands on letters."""

    language: str = ENGLISH
    """The code of the one in which they are given reports."""


class Contact(Value):
    """`email` is the one to write to, `more_emails` are theirs as well; `group` is a word such as VIP."""

    id: str
    name: str
    customer: str
    phone: str
    email: str
    room: str
    more_emails: tuple[str, ...] = ()
    group: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.email, *self.more_emails)))

    def writes_from(self, address: str) -> bool:
        """Whether this address, in small letters, is one of theirs."""
        return address in (held.lower() for held in self.addresses)


class DeskInfo(Value):
    name: str
    address: tuple[str, ...]
    phone: str
    time_spent: bool = False
    """Whether the month's report lists the time spent."""


class Catalogue:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database = database
        self._rulebook = rulebook
        self._user = user
        self._people = People(database, user)

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user
        self._people.work_as(user)

    def customers(self, *, everyone: bool = False) -> list[Customer]:
        """Those for whom tickets are logged; `everyone`: also who was retired or goes on as part of another."""
        with self._database.read() as connection:
            return [
                customer_of(record)
                for record in records.every(connection, "customer")
                if offered(record) or (everyone and not record.body.get(GONE))
            ]

    def customer(self, name: str, *, as_named: bool = False) -> Customer:
        """The customer of that name, or id; Refusal when there is none.

        For one that goes on as part of another it is that other, unless `as_named`.
        """
        with self._database.read() as connection:
            record = records.named(connection, "customer", name) or records.load(connection, "customer", name)
            if record is not None and not as_named:
                record = records.load(connection, "customer", customer_now(connection, record.id))
            if record is not None and record.body.get(GONE):
                record = None
            known = [held.name for held in records.every(connection, "customer")] if record is None else []
        if record is None:
            listed = f"Known are: {', '.join(known[:8])}{' …' if len(known) > 8 else ''}."
            raise Refusal(
                f"There is no customer named {quote(name)}. Nothing was changed. "
                f"{listed if known else 'None is known yet: add some first.'}",
                command="" if known else "Add some with: slaapp customer import",
            )
        return customer_of(record)

    def add_customer(
        self, name: str, *, now: Instant, agreement: str | None = None, note: str | None = None
    ) -> Changes:
        """Add a customer, or change what is said here of the one that bears this name."""
        name = a_name(name, "Name")
        with self._database.write() as connection:
            if agreement is not None and agreement not in agreement_names(connection, self._rulebook(connection)):
                raise Refusal(
                    f"The customer was not saved: there is no agreement named {quote(agreement)}. Import it first."
                )
            known = records.named(connection, "customer", name)
            body = {"agreement": None, "note": ""} if known is None else brought_back(connection, known)
            told = {key: value for key, value in (("agreement", agreement), ("note", note)) if value is not None}
            records.save(
                connection,
                kind="customer",
                id=secrets.token_hex(6) if known is None else known.id,
                name=name,
                owner=None,
                body={**body, **told},
                now=now,
                by=self._user,
            )
            changes = Changes() if agreement is None else _rewind(connection, now)
        return replace(changes, customers=True)

    def add_person(self, name: str, *, now: Instant, account: str = "") -> str:
        """The id of the person of that name, added when there is none."""
        known = next((person for person in self._people.every() if person.name == name), None)
        return (known or self._people.add(name, now=now, account=account)[1]).id

    def contacts(self, customer: str | None = None) -> list[Contact]:
        """Of one customer (its id), or of all."""
        with self._database.read() as connection:
            families = Families(connection)
            if customer is not None:
                held = owned(connection, "contact", families.members(customer))
            else:
                held = [record for record in records.every(connection, "contact") if offered(record)]
            return [contact_of(record, families.survivor(record.owner or "")) for record in held]

    def contact(self, id_: str) -> Contact | None:
        with self._database.read() as connection:
            record = records.load(connection, "contact", id_)
        return None if record is None else contact_of(record)

    def people(self) -> list[Person]:
        """All of the desk's people, those who have left too."""
        return self._people.every()

    def me(self) -> Person | None:
        return self._people.me()

    def person(self, name: str) -> Person:
        return self._people.find(name)

    def desk(self) -> DeskInfo:
        with self._database.read() as connection:
            record = records.load(connection, "desk", "desk")
        body: Mapping[str, Any] = {} if record is None else record.body
        return DeskInfo(
            body.get("name", "Support desk"),
            tuple(body.get("address", ())),
            body.get("phone", ""),
            body.get("time_spent") is True,
        )

    def print_time_spent(self, on: bool, *, now: Instant) -> Changes:
        """Whether the month's report lists the time spent."""
        with self._database.write() as connection:
            record = records.load(connection, "desk", "desk")
            body = {**({} if record is None else record.body), "time_spent": on}
            written = self._put_desk(connection, "" if record is None else record.name, body, now)
        return Changes(rules=True, records=written)

    def describe_desk(self, *, name: str, address: Sequence[str], phone: str, now: Instant) -> Changes:
        """What the desk is called and how it is reached, as reports print it."""
        with self._database.write() as connection:
            record = records.load(connection, "desk", "desk")
            from slaapp.services.beginning import change_desk  # noqa: PLC0415 - the first window must not wait

            body = change_desk({} if record is None else record.body, name=name, address=address, phone=phone)
            written = self._put_desk(connection, str(body["name"]), body, now)
        return Changes(rules=True, records=written)

    def take_back(self, written: Versions, *, now: Instant) -> Changes:
        """Describe the desk as before. Refusal where it was described anew since."""
        with self._database.write() as connection:
            again = write_former(connection, former(connection, written), Stamp(now, self._user))
        return Changes(rules=True, records=again)

    def _put_desk(self, connection: Connection, name: str, body: Mapping[str, Any], now: Instant) -> Versions:
        return put(connection, "desk", "desk", name, body, Stamp(now, self._user), owner=None)

    def desk_rules(self) -> tuple[str, str]:
        """The names of the desk's own agreement and calendar."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
        return rulebook.default, rulebook.desk_calendar

    def agreements(self) -> list[Agreement]:
        with self._database.read() as connection:
            held = self._rulebook(connection).terms
        return [terms.agreement for versions in held.values() for terms in versions]

    def agreement_names(self) -> list[str]:
        """Those too of which there is only a draft."""
        with self._database.read() as connection:
            return agreement_names(connection, self._rulebook(connection))

    def calendars(self) -> list[str]:
        with self._database.read() as connection:
            return [record.name for record in kept_calendars(connection)]

    def agreement(self, name: str, version: int | None = None) -> Agreement:
        """That version, else the newest. Refusal where there is none."""
        found = [held for held in self.agreements() if held.name == name and version in (None, held.version)]
        if not found:
            which = "" if version is None else f" in version {version}"
            raise Refusal(f"There is no agreement named {quote(name)}{which}. Nothing was written.")
        return found[-1]


def language_of(connection: Connection, customer: str) -> str:
    """In which language a customer (its id) is given papers."""
    held = records.load(connection, "customer", customer)
    return ENGLISH if held is None else customer_of(held).language


def customer_of(record: Record) -> Customer:
    body = record.body
    return Customer(
        record.id,
        record.name,
        body.get("agreement"),
        body.get("note", ""),
        retired=bool(body.get(RETIRED)),
        merged_into=body.get(MERGED_INTO),
        address=tuple(body.get("address", ())),
        language=body.get(LANGUAGE) or ENGLISH,
    )


def contact_of(record: Record, customer: str | None = None) -> Contact:
    """`customer` where it is another than the one it was added to."""
    body = record.body
    return Contact(
        record.id,
        record.name,
        customer or record.owner or "",
        body.get("phone", ""),
        body.get("email", ""),
        body.get("room", ""),
        tuple(body.get("more_emails", ())),
        body.get("group", ""),
    )


def brought_back(connection: Connection, record: Record) -> dict[str, Any]:
    """The body of a customer who is one again because the name was given again. Refusal for one that was merged."""
    if record.body.get(MERGED_INTO):
        into = Families(connection).name(record.id)
        raise Refusal(
            f"Nothing was saved: {record.name} goes on as part of {into}. Log for {into}, or choose another name."
        )
    return {key: value for key, value in record.body.items() if key not in (GONE, RETIRED)}


def _rewind(connection: Connection, now: Instant) -> Changes:
    """Wind all clocks anew under rules that were changed."""
    from slaapp.services.rewinding import rewind  # noqa: PLC0415 - the first window must not wait

    return rewind(connection, now)
