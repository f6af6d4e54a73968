"""The tab of escalation, the way from what is wrong to its field, and edits of a draft that are taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import EscalationStep, Metric, Severity, StepAct, Tier
from slaapp.domain.spans import HOUR
from tests.ui.agreements_at_work import draft_page, pick
from ui.main_window import MainWindow
from ui.views.agreements.page import AgreementsPage

TAB = 6
STEPS = (
    EscalationStep(Severity.URGENT, None, 75, StepAct.NOTIFY),
    EscalationStep(Severity.HIGH, Metric.RESOLUTION, 100, StepAct.RAISE),
)


@pytest.fixture
def page(window: MainWindow) -> AgreementsPage:
    return draft_page(window, tab=TAB)


def steps(page: AgreementsPage) -> tuple[EscalationStep, ...]:
    return page.editing.agreement.escalation


def test_a_step_is_added_and_said_word_by_word(page: AgreementsPage) -> None:
    page.escalation.add.click()
    (line,) = page.escalation.lines
    assert line.severity.hasFocus()

    pick(line.severity, "High")
    pick(line.clock, "Resolution")
    pick(line.share, "when it is late")
    pick(line.act, "assign to")

    assert steps(page) == (EscalationStep(Severity.HIGH, Metric.RESOLUTION, 100, StepAct.ASSIGN, "Kim L."),)
    assert not line.person.isHidden()
    pick(line.act, "print a slip")
    assert steps(page)[0].to == ""
    assert line.person.isHidden()


def test_steps_are_moved_removed_and_added_by_keys(page: AgreementsPage, qtbot: QtBot) -> None:
    page.editing.change(escalation=STEPS)
    share = page.escalation.lines[0].share
    share.setFocus()

    qtbot.keyClick(share, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert steps(page) == STEPS[::-1]
    assert page.escalation.lines[1].share.hasFocus()
    qtbot.keyClick(page.escalation.lines[1].share, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert steps(page) == STEPS[::-1]

    qtbot.keyClick(page.escalation.lines[1].share, Qt.Key.Key_Insert)
    assert steps(page) == (*STEPS[::-1], STEPS[0])
    assert page.escalation.lines[2].severity.hasFocus()
    for _ in STEPS:
        qtbot.keyClick(page.escalation.lines[0].severity, Qt.Key.Key_Delete)
    assert steps(page) == (STEPS[0],)
    qtbot.keyClick(page.escalation.lines[0].severity, Qt.Key.Key_Delete)
    assert page.escalation.add.hasFocus()


def test_what_is_in_force_has_steps_that_are_only_read(page: AgreementsPage, qtbot: QtBot) -> None:
    page.editing.change(escalation=STEPS)
    page.force.click()
    assert page.forcing is not None
    qtbot.waitUntil(page.forcing.act.isEnabled)
    page.forcing.act.click()

    assert not page.editing.editable
    assert len(page.escalation.lines) == 2
    assert not any(choice.isEnabled() for line in page.escalation.lines for choice in line.choices())
    assert page.escalation.add.isHidden()


def test_a_person_who_is_not_at_the_desk_is_found_and_gone_to(page: AgreementsPage) -> None:
    page.editing.change(escalation=(EscalationStep(Severity.HIGH, None, 75, StepAct.ASSIGN, "Pat H."),))
    (banner,) = page.targets.banners
    assert banner.words == "Escalation, High: Pat H. is not at the desk (any more). Choose somebody else."
    assert page.force.isEnabled(), "it warns"

    page.show_tab(0)
    banner.button.click()

    (line,) = page.escalation.lines
    assert line.person.wrong
    assert line.person.hasFocus()
    assert not line.problem.isHidden()
    assert line.problem.accessibleName() == "Pat H. is not at the desk (any more). Choose somebody else."
    pick(line.person, "Kim L.")
    assert page.targets.banners == []
    assert line.problem.isHidden()


def test_each_finding_leads_to_its_field(page: AgreementsPage, window: MainWindow) -> None:
    def keyboard() -> QWidget | None:
        return window.focusWidget()

    editing, grid = page.editing, page.targets.grid
    editing.set_in_cell(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC, goal=100)
    page.targets.banners[0].button.click()
    assert keyboard() is page.targets.cell_line.goal
    assert page.targets.cell_line.words.text() == "High, resolution, public:"
    editing.set_in_cell(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC, goal=90)

    editing.set_length(Metric.RESOLUTION, Severity.URGENT, Tier.PUBLIC, 500 * HOUR)
    page.targets.banners[0].button.click()
    assert keyboard() is grid.cells[Metric.RESOLUTION, Severity.URGENT, Tier.PUBLIC].field.edit
    editing.set_length(Metric.RESOLUTION, Severity.URGENT, Tier.PUBLIC, None)

    editing.change(calendar_by_severity={Severity.LOW: "Gone"})
    page.show_tab(TAB)
    page.versions.checks.wanted.emit(editing.findings[0])
    assert keyboard() is page.hours.by_severity[Severity.LOW]
    editing.change(calendar_by_severity={})

    editing.change(targets=())
    page.targets.banners[0].button.click()
    assert keyboard() is grid.cells[Metric.FIRST_RESPONSE, Severity.URGENT, Tier.PUBLIC].field.edit


def test_edits_of_a_draft_are_taken_back_one_after_the_other(
    page: AgreementsPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.editing.change(escalation=STEPS)
    page.show_tab(0)
    edit = page.targets.grid.cells[Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC].field.edit
    was = edit.text()
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "7h")
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == was, "what is being typed is the field's own"
    edit.selectAll()
    qtbot.keyClicks(edit, "7h")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    edit.setFocus()

    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == was
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert steps(page) == ()
    qtbot.keyClick(edit, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert steps(page) == STEPS
    qtbot.keyClick(edit, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "7\u202fh"


def test_an_edit_of_a_draft_that_is_gone_is_not_taken_back(page: AgreementsPage, window: MainWindow) -> None:
    page.editing.change(escalation=STEPS)
    page.editing.engine.agreements.discard("Standard support", page.editing.clock.now())

    window.history.undo()

    assert page.editing.engine.agreements.one("Standard support", page.editing.clock.now()).draft is None
