"""Agreements with suppliers, and how they keep them while tickets wait."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec.structs import replace

from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.supplier import SupplierAgreement, Wait, WaitReading, read_wait
from slaapp.services.agreement_data import SEVERITIES, length_text
from slaapp.services.fields import Fields, a_length, a_name, a_word
from slaapp.services.rulebook import Rulebook
from slaapp.services.shelf import Shelf
from slaapp.storage import records
from slaapp.storage.database import Connection, Database

SUPPLIER = "supplier"


class SupplierWait(NamedTuple):
    """A wait of a ticket as it reads; `agreement` and `reading` are None where no supplier was named. The agreement is
    of the version that binds it, `name` what the supplier is called now."""

    wait: Wait
    agreement: SupplierAgreement | None
    reading: WaitReading | None
    name: str = ""


class Suppliers(Shelf[SupplierAgreement]):
    """A supplier keeps its id whatever it is called. A wait is bound by the version that held when it was written
    down; one that is ended binds no further ones."""

    kind = SUPPLIER
    noun = "supplier"

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        super().__init__(database, user)
        self._rulebook = rulebook

    def agree(self, agreement: SupplierAgreement, *, now: Instant) -> SupplierAgreement:
        """Keep the next version of the one of that name, or a new one; waits that began keep theirs. Refusal as in
        `save`."""
        name = a_name(agreement.name, "Supplier")
        held = next((held for held in self.every() if held.name.casefold() == name.casefold()), None)
        id_, _ = self.save(replace(agreement, name=name, id="" if held is None else held.id), now=now)
        return next(held for held in self.every() if held.id == id_)

    def _save(self, connection: Connection, value: SupplierAgreement, now: Instant) -> str:
        """One that was ended goes on under its id."""
        if not value.id:
            before = records.load(connection, SUPPLIER, value.name)
            if before is None or before.body.get("gone"):
                value = replace(value, id=value.name)
        return super()._save(connection, value, now)

    def _body(self, value: SupplierAgreement) -> dict[str, Any]:
        return {
            "calendar": value.calendar,
            "goal": value.goal,
            "targets": {severity.word: length_text(allowed) for severity, allowed in value.targets.items()},
        }

    def _value(self, record: records.Record) -> SupplierAgreement:
        return supplier_of(record)

    def _check(self, connection: Connection, value: SupplierAgreement) -> None:
        if not value.targets:
            raise Refusal("Nothing was saved: no target was given. Say within which time a wait ends, by severity.")
        if value.calendar not in self._rulebook(connection).hours:
            raise Refusal(f"Nothing was saved: there is no calendar named {value.calendar}. Import it first.")


class Known:
    """Versions of supplier agreements, read once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[tuple[str, int], SupplierAgreement] = {}
        self._names: dict[str, str] = {}

    def version(self, id_: str, number: int) -> SupplierAgreement | None:
        if (id_, number) not in self._read:
            record = records.version(self._connection, SUPPLIER, id_, number)
            if record is None:
                return None
            self._read[id_, number] = supplier_of(record)
        return self._read[id_, number]

    def name(self, id_: str) -> str:
        if id_ not in self._names:
            record = records.load(self._connection, SUPPLIER, id_)
            self._names[id_] = id_ if record is None else record.name
        return self._names[id_]

    def read(self, wait: Wait, rulebook: Rulebook, now: Instant) -> SupplierWait:
        if wait.supplier is None:
            return SupplierWait(wait, None, None)
        held, name = self.version(wait.supplier, wait.version or 0), self.name(wait.supplier)
        if held is None or held.calendar not in rulebook.hours:
            return SupplierWait(wait, held, None, name)
        return SupplierWait(wait, held, read_wait(wait, held, rulebook.hours[held.calendar], now), name)


def binding(connection: Connection, supplier: str) -> tuple[str, int]:
    """The id and the version that bind a wait which begins now, of a supplier by name or id; Refusal for one that is
    not there, or with whom nothing is agreed any more."""
    every = [held for held in records.every(connection, SUPPLIER) if not held.body.get("gone")]
    record = next((held for held in every if held.id == supplier), None)
    record = record or next((held for held in every if held.name.casefold() == supplier.casefold()), None)
    if record is None:
        known = ", ".join(held.name for held in every) or "none yet"
        raise Refusal(f"There is no supplier named {quote(supplier)}. Nothing was changed. Known are: {known}.")
    return record.id, record.version


def counting_by(connection: Connection) -> dict[str, set[str]]:
    """By calendar the suppliers whose waits count by it: by any version, as each of them binds waits."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records.every_version(connection, SUPPLIER):
        if not record.body.get("gone"):
            found[supplier_of(record).calendar].add(record.name)
    return found


def supplier_of(record: records.Record) -> SupplierAgreement:
    fields = Fields(record.body)
    table = fields.table("targets")
    return SupplierAgreement(
        name=record.name,
        version=record.version,
        calendar=fields.text("calendar"),
        targets={
            a_word(word, SEVERITIES, table.path): a_length(table.take(word), table.at(word)) for word in table.names()
        },
        goal=fields.whole("goal", least=1, most=100),
        id=record.id,
    )
