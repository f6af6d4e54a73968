"""The tab of severities: words of an agreement's own, and the matrix that proposes one."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import EscalationStep, Impact, Meaning, Metric, Severity, StepAct, Tier, Urgency
from tests.ui.agreements_at_work import draft_page
from tests.ui.desk_at_work import DeskAtWork
from ui.main_window import MainWindow
from ui.views.agreements.page import AgreementsPage
from ui.views.agreements.severities import USUAL

TAB = 7


@pytest.fixture
def page(window: MainWindow) -> AgreementsPage:
    return draft_page(window, tab=TAB)


def test_words_of_a_severity_are_kept_as_their_field_is_left(page: AgreementsPage, qtbot: QtBot) -> None:
    words = page.severities.words[Severity.URGENT]
    words.name.edit.setFocus()
    qtbot.keyClicks(words.name.edit, " P1 ")
    qtbot.keyClick(words.name.edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(words.text.edit, "Nobody can work")
    words.examples.edit.setFocus()
    words.examples.edit.insertPlainText("Fire\n\n  No   phones ")
    page.severities.tick.setFocus()

    assert page.editing.agreement.meanings[Severity.URGENT] == Meaning("Nobody can work", ("Fire", "No phones"), "P1")
    assert words.name.text() == "P1"
    assert page.targets.trying.severity.menu.actions()[0].text() == "P1"
    assert words.examples.text() == "Fire\nNo phones"


def test_what_everybody_calls_it_is_no_name_of_its_own(page: AgreementsPage, qtbot: QtBot) -> None:
    words = page.severities.words[Severity.HIGH]
    before = page.editing.agreement
    words.name.edit.setFocus()
    qtbot.keyClicks(words.name.edit, "High")
    page.severities.tick.setFocus()

    assert page.editing.agreement == before
    assert words.name.text() == ""


def test_what_is_still_typed_goes_into_force_too(page: AgreementsPage, qtbot: QtBot) -> None:
    words = page.severities.words[Severity.LOW]
    words.text.edit.setFocus()
    qtbot.keyClicks(words.text.edit, "A question")

    page.put_in_force()

    assert page.editing.agreement.meanings[Severity.LOW].text == "A question"


def test_control_characters_are_left_out(page: AgreementsPage) -> None:
    words = page.severities.words[Severity.LOW]
    words.name.edit.insert("a\x07b")

    page.show_tab(0)

    assert page.editing.agreement.meanings[Severity.LOW].name == "ab"


def test_the_matrix_is_optional_and_begins_with_what_is_usual(page: AgreementsPage) -> None:
    assert not page.severities.tick.isChecked()

    page.severities.tick.click()
    assert page.editing.agreement.matrix == USUAL
    choice = page.severities.matrix[Impact.ONE, Urgency.AT_ONCE]
    assert choice.accessibleName() == "One person, at once: Normal"
    choice.menu.actions()[0].trigger()
    assert page.editing.agreement.matrix == {**USUAL, (Impact.ONE, Urgency.AT_ONCE): Severity.URGENT}
    choice.menu.actions()[-1].trigger()
    assert (Impact.ONE, Urgency.AT_ONCE) not in page.editing.agreement.matrix

    page.severities.tick.click()
    assert page.editing.agreement.matrix == {}


def test_what_severities_mean_outlives_a_walk_over_the_tabs_of_a_draft(work: DeskAtWork, window: MainWindow) -> None:
    agreements, now = work.engine.agreements, work.clock.now()
    meanings = {severity: Meaning(severity.word, ("One", "Two")) for severity in Severity}
    agreements.save(replace(agreements.begin("Standard support", now), meanings=meanings), now)
    window.go("agreements")
    page = window.places.current

    for tab in range(TAB + 1):
        page.show_tab(tab)

    assert page.severities.words[Severity.LOW].text.text() == "low"
    assert page.editing.agreement.meanings == meanings


def test_whatever_is_agreed_for_a_severity_bears_its_name(work: DeskAtWork, window: MainWindow) -> None:
    page = draft_page(window, tab=0)
    step = EscalationStep(Severity.HIGH, None, 75, StepAct.NOTIFY)
    named = {Severity.HIGH: Meaning("", (), "Major")}
    page.editing.change(meanings=named, escalation=(step,))
    public = page.targets.grid.cells[Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC]
    page.targets.cell_line.turn(public)

    page.editing.set_length(Metric.RESOLUTION, Severity.HIGH, Tier.INTERNAL, 99 * 3600)

    assert page.targets.banners[0].words.startswith("Major · Resolution: internal")
    assert public.field.edit.accessibleName() == "Major, resolution, public"
    assert page.targets.cell_line.words.text() == "Major, resolution, public:"
    assert page.hours.by_severity[Severity.HIGH].accessibleName().startswith("Business hours for Major ")
    assert page.escalation.lines[0].severity.value == "Major"
    page.editing.change(meanings={Severity.HIGH: Meaning("", (), "P2")})
    assert page.targets.banners[0].words.startswith("P2 · Resolution: internal")
