"""Agreements as living documents: drafts, signatures, versions that are put in force and end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from slaapp.domain.agreement import Agreement, undated
from slaapp.domain.agreement_checks import Finding, findings
from slaapp.domain.errors import Refusal
from slaapp.domain.reminders import Reminder, reminders
from slaapp.domain.spans import Instant
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.agreement_findings import whole_sentence
from slaapp.services.agreement_data import agreement_table, read_agreement
from slaapp.services.changes import Changes
from slaapp.services.effects import Effect, effect
from slaapp.services.fields import Fields, a_name
from slaapp.services.holders import holders
from slaapp.services.people import named_ever
from slaapp.services.rewinding import rewind
from slaapp.services.rulebook import Rulebook, save_agreement
from slaapp.storage import records
from slaapp.storage.attachments import SIGNED_COPY
from slaapp.storage.database import Connection, Database

_DRAFT = "agreement_draft"
_SIGNATURE = "signature"


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


@dataclass(frozen=True, slots=True)
class Signature:
    """`customer` is a record's id; `by` who signed for the customer, `provider` who did for the desk."""

    customer: str
    on: date
    by: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """`first` and `last` are its days in force: None without beginning or end; a later version ends an earlier one.

    `missing` are the customers, by id, who have this agreement and have not signed this version.
    """

    agreement: Agreement
    state: State
    first: date | None
    last: date | None
    signatures: tuple[Signature, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
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
    def goes_on(self) -> bool:
        """Whether what comes after the version in force is open: no later one is to come, nor was it terminated."""
        ends = self.in_force is not None and self.terminated_on == self.in_force.agreement.valid_to is not None
        return not ends and not any(held.state is State.COMING for held in self.versions)


UNDER_WORK = frozenset({State.DRAFT, State.OFFERED, State.SIGNED})


class Agreements:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def every(self, now: Instant) -> tuple[Listed, ...]:
        with self._database.read() as connection:
            return tuple(_View(connection, self._rulebook(connection), now).every())

    def one(self, name: str, now: Instant) -> Listed:
        """Refusal when there is none of that name."""
        with self._database.read() as connection:
            return _View(connection, self._rulebook(connection), now).one(name)

    def reminders(self, now: Instant) -> tuple[Reminder, ...]:
        """What the desk is to be reminded of, the earliest first: of agreements in force, unless a later version is to
        come or they were terminated."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            every = list(_View(connection, rulebook, now).every())
        today = rulebook.desk_hours.day_of(now)
        going = [held.in_force.agreement for held in every if held.in_force is not None and held.goes_on]
        found = (reminder for agreement in going for reminder in reminders(agreement, today))
        return tuple(sorted(found, key=lambda one: (one.day, one.agreement.casefold())))

    def hours(self) -> Mapping[str, WorkingTime]:
        """The working time of every calendar, by name."""
        with self._database.read() as connection:
            return self._rulebook(connection).hours

    def findings(self, agreement: Agreement, now: Instant) -> tuple[Finding, ...]:
        with self._database.read() as connection:
            return _findings(connection, self._rulebook(connection), agreement, now)

    def begin(self, name: str, now: Instant) -> Agreement:
        """The draft of the next version, made from the newest where there is none yet."""
        with self._database.write() as connection:
            held = _View(connection, self._rulebook(connection), now).one(name)
            if held.draft is not None:
                return held.draft.agreement
            newest = held.versions[0].agreement
            draft = replace(undated(newest), version=newest.version + 1)
            self._keep(connection, draft, now)
        return draft

    def save(self, draft: Agreement, now: Instant) -> Changes:
        """Keep what was typed, also with faults in it. An offer and its signatures are about other words then: it is a
        draft again. Refusal for one that is no longer the next version."""
        draft = replace(draft, name=a_name(draft.name, "Name"))
        with self._database.write() as connection:
            versions = self._rulebook(connection).terms.get(draft.name, [])
            following = max((held.agreement.version for held in versions), default=0) + 1
            if draft.version != following:
                raise Refusal(
                    f"The draft was not saved: version {draft.version} of {draft.name} is in force by now. Take what "
                    f"you typed over into version {following}."
                )
            self._keep(connection, draft, now)
            self._withdraw(connection, draft, now)
        return Changes(rules=True)

    def _withdraw(self, connection: Connection, draft: Agreement, now: Instant) -> None:
        of = f"{draft.name}/{draft.version}"
        for held in (*records.every(connection, _SIGNATURE), *records.every(connection, SIGNED_COPY)):
            if held.name == of and held.body:
                records.save(
                    connection,
                    kind=held.kind,
                    id=held.id,
                    name=of,
                    owner=held.owner,
                    body={},
                    now=now,
                    by=self._user,
                )

    def _sign(self, connection: Connection, of: str, customer: str, body: Mapping[str, Any], now: Instant) -> None:
        records.save(
            connection,
            kind=_SIGNATURE,
            id=f"{of}/{customer}",
            name=of,
            owner=customer,
            body=body,
            now=now,
            by=self._user,
        )

    def _keep(self, connection: Connection, draft: Agreement, now: Instant) -> None:
        self._record(connection, draft.name, {"agreement": agreement_table(draft)}, now)

    def _record(self, connection: Connection, name: str, body: Mapping[str, Any], now: Instant) -> None:
        records.save(connection, kind=_DRAFT, id=name, name=name, body=body, now=now, by=self._user)

    def discard(self, name: str, now: Instant) -> Changes:
        """Take the draft away; its history stays."""
        with self._database.write() as connection:
            self._withdraw(connection, self._draft(connection, name), now)
            self._record(connection, name, {}, now)
        return Changes(rules=True)

    def offer(self, name: str, now: Instant) -> Changes:
        """From here on the customers have it on the table: they can sign it."""
        with self._database.write() as connection:
            draft = self._draft(connection, name)
            self._refuse_faults(connection, self._rulebook(connection), draft, now)
            self._record(connection, name, {"agreement": agreement_table(draft), "offered_at": now}, now)
        return Changes(rules=True)

    def sign(self, name: str, version: int, signature: Signature, now: Instant) -> Changes:
        with self._database.write() as connection:
            held = version_of(_View(connection, self._rulebook(connection), now).one(name), version)
            if held.state is State.DRAFT:
                raise Refusal(f"Nothing was saved: version {version} of {name} was not offered yet. Offer it first.")
            body = {"on": signature.on.isoformat(), "by": signature.by, "provider": signature.provider}
            self._sign(connection, f"{name}/{version}", signature.customer, body, now)
        return Changes(rules=True)

    def effect(self, agreement: Agreement, now: Instant) -> Effect:
        """What putting this version in force would do; nothing is written. Refusal as `put_in_force` would."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            self._refuse(connection, rulebook, agreement, now)
            first = agreement.valid_from
            since = 0 if first is None else rulebook.hours[agreement.calendar].midnight(first)
            return effect(connection, rulebook.with_agreement(agreement), now, since=since)

    def put_in_force(
        self, name: str, first: date, *, now: Instant, open_too: bool = False, last: date | None = None
    ) -> Changes:
        """Make the draft a version: from `first` on it governs new tickets, with `open_too` also those that are open
        then (C11), and the version before it ends the day before. Refusal while something blocks it, or where it would
        change what is decided."""
        with self._database.write() as connection:
            draft = self._draft(connection, name)
            ready = replace(draft, valid_from=first, valid_to=last, applies_to_open=open_too)
            changes = self._force(connection, ready, now)
            self._record(connection, name, {}, now)
        return replace(changes, rules=True)

    def _force(self, connection: Connection, agreement: Agreement, now: Instant) -> Changes:
        rulebook, first = self._rulebook(connection), agreement.valid_from
        self._refuse(connection, rulebook, agreement, now)
        for held in rulebook.terms.get(agreement.name, ()):
            if first is not None and held.agreement.begun(first - ONE_DAY) and held.agreement.lasts(first):
                ended = replace(held.agreement, valid_to=first - ONE_DAY)
                save_agreement(connection, ended, now=now, by=self._user)
        save_agreement(connection, agreement, now=now, by=self._user)
        return rewind(connection, now)

    def _refuse(self, connection: Connection, rulebook: Rulebook, agreement: Agreement, now: Instant) -> None:
        """What has faults, and what would begin before today in place of what was in force."""
        self._refuse_faults(connection, rulebook, agreement, now)
        today = rulebook.desk_hours.day_of(now)
        if agreement.version > 1 and (agreement.valid_from is None or agreement.valid_from < today):
            raise Refusal(
                f"Nothing was put in force: version {agreement.version} would begin in the past, and what was promised "
                "stays. Choose today or a later day."
            )
        for held in rulebook.terms.get(agreement.name, ()):
            first, other = agreement.valid_from, held.agreement
            if other.version < agreement.version and first is not None and not other.begun(first):
                raise Refusal(
                    f"Nothing was put in force: version {other.version} begins later, on {other.valid_from}. Choose "
                    "that day or a later one."
                )

    def end(self, name: str, last: date, now: Instant) -> Changes:
        """Terminate an agreement: the version that is in force on that day ends with it. Refusal while a later one is
        to come."""
        with self._database.write() as connection:
            rulebook = self._rulebook(connection)
            if last < rulebook.desk_hours.day_of(now):
                raise Refusal(f"Nothing was saved: {last.isoformat()} is over. Choose today or a later day.")
            versions = [held.agreement for held in rulebook.terms.get(name, ())]
            later = [held for held in versions if not held.begun(last)]
            if later:
                raise Refusal(
                    f"Nothing was saved: version {later[0].version} of {name} begins after it, on "
                    f"{later[0].valid_from}. Choose a day from then on."
                )
            ending = [held for held in versions if held.lasts(last)]
            if not ending:
                raise Refusal(f"Nothing was saved: no version of {name} is in force then.")
            for held in ending:
                save_agreement(connection, replace(held, valid_to=last), now=now, by=self._user)
            body = {"last": last.isoformat()}
            records.save(connection, kind="termination", id=name, name=name, body=body, now=now, by=self._user)
            changes = rewind(connection, now)
        return replace(changes, rules=True)

    def _draft(self, connection: Connection, name: str) -> Agreement:
        record = records.load(connection, _DRAFT, name)
        if record is None or not record.body:
            raise Refusal(f"Nothing was changed: there is no draft of {name}. Edit the agreement to begin one.")
        return _draft_of(record)

    def _refuse_faults(self, connection: Connection, rulebook: Rulebook, agreement: Agreement, now: Instant) -> None:
        found = _findings(connection, rulebook, agreement, now)
        blocking = [whole_sentence(finding) for finding in found if finding.blocks]
        if blocking:
            more = f" ({len(blocking) - 1} more)" if len(blocking) > 1 else ""
            raise Refusal(f"Nothing was put in force. {blocking[0]}{more}")


def version_of(listed: Listed, version: int) -> Version:
    """Refusal where there is none of that number."""
    found = next((held for held in listed.versions if held.agreement.version == version), None)
    if found is None:
        raise Refusal(f"There is no version {version} of {listed.name}. Nothing was changed.")
    return found


def _findings(connection: Connection, rulebook: Rulebook, agreement: Agreement, now: Instant) -> tuple[Finding, ...]:
    people = {name for name, person in named_ever(connection).items() if not person.retired}
    return findings(agreement, rulebook.hours, rulebook.desk_hours.day_of(now), people)


def _draft_of(record: records.Record) -> Agreement:
    return read_agreement(Fields(record.body["agreement"]), sound=False)


class _View:
    """What the store says of its agreements at an instant."""

    def __init__(self, connection: Connection, rulebook: Rulebook, now: Instant) -> None:
        self._rulebook = rulebook
        self._today = rulebook.desk_hours.day_of(now)
        self._drafts = {record.id: record for record in records.every(connection, _DRAFT) if record.body}
        self._ended = {
            record.id: date.fromisoformat(record.body["last"]) for record in records.every(connection, "termination")
        }
        self._signed: dict[str, list[Signature]] = {}
        for record in records.every(connection, _SIGNATURE):
            body = record.body
            if not body:
                continue
            held = Signature(record.owner or "", date.fromisoformat(body["on"]), body["by"], body["provider"])
            self._signed.setdefault(record.name, []).append(held)
        self._holders = holders(connection)

    def every(self) -> Iterator[Listed]:
        for name in sorted({*self._rulebook.terms, *self._drafts}, key=str.casefold):
            yield self.one(name)

    def one(self, name: str) -> Listed:
        if name not in self._rulebook.terms and name not in self._drafts:
            known = ", ".join(sorted({*self._rulebook.terms, *self._drafts}))
            raise Refusal(f"There is no agreement named {name!r}. Nothing was changed. Known are: {known}.")
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
        agreement = _draft_of(record)
        held = self._held(agreement, State.DRAFT, agreement.valid_to)
        if record.body.get("offered_at") is None:
            return replace(held, signatures=())
        return replace(held, state=State.OFFERED if held.missing else State.SIGNED)

    def _held(self, agreement: Agreement, state: State, last: date | None) -> Version:
        signed = tuple(self._signed.get(f"{agreement.name}/{agreement.version}", ()))
        by = {signature.customer for signature in signed}
        missing = tuple(id_ for id_ in self._holders.get(agreement.name, ()) if id_ not in by)
        return Version(agreement, state, agreement.valid_from, last, signed, missing)


ONE_DAY = timedelta(days=1)
