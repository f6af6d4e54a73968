"""A report as a workbook: a sheet a section with its filter, in real numbers, lengths of time, dates and shares."""

import re
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from slaapp.documents.month_charts import Charts
from slaapp.documents.month_inside import mark, marked
from slaapp.domain.calendar import zone_info
from slaapp.domain.cells import begins_like_a_formula
from slaapp.domain.durations import wall_time
from slaapp.domain.period import PeriodKind
from slaapp.domain.spans import DAY
from slaapp.languages import Words
from slaapp.reports import period_words
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.table_words import TableWords
from slaapp.reports.tables import Cell, Days, Length, Moment, Share, Table, named_apart, tables
from slaapp.reports.texts import plain, tidy

SHEET_NAME, CELL = 31, 32_767
"""So many characters may the name of a sheet and a text have."""
NARROW, WIDE = 10, 60
"""In characters, how wide a column is at least and at most."""
LINE, HIGHEST = 15, 409
"""In points, how high a line of text is, and a row at most."""
_LOCALES = {"en": "809", "de": "407"}
"""By which a workbook knows the language of a month's name, whatever the program's own is."""
_UNNAMED = re.compile(r"[\[\]:*?/\\']")


def render_xlsx(report: MonthlyReport) -> bytes:
    """Every figure of the report. Texts are written as texts, so that none is a formula, a link or a number (rule 3 of
    reliability); instants are wall time in the report's zone, since a workbook knows none."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(held, options)
    words = report.words
    found = tables(to_json(report), words)
    book.set_properties(
        {
            "title": _text(
                marked(f"{tidy(report.customer, longest=120)}, {period_words.name(report.days, words)}", report)
            ),
            "author": _text(tidy(report.desk.name, longest=120)),
            "created": wall_time(report.made_at, zone_info(report.zone)).replace(tzinfo=None),
        }
    )
    sheet = _Sheet(book, zone_info(report.zone), words)
    for name, table in zip(_names(found, words), found, strict=True):
        page = book.add_worksheet(name)
        sheet.write(page, table)
        if isinstance(report, DeskReport):
            page.set_footer(f"&C{mark(report)}")
    book.close()
    return held.getvalue()


def _names(found: tuple[Table, ...], words: Words) -> list[str]:
    return named_apart((_UNNAMED.sub(" ", table.title).strip() or words("table.sheet") for table in found), SHEET_NAME)


class _Sheet:
    """Writes tables, each kind of cell in its format."""

    def __init__(self, book: xlsxwriter.Workbook, zone: ZoneInfo, words: Words) -> None:
        self._zone, self._language = zone, words
        top = {"valign": "top"}
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top})
        self._words = book.add_format({"text_wrap": True, **top})
        self._guarded = book.add_format({"text_wrap": True, "quote_prefix": True, **top})
        self._plain = book.add_format(top)
        self._length = book.add_format({"num_format": "[h]:mm:ss", **top})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", **top})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", **top})
        self._months = f"[$-{_LOCALES[words.code]}]mmm yyyy"
        self._month = book.add_format({"num_format": self._months, "align": "left", **top})
        self._share = book.add_format({"num_format": "0.0%", **top})
        self._charts = Charts(book, TableWords(words), self._months)

    def write(self, sheet: Worksheet, table: Table) -> None:
        for column, title in enumerate(table.columns):
            sheet.write_string(0, column, title, self._head)
        for row, cells in enumerate(table.rows, 1):
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
        widths = [
            min(WIDE, max([NARROW, len(title) + 3, *(_width(cells[column]) + 1 for cells in table.rows)]))
            for column, title in enumerate(table.columns)
        ]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, cells in enumerate(table.rows, 1):
            lines = max(_lines(cell, width) for cell, width in zip(cells, widths, strict=True))
            if lines > 1:  # said, because not every program that reads a workbook works it out
                sheet.set_row(row, min(HIGHEST, lines * LINE))
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        self._charts.draw(sheet, table)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None:
                sheet.write_blank(row, column, None, self._plain)
            case bool():
                sheet.write_boolean(row, column, cell, self._plain)
            case int():
                sheet.write_number(row, column, cell, self._plain)
            case Length():
                sheet.write_number(row, column, cell.seconds / DAY, self._length)
            case Share():
                sheet.write_number(row, column, cell.tenths / 1000, self._share)
            case Moment():
                sheet.write_datetime(row, column, self._wall(cell), self._moment)
            case date():
                sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self._day)
            case Days(period) if period.kind is PeriodKind.MONTH:
                first = period.first_day
                sheet.write_datetime(row, column, datetime(first.year, first.month, 1), self._month)
            case Days(period):
                sheet.write_string(row, column, period_words.name(period, self._language), self._words)
            case str():
                sheet.write_string(row, column, _text(cell), self._format_of(cell))

    def _wall(self, moment: Moment) -> datetime:
        return wall_time(moment.at, self._zone).replace(tzinfo=None)

    def _format_of(self, text: str) -> Format:
        return self._guarded if begins_like_a_formula(text) else self._words


def _text(words: str) -> str:
    """What a workbook can hold: whole characters, and not too many of them."""
    whole = "\n".join(plain(line) for line in words.splitlines()).encode("utf-8", "replace").decode()
    return whole if len(whole) <= CELL else whole[: CELL - 1] + "…"


def _lines(cell: Cell, width: int) -> int:
    """So many it takes in a column of this width."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, len(wrap(line, width - 1))) for line in cell.splitlines())


def _width(cell: Cell) -> int:
    match cell:
        case str():
            return max(map(len, cell.splitlines()), default=0)
        case Moment():
            return len("2026-02-01 09:00")
        case Days(period):
            return len(period_words.name(period))
        case date():
            return len("2026-02-01")
        case _:
            return NARROW
