"""The review of an agreement, and the decisions that are carried from one to the next."""

from datetime import date

import pytest

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.errors import Refusal
from slaapp.domain.longer_hours import weekly_opening, with_opening
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.review_data import Gap, Review
from slaapp.reports.review_words import arrival_lines, gap_cells, kept_as_wished, longer_lines
from tests.services.conftest import Work, at
from tests.services.test_whatif import NAME, answered


def gap(made: Review, metric: Metric, severity: Severity) -> Gap:
    return next(held for held in made.gaps if (held.metric, held.severity) == (metric, severity))


def test_a_target_stands_beside_what_was_kept_and_could_be(desk: Work) -> None:
    for minute in (5, 10, 20, 25, 70):
        answered(desk, "02-02 10:00", f"02-02 {10 + minute // 60}:{minute % 60:02}")

    made = desk.engine.reviewing.review(NAME, now=at("02-03 09:00"), months=12)

    held = gap(made, Metric.FIRST_RESPONSE, Severity.HIGH)
    assert (held.agreed, held.goal) == (HOUR, 90)
    assert (held.achieved.met, held.achieved.breached, held.cases, held.few) == (4, 1, 5, True)
    assert [(found.share, found.used, found.target) for found in held.achievable] == [
        (80, 25 * MINUTE, 30 * MINUTE),
        (90, 70 * MINUTE, 90 * MINUTE),
        (95, 70 * MINUTE, 90 * MINUTE),
    ]
    assert gap_cells(held)[2:5] == ("1\u202fh, 90 %", "80.0 % (4 of 5)", "5 *")


def test_a_clock_that_is_late_and_runs_counts_as_at_least(desk: Work) -> None:
    desk.log("02-02 10:00", "high")

    made = desk.engine.reviewing.review(NAME, now=at("02-02 13:00"), months=1)

    held = gap(made, Metric.FIRST_RESPONSE, Severity.HIGH)
    assert (held.cases, held.achieved.breached) == (1, 1)
    assert gap_cells(held)[5:] == ("≥ 3\u202fh",) * 3
    assert gap(made, Metric.RESOLUTION, Severity.HIGH).cases == 0, "not decided yet"


def test_arrivals_on_a_day_off_lead_to_hours_and_what_those_would_have_changed(desk: Work) -> None:
    answered(desk, "02-07 10:30", "02-09 09:15", "urgent")
    held = desk.engine.agreements.one(NAME, at("02-10 09:00")).versions[0].agreement
    line = desk.engine.hours(held.calendar).line
    longer = {held.calendar: WorkingTime(with_opening(line, *weekly_opening("Sat 10:00-11:00")))}

    made = desk.engine.reviewing.review(NAME, now=at("02-09 09:20"), months=1, longer=longer)

    assert arrival_lines(made) == [
        "1 of 1 tickets (100.0 %) came while the desk was closed.",
        "The busiest of these hours: Sat 10:00–11:00, 1 of 1.",
    ]
    told = [*longer_lines(made)]
    assert told[0] == "First response, Urgent: 100.0 % (1 of 1) → 0.0 % (0 of 1)"
    assert "Public clocks that would be late: 1; that would no longer be: 0." in told


def test_where_nothing_was_decided_without_the_hours_that_is_what_is_said(desk: Work) -> None:
    desk.log("02-07 10:30", "urgent")
    held = desk.engine.agreements.one(NAME, at("02-10 09:00")).versions[0].agreement
    line = desk.engine.hours(held.calendar).line
    longer = {held.calendar: WorkingTime(with_opening(line, *weekly_opening("Sat 10:00-16:00")))}

    made = desk.engine.reviewing.review(NAME, now=at("02-07 15:00"), months=1, longer=longer)

    assert next(longer_lines(made)) == "First response, Urgent: no data → 0.0 % (0 of 1)"


def test_only_customers_that_are_offered_are_named(desk: Work) -> None:
    acme, bolt = desk.customer("Acme", NAME), desk.customer("Bolt", NAME)
    desk.engine.customer_merging.merge(bolt, acme, now=at("02-02 09:00"))

    assert desk.engine.reviewing.review(NAME, now=at("02-03 09:00"), months=1).customers == ("Acme",)


def test_the_version_of_now_is_reviewed_also_where_a_later_one_is_over(desk: Work) -> None:
    limited = "version = 2\nvalid_from = 2026-02-02\nvalid_to = 2026-02-27"
    desk.agreement(lambda text: text.replace("version = 1", limited, 1), when="02-02 08:00")
    reviewing = desk.engine.reviewing

    assert [reviewing.reviewed(NAME, at(day)).version for day in ("02-27 09:00", "03-02 09:00")] == [2, 1]
    assert reviewing.review(NAME, now=at("03-02 09:00"), months=1).version == 1


