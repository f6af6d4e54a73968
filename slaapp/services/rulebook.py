"""Which agreement governs a ticket, with its calendars laid out."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from typing import Any

from slaapp.domain.agreement import Agreement, Meaning, Severity, Terms, terms
from slaapp.domain.calendar import CalendarLine
from slaapp.domain.claim import Claim, Claimant
from slaapp.domain.errors import Refusal
from slaapp.domain.lanes import TermsLine
from slaapp.domain.spans import Instant
from slaapp.domain.working_time import WorkingTime, working_time
from slaapp.services.agreement_data import agreement_table, read_agreement
from slaapp.services.calendar_data import calendar_table, read_calendar
from slaapp.services.customer_groups import agreement_for
from slaapp.services.fields import Fields
from slaapp.storage import records
from slaapp.storage.database import Connection

SINCE_EVER: Instant = 0
DRAFT = "agreement_draft"
"""The kind of the records that hold the draft of an agreement's next version, by its name."""

REMOVED = "removed"
"""Said in the record of a calendar that was taken away."""


class Rulebook:
    """All agreements and calendars of a store, as one connection saw them."""

    def __init__(self, connection: Connection) -> None:
        self.hours: dict[str, WorkingTime] = {
            record.name: working_time(read_line(record.name, record.body)) for record in kept_calendars(connection)
        }
        self.terms: dict[str, list[Terms]] = {}
        for record in records.every(connection, "agreement"):
            agreement = read_agreement(Fields(record.body))
            self.terms.setdefault(agreement.name, []).append(terms(agreement, self.hours))
        for versions in self.terms.values():
            versions.sort(key=lambda held: held.agreement.version)
        desk = records.load(connection, "desk", "desk")
        body: Mapping[str, str] = {} if desk is None else desk.body
        self.default = body.get("default_agreement", "")
        self.desk_calendar = body.get("calendar", "")
        self._given: dict[str, list[Mapping[str, Any]]] = {}
        """What each customer was given, the newest first: an agreement, and one for each group of contacts."""
        for record in records.every_version(connection, "customer"):
            self._given.setdefault(record.id, []).insert(0, record.body)

    def with_agreement(self, agreement: Agreement) -> "Rulebook":
        """The same with one more version, or another one in the place of its number."""
        others = [held for held in self.terms.get(agreement.name, ()) if held.agreement.version != agreement.version]
        versions = sorted([*others, terms(agreement, self.hours)], key=lambda held: held.agreement.version)
        other = copy(self)
        other.terms = {**self.terms, agreement.name: versions}
        return other

    def with_hours(self, line: CalendarLine) -> "Rulebook":
        """The same with that calendar in the place of the one of its name."""
        other = copy(self)
        other.hours = {**self.hours, line.name: working_time(line)}
        other.terms = {
            name: [terms(held.agreement, other.hours) for held in versions] for name, versions in self.terms.items()
        }
        return other

    @property
    def meanings(self) -> dict[tuple[str | None, int | None, Severity], Meaning]:
        """What versions of agreements say of severities in words of their own, by name and number."""
        return {
            (name, held.agreement.version, severity): meaning
            for name, versions in self.terms.items()
            for held in versions
            for severity, meaning in held.agreement.meanings.items()
        }

    @property
    def calendars_used(self) -> frozenset[str]:
        """The calendars by which any agreement counts."""
        agreements = [held.agreement for versions in self.terms.values() for held in versions]
        return frozenset(held.calendar_for(severity) for held in agreements for severity in Severity)

    @property
    def desk_hours(self) -> WorkingTime:
        """The hours shown in the window, and the zone in which instants are told."""
        return self.hours[self.desk_calendar]

    def claiming(self, customer: str | None, received_at: Instant) -> Claim | None:
        """What claims a ticket received then of which only the customer counts (see `claiming.claim`): the newest of
        the customer's agreements that had begun, else the desk's default."""
        return self.first_begun(self.claims(customer), received_at)

    def line(self, customer: str | None, received_at: Instant, *, agreement: str | None = None) -> TermsLine:
        """The versions that govern a ticket that `agreement` claims (None: see `claiming`).

        Empty when that agreement is over and none follows: no agreement (C11, C13).
        """
        name = agreement if agreement and self.begun(agreement, received_at) else self._name(customer, received_at)
        versions = self.terms.get(name or "", [])
        pinned = [held for held in versions if _in_force(held, received_at)]
        return _with_later(pinned[-1], versions, received_at) if pinned else []

    def kept(
        self, customer: str | None, received_at: Instant, agreement: str | None, by: Claimant | None, who: str
    ) -> Claim | None:
        """The claim that holds of a ticket with which this one was kept. Where it was not said by what, only customer
        and desk named agreements; what had not begun when it was received, as that was corrected, claims nothing."""
        if not agreement or not self.begun(agreement, received_at):
            return self.claiming(customer, received_at)
        if by is not None:
            return Claim(agreement, by, who)
        theirs = customer is not None and any(body.get("agreement") == agreement for body in self._bodies(customer))
        return Claim(agreement, Claimant.CUSTOMER, customer or "") if theirs else Claim(agreement, Claimant.DESK)

    def claims(self, customer: str | None) -> Iterator[Claim]:
        """Those of the customer, the newest first, then the desk's."""
        names = (body.get("agreement") for body in self._bodies(customer))
        yield from (Claim(name, Claimant.CUSTOMER, customer or "") for name in as_far_as_said(names))
        yield Claim(self.default, Claimant.DESK)

    def group_claims(self, customer: str | None, group: str) -> Iterator[Claim]:
        """Those that the customer names for a group of contacts, the newest first."""
        names = (agreement_for(body, group) for body in self._bodies(customer))
        yield from (Claim(name, Claimant.GROUP, group) for name in as_far_as_said(names))

    def first_begun(self, claims: Iterable[Claim], at: Instant) -> Claim | None:
        return next((claim for claim in claims if self.begun(claim.agreement, at)), None)

    def _name(self, customer: str | None, received_at: Instant) -> str | None:
        claim = self.claiming(customer, received_at)
        return None if claim is None else claim.agreement

    def _bodies(self, customer: str | None) -> Iterable[Mapping[str, Any]]:
        return self._given.get(customer or "", ())

    def begun(self, name: str, at: Instant) -> bool:
        """Whether the first version of that agreement had begun."""
        return any(_starts_before(held, at) for held in self.terms.get(name, ()))


