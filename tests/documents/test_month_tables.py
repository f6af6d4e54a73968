"""The report as workbook, CSV files and web page: every figure as what it is, and no text more than text."""

import csv
import io
import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from slaapp.documents.month_csv import render_csv
from slaapp.documents.month_html import render_html
from slaapp.documents.month_xlsx import render_xlsx
from slaapp.domain.agreement import Meaning, Metric
from slaapp.domain.cells import unguarded
from slaapp.domain.period import Period
from slaapp.languages import ENGLISH, words_of
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import Curve, Week
from slaapp.reports.monthly import build, to_json
from slaapp.reports.review_data import Decision
from slaapp.reports.table_words import TableWords
from slaapp.reports.tables import Length, Moment, Share, Table, named_apart, tables
from tests.reports.northgate import HIGH, february, hm

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    " =1",
    '=HYPERLINK("x")',
)
HOSTILE = (
    *FORMULAS,
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></table>&amp;${title}$title",
    "https://example.org",
    "\u202eright to left\u202c",
    "\x00\x07\x1b[31m",
    "half a character \ud83d",
    "A" * 40_000,
    "日本語 العربية 🖨",
    "2026-02-01T00:00:00Z",
    "2026-02-01",
    "94.2",
    "1e5",
    "#REF!",
)


@pytest.fixture(scope="module")
def report() -> MonthlyReport:
    return build(february())


@pytest.fixture(scope="module")
def book(report: MonthlyReport) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(report)))


def with_subject(report: MonthlyReport, text: str) -> MonthlyReport:
    """The text stands wherever somebody types one."""
    late = tuple(replace(target, subject=text, reason=text) for target in report.late)
    unmeasured = tuple(replace(ticket, subject=text, text=text) for ticket in report.not_measured)
    return replace(report, late=late, not_measured=unmeasured, customer=text)


def named(found: tuple[Table, ...], name: str) -> Table:
    return next(table for table in found if table.name == name)


def column(sheet: Worksheet, title: str) -> list[Cell]:
    (place,) = [head.column for head in sheet[1] if head.value == title]
    return [row[place - 1] for row in sheet.iter_rows(min_row=2)]


# Tables


def test_every_section_with_an_entry_has_a_table_and_the_others_are_named(report: MonthlyReport) -> None:
    figures = to_json(report)
    found = tables(figures)
    lists = {name for name, held in figures.items() if isinstance(held, list)}

    with_entries = {name for name in lists if figures[name]}
    assert with_entries <= {table.name for table in found}
    (silent,) = [value for what, value in found[0].rows if what == "Without an entry"]
    assert all(TableWords(words_of(ENGLISH)).title(name) in str(silent) for name in lists - with_entries)


def test_cells_are_what_they_are(report: MonthlyReport) -> None:
    breaches = named(tables(to_json(report)), "breaches")
    first = dict(zip(breaches.columns, breaches.rows[0], strict=True))

    assert first["Ticket"] == 2214
    assert first["Late"] == Length(4320)
    assert isinstance(first["Received"], Moment)
    assert first["Running"] is False
    assert (first["Severity"], first["Metric"]) == ("Urgent", "Resolution")


ACTION = ("Action", "Action, who sees to it", "Action, by when", "Action, state")


def test_a_late_target_says_what_is_done_about_its_ticket() -> None:
    data = february()
    begun, due = data.period.start, date(2026, 4, 20)
    spare = Decision(5, "Standard support", "Keep a spare fuse", "Kim L.", due, begun, ticket=2214)
    twice = replace(spare, number=6, text="Call twice", due=None, closed_at=begun + 1)

    one = named(tables(to_json(build(replace(data, actions=(spare,))))), "breaches")
    both = named(tables(to_json(build(replace(data, actions=(spare, twice)))), words_of("de")), "breaches")

    cells = [dict(zip(one.columns, row, strict=True)) for row in one.rows]
    assert [[row[title] for title in ACTION] for row in cells if row["Ticket"] == 2214] == [
        ["Keep a spare fuse", "Kim L.", due, "open"]
    ]
    assert {row[title] for title in ACTION for row in cells if row["Ticket"] != 2214} == {None}
    assert both.rows[0][-4:] == ("Keep a spare fuse, Call twice", "Kim L., Kim L.", "2026-04-20, –", "offen, erledigt")


