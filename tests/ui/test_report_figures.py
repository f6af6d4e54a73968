"""The report as charts: the figures of its pages, pointed at, walked through by keys, heard, and followed."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents.month_back import backlog
from slaapp.documents.month_front import performance, trend
from slaapp.documents.month_sections import section_data
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import MissReason
from slaapp.domain.period import Period
from slaapp.reports.month_report import CustomerLine, MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.section import Section
from tests.documents.test_month_thousands import busy
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, customer, desk_at_work, nameless, outside
from tests.ui.report_at_work import figures, report, report_page
from ui import theme
from ui.views.report.canvas import FIGURES, PAGES
from ui.views.report.charts import customers
from ui.views.report.charts.arrivals import ArrivalsChart
from ui.views.report.charts.leads import ToLate, ToOpen
from ui.views.report.figures import Figures
from ui.views.report_page import ReportPage
from ui.widgets import painting
from ui.widgets.charts.card import MarkCard
from ui.widgets.charts.chart import Chart
from ui.widgets.label import Label

__all__ = ["figures", "report"]


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    """In February Northgate School had eleven tickets answered in time, and two that were late; one is open."""
    with desk_at_work(tmp_path, "2026-02-02 09:00") as found:
        school, _ = customer(found, "Northgate School")
        desk = found.engine.desk
        for day in range(3, 14):
            if day not in (7, 8):
                good = found.log(f"2026-02-{day:02} 10:00", customer=school, severity=Severity.HIGH)
                desk.reply(good, "Done.", then=Status.RESOLVED, now=at(f"2026-02-{day:02} 10:{day + 10}"))
        for day in (16, 17):
            late = found.log(f"2026-02-{day} 10:00", customer=school, subject=HOSTILE, severity=Severity.HIGH)
            desk.reply(late, "Spare fetched.", then=Status.RESOLVED, now=at(f"2026-02-{day} 16:00"))
        found.engine.misses.explain(
            late, Metric.FIRST_RESPONSE, 1, code=MissReason.STAFFING, text="", measure=None, now=at("2026-02-17 16:05")
        )
        found.log("2026-02-26 10:00", customer=school, subject="Projector hums", severity=Severity.LOW)
        found.turn_to("2026-03-10 13:30")
        yield found


@pytest.fixture
def kept() -> dict[str, object]:
    return {}


@pytest.fixture
def page(work: DeskAtWork, kept: dict[str, object], qtbot: QtBot) -> ReportPage:
    """February's figures."""
    found = report_page(work, qtbot, kept=kept)
    with qtbot.waitSignal(found.made, timeout=20_000):
        found.show_report()
    found.canvas.show_face(FIGURES)
    return found


def said(chart: Chart) -> dict[str, str]:
    return {mark.name: ", ".join(mark.figures) for mark in chart.marks}


def point_at(chart: Chart, place: int) -> QPoint:
    return chart.boxes()[place].center().toPoint()


def test_the_bars_say_what_the_printed_table_says(figures: Figures, report: MonthlyReport) -> None:
    printed = performance(report)
    shares = {
        (metric, row["severity"]): cell
        for row in printed["rows"]
        for metric, cell in zip(["First response", "Next update", "Resolution"], row["cells"], strict=False)
    }

    first, high = figures.attainment.marks[1].name, shares["First response", "High"]

    assert first == "First response, High"
    assert f"{high['share']} % on time, {high['counts'].replace('/', ' of ')}" in said(figures.attainment)[first]
    assert said(figures.attainment)["First response, Urgent"] == "no target was decided"


def test_the_bars_say_how_long_clocks_took_as_the_printed_table_does(figures: Figures, report: MonthlyReport) -> None:
    rows = section_data(report, (Section.PERFORMANCE,))["performance"]["rows"]
    told = said(figures.attainment)

    timed = {f"{row['metric']}, {row['severity']}": row["took"] for row in rows if row["took"]}
    assert len(timed) == 3
    for name, (median, _, longest) in timed.items():
        assert median in told[name]
        assert longest in told[name]