class Rules:
    """Gives the rulebook, read again only after a record it stands on was added. Records are never changed, so their
    number, versions, size and latest instant say whether one was, also after a transaction was rolled back."""

    def __init__(self) -> None:
        self._mark: tuple[object, ...] = ()
        self._held: Rulebook | None = None

    def __call__(self, connection: Connection) -> Rulebook:
        mark = tuple(
            connection.exec_driver_sql(
                "SELECT count(*), sum(version), sum(length(body)), max(recorded_at)"
                " FROM records WHERE kind IN ('agreement', 'calendar', 'customer', 'desk')"
            ).one()
        )
        if self._held is None or mark != self._mark:
            self._held, self._mark = Rulebook(connection), mark
        return self._held


def as_far_as_said(names: Iterable[str | None]) -> Iterator[str]:
    """Up to the first that is None: from there on nobody was given an agreement of their own."""
    for name in names:
        if name is None:
            return
        yield name


def _starts_before(held: Terms, at: Instant) -> bool:
    start = held.agreement.valid_from
    return start is None or start <= held.desk_hours.day_of(at)


def _in_force(held: Terms, at: Instant) -> bool:
    last = held.agreement.valid_to
    return _starts_before(held, at) and (last is None or held.desk_hours.day_of(at) <= last)


def _with_later(pinned: Terms, versions: Iterable[Terms], received_at: Instant) -> TermsLine:
    """The pinned version, then each newer one for open tickets from the midnight on which it begins (C11)."""
    line = [(SINCE_EVER, pinned)]
    coming = [
        (held.desk_hours.midnight(held.agreement.valid_from), held)
        for held in versions
        if held.agreement.applies_to_open and held.agreement.valid_from is not None
    ]
    for at, held in sorted(coming, key=lambda item: (item[0], item[1].agreement.version)):
        if at > received_at and held.agreement.version > line[-1][1].agreement.version:
            line.append((at, held))
    return line


def read_line(name: str, body: Mapping[str, object]) -> CalendarLine:
    """A calendar's line of time from plain data: its only version, or `versions` each with `valid_from`."""
    fields = Fields(body)
    if not fields.has("versions"):
        calendar = read_calendar(fields)
        fields.optional("name", fields.text, "")
        fields.finish()
        return CalendarLine.single(name, calendar)
    versions = []
    for table in fields.tables("versions"):
        start = table.optional("valid_from", table.day, date.min)
        versions.append((start, read_calendar(table)))
        table.finish()
    fields.optional("name", fields.text, "")
    fields.finish()
    try:
        return CalendarLine(name, tuple(versions))
    except ValueError as error:
        raise fields.refuse("versions", str(error)) from error


def line_table(line: CalendarLine) -> dict[str, object]:
    """The plain data that `read_line` reads back as an equal line."""
    return {
        "versions": [
            ({} if start == date.min else {"valid_from": start.isoformat()}) | calendar_table(calendar)
            for start, calendar in line.versions
        ]
    }


def agreement_names(connection: Connection, rulebook: Rulebook) -> list[str]:
    """Of all agreements, those too of which there is only a draft."""
    drafts = (record.id for record in records.every(connection, DRAFT) if record.body)
    return sorted({*rulebook.terms, *drafts}, key=str.casefold)


def kept_calendars(connection: Connection) -> list[records.Record]:
    """The records of the calendars that were not removed."""
    return [record for record in records.every(connection, "calendar") if not is_gone(record)]


def is_gone(record: records.Record) -> bool:
    return isinstance(record.body, Mapping) and bool(record.body.get(REMOVED))


def calendar_record(connection: Connection, name: str) -> records.Record | None:
    """The calendar that bears this name now; its id is the name that it was given first."""
    return next((record for record in kept_calendars(connection) if record.name == name), None)


def save_line(connection: Connection, line: CalendarLine, *, now: Instant, by: str) -> str:
    """Gives the record's id."""
    held = calendar_record(connection, line.name) or records.named(connection, "calendar", line.name)
    id_ = line.name if held is None else held.id
    if held is None and records.load(connection, "calendar", id_) is not None:
        id_ = f"{line.name}/{secrets.token_hex(6)}"  # the name was another's before that was renamed
    records.save(connection, kind="calendar", id=id_, name=line.name, body=line_table(line), now=now, by=by)
    return id_


def save_agreement(connection: Connection, agreement: Agreement, *, now: Instant, by: str) -> None:
    """Keep one version of an agreement; Refusal when it names a calendar that is not there."""
    for name in {agreement.calendar, *agreement.calendar_by_severity.values()}:
        if calendar_record(connection, name) is None:
            raise Refusal(
                f"Agreement {agreement.name} was not saved: there is no calendar named {name}. Import it first."
            )
    records.save(
        connection,
        kind="agreement",
        id=f"{agreement.name}/{agreement.version}",
        name=agreement.name,
        body=agreement_table(agreement),
        now=now,
        by=by,
    )
