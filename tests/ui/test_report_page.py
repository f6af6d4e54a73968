"""The month in the window: chosen, shown as the pages of its own PDF, looked through, saved and printed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, QRect, QStandardPaths, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from slaapp.domain.events import MissReason
from slaapp.domain.period import Period, PeriodKind
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section import OF_ONE, Section
from slaapp.services.misses import Measure
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, customer, desk_at_work, nameless, outside
from tests.ui.report_at_work import report_page
from ui.background import Stopped, Tell, wait_for_all
from ui.dialogs.miss import MissForm
from ui.printing import page_picture
from ui.undo import Step
from ui.views.report import saving
from ui.views.report.checks import Check, checks
from ui.views.report.choice import EVERYBODY
from ui.views.report_page import ReportPage
from ui.widgets.label import Label
from ui.widgets.page_view import PageView, Wanted
from ui.widgets.picker import Picker
from ui.widgets.scroll import area_around, bring_into_view
from ui.widgets.sure import Sure

FEBRUARY = Month(2026, 2)
DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    """Northgate School had two tickets in February: one met, one late without a reason. It is 10 March."""
    with desk_at_work(tmp_path, "2026-02-02 09:00") as found:
        school, _ = customer(found, "Northgate School")
        desk = found.engine.desk
        good = found.log("2026-02-03 10:00", customer=school, subject="Reading pens", severity=Severity.HIGH)
        desk.reply(good, "Done.", then=Status.RESOLVED, now=at("2026-02-03 10:30"))
        late = found.log("2026-02-10 10:00", customer=school, subject="Core switch failed", severity=Severity.URGENT)
        desk.reply(late, "Spare fetched.", then=Status.RESOLVED, now=at("2026-02-10 11:00"))
        found.turn_to("2026-03-10 13:30")
        yield found


class Person:
    """Answers what the page asks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        self.offered: list[Path] = []

    def choose_file(self, page: QWidget, proposed: Path) -> Path | None:
        self.names.append(proposed.name)
        self.offered.append(proposed.parent)
        return self.folder / proposed.name

    def choose_printer(self, page: QWidget, printer: QPrinter, count: int) -> bool:
        printer.setOutputFileName(str(self.folder / "printed.pdf"))
        return True


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@pytest.fixture
def page(work: DeskAtWork, person: Person, qtbot: QtBot) -> ReportPage:
    return report_page(work, qtbot, choose_file=person.choose_file, choose_printer=person.choose_printer)


@pytest.fixture
def shown(page: ReportPage, qtbot: QtBot) -> ReportPage:
    """With February on it, every page drawn."""
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_report()
    qtbot.waitUntil(page.preview.has_pictures, timeout=20_000)
    return page


def test_it_opens_with_the_last_month_that_is_over(shown: ReportPage) -> None:
    assert shown.report is not None
    assert (shown.report.customer, shown.report.month) == ("Northgate School", FEBRUARY)
    assert shown.options.periods.period.text() == "February 2026"
    assert len(shown.preview.page_rects()) == 2


def test_the_desks_own_edition_is_shown_and_never_taken_for_the_customers(
    shown: ReportPage, person: Person, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.options.internal.click()

    made = shown._shelf.now
    assert made is not None
    assert all("internal: not for the customer" in " ".join(made.pages.text(n).split()) for n in range(len(made.pages)))
    assert not shown.options.standing.isVisible()
    assert checks(made.report)[-1].text == "Internal targets and names are in it: it is not for the customer"
    assert [choice.value for choice in saving.forms(shown.report)] == [".xlsx", ".csv", ".html"]
    shown.save_pdf()
    assert person.names == ["2026-02 Northgate School internal report.pdf"]

    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.options.internal.click()
    assert shown.options.standing.isVisible()
    assert not isinstance(shown.report, DeskReport)


def test_no_part_of_it_is_a_window_of_its_own(work: DeskAtWork, qtbot: QtBot) -> None:
    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    page = ReportPage(work.engine, work.commands, work.clock)
    qtbot.addWidget(page)

    assert {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} == before


def test_two_pages_stand_side_by_side_and_fit(shown: ReportPage) -> None:
    first, second = shown.preview.page_rects()

    assert first.top() == second.top()
    assert second.right() <= shown.preview.viewport().width() - 17
    assert shown.preview.horizontalScrollBar().maximum() == 0


def test_months_are_walked_by_keys_but_not_into_the_future(shown: ReportPage, qtbot: QtBot) -> None:
    for month, key in ((Month(2026, 3), Qt.Key.Key_Right), (FEBRUARY, Qt.Key.Key_Left)):
        with qtbot.waitSignal(shown.made, timeout=20_000):
            qtbot.keyClick(shown, key, Qt.KeyboardModifier.AltModifier)
        assert shown.report is not None
        assert shown.report.month == month
    assert shown.options.periods.later.isEnabled()

    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.options.periods.step(1)
    assert not shown.options.periods.later.isEnabled()
    shown.options.periods.step(1)
    assert shown.options.periods.period.text() == "March 2026"


def test_of_two_wishes_the_later_is_shown(page: ReportPage, qtbot: QtBot) -> None:
    made = []
    page.made.connect(lambda: made.append(page.report and page.report.month))

    page.show_period(None, Period.of_month(Month(2026, 1)))
    page.show_period(None, Period.of_month(FEBRUARY))
    wait_for_all()
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)

    assert made == [FEBRUARY]


