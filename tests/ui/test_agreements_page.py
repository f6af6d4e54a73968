"""Agreements in the window: edit, see what is wrong, try it, offer, sign, put in force."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QDateTimeEdit
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.domain.agreement import Agreement, Metric, Severity, Status, Tier
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.services.agreement_versions import State
from tests.ui.agreements_at_work import agreements_page, draft_page, pick
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import chord, log, titles, window_over
from ui import theme
from ui.main_window import MainWindow
from ui.views.agreements.cell import LengthCell
from ui.views.agreements.grid import PAD
from ui.views.agreements.page import AgreementsPage
from ui.widgets.label import Label
from ui.widgets.lengths import read_length, shown

NAME = "Standard support"


@pytest.fixture
def page(window: MainWindow) -> AgreementsPage:
    return agreements_page(window)


def cell(page: AgreementsPage, metric: Metric, severity: Severity, tier: Tier = Tier.PUBLIC) -> LengthCell:
    return page.targets.grid.cells[metric, severity, tier]


def type_length(qtbot: QtBot, held: LengthCell, text: str) -> None:
    held.field.edit.setFocus()
    held.field.edit.selectAll()
    qtbot.keyClicks(held.field.edit, text)
    qtbot.keyClick(held.field.edit, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("30m", 30 * MINUTE),
        ("4h", 4 * HOUR),
        ("1h30", 90 * MINUTE),
        ("1 h 30 m", 90 * MINUTE),
        ("1\u202fh\u202f30\u202fm", 90 * MINUTE),
        ("90 M", 90 * MINUTE),
        ("22\u202fm\u202f30\u202fs", 22 * MINUTE + 30),
        ("1 h 5 m 7 s", HOUR + 5 * MINUTE + 7),
        ("1h5s", HOUR + 5),
        ("45s", 45),
        ("1h30s", HOUR + 30),
        ("1h2m75s", None),
        ("1h75m5s", None),
        ("", None),
        ("4", None),
        ("0m", None),
        ("1h75", None),
        ("-4h", None),
        ("four hours", None),
        ("99999h", None),
    ],
)
def test_lengths_are_read_as_one_types_them(typed: str, length: int | None) -> None:
    assert read_length(typed) == length
    if length is not None:
        assert read_length(shown(length)) == length


def test_a_version_in_force_is_read_only_until_it_is_edited(page: AgreementsPage, qtbot: QtBot) -> None:
    held = cell(page, Metric.RESOLUTION, Severity.HIGH)
    assert held.field.edit.isReadOnly()
    assert page.force.isHidden()
    assert page.targets.cell_line.isHidden(), "nothing is told of keys that do nothing"

    page.edit.click()

    assert not held.field.edit.isReadOnly()
    assert not page.targets.cell_line.isHidden()
    assert page.editing.version is not None
    assert page.editing.version.state is State.DRAFT
    assert page.edit.isHidden()


def test_a_draft_says_who_edited_it_last_and_when(page: AgreementsPage) -> None:
    page.act("edit")

    said = [line.accessibleName() for line in page.versions.lines]
    listed = page.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == ["Version 2, draft. edited 10:00 by Sam R.", "Version 1, in force. from the beginning"]
    assert "draft" in listed
    assert "Support hours" in listed
    assert "Support hours" in page.list.item(0).toolTip()


@pytest.mark.parametrize("tab", range(2))
def test_editing_begins_in_the_first_field_of_the_tab(page: AgreementsPage, tab: int) -> None:
    page.show_tab(tab)
    page.focus_here()

    page.act("edit")

    held = QApplication.focusWidget()
    assert held is not None
    assert (page.targets, page.hours)[tab].isAncestorOf(held)
    assert tab or held is cell(page, Metric.FIRST_RESPONSE, Severity.URGENT).field.edit


def test_a_length_is_kept_as_soon_as_it_is_typed_and_the_old_one_stays_in_sight(
    page: AgreementsPage, qtbot: QtBot
) -> None:
    page.edit.click()
    held = cell(page, Metric.RESOLUTION, Severity.HIGH)
    was = held.field.text()

    type_length(qtbot, held, "90m")

    assert held.field.text() == "1\u202fh\u202f30\u202fm"
    assert held.field.was == was
    target = page.editing.target(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC)
    assert target is not None
    assert target.allowed == 90 * MINUTE
    assert cell(page, Metric.RESOLUTION, Severity.HIGH, Tier.INTERNAL).field.edit.hasFocus(), "Enter goes down"


def test_what_is_no_length_stays_in_its_field_with_a_sentence(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    held = cell(page, Metric.RESOLUTION, Severity.HIGH)
    before = page.editing.target(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC)

    type_length(qtbot, held, "soon")

    assert held.field.text() == "soon"
    assert held.field.wrong
    assert page.targets.typing.text() == "High, resolution, public: “soon” is no length. Type 30m, 4h or 1h30."
    assert page.editing.target(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC) == before


def test_what_is_wrong_with_a_cell_is_said_until_it_is_mended(
    page: AgreementsPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    page.edit.click()
    wrong, another = (cell(page, Metric.RESOLUTION, severity) for severity in (Severity.HIGH, Severity.LOW))
    type_length(qtbot, wrong, "soon")
    type_length(qtbot, another, "later")
    assert page.targets.typing.text().count("is no length") == 2
    type_length(qtbot, another, "90h")
    assert page.targets.typing.text() == "High, resolution, public: “soon” is no length. Type 30m, 4h or 1h30."
    assert wrong.field.wrong

    type_length(qtbot, wrong, "7h")

    assert page.targets.typing.text() == ""
    assert page.targets.typing.isHidden()


def test_what_is_wrong_in_one_agreement_is_not_said_of_another(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    held = cell(page, Metric.RESOLUTION, Severity.HIGH)
    type_length(qtbot, held, "soon")

    page.discard.click()

    assert held.field.text() == shown(8 * HOUR)
    assert not held.field.wrong
    assert page.targets.typing.text() == ""


def test_an_empty_field_means_no_target(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    held = cell(page, Metric.UPDATE, Severity.LOW, Tier.INTERNAL)
    held.field.edit.setFocus()
    held.field.edit.selectAll()
    qtbot.keyClick(held.field.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(held.field.edit, Qt.Key.Key_Return)

    assert page.editing.target(Metric.UPDATE, Severity.LOW, Tier.INTERNAL) is None


def test_what_is_wrong_leaves_the_window_active(page: AgreementsPage, window: MainWindow, qtbot: QtBot) -> None:
    page.edit.click()
    type_length(qtbot, cell(page, Metric.RESOLUTION, Severity.HIGH, Tier.INTERNAL), "90h")
    QApplication.processEvents()

    assert page.targets.banners
    assert QApplication.activeWindow() is window, "no button was shown before it stood in its place"


def test_an_internal_target_later_than_the_public_one_keeps_it_out_of_force(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    held = cell(page, Metric.RESOLUTION, Severity.HIGH, Tier.INTERNAL)

    type_length(qtbot, held, "999h")

    (banner,) = page.targets.banners
    assert banner.words.startswith("High · Resolution: internal 999\u202fh is later than public")
    assert held.field.wrong
    assert not page.force.isEnabled()
    assert page.versions.checks.lines[0] == "1 thing to correct"
    banner.button.click()
    assert held.field.edit.hasFocus()

    type_length(qtbot, held, "1h")

    assert page.targets.banners == []
    assert page.force.isEnabled()


def test_ctrl_d_copies_from_the_severity_above(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    below, above = (cell(page, Metric.RESOLUTION, severity) for severity in (Severity.HIGH, Severity.URGENT))
    below.field.edit.setFocus()

    qtbot.keyClick(below.field.edit, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert below.field.text() == above.field.text() != ""


def test_a_cell_has_a_goal_of_its_own_and_the_others_follow_the_agreement(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    held = cell(page, Metric.RESOLUTION, Severity.HIGH)
    held.field.edit.setFocus()
    qtbot.keyClick(held.field.edit, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    line = page.targets.cell_line
    assert line.goal.hasFocus()
    assert line.words.text() == "High, resolution, public:"

    pick(line.goal, "95\u202f%")
    pick(line.warning, "60\u202f% used")
    pick(page.targets.goal, "85\u202f%")
    type_length(qtbot, cell(page, Metric.NEXT_RESPONSE, Severity.HIGH), "2h")

    goals = {one.goal for one in page.editing.agreement.targets}
    own = page.editing.target(*held.of)
    assert own is not None
    assert (own.goal, own.warn_at, goals) == (95, 60, {95, 85})
    new = page.editing.target(Metric.NEXT_RESPONSE, Severity.HIGH, Tier.PUBLIC)
    assert new is not None
    assert (new.goal, new.warn_at) == (85, 75)
    assert held.field.goal == "95\u202f%"
    assert held.field.edit.accessibleName() == "High, resolution, public, goal 95\u202f%"


def test_a_time_that_is_none_is_told_while_trying(page: AgreementsPage, qtbot: QtBot) -> None:
    trying = page.targets.trying
    trying.moment.show_moment(int(datetime(2026, 3, 13, 15, 30, tzinfo=ZoneInfo("UTC")).timestamp()))
    trying.moment.edit.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClicks(trying.moment.edit, "25")
    assert "hours go to 23" in trying.problem.accessibleName()

    trying.moment.edit.setSelectedSection(QDateTimeEdit.Section.HourSection)
    qtbot.keyClicks(trying.moment.edit, "16")
    assert trying.problem.accessibleName() == ""


def test_the_hour_is_marked_only_while_it_has_the_keyboard(page: AgreementsPage) -> None:
    trying = page.targets.trying
    marked = trying.moment.edit.lineEdit().selectedText

    before = marked()
    trying.moment.edit.setFocus(Qt.FocusReason.TabFocusReason)
    during = marked()
    page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    assert (before, during, marked()) == ("", "16", "")


def test_trying_it_says_when_update_and_next_response_are_due_after_a_late_first_answer(
    page: AgreementsPage,
) -> None:
    trying, zone = page.targets.trying, ZoneInfo("UTC")
    trying.moment.show_moment(int(datetime(2026, 3, 13, 15, 30, tzinfo=zone).timestamp()))
    pick(trying.severity, "High")

    assert {metric: shown.when.text() for metric, shown in trying.dues.items() if not shown.isHidden()} == {
        Metric.FIRST_RESPONSE: "16:30",
        Metric.NEXT_RESPONSE: "Mon 12:30",
        Metric.UPDATE: "Mon 12:30",
        Metric.RESOLUTION: "Mon 15:30",
    }
    assert trying.dues[Metric.UPDATE].internal.text() == "Mon 11:30"
    assert trying.basis.text() == (
        "Next response: after a further message, 16:30. Next update: after a first answer, 16:30."
    )

    page.edit.click()
    for severity in Severity:
        for tier in Tier:
            page.editing.set_length(Metric.NEXT_RESPONSE, severity, tier, None)

    assert trying.dues[Metric.NEXT_RESPONSE].isHidden()
    assert trying.basis.text() == "Next update: after a first answer, 16:30."


def test_pausing_rules_are_ticked(page: AgreementsPage) -> None:
    page.edit.click()
    page.show_tab(1)
    tick = page.hours.pausing.ticks[Metric.FIRST_RESPONSE, Tier.PUBLIC, Status.WAITING_CUSTOMER]
    assert not tick.isChecked()

    tick.click()

    assert Status.WAITING_CUSTOMER in page.editing.agreement.pauses[Metric.FIRST_RESPONSE, Tier.PUBLIC]


def test_words_of_a_part_are_kept_when_the_field_is_left(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    page.show_tab(3)
    page.texts.text.edit.setFocus()
    qtbot.keyClicks(page.texts.text.edit, "Support for the site.")

    page.texts.parts.setCurrentRow(2)

    assert page.editing.agreement.sections == {"purpose": "Support for the site."}


def test_a_draft_is_put_in_force_after_its_effect_was_told(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    number = page.editing.agreement.version
    type_length(qtbot, cell(page, Metric.RESOLUTION, Severity.LOW), "39h")

    page.force.click()
    form = page.forcing
    assert form is not None
    qtbot.waitUntil(form.act.isEnabled)
    assert form.effect.text().startswith("No open ticket becomes due at another time.")
    form.first.edit.setDate(QDate(2099, 1, 1))
    assert not form.act.isEnabled(), "what it does from that day on is not known yet"
    qtbot.waitUntil(form.act.isEnabled)
    form.act.click()

    assert not form.isVisible()
    listed = page.editing.listed
    assert listed is not None
    newest = listed.versions[0]
    assert (newest.agreement.version, newest.state) == (number, State.COMING)


def test_a_day_that_is_over_is_refused_in_the_form(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    page.force.click()
    form = page.forcing
    assert form is not None
    form.first.edit.setDate(QDate(2020, 1, 1))
    qtbot.waitUntil(lambda: bool(form.problem.accessibleName()))

    assert "would begin in the past" in form.problem.accessibleName()
    assert form.first.wrong
    assert not form.act.isEnabled()
    assert not form._effect_icon.isVisible(), "no sign without words"


def test_a_discarded_draft_comes_back_with_undo(page: AgreementsPage, qtbot: QtBot, window: MainWindow) -> None:
    page.edit.click()
    type_length(qtbot, cell(page, Metric.RESOLUTION, Severity.HIGH), "7h")
    draft = page.editing.agreement

    page.discard.click()
    assert not page.editing.editable
    window.history.undo()

    assert page.editing.agreement == draft


def test_a_new_agreement_needs_a_name_of_its_own(page: AgreementsPage, qtbot: QtBot) -> None:
    page.add.click()
    form = page.naming
    assert form is not None
    form.act.click()
    assert form.problem.accessibleName() == "Give it a name."
    form.name.setText(NAME.upper())
    form.act.click()
    assert form.problem.accessibleName().startswith("There is an agreement of that name already.")

    form.name.setText("Health and care")
    form.act.click()

    assert page.editing.agreement.name == "Health and care"
    assert page.editing.editable
    assert {page.list.name_at(row) for row in range(page.list.count())} >= {"Health and care", NAME}


def test_what_a_draft_changes_is_told_in_plain_words(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    type_length(qtbot, cell(page, Metric.RESOLUTION, Severity.HIGH), "7h")

    page.versions.compare.click()

    assert page.comparing is not None
    assert page.comparing.words == ["High, resolution: 8\u202fh → 7\u202fh"]


def test_a_version_is_compared_with_any_older_one(page: AgreementsPage, work: DeskAtWork, qtbot: QtBot) -> None:
    for typed in ("7h", "6h"):
        page.edit.click()
        type_length(qtbot, cell(page, Metric.RESOLUTION, Severity.HIGH), typed)
        work.engine.agreements.put_in_force(NAME, work.engine.hours().day_of(work.clock.at), now=work.clock.at)
        work.clock.at += 24 * HOUR
        page.refresh()
    page.versions.compare.click()
    assert page.comparing is not None
    assert page.comparing.words[0] == "High, resolution: 7\u202fh → 6\u202fh"
    wanted: list[tuple[int, int]] = []
    page.comparing.sheet_wanted.connect(lambda was, now: wanted.append((was, now)))

    pick(page.comparing.older, "since v1")

    assert page.comparing.words[0] == "High, resolution: 8\u202fh → 6\u202fh"
    page.comparing.sheet.click()
    assert wanted == [(1, 3)]


def test_the_document_is_looked_at_saved_and_printed(page: AgreementsPage, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[int] = []
    page.print_report()
    paper = page.papers.preview
    assert paper is not None
    paper._choose_file = lambda widget, proposed: tmp_path / proposed.name
    paper._choose_printer = lambda widget, printer, count: bool(asked.append(count))
    qtbot.waitUntil(paper.save.isEnabled, timeout=30_000)

    chord(qtbot, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    chord(qtbot, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    saved = tmp_path / f"{NAME} v1.pdf"
    assert saved.read_bytes().startswith(b"%PDF")
    with Pages(saved.read_bytes()) as pages:
        assert asked == [len(pages)]
        assert "Service level agreement" in pages.text(0)
    paper.close_button.click()
    assert not paper.isVisible()


def test_the_agreement_of_a_ticket_leads_to_its_version(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = log(work, window)
    window.open_ticket(number)
    link = window.places.ticket.panel.facts.agreement
    assert link is not None
    assert link.text() == f"{NAME}, v1"

    link.click()

    shown = window.places.current
    assert isinstance(shown, AgreementsPage)
    assert (shown.editing.agreement.name, shown.editing.agreement.version) == (NAME, 1)
    assert window.windowTitle() == f"{NAME} v1 – SLA Desk"


def test_what_is_typed_in_a_part_stays_with_the_draft_when_another_version_is_seen(
    page: AgreementsPage, qtbot: QtBot
) -> None:
    page.edit.click()
    page.show_tab(3)
    page.texts.text.edit.setFocus()
    qtbot.keyClicks(page.texts.text.edit, "Support for the site.")

    page.versions.lines[1].click()
    seen = page.texts.text.text(), page.texts.text.edit.isReadOnly()
    page.versions.lines[0].click()

    assert seen == ("", True)
    assert page.editing.agreement.sections == {"purpose": "Support for the site."}
    assert page.texts.text.text() == "Support for the site."


def test_a_length_that_is_still_in_its_field_goes_into_force_too(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    edit = cell(page, Metric.RESOLUTION, Severity.HIGH).field.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "5h")

    page.force.click()

    target = page.editing.target(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC)
    assert target is not None
    assert target.allowed == 5 * HOUR


def test_nothing_is_put_in_force_while_a_field_holds_no_length(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    type_length(qtbot, cell(page, Metric.RESOLUTION, Severity.HIGH), "soon")

    page.force.click()

    assert page.forcing is None
    assert cell(page, Metric.RESOLUTION, Severity.HIGH).field.edit.hasFocus()


def test_a_field_that_says_again_what_is_kept_is_not_wrong_any_more(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    held = cell(page, Metric.NEXT_RESPONSE, Severity.HIGH)
    page.editing.set_length(*held.of, None)
    type_length(qtbot, held, "soon")
    assert held.field.wrong

    held.field.edit.setFocus()
    held.field.edit.selectAll()
    qtbot.keyClick(held.field.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(held.field.edit, Qt.Key.Key_Return)

    assert not held.field.wrong
    page.force.click()
    assert page.forcing is not None


def test_what_is_refused_stays_as_it_was_typed(
    page: AgreementsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(draft: Agreement, now: int) -> None:
        raise Refusal("Not saved, the disk is full.")

    page.edit.click()
    monkeypatch.setattr(page.editing.engine.agreements, "save", refuse)
    held = cell(page, Metric.RESOLUTION, Severity.HIGH)
    type_length(qtbot, held, "5h")
    page.show_tab(3)
    page.texts.text.edit.setFocus()
    qtbot.keyClicks(page.texts.text.edit, "Typed")
    page.texts.parts.setFocus()
    page.refresh()

    assert held.field.text() == "5h"
    assert page.texts.text.text() == "Typed"


def test_ctrl_enter_begins_a_new_agreement_from_whichever_field(page: AgreementsPage, qtbot: QtBot) -> None:
    page.add.click()
    assert page.naming is not None
    page.naming.name.setText("Health and care")
    page.naming.source.setFocus()

    chord(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert page.editing.agreement.name == "Health and care"


def test_a_template_speaks_the_language_of_the_customers_papers(
    page: AgreementsPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    work.engine.catalogue.add_customer("Hafenklinik", now=work.clock.at)
    for customer in work.engine.catalogue.customers():
        work.engine.customers.set_language(customer.id, "de", now=work.clock.at)
    page.add.click()
    form = page.naming
    assert form is not None
    assert form.language.accessibleName() == "Its own words in Deutsch"
    copy, template = form.source.menu.actions()[-1], form.source.menu.actions()[0]
    copy.trigger()
    assert not form.language.isVisible()
    template.trigger()
    form.name.setText("Betrieb")

    form.act.click()

    assert page.editing.agreement.meanings[Severity.LOW].text == "Ein Wunsch oder eine Frage"


def test_another_language_is_chosen_for_a_template(page: AgreementsPage) -> None:
    page.add.click()
    form = page.naming
    assert form is not None
    assert form.language.accessibleName() == "Its own words in English"
    form.language.menu.actions()[1].trigger()
    form.name.setText("Betrieb")

    form.act.click()

    assert page.editing.agreement.meanings[Severity.LOW].text == "Ein Wunsch oder eine Frage"


def test_after_a_draft_is_discarded_the_version_in_force_is_seen(page: AgreementsPage) -> None:
    page.edit.click()

    page.discard.click()

    assert page.editing.agreement.version == 1
    assert not page.targets.isHidden()
    assert page.edit.isVisible()


def test_a_new_agreement_is_told_taken_back_and_begun_again(
    work: DeskAtWork, page: AgreementsPage, window: MainWindow
) -> None:
    page.start_adding()
    assert page.naming is not None
    page.naming.name.setText("School support")
    page.naming.act.click()
    assert titles(window)[-1] == "School support begun as a draft."

    window.history.undo()
    left = [held.name for held in work.engine.agreements.every(work.clock.at)]
    window.history.redo()

    assert left == [NAME]
    assert sorted(held.name for held in work.engine.agreements.every(work.clock.at)) == ["School support", NAME]


def test_a_first_draft_is_discarded_again_from_another_page(
    work: DeskAtWork, page: AgreementsPage, window: MainWindow
) -> None:
    page.start_adding()
    assert page.naming is not None
    page.naming.name.setText("School support")
    page.naming.act.click()
    page.discard.click()
    window.history.undo()
    window.go("all")

    window.history.redo()

    assert work.refused == []
    assert [held.name for held in work.engine.agreements.every(work.clock.at)] == [NAME]


def test_a_first_version_is_given_to_its_customers_and_signed_before_it_is_in_force(
    work: DeskAtWork, page: AgreementsPage, window: MainWindow
) -> None:
    for name in ("Bolt & Sons", "Acme"):
        work.engine.catalogue.add_customer(name, now=work.clock.at)
    bolt = work.engine.catalogue.customer("Bolt & Sons").id
    page.start_adding()
    assert page.naming is not None
    page.naming.name.setText("School support")
    page.naming.act.click()
    assert window.sidebar.place_item("agreements").accessibleName() == "Agreements, 2"
    page.show_tab(2)

    page.holders.give.about_to_show.emit()
    offered = page.holders.give.menu.actions()
    assert [action.text() for action in offered] == ["Acme", "Bolt && Sons"]
    offered[1].trigger()

    assert [button.text() for button in page.holders.buttons.values()] == ["Bolt & Sons"]
    assert titles(window)[-1] == "New tickets of Bolt & Sons go by School support once it is in force."
    assert work.engine.desk.agreement_for(bolt, work.clock.at).name == NAME
    page.signing.offer.click()
    page.signing.signers[bolt][1].click()
    assert page.editing.version is not None
    assert page.editing.version.state is State.SIGNED
    assert work.refused == []


def test_a_customer_who_is_to_sign_is_named_in_full(work: DeskAtWork, page: AgreementsPage, window: MainWindow) -> None:
    name = "Saint Peter's Primary School and Nursery"
    work.engine.catalogue.add_customer(name, agreement=NAME, now=work.clock.at)
    page.edit.click()
    page.show_tab(4)
    page.signing.offer.click()
    window.resize(1366, 738)
    QApplication.processEvents()

    named = next(label for label in page.signing.findChildren(Label) if label.text() == name and label.isVisible())
    assert named.height() >= named.heightForWidth(named.width()) > theme.line_height("strong")


def test_names_of_who_signed_stay_when_another_customer_signs(
    work: DeskAtWork, page: AgreementsPage, qtbot: QtBot
) -> None:
    ids = []
    for name in ("Acme", "Bolt"):
        work.engine.catalogue.add_customer(name, agreement=NAME, now=work.clock.at)
        ids.append(work.engine.catalogue.customer(name).id)
    page.edit.click()
    page.show_tab(4)
    page.signing.offer.click()
    page.signing.signers[ids[1]][0].setText("B. Miller")
    page.signing.days[ids[1]].edit.setDate(QDate(2026, 3, 2))

    qtbot.keyClick(page.signing.signers[ids[0]][0].edit, Qt.Key.Key_Return)

    assert page.signing.signers[ids[1]][0].text() == "B. Miller"
    assert page.signing.days[ids[1]].day() == date(2026, 3, 2)


def test_a_signature_that_comes_by_post_has_the_day_that_stands_beside_it(
    work: DeskAtWork, page: AgreementsPage
) -> None:
    work.engine.catalogue.add_customer("Acme", agreement=NAME, now=work.clock.at)
    acme = work.engine.catalogue.customer("Acme").id
    page.edit.click()
    page.show_tab(4)
    page.signing.offer.click()
    today = work.engine.hours().day_of(work.clock.at)
    assert page.signing.days[acme].day() == today

    page.signing.days[acme].show_day(today + timedelta(days=1))
    page.signing.signers[acme][1].click()
    assert work.refused == ["Nothing was saved: 11 March 2026 is yet to come. Choose the day of the signature."]
    assert page.signing.days[acme].day() == today + timedelta(days=1)
    page.signing.days[acme].show_day(today - timedelta(days=3))
    page.signing.signers[acme][1].click()

    assert page.editing.version is not None
    assert [held.on for held in page.editing.version.signatures] == [today - timedelta(days=3)]


def test_who_signed_is_still_typed_after_a_crash(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    work.engine.catalogue.add_customer("Acme", agreement=NAME, now=work.clock.at)
    acme = work.engine.catalogue.customer("Acme").id
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        page = draft_page(window, tab=4)
        page.signing.offer.click()
        page.signing.signers[acme][0].setText("A. Miller")
        window.heartbeat.go_on()
        held = file.read_text("utf-8")
    file.write_text(held, "utf-8")  # as the crash left it

    with window_over(work, qtbot, state_file=file) as window:
        signing = agreements_page(window, tab=4).signing
        typed = signing.signers[acme][0].text()
        signing.signers[acme][1].click()
        window.heartbeat.go_on()

        assert typed == "A. Miller"
        assert "Miller" not in file.read_text("utf-8")


def test_offering_and_signing_are_undone_one_after_the_other(
    work: DeskAtWork, page: AgreementsPage, window: MainWindow
) -> None:
    work.engine.catalogue.add_customer("Acme", agreement=NAME, now=work.clock.at)
    acme = work.engine.catalogue.customer("Acme").id
    page.edit.click()
    page.show_tab(4)

    def state() -> str:
        version = page.editing.version
        return "" if version is None else version.state.value

    page.signing.offer.click()
    page.signing.signers[acme][1].click()
    assert state() == "signed"
    seen = []
    for turn in (window.history.undo, window.history.undo, window.history.redo, window.history.redo):
        turn()
        seen.append(state())
    assert seen == ["offered", "draft", "offered", "signed"]
    assert work.refused == []


def test_copying_from_above_takes_the_complaint_away(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    held = cell(page, Metric.RESOLUTION, Severity.HIGH)
    type_length(qtbot, held, "soon")
    held.field.edit.setFocus()

    qtbot.keyClick(held.field.edit, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert page.targets.typing.text() == ""
    assert not held.field.wrong


def test_the_term_is_chosen_in_the_draft(page: AgreementsPage, qtbot: QtBot) -> None:
    page.edit.click()
    page.show_tab(5)
    term = page.term
    assert not any(tick.isChecked() for tick in term.ticks.values())
    assert not term.days["valid_to"].isEnabled()

    term.ticks["valid_from"].click()
    term.ticks["notice_until"].click()
    term.days["notice_until"].edit.setDate(QDate(2026, 12, 31))
    term.days["notice_until"].edit.editingFinished.emit()

    agreement = page.editing.agreement
    assert (agreement.valid_from, agreement.notice_until) == (date(2026, 4, 1), date(2026, 12, 31))
    assert (agreement.valid_to, agreement.renews_on) == (None, None)
    term.ticks["notice_until"].click()
    assert page.editing.agreement.notice_until is None


def test_a_term_of_a_year_ends_with_its_month_also_over_a_leap_day(page: AgreementsPage) -> None:
    page.edit.click()
    page.editing.change(valid_from=date(2027, 4, 1))

    page.term.ticks["valid_to"].click()

    assert page.editing.agreement.valid_to == date(2028, 3, 31)


def test_what_why_cites_is_read_at_its_place(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.open_ticket(log(work, window))
    window.places.ticket.whys.open(Metric.RESOLUTION)
    qtbot.keyClick(window.places.ticket.whys.dialog, Qt.Key.Key_A)

    page = window.places.current
    assert isinstance(page, AgreementsPage)
    assert page.texts.isVisible()
    assert page.texts.passage.heading.text().endswith("When a clock starts")
    assert page.editing.agreement.version == 1


def test_an_agreement_is_terminated_after_it_was_said_what_that_leaves(
    work: DeskAtWork, page: AgreementsPage, qtbot: QtBot
) -> None:
    work.engine.catalogue.add_customer("Acme", agreement=NAME, now=work.clock.at)
    page.refresh()
    page.show_tab(5)
    page.term.terminate.click()
    form = page.term.ending
    assert form is not None
    assert form.words.text().startswith("1 customer has it, and everybody without one of their own. Tickets received")

    form.last.edit.setDate(QDate(2026, 3, 9))
    form.act.click()
    assert "2026-03-09 is over" in form.problem.accessibleName()
    assert (form.last.wrong, form.last.edit.hasFocus()) == (True, True)
    form.last.edit.setDate(QDate(2026, 3, 31))
    form.act.click()

    assert not form.isVisible()
    assert page.term.ended.text() == "Terminated: its last day is 31 March 2026."
    work.turn_to("2026-04-01 10:00")
    page.refresh()
    assert page.editing.version is not None
    assert page.editing.version.state is State.TERMINATED
    assert page.term.terminate.isHidden()


def test_a_name_is_not_cut_for_the_words_of_buttons(
    page: AgreementsPage, window: MainWindow, qapp: QApplication
) -> None:
    page.edit.click()
    assert (page.review.text(), page.preview.text()) == ("Review", "Print")
    theme.set_text_size(qapp, 1.5)
    window.resize(1024, 738)
    QApplication.processEvents()

    name = page.head.name
    assert name.width() >= name.sizeHint().width()
    assert (page.review.text(), page.preview.text()) == ("", "")
    assert (page.review.accessibleName(), page.preview.toolTip()) == ("Review", "Print")


def test_the_days_of_a_version_are_seen_whole_or_told_when_pointed_at(page: AgreementsPage, window: MainWindow) -> None:
    days = "1 Jan 2025 – 31 Dec 2026"
    page.head.show_version(NAME, 3, State.IN_FORCE, days)
    whole = page.head.state.toolTip()
    window.resize(1366, 738)
    QApplication.processEvents()

    assert whole == ""
    assert page.head.state.toolTip() == days


def test_the_heads_of_the_targets_stand_on_one_line_where_there_is_room(
    page: AgreementsPage, window: MainWindow
) -> None:
    window.resize(1440, 870)
    QApplication.processEvents()

    names = [head.findChildren(Label)[0] for head in page.targets.grid._heads]
    assert {name.height() // theme.metrics("semi").lineSpacing() for name in names} == {1}


@pytest.mark.parametrize(("size", "scale"), [((1366, 738), 1.0), ((1366, 738), 1.5), ((1440, 870), 1.5)])
def test_no_head_of_the_targets_reaches_the_line_of_the_next(
    page: AgreementsPage, window: MainWindow, size: tuple[int, int], scale: float
) -> None:
    theme.set_text_size(QApplication.instance(), scale)  # type: ignore[arg-type]
    window.resize(*size)
    QApplication.processEvents()
    grid = page.targets.grid
    lines = [head.mapTo(grid, QPoint(0, 0)).x() - PAD for head in grid._heads] + [grid.width()]
    for head, line in zip(grid._heads, lines[1:], strict=True):
        name = head.findChildren(Label)[0]
        widest = max(theme.metrics("semi").horizontalAdvance(word) for word in name.text().split())
        assert line - (name.mapTo(grid, QPoint(0, 0)).x() + widest) >= PAD - 1, name.text()