def test_figures_that_were_sealed_before_there_were_actions_make_the_same_tables() -> None:
    figures = to_json(build(february()))
    before = {name: held for name, held in figures.items() if name != "actions"}

    assert tables(before)[1:] == tables(figures)[1:], "the summary alone says what has no entry"
    assert {row[-4:] for row in named(tables(before), "breaches").rows} == {(None,) * 4}


def test_the_table_of_targets_says_how_long_their_clocks_took_too(report: MonthlyReport) -> None:
    found = tables(to_json(report))
    targets, times = (
        [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in (named(found, "attainment"), named(found, "times"))
    )

    titles = ("Metric", "Severity", "Decided", "Target", "Median", "P90", "Longest", "At least")
    assert [[row[title] for title in titles] for row in targets] == [[row[title] for title in titles] for row in times]
    assert targets[0]["Median"] == Length(hm("0:12"))
    assert targets[0]["P90"] is None


def test_a_list_inside_of_a_row_says_which_row_it_is_of() -> None:
    """Also where a ticket missed its next update twice."""
    misses = [{"ticket": 7, "metric": "update", "cycle": cycle, "ball": [{"holder": "desk"}]} for cycle in (1, 2)]

    _, _, ball = tables({"breaches": misses})

    assert [dict(zip(ball.columns, row, strict=True)) for row in ball.rows] == [
        {"Metric": "Next update", "Ticket": 7, "Cycle": cycle, "Holder": "desk"} for cycle in (1, 2)
    ]


def test_a_section_that_nobody_knows_comes_along() -> None:
    figures = {
        "report": "month",
        "promises": [
            {"number": 7, "kept_s": 60, "share": "50.0", "parts": [{"what": "one", "at": "2026-02-01T09:00:00Z"}]},
            {"number": 8, "kept_s": None, "share": None, "parts": []},
        ],
    }

    _, promises, parts = tables(figures)

    assert promises == Table(
        "promises", "Promises", ("Number", "Kept", "Share"), ((7, Length(60), Share(500)), (8, None, None))
    )
    assert parts.columns == ("Number", "What", "At")
    assert parts.rows == ((7, "one", Moment(1769936400)),)


def test_what_looks_like_a_figure_and_was_typed_stays_text(report: MonthlyReport) -> None:
    for text in ("2026-02-01T00:00:00Z", "2026-02-01", "94.2"):
        breaches = named(tables(to_json(with_subject(report, text))), "breaches")
        assert dict(zip(breaches.columns, breaches.rows[0], strict=True))["Subject"] == text


@given(st.lists(st.text(min_size=1, max_size=50), max_size=20))
def test_names_of_sheets_are_apart(titles: list[str]) -> None:
    names = named_apart(titles, 31)

    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


# The workbook


def test_the_workbook_has_a_sheet_a_section(report: MonthlyReport, book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [table.title for table in tables(to_json(report))]


def test_numbers_lengths_dates_and_shares_are_real(book: openpyxl.Workbook) -> None:
    late = column(book["Breaches"], "Late")[0]
    received = column(book["Breaches"], "Received")[0]
    shares = column(book["Attainment"], "Share")

    assert late.value == timedelta(hours=1, minutes=12)
    assert late.number_format == "[h]:mm:ss"
    assert received.value == datetime(2026, 2, 12, 9, 40)
    assert all(cell.number_format == "0.0%" for cell in shares)
    assert 0.916 in [round(cell.value, 3) for cell in shares]
    assert all(cell.data_type == "n" for cell in column(book["Attainment"], "Met"))


def test_instants_are_wall_time_in_the_reports_zone(report: MonthlyReport) -> None:
    """In June London's clocks are an hour ahead."""
    june = replace(report, late=(replace(report.late[0], received_at=1780304400),))

    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(june)))["Breaches"]

    assert column(sheet, "Received")[0].value == datetime(2026, 6, 1, 10, 0)


