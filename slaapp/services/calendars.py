"""Calendars as they are kept: who uses them, changed from a day on, renamed, removed, and what a change would do."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Severity
from slaapp.domain.calendar import Calendar, CalendarLine
from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime, working_time
from slaapp.services.agreement_data import agreement_table, read_agreement
from slaapp.services.agreement_versions import draft_of
from slaapp.services.calendar_versions import edited, in_each, start_on, without
from slaapp.services.changes import Changes
from slaapp.services.effects import Effect, effect
from slaapp.services.fields import Fields, a_name
from slaapp.services.holiday_lists import with_holidays
from slaapp.services.rewinding import rewind
from slaapp.services.rulebook import DRAFT, REMOVED, Rulebook, calendar_record, is_gone, read_line, save_line
from slaapp.services.suppliers import counting_by
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database

Versions = tuple[tuple[str, str, int], ...]


class Kept(Value):
    """A calendar with the names of the agreements and of the suppliers that count by it; `is_desks`: also what the
    window shows."""

    name: str
    line: CalendarLine
    agreements: tuple[str, ...]
    suppliers: tuple[str, ...]
    is_desks: bool

    @property
    def newest(self) -> Calendar:
        return self.line.versions[-1][1]

    @property
    def is_used(self) -> bool:
        return bool(self.agreements or self.suppliers) or self.is_desks


class Warn(Enum):
    NEVER_OPENS = "never_opens"
    NO_HOLIDAYS = "no_holidays"


def warnings(calendar: Calendar, today: date) -> tuple[tuple[Warn, int], ...]:
    """What is likely forgotten, with the year it is about: hours that never open; a year, this one or the next, for
    which no holiday is known though others are or were."""
    found = []
    if not any(calendar.week) and not any(calendar.special_days.values()):
        found.append((Warn.NEVER_OPENS, today.year))
    years = {day.year for day in calendar.holidays}
    lacking = [year for year in (today.year, today.year + 1) if year not in years]
    if years and lacking:
        found.append((Warn.NO_HOLIDAYS, lacking[0]))
    return tuple(found)


class Calendars:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def every(self) -> tuple[Kept, ...]:
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            return tuple(_kept(connection, rulebook, sorted(rulebook.hours, key=str.casefold)))

    def one(self, name: str) -> Kept:
        """Refusal when there is none of that name."""
        with self._database.read() as connection:
            return self._one(connection, name)

    def effect(self, line: CalendarLine, now: Instant) -> Effect:
        """What this calendar in the place of the one of its name would do to open tickets; nothing is written. Refusal
        as saving it would."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            past_stays(connection, rulebook, line, now)
            if line.name not in rulebook.calendars_used:
                return Effect(0, 0, 0, ())
            hours = rulebook.hours[line.name]
            since = hours.midnight(hours.day_of(now))
            return effect(connection, rulebook.with_hours(line), now, since=since)

    def save(
        self, name: str, calendar: Calendar, first: date | None = None, *, start: date | None = None, now: Instant
    ) -> Changes:
        """These hours from `first` on, by default from today, in the place of the version of `start`, by default of
        the newest: days that are over stay. Refusal where it would change what is decided. `Changes.records` is what
        `take_back` undoes."""
        with self._database.write() as connection:
            hours = self._hours(connection, name)
            line, today = hours.line, hours.day_of(now)
            return self._save(
                connection, edited(line, start or line.versions[-1][0], calendar, first or today, today), now
            )

    def drop(self, name: str, start: date, *, now: Instant) -> Changes:
        """Without what is planned from that day on. Refusal where nothing is, or what is decided would change."""
        with self._database.write() as connection:
            hours = self._hours(connection, name)
            if start not in dict(hours.line.versions) or start <= hours.day_of(now):
                raise Refusal(f"Nothing was removed: no other hours of {name} are planned from {start.isoformat()} on.")
            return self._save(connection, without(hours.line, start), now)

    def close_on(self, name: str, days: Mapping[date, str], *, now: Instant) -> tuple[Mapping[date, str], Changes]:
        """Closed on these days too, from today on and in each version that is planned for later; gives those that were
        not in all of them yet."""
        with self._database.write() as connection:
            hours = self._hours(connection, name)
            line, today = hours.line, hours.day_of(now)
            governing = start_on(line, today)
            added = {
                day
                for start, held in line.versions
                if start >= governing
                for day in with_holidays(held, days).holidays.keys() - held.holidays
            }
            if not added:
                return {}, Changes()
            changes = self._save(connection, in_each(line, lambda held: with_holidays(held, days), today), now)
        return {day: held for day, held in sorted(days.items()) if day in added}, changes

    def change_days(self, name: str, change: Callable[[Calendar], Calendar], *, now: Instant) -> Changes:
        """A change of single days, in each version from today on."""
        with self._database.write() as connection:
            hours = self._hours(connection, name)
            line = in_each(hours.line, change, hours.day_of(now))
            return Changes() if line == hours.line else self._save(connection, line, now)

    def add(self, name: str, calendar: Calendar, *, now: Instant) -> Changes:
        """A new one, or a copy. Refusal where the name is taken."""
        name = a_name(name, "Name")
        with self._database.write() as connection:
            self._free(connection, name)
            return self._save(connection, CalendarLine.single(name, calendar), now)

    def rename(self, name: str, new: str, *, now: Instant) -> Changes:
        """Agreements, their drafts and the desk name it anew; what was promised stays. Refusal where a supplier counts
        by it: the versions that bind waits name it as it is."""
        new = a_name(new, "Name")
        with self._database.write() as connection:
            record = self._found(connection, name)
            if new == name:
                return Changes()
            if new.casefold() != name.casefold():
                self._free(connection, new)
            suppliers = self._one(connection, name).suppliers
            if suppliers:
                raise Refusal(
                    f"Nothing was renamed: {name} is used by {suppliers[0]}, and waits on that supplier count by it. "
                    "Make a copy under the new name."
                )
            self._put(connection, record, new, record.body, now)
            for kind in ("agreement", DRAFT, "desk"):
                for held in records.every(connection, kind):
                    body = _renamed(held, name, new)
                    if body != held.body:
                        self._put(connection, held, held.name, body, now)
            changes = rewind(connection, now)
        return replace(changes, rules=True)

    def remove(self, name: str, *, now: Instant) -> Changes:
        """Take one away that nothing counts by; its history stays."""
        with self._database.write() as connection:
            record = self._found(connection, name)
            self._refuse_used(connection, name)
            self._put(connection, record, name, {**record.body, REMOVED: True}, now)
        return Changes(rules=True, records=(("calendar", record.id, record.version + 1),))

    def take_back(self, written: Versions, *, now: Instant) -> Changes:
        """Write what these calendars said before. Refusal where one was changed again since, where days that are over
        would change, where one that was new is used by now, and where another has the name of one that was removed."""
        put: list[tuple[str, str, int]] = []
        with self._database.write() as connection:
            for kind, id_, number in written:
                newest = records.load(connection, kind, id_)
                if newest is None or newest.version != number:
                    raise Refusal("Nothing was undone: these business hours were changed again since.")
                before = records.version(connection, kind, id_, number - 1)
                if before is None or is_gone(before):
                    self._refuse_used(connection, newest.name)
                    self._put(connection, newest, newest.name, {**newest.body, REMOVED: True}, now)
                else:
                    if is_gone(newest):
                        self._free(connection, newest.name)
                    line = read_line(newest.name, before.body)
                    past_stays(connection, self._rulebook(connection), line, now)
                    self._put(connection, newest, newest.name, before.body, now)
                put.append((kind, id_, number + 1))
            changes = rewind(connection, now)
        return replace(changes, rules=True, records=tuple(put))

    def _save(self, connection: Connection, line: CalendarLine, now: Instant) -> Changes:
        past_stays(connection, self._rulebook(connection), line, now)
        before = calendar_record(connection, line.name)
        id_ = save_line(connection, line, now=now, by=self._user)
        after = records.load(connection, "calendar", id_)
        assert after is not None  # it was written just now
        changes = rewind(connection, now)
        if before is not None and before.version == after.version:
            return replace(changes, rules=True)
        return replace(changes, rules=True, records=(("calendar", id_, after.version),))

    def _put(
        self, connection: Connection, record: records.Record, name: str, body: Mapping[str, Any], now: Instant
    ) -> None:
        records.save(
            connection,
            kind=record.kind,
            id=record.id,
            name=name,
            owner=record.owner,
            body=body,
            now=now,
            by=self._user,
        )

    def _found(self, connection: Connection, name: str) -> records.Record:
        record = calendar_record(connection, name)
        if record is None:
            raise _unknown(name, self._rulebook(connection))
        return record

    def _free(self, connection: Connection, name: str) -> None:
        taken = next((held for held in self._rulebook(connection).hours if held.casefold() == name.casefold()), None)
        if taken is not None:
            raise Refusal(f"Nothing was saved: there are business hours named {taken} already. Choose another name.")

    def _hours(self, connection: Connection, name: str) -> WorkingTime:
        rulebook = self._rulebook(connection)
        if name not in rulebook.hours:
            raise _unknown(name, rulebook)
        return rulebook.hours[name]

    def _one(self, connection: Connection, name: str) -> Kept:
        self._hours(connection, name)
        return next(_kept(connection, self._rulebook(connection), [name]))

    def _refuse_used(self, connection: Connection, name: str) -> None:
        held = self._one(connection, name)
        if held.is_used:
            by = next(iter((*held.agreements, *held.suppliers)), "the desk itself")
            raise Refusal(f"Nothing was removed: {name} is used by {by}. Choose other hours there first.")


