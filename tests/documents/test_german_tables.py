"""The report's workbook, web page and CSV files in German: every word of theirs, and figures as they are anywhere."""

import ast
import csv
import io
import re
from datetime import date
from inspect import getsource
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from slaapp.documents.month_csv import render_csv
from slaapp.documents.month_html import render_html
from slaapp.documents.month_xlsx import render_xlsx
from slaapp.languages import ENGLISH, LANGUAGES, words_of
from slaapp.reports import month_json, section_json
from slaapp.reports.month_data import MonthData
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build, to_json
from slaapp.reports.tables import tables
from tests.documents.languages import WORD, foreign, spoken
from tests.documents.test_month_german import ALIKE, of_data
from tests.documents.test_month_sections import full_february
from tests.reports.northgate import february

FIGURES = ("de", "ISO", "UTC")


def german(data: MonthData | None = None) -> MonthlyReport:
    return build(replace(data or february(), language="de"))


def left_over(said: list[str], report: MonthlyReport) -> list[str]:
    """Words that no German text has and nobody typed."""
    dated = [re.sub(r"\d{4}-\d\d-\d\d\S*", "", text) for text in said]
    return foreign(dated, (*of_data(report), *ALIKE, *FIGURES), "de")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_field_of_a_report_has_words(code: str) -> None:
    keys = {
        key.value
        for module in (month_json, section_json)
        for node in ast.walk(ast.parse(getsource(module)))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    known = words_of(code).texts

    assert sorted(key for key in keys if f"field.{re.sub('_(s|at)$', '', str(key))}" not in known) == []


def test_a_cell_that_names_something_says_it_in_words() -> None:
    report = german(full_february())
    found = {table.name: table for table in tables(to_json(report), report.words)}
    breaches = dict(zip(found["breaches"].columns, found["breaches"].rows[0], strict=True))
    turns = found["breaches_ball"]
    ball = {row[turns.columns.index("Bei wem")] for row in turns.rows}

    assert (breaches["Priorität"], breaches["Messgröße"]) == ("Dringend", "Lösung")
    assert {row[found["not_measured"].columns.index("Grund")] for row in found["not_measured"].rows} <= {
        words_of("de").of(ticket.reason) for ticket in report.not_measured
    }
    assert ball == {"Support", "Kunde", "geschlossene Zeit", "Dritte"}


def test_what_somebody_wrote_stays_though_it_reads_like_the_name_of_something() -> None:
    report = german()
    late = replace(report.late[0], reason="duplicate", subject="draft")
    (table,) = [one for one in tables(to_json(replace(report, late=(late,))), words_of("de")) if one.name == "breaches"]
    row = dict(zip(table.columns, table.rows[0], strict=True))

    assert (row["Grund"], row["Betreff"]) == ("duplicate", "draft")


def test_the_workbook_is_german_with_real_figures_and_months() -> None:
    report = german()
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(report)))
    english = openpyxl.load_workbook(io.BytesIO(render_xlsx(build(february()))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [*book.sheetnames, *(str(cell.value) for cell in cells if cell.data_type == "s")]
    trend = book["Verlauf"]

    assert left_over(texts, report) == []
    assert trend["A2"].value.date() == date(2025, 3, 1)
    assert trend["A2"].number_format == "[$-407]mmm yyyy"
    for mine, theirs in zip(book.worksheets, english.worksheets, strict=True):
        for my_row, their_row in zip(mine.iter_rows(), theirs.iter_rows(), strict=True):
            for my_cell, their_cell in zip(my_row, their_row, strict=True):
                assert my_cell.data_type == their_cell.data_type
                if my_cell.data_type in ("n", "d", "b"):
                    assert my_cell.value == their_cell.value


def test_no_sheet_or_column_of_the_workbook_is_called_as_in_english() -> None:
    mine = [(table.title, *table.columns) for table in tables(to_json(german()), words_of("de"))]
    theirs = [(table.title, *table.columns) for table in tables(to_json(build(february())))]
    pairs = {pair for one, other in zip(mine, theirs, strict=True) for pair in zip(one, other, strict=True)}
    same = {one for one, other in pairs if one == other and set(WORD.findall(one)) - ALIKE}

    assert same <= {"Text", "Region"}


def test_the_web_page_is_german() -> None:
    report = german()
    page = render_html(report).decode()
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)

    assert page.startswith('<!doctype html>\n<html lang="de">')
    assert left_over([words], report) == []
    assert "94,2 %" in words.replace("\u00a0", " ").replace("\u202f", " ")
    assert "März 2025" in words


def test_csv_files_have_german_words_and_the_figures_of_everywhere() -> None:
    report = german()
    mine, theirs = render_csv(report), render_csv(build(february()))
    rows = {name: list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) for name, data in mine.items()}

    assert [*mine] == [*theirs]
    assert left_over([cell for table in rows.values() for row in table for cell in row], report) == []
    trend = next(table for name, table in rows.items() if name.endswith(" trend.csv"))
    assert trend[0][0] == "Monat"
    assert trend[1][0] == "2025-03"


def test_english_files_have_no_german_word() -> None:
    """The other way round, so that the check can fail."""
    report = build(february())
    only_german = spoken("de") - spoken(ENGLISH)
    said: list[Any] = [
        cell for table in tables(to_json(report)) for row in (table.columns, *table.rows) for cell in row
    ]
    found = {word.casefold() for cell in said if isinstance(cell, str) for word in WORD.findall(cell)}

    assert found & only_german - {word.casefold() for word in of_data(report)} == set()
    assert left_over([cell for cell in said if isinstance(cell, str)], report) != []