def test_decisions_are_carried_until_they_are_closed(desk: Work) -> None:
    decisions, reviewing = desk.engine.decisions, desk.engine.reviewing
    first, _ = decisions.decide(NAME, "Open on Saturdays", owner=" Kim ", due=date(2026, 3, 1), now=at("02-02 10:00"))
    second, made = decisions.decide(NAME, "Talk about Low", owner="Sam", due=None, now=at("02-02 10:05"))
    assert (first.number, first.owner, second.number) == (1, "Kim", 2)

    decisions.close(1, "Open since 1 March", now=at("03-02 10:00"))

    def numbers(when: str, months: int = 1) -> list[int]:
        return [held.number for held in reviewing.review(NAME, now=at(when), months=months).decisions]

    assert numbers("02-02 10:01") == [1]
    assert numbers("02-20 10:00") == [1, 2]
    assert numbers("03-20 10:00") == [1, 2], "closed since the last review"
    assert numbers("06-20 10:00") == [2]
    assert desk.sound()

    undone = desk.engine.customers.take_back(made.records, now=at("03-03 10:00"))
    assert numbers("03-20 10:00") == [1]
    desk.engine.customers.take_back(undone.records, now=at("03-03 10:01"))
    assert numbers("03-20 10:00") == [1, 2]
    assert desk.sound()


def test_what_is_decided_over_a_review_is_on_it_at_once(desk: Work) -> None:
    decisions, reviewing = desk.engine.decisions, desk.engine.reviewing
    made = reviewing.review(NAME, now=at("02-02 10:00"), months=1)

    decisions.decide(NAME, "Open on Saturdays", owner="Kim", due=None, now=at("02-02 10:05"))
    made = reviewing.with_notes(made, at("02-02 10:05"))
    assert [held.is_open(made.now) for held in made.decisions] == [True]

    decisions.close(1, "Open at once", now=at("02-02 10:10"))
    made = reviewing.with_notes(made, at("02-02 10:10"))
    assert [held.is_open(made.now) for held in made.decisions] == [False]


def test_what_is_wished_stands_beside_what_was_kept(desk: Work) -> None:
    answered(desk, "02-02 10:00", "02-02 10:30")
    answered(desk, "02-02 10:00", "02-02 10:30:01")
    wishes, reviewing = desk.engine.wishes, desk.engine.reviewing
    place = (Metric.FIRST_RESPONSE, Severity.HIGH)

    made = reviewing.review(NAME, now=at("02-03 09:00"), months=1)
    assert gap(made, *place).wished is None
    first = wishes.wish(NAME, *place, 30 * MINUTE, now=at("02-03 09:01"))
    made = reviewing.with_notes(made, at("02-03 09:01"))

    assert gap(made, *place).wished == 30 * MINUTE
    assert kept_as_wished(gap(made, *place)) == "50.0 % (1 of 2)"
    assert gap(reviewing.review(NAME, now=at("02-03 09:02"), months=1), *place).wished == 30 * MINUTE
    again = wishes.wish(NAME, *place, None, now=at("02-03 09:03"))
    assert gap(reviewing.with_notes(made, at("02-03 09:06")), *place).wished is None
    desk.engine.customers.take_back(again.records, now=at("02-03 09:04"))
    assert gap(reviewing.with_notes(made, at("02-03 09:06")), *place).wished == 30 * MINUTE
    desk.engine.customers.take_back(first.records, now=at("02-03 09:05"))
    assert gap(reviewing.with_notes(made, at("02-03 09:06")), *place).wished is None
    with pytest.raises(Refusal, match="no version of Gold"):
        wishes.wish("Gold", *place, HOUR, now=at("02-03 09:06"))
    assert desk.sound()


def test_a_decision_that_makes_no_sense_is_refused(desk: Work) -> None:
    decisions = desk.engine.decisions
    with pytest.raises(Refusal, match="the decision is empty"):
        decisions.decide(NAME, " ", owner="Kim", due=None, now=at("02-02 10:00"))
    with pytest.raises(Refusal, match="no version of Gold"):
        decisions.decide("Gold", "Open", owner="Kim", due=None, now=at("02-02 10:00"))
    with pytest.raises(Refusal, match="no decision 7"):
        decisions.close(7, "", now=at("02-02 10:00"))
    decisions.decide(NAME, "Open", owner="Kim", due=None, now=at("02-02 10:00"))
    decisions.close(1, "", now=at("02-02 10:00"))
    with pytest.raises(Refusal, match="closed already"):
        decisions.close(1, "", now=at("02-02 10:00"))
