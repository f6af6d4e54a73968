"""What the report lists, on the screen: in the words of its pages, in lines that are walked through and lead on."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents.month_ball import balls
from slaapp.documents.month_sections import section_data
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import MissReason, NotMeasuredReason
from slaapp.domain.period import Period
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import Section
from slaapp.services.misses import Measure
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, customer, desk_at_work
from tests.ui.report_at_work import figures, report, report_page
from ui import theme
from ui.views.report.canvas import FIGURES
from ui.views.report.charts import report_chart
from ui.views.report.charts.report_chart import ListChart
from ui.views.report.choice import EVERYBODY
from ui.views.report.figures import Figures
from ui.views.report.part import Part
from ui.views.report_page import ReportPage
from ui.widgets.charts.chart import Chart
from ui.widgets.charts.lines import LinesChart
from ui.widgets.label import Label

__all__ = ["figures", "report"]


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    """In March Northgate School was answered twice with five minutes to spare; three tickets are open, one is paused,
    and the clock of one is about to run out."""
    with desk_at_work(tmp_path, "2026-03-02 09:00") as found:
        school, _ = customer(found, "Northgate School")
        desk = found.engine.desk
        for day, subject in (("03", HOSTILE), ("04", "Door display is dark")):
            close = found.log(f"2026-03-{day} 10:00", customer=school, subject=subject, severity=Severity.HIGH)
            desk.reply(close, "Done.", then=Status.RESOLVED, now=at(f"2026-03-{day} 10:55"))
        waits = found.log("2026-03-05 10:00", customer=school, subject="Old laptops", severity=Severity.LOW)
        desk.reply(waits, "Which ones?", then=Status.WAITING_CUSTOMER, now=at("2026-03-05 10:30"))
        found.log("2026-03-10 12:40", customer=school, subject="Phones dead", severity=Severity.HIGH)
        found.log("2026-03-10 13:25", customer=school, subject="Projector hums", severity=Severity.LOW)
        found.turn_to("2026-03-10 13:30")
        yield found


@pytest.fixture
def page(work: DeskAtWork, qtbot: QtBot) -> ReportPage:
    """March's figures."""
    found = report_page(work, qtbot, width=1366)
    school = work.engine.catalogue.customer("Northgate School").id
    with qtbot.waitSignal(found.made, timeout=20_000):
        found.show_period(school, Period.parse("2026-03"))
    found.canvas.show_face(FIGURES)
    return found


def cells(chart: LinesChart, name: str) -> list[str]:
    """Of the column under that title."""
    at = [column.title for column in chart._columns].index(name)
    return [line.cells[at] for line in chart._lines]


def listed(figures: Figures, title: str) -> ListChart:
    return next(chart for chart in figures.lists if chart.accessibleName() == title)


def note(chart: ListChart) -> str:
    """What is said below it, if anything."""
    part = chart.parentWidget()
    assert isinstance(part, Part)
    said = part.findChildren(Label)[-1]
    return said.text() if said.isVisibleTo(part) else ""


def follow(chart: LinesChart, at: int, qtbot: QtBot) -> None:
    chart.setFocus()
    chart.go_to(at)
    qtbot.keyClick(chart, Qt.Key.Key_Return)


def test_near_misses_are_those_of_the_page(figures: Figures, report: MonthlyReport) -> None:
    printed = section_data(report, (Section.NEAR_MISSES,))["near_misses"]

    assert [row["number"] for row in printed["rows"]] == ["1", "2"]
    for title, name in (("No.", "number"), ("Subject", "subject"), ("Clock, target", "clock"), ("Left", "left")):
        assert cells(figures.near, title) == [row[name] for row in printed["rows"]]
    assert note(figures.near) == "Met with less than 10 % of the target left."
    assert figures.near.marks[1].sentence.replace("\u202f", " ") == (
        "2 First response, 1 h: Door display is dark, High, used 55 m, left 5 m, ended 4 Mar 10:55. "
        "Enter: how its time was counted."
    )


