"""The rules C0 to C17 beyond the worked examples, a story each."""

import pytest

from tests.stories.telling import clock, hours, instant, tell

ALL = {"first_response": "2h", "next_response": "4h", "update": "4h", "resolution": "8h"}


def test_c2_a_note_a_status_and_a_severity_are_no_answer() -> None:
    clocks = tell(
        "Mon 09:00 received normal",
        "Mon 09:10 noted",
        "Mon 09:20 in_progress",
        "Mon 09:30 severity high",
        now="Mon 10:00",
        targets=ALL,
    )

    assert clock(clocks, "first_response")["state"] == "running"


def test_c2_answered_on_the_phone_answers_at_once_and_starts_the_update() -> None:
    clocks = tell("Mon 09:00 received normal answered_on_phone", now="Mon 10:00", targets=ALL)

    first, update = clock(clocks, "first_response"), clock(clocks, "update")
    assert (first["verdict"], first["used_s"], first["ended_at"]) == ("met", 0, instant("Mon 09:00"))
    assert (update["started_at"], update["due_at"]) == (instant("Mon 09:00"), instant("Mon 14:00"))


def test_c2_a_ticket_of_the_desks_own_has_no_first_response_until_the_customer_writes() -> None:
    story = ["Mon 09:00 received normal opened_by_desk", "Mon 11:00 customer_wrote"]

    before = tell(story[0], now="Mon 10:00", targets=ALL)
    after = clock(tell(*story, now="Mon 11:30", targets=ALL), "first_response")

    assert not [held for held in before if held["metric"] == "first_response"]
    assert (after["started_at"], after["due_at"]) == (instant("Mon 11:00"), instant("Mon 14:00"))


def test_c3_resolution_answers_with_a_verdict() -> None:
    clocks = tell(
        "Mon 09:00 received normal",
        "Mon 09:10 replied",
        "Mon 10:00 customer_wrote",
        "Mon 11:00 resolved",
        now="Mon 12:00",
        targets=ALL,
    )

    assert (clock(clocks, "next_response")["verdict"], clock(clocks, "next_response")["used_s"]) == ("met", hours(1))


def test_c4_an_update_restarts_with_each_reply_and_ends_without_verdict_when_resolved() -> None:
    clocks = tell(
        "Mon 09:00 received normal",
        "Mon 09:10 replied",
        "Mon 11:10 replied",
        "Mon 14:00 resolved",
        now="Mon 15:00",
        targets=ALL,
    )

    first, second = clock(clocks, "update", cycle=1), clock(clocks, "update", cycle=2)
    assert (first["verdict"], first["used_s"]) == ("met", hours(2))
    assert (second["state"], second["verdict"], second["decided_at"]) == ("ended", None, None)


def test_c5_closing_an_unresolved_ticket_resolves_it_and_closing_later_changes_nothing() -> None:
    closed = clock(tell("Mon 09:00 received normal", "Mon 11:00 closed", now="Mon 12:00", targets=ALL), "resolution")
    later = clock(
        tell("Mon 09:00 received normal", "Mon 11:00 resolved", "Tue 11:00 closed", now="Wed 12:00", targets=ALL),
        "resolution",
    )

    assert (
        (closed["ended_at"], closed["used_s"])
        == (later["ended_at"], later["used_s"])
        == (instant("Mon 11:00"), hours(2))
    )


def test_c6_a_third_party_stops_nothing_public_and_a_message_ends_waiting_on_the_customer() -> None:
    third = clock(
        tell("Mon 09:00 received normal", "Mon 10:00 waiting_third_party", now="Mon 11:00", targets=ALL), "resolution"
    )
    wrote = clock(
        tell(
            "Mon 09:00 received normal",
            "Mon 10:00 waiting_customer",
            "Mon 11:00 customer_wrote",
            now="Mon 11:30",
            targets=ALL,
        ),
        "resolution",
    )

    assert (third["state"], third["used_s"]) == ("running", hours(2))
    assert (wrote["state"], wrote["used_s"], wrote["paused_s"]) == ("running", hours(1.5), hours(1))


def test_c6_a_scheduled_pause_lasts_to_its_instant_and_not_a_second_longer() -> None:
    story = "Mon 10:00 received normal scheduled until Wed 10:00"

    at_the_end = clock(tell(story, now="Wed 10:00", targets=ALL), "resolution")
    replied_then = clock(tell(story, "Wed 10:00 waiting_customer", now="Wed 12:00", targets=ALL), "resolution")

    assert (at_the_end["state"], at_the_end["used_s"]) == ("running", 0)
    assert (replied_then["state"], replied_then["paused_s"]) == ("paused", hours(6 + 7 + 1 + 2))


@pytest.mark.parametrize(("now", "state"), [("Mon 11:00:00", "waiting"), ("Mon 11:00:01", "breached")])
def test_c8_a_clock_is_breached_from_the_second_after_its_due_instant(now: str, state: str) -> None:
    held = clock(tell("Mon 09:00 received normal", now=now, targets={"first_response": "2h"}), "first_response")

    assert (held["state"] == "breached") == (state == "breached")
    assert held["due_at"] == instant("Mon 11:00")


def test_c8_a_breach_is_sticky_and_a_late_end_stays_late() -> None:
    held = clock(tell("Mon 09:00 received normal", "Mon 14:00 replied", now="Tue 12:00", targets=ALL), "first_response")

    assert (held["state"], held["verdict"], held["late_s"], held["decided_at"]) == (
        "ended",
        "breached",
        hours(2),
        instant("Mon 11:00"),
    )