def test_days_are_dates(book: openpyxl.Workbook) -> None:
    values = dict(row[:2] for row in book["Summary"].iter_rows(values_only=True))

    assert values["Period, first day"] == datetime(2026, 2, 1)
    assert date(2026, 2, 28) == values["Period, last day"].date()


def test_a_goal_is_a_share_and_a_line_over_what_was_kept(report: MonthlyReport) -> None:
    data = render_xlsx(report)

    goals = column(openpyxl.load_workbook(io.BytesIO(data))["Attainment"], "Goal")
    assert {(cell.value, cell.number_format) for cell in goals} == {(0.9, "0.0%")}
    drawn = chart_of(data, "Attainment")
    assert re.findall(r"<c:(\w+Chart)>", drawn) == ["barChart", "lineChart"]
    assert "<c:f>Attainment!$G$1</c:f>" in drawn.partition("<c:lineChart>")[2]
    assert "<c:f>Trend!$E$1</c:f>" in chart_of(data, "Trend")


def chart_of(workbook: bytes, sheet: str) -> str:
    parts = ZipFile(io.BytesIO(workbook))
    charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    (found,) = [chart for chart in charts if f"<c:f>{sheet}!" in chart]
    return found


def test_arrivals_are_a_map_of_weekdays_and_hours(report: MonthlyReport) -> None:
    counts = tuple(tuple(day * hour for hour in range(24)) for day in range(7))
    busy = replace(report, arrivals=replace(report.arrivals, counts=counts))

    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(busy)))["Arrivals counts"]

    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert [cell.value for cell in column(sheet, "Weekday")] == days
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == "B2:Y8"
    assert area.rules[0].type == "colorScale"


def test_the_trend_is_drawn_from_its_own_cells(book: openpyxl.Workbook) -> None:
    (chart,) = book["Trend"]._charts
    series = chart.series[0]

    assert series.val.numRef.f == "Trend!$I$2:$I$13"
    assert book["Trend"]["I1"].value == "Share"
    assert series.cat.strRef is None or series.cat.strRef.f == "Trend!$A$2:$A$13"


def test_what_is_counted_is_drawn_from_the_cells_beside_it(report: MonthlyReport) -> None:
    counts = (1, *range(2, 20), 20)
    weeks = (Week(Period.parse("2026-W06"), report.period, report.flow, 3),)
    drawn = replace(report, curves=(Curve(Metric.RESOLUTION, 20, counts),), weeks=weeks)

    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(drawn)))

    found = {
        sheet.title: [one.val.numRef.f for chart in sheet._charts for one in chart.series]
        for sheet in book.worksheets
        if sheet._charts
    }
    assert list(found) == ["Attainment", "Reasons", "Curves", "Weeks", "Backlog bands", "Trend"]
    for name, ranges in found.items():
        heads = [book[name][ref.partition("!")[2].split(":")[0].split("$")[1] + "1"].value for ref in ranges]
        assert (
            heads
            == {
                "Attainment": ["Share"],
                "Reasons": ["Targets"],
                "Curves": ["By tenth of target 1"],
                "Weeks": ["Received", "Resolved"],
                "Backlog bands": ["Urgent", "High", "Normal", "Low"],
                "Trend": ["Share", "Goal"],
            }[name]
        )


