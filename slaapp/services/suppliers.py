"""Agreements with suppliers, and how they keep them while tickets wait."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from slaapp.domain.agreement import Severity
from slaapp.domain.clock import Verdict
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.domain.supplier import SupplierAgreement, Wait, WaitReading, read_wait, waits
from slaapp.reports.review_data import SupplierGap
from slaapp.services.agreement_data import SEVERITIES, length_text
from slaapp.services.fields import Fields, a_length, a_name, a_word
from slaapp.services.keeping import with_merged, work_out_as_of
from slaapp.services.rulebook import Rulebook
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database

SUPPLIER = "supplier"


class SupplierWait(NamedTuple):
    """A wait of a ticket as it reads; `agreement` and `reading` are None where no supplier was named."""

    wait: Wait
    agreement: SupplierAgreement | None
    reading: WaitReading | None


class Suppliers:
    """A supplier's name is its id. A wait is bound by the version that held when it was written down."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def every(self) -> list[SupplierAgreement]:
        with self._database.read() as connection:
            return [supplier_of(record) for record in records.every(connection, SUPPLIER)]

    def agree(self, agreement: SupplierAgreement, *, now: Instant) -> SupplierAgreement:
        """Keep the next version; waits that began keep theirs. Refusal where the calendar is not there, and without a
        target."""
        name = a_name(agreement.name, "Supplier")
        if not agreement.targets:
            raise Refusal("Nothing was saved: no target was given. Say within which time a wait ends, by severity.")
        with self._database.write() as connection:
            if agreement.calendar not in self._rulebook(connection).hours:
                raise Refusal(f"Nothing was saved: there is no calendar named {agreement.calendar}. Import it first.")
            body = {
                "calendar": agreement.calendar,
                "goal": agreement.goal,
                "targets": {severity.word: length_text(allowed) for severity, allowed in agreement.targets.items()},
            }
            records.save(connection, kind=SUPPLIER, id=name, name=name, body=body, now=now, by=self._user)
            record = records.load(connection, SUPPLIER, name)
            assert record is not None
            return supplier_of(record)

    def waits(self, number: int, *, now: Instant) -> tuple[SupplierWait, ...]:
        """Those of a ticket as of `now`, in order."""
        with self._database.read() as connection:
            row = tickets.by_number(connection, number)
            if row is None:
                return ()
            rulebook = self._rulebook(connection)
            kept = work_out_as_of(row.id, with_merged(connection, [row.id]), rulebook, until=now)
            if kept is None:
                return ()
            known = Known(connection)
            return tuple(known.read(wait, rulebook, now) for wait in waits(kept.history, kept.course))


class Known:
    """Versions of supplier agreements, read once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[tuple[str, int], SupplierAgreement] = {}

    def version(self, name: str, number: int) -> SupplierAgreement | None:
        if (name, number) not in self._read:
            record = records.version(self._connection, SUPPLIER, name, number)
            if record is None:
                return None
            self._read[name, number] = supplier_of(record)
        return self._read[name, number]

    def read(self, wait: Wait, rulebook: Rulebook, now: Instant) -> SupplierWait:
        held = None if wait.supplier is None else self.version(wait.supplier, wait.version or 0)
        if held is None or held.calendar not in rulebook.hours:
            return SupplierWait(wait, held, None)
        return SupplierWait(wait, held, read_wait(wait, held, rulebook.hours[held.calendar], now))


@dataclass(slots=True)
class SupplierTally:
    """Takes in the waits of tickets for a review."""

    known: Known
    rulebook: Rulebook
    now: Instant
    unnamed: int = 0
    _found: dict[tuple[str, Severity], list[SupplierWait]] = field(default_factory=lambda: defaultdict(list))

    def take(self, found: tuple[Wait, ...]) -> None:
        for wait in found:
            held = self.known.read(wait, self.rulebook, self.now)
            if held.agreement is None:
                self.unnamed += 1
            else:
                self._found[held.agreement.name, wait.severity].append(held)

    def gaps(self) -> tuple[SupplierGap, ...]:
        """By name, the most severe first. The target and the goal are those of the newest version that bound a wait."""
        return tuple(
            _gap(name, severity, found)
            for (name, severity), found in sorted(self._found.items(), key=lambda item: (item[0][0], -item[0][1]))
        )


def _gap(name: str, severity: Severity, found: list[SupplierWait]) -> SupplierGap:
    newest = max((held.agreement for held in found if held.agreement), key=lambda held: held.version)
    verdicts = [None if held.reading is None else held.reading.verdict for held in found]
    return SupplierGap(
        supplier=name,
        severity=severity,
        agreed=newest.targets.get(severity),
        goal=newest.goal,
        waits=len(found),
        met=verdicts.count(Verdict.MET),
        breached=verdicts.count(Verdict.BREACHED),
        late=sum(held.reading.late for held in found if held.reading and held.reading.verdict is Verdict.BREACHED),
    )


def newest_version(connection: Connection, name: str) -> int:
    """The version that binds a wait which begins now; Refusal for a supplier that is not there."""
    record = records.load(connection, SUPPLIER, name)
    if record is None:
        known = ", ".join(held.name for held in records.every(connection, SUPPLIER)) or "none yet"
        raise Refusal(f"There is no supplier named {name!r}. Nothing was changed. Known are: {known}.")
    return record.version


def counting_by(connection: Connection) -> dict[str, set[str]]:
    """By calendar the suppliers whose waits count by it: by any version, as each of them binds waits."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records.every_version(connection, SUPPLIER):
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
    )
