"""The settings' pages of text blocks, templates and recurring tickets: nothing typed is lost, all can be undone."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.recurrence import Every, Schedule, WhenClosed
from slaapp.services.templates import Template
from slaapp.services.text_blocks import TextBlock, Use
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, customer, nameless, outside
from tests.ui.window_at_work import press, window_over
from ui import theme
from ui.main_window import MainWindow
from ui.widgets.field import Problem
from ui.window_state import recall

PAGES = ("text_blocks", "templates", "recurring")


def page(window: MainWindow, name: str = "text_blocks") -> Any:
    window.go("settings", name)
    QApplication.processEvents()
    return window.places.page("settings").form  # type: ignore[attr-defined]


def test_a_block_is_made_by_keyboard(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    form = page(window)
    form.new.click()
    press(qtbot, window, "On it")
    assert form.names.names() == ["On it"]
    form.text.setFocus()
    press(qtbot, window, "Dear ")
    form.placeholders["contact"].click()
    qtbot.keyClick(form.text.edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert [(held.name, held.text) for held in work.engine.text_blocks.every()] == [("On it", "Dear {contact}")]
    assert not form.save_button.isEnabled()
    assert form.names.names() == ["On it"]
    form.new.click()
    assert (form.name.text(), form.text.text()) == ("", "")


def test_saving_and_removing_are_undone_and_done_again(work: DeskAtWork, window: MainWindow) -> None:
    form = page(window)
    form.begin()
    form.name.setText("On it")
    form.text.setText("first")
    form.save()
    form.text.setText("second")
    form.save()
    form.take_away()
    shelf = work.engine.text_blocks
    assert shelf.every() == []

    window.history.undo()
    assert [held.text for held in shelf.every()] == ["second"]
    window.history.undo()
    assert [held.text for held in shelf.every()] == ["first"]
    assert form.text.text() == "first"
    window.history.redo()
    assert [held.text for held in shelf.every()] == ["second"]
    window.history.undo()
    window.history.undo()
    assert shelf.every() == []


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [("", "text", "name"), ("On it", "", "text"), ("On it", "Dear {cusomer}", "text")],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    work: DeskAtWork, window: MainWindow, name: str, text: str, wrong: str
) -> None:
    form = page(window)
    form.begin()
    form.name.setText(name)
    form.text.setText(text)

    form.save()

    field = getattr(form, wrong)
    assert field.wrong
    assert QApplication.focusWidget() is field.edit
    assert (form.name.text(), form.text.text()) == (name, text)
    assert work.engine.text_blocks.every() == []
    field.setText("better")
    assert not field.wrong


def test_a_name_that_is_taken_is_refused_and_the_text_stays(work: DeskAtWork, window: MainWindow) -> None:
    work.engine.text_blocks.save(TextBlock("On it", "first"), now=work.clock.at)
    form = page(window)
    form.begin()
    form.name.setText("on it")
    form.text.setText("second")

    form.save()

    assert "already" in form._problems["name"][1].accessibleName()
    assert form.name.wrong
    assert QApplication.focusWidget() is form.name.edit
    assert form.text.text() == "second"
    assert form.dirty


def test_what_is_typed_stays_when_another_is_chosen_and_over_a_restart(
    work: DeskAtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        work.engine.text_blocks.save(TextBlock(name, name), now=work.clock.at)
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        form = page(window)
        form.text.setText("a and more")
        press(qtbot, window, Qt.Key.Key_Tab)
        form.names.setCurrentRow(1)
        assert form.text.text() == "b"
        form.names.setCurrentRow(0)
        assert form.text.text() == "a and more"
    assert recall(file).shelves
    with window_over(work, qtbot, state_file=file) as window:
        form = page(window)
        assert form.text.text() == "a and more"
        form.drop()
        assert form.text.text() == "a"
        assert not form.dirty


def test_a_remembered_draft_of_another_kind_is_forgotten(work: DeskAtWork, window: MainWindow) -> None:
    work.engine.text_blocks.save(TextBlock("a", "a"), now=work.clock.at)
    window.state.shelves = {"text_block": {work.engine.text_blocks.named("a").id: {"name": 3, "what": "x", "use": []}}}

    assert page(window).name.text() == "a"


def test_somebody_else_changes_what_is_shown(work: DeskAtWork, window: MainWindow) -> None:
    id_, _ = work.engine.text_blocks.save(TextBlock("a", "a"), now=work.clock.at)
    form = page(window)
    work.engine.text_blocks.save(TextBlock("b", "changed", Use.NOTE, id_), now=work.clock.at)

    window.places.read_again()

    assert (form.name.text(), form.text.text(), form.names.names()) == ("b", "changed", ["b"])


def test_a_template_is_made(work: DeskAtWork, window: MainWindow) -> None:
    form = page(window, "templates")
    form.begin()
    form.name.setText("New starter")
    form.subject.setText("  New   starter ")
    form.severity.menu.actions()[2].trigger()
    form.assignee.show_chosen(work.me)
    form.tags.setText("people, accounts,, people")
    form.checklist.setText("Make the account\n\n  Give out a laptop ")
    form.save()

    held = work.engine.templates.named("New starter")
    assert (held.subject, held.severity.word, held.assignee) == ("New starter", "high", work.me)
    assert (held.tags, held.checklist) == (("people", "accounts"), ("Make the account", "Give out a laptop"))


def test_a_template_in_use_is_not_removed_and_says_by_what(work: DeskAtWork, window: MainWindow) -> None:
    from_template(work, window)
    form = page(window, "templates")

    form.take_away()

    assert "Weekly" in form.problem.accessibleName()
    assert len(work.engine.templates.every()) == 1


def from_template(work: DeskAtWork, window: MainWindow) -> Any:
    template, _ = work.engine.templates.save(Template("Backups"), now=work.clock.at)
    form = page(window, "recurring")
    form.begin()
    form.name.setText("Weekly")
    form.template.picker.chosen.emit(template)
    form.save()
    return form


def test_a_plan_is_made_and_says_what_it_means(work: DeskAtWork, window: MainWindow) -> None:
    form = from_template(work, window)

    assert form.outlook_words == (
        "Every Monday at 08:00; when the desk is closed, on the next working day. Next: Mon 16 Mar, 08:00."
    )
    held = work.engine.recurring.named("Weekly")
    assert held.schedule == Schedule(every=Every.WEEK, weekday=0, minute=480)
    form.every.menu.actions()[4].trigger()
    form.day.setText("31")
    form.at.setText("7:30")
    form.when_closed.menu.actions()[2].trigger()
    form.save()
    held = work.engine.recurring.named("Weekly")
    assert held.schedule == Schedule(every=Every.DAY_OF_MONTH, day=31, minute=450, when_closed=WhenClosed.SKIP)


@pytest.mark.parametrize(("field", "text"), [("at", "25:00"), ("at", ""), ("day", "32"), ("day", "x")])
def test_a_wrong_time_or_date_is_said_at_its_field(work: DeskAtWork, window: MainWindow, field: str, text: str) -> None:
    form = from_template(work, window)
    form.every.menu.actions()[4].trigger()
    getattr(form, field).setText(text)

    form.save()

    assert getattr(form, field).wrong
    assert QApplication.focusWidget() is getattr(form, field).edit


def test_a_plan_without_a_template_says_so(work: DeskAtWork, window: MainWindow) -> None:
    form = page(window, "recurring")
    form.begin()
    form.name.setText("Weekly")

    form.save()

    assert QApplication.focusWidget() is form.template


@pytest.mark.parametrize("name", [*PAGES, "suppliers"])
def test_an_unsaved_form_fits_a_narrow_window_with_large_text(
    window: MainWindow, qapp: QApplication, name: str
) -> None:
    window.resize(1366, 738)
    theme.set_text_size(qapp, 1.5)
    try:
        form = page(window, name)
        form.begin()
        form.name.setText("Acme Telecom")
        QApplication.processEvents()
        seen = form.parentWidget().parentWidget()
        assert form.minimumSizeHint().width() <= seen.width()
    finally:
        theme.set_text_size(qapp, 1.0)


def test_what_is_wrong_is_scrolled_to_where_there_is_little_room(window: MainWindow, qapp: QApplication) -> None:
    window.resize(1366, 738)
    theme.set_text_size(qapp, 1.5)
    try:
        form = page(window)
        form.begin()
        form.name.setText("Thanks")
        form.text.setText("Dear {cusomer}")
        form.save()
        for _ in range(3):
            QApplication.processEvents()
        (told,) = (problem for problem in form.findChildren(Problem) if problem.isVisible())

        assert told.visibleRegion().boundingRect() == told.rect()
        assert form.text.edit.hasFocus()
    finally:
        theme.set_text_size(qapp, 1.0)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_is_text_and_keeps_its_place(work: DeskAtWork, window: MainWindow, name: str) -> None:
    hostile = " ".join(HOSTILE.replace("\x07", "").split())[:480]
    customer(work, hostile)
    work.engine.text_blocks.save(TextBlock(hostile[:200], HOSTILE), now=work.clock.at)
    template = Template(hostile[:200], hostile, notes=HOSTILE, tags=(hostile[:40],), checklist=(hostile,))
    work.engine.templates.save(template, now=work.clock.at)
    form = page(window, name)

    assert outside(form) == []
    assert nameless(form) == []