def test_what_may_be_late_yet_is_told_with_what_is_left(figures: Figures) -> None:
    assert cells(figures.risk, "Subject") == ["Phones dead"]
    assert cells(figures.risk, "Due") == ["10 Mar 13:40"]
    assert cells(figures.risk, "Left") == ["10\u202fm"]


def test_a_near_miss_leads_to_how_its_time_was_counted(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.why_wanted) as wanted:
        follow(figures.near, 1, qtbot)

    assert wanted.args == [2, Metric.FIRST_RESPONSE, 1]


def test_where_nothing_was_close_the_page_says_so_and_so_does_the_screen(
    page: ReportPage, figures: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_period(work.engine.catalogue.customer("Northgate School").id, Period.parse("2026-02"))

    assert note(figures.near) == "Met with less than 10 % of the target left. None."
    assert note(figures.risk) == "No clock was about to run out."
    assert not figures.near.isVisible()
    assert not figures.oldest.isVisible()


def test_the_oldest_are_told_and_what_share_of_all_is_paused(figures: Figures, page: ReportPage, qtbot: QtBot) -> None:
    assert cells(figures.oldest, "Subject") == ["Old laptops", "Phones dead", "Projector hums"]
    assert cells(figures.oldest, "Open for") == ["3 working days", "under a day", "under a day"]
    assert cells(figures.oldest, "") == ["paused", "", ""]
    assert figures.backlog.note == "3 tickets open · 1 of them paused (33.3 %)"

    with qtbot.waitSignal(page.ticket_wanted) as wanted:
        follow(figures.oldest, 0, qtbot)
    assert wanted.args == [3]


def test_of_a_long_list_the_latest_are_shown_and_the_rest_is_counted(
    page: ReportPage, figures: Figures, report: MonthlyReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_chart, "MOST", 1)

    figures.show_report(report)

    assert cells(figures.near, "No.") == ["2"]
    assert note(figures.near).endswith("The latest 1 of 2; the pages hold all of them.")


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [400, 620, 1200])
def test_columns_give_way_and_none_lies_over_another(figures: Figures, scale: float, width: int) -> None:
    chart = figures.near
    theme.set_text_size(QApplication.instance(), scale)  # type: ignore[arg-type]
    chart.resize(width, chart.high())
    seen = chart.seen()

    titles = [chart._columns[at].title for at, _, _ in seen]
    assert {"No.", "Subject", "Left"} <= set(titles)
    assert all(x + wide <= start for (_, x, wide), (_, start, _) in pairwise(seen)), titles
    assert seen[-1][1] + seen[-1][2] <= width
    assert [at for at, _, wide in seen if not chart._columns[at].wide and wide < chart._widths[at]] == []
    if width == 1200:
        assert titles == ["No.", "Severity", "Subject", "Clock, target", "Used", "Left", "Ended"]


def test_all_that_is_listed_is_in_the_table_too(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_T)

    told = [figures.table.item(row, 0).text() for row in range(figures.table.rowCount())]
    assert {"Near misses", "At risk at the cut-off", "The oldest open tickets"} <= set(told)


def test_weeks_are_those_of_the_page_and_lead_to_what_came_in_them(
    page: ReportPage, figures: Figures, report: MonthlyReport, qtbot: QtBot
) -> None:
    printed = section_data(report, (Section.VOLUME,))["volume"]["weeks"]

    assert [mark.name for mark in figures.weeks.marks[: len(printed)]] == [week["days"] for week in printed]
    assert figures.weeks.marks[1].figures[:2] == ("3 received", "2 resolved")
    assert figures.weeks.marks[1].figures[-1] == "1 open at its end"

    figures.weeks.setFocus()
    figures.weeks.go_to(1)
    qtbot.keyClick(figures.weeks, Qt.Key.Key_Return)
    picker = page.following.tickets
    qtbot.waitUntil(picker.isVisible)
    assert picker.field.edit.placeholderText() == "2 – 8 Mar 2026: 3 tickets"
    assert [words.partition(" ")[0] for words in picker.labels()] == ["3", "2", "1"]


