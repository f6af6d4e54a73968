"""Rules where two of them meet: what the counting oracle found, and what `simulate` has no words for."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric, Severity, Status, Target, Tier
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.events import (
    Closed,
    CustomerWrote,
    EventId,
    NotMeasured,
    NotMeasuredReason,
    Received,
    Reopened,
    Replied,
    Resolved,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.domain.flow import Movement, moves
from slaapp.domain.history import effective
from slaapp.domain.timeline import timeline
from slaapp.domain.why import RowKind
from slaapp.services.scenario import simulate
from slaapp.wording import ledger_what
from tests.clockwork import ledgers, shown
from tests.oracles.clocks import Law, Shown
from tests.stories.telling import clock, hours, instant, tell

AROUND_THE_CLOCK = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def at(when: str) -> int:
    return int(datetime.fromisoformat(instant(when)).timestamp())


# C13: marks ---------------------------------------------------------------------------------------------------------


def test_c13_a_mark_ends_no_clock_and_closing_afterwards_does() -> None:
    story = ["Mon 09:00 received normal", "Mon 12:00 not_measured duplicate", "Mon 14:00 closed"]
    targets = {"resolution": "2h"}

    marked = clock(tell(*story[:2], now="Mon 14:00", targets=targets), "resolution")
    closed = clock(tell(*story, now="Mon 16:00", targets=targets), "resolution")

    assert (marked["state"], marked["late_s"], marked["ended_at"]) == ("breached", hours(2), None)
    assert (closed["state"], closed["late_s"], closed["verdict"]) == ("ended", hours(2), "breached")


def test_c13_a_clock_that_begins_after_the_mark_shows_the_severity_it_begins_with() -> None:
    clocks = tell(
        "Mon 09:00 received low",
        "Mon 10:00 not_measured out_of_scope",
        "Mon 11:00 severity urgent",
        "Mon 14:00 replied",
        now="Mon 15:00",
        targets={"low": {"update": "8h"}, "urgent": {"update": "1h"}},
    )

    assert (clock(clocks, "update")["state"], clock(clocks, "update")["severity"]) == ("not_measured", "urgent")


def test_r5_a_ticket_that_left_is_not_resolved_by_closing_it() -> None:
    story = received("Mon 09:00")(NotMeasured, "Mon 10:00", reason=NotMeasuredReason.DUPLICATE)(Closed, "Mon 11:00")

    assert [move.kind for move in moves(timeline(effective(story.events)))] == [Movement.RECEIVED, Movement.LEFT]


# C9: levels in different calendars ----------------------------------------------------------------------------------


def test_c9_a_paused_clock_shows_the_level_that_would_be_due_first_if_resumed_now() -> None:
    rules: dict[str, Any] = {
        "targets": {"low": {"resolution": "4h"}, "urgent": {"resolution": "10h"}},
        "week": OFFICE,
        "calendar_by_severity": {"urgent": {"zone": "UTC", "week": AROUND_THE_CLOCK}},
    }
    story = "Mon 09:00 received urgent waiting_customer"

    morning = clock(tell(story, now="Mon 09:00", **rules), "resolution")
    evening = clock(tell(story, now="Mon 20:00", **rules), "resolution")
    resumed = clock(tell(story, "Mon 20:00 in_progress", now="Mon 20:00", **rules), "resolution")

    assert (morning["severity"], morning["due_if_resumed"]) == ("low", instant("Mon 13:00"))
    assert (evening["severity"], evening["due_if_resumed"]) == ("urgent", instant("Tue 06:00"))
    assert (resumed["severity"], resumed["due_at"]) == ("urgent", instant("Tue 06:00"))


def test_c9_of_two_levels_that_pass_at_once_the_one_that_was_due_first_has_breached() -> None:
    held = clock(
        tell(
            "Fri 09:00 received urgent",
            now="Mon+ 10:00",
            targets={"low": {"resolution": "8h"}, "urgent": {"resolution": "9h"}},
            week=OFFICE,
            calendar_by_severity={
                "urgent": {"zone": "UTC", "week": {"fri": [["09:00", "17:00"]], "mon": [["08:00", "17:00"]]}}
            },
        ),
        "resolution",
    )

    assert (held["severity"], held["due_at"], held["late_s"]) == ("low", instant("Fri 17:00"), hours(1))
    assert held["decided_at"] == instant("Mon+ 09:00")


def test_c9_a_level_still_open_breaches_before_one_that_was_due_at_closing() -> None:
    held = clock(
        tell(
            "Fri 09:00 received urgent",
            now="Fri 19:00",
            targets={"low": {"resolution": "8h"}, "urgent": {"resolution": "9h"}},
            week=OFFICE,
            calendar_by_severity={"urgent": {"zone": "UTC", "week": AROUND_THE_CLOCK}},
        ),
        "resolution",
    )

    assert (held["state"], held["severity"], held["decided_at"]) == ("breached", "urgent", instant("Fri 18:00"))


def test_c9_at_the_very_breach_the_ledger_is_still_that_of_the_level_shown() -> None:
    answer = simulate(
        {
            "zone": "UTC",
            "week": OFFICE,
            "calendar_by_severity": {"urgent": {"zone": "UTC", "week": AROUND_THE_CLOCK}},
            "targets": {"low": {"resolution": "8h"}, "urgent": {"resolution": "9h"}},
            "events": [{"at": instant("Fri 09:00"), "type": "received", "severity": "urgent"}],
            "as_of": instant("Fri 18:00"),
        }
    )[0]
    clocks, why = answer["clocks"], answer["why"]
    assert isinstance(clocks, list)
    assert isinstance(why, list)

    held = clock(clocks, "resolution")
    (book,) = [held for held in why if held["metric"] == "resolution"]
    assert (held["severity"], held["used_s"], held["verdict"]) == ("low", hours(8), None)
    assert sum(row["counts_s"] for row in book["rows"]) == hours(8)


# C11, C14, C15, T5: told in events ----------------------------------------------------------------------------------

DAY = (Opening(540, 720), Opening(780, 1020))
LINE = CalendarLine.single("desk", Calendar("UTC", (DAY, DAY, DAY, DAY, DAY, (), ())))


def law(metric: Metric, allowed: float, since: str | None = None) -> Law:
    targets = tuple(Target(metric, severity, Tier.PUBLIC, hours(allowed)) for severity in Severity)
    agreement = Agreement(name="agreement", version=1, calendar="desk", targets=targets)
    return Law(None if since is None else at(since), agreement, {"desk": LINE})


class Writing:
    """Events with their stamps: `written` is when something was entered, if not at once."""

    def __init__(self, replica: str = "a") -> None:
        self.replica = replica
        self.events: list[TicketEvent] = []

    def __call__(self, kind: type[TicketEvent], when: str, written: str | None = None, **held: Any) -> "Writing":
        name = EventId(self.replica, len(self.events) + 1)
        self.events.append(kind(id=name, occurred_at=at(when), recorded_at=at(written or when), by="", **held))
        return self


def received(when: str, *, replica: str = "a", severity: Severity = Severity.NORMAL) -> Writing:
    return Writing(replica)(Received, when, severity=severity)


def one(clocks: list[Shown], metric: Metric) -> Shown:
    return [held for held in clocks if held.metric is metric][-1]


def test_c11_a_shorter_length_takes_over_at_midnight_and_keeps_the_time_used() -> None:
    laws = [law(Metric.RESOLUTION, 35), law(Metric.RESOLUTION, 10, since="Wed 00:00")]
    story = received("Mon 09:00").events

    before, after = (one(shown(story, laws, at(now)), Metric.RESOLUTION) for now in ("Tue 17:00", "Wed 00:00"))

    assert (before.allowed, before.due_at) == (hours(35), at("Wed 00:00"))
    assert (after.allowed, after.used, after.due_at) == (hours(10), hours(14), at("Wed 00:00"))
    assert (after.state, after.verdict) == ("waiting_for_opening", None)
    assert one(shown(story, laws, at("Wed 09:00:01")), Metric.RESOLUTION).decided_at == at("Wed 09:00")


def test_c11_a_due_instant_before_the_date_becomes_the_date_though_the_clock_stood_still_then() -> None:
    laws = [law(Metric.RESOLUTION, 35), law(Metric.RESOLUTION, 4, since="Wed 00:00")]
    story = received("Mon 09:00")(StatusChanged, "Tue 09:00", status=Status.WAITING_CUSTOMER)
    story(StatusChanged, "Thu 10:00", status=Status.IN_PROGRESS)

    held = one(shown(story.events, laws, at("Thu 11:00")), Metric.RESOLUTION)

    assert (held.due_at, held.decided_at, held.late) == (at("Wed 00:00"), at("Thu 10:00"), hours(4))


def test_c11_a_decided_clock_never_changes() -> None:
    laws = [law(Metric.RESOLUTION, 8), law(Metric.RESOLUTION, 70, since="Wed 00:00")]

    held = one(shown(received("Mon 09:00").events, laws, at("Wed 10:00")), Metric.RESOLUTION)

    assert (held.verdict, held.decided_at, held.allowed, held.late) == ("breached", at("Tue 10:00"), hours(8), hours(7))


def test_c11_used_up_before_a_longer_length_begins_a_clock_says_so_until_then() -> None:
    laws = [law(Metric.RESOLUTION, 7), law(Metric.RESOLUTION, 9, since="Tue 00:00")]
    story = received("Mon 09:00").events

    evening, night = (one(shown(story, laws, at(now)), Metric.RESOLUTION) for now in ("Mon 20:00", "Tue 00:00"))

    assert (evening.left, evening.due_at) == (0, at("Mon 17:00"))
    assert (night.left, night.due_at) == (hours(2), at("Tue 11:00"))


def test_c14_what_was_said_in_a_merged_ticket_counts_and_its_severity_does_not() -> None:
    survivor = received("Mon 10:00", severity=Severity.LOW).events
    absorbed = received("Mon 09:00", replica="b", severity=Severity.URGENT)(Replied, "Mon 10:30")
    absorbed(CustomerWrote, "Mon 11:00")

    clocks = shown(survivor, [law(Metric.NEXT_RESPONSE, 2)], at("Mon 12:00"), absorbed=absorbed.events)

    first = one(clocks, Metric.FIRST_RESPONSE)
    assert (first.started_at, first.ended_at) == (at("Mon 09:00"), at("Mon 10:30"))
    asked = one(clocks, Metric.NEXT_RESPONSE)
    assert (asked.started_at, asked.severity, asked.due_at) == (at("Mon 11:00"), Severity.LOW, at("Mon 14:00"))


def test_c15_a_waiver_marks_the_breach_it_names_and_no_other() -> None:
    story = received("Mon 09:00")(Replied, "Mon 09:00")(Replied, "Mon 14:00")(Replied, "Tue 14:00")
    story(Waived, "Wed 09:00", metric=Metric.UPDATE, cycle=2, reason="agreed", agreed_by="A. Customer")

    clocks = [
        held for held in shown(story.events, [law(Metric.UPDATE, 2)], at("Wed 09:00")) if held.metric is Metric.UPDATE
    ]

    assert [(held.verdict, held.waived) for held in clocks] == [
        ("breached", False),
        ("breached", True),
        ("breached", False),
    ]


def test_c15_a_waiver_before_the_breach_waives_nothing() -> None:
    story = received("Mon 09:00")(Waived, "Mon 10:00", metric=Metric.RESOLUTION, reason="agreed")

    held = one(shown(story.events, [law(Metric.RESOLUTION, 2)], at("Mon 14:00")), Metric.RESOLUTION)

    assert (held.verdict, held.waived) == ("breached", False)


def test_t5_a_call_logged_late_counts_when_it_happened() -> None:
    story = received("Mon 09:00")(Replied, "Mon 10:30", written="Tue 09:00")

    held = one(shown(story.events, [law(Metric.FIRST_RESPONSE, 2)], at("Tue 09:00")), Metric.FIRST_RESPONSE)

    assert (held.verdict, held.used, held.ended_at) == ("met", hours(1.5), at("Mon 10:30"))


def test_t6_at_one_instant_what_was_written_later_decides_in_whatever_order_it_arrives() -> None:
    story = received("Mon 09:00")(Replied, "Mon 10:00", written="Mon 12:00")(Resolved, "Mon 10:00").events

    laws = [law(Metric.UPDATE, 2)]
    there, back = shown(story, laws, at("Mon 12:00")), shown(story[::-1], laws, at("Mon 12:00"))

    assert there == back
    assert not [held for held in there if held.metric is Metric.UPDATE]  # resolved first: the reply starts no update


def test_t7_a_look_is_the_same_whether_or_not_anybody_looked_before() -> None:
    story = received("Mon 09:00").events
    laws = [law(Metric.RESOLUTION, 8)]

    often = [shown(story, laws, at(now)) for now in ("Mon 10:00", "Tue 09:59", "Tue 10:01", "Thu 12:00")][-1]

    assert often == shown(story, [replace(laws[0])], at("Thu 12:00"))


def test_c8_the_ledger_parts_what_counted_in_time_from_what_counted_late() -> None:
    book = ledgers(received("Mon 09:00").events, [law(Metric.RESOLUTION, 2)], at("Mon 11:30"))[-1]

    assert [(row.kind, row.start, row.end) for row in book.rows if row.end is not None] == [
        (RowKind.COUNTS, at("Mon 09:00"), at("Mon 11:00")),
        (RowKind.LATE, at("Mon 11:00"), at("Mon 11:30")),
    ]


def test_c10_the_resolved_gap_is_in_the_ledger_from_the_instant_of_the_reopening() -> None:
    story = received("Mon 09:00")(Resolved, "Mon 15:00")(Reopened, "Thu 10:00").events

    book = ledgers(story, [law(Metric.RESOLUTION, 8)], at("Thu 10:00"))[-1]

    gap = [row for row in book.rows if row.kind is RowKind.RESOLVED]
    assert [(row.start, row.end, row.not_counted) for row in gap] == [(at("Mon 15:00"), at("Thu 10:00"), hours(67))]


def test_c10_a_severity_changed_while_resolved_stands_in_the_ledger_of_the_reopened_clock() -> None:
    story = received("Mon 09:00", severity=Severity.LOW)(Resolved, "Mon 09:00")
    story(SeverityChanged, "Mon 10:00", severity=Severity.HIGH)(Reopened, "Mon 11:00")

    book = ledgers(story.events, [law(Metric.RESOLUTION, 8)], at("Mon 11:30"))[-1]

    assert [(row.start, row.severity) for row in book.rows if row.kind is RowKind.SEVERITY] == [
        (at("Mon 10:00"), Severity.HIGH)
    ]
    assert book.reading.used == hours(0.5)


def test_before_a_ticket_was_received_there_is_nothing_to_see() -> None:
    """Even when a reply was entered as having happened before."""
    story = received("Mon 10:00")(Replied, "Mon 09:30", written="Mon 11:00").events
    laws = [law(Metric.FIRST_RESPONSE, 2)]

    assert shown(story, laws, at("Mon 09:45")) == []
    held = one(shown(story, laws, at("Mon 11:00")), Metric.FIRST_RESPONSE)
    assert (held.verdict, held.used, held.ended_at) == ("met", 0, at("Mon 10:00"))


def test_c8_a_clock_that_is_used_up_at_closing_has_nothing_left_to_list() -> None:
    book = ledgers(received("Mon 13:00").events, [law(Metric.FIRST_RESPONSE, 4)], at("Mon 20:00"))[0]

    assert book.reading.left == 0
    assert all(row.end is None or row.start <= row.end for row in book.rows)
    assert RowKind.LEFT not in [row.kind for row in book.rows]


def test_c2_the_last_row_says_what_ended_the_clock() -> None:
    laws = [law(Metric.FIRST_RESPONSE, 4)]
    answered = ledgers(received("Mon 09:00")(Replied, "Mon 10:00").events, laws, at("Mon 12:00"))[0].rows[-1]
    resolved = ledgers(received("Mon 09:00")(Resolved, "Mon 10:00").events, laws, at("Mon 12:00"))[0].rows[-1]

    assert [ledger_what(row, Metric.FIRST_RESPONSE) for row in (answered, resolved)] == ["Answered", "Resolved"]
