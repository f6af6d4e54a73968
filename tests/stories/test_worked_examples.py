"""The worked examples E1 to E19 of the semantics, one story each."""

from datetime import UTC, datetime

import pytest

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.attainments import attainments
from slaapp.domain.clock import Verdict
from slaapp.domain.compliance import Outcome, total
from slaapp.domain.spans import Span
from tests.stories.telling import clock, hours, instant, tell

RESPONSE_2H = {"first_response": "2h"}
RESOLUTION_8H = {"resolution": "8h"}


def test_e1_a_response_begun_before_the_weekend_is_due_on_monday() -> None:
    held = clock(tell("Fri 16:30 received high", now="Fri 16:45", targets=RESPONSE_2H), "first_response")

    assert (held["state"], held["due_at"]) == ("running", instant("Mon+ 10:30"))


def test_e2_a_call_on_saturday_waits_for_monday() -> None:
    held = clock(tell("Sat 11:00 received high", now="Sat 12:00", targets=RESPONSE_2H), "first_response")

    assert (held["state"], held["left_s"], held["due_at"]) == ("waiting_for_opening", hours(2), instant("Mon+ 11:00"))


def test_e3_waiting_on_the_customer_gives_the_time_back() -> None:
    story = ["Mon 10:00 received normal", "Mon 11:00 waiting_customer", "Tue 11:00 in_progress"]

    paused = clock(tell(*story[:2], now="Mon 15:00", targets=RESOLUTION_8H), "resolution")
    resumed = clock(tell(*story, now="Tue 11:30", targets=RESOLUTION_8H), "resolution")

    assert (paused["state"], paused["left_s"], paused["due_at"]) == ("paused", hours(7), None)
    assert paused["due_if_resumed"] == instant("Tue 15:00")
    assert resumed["due_at"] == instant("Wed 11:00")


def test_e4_the_ladder_measures_an_upgrade_from_the_upgrade() -> None:
    targets = {"low": {"resolution": "35h"}, "urgent": {"resolution": "4h"}}

    low = clock(tell("Mon 09:00 received low", now="Mon 10:00", targets=targets), "resolution")
    raised = clock(
        tell("Mon 09:00 received low", "Wed 10:00 severity urgent", now="Wed 11:00", targets=targets), "resolution"
    )

    assert low["due_at"] == instant("Fri 17:00")
    assert (raised["severity"], raised["due_at"]) == ("urgent", instant("Wed 15:00"))


def test_e5_going_down_and_up_again_gains_nothing() -> None:
    held = clock(
        tell(
            "Mon 09:00 received urgent",
            "Mon 12:00 severity low",
            "Mon 13:05 severity urgent",
            now="Mon 13:05",
            targets={"low": {"resolution": "35h"}, "urgent": {"resolution": "4h"}},
        ),
        "resolution",
    )

    assert (held["severity"], held["used_s"], held["due_at"]) == ("urgent", hours(3), instant("Mon 14:05"))


def test_e6_a_reopened_ticket_goes_on_with_the_time_used() -> None:
    clocks = tell(
        "Mon 09:00 received normal", "Mon 15:00 resolved", "Thu 10:00 reopened", now="Thu 10:00", targets=RESOLUTION_8H
    )

    first, second = clock(clocks, "resolution", cycle=1), clock(clocks, "resolution", cycle=2)
    assert (first["verdict"], first["used_s"], first["decided_at"]) == ("met", hours(5), instant("Mon 15:00"))
    assert (second["verdict"], second["used_s"], second["due_at"]) == (None, hours(5), instant("Thu 14:00"))


def test_e7_a_holiday_declared_later_moves_the_due_time() -> None:
    held = clock(
        tell("Fri 16:30 received high", now="Fri 16:45", targets=RESPONSE_2H, holidays=["2026-03-16"]),
        "first_response",
    )

    assert held["due_at"] == instant("Tue+ 10:30")


@pytest.mark.parametrize(("answered", "verdict"), [("Mon 11:00:00", "met"), ("Mon 11:00:01", "breached")])
def test_e8_the_allowed_time_to_the_second_is_met_and_one_more_is_not(answered: str, verdict: str) -> None:
    held = clock(
        tell("Mon 09:00 received high", f"{answered} replied", now="Mon 12:00", targets=RESPONSE_2H), "first_response"
    )

    assert (held["verdict"], held["late_s"]) == (verdict, int(verdict == "breached"))


def test_e9_a_breach_counts_in_its_own_month_only() -> None:
    breached = outcome(decided="2026-10-31T16:00:00Z", verdict=Verdict.BREACHED)
    october = Span(seconds("2026-10-01T00:00:00Z"), seconds("2026-11-01T00:00:00Z"))
    november = Span(october.end, seconds("2026-12-01T00:00:00Z"))

    assert [cell.breached for cell in attainments([breached], october)] == [1]
    assert attainments([breached], november) == ()


def test_e10_around_the_clock_through_the_change_to_summer_time() -> None:
    always = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    received = {"at": "2026-03-29T00:30:00+01:00", "type": "received", "severity": "normal"}

    held = clock(
        tell(
            now="2026-03-29T01:00:00+01:00",
            targets={"resolution": "4h"},
            zone="Europe/Paris",
            week=always,
            events=[received],
        ),
        "resolution",
    )

    assert held["due_at"] == "2026-03-29T03:30:00Z"  # 05:30 in Paris, where the clocks went from 02:00 to 03:00


