"""What is coming, on a real desk: forecast, error budgets, the desk at a glance."""

import pytest

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.budget import Budget, Outlook, expected
from slaapp.domain.compliance import Attainment
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.services.outlook import Forecast
from slaapp.services.overview import Overview
from slaapp.wording import misses_left
from tests.services.conftest import Work, at


def forecast(desk: Work, when: str) -> Forecast:
    return desk.engine.outlook.forecast(desk.engine.board.rows(), now=at(when))


def overview(desk: Work, when: str) -> Overview:
    return desk.engine.outlook.overview(desk.engine.board.rows(), now=at(when))


def passing(found: Forecast) -> list[tuple[int, Metric]]:
    return [(one.row.number, one.metric) for one in found.passing]


# High is 1 h, 4 h, 8 h; the desk is open from nine to five.


def test_the_clocks_that_pass_before_closing_are_named_in_their_order(desk: Work) -> None:
    first, second = desk.log("03-02 14:00", "high"), desk.log("03-02 13:30", "high")

    found = forecast(desk, "03-02 14:00")

    assert passing(found) == [(second, Metric.FIRST_RESPONSE), (first, Metric.FIRST_RESPONSE)]
    assert found.until == at("03-02 17:00")


def test_a_clock_due_at_closing_itself_does_not_pass_today(desk: Work) -> None:
    desk.log("03-02 16:00", "high")

    assert passing(forecast(desk, "03-02 16:10")) == []
    assert len(forecast(desk, "03-02 16:10").fewest) == 1  # it has to be answered today all the same


def test_what_is_answered_passes_no_more(desk: Work) -> None:
    number = desk.log("03-02 09:00", "high")
    desk.engine.desk.reply(number, "On it", now=at("03-02 09:10"))

    assert (number, Metric.FIRST_RESPONSE) not in passing(forecast(desk, "03-02 09:10"))


def test_after_closing_it_looks_at_the_next_day_with_hours(desk: Work) -> None:
    desk.log("03-06 16:30", "high")

    found = forecast(desk, "03-07 11:00")

    assert found.until == at("03-09 17:00")
    assert passing(found) == [(1, Metric.FIRST_RESPONSE), (1, Metric.RESOLUTION)]


def test_the_order_gives_up_what_is_late_already_and_says_how_many_pass(desk: Work) -> None:
    late = desk.log("03-02 09:00", "high")
    for minute in range(5):
        desk.log(f"03-02 14:0{minute}", "urgent")  # urgent: 30 min for the first response

    found = forecast(desk, "03-02 14:05")

    assert found.late_already == 1
    assert found.late_by_fewest == 3
    assert next(placed.row.number for placed in found.earliest) == late
    assert found.late_by_earliest == 4
    assert found.fewest[0].done_at == at("03-02 14:15")


def test_every_target_of_a_ticket_is_work_of_its_own(desk: Work) -> None:
    one, two = desk.log("03-02 10:00", "urgent"), desk.log("03-02 10:00", "urgent")

    found = forecast(desk, "03-02 10:00")

    assert len(passing(found)) == len(found.fewest) == len(found.earliest) == 4
    assert found.late_by_fewest == 0
    hurried = forecast(desk, "03-02 10:25")  # one response more fits in, and nothing else before it
    assert [(placed.row.number, placed.metric) for placed in hurried.fewest if not placed.on_time] == [
        (one, Metric.FIRST_RESPONSE),
        (two, Metric.FIRST_RESPONSE),
    ]
    assert hurried.late_by_fewest == 2


def test_an_overdue_ticket_s_further_target_can_still_be_kept(desk: Work) -> None:
    number = desk.log("03-02 09:00", "high")  # its response was due at 10:00, it has to be resolved by 17:00

    found = forecast(desk, "03-02 11:00")

    assert [(placed.metric, placed.on_time, placed.late_already) for placed in found.fewest] == [
        (Metric.RESOLUTION, True, False),
        (Metric.FIRST_RESPONSE, False, True),
    ]
    assert {placed.done_at for placed in found.fewest} == {at("03-02 11:45")}  # resolving answers too
    assert (found.late_already, found.late_by_fewest) == (1, 0)
    desk.engine.desk.resolve(number, now=at("03-02 11:45"))
    assert forecast(desk, "03-02 11:45").fewest == ()


