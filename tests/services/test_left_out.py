"""What was decided and then marked as not measured (C13, R3, R9): the raw figure keeps it, and the report says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.commands.report_words import report_words
from slaapp.documents.month_back import late_targets
from slaapp.documents.month_csv import render_csv
from slaapp.documents.month_front import performance
from slaapp.documents.month_unmeasured import not_measured
from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.period import Period
from slaapp.engine import Engine
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from tests.services.conftest import Work, at

RESPONSE, RESOLUTION = Metric.FIRST_RESPONSE, Metric.RESOLUTION
OUT_OF_SCOPE = NotMeasuredReason.OUT_OF_SCOPE
AGREED = "Adjusted figures leave out what both sides agreed not to count."
MARKED = "Adjusted figures leave out what was decided before its ticket was marked as not measured."
BOTH = (
    "Adjusted figures leave out what both sides agreed not to count, and what was decided before its ticket was marked "
    "as not measured."
)


class Scanners(Work):
    """One ticket of February, answered in time and resolved a day late."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.acme = self.customer("Acme")
        self.number = self.late("02-09")

    def late(self, day: str) -> int:
        number = self.log(f"{day} 09:00", "high", customer=self.acme)
        self.engine.desk.reply(number, "We are on it.", now=at(f"{day} 09:30"))
        self.engine.desk.resolve(number, now=at(f"{day} 16:00") + 86400)
        return number

    def exclude(self, when: str) -> None:
        self.engine.desk.exclude(self.number, OUT_OF_SCOPE, text="Private scanner", now=at(when))

    def february(self) -> MonthlyReport:
        return self.month("2026-02", self.acme, when="03-12 09:00")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Scanners]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        yield Scanners(engine)


@pytest.mark.parametrize("marked", ["02-20 10:00", "03-11 10:00"])
def test_each_clock_that_only_the_adjusted_figures_leave_out_is_told_with_its_mark(desk: Scanners, marked: str) -> None:
    desk.exclude(marked)

    report = desk.february()

    told = {(one.metric, one.late): one for one in report.left_out}
    assert {(RESPONSE, False), (RESOLUTION, True)} <= set(told)
    total = report.total
    assert len(report.left_out) == total.set_aside_met + total.set_aside_breached
    assert {(one.number, one.severity, one.reason, one.text, one.at) for one in report.left_out} == {
        (desk.number, Severity.HIGH, OUT_OF_SCOPE, "Private scanner", at(marked))
    }


@pytest.mark.parametrize(
    ("language", "marked", "before"),
    [
        ("en", "Out of scope, marked on 11 Mar", "first response 1 met, next update 1 late and resolution 1 late"),
        (
            "de",
            "Nicht vereinbart, gekennzeichnet am 11. März",
            "erste Antwort 1 eingehalten, Zwischenstand 1 überschritten und Lösung 1 überschritten",
        ),
    ],
)
def test_the_ticket_stands_in_the_list_with_its_reason(desk: Scanners, language: str, marked: str, before: str) -> None:
    desk.exclude("03-11 10:00")

    (row,) = not_measured(replace(desk.february(), language=language))["rows"]

    decided = {"en": "decided before", "de": "vorher entschieden"}[language]
    assert row == {"number": str(desk.number), "words": f"{marked} ({decided}: {before}): Private scanner"}


def test_a_late_target_says_why_it_was_not_measured_later(desk: Scanners) -> None:
    desk.exclude("03-11 10:00")
    report = desk.february()

    assert {(row["mark"], row["reason"]) for row in late_targets(report)["rows"]} == {
        ("Not measured later:", "Out of scope: Private scanner")
    }
    printed = report_words(report)
    assert "not measured any more" in printed
    assert f"{desk.number}  First response met, then out of scope: Private scanner" in printed


