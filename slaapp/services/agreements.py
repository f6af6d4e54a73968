"""What is done with agreements: drafts, signatures, versions that are put in force and ended."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, undated
from slaapp.domain.agreement_checks import Finding, findings
from slaapp.domain.durations import long_day
from slaapp.domain.errors import Refusal
from slaapp.domain.reminders import Reminder, reminders
from slaapp.domain.spans import Instant
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.agreement_findings import whole_sentence
from slaapp.reports.texts import counted
from slaapp.services.agreement_data import agreement_table
from slaapp.services.agreement_versions import (
    ONE_DAY,
    SIGNATURE,
    TERMINATION,
    Listed,
    Signature,
    State,
    View,
    draft_of,
    version_of,
)
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, change, put
from slaapp.services.double_claims import double_claims
from slaapp.services.effects import Effect, effect
from slaapp.services.families import GONE
from slaapp.services.fields import a_name
from slaapp.services.people import named_ever
from slaapp.services.rewinding import rewind
from slaapp.services.rulebook import DRAFT, Rulebook, save_agreement
from slaapp.storage import records
from slaapp.storage.attachments import SIGNED_COPY
from slaapp.storage.database import Connection, Database


class Agreements:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def every(self, now: Instant) -> tuple[Listed, ...]:
        with self._database.read() as connection:
            return tuple(View(connection, self._rulebook(connection), now).every())

    def one(self, name: str, now: Instant) -> Listed:
        """Refusal when there is none of that name."""
        with self._database.read() as connection:
            return View(connection, self._rulebook(connection), now).one(name)

    def reminders(self, now: Instant) -> tuple[Reminder, ...]:
        """What the desk is to be reminded of, the earliest first: of agreements in force, unless a later version is to
        come or they were terminated."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            every = list(View(connection, rulebook, now).every())
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
            held = View(connection, self._rulebook(connection), now).one(name)
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
            if draft.version > following:
                raise Refusal(
                    f"The draft was not saved: the next version of {draft.name} is {following}, not {draft.version}. "
                    "Give it that number."
                )
            if draft.version < following:
                raise Refusal(
                    f"The draft was not saved: version {draft.version} of {draft.name} is in force by now. Take what "
                    f"you typed over into version {following}."
                )
            self._keep(connection, draft, now)
            self._withdraw(connection, draft, now)
        return Changes(rules=True)

    def take_over(self, agreement: Agreement, now: Instant) -> Changes:
        """An agreement from elsewhere as the draft of the next version of its name here, whatever number it bears."""
        with self._database.read() as connection:
            versions = self._rulebook(connection).terms.get(agreement.name, [])
        following = max((held.agreement.version for held in versions), default=0) + 1
        return self.save(replace(agreement, version=following), now)

    def _withdraw(self, connection: Connection, draft: Agreement, now: Instant) -> None:
        of = f"{draft.name}/{draft.version}"
        for held in (*records.every(connection, SIGNATURE), *records.every(connection, SIGNED_COPY)):
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

    def _keep(self, connection: Connection, draft: Agreement, now: Instant) -> None:
        self._record(connection, draft.name, {"agreement": agreement_table(draft)}, now)

    def _record(self, connection: Connection, name: str, body: Mapping[str, Any], now: Instant) -> None:
        records.save(connection, kind=DRAFT, id=name, name=name, body=body, now=now, by=self._user)

    def discard(self, name: str, now: Instant) -> Changes:
        """Take the draft away; its history stays. Refusal where that leaves customers who have this agreement with
        nothing by its name."""
        with self._database.write() as connection:
            held = View(connection, self._rulebook(connection), now).one(name)
            if held.holders and len(held.versions) == 1:
                has = "has" if len(held.holders) == 1 else "have"
                raise Refusal(
                    f"The draft stays: {counted(len(held.holders), 'customer')} {has} {name} as their agreement. Give "
                    "them another one first."
                )
            self._withdraw(connection, self._draft(connection, name), now)
            self._record(connection, name, {}, now)
        return Changes(rules=True)

    def offer(self, name: str, now: Instant) -> Changes:
        """From here on the customers have it on the table: they can sign it."""
        with self._database.write() as connection:
            draft = self._draft(connection, name)
            self._refuse_faults(connection, self._rulebook(connection), draft, now, "It was not offered.")
            self._record(connection, name, {"agreement": agreement_table(draft), "offered_at": now}, now)
        return Changes(rules=True)

    def take_back_offer(self, name: str, version: int, *, now: Instant) -> Changes:
        """It is a draft again. Refusal once anybody has signed it, and where it is no offer any more."""
        with self._database.write() as connection:
            held = version_of(View(connection, self._rulebook(connection), now).one(name), version)
            signed = [one for one in records.every(connection, SIGNED_COPY) if one.name == f"{name}/{version}"]
            if held.signatures or any(one.body and not one.body.get(GONE) for one in signed):
                raise Refusal(f"Nothing was undone: version {version} of {name} was signed since. Undo that first.")
            if held.state not in (State.OFFERED, State.SIGNED):  # the latter also where there is nobody to sign it
                raise Refusal(f"Nothing was undone: version {version} of {name} is no offer any more.")
            self._keep(connection, held.agreement, now)
        return Changes(rules=True)

    def sign(self, name: str, version: int, signature: Signature, now: Instant) -> Changes:
        with self._database.write() as connection:
            held = version_of(View(connection, self._rulebook(connection), now).one(name), version)
            if held.state is State.DRAFT:
                raise Refusal(f"Nothing was saved: version {version} of {name} was not offered yet. Offer it first.")
            if signature.on > self._rulebook(connection).desk_hours.day_of(now):
                raise Refusal(
                    f"Nothing was saved: {long_day(signature.on)} is yet to come. Choose the day of the signature."
                )
            body = {"on": signature.on.isoformat(), "by": signature.by, "provider": signature.provider}
            of, customer = f"{name}/{version}", signature.customer
            written = put(connection, SIGNATURE, f"{of}/{customer}", of, body, Stamp(now, self._user), owner=customer)
        return Changes(rules=True, records=written)

    def take_back_signature(self, name: str, version: int, customer: str, *, now: Instant) -> Changes:
        """That customer (its id) has not signed that version after all; history keeps that it was noted."""
        with self._database.write() as connection:
            held = records.load(connection, SIGNATURE, f"{name}/{version}/{customer}")
            if held is None or not held.body or held.body.get(GONE):
                raise Refusal(f"Nothing was undone: version {version} of {name} has no signature of that customer.")
            written = change(connection, held, Stamp(now, self._user), {GONE: True})
        return Changes(rules=True, records=written)

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
        self._refuse_faults(connection, rulebook, agreement, now, "Nothing was put in force.")
        if any(held.agreement.version >= agreement.version for held in rulebook.terms.get(agreement.name, ())):
            raise Refusal(
                f"Nothing was put in force: version {agreement.version} of {agreement.name} is in force by now. "
                "Discard this draft, and begin the next version."
            )
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
            records.save(connection, kind=TERMINATION, id=name, name=name, body=body, now=now, by=self._user)
            changes = rewind(connection, now)
        return replace(changes, rules=True)

    def _draft(self, connection: Connection, name: str) -> Agreement:
        record = records.load(connection, DRAFT, name)
        if record is None or not record.body:
            raise Refusal(f"Nothing was changed: there is no draft of {name}. Edit the agreement to begin one.")
        return draft_of(record)

    def _refuse_faults(
        self, connection: Connection, rulebook: Rulebook, agreement: Agreement, now: Instant, kept: str
    ) -> None:
        """`kept` says what was not done."""
        found = _findings(connection, rulebook, agreement, now)
        blocking = [whole_sentence(finding, agreement) for finding in found if finding.blocks]
        if blocking:
            more = f" ({len(blocking) - 1} more)" if len(blocking) > 1 else ""
            raise Refusal(f"{kept} {blocking[0]}{more}")


def _findings(connection: Connection, rulebook: Rulebook, agreement: Agreement, now: Instant) -> tuple[Finding, ...]:
    people = {name for name, person in named_ever(connection).items() if not person.retired}
    found = findings(agreement, rulebook.hours, rulebook.desk_hours.day_of(now), people)
    return (*found, *double_claims(connection, agreement.name))
