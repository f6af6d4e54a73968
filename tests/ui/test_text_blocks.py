"""Text blocks under a ticket: chosen by key, read beforehand, never sent blank."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.services.text_blocks import TextBlock, Use
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, customer
from tests.ui.window_at_work import press
from ui.main_window import MainWindow
from ui.views.ticket.composer import Composer
from ui.views.ticket.draft import Tab


def add_block(work: DeskAtWork, name: str, text: str, use: Use = Use.ANYWHERE) -> None:
    work.engine.text_blocks.save(TextBlock(name, text, use), now=work.clock.at)


def composer_on(work: DeskAtWork, window: MainWindow, **about: object) -> Composer:
    number = work.log("2026-03-10 10:00", **about)
    window.open_ticket(number)
    found = window.places.ticket.composer
    assert isinstance(found, Composer)
    found.switch_to(Tab.REPLY)
    QApplication.processEvents()
    return found


def test_a_block_is_found_by_name_and_put_in_at_the_cursor(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    add_block(work, "On it", "Dear {contact}, we are on {number}.")
    add_block(work, "Finished", "All works again.")
    owner, contact = customer(work, "Harbour Clinic", contact="Ms Hill")
    composer = composer_on(work, window, customer=owner, contact=contact)
    press(qtbot, window, "Hello. ")

    window.actions_made["text_block"].trigger()
    press(qtbot, window, "on i")
    assert composer.blocks.picker.labels() == ["On it"]
    assert composer.blocks.picker.preview.text() == "Dear Ms Hill, we are on 1."
    press(qtbot, window, Qt.Key.Key_Return)

    assert composer.editor.text() == "Hello. Dear Ms Hill, we are on 1."
    composer.editor.edit.undo()
    assert composer.editor.text() == "Hello. "


def test_a_slash_on_an_empty_line_offers_the_blocks_and_a_second_one_is_a_slash(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    add_block(work, "On it", "We are on it.")
    composer = composer_on(work, window)

    press(qtbot, window, "/")
    assert composer.blocks.picker.isVisible()
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, " and/or", Qt.Key.Key_Return, "/", "/")

    assert not composer.blocks.picker.isVisible()
    assert composer.editor.text() == "We are on it. and/or\n/"


def test_without_blocks_a_slash_is_a_slash_and_the_key_says_where_they_are_made(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    composer = composer_on(work, window)

    press(qtbot, window, "/")
    assert composer.editor.text() == "/"
    window.actions_made["text_block"].trigger()
    assert "settings" in composer.problem.accessibleName()


def test_blocks_are_offered_where_they_belong(work: DeskAtWork, window: MainWindow) -> None:
    add_block(work, "To the customer", "text", Use.REPLY)
    add_block(work, "Among us", "text", Use.NOTE)
    composer = composer_on(work, window)

    composer.ask_block()
    assert composer.blocks.picker.labels() == ["To the customer"]
    composer.blocks.picker.hide()
    composer.switch_to(Tab.NOTE)
    composer.ask_block()
    assert composer.blocks.picker.labels() == ["Among us"]


def test_what_the_ticket_does_not_know_is_said_before_and_after_and_not_added_unseen(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    add_block(work, "Dear", "Dear {contact}, thanks.")
    composer = composer_on(work, window)

    composer.ask_block()
    assert "{contact}" in composer.blocks.picker.lacking.accessibleName()
    press(qtbot, window, Qt.Key.Key_Return)
    assert composer.editor.text() == "Dear {contact}, thanks."
    assert "{contact}" in composer.problem.accessibleName()

    composer.submit()
    page = window.places.ticket.page
    assert [entry.event.KIND for entry in page.entries if entry.event] == ["received", "seen"]
    assert composer.editor.edit.textCursor().selectedText() == "{contact}"
    qtbot.keyClicks(composer.editor.edit, "Ms Hill")
    composer.submit()
    assert [entry.event.text for entry in window.places.ticket.page.entries if entry.event.KIND == "replied"] == [
        "Dear Ms Hill, thanks."
    ]


def test_whoever_means_the_braces_adds_them_by_adding_once_more(work: DeskAtWork, window: MainWindow) -> None:
    composer = composer_on(work, window)
    composer.editor.setText("Write {customer} into the form.")

    composer.submit()
    assert "once more" in composer.problem.accessibleName()
    composer.submit()

    events = [entry.event for entry in window.places.ticket.page.entries]
    assert [event.text for event in events if event.KIND == "replied"] == ["Write {customer} into the form."]


def test_the_list_never_covers_what_is_being_written(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    add_block(work, "Long", "\n".join("line" for _ in range(9)))
    add_block(work, "Short", "{contact}")
    composer = composer_on(work, window)

    composer.ask_block()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        press(qtbot, window, key)
        top = composer.editor.mapToGlobal(composer.editor.rect().topLeft()).y()
        assert composer.blocks.picker.geometry().bottom() < top


def test_hostile_text_is_text(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    add_block(work, "<b>x</b><img src='file:///etc/passwd'>", HOSTILE)
    composer = composer_on(work, window)

    composer.ask_block()
    assert composer.blocks.picker.preview.textFormat() is Qt.TextFormat.PlainText
    press(qtbot, window, Qt.Key.Key_Return)

    assert composer.editor.text() == HOSTILE
    assert composer.blocks.picker.width() < window.width()