def test_late_targets_without_a_reason_are_named_before_printing(
    work: DeskAtWork, shown: ReportPage, qtbot: QtBot
) -> None:
    assert shown.report is not None
    found = checks(shown.report)
    number = next(late.number for late in shown.report.late)

    assert Check("1 late target has no reason", good=False) in found
    assert Check(f"{number} · first response · Core switch failed", good=False, ticket=number, below=True) in found

    with qtbot.waitSignal(shown.made, timeout=20_000):
        work.commands.run(work.engine.desk.explain, number, Metric.FIRST_RESPONSE, "Spare from the store")

    assert shown.report is not None
    assert Check("The late target has a reason") in checks(shown.report)


def test_a_month_in_which_nothing_was_decided_says_so(page: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_period(None, Period.of_month(Month(2026, 1)))

    assert page.report is not None
    assert checks(page.report)[0] == Check("No target was decided in this month, so none was met or late", good=False)


def test_a_month_that_is_not_over_says_so(page: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_period(None, Period.of_month(Month(2026, 3)))

    assert page.report is not None
    assert any("The month is not over" in check.text and not check.good for check in checks(page.report))


def test_looking_at_a_named_ticket_opens_it(shown: ReportPage, qtbot: QtBot) -> None:
    assert shown.report is not None
    look = next(
        button
        for button in shown.options.findChildren(QWidget)
        if button.accessibleName() == f"Look at ticket {shown.report.late[0].number}"
    )

    with qtbot.waitSignal(shown.ticket_wanted) as wanted:
        look.click()  # type: ignore[attr-defined]

    assert wanted.args == [shown.report.late[0].number]


def test_the_pdf_is_saved_under_its_proper_name(shown: ReportPage, person: Person, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.done) as done:
        qtbot.keyClick(shown, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    assert person.names == ["2026-02 Northgate School report.pdf"]
    assert done.args == ["2026-02 Northgate School report.pdf saved.", None]
    with Pages((person.folder / person.names[0]).read_bytes()) as pages:
        assert "Northgate School" in pages.text(0)


def test_a_report_is_saved_among_the_documents_then_where_the_last_one_went(shown: ReportPage, person: Person) -> None:
    shown.save_pdf()
    shown.save_pdf()

    first, second = person.offered
    assert first in (Path(QStandardPaths.writableLocation(DOCUMENTS)), Path.home())
    assert first.is_dir()
    assert second == person.folder


def test_without_a_printer_the_pdf_is_offered(
    work: DeskAtWork, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.has_printer", lambda: False)
    answers = [None, tmp_path / "february.pdf"]
    page = ReportPage(work.engine, work.commands, work.clock, choose_file=lambda *_: answers.pop(0))
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_report()

    page.head.print.click()
    (form,) = page.findChildren(Sure)
    assert form.question == "There is no printer here"
    assert len(answers) == 2
    form.act.click()
    assert answers == [tmp_path / "february.pdf"]
    with qtbot.waitSignal(page.done) as done:
        page.head.print.click()
        page.findChildren(Sure)[-1].act.click()

    assert done.args[0] == "february.pdf saved."
    assert (tmp_path / "february.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_printed_is_what_was_saved(shown: ReportPage, person: Person, qtbot: QtBot) -> None:
    shown.save_pdf()

    with qtbot.waitSignal(shown.done):
        shown.print_report()

    saved = person.folder / "2026-02 Northgate School report.pdf"
    assert (person.folder / "printed.pdf").read_bytes() == saved.read_bytes()


def test_a_folder_that_is_gone_is_told(work: DeskAtWork, shown: ReportPage, person: Person) -> None:
    person.folder = person.folder / "gone"

    shown.save_pdf()

    assert len(work.refused) == 1
    assert work.refused[0].startswith("2026-02 Northgate School report.pdf was not saved")


def test_black_and_white_leaves_no_colour_on_the_pages(shown: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.head.grey.click()
    qtbot.waitUntil(shown.preview.has_pictures, timeout=20_000)

    picture = shown.preview.picture(0)
    assert picture is not None
    pixels = [picture.pixelColor(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)]
    assert {pixel.saturation() for pixel in pixels} == {0}
    assert len({pixel.value() for pixel in pixels}) > 2


def test_grey_while_another_customer_is_gathered_is_that_customers_report(
    shown: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    harbour, _ = customer(work, "Harbour Clinic")
    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.show_report(harbour)
        shown.head.grey.click()

    assert shown.report is not None
    assert shown.report.customer == "Harbour Clinic"


def test_grey_while_a_change_is_gathered_has_that_change(shown: ReportPage, work: DeskAtWork, qtbot: QtBot) -> None:
    assert shown.report is not None
    number = shown.report.late[0].number
    with qtbot.waitSignal(shown.made, timeout=20_000):
        work.commands.run(work.engine.desk.explain, number, Metric.FIRST_RESPONSE, "Spare from the store")
        shown.head.grey.click()

    assert shown.report.late[0].why == "Spare from the store"


def test_zoom_keys_are_the_pages_not_the_windows(shown: ReportPage, qtbot: QtBot) -> None:
    larger = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier, "=")
    larger.ignore()
    assert shown.event(larger)
    assert larger.isAccepted()

    before = shown.preview.zoom
    qtbot.keyClick(shown, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert shown.preview.zoom > before
    qtbot.keyClick(shown, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert shown.preview.zoom == pytest.approx(before)


def test_page_keys_turn_the_pages(shown: ReportPage, qtbot: QtBot) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_PageDown)
    assert shown.preview.accessibleName() == "Page 2 of 2"
    qtbot.keyClick(shown, Qt.Key.Key_PageUp)
    assert shown.preview.accessibleName() == "Page 1 of 2"
    assert "Northgate School" in shown.preview.accessibleDescription()


def test_without_a_customer_the_page_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at_work(tmp_path) as work:
        page = ReportPage(work.engine, work.commands, work.clock)
        qtbot.addWidget(page)

        page.show_report()

        assert not page.head.print.isEnabled()
        assert not page.head.save.isEnabled()


def test_a_month_without_an_agreement_is_refused_in_a_sentence(
    work: DeskAtWork, page: ReportPage, qtbot: QtBot
) -> None:
    catalogue, toml_files = work.engine.catalogue, work.engine.toml_files
    toml = toml_files.export_agreement("Standard support").decode()
    over = toml.replace('name = "Standard support"', 'name = "Old"\nvalid_to = "2026-01-31"')
    toml_files.import_agreement(over.encode(), now=work.clock.at)
    catalogue.add_customer("Abbey School", agreement="Old", now=work.clock.at)

    page.show_period(catalogue.customer("Abbey School").id, Period.of_month(Month(2026, 2)))
    qtbot.waitUntil(lambda: "No agreement covers Abbey School" in page.problem, timeout=20_000)

    assert not page.head.print.isEnabled()


def test_a_page_that_cannot_be_drawn_is_told_and_the_next_try_works(
    shown: ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(pages: Pages, page: int, dpi: float, *, grey: bool) -> None:
        raise Refusal("Page 1 cannot be drawn.")

    with monkeypatch.context() as patched:
        patched.setattr(Pages, "image", none_left)
        shown.preview.zoom_by(1)
        qtbot.waitUntil(lambda: bool(shown.problem))
    told = shown.problem
    shown.show_report()
    qtbot.waitUntil(lambda: not shown.problem and shown.preview.has_pictures(), timeout=20_000)

    assert told == "Page 1 cannot be drawn."


def test_every_control_has_a_name_and_its_place(shown: ReportPage, qtbot: QtBot) -> None:
    shown.resize(824, 600)
    QApplication.processEvents()

    assert nameless(shown) == []
    assert outside(shown) == []


def test_hostile_names_stay_text(work: DeskAtWork, page: ReportPage, qtbot: QtBot) -> None:
    evil, _ = customer(work, HOSTILE.replace("\x07\t", ""))
    number = work.log("2026-02-11 10:00", customer=evil, subject=HOSTILE.replace("\x07\t", ""))
    work.engine.desk.reply(number, "x", now=at("2026-02-12 16:00"))
    work.turn_to("2026-03-10 13:30")

    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_period(evil, Period.of_month(FEBRUARY))
    QApplication.processEvents()

    assert outside(page) == []


def test_pages_wait_as_grey_bars(qtbot: QtBot) -> None:
    asked: list[Wanted] = []
    view = PageView(asked.append)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show_pages([(595, 842), (595, 842)])
    view.show_waiting(True)
    waiting = view.grab().toImage()
    assert asked == []

    view.show_waiting(False)
    still = view.grab().toImage()
    assert waiting != still
    assert [wanted.page for wanted in asked] == [0, 1]
    view.put(asked[0], QImage(100, 141, QImage.Format.Format_RGB32))
    view.grab()
    assert len(asked) == 2


def test_a_page_is_drawn_at_the_sharpness_asked_for(shown: ReportPage, person: Person) -> None:
    shown.save_pdf()
    with Pages((person.folder / "2026-02 Northgate School report.pdf").read_bytes()) as pages:
        picture = page_picture(pages, 0, 144, grey=False)

    assert (picture.width(), picture.height()) == pytest.approx((1191, 1684), abs=2)


# Closing


def explain_all(work: DeskAtWork, page: ReportPage) -> None:
    assert page.report is not None
    for late in page.report.late:
        work.engine.desk.explain(late.number, late.metric, "Stuck in traffic", cycle=late.cycle, now=work.clock.now())


def close(page: ReportPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.options.standing.close_period, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.made, timeout=20_000):
        qtbot.mouseClick(page.close_period.act, Qt.MouseButton.LeftButton)


def test_what_stands_in_the_way_is_said_before_a_month_is_closed(shown: ReportPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.options.standing.close_period, Qt.MouseButton.LeftButton)

    assert shown.close_period.isVisible()
    words = [label.text() for label in shown.close_period.findChildren(Label)]
    assert "1 late target has no reason: 2" in words
    assert shown.close_period.act.text() == "Close all the same"


def test_with_every_reason_given_nothing_stands_in_the_way(work: DeskAtWork, shown: ReportPage, qtbot: QtBot) -> None:
    explain_all(work, shown)
    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.show_report()

    qtbot.mouseClick(shown.options.standing.close_period, Qt.MouseButton.LeftButton)

    assert shown.close_period.act.text() == "Close the month"


def test_a_closed_month_shows_its_number_and_prints_it(shown: ReportPage, qtbot: QtBot) -> None:
    said: list[str] = []
    shown.done.connect(lambda words, _: said.append(words))

    close(shown, qtbot)
    qtbot.waitUntil(lambda: bool(said))

    assert said == ["February 2026 is closed as report R2026-001."]
    assert shown.options.standing.number.text() == "Report R2026-001"
    assert not shown.options.standing.close_period.isVisible()
    assert not shown.options.time_spent.isEnabled()
    made = shown._shelf.now
    assert made is not None
    assert "R2026-001" in made.pages.text(0)


def test_opening_it_again_needs_a_reason(shown: ReportPage, qtbot: QtBot) -> None:
    close(shown, qtbot)
    qtbot.mouseClick(shown.options.standing.reopen, Qt.MouseButton.LeftButton)

    qtbot.mouseClick(shown.reopen_period.act, Qt.MouseButton.LeftButton)
    assert "a reason is needed" in shown.reopen_period.problem.accessibleName()
    assert shown.reopen_period.reason.wrong
    qtbot.keyClicks(shown.reopen_period.reason.edit, "Wrong hours")
    with qtbot.waitSignal(shown.made, timeout=20_000):
        qtbot.mouseClick(shown.reopen_period.act, Qt.MouseButton.LeftButton)

    assert shown.report is not None
    assert shown.report.seal is None
    assert shown.options.standing.close_period.isVisible()


def test_a_month_that_is_not_over_is_not_offered_to_be_closed(shown: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.show_period(period=Period.of_month(Month(2026, 3)))

    assert not shown.options.standing.isVisible()


def test_what_asks_before_closing_has_names_and_room(shown: ReportPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.options.standing.close_period, Qt.MouseButton.LeftButton)

    assert nameless(shown.close_period) == []
    assert outside(shown.close_period) == []


# Other forms


@pytest.mark.parametrize(
    ("end", "name"),
    [
        (".xlsx", "2026-02 Northgate School report.xlsx"),
        (".html", "2026-02 Northgate School report.html"),
        (".csv", "2026-02 Northgate School report"),
    ],
)
def test_figures_are_saved_in_other_forms(
    shown: ReportPage, person: Person, qtbot: QtBot, tmp_path: Path, end: str, name: str
) -> None:
    with qtbot.waitSignal(shown.done, timeout=20_000) as said:
        shown.save_figures(end)

    assert said.args == [f"{name} saved.", None]
    assert person.names == [f"2026-02 Northgate School report{end}"]
    made = tmp_path / name
    assert made.exists()
    assert not made.is_dir() or (made / "00 summary.csv").is_file()


def test_a_pack_is_a_file_of_its_own_with_the_number_of_a_closed_report(
    work: DeskAtWork, shown: ReportPage, person: Person, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(shown.done, timeout=20_000):
        shown.save_figures(saving.PACK)
    explain_all(work, shown)
    northgate = work.engine.catalogue.customer("Northgate School").id
    with qtbot.waitSignal(shown.made, timeout=20_000):
        work.commands.run(work.engine.closing.close, Period.parse("2026-02"), customer=northgate, anyway=True)
    with qtbot.waitSignal(shown.done, timeout=20_000):
        shown.save_figures(saving.PACK)

    assert person.names == [
        "2026-02 Northgate School report pack.pdf",
        "2026-02 Northgate School report pack R2026-001.pdf",
    ]


def test_a_place_that_takes_no_figures_is_said(
    work: DeskAtWork, shown: ReportPage, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    person.folder = tmp_path / "gone"

    shown.save_figures(".xlsx")
    qtbot.waitUntil(lambda: bool(work.refused), timeout=20_000)

    assert work.refused[0].startswith("2026-02 Northgate School report.xlsx was not saved")


def test_the_forms_are_offered_under_their_button(shown: ReportPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.head.save_as, Qt.MouseButton.LeftButton)

    assert shown.head.forms.isVisible()
    shown.head.forms.close()


# Other periods, everybody, sections


def test_a_quarter_is_chosen_and_walked(shown: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.periods.kind, "Quarter", qtbot)
    assert shown.report is not None
    assert (str(shown.report.days), shown.options.periods.period.text()) == ("2026-Q1", "Quarter 1 of 2026")
    assert not shown.options.periods.later.isEnabled()

    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.options.periods.step(-1)
    assert str(shown.report.days) == "2025-Q4"
    assert shown.options.standing.close_period.text() == "Close quarter 4 of 2025"

    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.periods.kind, "Weeks", qtbot)
    assert shown.report.days.kind is PeriodKind.WEEKS


def test_everybodys_report_is_the_full_form_and_can_be_closed(shown: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.customer, "All customers", qtbot)

    assert shown.report is not None
    assert [line.name for line in shown.report.customers] == ["Northgate School"]
    assert len(shown.preview.page_rects()) > 2
    assert shown.options.sections.full.isChecked()
    qtbot.mouseClick(shown.options.standing.close_period, Qt.MouseButton.LeftButton)
    assert "The figures of all customers are frozen" in shown.close_period.words.text()
    with qtbot.waitSignal(shown.made, timeout=20_000):
        qtbot.mouseClick(shown.close_period.act, Qt.MouseButton.LeftButton)
    assert shown.options.standing.number.text() == "Report R2026-001"


def test_sections_are_ticked_and_remembered_for_the_customer(shown: ReportPage, work: DeskAtWork, qtbot: QtBot) -> None:
    northgate = work.engine.catalogue.customer("Northgate School").id
    sections = shown.options.sections
    assert not sections.ticks[Section.ARRIVALS].isVisible()

    with qtbot.waitSignal(shown.made, timeout=20_000):
        qtbot.mouseClick(sections.full, Qt.MouseButton.LeftButton)
    assert work.engine.customers.report_sections(northgate) == OF_ONE
    assert len(shown.preview.page_rects()) > 2

    with qtbot.waitSignal(shown.made, timeout=20_000):
        sections.ticks[Section.ARRIVALS].click()
    assert Section.ARRIVALS not in (work.engine.customers.report_sections(northgate) or ())
    with qtbot.waitSignal(shown.made, timeout=20_000):
        sections.ticks[Section.ARRIVALS].click()
    assert work.engine.customers.report_sections(northgate) == OF_ONE

    with qtbot.waitSignal(shown.made, timeout=20_000):
        qtbot.mouseClick(sections.full, Qt.MouseButton.LeftButton)
    assert work.engine.customers.report_sections(northgate) is None
    assert nameless(shown) == []


def test_sections_of_everybodys_report_are_remembered_for_the_desk(
    shown: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    sections = shown.options.sections
    assert not sections.ticks[Section.CUSTOMERS].isVisible()
    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.customer, "All customers", qtbot)
    assert sections.ticks[Section.CUSTOMERS].isVisible()
    assert all(tick.isChecked() for tick in sections.ticks.values())

    with qtbot.waitSignal(shown.made, timeout=20_000):
        sections.ticks[Section.ARRIVALS].click()
    assert work.engine.company_report.sections() == tuple(one for one in Section if one is not Section.ARRIVALS)
    with qtbot.waitSignal(shown.made, timeout=20_000):
        sections.full.click()
    assert work.engine.company_report.sections() is None
    assert len(shown.preview.page_rects()) == 2

    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.customer, "Northgate School", qtbot)
    assert not sections.ticks[Section.CUSTOMERS].isVisible()
    assert not sections.full.isChecked()


def test_several_weeks_end_with_the_week_that_is_chosen(shown: ReportPage, qtbot: QtBot) -> None:
    periods = shown.options.periods
    assert not periods.weeks.isVisible()
    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(periods.kind, "Weeks", qtbot)
    assert str(shown.report.days) == "2026-W09"
    assert periods.weeks.count.text() == "1 week"

    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(periods.weeks.count, "4 weeks", qtbot)
    assert str(shown.report.days) == "2026-W06..2026-W09"

    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(periods.period, "Weeks 5", qtbot)
    assert str(shown.report.days) == "2026-W05..2026-W08"
    with qtbot.waitSignal(shown.made, timeout=20_000):
        periods.step(-1)
    assert str(shown.report.days) == "2026-W01..2026-W04"


def test_cancel_keeps_the_report_that_was_shown(
    shown: ReportPage, work: DeskAtWork, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tickets of March are looked at one after the other, until nobody waits any more."""
    heard: list[str] = []
    looked, released = Event(), Event()
    report = work.engine.reporting.report

    def slowly(*asked: object, tell: Tell, **more: object) -> MonthlyReport:
        tell(1, 3)
        looked.set()
        released.wait(20)
        try:
            tell(2, 3)
        except Stopped:
            heard.append("stopped")
            raise
        return report(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(work.engine.reporting, "report", slowly)
    told: list[str] = []
    shown.done.connect(lambda words, _: told.append(words))
    shown.options.periods.step(1)
    assert looked.wait(20)
    qtbot.waitUntil(lambda: "1 of 3" in shown.waiting.words.text())

    shown.waiting.cancelled.emit()
    released.set()
    qtbot.waitUntil(lambda: heard == ["stopped"], timeout=20_000)
    wait_for_all()

    assert shown.report is not None
    assert shown.report.month == FEBRUARY
    assert shown.options.periods.period.text() == "February 2026"
    assert shown.head.print.isEnabled()
    assert told == ["Stopped. The report that was shown before is still here."]


def test_a_page_that_is_gone_stops_what_it_waited_for(work: DeskAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, released, heard = Event(), Event(), list[str]()

    def slowly(*_: object, tell: Tell, **__: object) -> None:
        looked.set()
        released.wait(20)
        try:
            tell(2, 3)
        except Stopped:
            heard.append("stopped")
            raise

    monkeypatch.setattr(work.engine.reporting, "report", slowly)
    page = ReportPage(work.engine, work.commands, work.clock)
    page.show_report()
    assert looked.wait(20)

    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    released.set()

    assert wait_for_all()
    assert heard == ["stopped"]


def test_it_opens_with_the_customer_that_was_seen_last(work: DeskAtWork, qtbot: QtBot) -> None:
    customer(work, "Ash House")
    kept: dict[str, object] = {"customer": work.engine.catalogue.customer("Northgate School").id}
    page = ReportPage(work.engine, work.commands, work.clock, kept=kept)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.made, timeout=20_000):
        page.show_report()
    assert page.report is not None
    assert page.report.customer == "Northgate School"

    page.show_period(work.engine.catalogue.customer("Ash House").id)
    assert kept["customer"] == work.engine.catalogue.customer("Ash House").id


def typed(page: ReportPage, first: date, last: date) -> None:
    """Both days, as after Enter in the last one."""
    days = page.options.periods.days
    days.first.edit.setDate(QDate(first.year, first.month, first.day))
    days.last.edit.setDate(QDate(last.year, last.month, last.day))
    days.last.edit.editingFinished.emit()


@pytest.fixture
def free(shown: ReportPage, qtbot: QtBot) -> ReportPage:
    """From day to day."""
    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.periods.kind, "From day to day", qtbot)
    return shown


def test_free_days_begin_with_those_that_were_shown(free: ReportPage, qtbot: QtBot) -> None:
    assert free.report is not None
    assert str(free.report.days) == "2026-02-01..2026-02-28"
    assert free.options.periods.days.isVisible()

    with qtbot.waitSignal(free.made, timeout=20_000):
        typed(free, date(2026, 2, 9), date(2026, 2, 13))
    assert (str(free.report.days), free.report.flow.received) == ("2026-02-09..2026-02-13", 1)
    assert free.options.periods.period.text() == "9 – 13 Feb 2026"

    with qtbot.waitSignal(free.made, timeout=20_000):
        free.options.periods.step(-1)
    assert str(free.report.days) == "2026-02-04..2026-02-08"
    assert free.options.periods.days.first.day() == date(2026, 2, 4)


@pytest.mark.parametrize(
    ("first", "last", "sentence", "wrong"),
    [
        (date(2026, 2, 9), date(2026, 2, 8), "The last day lies before the first one. No report was made.", "last"),
        (date(2026, 3, 11), date(2026, 3, 12), "These days have not begun. No report was made.", "first"),
    ],
)
def test_days_that_make_no_period_are_said_and_the_report_stays(
    free: ReportPage, first: date, last: date, sentence: str, wrong: str
) -> None:
    days, before = free.options.periods.days, free.report

    typed(free, first, last)

    assert days.problem.accessibleName().startswith(sentence)
    assert (days.first.wrong, days.last.wrong) == (wrong == "first", wrong == "last")
    assert free.report is before

    typed(free, date(2026, 2, 1), date(2026, 2, 28))
    assert not days.problem.isVisible()


def test_it_is_narrowed_to_a_service_and_a_severity_and_widened_again(
    shown: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    northgate = work.engine.catalogue.customer("Northgate School").id
    added = work.engine.customers.add_service(northgate, "Pens & printing", now=at("2026-02-03 09:00"))
    work.log("2026-02-17 10:00", customer=northgate, service=added.records[0][1])
    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown.show_report()

    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.limits.tickets, "Pens & printing", qtbot)
    assert shown.report is not None
    assert (shown.report.flow.received, dict(shown.report.limits)) == (1, {"Service": "Pens & printing"})
    assert not shown.options.standing.isVisible()

    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.limits.tickets, "Urgent", qtbot)
    assert shown.report.flow.received == 0
    assert shown.options.limits.tickets.text() == "Pens & printing, Urgent"

    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.limits.tickets, "All tickets", qtbot)
    assert shown.report.limits == ()
    assert shown.options.standing.isVisible()


def test_it_is_counted_by_another_day(shown: ReportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.limits.basis, "The day of resolution", qtbot)

    assert shown.report is not None
    assert dict(shown.report.limits) == {"Counted by": "the day of resolution, not as agreed"}
    assert not shown.options.standing.isVisible()


@pytest.fixture
def reading(shown: ReportPage, qtbot: QtBot) -> ReportPage:
    """The list of late targets is open: ticket 2 was answered late."""
    qtbot.mouseClick(shown.options.late, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(shown.misses.list.isVisible)
    return shown


def asked(page: ReportPage) -> MissForm:
    next(iter(page.misses.list.reasons.values())).click()
    form = page.misses.form
    assert isinstance(form, MissForm)
    return form


def test_a_reason_and_an_action_are_given_while_the_list_is_read(
    reading: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    held = reading.misses.list
    assert held.words.text() == "1 of 1 have no reason yet. The report prints what is said here."
    (button,) = held.reasons.values()
    assert button.hasFocus()

    form = asked(reading)
    form.kinds.radio(MissReason.PART).click()
    form.text.setText("it came on Friday")
    form.measure.setText("Keep a spare")
    form.owner.setText("Kim L.")
    with qtbot.waitSignals([reading.made, reading.done], timeout=20_000):
        form.act.click()

    assert reading.report is not None
    assert reading.report.late[0].why == "Waiting for a part: it came on Friday"
    assert [(action.text, action.owner, action.ticket) for action in reading.report.actions] == [
        ("Keep a spare", "Kim L.", 2)
    ]
    assert held.isVisible()
    assert held.words.text() == "Each of them has a reason. The report prints it."
    assert nameless(reading) == []

    held.closing[1].click()
    with qtbot.waitSignal(reading.made, timeout=20_000):
        reading.misses.form.act.click()  # type: ignore[union-attr]
    assert held.closing == {}


def test_both_are_undone_in_one_step_and_done_again(reading: ReportPage, work: DeskAtWork, qtbot: QtBot) -> None:
    steps: list[Step] = []
    reading.done.connect(lambda _words, step: steps.append(step))
    form = asked(reading)
    form.kinds.radio(MissReason.STAFFING).click()
    form.measure.setText("Ask for help earlier")
    form.owner.setText("Kim L.")
    with qtbot.waitSignal(reading.made, timeout=20_000):
        form.act.click()

    forth = steps[0].go()
    report = work.engine.reporting.month(FEBRUARY, customer=school_of(work), now=work.clock.now())
    assert (report.late[0].why, report.actions) == (None, ())
    forth.go()
    report = work.engine.reporting.month(FEBRUARY, customer=school_of(work), now=work.clock.now())
    assert (report.late[0].why, len(report.actions)) == ("Too few people at the desk", 1)


@pytest.mark.parametrize(
    ("typed", "sentence", "field"),
    [
        ({}, "Nothing was kept yet: choose a kind of reason, or say it in words.", "text"),
        ({"text": "Ill", "measure": "Ask"}, "Nothing was kept yet: say who sees to it.", "owner"),
        ({"text": "Ill", "owner": "Kim"}, "Nothing was kept yet: say what is to be done", "measure"),
    ],
)
def test_half_a_reason_is_said_at_its_field_and_kept(
    reading: ReportPage, typed: dict[str, str], sentence: str, field: str
) -> None:
    form = asked(reading)
    for name, text in typed.items():
        getattr(form, name).setText(text)
    form.submit()
    assert form.problem_of(getattr(form, field)).accessibleName().startswith(sentence)

    form.leave()
    again = asked(reading)
    assert {name: getattr(again, name).text() for name in typed} == typed


def school_of(work: DeskAtWork) -> str:
    return work.engine.catalogue.customer("Northgate School").id


def test_the_company_reads_the_late_targets_of_everybody(shown: ReportPage, work: DeskAtWork, qtbot: QtBot) -> None:
    harbour, _ = customer(work, "Harbour Clinic")
    number = work.log("2026-02-11 10:00", customer=harbour, subject="Lift alarm", severity=Severity.URGENT)
    work.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("2026-02-11 12:00"))
    with qtbot.waitSignal(shown.made, timeout=20_000):
        choose(shown.options.customer, "All customers", qtbot)

    qtbot.mouseClick(shown.options.late, Qt.MouseButton.LeftButton)

    assert sorted({missed[0] for missed in shown.misses.list.reasons}) == [2, number]
    assert shown.report is not None
    assert "2 late targets have no reason" in {check.text for check in checks(shown.report)}


def test_an_action_that_is_past_its_day_is_told_before_printing(
    shown: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    assert shown.report is not None
    late = shown.report.late[0]
    measure = Measure("Keep a spare", "Kim L.", date(2026, 3, 9))
    explain = work.engine.misses.explain
    with qtbot.waitSignal(shown.made, timeout=20_000):
        work.commands.run(explain, late.number, late.metric, late.cycle, code=MissReason.PART, text="", measure=measure)

    assert "1 action is past its day" in {check.text for check in checks(shown.report) if not check.good}


@pytest.fixture
def in_full(shown: ReportPage, work: DeskAtWork, qtbot: QtBot) -> ReportPage:
    """The full report with three sections."""
    northgate = work.engine.catalogue.customer("Northgate School").id
    with qtbot.waitSignal(shown.made, timeout=20_000):
        shown._choose_sections((Section.PERFORMANCE, Section.BACKLOG, Section.SIGN_OFF))
    assert work.engine.customers.report_sections(northgate) is not None
    return shown


def order_of(work: DeskAtWork) -> tuple[Section, ...] | None:
    return work.engine.customers.report_sections(work.engine.catalogue.customer("Northgate School").id)


def test_a_section_is_moved_by_keys_among_those_that_are_ticked(
    in_full: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    tick = in_full.options.sections.ticks[Section.SIGN_OFF]
    tick.setFocus()

    with qtbot.waitSignal(in_full.made, timeout=20_000):
        qtbot.keyClick(tick, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order_of(work) == (Section.PERFORMANCE, Section.SIGN_OFF, Section.BACKLOG)
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        qtbot.keyClick(tick, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(tick, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert order_of(work) == (Section.SIGN_OFF, Section.PERFORMANCE, Section.BACKLOG)
    assert tick.hasFocus()
    assert in_full.options.sections.order()[0] is Section.SIGN_OFF
    assert in_full.focusWidget() is tick


def test_a_section_that_was_clicked_has_the_keyboard_and_is_moved_at_once(
    in_full: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    in_full.resize(1166, 480)
    tick = in_full.options.sections.ticks[Section.SIGN_OFF]
    bring_into_view(tick)
    area = area_around(tick)
    assert area is not None
    scrolled = area.verticalScrollBar().value()
    for _ in range(2):
        with qtbot.waitSignal(in_full.made, timeout=20_000):
            qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(8, tick.height() // 2))

    assert QApplication.focusWidget() is tick
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert order_of(work) == (Section.PERFORMANCE, Section.SIGN_OFF, Section.BACKLOG)
    assert QApplication.focusWidget() is tick
    assert scrolled > 0
    assert area.viewport().rect().intersects(QRect(tick.mapTo(area.viewport(), QPoint()), tick.size()))


def test_sections_and_their_order_are_there_again_when_full_report_is_ticked_again(
    in_full: ReportPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    full = in_full.options.sections.full
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        in_full._choose_sections((Section.SIGN_OFF, Section.BACKLOG))
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        full.click()
    assert order_of(work) is None
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        in_full.show_period(EVERYBODY)
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        full.click()
    assert work.engine.company_report.sections() is None
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        in_full.show_period(work.engine.catalogue.customer("Northgate School").id)

    with qtbot.waitSignal(in_full.made, timeout=20_000):
        full.click()

    assert order_of(work) == (Section.SIGN_OFF, Section.BACKLOG)


def test_a_section_is_dragged_to_its_place(in_full: ReportPage, work: DeskAtWork, qtbot: QtBot) -> None:
    rows = in_full.options.sections.rows
    grip, first = rows[Section.BACKLOG].grip, rows[Section.PERFORMANCE]
    there = grip.mapFromGlobal(first.mapToGlobal(first.rect().center()))

    qtbot.mousePress(grip, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(grip, there)
    assert order_of(work) == (Section.PERFORMANCE, Section.BACKLOG, Section.SIGN_OFF)
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton)

    assert order_of(work) == (Section.BACKLOG, Section.PERFORMANCE, Section.SIGN_OFF)
    assert not rows[Section.ARRIVALS].grip.isVisible()


def test_a_section_that_is_added_stands_where_it_is_shown(in_full: ReportPage, work: DeskAtWork, qtbot: QtBot) -> None:
    sections = in_full.options.sections
    with qtbot.waitSignal(in_full.made, timeout=20_000):
        in_full._choose_sections((Section.SIGN_OFF, Section.BACKLOG, Section.PERFORMANCE))
    assert sections.order()[:4] == (Section.SIGN_OFF, Section.BACKLOG, Section.TIMES, Section.CURVES)

    with qtbot.waitSignal(in_full.made, timeout=20_000):
        sections.ticks[Section.TIMES].click()

    assert order_of(work) == (Section.SIGN_OFF, Section.BACKLOG, Section.TIMES, Section.PERFORMANCE)


def choose(field: QWidget, words: str, qtbot: QtBot) -> None:
    """One of the choices that a field offers."""
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    picker = next(held for held in field.findChildren(Picker) if held.isVisible())
    picker.field.setText(words)
    qtbot.keyClick(picker.field.edit, Qt.Key.Key_Return)
