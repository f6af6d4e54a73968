"""What a desk keeps for its own work under a name: text blocks, ticket templates, recurring tickets.

Saved and taken away like any record, in versions; undo writes the version before once more.
"""

import secrets
from collections.abc import Mapping
from typing import Any, Generic, Protocol, TypeVar

from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.services.changes import Changes
from slaapp.services.fields import Fields, a_name, read_toml
from slaapp.storage import records
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record

GONE = {"gone": True}
"""The body of what was taken away."""


class NameTaken(Refusal):
    """Another one has that name."""


class Named(Protocol):
    """`id` is "" while it was never saved."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


class Shelf(Generic[T]):
    """`kind` is that of the records, `noun` what a person calls one; the functions turn values into bodies and back."""

    kind: str
    noun: str

    def __init__(self, database: Database, user: str) -> None:
        self._database = database
        self._user = user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def _body(self, value: T) -> dict[str, Any]:
        raise NotImplementedError

    def _value(self, record: Record) -> T:
        raise NotImplementedError

    def _check(self, connection: Connection, value: T) -> None:
        """Refuse what cannot be kept."""
        raise NotImplementedError

    def every(self) -> list[T]:
        """By name, as people sort."""
        with self._database.read() as connection:
            return self._every(connection)

    def _every(self, connection: Connection) -> list[T]:
        held = [record for record in records.every(connection, self.kind) if not record.body.get("gone")]
        return [self._read_record(record) for record in sorted(held, key=lambda held: (held.name.casefold(), held.id))]

    def _read_record(self, record: Record) -> T:
        try:
            return self._value(record)
        except Refusal as refusal:
            raise records.unreadable(self.noun, record.name, record.id, str(refusal)) from refusal

    def named(self, name: str) -> T:
        """The one of that name, or id; Refusal when there is none."""
        every = self.every()
        found = next((held for held in every if name in (held.name, held.id)), None)
        found = found or next((held for held in every if held.name.casefold() == name.casefold()), None)
        if found is None:
            known = ", ".join(held.name for held in every[:8])
            listed = f"Known are: {known}{' …' if len(every) > 8 else ''}." if known else "None is known yet."
            raise Refusal(f"There is no {self.noun} named {quote(name)}. Nothing was changed. {listed}")
        return found

    def save(self, value: T, *, now: Instant) -> tuple[str, Changes]:
        """Keep a new one, or the next version of the one with its id; gives its id."""
        with self._database.write() as connection:
            id_ = self._save(connection, value, now)
        return id_, Changes(shelves=True)

    def _save(self, connection: Connection, value: T, now: Instant) -> str:
        name = self._checked(connection, value)
        id_ = value.id or secrets.token_hex(6)
        records.save(connection, kind=self.kind, id=id_, name=name, body=self._body(value), now=now, by=self._user)
        return id_

    def _checked(self, connection: Connection, value: T) -> str:
        """The name under which it can be kept."""
        name = a_name(value.name, "Name")
        others = [held for held in self._every(connection) if held.name.casefold() == name.casefold()]
        if any(held.id != value.id for held in others):
            raise NameTaken(
                f"Nothing was saved: there is a {self.noun} named {name} already. Give this one another name."
            )
        self._check(connection, value)
        return name

    def remove(self, id_: str, *, now: Instant) -> Changes:
        with self._database.write() as connection:
            record = records.load(connection, self.kind, id_)
            if record is None or record.body.get("gone"):
                raise Refusal(f"Nothing was removed: that {self.noun} is gone already.")
            self._check_removal(connection, record)
            records.save(connection, kind=self.kind, id=id_, name=record.name, body=GONE, now=now, by=self._user)
        return Changes(shelves=True)

    def _check_removal(self, connection: Connection, record: Record) -> None:
        """Refuse to take away what is needed."""

    def version(self, id_: str) -> int:
        """How often it was written; 0: never."""
        with self._database.read() as connection:
            record = records.load(connection, self.kind, id_)
        return 0 if record is None else record.version

    def put_back(self, id_: str, version: int, *, now: Instant) -> Changes:
        """Undo: what that version said holds again; version 0 was before it was there."""
        with self._database.write() as connection:
            every = [record for record in records.every_version(connection, self.kind) if record.id == id_]
            held = next((record for record in every if record.version == version), None)
            name, body = (every[-1].name, GONE) if held is None else (held.name, held.body)
            if held is None or held.body.get("gone"):
                self._check_removal(connection, every[-1])
            else:
                self._checked(connection, self._read_record(held))
            records.save(connection, kind=self.kind, id=id_, name=name, body=body, now=now, by=self._user)
        return Changes(shelves=True)

    # As a file

    def export_toml(self) -> bytes:
        import tomli_w  # noqa: PLC0415 - start-up time

        with self._database.read() as connection:
            tables = [self._table(connection, held) for held in self._every(connection)]
        return tomli_w.dumps({self.kind: tables}).encode()

    def import_toml(self, data: bytes, *, now: Instant) -> tuple[int, Changes]:
        """Add what a TOML file lists, and change what bears the same name; gives how many it listed."""
        fields = read_toml(data)
        with self._database.write() as connection:
            count = 0
            for table in fields.tables(self.kind):
                known = {held.name.casefold(): held.id for held in self._every(connection)}
                value = self._read(connection, table, known.get(table.name("name").casefold(), ""), now)
                table.finish()
                self._save(connection, value, now)
                count += 1
            fields.finish()
        return count, Changes(shelves=True)

    def _table(self, connection: Connection, value: T) -> dict[str, Any]:
        """As a file says it: what it refers to by name."""
        raise NotImplementedError

    def _read(self, connection: Connection, fields: Fields, id_: str, now: Instant) -> T:
        raise NotImplementedError


def id_of(connection: Connection, kind: str, name: str, path: str) -> str:
    """The id of the record that bears this name; UsageRefusal where there is none."""
    record = records.named(connection, kind, name)
    if record is None or record.body.get("gone"):
        raise UsageRefusal(f"{path}: there is no {kind.replace('_', ' ')} named {quote(name)}. Nothing was imported.")
    return record.id


def without_none(table: Mapping[str, Any]) -> dict[str, Any]:
    """TOML knows no nothing: what is not said is left out."""
    return {key: value for key, value in table.items() if value not in (None, "", [])}
