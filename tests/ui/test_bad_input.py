"""What a form on a ticket does not take: said at its field, which has the keyboard; nothing typed and nothing lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.events import NotMeasuredReason
from tests.ui.desk_at_work import DeskAtWork, at
from tests.ui.window_at_work import chord, reload
from ui.dialogs.ticket.act_form import ActForm
from ui.main_window import MainWindow
from ui.views.ticket_page import TicketView
from ui.widgets.field import TextField

LONG = "Because of the flood. " * 3


@dataclass(frozen=True, slots=True)
class Case:
    """`ask` opens the form, `fill` types; `field` is what is wrong, of which `says` is told."""

    ask: Callable[[TicketView], object]
    fill: Callable[[Any], object]
    field: Callable[[Any], QWidget]
    says: str


def _nothing(form: Any) -> None:
    """It is sent as it opened."""


def _correct_minutes(view: TicketView) -> None:
    assert view.page is not None
    noted = next(entry.event for entry in view.page.entries if entry.event is not None and entry.event.KIND == "noted")
    view.asking.correct(noted.id, "minutes")


def _late(form: Any) -> None:
    form.value.show_moment(at("2026-03-11 10:00"))
    form.reason.setText(LONG)


def _25_hours(form: Any) -> None:
    form.value.show_moment(at("2026-03-10 09:30"))
    QTest.keyClicks(form.value.edit, "25")
    form.reason.setText(LONG)


def _half_an_hour(form: Any) -> None:
    form.value.setText("half an hour")
    form.reason.setText(LONG)


CASES = {
    "waive without a reason": Case(
        lambda view: view.asking.waive(),
        lambda form: form.agreed_by.setText("Ms Hill"),
        lambda form: form.reason,
        "say why it is not to count",
    ),
    "waive without a name": Case(
        lambda view: view.asking.waive(),
        lambda form: form.reason.setText(LONG),
        lambda form: form.agreed_by,
        "name who agreed to it",
    ),
    "not measured without a reason": Case(
        lambda view: view.asking.not_measured(),
        lambda form: form.text.setText(LONG),
        lambda form: form.reasons,
        "choose a reason",
    ),
    "not measured without words": Case(
        lambda view: view.asking.not_measured(NotMeasuredReason.OUT_OF_SCOPE),
        _nothing,
        lambda form: form.text,
        "say why",
    ),
    "received in the future": Case(
        lambda view: view.asking.correct_received(), _late, lambda form: form.value, "lies in the future"
    ),
    "received at a time that is none": Case(
        lambda view: view.asking.correct_received(), _25_hours, lambda form: form.value, "No such time"
    ),
    "corrected without a reason": Case(
        lambda view: view.asking.severity_was_wrong(),
        lambda form: form.value.choose(Severity.LOW.word),
        lambda form: form.reason,
        "say why",
    ),
    "minutes that are no number": Case(
        _correct_minutes, _half_an_hour, lambda form: form.value, "no whole number of minutes"
    ),
    "linked to nothing": Case(
        lambda view: view.asking.tie(),
        lambda form: form.tickets.field.setText("no such ticket"),
        lambda form: form.tickets,
        "Nothing was linked yet",
    ),
    "mail to no address": Case(
        lambda view: view.asking.mail(LONG, lambda: None),
        lambda form: form.to.setText("kim@x"),
        lambda form: form.to,
        "no single e-mail address",
    ),
}


@pytest.fixture
def view(work: DeskAtWork, window: MainWindow) -> TicketView:
    """A ticket that has missed a target, with a note of twenty minutes."""
    number = work.log("2026-03-10 10:00", severity=Severity.URGENT)
    work.turn_to("2026-03-10 16:00")
    work.engine.desk.note(number, "Looked at it", minutes=20, now=work.clock.at)
    reload(window)
    window.open_ticket(number)
    found = window.places.ticket
    assert isinstance(found, TicketView)
    return found


def typed(form: QWidget) -> list[str]:
    """All that stands in its fields."""
    fields = [held for held in form.findChildren(QWidget) if hasattr(held, "edit") and hasattr(held, "text")]
    return [held.text() for held in fields]


@pytest.mark.parametrize("name", CASES)
def test_it_is_said_at_its_field_and_nothing_is_lost(
    work: DeskAtWork, view: TicketView, qtbot: QtBot, name: str
) -> None:
    case = CASES[name]
    events = len(work.engine.pages.page(1, now=work.clock.at).entries)
    case.ask(view)
    form = view.asking.form
    assert isinstance(form, ActForm)
    case.fill(form)
    before = typed(form)

    chord(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    field, held = case.field(form), QApplication.focusWidget()
    told = form.problem_of(field)
    assert case.says in told.accessibleName()
    assert told.accessibleName().endswith(".")
    assert told.isVisible()
    assert field is held or field.isAncestorOf(held)
    assert typed(form) == before
    assert form.isVisible()
    assert len(work.engine.pages.page(1, now=work.clock.at).entries) == events


def test_a_reason_for_lateness_is_not_kept_empty(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    card = view.panel.cards()[0]
    card.reason.emit(card.face.metric, card.face.cycle)

    form = view.asking.form
    chord(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    told = form.problem_of(form.text).accessibleName()
    assert told == "Nothing was kept yet: choose a kind of reason, or say it in words."
    assert form.isVisible()
    assert form.text.edit.hasFocus()


def test_a_ticket_keeps_its_subject_when_none_is_given(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    view.header.edit_subject()
    view.header.field.setText("   ")

    qtbot.keyClick(view.header.field.edit, Qt.Key.Key_Return)

    assert work.refused[-1].startswith("The subject was not changed: it is empty.")
    assert view.header.field.edit.hasFocus()
    assert work.engine.pages.page(1, now=work.clock.at).subject == "Shared drive S: missing"


def test_a_file_pasted_as_one_word_is_broken_anywhere(qtbot: QtBot) -> None:
    """At words it would take minutes, in which the window stands still."""
    field, pasted, modes = TextField(), QMimeData(), []
    qtbot.addWidget(field)
    pasted.setText("TWFu" * 2000)

    field.setText("A file: ")
    modes.append(field.edit.wordWrapMode())
    field.edit.moveCursor(QTextCursor.MoveOperation.End)
    field.edit.insertFromMimeData(pasted)
    modes.append(field.edit.wordWrapMode())
    whole = field.text()
    field.setText("Some words")
    modes.append(field.edit.wordWrapMode())

    at_words = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    assert modes == [at_words, QTextOption.WrapMode.WrapAnywhere, at_words]
    assert whole == "A file: " + "TWFu" * 2000