def test_the_bar_of_what_was_resolved_leads_to_what_was_resolved_in_that_week(
    page: ReportPage, figures: Figures, qtbot: QtBot
) -> None:
    chart = figures.weeks
    chart.resize(900, chart.high())
    _, second = chart.columns()
    row = chart.boxes()[1]

    with qtbot.waitSignal(chart.followed) as followed:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPointF(second + 60, row.center().y()).toPoint())

    assert followed.args[0].sentence == ("2 \u2013 8 Mar 2026, resolved: 2 resolved. Enter: the tickets resolved.")
    picker = page.following.tickets
    qtbot.waitUntil(picker.isVisible)
    assert picker.field.edit.placeholderText() == "2 – 8 Mar 2026, resolved: 2 tickets"
    assert [words.partition(" ")[0] for words in picker.labels()] == ["2", "1"]


def test_of_a_week_in_which_nothing_was_resolved_that_bar_leads_nowhere(figures: Figures) -> None:
    assert [mark.name for mark in figures.weeks.marks if mark.name.endswith("resolved")] == ["2 – 8 Mar 2026, resolved"]


def test_of_all_customers_each_ticket_in_a_list_says_whose_it_is(
    page: ReportPage, figures: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    work.log("2026-03-05 11:00", customer=customer(work, "Harbour Clinic")[0])
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_period(EVERYBODY, Period.parse("2026-03"))

    figures.weeks.setFocus()
    figures.weeks.go_to(1)
    qtbot.keyClick(figures.weeks, Qt.Key.Key_Return)
    picker = page.following.tickets
    qtbot.waitUntil(picker.isVisible)

    notes = [held.note for row in range(4) if (held := picker._model.at(row)) is not None]
    assert [note.partition(" · ")[0] for note in notes] == [
        "Harbour Clinic",
        "Northgate School",
        "Northgate School",
        "Northgate School",
    ]


def test_a_week_in_which_nothing_came_leads_nowhere(figures: Figures) -> None:
    assert figures.weeks.marks[0].name == "1 Mar 2026"
    assert figures.weeks.marks[0].leads is None


def test_the_movements_of_the_period_add_up_below_the_weeks(figures: Figures) -> None:
    told = figures.weeks.note.replace("\u00a0", " ")

    assert told == (
        "0 open before 1 Mar + 5 received + 0 reopened − 2 resolved − 0 left otherwise = 3 open after 10 Mar."
    )


def test_where_there_is_room_for_few_figures_of_a_week_the_bars_stay(figures: Figures) -> None:
    seen = {}
    for width in (340, 520, 1100):
        figures.weeks.resize(width, figures.weeks.high())
        room, seen[width] = figures.weeks.seen()
        assert room > 0

    assert seen == {340: [], 520: ["reopened", "open"], 1100: ["reopened", "left", "not_measured", "open"]}


def apart(figures: Figures, name: str) -> Chart:
    return next(chart for chart in figures.charts() if chart.accessibleName() == name)


def test_tickets_told_apart_lead_to_the_report_of_these_alone(page: ReportPage, figures: Figures, qtbot: QtBot) -> None:
    chart = apart(figures, "Received by severity")
    assert [mark.sentence for mark in chart.marks][:1] == [
        "High: 3 tickets received, 60.0 % of all. Enter: the report of these tickets."
    ]
    assert [mark.leads for mark in apart(figures, "Received by channel").marks] == [None]

    chart.setFocus()
    chart.go_to(0)
    with qtbot.waitSignal(page.made, timeout=20_000):
        qtbot.keyClick(chart, Qt.Key.Key_Return)

    assert page.report is not None
    assert page.report.limits == (("Severity", "High"),)
    assert page.options.limits.tickets.text() == "High"


def test_what_is_told_apart_is_told_in_the_language_of_the_window(
    page: ReportPage, figures: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    school = work.engine.catalogue.customer("Northgate School").id
    with qtbot.waitSignal(page.made, timeout=20_000):
        work.commands.run(work.engine.customers.set_language, school, "de")

    assert page.report is not None
    assert page.report.received_by[0].rows[0][0] == "Hoch"
    assert [mark.name for mark in apart(figures, "Received by severity").marks] == ["High", "Low"]
    assert [mark.name for mark in apart(figures, "Received by service").marks] == ["Not said"]


def test_severities_are_called_in_the_language_of_the_window_throughout(
    page: ReportPage, figures: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    school = work.engine.catalogue.customer("Northgate School").id
    late = work.log("2026-03-09 10:00", customer=school, subject="Core switch", severity=Severity.URGENT)
    work.engine.desk.reply(late, "Done.", then=Status.RESOLVED, now=at("2026-03-09 15:00"))
    with qtbot.waitSignal(page.made, timeout=20_000):
        work.commands.run(work.engine.customers.set_language, school, "de")

    assert page.report is not None
    assert page.report.name_of(Severity.HIGH) == "Hoch"
    assert page.report.late[0].called == "Dringend"
    told = [f"{mark.name}: {mark.sentence}" for chart in figures.charts() for mark in chart.marks]
    german = ("Dringend", "Hoch", "Niedrig", "dringend", "hoch", "niedrig")
    assert [words for words in told if any(word in words for word in german)] == []
    assert any("First response, Urgent" in words for words in told)
    assert "Dringend" not in " ".join(
        label.text() for label in figures.findChildren(Label) if label.isVisibleTo(figures)
    )


def test_the_period_stands_beside_others_as_on_the_page(
    figures: Figures, report: MonthlyReport, page: ReportPage, qtbot: QtBot
) -> None:
    printed = section_data(report, (Section.COMPARISON,))["comparison"]
    rows = [*printed["shares"], *printed["counts"]]

    assert cells(figures.compared, "March 2026") == [row["this"] for row in rows]
    assert cells(figures.compared, "February 2026") == [row["others"][0][0] for row in rows]
    received = next(mark for mark in figures.compared.marks if mark.name == "Tickets received")
    assert received.figures == ("March 2026 5", "February 2026 0 (+5)", "March 2025 0 (+5)")

    with qtbot.waitSignal(page.made, timeout=20_000):
        follow(figures.compared, 0, qtbot)
    assert page.report is not None
    assert page.report.days == Period.parse("2026-02")


def test_where_only_some_columns_have_room_what_differs_goes_before_what_it_differs_from(figures: Figures) -> None:
    def titles(width: int) -> list[str]:
        figures.compared.resize(width, figures.compared.high())
        return [figures.compared._columns[at].title for at, _, _ in figures.compared.seen()]

    assert titles(1100) == ["", "March 2026", "February 2026", "difference", "March 2025", "difference"]
    narrower = {tuple(titles(width)) for width in range(120, 1100, 20)}
    assert narrower == {
        ("", "March 2026", *("February 2026", "difference", "March 2025", "difference")[:count]) for count in range(5)
    }


def test_times_stand_beside_those_by_the_calendar(figures: Figures, report: MonthlyReport) -> None:
    printed = section_data(report, (Section.TIMES,))["times"]["rows"]

    assert cells(figures.both, "Clock") == [row["metric"] for row in printed]
    assert cells(figures.both, "Median, calendar") == [row["words"][4] for row in printed]
    assert "median 55\u202fm" in figures.both.marks[0].sentence


def test_each_target_is_told_over_the_months_with_a_sign(
    figures: Figures, report: MonthlyReport, page: ReportPage, qtbot: QtBot
) -> None:
    printed = section_data(report, (Section.TREND,))["trend"]["objectives"]
    told = [cell["share"] for row in printed for cell in row["cells"]]

    assert len(figures.objectives.marks) == len(told) == 12 * len(printed) > 0
    last = next(mark for mark in figures.objectives.marks if mark.name == "First response, high, March 2026")
    assert last.figures == ("100.0 % on time", "goal kept", "with no late target to spare")
    assert last.leads is None
    quiet = next(mark for mark in figures.objectives.marks if mark.name == "First response, high, January 2026")
    assert quiet.figures == ("no data",)

    figures.objectives.setFocus()
    figures.objectives.go_to(figures.objectives.marks.index(quiet))
    with qtbot.waitSignal(page.made, timeout=20_000):
        qtbot.keyClick(figures.objectives, Qt.Key.Key_Return)
    assert page.report is not None
    assert page.report.days == Period.parse("2026-01")


def test_signs_stand_alone_where_a_month_has_no_room_for_its_share(figures: Figures) -> None:
    room = []
    for width in (400, 1100):
        figures.objectives.resize(width, figures.objectives.high())
        room.append(figures.objectives.tells_shares)

    assert room == [False, True]


def test_a_bar_and_a_month_say_what_their_rows_on_the_page_say(figures: Figures, report: MonthlyReport) -> None:
    bar = next(mark for mark in figures.attainment.marks if mark.name == "First response, High")
    month = figures.trend.marks[-1]

    row = next(row for row in section_data(report, (Section.PERFORMANCE,))["performance"]["rows"] if row["level"] == 3)
    target, goal, *_counts = row["words"]
    assert bar.figures[1:3] == (f"goal {goal} kept, {row['words'][6]} points", f"target {target}")
    assert "5 received, 2 resolved" in month.figures
    assert any(told.startswith("First response 100.0 %, median 55\u202fm") for told in month.figures)


@pytest.fixture
def audited(page: ReportPage, work: DeskAtWork, qtbot: QtBot) -> Figures:
    """A ticket was answered late after it had waited, another was entered late, one was marked as a duplicate, and one
    paused with hardly any time left and without a word."""
    school = work.engine.catalogue.customer("Northgate School").id
    desk = work.engine.desk
    late = work.log("2026-03-10 13:31", customer=school, subject="Door lock", severity=Severity.HIGH)
    desk.correct_received(late, at("2026-03-09 10:00"), reason="The note was found later", now=at("2026-03-10 13:32"))
    double = work.log("2026-03-10 13:36", customer=school, subject="Phones dead again", severity=Severity.HIGH)
    close = work.log("2026-03-10 13:37", customer=school, subject="Lift alarm", severity=Severity.URGENT)
    desk.reply(close, "Somebody is on the way.", now=at("2026-03-10 13:40"))
    desk.set_status(close, Status.WAITING_CUSTOMER, now=at("2026-03-11 09:25"))
    work.turn_to("2026-03-11 10:00")
    with qtbot.waitSignal(page.made, timeout=20_000):
        work.commands.run(desk.exclude, double, NotMeasuredReason.DUPLICATE, other=4)
    return page.canvas.figures


def test_who_had_the_ball_is_told_of_each_late_target_and_leads_to_its_why(
    page: ReportPage, audited: Figures, qtbot: QtBot
) -> None:
    chart = audited.balls
    assert page.report is not None
    printed = balls(page.report)["rows"]
    assert [mark.name for mark in chart.marks] == [f"{row['number']} {row['clock']}" for row in printed]
    assert chart.marks[0].figures[1] == printed[0]["received"]
    assert chart.marks[0].figures[2].startswith("Desk ")
    assert {label.text() for label in chart.legend.findChildren(Label)} >= {"Desk", "Closed hours"}

    with qtbot.waitSignal(page.why_wanted) as wanted:
        chart.setFocus()
        chart.go_to(0)
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert wanted.args == [6, Metric.FIRST_RESPONSE, 1]


def test_pauses_to_look_at_are_told_and_lead_to_their_clock(page: ReportPage, audited: Figures, qtbot: QtBot) -> None:
    pauses, hardly = listed(audited, "Pauses"), listed(audited, "Pauses begun with hardly any time left")

    assert cells(pauses, "Reason") == ["Waiting on customer"]
    assert cells(pauses, "Tickets") == ["2 tickets"]
    assert note(pauses).endswith("Again and again: none.")
    assert cells(hardly, "Subject") == ["Lift alarm"]
    assert cells(hardly, "Left") == ["12\u202fm"]
    assert cells(listed(audited, "Pauses without a message to the customer"), "Subject") == ["Lift alarm"]
    assert not listed(audited, "Paused again and again").parentWidget().isVisible()

    with qtbot.waitSignal(page.why_wanted) as wanted:
        follow(hardly, 0, qtbot)
    assert wanted.args == [8, Metric.RESOLUTION, 1]


def test_what_was_not_measured_and_what_was_corrected_leads_to_its_ticket(
    page: ReportPage, audited: Figures, qtbot: QtBot
) -> None:
    excluded, corrected = listed(audited, "Not measured"), listed(audited, "Corrections and late entries")

    assert [mark.name for mark in excluded.marks] == ["7 Phones dead again"]
    assert excluded.marks[0].figures == ("Duplicate of 4, marked on 11 Mar (decided before: first response 1 late)",)
    assert corrected.marks[0].name.startswith("6 Received: time corrected")
    assert "instead of" in corrected.marks[0].figures[0]
    assert "No entry was written while the computer’s clock stood behind an earlier one." in note(corrected)

    for chart, number in ((excluded, 7), (corrected, 6)):
        with qtbot.waitSignal(page.ticket_wanted) as wanted:
            follow(chart, 0, qtbot)
        assert wanted.args == [number]


def test_what_is_restated_of_a_closed_month_leads_to_its_report(
    page: ReportPage, figures: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    school = work.engine.catalogue.customer("Northgate School").id
    work.engine.closing.close(Period.parse("2026-03"), customer=school, now=at("2026-04-01 09:00"), anyway=True)
    work.turn_to("2026-04-02 09:00")
    work.engine.desk.correct_received(2, at("2026-03-04 09:30"), reason="Misread", now=work.clock.at)
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_period(school, Period.parse("2026-04"))

    chart = listed(figures, "Restated since it was closed")
    assert "First response, high" in cells(chart, "Figure")
    assert chart.marks[0].figures[0].startswith("was ")
    with qtbot.waitSignal(page.made, timeout=20_000):
        follow(chart, 0, qtbot)
    assert page.report is not None
    assert page.report.days == Period.parse("2026-03")


def test_actions_are_told_with_who_sees_to_them_and_lead_to_their_ticket(
    page: ReportPage, audited: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    measure = Measure("Keep a spare lock", "Kim L.", date(2026, 4, 9))
    with qtbot.waitSignal(page.made, timeout=20_000):
        work.commands.attempt(
            work.engine.misses.explain,
            *(6, Metric.FIRST_RESPONSE, 1),
            code=MissReason.PART,
            text="",
            measure=measure,
        )

    actions = listed(audited, "Actions")
    assert cells(actions, "Who sees to it") == ["Kim L."]
    assert cells(actions, "By when") == ["9 April 2026"]
    with qtbot.waitSignal(page.ticket_wanted) as wanted:
        follow(actions, 0, qtbot)
    assert wanted.args == [6]


def test_what_a_closed_report_lists_is_on_the_screen_though_no_reason_can_be_given_any_more(
    page: ReportPage, audited: Figures, work: DeskAtWork, qtbot: QtBot
) -> None:
    school = work.engine.catalogue.customer("Northgate School").id
    before = {mark.name for mark in audited.balls.marks}
    with qtbot.waitSignal(page.made, timeout=20_000):
        work.turn_to("2026-04-01 09:00")
        work.commands.run(work.engine.closing.close, Period.parse("2026-03"), customer=school, anyway=True)

    assert not page.options.late.isVisible()
    assert page.report is not None
    assert page.report.seal is not None
    assert before
    assert before <= {mark.name for mark in audited.balls.marks}