def test_e11_a_ticket_that_begins_waiting_begins_paused() -> None:
    clocks = tell(
        "Mon 10:00 received normal waiting_customer",
        now="Mon 11:00",
        targets={"first_response": "4h", "resolution": "8h"},
    )

    assert (clock(clocks, "resolution")["state"], clock(clocks, "resolution")["used_s"]) == ("paused", 0)
    assert clock(clocks, "first_response")["state"] == "running"


def test_e12_a_pause_over_the_night_gains_and_loses_nothing() -> None:
    paused = ["Mon 10:00 received normal", "Mon 18:00 waiting_customer", "Tue 08:00 in_progress"]

    with_pause = clock(tell(*paused, now="Tue 10:00", targets=RESOLUTION_8H), "resolution")
    without = clock(tell(paused[0], now="Tue 10:00", targets=RESOLUTION_8H), "resolution")

    assert (with_pause["due_at"], with_pause["used_s"]) == (without["due_at"], without["used_s"])


def test_e13_waiting_after_the_breach_freezes_the_lateness() -> None:
    story = ["Mon 09:00 received normal", "Tue 11:00 waiting_customer"]

    then = clock(tell(*story, now="Tue 11:00", targets=RESOLUTION_8H), "resolution")
    later = clock(tell(*story, now="Thu 16:00", targets=RESOLUTION_8H), "resolution")

    assert (then["state"], then["late_s"]) == ("breached", hours(1))
    assert (later["state"], later["late_s"], later["verdict"]) == ("breached", hours(1), "breached")


def test_e14_nine_of_ten_keep_a_goal_of_ninety() -> None:
    cell = attainments([*kept(9), *missed(1)], MONTH)[0]

    assert (cell.met, cell.breached, cell.met_goal) == (9, 1, True)


def test_e15_nothing_decided_is_no_data() -> None:
    assert total(attainments([], MONTH)).met_goal is None


def test_e16_a_scheduled_pause_ends_by_itself() -> None:
    held = clock(
        tell("Mon 10:00 received normal scheduled until Wed 10:00", now="Thu 10:00", targets=RESOLUTION_8H),
        "resolution",
    )

    assert (held["state"], held["due_at"]) == ("running", instant("Thu 11:00"))


def test_e17_several_messages_are_one_question() -> None:
    clocks = tell(
        "Mon 09:00 received normal",
        "Mon 09:30 replied",
        "Mon 10:00 customer_wrote",
        "Mon 11:00 customer_wrote",
        "Mon 14:00 replied",
        now="Mon 16:00",
        targets={"next_response": "4h"},
    )

    found = [held for held in clocks if held["metric"] == "next_response"]
    assert len(found) == 1
    assert (found[0]["started_at"], found[0]["used_s"], found[0]["verdict"]) == (instant("Mon 10:00"), hours(3), "met")


def test_e18_a_waived_breach_stays_in_the_raw_figure() -> None:
    waived = outcome(decided="2026-10-05T10:00:00Z", verdict=Verdict.BREACHED, waived=True)

    cell = attainments([*kept(9), waived], MONTH)[0]

    assert (cell.shown(), cell.adjusted_shown(), cell.waived) == ("90.0", "100.0", 1)


@pytest.mark.parametrize(
    ("answered", "verdict", "decided"),
    [
        ("Fri 18:00", "met", "Fri 18:00"),
        ("Mon+ 09:00:00", "met", "Mon+ 09:00"),
        ("Mon+ 09:00:01", "breached", "Mon+ 09:00"),
    ],
)
def test_e19_due_at_closing_is_breached_when_counting_goes_on(answered: str, verdict: str, decided: str) -> None:
    held = clock(
        tell("Fri 09:00 received normal", f"{answered} replied", now="Mon+ 12:00", targets={"first_response": "7h"}),
        "first_response",
    )

    assert (held["due_at"], held["verdict"]) == (instant("Fri 17:00"), verdict)
    assert held["decided_at"] == instant(decided)


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp())


MONTH = Span(seconds("2026-10-01T00:00:00Z"), seconds("2026-11-01T00:00:00Z"))


def outcome(*, decided: str, verdict: Verdict, waived: bool = False) -> Outcome:
    late = verdict is Verdict.BREACHED
    return Outcome(
        ticket="t",
        number=1,
        metric=Metric.RESOLUTION,
        tier=Tier.PUBLIC,
        cycle=1,
        severity=Severity.HIGH,
        goal=90,
        allowed=3600,
        used=3600 + late,
        late=int(late),
        received_at=MONTH.start,
        started_at=MONTH.start,
        due_at=seconds(decided),
        ended_at=seconds(decided),
        decided_at=seconds(decided),
        verdict=verdict,
        waived=waived,
    )


def kept(number: int) -> list[Outcome]:
    return [outcome(decided="2026-10-05T10:00:00Z", verdict=Verdict.MET) for _ in range(number)]


def missed(number: int) -> list[Outcome]:
    return [outcome(decided="2026-10-05T10:00:00Z", verdict=Verdict.BREACHED) for _ in range(number)]