def test_the_figure_never_speaks_of_more_than_pass_if_nobody_acts(desk: Work) -> None:
    for minute in range(20):
        desk.log(f"03-02 10:{minute:02}", "urgent")

    found = forecast(desk, "03-02 10:25")

    assert 0 < found.late_by_fewest <= found.late_by_earliest <= len(found.passing) == 40


def budget(met: int, breached: int, of: int, goal: int = 90) -> Budget:
    cell = Attainment(
        metric=Metric.FIRST_RESPONSE, severity=Severity.HIGH, tier=Tier.PUBLIC, goal=goal, met=met, breached=breached
    )
    return Budget("Harbour Clinic", "Standard support", cell, of)


@pytest.mark.parametrize(
    ("found", "outlook", "words"),
    [
        (budget(18, 0, 20), Outlook.OPEN, "2 more misses allowed this month"),
        (budget(17, 1, 20), Outlook.OPEN, "1 more miss allowed this month"),
        (budget(18, 2, 20), Outlook.SPENT, "No more misses allowed this month"),
        (
            budget(9, 2, 30),
            Outlook.BEHIND,
            "Below goal so far, 1 too many: kept again with 1 more miss among 19 expected",
        ),
        (
            budget(8, 5, 20),
            Outlook.UNLIKELY,
            "Goal is not kept at this month’s pace: 3 too many of 20 expected",
        ),
        (budget(1, 2, 8), Outlook.UNLIKELY, "Goal is not kept at this month’s pace: 2 too many of 8 expected"),
        (budget(8, 1, 20, goal=100), Outlook.LOST, "Goal cannot be kept any more this month: 1 too many"),
        (budget(0, 0, 0), Outlook.NOTHING_DECIDED, "Nothing decided yet, and nothing runs"),
        (budget(0, 0, 0, goal=100), Outlook.NOTHING_DECIDED, "Nothing decided yet, and nothing runs"),
        (budget(0, 0, 10), Outlook.NOTHING_DECIDED, "Nothing decided yet; of 10 expected 1 may be missed"),
        (budget(0, 0, 3), Outlook.NOTHING_DECIDED, "Nothing decided yet; of 3 expected none may be missed"),
        (budget(9, 1, 10), Outlook.SPENT, "No more misses allowed this month"),
        (budget(20, 0, 20, goal=100), Outlook.SPENT, "No more misses allowed this month"),
        (budget(0, 5, 5, goal=0), Outlook.SPENT, "No more misses allowed this month"),
    ],
)
def test_what_a_goal_still_allows_is_said_honestly(found: Budget, outlook: Outlook, words: str) -> None:
    assert found.outlook is outlook
    assert misses_left(found) == words


def test_as_many_clocks_are_expected_as_run_and_as_the_pace_promises() -> None:
    assert expected(10, 2, elapsed=40 * HOUR, whole=160 * HOUR) == 40
    assert expected(10, 2, elapsed=160 * HOUR, whole=160 * HOUR) == 12
    assert expected(0, 2, elapsed=0, whole=160 * HOUR) == 2


def test_budgets_count_as_the_report_does(desk: Work) -> None:
    clinic = desk.customer("Harbour Clinic")
    for hour in range(9, 15):
        number = desk.log(f"03-02 {hour:02}:00", "high", customer=clinic)
        minutes = 70 if hour == 10 else 5
        answered = at(f"03-02 {hour:02}:00") + minutes * MINUTE
        desk.engine.desk.reply(number, "Rebooted", now=answered, at=answered)
    desk.log("03-02 15:00", "high", customer=clinic)  # its response is due at 16:00
    now = "03-02 16:30"

    found = desk.engine.outlook.budgets(desk.engine.board.rows(), now=at(now), customer=clinic)
    cells = {(cell.metric, cell.severity): cell for cell in desk.month("2026-03", clinic, when=now).cells}

    assert {
        (one.cell.metric, one.cell.severity): (one.cell.met, one.cell.breached, one.cell.goal) for one in found
    } == {key: (cell.met, cell.breached, cell.goal) for key, cell in cells.items() if cell.tier is Tier.PUBLIC}
    first = next(one for one in found if (one.cell.metric, one.cell.severity) == (Metric.FIRST_RESPONSE, Severity.HIGH))
    assert (first.cell.met, first.cell.breached) == (5, 2)


