"""The audit of pauses, corrections and the clock on the pages of the full report."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from slaapp.commands.report_words import report_words
from slaapp.documents.month import render_month, shown
from slaapp.documents.month_files import write_csv
from slaapp.domain.agreement import Metric, Status
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.reports.audit_data import ClockStep, Effect, LatePause, PauseAudit, RepeatedPauses, SilentPause, Standing
from slaapp.reports.month_data import Amendment, AmendmentKind
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.section import Section
from tests.documents.test_month_sections import HOSTILE, printed
from tests.reports.northgate import at, february

WHEN = at("2026-02-12 09:00")


@pytest.fixture(scope="module")
def report() -> MonthlyReport:
    audit = PauseAudit(
        begun=7,
        last_minutes=(
            LatePause(
                number=2214,
                subject=HOSTILE,
                status=Status.WAITING_CUSTOMER,
                began_at=WHEN,
                metric=Metric.RESOLUTION,
                cycle=1,
                left=9 * MINUTE + 1,
                state=Standing.MET,
            ),
        ),
        silent=(
            SilentPause(
                number=2226,
                subject="Mail search finds nothing",
                status=Status.SCHEDULED,
                began_at=WHEN,
                ended_at=None,
                paused=5 * HOUR,
            ),
        ),
        repeated=(RepeatedPauses(2231, "Exam room PCs: no log-on", 4, 95 * MINUTE),),
    )
    effect = Effect(
        metric=Metric.RESOLUTION,
        cycle=1,
        due_at=WHEN,
        due_without=WHEN + 4 * HOUR,
        state=Standing.LATE,
        state_without=Standing.MET,
    )
    entry = Amendment(
        number=2214,
        kind=AmendmentKind.CORRECTION,
        what="Received: time corrected",
        occurred_at=WHEN,
        recorded_at=WHEN + HOUR,
        reason="Came by letter",
        effects=(effect,),
    )
    idle = replace(entry, number=2253, effects=())
    steps = (ClockStep(2247, WHEN, 12 * MINUTE + 5),)
    return build(replace(february(), pause_audit=audit, amendments=(entry, idle), clock_steps=steps))


@pytest.fixture(scope="module")
def pages(report: MonthlyReport, tmp_path_factory: pytest.TempPathFactory) -> str:

    pdf = render_month(report, sections=(Section.PAUSES, Section.CORRECTIONS))
    return printed(pdf, tmp_path_factory.mktemp("pdf"))


def test_pauses_to_look_at_are_listed_with_what_is_odd_about_them(pages: str) -> None:
    assert "7 pauses began." in pages
    assert "With hardly any time left" in pages
    told = pages.replace(" ", "")
    assert "12Feb09:00Resolution10mmet" in told  # what is left is rounded up
    assert "Scheduled12Feb09:00goeson5h" in told
    assert "2231ExamroomPCs:nolog-on41h35m" in told


def test_corrections_say_what_they_change(pages: str) -> None:
    assert "Resolution due 12 Feb 09:00 instead of 12 Feb 13:00, late instead of met" in pages
    assert "No due time and no verdict would be different without it" in pages


def test_entries_of_a_clock_that_stood_behind_are_told(pages: str) -> None:
    assert "2247 written 12 Feb 09:00, 12 m 05 s behind the entry before it" in pages


def test_the_command_line_says_the_same(report: MonthlyReport) -> None:
    said = report_words(report).replace("\u202f", " ")

    assert "2214  Received: time corrected: Came by letter; resolution due 12 Feb 09:00 instead of" in said
    assert "2214  12 Feb 09:00: Waiting on customer with 10 m left of resolution, met" in said
    assert "2226  12 Feb 09:00: Scheduled without a message, 5 h so far" in said
    assert "2247  written 12 Feb 09:00" in said


def test_a_month_without_any_of_it_says_so() -> None:
    held: dict[str, Any] = shown(build(february()), sections=(Section.PAUSES, Section.CORRECTIONS))["section_data"]

    assert held["pauses"]["note"] is None
    assert "No entry was written while" in held["corrections"]["clock"]


def test_one_that_is_there_at_all_is_kept_out_of_a_formula(report: MonthlyReport, tmp_path: Path) -> None:

    write_csv(report, tmp_path)

    names = {path.name for path in tmp_path.iterdir()}
    found = "\n".join(path.read_text("utf-8-sig") for path in tmp_path.iterdir())
    assert any("pause_audit" in name or "Pause audit" in name for name in names), names
    assert "\n=" not in found
