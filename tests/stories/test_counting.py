"""How a month is counted (R4 to R9 of semantics), told at a desk: percentiles, sums, closing, budgets, the cut-off.

The hours are Mon–Fri 09:00–17:00 in UTC, the year is 2026; High is promised in one hour and resolved in eight, the goal
is 90 %.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric, Severity
from slaapp.domain.budget import Budget
from slaapp.domain.compliance import Attainment, Month, Percentile
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.engine import Engine
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport, Times
from tests.services.conftest import Work, at

DAYS = ("02-02", "02-03", "02-04", "02-05", "02-06", "02-09", "02-10", "02-11", "02-12", "02-13")
RESOLUTION = Metric.RESOLUTION


class Counting(Work):
    """Everything is Acme's and of high severity."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.acme = self.customer("Acme")

    def resolved(self, day: str, minutes: int, *, severity: str = "high") -> int:
        """A ticket of that day at nine, resolved after so many minutes of work."""
        number = self.log(f"{day} 09:00", severity, customer=self.acme)
        self.engine.desk.resolve(number, now=at(f"{day} 09:00") + minutes * MINUTE)
        return number

    def late(self, day: str) -> int:
        """A ticket of that day at nine, resolved on the next one at ten: an hour late."""
        number = self.log(f"{day} 09:00", "high", customer=self.acme)
        self.engine.desk.reply(number, "We are on it.", now=at(f"{day} 09:30"))
        self.engine.desk.resolve(number, now=at(f"{day} 10:00") + 24 * HOUR)
        return number

    def of(self, month: str, *, when: str) -> MonthlyReport:
        return self.month(month, self.acme, when=when)

    def budget(self, when: str) -> Budget:
        """Of the resolution of high."""
        found = self.engine.outlook.budgets(self.engine.board.rows(), now=at(when), customer=self.acme)
        return next(one for one in found if (one.cell.metric, one.cell.severity) == (RESOLUTION, Severity.HIGH))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Counting]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        yield Counting(engine)


def times(report: MonthlyReport) -> Times:
    return next(one for one in report.times if (one.metric, one.severity) == (RESOLUTION, Severity.HIGH))


def cell(report: MonthlyReport) -> Attainment:
    return next(one for one in report.cells if (one.metric, one.severity) == (RESOLUTION, Severity.HIGH))


def test_r4_a_percentile_is_a_time_that_was_taken_and_nothing_between_two(desk: Counting) -> None:
    for place, day in enumerate(DAYS, start=1):
        desk.resolved(day, 31 * place)

    found = times(desk.of("2026-02", when="03-02 09:00"))

    assert [found.median, found.p75, found.p90, found.longest] == [
        Percentile(31 * rank * MINUTE) for rank in (5, 8, 9, 10)
    ]
    assert sum(31 * place <= 31 * 9 for place in range(1, 11)) == 9, "90 % took no longer than the 90th percentile"


def test_r4_under_ten_only_median_and_longest_are_said(desk: Counting) -> None:
    for place, day in enumerate(DAYS[:4], start=1):
        desk.resolved(day, 60 * place)

    found = times(desk.of("2026-02", when="03-02 09:00"))

    assert (found.median, found.longest) == (Percentile(2 * HOUR), Percentile(4 * HOUR))
    assert (found.p75, found.p90) == (None, None)


def test_r6_a_change_is_in_points_and_a_sum_weighs_by_counts(desk: Counting) -> None:
    desk.resolved("01-12", 60)
    desk.late("01-13")
    for day in DAYS[:3]:
        desk.resolved(day, 60)
    desk.resolved(DAYS[3], 60, severity="low")

    january, february = desk.of("2026-01", when="02-02 08:00"), desk.of("2026-02", when="03-02 09:00")

    assert (january.total.met, january.total.decided) == (3, 5), "late also in telling the customer again"
    assert (february.total.met, february.total.decided) == (8, 8), "of high and low together"
    assert "40.0 points above January." in [fact.headline for fact in february.facts]