def past_stays(connection: Connection, rulebook: Rulebook, line: CalendarLine, now: Instant) -> None:
    """Past days change only by correction (C11): refuse other hours for those on which tickets were here."""
    held = rulebook.hours.get(line.name)
    received = [row.received_at for row in tickets.every(connection)]
    if held is None or not received or line.name not in rulebook.calendars_used | counting_by(connection).keys():
        return
    today = held.midnight(held.day_of(now))
    before, after = (hours.spans(min(received), today) for hours in (held, working_time(line)))
    if before != after:
        first = min(span.start for span in {*before} ^ {*after})
        raise Refusal(
            f"Nothing was saved: it would change the hours of days that are over, first of "
            f"{held.day_of(first).isoformat()}, and tickets counted by them. Leave those days as they were and put "
            "the change into a version that begins today or later (valid_from)."
        )


def _kept(connection: Connection, rulebook: Rulebook, names: Iterable[str]) -> Iterator[Kept]:
    agreements = [held.agreement for versions in rulebook.terms.values() for held in versions]
    agreements += (draft_of(record) for record in records.every(connection, DRAFT) if record.body)
    suppliers = counting_by(connection)
    for name in names:
        using = {one.name for one in agreements if name in _counts_by(one)}
        yield Kept(
            name,
            rulebook.hours[name].line,
            tuple(sorted(using, key=str.casefold)),
            tuple(sorted(suppliers.get(name, ()), key=str.casefold)),
            name == rulebook.desk_calendar,
        )


def _counts_by(agreement: Agreement) -> set[str]:
    return {agreement.calendar, *(agreement.calendar_for(severity) for severity in Severity)}


def _renamed(record: records.Record, name: str, new: str) -> Mapping[str, Any]:
    """What the record says, with the calendar's new name where it named it."""
    if record.kind == "desk":
        return {**record.body, "calendar": new} if record.body.get("calendar") == name else record.body
    if record.kind == DRAFT:
        if not record.body:
            return record.body
        return {**record.body, "agreement": _with_name(record.body["agreement"], name, new)}
    return _with_name(record.body, name, new)


def _with_name(body: Mapping[str, Any], name: str, new: str) -> Mapping[str, Any]:
    held = read_agreement(Fields(body), sound=False)
    if name not in _counts_by(held):
        return body
    by_severity = {one: new if of == name else of for one, of in held.calendar_by_severity.items()}
    calendar = new if held.calendar == name else held.calendar
    return agreement_table(replace(held, calendar=calendar, calendar_by_severity=by_severity))


def _unknown(name: str, rulebook: Rulebook) -> Refusal:
    return Refusal(
        f"There is no calendar named {quote(name)}. Nothing was changed. Known are: {', '.join(rulebook.hours)}."
    )