def test_tables_hold_it_with_its_reason(desk: Scanners) -> None:
    desk.exclude("03-11 10:00")

    files = render_csv(desk.february())

    (text,) = (held.decode("utf-8-sig") for name, held in files.items() if name.endswith("left_out.csv"))
    assert text.count("out of scope,Private scanner") == 3


def test_what_was_waived_is_not_left_out_a_second_time(desk: Scanners) -> None:
    desk.engine.desk.waive(desk.number, RESOLUTION, reason="No part", agreed_by="A. Miller", now=at("03-10 09:00"))
    desk.exclude("03-11 10:00")

    assert RESOLUTION not in [one.metric for one in desk.february().left_out]


def test_a_mark_before_the_verdict_leaves_nothing_out_of_the_adjusted_figures_alone(desk: Scanners) -> None:
    desk.number = desk.log("02-16 09:00", "high", customer=desk.acme)
    desk.exclude("02-16 09:05")

    assert desk.february().left_out == ()
    assert "left_out" not in to_json(desk.february()), (
        "a report without it reads as it did before there was such a list"
    )


def test_the_definitions_name_what_the_adjusted_figures_leave_out_and_nothing_else(desk: Scanners) -> None:
    def adjusted() -> list[str]:
        return [words for words in desk.february().definitions if words.startswith("Adjusted")]

    assert adjusted() == []
    desk.exclude("03-11 10:00")
    assert adjusted() == [MARKED]
    other = desk.late("02-11")
    desk.engine.desk.waive(other, RESOLUTION, reason="No part", agreed_by="A. Miller", now=at("03-11 11:00"))
    assert adjusted() == [BOTH]


def test_what_both_sides_agreed_is_said_where_nothing_else_was_left_out(desk: Scanners) -> None:
    desk.engine.desk.waive(desk.number, RESOLUTION, reason="No part", agreed_by="A. Miller", now=at("03-11 11:00"))

    definitions = desk.february().definitions
    assert AGREED in definitions
    assert MARKED not in definitions


def test_a_ticket_that_is_not_measured_any_more_does_not_go_on_as_merely_late(desk: Scanners) -> None:
    number = desk.log("02-16 09:00", "high", customer=desk.acme)
    desk.engine.desk.exclude(number, OUT_OF_SCOPE, text="Private scanner", now=at("02-20 09:00"))

    march = desk.month("2026-03", desk.acme, when="04-02 09:00")

    assert {(one.number, one.excluded) for one in march.still_late} == {(number, OUT_OF_SCOPE)}
    earlier = late_targets(march)["earlier"]
    assert [words for words in earlier if ", not measured: out of scope" not in words] == []
    assert len(earlier) == len(march.still_late)


def test_a_report_closed_before_it_kept_the_list_is_printed_as_it_was_issued(desk: Scanners) -> None:
    desk.exclude("03-11 10:00")
    late = tuple(replace(target, excluded=None) for target in desk.february().late)

    old = replace(desk.february(), left_out=(), late=late)

    assert performance(old)["adjusted_head"] == "Adjusted for what both sides agreed not to count."
    assert {row["reason"] for row in late_targets(old)["rows"]} == {"No reason recorded"}
    assert not_measured(old)["rows"] == []
    assert "left_out" not in to_json(old), "its digest is that of old"


def test_page_one_says_what_the_figures_are_adjusted_for(desk: Scanners) -> None:
    desk.exclude("03-11 10:00")

    assert performance(desk.february())["adjusted_head"] == (
        "Adjusted for what was decided before its ticket was marked as not measured."
    )


def test_a_closed_month_keeps_the_list_and_is_identical(desk: Scanners) -> None:
    desk.exclude("03-11 10:00")

    closed, _ = desk.engine.closing.close(
        Period.parse("2026-02"), customer=desk.acme, now=at("03-12 09:00"), anyway=True
    )

    assert closed.seal is not None
    assert desk.february().left_out == closed.left_out != ()
    assert desk.engine.closing.verify(closed.seal.number, now=at("04-01 09:00")).identical
