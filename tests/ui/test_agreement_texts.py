"""The text of an agreement's document in the window: as it is printed, with its own words while they are typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.sections import Part
from tests.ui.agreements_at_work import agreements_page
from tests.ui.desk_at_work import HOSTILE, DeskAtWork
from tests.ui.window_at_work import window_over
from ui import theme
from ui.main_window import MainWindow
from ui.views.agreements.page import AgreementsPage
from ui.views.agreements.texts import TextsTab

TEXTS = 3


@pytest.fixture
def page(window: MainWindow) -> AgreementsPage:
    return agreements_page(window, tab=TEXTS)


@pytest.fixture
def texts(page: AgreementsPage) -> TextsTab:
    """Of a draft."""
    page.edit.click()
    return page.texts


Write = Callable[[Part, str], None]


@pytest.fixture
def write(texts: TextsTab) -> Write:
    def put(part: Part, words: str) -> None:
        texts.turn(part)
        texts.text.edit.setFocus()
        texts.text.edit.moveCursor(QTextCursor.MoveOperation.End)
        texts.text.edit.insertPlainText(words)

    return put


def test_what_the_rules_say_is_seen_and_cannot_be_typed_over(
    page: AgreementsPage, texts: TextsTab, write: Write
) -> None:
    texts.turn(Part.PAUSES)
    told = texts.passage.locked.blocks.words
    assert "pause while a ticket waits on the customer" in " ".join(told)

    write(Part.PAUSES, "Ring us.")

    assert texts.passage.locked.blocks.words == told
    assert texts.passage.own.words == ["Ring us."]
    assert texts.passage.heading.text() == "5.1  What stops a clock"


def test_the_document_is_put_together_only_for_who_looks_at_it(window: MainWindow) -> None:
    window.go("agreements")
    page = window.places.current
    page.edit.click()
    assert page.texts.passage.heading.text() == ""

    page.show_tab(TEXTS)

    assert page.texts.passage.heading.text() == "Purpose"


def test_a_target_that_is_changed_is_in_the_text_at_once(page: AgreementsPage, texts: TextsTab) -> None:
    texts.turn(Part.SEVERITIES)
    agreement = page.editing.agreement
    assert any(line.startswith("High") and "8\u202fh" in line for line in texts.passage.locked.blocks.words)

    page.editing.change(targets=tuple(one for one in agreement.targets if one.severity.word != "high"))

    assert not any(line.startswith("High") for line in texts.passage.locked.blocks.words)


def test_own_words_are_seen_as_they_will_be_printed_while_one_types(texts: TextsTab, write: Write) -> None:
    texts.turn(Part.SCOPE)
    assert texts.passage.heading.text() == "Scope and policies"
    assert texts.passage.nothing.isVisible()

    write(Part.SCOPE, "- **{provider}** comes\n- or calls")

    assert texts.passage.own.words == ["Support desk comes", "or calls"]
    assert texts.passage.nothing.isHidden()


def test_a_part_with_words_gets_its_number_once_they_are_kept(texts: TextsTab, write: Write) -> None:
    write(Part.SCOPE, "All of it.")
    texts.parts.setFocus()

    row = [texts.parts.item(place).text() for place in range(texts.parts.count())]
    assert "2.1  Scope and policies" in row
    assert "2.2  Services covered" in row
    assert "–  Application" in row


def test_a_placeholder_is_put_where_one_types_and_unknown_ones_are_named(texts: TextsTab, write: Write) -> None:
    write(Part.SCOPE, "Of ")
    texts.placeholder.menu.actions()[1].trigger()
    assert texts.text.text() == "Of {provider}"

    write(Part.SCOPE, " and {nobody}")

    assert texts._unknown.text() == "Nothing is known for {nobody}: printed as typed."
    assert texts.passage.own.words[0].endswith("and {nobody}")


def test_what_is_in_force_is_looked_at_and_not_typed_in(page: AgreementsPage, qtbot: QtBot) -> None:
    page.texts.turn(Part.PURPOSE)
    assert page.texts.text.edit.isReadOnly()
    assert not page.texts.placeholder.isVisible()


def test_hours_that_are_not_there_are_said_and_the_words_stay(
    page: AgreementsPage, texts: TextsTab, write: Write
) -> None:
    page.editing.change(calendar="Nowhere")

    write(Part.SCOPE, "All of it.")

    assert "Nowhere" in texts.problem.accessibleName()
    assert texts.passage.own.words == ["All of it."]


def test_hostile_and_endless_words_are_words(texts: TextsTab) -> None:
    texts.turn(Part.SCOPE)

    texts.text.setText(f"{HOSTILE}\n\n" * 400)

    assert "<b>bold</b>" in texts.passage.own.words[0]
    assert texts.passage.own._column.count() < 130


def test_the_keyboard_goes_round(page: AgreementsPage, texts: TextsTab, qtbot: QtBot) -> None:
    texts.turn(Part.SCOPE)
    assert texts.parts.hasFocus()
    qtbot.keyClick(texts.parts, Qt.Key.Key_Tab)
    assert texts.area.hasFocus()
    qtbot.keyClick(texts.area, Qt.Key.Key_Tab)
    assert texts.text.edit.hasFocus()


def test_what_was_reworded_is_compared_under_its_number(page: AgreementsPage, texts: TextsTab, write: Write) -> None:
    write(Part.SCOPE, "All of it.")
    texts.parts.setFocus()

    page.compare()

    assert page.comparing is not None
    assert page.comparing.words == ["Section 2.1 (Scope and policies) has words of its own now"]


def test_what_was_being_typed_is_there_after_a_crash(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        page = agreements_page(window, tab=TEXTS)
        page.edit.click()
        page.texts.turn(Part.SCOPE)
        page.texts.text.setText("All of it")
        page.severities.words[Severity.HIGH].examples.setText("No phones")
        window.heartbeat.go_on()
        held = file.read_text("utf-8")
    assert "scope" not in page.editing.agreement.sections
    file.write_text(held, "utf-8")  # as the crash left it

    with window_over(work, qtbot, state_file=file) as window:
        window.go("agreements")
        page = window.places.current
        there = (
            page.texts.text.edit.accessibleName(),
            page.texts.text.text(),
            page.severities.words[Severity.HIGH].examples.text(),
        )
        page.show_tab(TEXTS)

        assert there == ("Scope and policies", "All of it", "No phones")
        assert page.editing.agreement.sections["scope"] == "All of it"
        assert page.editing.agreement.meanings[Severity.HIGH].examples == ("No phones",)
        assert page.texts.text.text() == "All of it"


def test_what_was_typed_in_a_draft_that_is_discarded_is_not_in_the_next(page: AgreementsPage, write: Write) -> None:
    write(Part.SCOPE, "All of it")
    page.discard.click()
    page.edit.click()
    page.texts.turn(Part.SCOPE)

    assert page.texts.text.text() == ""


def test_the_words_have_the_most_room_also_with_large_text(
    window: MainWindow, texts: TextsTab, qapp: QApplication
) -> None:
    window.resize(1366, 738)
    theme.set_text_size(qapp, 1.5)
    QApplication.processEvents()
    widths = texts.text.width(), texts.parts.width()
    theme.set_text_size(qapp, 1.0)

    assert widths[0] > widths[1]
