"""A desk's first answers: what it is called, when it is open, how fast it promises to react, who works there.

Nothing is written before all of it is; then it is one transaction. Only a desk on which nothing was done yet takes it.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence

from slaapp.domain.agreement import Agreement, Severity
from slaapp.domain.calendar import Calendar, CalendarLine, Opening, Week, zone_info
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.quoting import quote
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime, working_time
from slaapp.services import defaults
from slaapp.services.changes import Changes
from slaapp.services.fields import a_name, checked_text
from slaapp.services.people import a_person_name
from slaapp.services.rulebook import Rulebook, save_agreement, save_line
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database

Lengths = tuple[Seconds, Seconds, Seconds]
"""First response, next response and update, resolution: in working time."""

PACES: Mapping[str, Mapping[Severity, Lengths]] = {
    "relaxed": {
        Severity.URGENT: (2 * HOUR, 4 * HOUR, 8 * HOUR),
        Severity.HIGH: (4 * HOUR, 8 * HOUR, 16 * HOUR),
        Severity.NORMAL: (8 * HOUR, 16 * HOUR, 40 * HOUR),
        Severity.LOW: (16 * HOUR, 40 * HOUR, 80 * HOUR),
    },
    "standard": defaults.LENGTHS,
    "strict": {
        Severity.URGENT: (15 * MINUTE, 30 * MINUTE, 2 * HOUR),
        Severity.HIGH: (30 * MINUTE, 1 * HOUR, 4 * HOUR),
        Severity.NORMAL: (2 * HOUR, 4 * HOUR, 16 * HOUR),
        Severity.LOW: (4 * HOUR, 8 * HOUR, 24 * HOUR),
    },
}

OFFICE: Week = (*((Opening(9 * 60, 17 * 60),) for _ in range(5)), (), ())


class Answers(Value):
    """`country` by its two letters, "" for no holidays; `me` is the name of whoever sits here, if they gave one."""

    zone: str
    name: str = "Support desk"
    phone: str = ""
    week: Week = OFFICE
    country: str = ""
    pace: str = "standard"
    internal: bool = True
    people: Sequence[str] = ()
    me: str = ""


class Expected(Value):
    """What was promised for a severity, and when that would be, were it logged now; None: never."""

    severity: Severity
    lengths: Lengths
    respond_at: Instant | None
    resolve_at: Instant | None


class Beginning:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def wanted(self) -> bool:
        """Whether the desk is as a new store makes it, so that its answers can still be given."""
        if self._database.read_only:
            return False
        with self._database.read() as connection:
            return _untouched(connection)

    def usual(self, now: Instant) -> Answers:
        """What holds until somebody answers: the zone of the store, and the country it lies in."""
        with self._database.read() as connection:
            hours = self._rulebook(connection).desk_hours
        zone = hours.zone.key
        country = defaults.country_of(zone) or ""
        return Answers(zone, country=country if defaults.knows_holidays(country) else "")

    def begin(self, answers: Answers, *, now: Instant) -> Changes:
        """Refusal where something was done on this desk already; UsageRefusal begins with the answer that is wrong."""
        calendar = _calendar(answers, now)
        name, phone = a_name(answers.name, "Desk name"), checked_text(answers.phone, "Phone").strip()
        people = people_of(answers)
        with self._database.write() as connection:
            if not _untouched(connection):
                raise Refusal(
                    "Nothing was saved: this desk has begun already. Change its name in the settings, its hours and "
                    "agreements on their pages."
                )
            lengths = _pace(answers.pace)
            agreement = Agreement(
                defaults.AGREEMENT, 1, defaults.CALENDAR, defaults.targets(lengths, internal=answers.internal)
            )
            save_line(connection, CalendarLine.single(defaults.CALENDAR, calendar), now=now, by=self._user)
            save_agreement(connection, agreement, now=now, by=self._user)
            body = defaults.desk_body(name, phone=phone) | {"begun": True}
            records.save(connection, kind="desk", id="desk", name=name, body=body, now=now, by=self._user)
            for person in people:
                account = self._user if person == answers.me.strip() and person != self._user else ""
                records.save(
                    connection,
                    kind="person",
                    id=secrets.token_hex(6),
                    name=person,
                    body={"account": account},
                    now=now,
                    by=self._user,
                )
        return Changes(rules=True, people=True)


def expected(answers: Answers, now: Instant) -> tuple[WorkingTime, list[Expected]]:
    """The hours as they were answered, and for each severity, urgent first, what would be due when."""
    hours = working_time(CalendarLine.single(defaults.CALENDAR, _calendar(answers, now)))
    found = [
        Expected(severity, lengths, hours.after(now, lengths[0]), hours.after(now, lengths[2]))
        for severity, lengths in sorted(_pace(answers.pace).items(), reverse=True)
    ]
    return hours, found


def countries() -> list[tuple[str, str]]:
    """Two letters and name of every country whose public holidays are known, by name."""
    return defaults.countries()


def change_desk(body: Mapping[str, object], *, name: str, address: Sequence[str], phone: str) -> dict[str, object]:
    """What the desk's record holds after its name, address and phone were changed."""
    lines = [checked_text(line, "Address").strip() for line in address]
    return {
        **body,
        "name": a_name(name, "Desk name"),
        "address": [line for line in lines if line],
        "phone": checked_text(phone, "Phone").strip(),
    }


def _untouched(connection: Connection) -> bool:
    desk = records.load(connection, "desk", "desk")
    return (
        desk is not None
        and not desk.body.get("begun", False)
        and all(
            record.version == 1
            for kind in ("desk", "calendar", "agreement")
            for record in records.every(connection, kind)
        )
        and not records.every(connection, "customer")
        and not records.every(connection, "person")
        and not tickets.numbers(connection)
    )


def _calendar(answers: Answers, now: Instant) -> Calendar:
    try:
        zone_info(answers.zone)
    except ValueError as error:
        raise UsageRefusal(f"Zone: {error} Nothing was saved.") from error
    if not any(answers.week):
        raise UsageRefusal("Hours: no day is open, so nothing would ever be due. Nothing was saved. Open one day.")
    if answers.country and not defaults.knows_holidays(answers.country):
        raise UsageRefusal(
            f"Country: the holidays of {quote(answers.country, longest=20)} are not known. Nothing was saved. Give two "
            "letters such as DE, or leave it out."
        )
    return Calendar(answers.zone, answers.week, defaults.holidays_of(answers.country, answers.zone, now))


def _pace(name: str) -> Mapping[Severity, Lengths]:
    if name not in PACES:
        raise UsageRefusal(
            f"Pace: there is no {quote(name, longest=20)}. Nothing was saved. Choose of: {', '.join(PACES)}."
        )
    return PACES[name]


def people_of(answers: Answers) -> list[str]:
    given = [*([answers.me] if answers.me.strip() else []), *answers.people]
    names = [a_person_name(name, "People") for name in given if name.strip()]
    found: list[str] = []
    for name in names:
        if name.casefold() in (held.casefold() for held in found):
            raise UsageRefusal(f"People: {name} is there twice. Nothing was saved. Leave one of them out.")
        found.append(name)
    return found