def test_thousands_are_grouped_as_on_paper(qtbot: QtBot) -> None:
    shown = Figures()
    qtbot.addWidget(shown)
    shown.show_report(build(busy()))

    labels = {label.text() for label in shown.glance.findChildren(Label)}
    assert {"52,345", "of all targets met on time, 14,938 of 14,946"} <= labels
    assert "99.9 % on time, 1,237 of 1,238" in said(shown.attainment)["Resolution, Urgent"]
    assert "13,086 received" in "".join("".join(said(chart).values()) for chart in shown.charts())


def test_the_trend_has_the_twelve_months_of_the_printed_one(figures: Figures, report: MonthlyReport) -> None:
    points = trend(report)["points"]

    assert len(figures.trend.marks) == len(points) == 12
    assert figures.trend.marks[-1].name == "February 2026"
    assert f"{points[-1]['share']} % on time" in figures.trend.marks[-1].figures[0]
    assert "scale starts at" in figures.trend.note


def test_curves_ages_reasons_and_hours_are_those_of_the_sections(figures: Figures, report: MonthlyReport) -> None:
    data = section_data(report, (Section.CURVES, Section.REASONS, Section.ARRIVALS))
    drawn = [chart for chart in figures.charts() if "how much of the target" in chart.accessibleName()]

    assert len(drawn) == len(data["curves"]["curves"]) > 0
    assert [mark.name for mark in figures.reasons.marks] == [row["reason"] for row in data["reasons"]["rows"]]
    assert [mark.figures[0].split()[0] for mark in figures.reasons.marks] == [
        row["targets"] for row in data["reasons"]["rows"]
    ]
    assert len(figures.backlog.marks) == len(backlog(report)["bands"])
    received = [cell["count"] for row in data["arrivals"]["rows"] for cell in row["cells"]]
    assert [int(words.split()[0]) if words[0].isdigit() else 0 for words in said(figures.arrivals).values()] == received


def test_few_targets_say_that_they_are_few(figures: Figures) -> None:
    shown = [chart for chart in figures.charts() if "share of target used" in chart.accessibleName()]
    told = [mark.sentence for chart in (figures.attainment, *shown) for mark in chart.marks]

    assert any("one late target weighs" in words for words in told) or any("too few" in words for words in told)


def test_the_pointer_shows_the_exact_figure_and_takes_it_away(figures: Figures, qtbot: QtBot) -> None:
    chart = figures.attainment

    qtbot.mouseMove(chart, point_at(chart, 1))
    card = chart.card()
    assert card is not None
    assert card.accessibleName() == chart.marks[1].sentence

    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.card() is None


def test_no_card_is_left_of_charts_that_are_gone(
    page: ReportPage, figures: Figures, report: MonthlyReport, qtbot: QtBot
) -> None:
    for _ in range(3):
        for chart in figures.charts():
            if chart.marks:
                chart.go_to(0)
        figures.show_report(report)

    there = sum(chart._card is not None for chart in figures.charts())
    assert there > 0
    qtbot.waitUntil(lambda: len(page.window().findChildren(MarkCard)) == there)


def test_the_arrows_go_from_mark_to_mark(figures: Figures, qtbot: QtBot) -> None:
    chart = figures.arrivals
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chart.hasFocus)

    for key, name in (
        (Qt.Key.Key_Right, "Mon 01\u201302"),
        (Qt.Key.Key_Down, "Tue 01\u201302"),
        (Qt.Key.Key_Left, "Tue 00\u201301"),
        (Qt.Key.Key_Left, "Tue 00\u201301"),
        (Qt.Key.Key_End, "Sun 23\u201324"),
        (Qt.Key.Key_Up, "Sat 23\u201324"),
    ):
        qtbot.keyClick(chart, key)
        assert chart.here is not None
        assert chart.marks[chart.here].name.replace("day", "")[:3] == name[:3]
        assert chart.marks[chart.here].name.endswith(name[-5:])
    assert chart.card() is not None
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.card() is None


def test_a_bar_leads_to_the_late_targets_and_to_why(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    chart = figures.attainment
    place = [mark.name for mark in chart.marks].index("First response, High")
    assert isinstance(chart.marks[place].leads, ToLate)

    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=point_at(chart, place))
    picker = page.following.late
    assert picker.isVisible()
    assert len(picker.labels()) == 2

    with qtbot.waitSignal(page.why_wanted) as wanted:
        qtbot.keyClick(picker.field.edit, Qt.Key.Key_Return)
    assert wanted.args[1:] == [Metric.FIRST_RESPONSE, 1]


