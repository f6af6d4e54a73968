"""Log ticket from a template: by key, and what was typed stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.services.templates import Template
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import press
from ui.dialogs.log_ticket import LogTicket
from ui.main_window import MainWindow

STARTER = Template(
    "New starter",
    "New starter",
    Severity.HIGH,
    notes="See the list of the office.",
    tags=("people",),
    checklist=("Make the account", "Give out a laptop"),
)


@pytest.fixture
def form(work: DeskAtWork, window: MainWindow) -> LogTicket:
    work.engine.templates.save(STARTER, now=work.clock.at)
    work.engine.templates.save(Template("Leaver", "Somebody leaves", notes="Lock the account."), now=work.clock.at)
    window.log()
    QApplication.processEvents()
    return window.log_ticket


def test_a_template_is_chosen_by_key_and_fills_in_what_is_empty(
    form: LogTicket, window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    qtbot.keyClick(form.subject.edit, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert form.from_template.picker.labels() == ["Leaver", "New starter"]
    press(qtbot, window, "new", Qt.Key.Key_Return)

    assert (form.subject.text(), form.cards.severity) == ("New starter", Severity.HIGH)
    assert form.from_template.words == "From New starter · an internal note · 2 checklist items · people"
    assert QApplication.focusWidget() is form.customer.edit
    form.submit(open_it=True)

    page = window.places.ticket.page
    assert (page.subject, page.severity) == ("New starter", Severity.HIGH)
    told = [(entry.event.KIND, getattr(entry.event, "text", "")) for entry in page.entries]
    assert told.count(("noted", "See the list of the office.")) == 1
    assert ("received", "") in told


def test_what_was_typed_stays(form: LogTicket, work: DeskAtWork) -> None:
    form.subject.setText("Ms Hill begins on Monday")
    form.cards.choose(Severity.URGENT)
    form.notes.setText("In room 12.")
    form.choose_assignee(work.me)

    form.take_template(work.engine.templates.named("New starter"))

    assert (form.subject.text(), form.cards.severity) == ("Ms Hill begins on Monday", Severity.URGENT)
    assert form.notes.text() == "In room 12."
    assert form.draft()["assignee"] == work.me


def test_another_template_takes_the_place_of_the_first(form: LogTicket, work: DeskAtWork) -> None:
    form.notes.setText("In room 12.")
    form.take_template(work.engine.templates.named("New starter"))
    form.take_template(work.engine.templates.named("Leaver"))

    assert (form.subject.text(), form.cards.severity) == ("Somebody leaves", Severity.NORMAL)
    assert form.notes.text() == "In room 12."
    form.take_template(None)
    assert (form.subject.text(), form.notes.text()) == ("", "In room 12.")
    assert not form.from_template.isVisible()


def test_the_template_is_part_of_the_draft(form: LogTicket, window: MainWindow, work: DeskAtWork) -> None:
    form.take_template(work.engine.templates.named("New starter"))
    form.leave()
    window.log()

    assert form.from_template.template is not None
    assert form.from_template.template.name == "New starter"
    form.throw_away()
    assert form.from_template.template is None


def test_the_palette_logs_from_a_template(form: LogTicket, window: MainWindow) -> None:
    form.leave()

    window.actions_made["log_from_template"].trigger()

    assert form.isVisible()
    assert form.from_template.picker.isVisible()


def test_without_templates_the_form_says_where_they_are_made(window: MainWindow) -> None:
    window.actions_made["log_from_template"].trigger()

    assert "settings" in window.log_ticket.problem.accessibleName()


def test_what_a_template_brings_along_is_seen_whole_beside_what_can_be_attached(
    form: LogTicket, window: MainWindow, work: DeskAtWork, qtbot: QtBot
) -> None:
    window.resize(1024, 640)
    form.take_template(next(one for one in work.engine.templates.every() if one.name == "New starter"))
    QApplication.processEvents()

    words = form.from_template._words
    assert words.width() >= words.sizeHint().width()
    assert not form.attach.geometry().intersects(form.from_template.geometry())
