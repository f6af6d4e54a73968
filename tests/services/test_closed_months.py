"""A month that an earlier version of the program closed is read back whole. The file is as version 0.1.0 wrote it."""

import json
from pathlib import Path

from slaapp.documents.month import shown
from slaapp.documents.month_xlsx import render_xlsx
from slaapp.reports.month_json import to_json
from slaapp.services import closed_months
from slaapp.services.closed_months import CLOSED_MONTH, ClosedMonth, digest
from slaapp.storage.records import Record
from tests.reports.northgate import at

HELD = json.loads((Path(__file__).parents[1] / "data" / "closed_month.json").read_text(encoding="utf-8"))


def read() -> ClosedMonth:
    return closed_months.read(Record(CLOSED_MONTH, "northgate/2026-02", 1, "R2026-014", "northgate", HELD))


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