def test_a_single_one_is_explained_at_once(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    chart = figures.reasons
    chart.setFocus()
    chart.go_to([mark.name for mark in chart.marks].index("Too few people at the desk"))

    with qtbot.waitSignal(page.why_wanted):
        qtbot.keyClick(chart, Qt.Key.Key_Return)


def follow(chart: Chart, name: str, qtbot: QtBot) -> None:
    """By the keyboard."""
    chart.setFocus()
    chart.go_to([mark.name for mark in chart.marks].index(name))
    qtbot.keyClick(chart, Qt.Key.Key_Return)


def test_an_age_leads_to_its_ticket(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    chart = figures.backlog
    place = next(at for at, mark in enumerate(chart.marks) if isinstance(mark.leads, ToOpen))

    with qtbot.waitSignal(page.ticket_wanted):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=point_at(chart, place))


def shown_anew(page: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_report()


def test_an_age_leads_to_all_its_tickets_though_the_report_names_ten(
    page: ReportPage, figures: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    school = work.engine.catalogue.customer("Northgate School").id
    young = [work.log("2026-02-27 10:00", customer=school) for _ in range(12)]
    shown_anew(page, qtbot)

    follow(figures.backlog, "0\u20131 working days", qtbot)
    picker = page.following.tickets
    qtbot.waitUntil(picker.isVisible)

    assert [int(words.partition(" ")[0]) for words in picker.labels()] == [12, *young]


def test_what_was_corrected_since_the_month_was_closed_is_told(
    page: ReportPage, figures: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    school = work.engine.catalogue.customer("Northgate School").id
    work.engine.closing.close(Period.parse("2026-02"), customer=school, now=work.clock.at, anyway=True)
    work.engine.desk.correct_received(1, at("2026-02-03 09:30"), reason="Misread", now=work.clock.at)
    shown_anew(page, qtbot)

    follow(figures.arrivals, "Tuesday 10\u201311", qtbot)
    picker = page.following.tickets
    qtbot.waitUntil(picker.isVisible)

    assert picker.field.edit.placeholderText() == "Tuesday 10\u201311: 2 tickets now, the report counted 3"


def test_an_hour_leads_to_the_tickets_that_came_in_it(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    follow(figures.arrivals, "Tuesday 10\u201311", qtbot)
    picker = page.following.tickets
    qtbot.waitUntil(picker.isVisible)

    assert picker.field.edit.placeholderText() == "Tuesday 10\u201311: 3 tickets"
    assert [words.partition(" ")[0] for words in picker.labels()] == ["11", "6", "1"]
    with qtbot.waitSignal(page.ticket_wanted) as wanted:
        qtbot.keyClick(picker.field.edit, Qt.Key.Key_Return)
    assert wanted.args == [11]


def test_an_hour_in_which_nothing_came_leads_nowhere(figures: Figures) -> None:
    quiet = next(mark for mark in figures.arrivals.marks if "no ticket received" in mark.sentence)

    assert quiet.leads is None
    assert "Enter" not in quiet.sentence


def test_a_month_of_the_trend_leads_to_its_report(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    chart = figures.trend
    with qtbot.waitSignal(page.made, timeout=20_000):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=point_at(chart, 10))

    assert page.report is not None
    assert page.report.days == Period.parse("2026-01")
    assert page.canvas.face == FIGURES


def test_all_is_there_as_a_table(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_T)

    assert figures.shows_table
    assert figures.table.rowCount() == sum(len(chart.marks) for chart in figures.charts())
    assert figures.table.item(0, 1).text() == figures.charts()[1].marks[0].name
    qtbot.keyClick(page, Qt.Key.Key_T)
    assert not figures.shows_table


def test_v_turns_to_the_pages_and_what_was_seen_last_is_kept(
    page: ReportPage, work: DeskAtWork, kept: dict[str, object], qtbot: QtBot
) -> None:
    assert not page.head.grey.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_V)
    assert page.canvas.face == PAGES
    assert page.head.grey.isVisible()

    qtbot.keyClick(page, Qt.Key.Key_V)
    again = ReportPage(work.engine, work.commands, work.clock, kept=kept)
    qtbot.addWidget(again)
    assert again.canvas.face == FIGURES


def test_every_chart_names_itself_and_says_its_figures(page: ReportPage, figures: Figures) -> None:
    for chart in figures.charts():
        if chart.isVisibleTo(page):
            assert chart.accessibleName()
            assert "." in chart.accessibleDescription(), chart.accessibleName()
    assert nameless(page) == []


def test_it_fits_at_every_width_and_text_size(page: ReportPage, figures: Figures) -> None:
    for scale, width in product((0.9, 1.0, 1.5), (940, 1166, 2200)):
        theme.set_text_size(QApplication.instance(), scale)  # type: ignore[arg-type]
        page.resize(max(width, page.minimumSizeHint().width()), 700)
        QApplication.processEvents()
        where = f"{width} wide, text {scale}"
        assert outside(figures) == [], where
        for chart in figures.charts():
            if chart.isVisibleTo(page):
                inside = chart.rect().toRectF().adjusted(-7, -7, 7, 7)
                assert all(inside.contains(box) for box in chart.boxes()), f"{chart.accessibleName()}, {where}"
                picture = QPixmap(chart.size())
                chart.render(picture, QPoint())


def test_on_a_wide_window_the_charts_grow_with_the_text(page: ReportPage, figures: Figures) -> None:
    page.resize(2600, 700)
    QApplication.processEvents()
    usual = figures.attainment.width()
    theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
    QApplication.processEvents()
    assert figures.attainment.width() > usual * 1.4


def test_a_mark_is_found_where_it_is_painted(figures: Figures) -> None:
    for chart in figures.charts():
        for place, box in enumerate(chart.boxes()):
            assert chart._at(QPointF(box.center())) == place


def test_the_mark_that_one_is_on_is_seen_though_its_chart_is_higher_than_the_window(
    page: ReportPage, figures: Figures, qtbot: QtBot
) -> None:
    chart, area = figures.attainment, figures.area
    theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
    page.resize(1066, 640)
    QApplication.processEvents()
    assert chart.height() > area.viewport().height()

    figures.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    seen = []
    for place in (0, len(chart.marks) - 1, 1):
        chart.go_to(place)
        top = chart.mapTo(area.viewport(), chart.boxes()[place].topLeft()).y()
        seen.append(0 <= top <= area.viewport().height() - chart.boxes()[place].height())
        assert chart.card() is not None
    assert seen == [True, True, True]


def test_the_figures_have_the_most_room_in_the_table_however_large_the_text(page: ReportPage, figures: Figures) -> None:
    figures.turn()
    theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
    page.resize(1066, 640)
    QApplication.processEvents()

    chart, what, told = (figures.table.room_of(column) for column in range(3))
    assert chart < what < told


def test_no_bar_is_drawn_where_it_has_no_room_beside_a_name(
    report: MonthlyReport, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = CustomerLine(
        name="Old Mill Logistics", agreement=None, kept=1, decided_cells=1, total=report.total, flow=report.flow
    )
    bars: list[float] = []
    monkeypatch.setattr(customers, "bar", lambda _painter, box, _share: bars.append(box.width()))
    chart = customers.CustomersChart()
    qtbot.addWidget(chart)
    chart.show_report(replace(report, customers=(line,)))

    drawn = []
    for scale in (1.0, 1.5):
        theme.set_text_size(QApplication.instance(), scale)  # type: ignore[arg-type]
        chart.resize(430, chart.high())
        bars.clear()
        chart.render(QPixmap(chart.size()), QPoint())
        drawn.append(len(bars))
        assert all(wide > 0 for wide in bars)
    assert drawn == [1, 0]


def test_counts_that_would_run_out_of_their_hour_are_left_to_the_colours(
    report: MonthlyReport, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = ArrivalsChart()
    qtbot.addWidget(chart)
    chart.show_report(report)
    counts = [[0] * 24 for _ in range(7)]
    counts[1][8:10] = 12, 3
    monkeypatch.setattr(chart, "_came", replace(chart._came, counts=counts))
    drawn: list[str] = []
    monkeypatch.setattr(painting, "text", lambda _painter, words, *_rest, **_more: drawn.append(words) or 0.0)

    said = []
    for wide in (900, 340):
        drawn.clear()
        chart.resize(wide, chart.high())
        chart.render(QPixmap(chart.size()), QPoint())
        said.append([words for words in drawn if words in ("12", "3")])
    assert said[0][-2:] == ["12", "3"]
    assert "3" not in said[1]
