"""What tickets refer to: customers, contacts, services, people, agreements, calendars, the desk itself."""

import secrets
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH
from slaapp.services.agreement_data import agreement_in, as_file
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, Versions, former, put, write_former
from slaapp.services.families import GONE, MERGED_INTO, RETIRED, Families, customer_now, offered, owned
from slaapp.services.fields import a_name, read_toml
from slaapp.services.people import People, Person, a_person_name, person_table, read_person
from slaapp.services.rulebook import (
    DRAFT,
    Rulebook,
    agreement_names,
    kept_calendars,
    line_table,
    read_line,
    save_agreement,
    save_line,
)
from slaapp.storage import records, tickets
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
                f"There is no customer named {name!r}. Nothing was changed. "
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
                    f"The customer was not saved: there is no agreement named {agreement!r}. Import it first."
                )
            known = records.named(connection, "customer", name)
            body = {"agreement": None, "note": ""} if known is None else brought_back(connection, known)
            told = {key: value for key, value in (("agreement", agreement), ("note", note)) if value is not None}
            self._save(connection, "customer", name, {**body, **told}, now)
            changes = Changes() if agreement is None else _rewind(connection, now)
        return replace(changes, customers=True)

    def add_person(self, name: str, *, now: Instant, account: str = "") -> str:
        """The id of the person of that name, added when there is none."""
        known = next((person for person in self._people.every() if person.name == name), None)
        return (known or self._people.add(name, now=now, account=account)[1]).id

    def _save(
        self,
        connection: Connection,
        kind: str,
        name: str,
        body: Mapping[str, Any],
        now: Instant,
        owner: str | None = None,
    ) -> str:
        if owner is None:
            known = records.named(connection, kind, name)
        else:
            known = next((held for held in records.every(connection, kind, owner=owner) if held.name == name), None)
        id_ = secrets.token_hex(6) if known is None else known.id
        if owner is not None and known is not None:  # what is not said here of them stays, such as further addresses
            body = {key: value for key, value in known.body.items() if key != GONE} | dict(body)
        records.save(connection, kind=kind, id=id_, name=name, owner=owner, body=body, now=now, by=self._user)
        return id_

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

    def import_agreement(self, data: bytes, *, now: Instant) -> Changes:
        """Keep the agreement of a TOML file. Refusal when it would change what is decided already."""
        agreement = agreement_in(data)
        with self._database.write() as connection:
            _still_free(connection, self._rulebook(connection), agreement)
            save_agreement(connection, agreement, now=now, by=self._user)
            changes = _rewind(connection, now)
        return replace(changes, rules=True)

    def agreement(self, name: str, version: int | None = None) -> Agreement:
        """That version, else the newest. Refusal where there is none."""
        found = [held for held in self.agreements() if held.name == name and version in (None, held.version)]
        if not found:
            which = "" if version is None else f" in version {version}"
            raise Refusal(f"There is no agreement named {name!r}{which}. Nothing was written.")
        return found[-1]

    def export_agreement(self, name: str, version: int | None = None) -> bytes:
        """As TOML, without its signed copies."""
        return as_file(self.agreement(name, version), {}, as_json=False)

    def import_calendar(self, data: bytes, *, now: Instant) -> Changes:
        from slaapp.services.calendars import past_stays  # noqa: PLC0415 - the first window must not wait

        fields = read_toml(data)
        name = fields.name("name")
        line = read_line(name, tomllib.loads(data.decode()))
        with self._database.write() as connection:
            past_stays(connection, self._rulebook(connection), line, now)
            save_line(connection, line, now=now, by=self._user)
            changes = _rewind(connection, now)
        return replace(changes, rules=True)

    def export_calendar(self, name: str) -> bytes:
        with self._database.read() as connection:
            hours = self._rulebook(connection).hours
        if name not in hours:
            raise Refusal(f"There is no calendar named {name!r}. Nothing was written. Known are: {', '.join(hours)}.")
        return _toml({"name": name, **line_table(hours[name].line)})

    def import_customers(self, data: bytes, *, now: Instant) -> Changes:
        """Customers with their contacts, from a TOML file with a list `customer`."""
        from slaapp.services.customer_files import read_customers  # noqa: PLC0415 - the first window must not wait

        read = read_customers(read_toml(data))
        with self._database.write() as connection:
            known = agreement_names(connection, self._rulebook(connection))
            for customer in read:
                for path, agreement in customer.agreements:
                    if agreement not in known:
                        raise UsageRefusal(f"{path}: there is no agreement named {agreement!r}.")
                held = records.named(connection, "customer", customer.name)
                kept = {} if held is None else brought_back(connection, held)
                owner = self._save(connection, "customer", customer.name, {**kept, **customer.body}, now)
                for kind, listed in (("contact", customer.contacts), ("service", customer.services)):
                    for name, details in listed:
                        self._save(connection, kind, name, details, now, owner=owner)
            changes = _rewind(connection, now)
        return replace(changes, customers=True)

    def export_customers(self) -> bytes:
        from slaapp.services.customer_files import customer_table  # noqa: PLC0415 - the first window must not wait

        listed = []
        with self._database.read() as connection:
            families = Families(connection)
            for customer in records.every(connection, "customer"):
                if offered(customer):
                    members = families.members(customer.id)
                    contacts, services = (owned(connection, kind, members) for kind in ("contact", "service"))
                    listed.append(customer_table(customer, contacts, services))
        return _toml({"customer": listed})

    def import_desk(self, data: bytes, *, now: Instant) -> Changes:
        """The desk's own name, address and phone, its default agreement and calendar, its people, and whether reports
        list the time spent; where the file does not say that, it stays as it is."""
        fields = read_toml(data)
        body: dict[str, Any] = {
            "name": fields.name("name"),
            "address": fields.optional("address", fields.texts, []),
            "phone": fields.optional("phone", fields.text, ""),
            "default_agreement": fields.text("default_agreement"),
            "calendar": fields.text("calendar"),
        }
        if fields.has("time_spent"):
            body["time_spent"] = fields.flag("time_spent")
        people = []
        for person in fields.tables("person") if fields.has("person") else ():
            people.append((a_person_name(person.name("name"), person.at("name")), read_person(person)))
            person.finish()
        fields.finish(["person"])
        from slaapp.services.customer_files import each_once  # noqa: PLC0415 - the first window must not wait

        each_once(fields, "person", [name for name, _ in people])
        with self._database.write() as connection:
            rules = self._rulebook(connection)
            if body["default_agreement"] not in rules.terms:
                raise fields.refuse("default_agreement", f"there is no agreement named {body['default_agreement']!r}.")
            if body["calendar"] not in rules.hours:
                raise fields.refuse("calendar", f"there is no calendar named {body['calendar']!r}.")
            known = records.load(connection, "desk", "desk")
            if known is not None:
                body = {key: known.body[key] for key in ("begun", "time_spent") if known.body.get(key)} | body
            records.save(connection, kind="desk", id="desk", name=str(body["name"]), body=body, now=now, by=self._user)
            for name, details in people:
                self._save(connection, "person", name, details, now)
            changes = _rewind(connection, now)
        return replace(changes, rules=True)

    def export_desk(self) -> bytes:
        with self._database.read() as connection:
            record = records.load(connection, "desk", "desk")
        people = [{"name": person.name, **person_table(person)} for person in self.people()]
        held = {} if record is None else {key: value for key, value in record.body.items() if key != "begun"}
        return _toml({**held, **({"person": people} if people else {})})


