"""The demo desk: a year of invented tickets, and the queue of the design's pictures as of its moment."""

import json
import random
import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from slaapp.domain.agreement import DEFAULT_PAUSES, Agreement, Metric, Severity, SeverityChange, Status, Target, Tier
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.events import (
    Assigned,
    BreachExplained,
    Channel,
    Closed,
    CustomerWrote,
    Noted,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Replied,
    Resolved,
    Seen,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
)
from slaapp.domain.spans import DAY, MINUTE, Instant, Seconds
from slaapp.services import bulk, demo_agreement
from slaapp.services.bulk import NewTicket
from slaapp.services.defaults import public_holidays
from slaapp.services.rulebook import Rulebook, save_agreement, save_line
from slaapp.storage import events, records
from slaapp.storage.database import Connection, Database

ZONE = "Europe/London"
USER = "Sam R."
CALENDAR = "Site hours"
AGREEMENT = "Standard support"
NAMED = "Northgate School"
"""The customer whose month the pictures show; it has the most tickets."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SUBJECTS = (
    "Cannot sign in after password change",
    "Printer in the staff room is offline",
    "Shared mailbox does not open",
    "Laptop does not charge",
    "Whiteboard shows no picture",
    "Slow network in block B",
    "New starter needs an account",
    "Update keeps restarting the PC",
    "File was overwritten, needs the old one",
    "Phone has no dial tone",
    "Scanner sends blank pages",
    "Calendar invitations do not arrive",
    "Tablet lost its profile",
    "Door display shows the wrong room",
    "Licence message at every start",
)
_REASONS = (
    "One agent on duty",
    "Supplier part arrived late",
    "Desk unstaffed, staff meeting",
    "Phone update not recorded",
)
_MIX = ((Severity.URGENT, 6), (Severity.HIGH, 24), (Severity.NORMAL, 48), (Severity.LOW, 22))


def moment() -> Instant:
    """The instant the demo shows: Wed 11 Mar 2026 13:30:18 in London."""
    return _instant(_facts()["now"])


def _facts() -> dict[str, Any]:
    text = files("resources").joinpath("demo/demo.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts


def _instant(text: str) -> Instant:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp())


def make(store: Path) -> None:
    """Make a store with the demo desk, marked for ever as made for tests."""
    database = Database.open(store, now=moment(), is_test=True)
    try:
        with database.write() as connection:
            _Demo(connection, database.replica, _facts(), _instant("2025-03-01T00:00:00")).write()
    finally:
        database.close()


class _Demo:
    def __init__(self, connection: Connection, replica: str, facts: Mapping[str, Any], first: Instant) -> None:
        self.connection = connection
        self.facts = facts
        self.first = first
        self.last = moment() - DAY
        self.replica = replica
        self.random = random.Random(2026)  # noqa: S311  # the same invented year for everybody
        self.mint = events.Minter(connection, replica)
        self.people: dict[str, str] = {}
        self.customers: dict[str, str] = {}
        self.contacts: dict[str, str] = {}

    def write(self) -> None:
        self.save_rules()
        self.save_people()
        self.save_shelves()
        rulebook = Rulebook(self.connection)
        self.hours = rulebook.desk_hours
        self.terms = rulebook.terms[AGREEMENT][-1]
        past = [*self.past()]
        shown = [*self.shown()]
        bulk.write(self.connection, [*past, *shown], rulebook, zone=ZONE)

    def record(self, kind: str, id_: str, name: str, body: Mapping[str, Any], owner: str | None = None) -> str:
        records.save(self.connection, kind=kind, id=id_, name=name, owner=owner, body=body, now=self.first, by=USER)
        return id_

    def save_rules(self) -> None:
        week = tuple(
            tuple(Opening.parse(*pair) for pair in self.facts["week"].get(day, [[]])[0:1] if pair) for day in _DAYS
        )
        calendar = Calendar(ZONE, week, public_holidays(ZONE, self.first))
        save_line(self.connection, CalendarLine.single(CALENDAR, calendar), now=self.first, by=USER)
        targets = tuple(
            Target(Metric(metric), Severity.from_word(word), Tier(tier), minutes * MINUTE)
            for word, tiers in self.facts["targets_minutes"].items()
            for tier, lengths in tiers.items()
            for metric, minutes in lengths.items()
        )
        waiting = frozenset({Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY, Status.SCHEDULED})
        pauses = {**DEFAULT_PAUSES} | {
            (metric, tier): waiting for metric in (Metric.UPDATE, Metric.RESOLUTION) for tier in Tier
        }
        agreement = Agreement(
            AGREEMENT,
            3,
            CALENDAR,
            targets,
            valid_from=date(2025, 1, 1),
            valid_to=date(2026, 12, 31),
            pauses=pauses,
            severity_change=SeverityChange.FROM_START,
        )
        for version in demo_agreement.versions(agreement):
            save_agreement(self.connection, version, now=self.first, by=USER)
        desk = {
            "name": "Site IT desk",
            "address": ["Building A, room 0.12"],
            "phone": "ext. 100",
            "default_agreement": AGREEMENT,
            "calendar": CALENDAR,
        }
        self.record("desk", "desk", "Site IT desk", desk)

    def save_people(self) -> None:
        tickets = self.facts["tickets"]
        for index, name in enumerate(sorted({ticket["assignee"] for ticket in tickets if ticket["assignee"]})):
            self.people[name] = self.record("person", f"demo-person-{index}", name, {"account": ""})
        for index, name in enumerate(sorted({ticket["customer"] for ticket in tickets})):
            self.customers[name] = self.record(
                "customer", f"demo-customer-{index}", name, {"agreement": AGREEMENT, "note": ""}
            )
            details = {
                "phone": f"ext. {211 + index if name != 'Harbour Clinic' else 214}",
                "email": "",
                "room": "room 1.02",
            }
            self.contacts[name] = self.record(
                "contact", f"demo-contact-{index}", "Front desk", details, owner=self.customers[name]
            )

    def save_shelves(self) -> None:
        """Text blocks, a template and a recurring ticket; the latter is planned from the demo's moment on."""
        held = json.loads(files("resources").joinpath("demo/shelves.json").read_text(encoding="utf-8"))
        for kind, bodies in held.items():
            for index, (name, body) in enumerate(bodies.items()):
                since = {"since": moment()} if kind == "recurrence" else {}
                self.record(kind, f"demo-{kind}-{index}", name, {**body, **since})

    def stamp(self, at: Instant, by: str = USER) -> dict[str, Any]:
        return {"id": self.mint(), "occurred_at": at, "recorded_at": at, "by": by}

    def received(self, at: Instant, subject: str, customer: str, severity: Severity, **more: Any) -> Received:
        return Received(
            **self.stamp(at),
            subject=subject,
            severity=severity,
            customer=self.customers[customer],
            contact=self.contacts[customer],
            channel=Channel.PHONE,
            **more,
        )

    def new(self, number: int, happened: list[TicketEvent]) -> NewTicket:
        received = happened[0]
        assert isinstance(received, Received)
        return NewTicket(f"{self.replica}-{secrets.token_hex(6)}", [replace(received, number=number), *happened[1:]])

    def later(self, at: Instant, length: Seconds) -> Instant:
        found = self.hours.after(at, length)
        assert found is not None
        return found

    def allowed(self, metric: Metric, severity: Severity) -> Seconds:
        return self.terms.targets[metric, Tier.PUBLIC][severity].allowed

    # A year of tickets that are done.

    def past(self) -> Iterator[NewTicket]:
        end = datetime.fromisoformat(self.facts["now"]).date()
        others = [name for name in self.customers if name != NAMED]
        arrivals: list[tuple[Instant, str]] = []
        day = date(2025, 3, 1)
        while day < end - timedelta(days=4):
            if self.hours.has_openings(day):
                for customer in [NAMED] * self.random.choice((1, 2, 2, 3, 3)) + self.random.sample(others, k=2):
                    minute = self.random.randint(7 * 60 + 30, 15 * 60 + 30)
                    wall = datetime.combine(day, time(minute // 60, minute % 60, self.random.randint(0, 59)))
                    arrivals.append((int(wall.replace(tzinfo=ZoneInfo(ZONE)).timestamp()), customer))
            day += timedelta(days=1)
        arrivals.sort()
        number = min(ticket["number"] for ticket in self.facts["tickets"]) - len(arrivals)
        for at, customer in arrivals:
            yield self.new(number, self.lived(at, customer))
            number += 1

    def lived(self, at: Instant, customer: str) -> list[TicketEvent]:
        """One invented ticket from its call to its end."""
        severity = self.random.choices([kind for kind, _ in _MIX], [weight for _, weight in _MIX])[0]
        subject = self.random.choice(_SUBJECTS)
        agent = self.random.choice(sorted(self.people))
        happened: list[TicketEvent] = [self.received(at, subject, customer, severity, assignee=self.people[agent])]
        if self.random.random() < 0.04:
            reason = self.random.choice(
                (NotMeasuredReason.WITHDRAWN, NotMeasuredReason.DUPLICATE, NotMeasuredReason.SPAM)
            )
            marked = self.later(at, 10 * MINUTE)
            return [
                *happened,
                NotMeasured(**self.stamp(marked, agent), reason=reason),
                Closed(**self.stamp(marked, agent)),
            ]
        answered = self.later(at, self.length(self.allowed(Metric.FIRST_RESPONSE, severity)))
        happened += [
            Replied(**self.stamp(answered, agent), text="Told the customer that we are on it.", channel=Channel.PHONE),
            StatusChanged(**self.stamp(answered, agent), status=Status.IN_PROGRESS),
        ]
        told, work = answered, self.length(self.allowed(Metric.RESOLUTION, severity))
        done = self.later(at, max(work, self.hours.between(at, answered) + 10 * MINUTE))
        if done > self.last:
            work, done = 0, self.later(answered, 10 * MINUTE)
        while True:
            told = self.later(told, self.length(self.allowed(Metric.UPDATE, severity)))
            if told >= done:
                break
            happened.append(
                Replied(**self.stamp(told, agent), text="Told the customer how far we are.", channel=Channel.EMAIL)
            )
        happened.append(Resolved(**self.stamp(done, agent), text="Works again."))
        if work > self.allowed(Metric.RESOLUTION, severity):
            explained = BreachExplained(
                **self.stamp(done, agent), metric=Metric.RESOLUTION, reason=self.random.choice(_REASONS)
            )
            happened.append(explained)
        return happened

    def length(self, allowed: Seconds) -> Seconds:
        """Mostly well within what is allowed, now and then past it; whole minutes."""
        share = self.random.betavariate(2, 4.4) if self.random.random() > 0.06 else self.random.uniform(1.02, 1.5)
        return max(MINUTE, int(allowed * share) // MINUTE * MINUTE)

    # The queue of the pictures.

    def shown(self) -> Iterator[NewTicket]:
        for ticket in sorted(self.facts["tickets"], key=lambda facts: facts["number"]):
            happened = self.pictured() if ticket["number"] == 2408 else self.as_told(ticket)
            if not ticket["unread"]:
                happened.append(Seen(**self.stamp(happened[0].occurred_at)))
            yield self.new(ticket["number"], happened)

    def as_told(self, facts: Mapping[str, Any]) -> list[TicketEvent]:
        """The events that lead to what the picture shows of a ticket."""
        at, severity = _instant(facts["received_at"]), Severity.from_word(facts["severity"])
        agent = facts["assignee"] or USER
        assignee = self.people.get(facts["assignee"] or "")
        happened: list[TicketEvent] = [
            self.received(at, facts["subject"], facts["customer"], severity, assignee=assignee)
        ]
        if facts["last_public_reply_at"] is None:
            return happened
        last = _instant(facts["last_public_reply_at"])
        told = self.later(at, self.allowed(Metric.FIRST_RESPONSE, severity) // 2)
        while told < last:
            happened.append(
                Replied(**self.stamp(told, agent), text="Told the customer how far we are.", channel=Channel.PHONE)
            )
            told = self.later(told, self.allowed(Metric.UPDATE, severity) * 2 // 3)
        happened.append(
            Replied(**self.stamp(last, agent), text="Told the customer how far we are.", channel=Channel.PHONE)
        )
        happened.append(StatusChanged(**self.stamp(last, agent), status=Status(facts["status"])))
        return happened

    def pictured(self) -> list[TicketEvent]:
        """Ticket 2408, whose page and clocks the pictures show."""
        tuesday, wednesday = "2026-03-10T", "2026-03-11T"

        def at(day: str, clock: str) -> Instant:
            return _instant(f"{day}{clock}:00")

        return [
            self.received(
                at(tuesday, "15:35"),
                "Shared drive S: missing after restart",
                "Harbour Clinic",
                Severity.NORMAL,
                text="Since the restart this morning the shared drive S: is gone on at least two PCs. They cannot open "
                "the appointment lists. Shows “network path was not found”.",
            ),
            Assigned(**self.stamp(at(tuesday, "15:35")), assignee=self.people[USER]),
            SeverityChanged(**self.stamp(at(tuesday, "15:42")), severity=Severity.HIGH),
            Replied(
                **self.stamp(at(tuesday, "15:58")),
                text="Told the front desk that we are on it. Asked for a list of the PCs that are affected; lists can "
                "be opened from the practice server until then.",
                channel=Channel.PHONE,
            ),
            StatusChanged(**self.stamp(at(tuesday, "15:58")), status=Status.IN_PROGRESS),
            StatusChanged(**self.stamp(at(tuesday, "16:20")), status=Status.WAITING_CUSTOMER),
            CustomerWrote(**self.stamp(at(wednesday, "08:10"), "Front desk"), channel=Channel.PHONE),
            Noted(
                **self.stamp(at(wednesday, "09:05")),
                text="Five PCs, all on the old logon script. The script still points to the retired file server. "
                "Alex has the new path.",
            ),
            Replied(
                **self.stamp(at(wednesday, "10:15")),
                text="We found the cause: an old logon script. Two of the five PCs are fixed, the other three follow "
                "this afternoon.",
                channel=Channel.EMAIL,
            ),
        ]