def test_r6_a_sum_over_different_goals_is_compared_with_none(desk: Counting) -> None:
    def of_resolution(held: Agreement) -> Agreement:
        targets = tuple(replace(one, goal=75) if one.metric is RESOLUTION else one for one in held.targets)
        return replace(held, targets=targets)

    agreements, noon = desk.engine.agreements, at("01-05 12:00")
    agreements.save(of_resolution(agreements.begin("Standard support", noon)), noon)
    agreements.put_in_force("Standard support", date(2026, 1, 6), last=None, open_too=False, now=noon)
    desk.resolved(DAYS[0], 60)
    desk.late(DAYS[1])

    report = desk.of("2026-02", when="03-02 09:00")

    assert cell(report).goal == 75
    assert (report.total.goal, report.total.met_goal) == (None, None)
    assert [total.met_goal for metric, total in report.totals if metric is Metric.FIRST_RESPONSE] == [True]


def test_r7_a_closed_month_stays_and_the_next_report_restates_it(desk: Counting) -> None:
    number = desk.late("02-09")
    closed, _ = desk.engine.closing.close(
        Period.parse("2026-02"), customer=desk.acme, now=at("03-02 09:00"), anyway=True
    )
    assert closed.seal is not None

    page = desk.engine.pages.page(number, now=at("03-03 09:00"))
    resolved = next(entry.event for entry in page.entries if entry.event is not None and entry.event.KIND == "resolved")
    desk.engine.desk.correct(
        number, resolved.id, "occurred_at", at("02-09 12:00"), reason="It worked by noon", now=at("03-03 09:00")
    )

    february, march = (desk.of(month, when="04-01 09:00") for month in ("2026-02", "2026-03"))
    assert to_json(february) == to_json(closed)
    assert cell(february).breached == 1
    (restated,) = march.restatements
    assert (restated.number, restated.month) == (closed.seal.number, Month(2026, 2))
    told = {one.what: (one.before, one.after) for one in restated.figures}
    assert told["Resolution, high"] == ("0 of 1, 0.0 %", "1 of 1, 100.0 %")
    assert desk.engine.closing.verify(closed.seal.number, now=at("04-01 09:00")).identical


def test_r8_the_budget_is_how_many_more_misses_the_goal_allows(desk: Counting) -> None:
    for day in DAYS[:9]:
        desk.resolved(day, 60)
    nine = desk.budget("02-12 17:00")
    desk.resolved(DAYS[9], 60)
    ten = desk.budget("02-13 17:00")
    desk.late("02-16")
    missed = desk.budget("02-18 17:00")
    desk.late("02-18")
    spent = desk.budget("02-20 17:00")

    assert [one.now for one in (nine, ten, missed, spent)] == [0, 1, 0, -1]
    assert [one.cell.decided for one in (nine, ten, missed, spent)] == [9, 10, 11, 12]
    assert all(one.by_end == 10 * one.expected // 100 - one.cell.breached for one in (nine, ten, missed, spent))


def test_r9_a_report_reads_to_its_end_and_believes_what_was_recorded_until_it_is_made(desk: Counting) -> None:
    open_then = desk.log("02-26 09:00", "high", customer=desk.acme)
    desk.engine.desk.reply(open_then, "We are on it.", now=at("02-26 09:30"))
    told_later = desk.log("02-27 09:00", "high", customer=desk.acme)
    desk.engine.desk.reply(told_later, "Answered at once.", at=at("02-27 09:10"), now=at("03-02 08:00"))
    desk.engine.desk.resolve(open_then, now=at("03-03 12:00"))

    first = desk.of("2026-02", when="03-02 09:00")
    (held,) = (one for one in first.late if one.number == open_then and one.metric is RESOLUTION)
    assert (held.running, held.used) == (True, 16 * HOUR), "as it stood when February ended: two days were worked"
    assert times(first).longest == Percentile(16 * HOUR, at_least=True)
    assert not [one for one in first.late if one.number == told_later and one.metric is Metric.FIRST_RESPONSE]

    desk.engine.desk.waive(
        open_then, RESOLUTION, reason="The part was not to be had", agreed_by="A. Miller", now=at("03-04 09:00")
    )
    again = desk.of("2026-02", when="03-05 09:00")
    assert (cell(again).breached, cell(again).adjusted_decided) == (1, cell(again).decided - 1)
    (held,) = (one for one in again.late if one.number == open_then and one.metric is RESOLUTION)
    assert (held.used, held.waived) == (16 * HOUR, True), "that it was resolved in March is not February's"


def test_r9_a_clock_that_was_put_back_leaves_out_what_it_wrote_down_later(desk: Counting) -> None:
    desk.resolved("02-02", 60)
    desk.log("02-03 12:00", "high", customer=desk.acme)

    assert desk.of("2026-02", when="02-03 11:00").flow.received == 1
