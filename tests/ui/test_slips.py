"""Paper slips that come back are entered by keyboard, one after the other, with their own times."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.documents.look import copy_templates
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import Replied, StatusChanged
from tests.ui.desk_at_work import DeskAtWork, at
from tests.ui.window_at_work import window_over
from ui.dialogs.slip import SlipForm
from ui.main_window import MainWindow
from ui.widgets.sure import Sure

Key = Qt.Key


def form(window: MainWindow) -> SlipForm:
    held = window.slips.form
    assert held is not None
    assert held.isVisible()
    return held


def keys(qtbot: QtBot, *typed: str | Key) -> None:
    """To what has the keyboard, as one types on."""
    for one in typed:
        target = QApplication.focusWidget()
        if isinstance(one, str):
            qtbot.keyClicks(target, one)
        else:
            qtbot.keyClick(target, one)


def enter(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def begun(work: DeskAtWork, window: MainWindow) -> SlipForm:
    work.engine.slips.number_next(6, now=work.clock.at)
    window.activateWindow()
    window.actions_made["slip_enter"].trigger()
    return form(window)


def test_a_slip_is_entered_by_keyboard_and_the_next_one_is_asked_for(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    first = begun(work, window)
    assert first.hint.text() == "Another day: 2026-03-09 9:30", "it is Tuesday the 10th: no day that is still to come"
    first.received.show_moment(at("2026-03-09 09:10"))

    first.subject.edit.setFocus()
    keys(qtbot, "No network in room 4", Key.Key_Return, "3")
    first.answered.edit.setFocus()
    keys(qtbot, "930", Key.Key_Return, "11:40", Key.Key_Return, "25", Key.Key_Return, "New switch")
    enter(qtbot)

    rows = [*work.engine.board.rows(), *work.engine.board.done()]
    (number,) = (row.number for row in rows if row.subject == "No network in room 4")
    page = work.engine.pages.page(number, now=work.clock.at)
    assert (page.source_key, page.received_at, page.severity) == ("1", at("2026-03-09 09:10"), Severity.HIGH)
    assert (page.minutes, page.status.done) == (25, True)
    assert form(window).number.text() == "2"
    assert form(window).received.moment() == at("2026-03-09 09:10")


def test_a_slip_that_was_entered_already_is_said_and_nothing_typed_is_lost(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    begun(work, window)
    form(window).subject.setText("Printer jams")
    enter(qtbot)
    again = form(window)
    again.number.setText("1")
    again.subject.setText("Printer jams again")

    again.subject.edit.setFocus()
    enter(qtbot)

    assert "Slip 1 is ticket" in again.problem.accessibleName()
    assert again.subject.text() == "Printer jams again"


def test_a_time_that_is_none_is_said_at_its_field(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.subject.setText("Printer jams")
    held.answered.setText("half nine")
    held.answered.edit.setFocus()

    enter(qtbot)

    assert held.answered.wrong
    assert held.isVisible()


def test_what_is_typed_is_there_again_after_esc(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.subject.setText("Half a slip")
    keys(qtbot, Key.Key_Escape)

    window.actions_made["slip_enter"].trigger()

    assert form(window).subject.text() == "Half a slip"


def test_waits_are_typed_with_their_own_times(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.received.show_moment(at("2026-03-09 09:10"))
    held.subject.setText("Which user is it?")
    since, until = held.waits[0][Status.WAITING_CUSTOMER]
    held.answered.setText("9:20")
    since.setText("9:20")
    until.setText("10:50")
    held.resolved.setText("11:00")
    held.told.edit.setFocus()

    enter(qtbot)

    (number,) = (row.number for row in work.engine.board.done() if row.subject == "Which user is it?")
    page = work.engine.pages.page(number, now=work.clock.at)
    used = {view.clock.metric: view.reading.used for view in page.clocks}
    assert used[Metric.RESOLUTION] == 20 * 60


def test_who_waited_again_is_typed_on_in_the_next_row(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.received.show_moment(at("2026-03-09 09:10"))
    held.subject.setText("Which user is it?")
    held.resolved.setText("11:00")
    held.told.edit.setFocus()

    def row_after(place: int) -> None:
        qtbot.waitUntil(held.waits[place][Status.WAITING_CUSTOMER][0].isVisible)

    keys(qtbot, Key.Key_Return, "920")
    row_after(1)
    keys(qtbot, Key.Key_Return, "930", Key.Key_Return, Key.Key_Return, Key.Key_Return, "9:40")
    row_after(2)
    keys(qtbot, Key.Key_Return, "9:50", Key.Key_Return, "10", Key.Key_Return, "10:30", Key.Key_Return, "10:50")
    enter(qtbot)

    (number,) = (row.number for row in work.engine.board.done() if row.subject == "Which user is it?")
    page = work.engine.pages.page(number, now=work.clock.at)
    used = {view.clock.metric: view.reading.used for view in page.clocks}
    changed = [entry.event.status for entry in page.entries if isinstance(entry.event, StatusChanged)]
    assert used[Metric.RESOLUTION] == 80 * 60, "110 minutes, of which 30 on the customer"
    assert changed.count(Status.WAITING_CUSTOMER) == 3
    assert changed.count(Status.WAITING_THIRD_PARTY) == 1


def test_rows_of_waits_outlive_esc(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.waits[0][Status.WAITING_CUSTOMER][0].setText("9:40")
    held.waits[1][Status.WAITING_CUSTOMER][0].setText("10:40")
    held.waits[0][Status.WAITING_CUSTOMER][0].setText("")
    keys(qtbot, Key.Key_Escape)

    window.actions_made["slip_enter"].trigger()

    assert [row[Status.WAITING_CUSTOMER][0].text() for row in form(window).waits] == ["", "10:40", ""]


def test_the_end_of_a_wait_without_its_beginning_is_said(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.subject.setText("Printer jams")
    since, until = held.waits[0][Status.WAITING_THIRD_PARTY]
    until.setText("10:50")
    until.edit.setFocus()

    enter(qtbot)

    assert since.wrong
    assert held.isVisible()


def test_what_is_typed_outlives_the_program(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    work.engine.catalogue.add_customer("Acme", now=work.clock.at)
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as first:
        held = begun(work, first)
        held.subject.setText("Half a slip")
        held.waits[0][Status.WAITING_CUSTOMER][0].setText("9:40")
        held.customer.edit.setFocus()
        keys(qtbot, "Acm", Key.Key_Return)

    with window_over(work, qtbot, state_file=file) as second:
        second.activateWindow()
        second.actions_made["slip_enter"].trigger()
        again = form(second)
        assert again.subject.text() == "Half a slip"
        assert again.waits[0][Status.WAITING_CUSTOMER][0].text() == "9:40"
        assert again.customer.party is not None
        assert again.customer.party.name == "Acme"


def to_file(window: MainWindow, path: Path) -> None:
    def choose(_: object, printer: QPrinter, __: int) -> bool:
        printer.setOutputFileName(str(path))
        return True

    window.places.choose_printer = choose


def printed(window: MainWindow, qtbot: QtBot, path: Path, **typed: str) -> str:
    """What stands on the pages; the fields of the form by their names."""
    to_file(window, path)
    window.actions_made["slips_print"].trigger()
    asked = window.slips.printing
    assert asked is not None
    for name, text in typed.items():
        if name == "language":
            asked.language.choose(text)
        else:
            getattr(asked, name).setText(text)
    with qtbot.waitSignal(window.slips.printed, timeout=60_000):
        asked.act.click()
    with Pages(path.read_bytes()) as pages:
        return " ".join(pages.text(page) for page in range(len(pages)))


def test_the_next_slips_are_printed_in_the_language_that_is_chosen(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    words = printed(window, qtbot, tmp_path / "slips.pdf", count="4", language="de")

    assert words.count("Ticketzettel") == 4
    assert work.engine.slips.next_missing() == 1
    window.actions_made["slips_print"].trigger()
    assert window.slips.printing is not None
    assert window.slips.printing.language.value == "de"


def test_slips_are_printed_again_under_their_numbers(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    work.engine.slips.number_next(6, now=work.clock.at)

    words = printed(window, qtbot, tmp_path / "again.pdf", again="5–6")

    assert words.count("printed again") == 2
    assert work.engine.slips.printed()[-1].last == 6


def test_numbers_that_were_never_printed_are_said_in_the_form(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.actions_made["slips_print"].trigger()
    asked = window.slips.printing
    assert asked is not None
    asked.again.setText("70-72")

    asked.act.click()

    assert "never given out" in asked.problem.accessibleName()
    assert asked.isVisible()


HOSTILE = (
    "<img src=x> #panic(1) $x$ *b* =1+1 \u202ekcab\u202c \U0001f600 \u6f22\u5b57 \u0645\u0631\u062d\u0628\u0627 "
    + "W" * 5000
)


def test_what_stands_on_a_slip_is_kept_as_it_was_typed(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    held = begun(work, window)
    held.received.show_moment(at("2026-03-09 09:10"))
    held.subject.setText("=1+1 <b>#panic(1)</b> \u6f22\u5b57")
    held.answered.setText("9:20")
    held.told.setText(HOSTILE)
    held.told.edit.setFocus()

    enter(qtbot)

    (number,) = (row.number for row in work.engine.board.rows() if row.subject.startswith("=1+1"))
    page = work.engine.pages.page(number, now=work.clock.at)
    assert page.subject == "=1+1 <b>#panic(1)</b> \u6f22\u5b57"
    (told,) = (entry.event.text for entry in page.entries if isinstance(entry.event, Replied))
    assert told == HOSTILE.strip()


def test_a_broken_template_of_ones_own_is_said_and_the_built_in_one_offered(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path, folder = tmp_path / "slips.pdf", work.engine.looks.folder
    copy_templates(folder)
    (folder / "slips.typ").write_text("#no-such-thing(", "utf-8")
    to_file(window, path)
    window.actions_made["slips_print"].trigger()
    asked = window.slips.printing
    assert asked is not None

    asked.act.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(Sure)), timeout=60_000)
    (offer,) = window.findChildren(Sure)
    assert "slips.typ:1" in offer.known
    with qtbot.waitSignal(window.slips.printed, timeout=60_000):
        offer.act.click()

    with Pages(path.read_bytes()) as pages:
        assert "Ticket slip" in pages.text(0)
