"""A month that an earlier version of the program closed is read back whole. The file is as version 0.1.0 wrote it."""

import hashlib
import json
from pathlib import Path

from msgspec.structs import replace

from slaapp.documents.month import shown
from slaapp.documents.month_xlsx import render_xlsx
from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.domain.spans import DAY
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.services import closed_reports
from slaapp.services.closed_reports import CLOSED_REPORT, ClosedReport, digest, looked_at_last, stated_last
from slaapp.storage.records import Record
from tests.reports.northgate import at

HELD = json.loads((Path(__file__).parents[1] / "data" / "closed_month.json").read_text(encoding="utf-8"))


def read() -> ClosedReport:
    return closed_reports.read(Record(CLOSED_REPORT, "northgate/2026-02", 1, "R2026-014", "northgate", HELD))


def test_it_is_read_whatever_was_added_to_reports_since() -> None:
    held = read()

    assert held.seal.number == "R2026-014"
    assert held.report.late[0].number == 2214
    assert held.report.made_at == at("2026-03-02 09:14")
    assert held.report.restatements[0].tickets == (2101,)


def test_its_figures_are_those_that_were_issued_and_their_digest_holds() -> None:
    report = read().report

    assert to_json(report) == HELD["figures"]
    assert digest(to_json(report)) == HELD["figures"]["digest"]


def test_it_can_be_printed_and_written() -> None:
    report = read().report

    assert shown(report)["standing"] == "R2026-014"
    assert render_xlsx(report)


def test_the_digest_is_over_sorted_names_without_blanks_in_ascii() -> None:
    """As the manual says, so that anybody can work it out."""
    text = b'{"a":{"c":"\\u2265","d":2},"b":[1,null]}'

    assert digest({"b": [1, None], "digest": "any", "a": {"d": 2, "c": "≥"}}) == hashlib.sha256(text).hexdigest()


FEBRUARY = read()


def again(figure: int) -> MonthlyReport:
    """February as a later report restates it."""
    return replace(FEBRUARY.report, flow=replace(FEBRUARY.report.flow, received=figure))


def closed(month: int, *, days_later: int, received: int, open_again: str | None = None) -> ClosedReport:
    """A later month of 2026, whose report restates February and looked as far as its number of received tickets."""
    report = replace(FEBRUARY.report, days=Period.of_month(Month(2026, month)))
    return replace(
        FEBRUARY,
        report=report,
        seal=replace(FEBRUARY.seal, closed_at=FEBRUARY.seal.closed_at + days_later * DAY),
        ends={"events": [("a", received)]},
        restated=(again(received),),
        open_again=open_again,
    )


MARCH, APRIL = closed(3, days_later=30, received=60), closed(4, days_later=60, received=70)


def test_what_was_restated_last_is_what_was_stated() -> None:
    assert stated_last(FEBRUARY, []) == FEBRUARY.report
    assert stated_last(FEBRUARY, [FEBRUARY, MARCH]) == again(60)
    assert stated_last(FEBRUARY, [APRIL, MARCH]) == stated_last(FEBRUARY, [MARCH, APRIL]) == again(70)


def test_a_report_that_was_reopened_or_issued_before_states_nothing() -> None:
    reopened = replace(APRIL, open_again="Wrong hours")
    before = closed(3, days_later=-1, received=80)

    assert stated_last(FEBRUARY, [MARCH, reopened, before]) == again(60)
    assert looked_at_last(FEBRUARY, [MARCH, reopened, before]) == MARCH.ends


def test_later_months_looked_as_far_as_the_last_of_them() -> None:
    january = closed(1, days_later=90, received=90)

    assert looked_at_last(FEBRUARY, []) == looked_at_last(FEBRUARY, [january]) == FEBRUARY.ends
    assert looked_at_last(FEBRUARY, [APRIL, MARCH]) == looked_at_last(FEBRUARY, [MARCH, APRIL]) == APRIL.ends
