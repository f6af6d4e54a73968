"""Impact and urgency in the window, and severities by the names that an agreement gives them."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Meaning, Severity
from slaapp.domain.spans import DAY
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import chord, log, press
from ui.main_window import MainWindow
from ui.views.agreements.severities import USUAL

NAME = "Standard support"


@pytest.fixture
def proposing(work: DeskAtWork) -> DeskAtWork:
    """The next version proposes severities and calls the gravest its own way."""
    agreements, now = work.engine.agreements, work.clock.at
    meanings = {Severity.URGENT: Meaning("Nobody can work", ("No phones", "No mail"), "P1")}
    agreements.save(replace(agreements.begin(NAME, now), matrix=USUAL, meanings=meanings), now)
    agreements.put_in_force(NAME, work.engine.hours().day_of(now), now=now)
    return work


def named(actions: list[QAction], words: str) -> QAction:
    return next(action for action in actions if action.text().split("\t")[0] == words)


def test_log_ticket_proposes_the_severity_by_keys(proposing: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "No phones")
    form = window.log_ticket

    chord(qtbot, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    menu = form.severity_head.chip.menu
    assert menu.isVisible()
    assert [action.text() for action in menu.actions()][:2] == [
        "The whole site, at once: P1",
        "The whole site, soon: High",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert form.cards.severity is Severity.URGENT
    assert form.severity_head.meaning.text() == "Nobody can work · for example: No phones; No mail"
    assert form.cards.focusProxy().accessibleName().startswith("P1, respond ")
    assert form.severity_head.keys.isHidden()


def test_an_agreement_that_proposes_none_says_so(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "No phones")

    chord(qtbot, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)

    form = window.log_ticket
    assert form.severity_head.chip.isHidden()
    assert form.problem.accessibleName().startswith("This agreement proposes no severity from impact and urgency")


def test_what_one_agreement_does_not_propose_is_not_said_of_another(
    proposing: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "No phones")
    form = window.log_ticket
    form.problem.say("This agreement proposes no severity from impact and urgency: choose one.")

    form.customer.chosen.emit(None)

    assert form.problem.isHidden()


def test_the_ticket_page_proposes_it_too(proposing: DeskAtWork, window: MainWindow) -> None:
    number = log(proposing, window)
    window.open_ticket(number)
    bar = window.places.ticket.properties
    bar.severity.open_menu()
    actions = bar.severity.key_menu.actions()
    assert named(actions, "P1")

    named(actions, "The whole site, at once: P1").trigger()

    assert window.places.ticket.page.severity is Severity.URGENT
    assert bar.severity.accessibleName() == "Severity: P1"


def test_a_ticket_keeps_the_names_of_its_version(proposing: DeskAtWork, window: MainWindow) -> None:
    number = log(proposing, window, severity=Severity.URGENT)
    agreements, now = proposing.engine.agreements, proposing.clock.at
    agreements.save(replace(agreements.begin(NAME, now), meanings={}), now)
    agreements.put_in_force(NAME, proposing.engine.hours().day_of(now + DAY), now=now)

    window.open_ticket(number)

    assert window.places.ticket.properties.severity.value == "P1"
