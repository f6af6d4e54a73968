"""The preview shows the ticket on which the list stands, as it is at this second, and acts on it in place."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, customer
from tests.ui.window_at_work import press, turn
from ui import theme
from ui.main_window import MainWindow

Key = Qt.Key


def two(work: DeskAtWork, window: MainWindow) -> tuple[int, int]:
    clinic, contact = customer(work, "Harbour Clinic", contact="Front desk")
    draft = TicketDraft(
        subject="Phones dead", severity=Severity.URGENT, customer=clinic, contact=contact, text="Since nine."
    )
    first, _ = window.commands.attempt(work.engine.desk.log, draft)
    second, _ = window.commands.attempt(
        work.engine.desk.log, TicketDraft(subject="Payroll export fails", severity=Severity.HIGH)
    )
    window.queue.take_focus()
    window.queue.view.select_first()
    return first, second


def test_space_and_the_key_of_the_pane_show_and_hide_it(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    first, second = two(work, window)
    press(qtbot, window, Key.Key_Space)
    shown = window.queue.preview.isVisible(), window.queue.preview.number
    press(qtbot, window, Key.Key_Down)
    followed = window.queue.preview.number
    window.actions_made["preview"].trigger()

    assert shown == (True, first)
    assert followed == second
    assert (window.queue.preview.isVisible(), window.state.preview) == (False, False)


def test_the_rows_take_two_lines_beside_it(work: DeskAtWork, window: MainWindow) -> None:
    two(work, window)
    view = window.queue.view
    wide = view.rowHeight(1), window.queue.head.isVisible()
    window.queue.show_preview(True)
    QApplication.processEvents()

    assert wide == (34, True)
    assert (view.rowHeight(1), window.queue.head.isVisible()) == (54, False)
    assert window.queue.preview.width() == theme.PREVIEW
    assert view.tip_at(view.viewport().width() - 50, view.rowViewportPosition(1) + 27) == "Urgent"


def test_it_shows_the_clocks_as_they_run_and_what_was_said_last(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    first, _ = two(work, window)
    window.queue.show_preview(True)
    window.commands.run(work.engine.desk.reply, first, "We are on it.")
    preview = window.queue.preview
    said = [message.text for message in preview.said]

    def figures() -> dict[str, str]:
        return {strip.face.metric.value: strip.face.figure for strip in preview.clock_strips if strip.face is not None}

    turn(work, window, "2026-03-10 10:20:00")
    before = figures()
    turn(work, window, "2026-03-10 10:21:00")

    assert said == ["We are on it.", "Since nine."]
    assert before["first_response"].startswith("met in")
    assert [before["resolution"], figures()["resolution"]] == ["3\u202fh\u202f40\u202fm", "3\u202fh\u202f39\u202fm"]


def test_looking_at_it_is_not_opening_it(work: DeskAtWork, window: MainWindow) -> None:
    two(work, window)
    window.queue.show_preview(True)

    assert [row.unread for row in window.queue.table.rows()] == [True, True]


def test_letters_act_in_place(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    first, _ = two(work, window)
    window.queue.show_preview(True)
    press(qtbot, window, "s")
    QTest.keyClick(window.queue.preview.properties.status.menu, Key.Key_C)
    status = work.engine.pages.page(first, now=work.clock.at).status
    here = window.places.current is window.queue
    window.queue.take_focus()
    window.queue.select(first)
    press(qtbot, window, "m")

    assert (status, here) == (Status.WAITING_CUSTOMER, True)
    assert work.engine.pages.page(first, now=work.clock.at).assignee == "Sam R."
    assert window.queue.preview.properties.assignee.value == "Sam R."


def test_reply_opens_the_page_at_the_composer(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    first, _ = two(work, window)
    window.queue.show_preview(True)
    window.queue.preview.reply.click()

    assert window.places.current is window.places.ticket
    assert window.places.ticket.number == first
    assert window.places.ticket.composer.isAncestorOf(QApplication.focusWidget())


def test_its_width_is_remembered_in_each_list(work: DeskAtWork, window: MainWindow) -> None:
    two(work, window)
    window.queue.show_preview(True)
    window.queue.splitter.moveSplitter(window.queue.width() - 501, 1)
    QApplication.processEvents()
    wide = window.queue.preview.width()
    window.go("unassigned")
    QApplication.processEvents()
    elsewhere = window.queue.preview.width()
    window.go("all")
    QApplication.processEvents()

    assert elsewhere == theme.PREVIEW
    assert window.queue.preview.width() == wide
    assert 490 < wide < 510


def test_hostile_text_is_plain_text(work: DeskAtWork, window: MainWindow) -> None:
    draft = TicketDraft(subject=HOSTILE.replace("\x07", "").replace("\t", " "), text=HOSTILE.replace("\x07", ""))
    window.commands.attempt(work.engine.desk.log, draft)
    window.queue.show_preview(True)
    window.queue.view.select_first()
    window.grab()

    assert window.queue.preview.said[0].text.startswith("<b>bold</b>")
    assert window.queue.preview.width() == theme.PREVIEW


def test_a_breach_is_seen_at_its_second(work: DeskAtWork, window: MainWindow) -> None:
    two(work, window)
    window.queue.show_preview(True)
    turn(work, window, "2026-03-10 10:29:59")

    assert window.queue.next_figure() == at("2026-03-10 10:30:00")
    turn(work, window, "2026-03-10 10:30:05")
    face = window.queue.preview.clock_strips[0].face
    assert face is not None
    assert face.reason == 1