def _still_free(connection: Connection, rulebook: Rulebook, agreement: Agreement) -> None:
    """A version that governs tickets is what was promised: it stays as it is (C11). One that is worked on, and may be
    signed, does not come from a file behind the back of whoever does."""
    name, version = agreement.name, agreement.version
    held = next((terms.agreement for terms in rulebook.terms.get(name, ()) if terms.agreement.version == version), None)
    governed = tickets.governed_by(connection, name, version)
    if held is not None and held != agreement and governed:
        raise Refusal(
            f"Nothing was saved: version {version} of {name} governs {governed} tickets and stays as it was promised. "
            f"Give the changed one a higher version and valid_from = today or later; with applies_to_open = true it "
            "governs open tickets from then on."
        )
    draft = records.load(connection, DRAFT, name)
    under_work = draft.body["agreement"]["version"] if draft is not None and draft.body else None
    if under_work is not None and under_work <= version and held is None:
        raise Refusal(
            f"Nothing was saved: version {under_work} of {name} is under work as a draft. Put it in force or discard "
            "it first, or take the file as the draft.",
            command="That is: slaapp version draft FILE",
        )


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


def _toml(table: Mapping[str, Any]) -> bytes:
    import tomli_w  # noqa: PLC0415 - the first window must not wait

    return tomli_w.dumps(table).encode()


def _rewind(connection: Connection, now: Instant) -> Changes:
    """Wind all clocks anew under rules that were changed."""
    from slaapp.services.rewinding import rewind  # noqa: PLC0415 - the first window must not wait

    return rewind(connection, now)