@pytest.mark.parametrize(
    ("option", "due"), [("ladder", "Mon 14:00"), ("from_start", "Mon 11:00"), ("restart", "Mon 14:00")]
)
def test_c9_three_ways_to_measure_an_upgrade(option: str, due: str) -> None:
    held = clock(
        tell(
            "Mon 09:00 received low",
            "Mon 11:00 severity urgent",
            now="Mon 11:00",
            targets={"low": {"resolution": "35h"}, "urgent": {"resolution": "2h"}},
            severity_change=option,
        ),
        "resolution",
    )

    assert (held["severity"], held["due_at"]) == ("urgent", instant(due))


def test_c9_once_breached_the_clock_stays_with_the_level_that_breached() -> None:
    held = clock(
        tell(
            "Mon 09:00 received urgent",
            "Mon 14:00 severity low",
            now="Tue 10:00",
            targets={"low": {"resolution": "35h"}, "urgent": {"resolution": "2h"}},
        ),
        "resolution",
    )

    assert (held["state"], held["severity"], held["late_s"]) == ("breached", "urgent", hours(6))


def test_c10_after_a_breach_nothing_counts_a_second_time() -> None:
    clocks = tell(
        "Mon 09:00 received normal",
        "Tue 12:00 resolved",
        "Wed 09:00 reopened",
        "Wed 10:00 resolved",
        now="Thu 09:00",
        targets=ALL,
    )

    found = [held for held in clocks if held["metric"] == "resolution"]
    assert [(held["verdict"], held["decided_at"], held["used_s"]) for held in found] == [
        ("breached", instant("Tue 10:00"), hours(11))
    ]


@pytest.mark.parametrize(("reopened", "used"), [("Mon+ 23:59:59", hours(2)), ("Tue+ 00:00:00", 0)])
def test_c10_the_window_ends_with_the_fifth_working_day_after_resolution(reopened: str, used: int) -> None:
    held = clock(
        tell("Mon 09:00 received normal", "Mon 11:00 resolved", f"{reopened} reopened", now="Tue+ 09:00", targets=ALL),
        "resolution",
    )

    assert held["cycle"] == 2
    assert held["used_s"] == used


def test_c10_a_reopening_starts_a_new_update() -> None:
    held = clock(
        tell("Mon 09:00 received normal", "Mon 10:00 resolved", "Mon 14:00 reopened", now="Mon 15:00", targets=ALL),
        "update",
    )

    assert (held["started_at"], held["due_at"]) == (instant("Mon 14:00"), instant("Tue 10:00"))


def test_c12_a_severity_that_was_entered_wrong_had_always_been_so() -> None:
    story = ["Mon 09:00 received urgent", "Mon 13:30 entered wrong, was low"]
    targets = {"low": {"resolution": "35h"}, "urgent": {"resolution": "2h"}}

    before = clock(tell(story[0], now="Mon 13:30", targets=targets), "resolution")
    after = clock(tell(*story, now="Mon 13:30", targets=targets), "resolution")

    assert before["state"] == "breached"
    assert (after["state"], after["severity"], after["due_at"]) == ("running", "low", instant("Fri 17:00"))


def test_c13_a_mark_acts_on_undecided_clocks_and_leaves_decided_ones() -> None:
    clocks = tell("Mon 09:00 received normal", "Mon 11:00 not_measured out_of_scope", now="Mon 12:00", targets=ALL)
    late = tell("Mon 09:00 received normal", "Mon 11:30 not_measured out_of_scope", now="Mon 12:00", targets=ALL)

    assert {held["state"] for held in clocks} == {"not_measured"}
    assert clock(late, "first_response")["verdict"] == "breached"
    assert clock(late, "resolution")["state"] == "not_measured"


def test_c16_internal_clocks_run_on_the_same_events_with_their_own_lengths() -> None:
    clocks = tell(
        "Mon 09:00 received normal",
        now="Mon 10:00",
        targets={"resolution": "8h"},
        internal={"normal": {"resolution": "6h"}},
    )

    assert clock(clocks, "resolution")["due_at"] == instant("Tue 10:00")
    assert clock(clocks, "resolution", tier="internal")["due_at"] == instant("Mon 16:00")


def test_c17_what_is_undone_has_not_been_and_can_be_done_again() -> None:
    story = [
        "Mon 09:00 received normal",
        "Mon 10:00 waiting_customer",
        "Mon 10:01 undone 1",
        "Mon 10:02 undone 2",
    ]

    undone = clock(tell(*story[:3], now="Mon 12:00", targets=ALL), "resolution")
    redone = clock(tell(*story, now="Mon 12:00", targets=ALL), "resolution")

    assert (undone["state"], undone["used_s"]) == ("waiting_for_opening", hours(3))
    assert (redone["state"], redone["used_s"]) == ("paused", hours(1))


def test_t4_a_calendar_that_never_opens_is_never_due() -> None:
    held = clock(tell("Mon 09:00 received normal", now="Mon 10:00", targets=ALL, week={}), "resolution")

    assert (held["state"], held["due_at"], held["used_s"]) == ("waiting_for_opening", None, 0)


def test_t6_of_events_at_one_instant_the_later_in_the_list_decides() -> None:
    story = ["Mon 09:00 received normal", "Mon 10:00 waiting_customer", "Mon 10:00 in_progress"]

    held = clock(tell(*story, now="Mon 11:00", targets=ALL), "resolution")

    assert (held["state"], held["used_s"]) == ("running", hours(2))
