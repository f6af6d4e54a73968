"""Agreements, calendars, customers and the desk itself as TOML files: written out, and taken in whole or not at all."""

import secrets
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import tomli_w
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.services.agreement_data import agreement_in, as_file
from slaapp.services.calendars import past_stays
from slaapp.services.catalogue import Catalogue, brought_back
from slaapp.services.changes import Changes
from slaapp.services.company_report import SECTIONS
from slaapp.services.customer_files import customer_table, each_once, read_customers
from slaapp.services.families import GONE, Families, offered, owned
from slaapp.services.fields import read_toml
from slaapp.services.people import a_person_name, person_table, read_person
from slaapp.services.rewinding import rewind
from slaapp.services.rulebook import DRAFT, Rulebook, agreement_names, line_table, read_line, save_agreement, save_line
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database

_OURS = ("begun", SECTIONS)
"""What a desk knows of itself that no file says."""


class TomlFiles:
    """What is taken in winds all clocks anew. Refusal where a file says what cannot be."""

    def __init__(
        self, database: Database, rulebook: Callable[[Connection], Rulebook], catalogue: Catalogue, user: str
    ) -> None:
        self._database, self._rulebook, self._catalogue, self._user = database, rulebook, catalogue, user

    def work_as(self, user: str) -> None:
        self._user = user

    def import_agreement(self, data: bytes, *, now: Instant) -> Changes:
        """Keep the agreement of a TOML file. Refusal when it would change what is decided already."""
        agreement = agreement_in(data)
        with self._database.write() as connection:
            _still_free(connection, self._rulebook(connection), agreement)
            save_agreement(connection, agreement, now=now, by=self._user)
            changes = rewind(connection, now)
        return replace(changes, rules=True)

    def export_agreement(self, name: str, version: int | None = None) -> bytes:
        """As TOML, without its signed copies."""
        return as_file(self._catalogue.agreement(name, version), {}, as_json=False)

    def import_calendar(self, data: bytes, *, now: Instant) -> Changes:
        fields = read_toml(data)
        name = fields.name("name")
        line = read_line(name, tomllib.loads(data.decode()))
        with self._database.write() as connection:
            past_stays(connection, self._rulebook(connection), line, now)
            save_line(connection, line, now=now, by=self._user)
            changes = rewind(connection, now)
        return replace(changes, rules=True)

    def export_calendar(self, name: str) -> bytes:
        with self._database.read() as connection:
            hours = self._rulebook(connection).hours
        if name not in hours:
            raise Refusal(
                f"There is no calendar named {quote(name)}. Nothing was written. Known are: {', '.join(hours)}."
            )
        return _toml({"name": name, **line_table(hours[name].line)})

    def import_customers(self, data: bytes, *, now: Instant) -> Changes:
        """Customers with their contacts, from a TOML file with a list `customer`."""
        read = read_customers(read_toml(data))
        with self._database.write() as connection:
            known = agreement_names(connection, self._rulebook(connection))
            for customer in read:
                for path, agreement in customer.agreements:
                    if agreement not in known:
                        raise UsageRefusal(f"{path}: there is no agreement named {quote(agreement)}.")
                held = records.named(connection, "customer", customer.name)
                kept = {} if held is None else brought_back(connection, held)
                owner = self._save(connection, "customer", customer.name, {**kept, **customer.body}, now)
                for kind, listed in (("contact", customer.contacts), ("service", customer.services)):
                    for name, details in listed:
                        self._save(connection, kind, name, details, now, owner=owner)
            changes = rewind(connection, now)
        return replace(changes, customers=True)

    def export_customers(self) -> bytes:
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
        each_once(fields, "person", [name for name, _ in people])
        with self._database.write() as connection:
            rules = self._rulebook(connection)
            if body["default_agreement"] not in rules.terms:
                raise fields.refuse(
                    "default_agreement", f"there is no agreement named {quote(body['default_agreement'])}."
                )
            if body["calendar"] not in rules.hours:
                raise fields.refuse("calendar", f"there is no calendar named {quote(body['calendar'])}.")
            known = records.load(connection, "desk", "desk")
            if known is not None:
                body = {key: said for key, said in known.body.items() if key in (*_OURS, "time_spent")} | body
            records.save(connection, kind="desk", id="desk", name=str(body["name"]), body=body, now=now, by=self._user)
            for name, details in people:
                self._save(connection, "person", name, details, now)
            changes = rewind(connection, now)
        return replace(changes, rules=True)

    def export_desk(self) -> bytes:
        with self._database.read() as connection:
            record = records.load(connection, "desk", "desk")
        people = [{"name": person.name, **person_table(person)} for person in self._catalogue.people()]
        held = {} if record is None else {key: value for key, value in record.body.items() if key not in _OURS}
        return _toml({**held, **({"person": people} if people else {})})

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


def _toml(table: Mapping[str, Any]) -> bytes:
    return tomli_w.dumps(table).encode()