def test_a_customer_that_others_go_on_as_has_one_budget_as_it_has_one_report(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    for owner in (acme, best):
        desk.engine.desk.resolve(desk.log("03-03 09:00", customer=owner), now=at("03-03 10:00"))
        desk.log("03-03 11:00", customer=owner)
    desk.engine.customer_merging.merge(acme, best, now=at("03-03 12:00"))
    now = "03-03 12:30"

    every = desk.engine.outlook.budgets(desk.engine.board.rows(), now=at(now))
    of_merged = desk.engine.outlook.budgets(desk.engine.board.rows(), now=at(now), customer=acme)
    cells = [cell for cell in desk.month("2026-03", best, when=now).cells if cell.tier is Tier.PUBLIC]

    assert {one.customer for one in every} == {"Best"}
    assert sum(one.cell.met for one in every) == sum(one.cell.met for one in of_merged) == sum(c.met for c in cells) > 2


def test_a_breach_that_is_still_to_come_spends_nothing(desk: Work) -> None:
    clinic = desk.customer("Harbour Clinic")
    desk.log("03-02 09:00", "high", customer=clinic)

    def first(when: str) -> tuple[int, int]:
        found = desk.engine.outlook.budgets(desk.engine.board.rows(), now=at(when), customer=clinic)
        return next(
            (one.cell.decided, one.expected)
            for one in found
            if (one.cell.metric, one.cell.severity) == (Metric.FIRST_RESPONSE, Severity.HIGH)
        )

    assert first("03-02 10:00") == (0, 1)  # exactly used up is met
    assert first("03-02 10:00:01")[0] == 1


def test_the_desk_at_a_glance(desk: Work) -> None:
    sam = desk.engine.catalogue.add_person("Sam R.", now=at("03-02 08:00"))
    late = desk.log("03-02 09:00", "high")
    desk.log("03-02 14:00", "high", assignee=sam)
    done = desk.log("02-27 10:00", "low")
    desk.engine.desk.reply(done, "Done", now=at("03-02 10:00"))
    desk.engine.desk.resolve(done, now=at("03-02 10:00"))

    found = overview(desk, "03-02 14:30")

    cards = found.cards
    assert (cards.overdue, cards.within_hour, cards.open, cards.unassigned, cards.waiting) == (1, 1, 2, 1, 0)
    assert (cards.oldest, cards.next_due_at) == (4 * HOUR + 30 * MINUTE, at("03-02 15:00"))
    assert (cards.new_today, cards.unassigned_overdue) == (2, 1)
    assert [row.number for row, _ in found.due_next] == [late, 2]
    assert (found.logged_today, found.resolved_today) == (2, 1)
    assert found.median_response == 8 * HOUR
    assert [(day.day.isoformat(), day.logged, day.resolved) for day in found.days][-2:] == [
        ("2026-02-27", 1, 0),
        ("2026-03-02", 2, 1),
    ]
    assert len(found.days) == 10
    assert {share.severity: (share.met, share.decided) for share in found.shares}[Severity.HIGH] == (0, 1)
    assert found.goal == 90


def test_a_new_desk_has_nothing_to_show_and_says_no_figure(desk: Work) -> None:
    found = overview(desk, "01-05 10:00")

    assert (found.cards.open, found.cards.oldest, found.cards.next_due_at) == (0, None, None)
    assert (found.median_response, found.goal, found.marks) == (None, None, ())
    assert [share.met_goal for share in found.shares] == [None, None, None, None]
    assert desk.engine.outlook.budgets([], now=at("01-05 10:00")) == ()
