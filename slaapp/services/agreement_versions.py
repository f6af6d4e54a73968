"""The versions of an agreement as they stand at an instant: by their days, who signed, and whether it was ended."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement
from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.agreement_data import read_agreement
from slaapp.services.families import GONE
from slaapp.services.fields import Fields
from slaapp.services.holders import holders
from slaapp.services.rulebook import DRAFT, Rulebook
from slaapp.storage import records
from slaapp.storage.database import Connection

SIGNATURE, TERMINATION = "signature", "termination"
"""Kinds of records: who signed which version of an agreement, and since when it was ended on purpose."""

ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """Where a version stands, by its days and by what was done with it."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"
    COMING = "coming"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    EXPIRED = "expired"
    TERMINATED = "terminated"


class Signature(Value):
    """`customer` is a record's id; `by` who signed for the customer, `provider` who did for the desk."""

    customer: str
    on: date
    by: str = ""
    provider: str = ""


class Version(Value):
    """`first` and `last` are its days in force: None without beginning or end; a later version ends an earlier one.

    `missing` are the customers, by id, who have this agreement and have not signed this version.
    """

    agreement: Agreement
    state: State
    first: date | None
    last: date | None
    signatures: tuple[Signature, ...]
    missing: tuple[str, ...]
    edited_at: Instant | None = None
    edited_by: str = ""
    """Of what is under work: when it was written last, and by which account."""


class Listed(Value):
    """An agreement as lists show it: its versions, the newest first, and who has it, names by id. `is_desks`: also
    whoever has none of their own."""

    name: str
    versions: tuple[Version, ...]
    holders: Mapping[str, str]
    is_desks: bool
    terminated_on: date | None = None
    """The last day, where it was ended on purpose."""

    @property
    def customers(self) -> tuple[str, ...]:
        """The names of who has it."""
        return tuple(self.holders.values())

    @property
    def draft(self) -> Version | None:
        return next((held for held in self.versions if held.state in UNDER_WORK), None)

    @property
    def in_force(self) -> Version | None:
        return next((held for held in self.versions if held.state is State.IN_FORCE), None)

    @property
    def begun(self) -> bool:
        """Whether any version of it governs, or ever did."""
        return any(held.state not in (*UNDER_WORK, State.COMING) for held in self.versions)

    @property
    def goes_on(self) -> bool:
        """Whether what comes after the version in force is open: no later one is to come, nor was it terminated."""
        ends = self.in_force is not None and self.terminated_on == self.in_force.agreement.valid_to is not None
        return not ends and not any(held.state is State.COMING for held in self.versions)


UNDER_WORK = frozenset({State.DRAFT, State.OFFERED, State.SIGNED})


def version_of(listed: Listed, version: int) -> Version:
    """Refusal where there is none of that number."""
    found = next((held for held in listed.versions if held.agreement.version == version), None)
    if found is None:
        raise Refusal(f"There is no version {version} of {listed.name}. Nothing was changed.")
    return found


def draft_of(record: records.Record) -> Agreement:
    return read_agreement(Fields(record.body["agreement"]), sound=False)


class View:
    """What the store says of its agreements at an instant."""

    def __init__(self, connection: Connection, rulebook: Rulebook, now: Instant) -> None:
        self._rulebook = rulebook
        self._today = rulebook.desk_hours.day_of(now)
        self._drafts = {record.id: record for record in records.every(connection, DRAFT) if record.body}
        self._edits = {id_: records.written(connection, DRAFT, id_) for id_ in self._drafts}
        self._ended = {
            record.id: date.fromisoformat(record.body["last"]) for record in records.every(connection, TERMINATION)
        }
        self._signed: dict[str, list[Signature]] = {}
        for record in records.every(connection, SIGNATURE):
            body = record.body
            if not body or body.get(GONE):
                continue
            held = Signature(record.owner or "", date.fromisoformat(body["on"]), body["by"], body["provider"])
            self._signed.setdefault(record.name, []).append(held)
        self._holders = holders(connection, rulebook, now)

    def every(self) -> Iterator[Listed]:
        for name in sorted({*self._rulebook.terms, *self._drafts}, key=str.casefold):
            yield self.one(name)

    def one(self, name: str) -> Listed:
        if name not in self._rulebook.terms and name not in self._drafts:
            known = ", ".join(sorted({*self._rulebook.terms, *self._drafts}))
            raise Refusal(f"There is no agreement named {quote(name)}. Nothing was changed. Known are: {known}.")
        return Listed(
            name,
            tuple(self._versions(name)),
            self._holders.get(name, {}),
            is_desks=name == self._rulebook.default,
            terminated_on=self._ended.get(name),
        )

    def _versions(self, name: str) -> Iterator[Version]:
        if name in self._drafts:
            yield self._under_work(self._drafts[name])
        kept, today = [held.agreement for held in self._rulebook.terms.get(name, ())], self._today
        governing = next((held for held in reversed(kept) if held.begun(today) and held.lasts(today)), None)
        after: Agreement | None = None
        for agreement in reversed(kept):
            revived = agreement is governing and after is not None and after.begun(today)
            bound = None if after is None or after.valid_from is None or revived else after.valid_from - ONE_DAY
            last = min(filter(None, (agreement.valid_to, bound)), default=None)
            if not agreement.begun(today):
                state = State.COMING
            elif agreement is governing:
                state = State.IN_FORCE
            elif bound is not None and last == bound:
                state = State.REPLACED
            else:
                state = State.TERMINATED if self._ended.get(name) == agreement.valid_to else State.EXPIRED
            yield self._held(agreement, state, last)
            after = agreement

    def _under_work(self, record: records.Record) -> Version:
        agreement = draft_of(record)
        at, by = self._edits[record.id]
        held = replace(self._held(agreement, State.DRAFT, agreement.valid_to), edited_at=at, edited_by=by)
        if record.body.get("offered_at") is None:
            return replace(held, signatures=())
        return replace(held, state=State.OFFERED if held.missing else State.SIGNED)

    def _held(self, agreement: Agreement, state: State, last: date | None) -> Version:
        signed = tuple(self._signed.get(f"{agreement.name}/{agreement.version}", ()))
        by = {signature.customer for signature in signed}
        missing = tuple(id_ for id_ in self._holders.get(agreement.name, ()) if id_ not in by)
        return Version(agreement, state, agreement.valid_from, last, signed, missing)