def test_every_sheet_has_a_filter_and_its_head_stays(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_workbook_takes_every_text_as_text(report: MonthlyReport, text: str) -> None:
    data = render_xlsx(with_subject(report, text))

    sheet = openpyxl.load_workbook(io.BytesIO(data))["Breaches"]
    for cell in (*column(sheet, "Subject"), *column(sheet, "Reason")):
        assert cell.data_type == "s"
        assert cell.hyperlink is None
    parts = ZipFile(io.BytesIO(data))
    whole = b"".join(parts.read(name) for name in parts.namelist())
    assert b"<f>" not in whole
    assert b"<hyperlink" not in whole


def test_a_text_that_begins_like_a_formula_stays_one_when_it_is_edited(report: MonthlyReport) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(with_subject(report, "=1+1"))))["Breaches"]

    assert all(cell.quotePrefix for cell in column(sheet, "Subject"))


def test_a_row_is_as_high_as_its_longest_text(report: MonthlyReport) -> None:
    """A program that takes a missing height for that of one line lays the lines over each other."""
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(with_subject(report, "screen stays dark " * 10))))
    sheet = book["Breaches"]
    row = next(cell.row for column in sheet.iter_cols() for cell in column if str(cell.value).startswith("screen"))

    assert sheet.row_dimensions[row].height == 15 * 4  # 60 characters a line
    assert {book["Attainment"].row_dimensions[row].height for row in (2, 3)} == {None}


def test_the_same_report_gives_the_same_workbook(report: MonthlyReport) -> None:
    assert render_xlsx(report) == render_xlsx(report)


# CSV


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_there_is_a_file_a_section_in_their_order(report: MonthlyReport) -> None:
    found = render_csv(report)

    assert [*found][:2] == ["00 summary.csv", "01 calendars.csv"]
    assert len(found) == len(tables(to_json(report)))


def test_heads_say_the_units(report: MonthlyReport) -> None:
    head, first, *_ = rows_of(next(data for name, data in render_csv(report).items() if name.endswith(" breaches.csv")))
    row = dict(zip(head, first, strict=True))

    assert (row["Late (s)"], row["Received (UTC)"], row["Running"]) == ("4320", "2026-02-12T09:40:00Z", "no")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_csv_cell_is_a_formula_and_no_text_is_lost(report: MonthlyReport, text: str) -> None:
    data = next(held for name, held in render_csv(with_subject(report, text)).items() if name.endswith(" breaches.csv"))

    head, *rows = rows_of(data)
    for row in rows:
        cell = row[head.index("Subject")]
        assert cell.lstrip(" \u3000")[:1] not in tuple("=+-@\t\r\uff1d")
        assert unguarded(cell) == text.encode("utf-8", "replace").decode()


# The web page


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page_of(report: MonthlyReport) -> Page:
    page = Page()
    page.feed(render_html(report).decode())
    return page


def test_the_page_says_what_matters_first(report: MonthlyReport) -> None:
    words = " ".join(" ".join(page_of(report).words).split())

    for said in ("Monthly service report · Draft", "Northgate School", "94.2 %", "11 of 12 goals kept"):
        assert said in words


def test_the_page_needs_nothing_from_elsewhere(report: MonthlyReport) -> None:
    page = page_of(report)

    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & set(page.tags)
    assert all(
        value is not None and value.startswith("#") for name, value in page.attributes if name in ("href", "src")
    )
    assert "url(" not in render_html(report).decode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_part_of_the_page(report: MonthlyReport, text: str) -> None:
    """The tags are those of a page whose texts are plain words."""
    assert page_of(with_subject(report, text)).tags == page_of(with_subject(report, "Printer jams")).tags


def test_headings_go_down_by_one(report: MonthlyReport) -> None:
    levels = [int(tag[1]) for tag in page_of(report).tags if re.fullmatch(r"h\d", tag)]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_the_agreement_calls_severities_is_said_once_where_it_has_names_of_its_own(report: MonthlyReport) -> None:
    data = february()
    named = replace(data, agreement=replace(data.agreement, meanings={HIGH: Meaning("", name="=Major")}))
    summary = dict(tables(to_json(build(named)))[0].rows)

    assert to_json(build(named))["severity_names"] == {"high": "=Major"}
    assert summary["Severity names, high"] == "=Major"
    assert "severity_names" not in to_json(report)
