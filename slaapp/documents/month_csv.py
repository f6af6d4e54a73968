"""A report as a folder of CSV files, one a section."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from slaapp.domain.cells import guarded
from slaapp.languages import Words
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section_json import instant
from slaapp.reports.tables import Cell, Days, Length, Moment, Share, Table, tables


def render_csv(report: MonthlyReport) -> dict[str, bytes]:
    """The files by their names, in UTF-8 with its mark; no cell is a formula (rule 3 of reliability). Lengths of time
    are seconds, instants UTC, shares percent, as their heads say. Words are the report's, figures and the names of the
    files the same in every language."""
    found = tables(to_json(report), report.words)
    return {f"{place:02} {table.name}.csv": _file(table, report.words) for place, table in enumerate(found)}


def _file(table: Table, words: Words) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(f"{title}{unit}") for title, unit in zip(table.columns, _units(table), strict=True)])
    writer.writerows([guarded(_words(cell, words)) for cell in cells] for cells in table.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _units(table: Table) -> Iterator[str]:
    """Of columns that hold nothing else; where kinds are mixed each cell says its own."""
    for column in zip(*table.rows, strict=True):
        kinds = {type(cell) for cell in column if cell is not None}
        yield {Length: " (s)", Share: " (%)", Moment: " (UTC)"}.get(kinds.pop(), "") if len(kinds) == 1 else ""


def _words(cell: Cell, words: Words) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return words("table.yes" if cell else "table.no")
        case Length():
            return str(cell.seconds)
        case Share():
            return f"{cell.tenths // 10}.{cell.tenths % 10}"
        case Moment():
            return instant(cell.at) or ""
        case date():
            return cell.isoformat()
        case Days():
            return str(cell.period)
        case _:
            return str(cell)
