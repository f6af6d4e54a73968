"""A report written as workbook, web page and CSV files, by command."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import Command, Result

FEBRUARY = ("report", "--month", "2026-02", "--customer", "Northgate School", "--now", "2026-03-11T13:30:18Z")


@pytest.fixture
def report(slaapp: Command, demo_file: Path) -> Callable[..., Result]:
    return lambda *words: slaapp(*FEBRUARY, *words, store=demo_file)


def test_each_form_is_written_and_named(report: Callable[..., Result], tmp_path: Path) -> None:
    book, page, folder = tmp_path / "february.xlsx", tmp_path / "february.html", tmp_path / "csv"

    done = report("--xlsx", str(book), "--html", str(page), "--csv", str(folder))

    files = sorted(path.name for path in folder.iterdir())
    assert done.out == f"Wrote {book}.\nWrote {page}.\nWrote {len(files)} files into {folder}.\n"
    assert openpyxl.load_workbook(book).sheetnames[0] == "Summary"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert files[0] == "00 summary.csv"


def test_with_json_the_figures_are_answered_beside_it(report: Callable[..., Result], tmp_path: Path) -> None:
    done = report("--xlsx", str(tmp_path / "february.xlsx"), "--json")

    assert done.json["customer"] == "Northgate School"


def test_a_place_that_takes_nothing_is_refused(report: Callable[..., Result], tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")

    refused = report("--csv", str(taken))

    assert refused.code == 1
    assert "could not be written" in refused.err
    assert taken.read_text(encoding="utf-8") == "a file"


def test_standard_output_takes_one_of_them(report: Callable[..., Result]) -> None:
    assert report("--xlsx", "-", "--html", "-").code == 2


def test_the_desks_own_edition_goes_to_nobody_else(report: Callable[..., Result], tmp_path: Path) -> None:
    told = report("--internal")

    assert "Internal targets, not for the customer:\n  First response, Urgent: " in told.out
    assert "Whose tickets:\n  " in told.out
    assert "Internal targets" not in report().out
    assert report("--internal", "--json").json["edition"] == "desk"
    refused = report("--internal", "--letter", "--pdf", str(tmp_path / "letter.pdf"))
    assert refused.code == 2
    assert "--letter and --pack go to the customer, --internal does not." in refused.err
