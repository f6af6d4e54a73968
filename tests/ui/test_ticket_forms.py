"""What is done to a ticket through a form: by keyboard, with what it will do said first, and nothing typed lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import BreachExplained, Channel, MissReason, NotMeasuredReason
from slaapp.domain.relations import Relation
from slaapp.services.tickets import TicketPage
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at
from tests.ui.window_at_work import chord, press, reload, window_over
from ui.dialogs.miss import MissForm
from ui.dialogs.ticket.correct import CorrectForm
from ui.dialogs.ticket.mail import MailForm, SentForm
from ui.dialogs.ticket.not_measured import NotMeasuredForm
from ui.dialogs.ticket.reopen import ReopenForm
from ui.dialogs.ticket.tie import TieForm
from ui.dialogs.ticket.waive import WaiveForm
from ui.main_window import MainWindow
from ui.views.ticket.clock_card import ClockCard
from ui.views.ticket.menus import entry_choices
from ui.views.ticket_page import TicketView
from ui.window_state import recall

Key = Qt.Key


def enter(qtbot: QtBot) -> None:
    """Ctrl+Enter, to what has the keyboard."""
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def read(work: DeskAtWork, number: int) -> TicketPage:
    return work.engine.pages.page(number, now=work.clock.at)


def opened(window: MainWindow, number: int) -> TicketView:
    reload(window)
    window.open_ticket(number)
    view = window.places.ticket
    assert isinstance(view, TicketView)
    return view


def test_two_tickets_are_linked_by_keyboard_and_unlinked_by_ctrl_z(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    one, two = work.log("2026-03-10 10:00"), work.log("2026-03-10 10:01", subject="Printer jams")
    view = opened(window, one)

    press(qtbot, window, "l", str(two))
    form = view.asking.form
    assert isinstance(form, TieForm)
    assert form.effect == "Both tickets show the link. No clock is changed."
    enter(qtbot)

    assert [(tie.relation, tie.number) for tie in read(work, two).ties] == [(Relation.RELATED, one)]
    assert [link.accessibleName() for link in view.panel.ties.links] == [f"Related to {two}  Printer jams, New"]
    window.history.undo()
    assert read(work, one).ties == read(work, two).ties == ()
    assert view.panel.ties.isHidden()
    window.history.redo()
    view.panel.ties.undos[0].click()
    assert read(work, two).ties == ()


def test_a_merge_says_what_the_clocks_will_do_before_it_is_done(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    one, two = work.log("2026-03-10 10:00"), work.log("2026-03-10 12:00", subject="Printer jams")
    view = opened(window, one)
    view.asking.tie(Relation.MERGED_INTO)
    form = view.asking.form
    assert isinstance(form, TieForm)

    qtbot.keyClicks(form.tickets.field.edit, "jams")

    assert form.act.text() == "Merge"
    assert form.effect.startswith(f"{one} leaves the queue, its open clocks are no longer measured. {two} counts as")
    assert "Resolution is due" in form.effect
    form.submit()
    assert read(work, one).merged_into == two
    window.history.undo()
    assert read(work, one).merged_into is None


def test_the_chooser_says_when_nothing_fits(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    view = opened(window, work.log("2026-03-10 10:00"))
    view.asking.tie()
    form = view.asking.form
    assert isinstance(form, TieForm)

    qtbot.keyClicks(form.tickets.field.edit, "wombat")
    assert form.effect == "No ticket has that number or these words."
    form.submit()

    assert form.isVisible()
    assert "no ticket has that number or these words" in form.problem_of(form.tickets).accessibleName()
    assert form.tickets.field.edit.hasFocus()
    assert form.tickets.field.text() == "wombat"


def test_a_duplicate_names_the_ticket_that_it_doubles(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    one, two = work.log("2026-03-10 10:00"), work.log("2026-03-10 10:01")
    view = opened(window, two)

    press(qtbot, window, Key.Key_Delete)
    press_menu(qtbot, "d")
    form = view.asking.form
    assert isinstance(form, TieForm)
    qtbot.keyClicks(form.tickets.field.edit, str(one))
    assert form.act.text() == "Close as duplicate"
    form.submit()

    page = read(work, two)
    assert (page.left_as, [(tie.relation, tie.number) for tie in page.ties]) == (
        NotMeasuredReason.DUPLICATE,
        [(Relation.DOUBLES, one)],
    )


def press_menu(qtbot: QtBot, key: str) -> None:
    menu = QApplication.activePopupWidget()
    assert menu is not None
    qtbot.keyClicks(menu, key)


def test_a_reason_that_needs_words_is_not_taken_without(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view = opened(window, number)
    view.asking.not_measured()
    form = view.asking.form
    assert isinstance(form, NotMeasuredForm)

    form.submit()
    assert "choose a reason" in form.problem_of(form.reasons).accessibleName()
    form.reasons.radio(NotMeasuredReason.OUT_OF_SCOPE).click()
    enter(qtbot)
    assert "say why" in form.problem_of(form.text).accessibleName()
    assert form.text.edit.hasFocus()
    qtbot.keyClicks(form.text.edit, "Private phone")
    enter(qtbot)

    page = read(work, number)
    assert (page.status, page.left_as) == (Status.NEW, None)
    assert all(not view.clock.measured for view in page.clocks)


def test_what_is_typed_into_a_form_outlives_esc_and_a_crash(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    number = work.log("2026-03-10 10:00")
    file = tmp_path / "state.json"
    with window_over(work, qtbot, state_file=file) as window:
        view = opened(window, number)
        view.asking.not_measured(NotMeasuredReason.FORCE_MAJEURE)
        qtbot.keyClicks(view.asking.form.text.edit, "Flood")  # type: ignore[union-attr]
        window.heartbeat.go_on()
        crashed = recall(file).drafts
        press(qtbot, window, Key.Key_Escape)
        view.asking.not_measured()
        again = view.asking.form
        assert isinstance(again, NotMeasuredForm)
        assert (again.text.text(), again.reasons.value) == ("Flood", NotMeasuredReason.FORCE_MAJEURE)
        again.leave()

    assert crashed[str(number)]["forms"]["not_measured"] == {"choice": "force_majeure", "text": "Flood"}
    with window_over(work, qtbot, state_file=file) as window:
        view = opened(window, number)
        view.asking.not_measured()
        form = view.asking.form
        assert isinstance(form, NotMeasuredForm)
        assert form.text.text() == "Flood"
        form.submit()
        window.heartbeat.go_on()
        assert recall(file).drafts == {}


def test_a_severity_that_was_entered_wrong_acts_from_the_start(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.LOW)
    work.turn_to("2026-03-10 12:00")
    view = opened(window, number)

    press(qtbot, window, "v")
    press_menu(qtbot, "w")
    form = view.asking.form
    assert isinstance(form, CorrectForm)
    form.value.radio("high").click()  # type: ignore[attr-defined]
    form.submit()
    assert "say why" in form.problem_of(form.reason).accessibleName()
    qtbot.keyClicks(form.reason.edit, "Misheard")
    enter(qtbot)

    page = read(work, number)
    assert page.severity is Severity.HIGH
    first = next(view.clock for view in page.clocks if view.clock.metric is Metric.FIRST_RESPONSE)
    assert first.phases[0].severity is Severity.HIGH


def test_any_entry_can_be_corrected_or_taken_back_by_keyboard(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00")
    work.turn_to("2026-03-10 10:30")
    work.commands.run(work.engine.desk.reply, number, "On it.", minutes=20)
    work.turn_to("2026-03-10 11:00")
    view = opened(window, number)

    view.menus.ask_entry()
    assert [choice.label for choice in entry_choices(read(work, number), work.clock.at, work.engine.board.zone)] == [
        "10:30  Reply",
        "10:00  Received",
    ]
    qtbot.keyClick(view.menus.entries.field.edit, Key.Key_Return)
    press_menu(qtbot, "1")
    form = view.asking.form
    assert isinstance(form, CorrectForm)
    form.value.show_moment(at("2026-03-10 11:30"))  # type: ignore[attr-defined]
    qtbot.keyClicks(form.reason.edit, "Rang at once")
    form.submit()
    assert "lies in the future" in form.problem_of(form.value).accessibleName()
    assert form.value.wrong  # type: ignore[attr-defined]
    form.value.show_moment(at("2026-03-10 10:05"))  # type: ignore[attr-defined]
    form.submit()

    reply = next(entry for entry in read(work, number).entries if entry.event and entry.event.KIND == "replied")
    assert (reply.at, reply.corrected) == (at("2026-03-10 10:05"), True)
    assert reply.event is not None
    view.acts.take_back(reply.event.id)
    entries = read(work, number).entries
    assert [entry.retracted for entry in entries if entry.event and entry.event.KIND == "replied"] == [True]


def test_a_severity_entered_wrong_is_chosen_by_digit_and_told_where_it_says_so(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.NORMAL)
    view = opened(window, number)
    received = read(work, number).entries[0].event
    assert received is not None
    view.asking.correct(received.id, "severity")
    form = view.asking.form
    assert isinstance(form, CorrectForm)
    qtbot.keyClicks(form.reason.edit, "Heard wrong")
    form.submit()
    assert "says so already" in form.problem_of(form.value).accessibleName()
    assert form.value.isAncestorOf(QApplication.focusWidget())

    qtbot.keyClick(QApplication.focusWidget(), "3")
    form.submit()
    assert read(work, number).severity is Severity.HIGH


def test_a_missed_target_is_waived_with_a_reason_and_a_name(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.URGENT)
    work.turn_to("2026-03-10 16:00")
    view = opened(window, number)

    view.asking.waive()
    form = view.asking.form
    assert isinstance(form, WaiveForm)
    form.submit()
    assert "say why it is not to count" in form.problem_of(form.reason).accessibleName()
    qtbot.keyClicks(form.reason.edit, "Power cut")
    enter(qtbot)
    assert "name who agreed" in form.problem_of(form.agreed_by).accessibleName()
    assert form.agreed_by.edit.hasFocus()
    qtbot.keyClicks(form.agreed_by.edit, "Ms Hill")
    enter(qtbot)

    assert [view.clock.metric for view in read(work, number).clocks if view.clock.waived] == [form.missed.value[0]]  # type: ignore[index]


def test_a_late_earlier_cycle_gets_its_reason_at_the_card_of_its_clock(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.URGENT)
    work.engine.desk.reply(number, "We are looking.", now=at("2026-03-10 10:05"))
    work.engine.desk.reply(number, "It is the switch.", now=at("2026-03-10 13:00"))
    work.engine.desk.reply(number, "Back again.", then=Status.RESOLVED, now=at("2026-03-10 13:10"))
    work.turn_to("2026-03-10 13:20")
    late = next(clock for clock, _ in opened(window, number).asking.missed() if clock[0] is Metric.UPDATE)
    view = opened(window, number)

    def card() -> ClockCard:
        return next(card for card in view.panel.cards() if card.face.metric is Metric.UPDATE)

    assert card().face.cycle > late[1]
    assert card().face.figure == "ended"
    assert card().face.foot.endswith(f"Next update {late[1]} was late")
    assert card().reason_button.isVisibleTo(view)
    assert card().reason_button.accessibleName() == f"Give reason: Next update {late[1]}"

    card().reason_button.click()
    form = view.asking.form
    assert isinstance(form, MissForm)
    form.kinds.choose(MissReason.PART)
    form.submit()

    events = [entry.event for entry in read(work, number).entries]
    assert [(one.metric, one.cycle) for one in events if isinstance(one, BreachExplained)] == [late]
    assert not card().reason_button.isVisibleTo(view)


def test_after_the_reopen_window_a_follow_up_is_offered_and_logged(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    work.engine.catalogue.add_customer("Harbour Clinic", now=work.clock.at)
    customer = work.engine.catalogue.customer("Harbour Clinic").id
    number = work.log("2026-03-10 10:00", customer=customer, severity=Severity.HIGH)
    work.commands.run(work.engine.desk.resolve, number)
    work.turn_to("2026-03-30 10:00")
    view = opened(window, number)

    view.header.resolve.emit()
    form = view.asking.form
    assert isinstance(form, ReopenForm)
    assert "could be reopened until Tue 17 Mar 2026" in form.lead.text()
    enter(qtbot)
    log = window.log_ticket
    assert (log.title.text(), log.customer.party.name) == (f"Follow-up of {number}", "Harbour Clinic")  # type: ignore[union-attr]
    heads = (log.title, log.phone, log.start, log.change)
    assert [held.width() >= held.sizeHint().width() for held in heads] == [True] * 4
    assert log.from_template.button.isHidden()
    log.submit(open_it=False)

    (tie,) = read(work, number).ties
    page = read(work, tie.number)
    assert (tie.relation, page.customer_id, page.severity) == (Relation.FOLLOWED_UP_BY, customer, Severity.HIGH)


def test_a_follow_up_never_overwrites_a_ticket_that_was_begun(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00")
    window.log()
    qtbot.keyClicks(window.log_ticket.subject.edit, "Half a ticket")
    window.log_ticket.leave()
    view = opened(window, number)

    view.asking.follow_up()

    assert not window.log_ticket.isVisible()
    assert window.state.draft["subject"] == "Half a ticket"
    assert window.state.draft["follows_up"] is None


@pytest.mark.parametrize("sent", [True, False])
def test_a_reply_by_email_counts_only_when_it_was_sent(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, sent: bool
) -> None:
    number = work.log("2026-03-10 10:00", subject="Disk full & slow")
    view = opened(window, number)
    told: list[str] = []

    def opener(url: QUrl) -> bool:
        told.append(bytes(url.toEncoded().data()).decode())
        return True

    view.asking.opener = opener
    view.composer.draft.channel = Channel.EMAIL
    view.composer.switch_to(view.composer.draft.tab)
    view.composer.mail.click()
    assert "the text is empty" in view.composer.problem.accessibleName()
    qtbot.keyClicks(view.composer.editor.edit, "Freed 20 GB.")
    view.composer.mail.click()
    form = view.asking.form
    assert isinstance(form, MailForm)
    form.to.setText("kim@x")
    form.submit()
    assert "no single e-mail address" in form.problem_of(form.to).accessibleName()
    form.to.setText("kim@example.org")
    form.submit()
    assert told == []
    view.asking.form.submit()  # type: ignore[union-attr]
    assert told == [
        f"mailto:kim@example.org?subject=%5B%23{number}%5D%20Disk%20full%20%26%20slow&body=Freed%2020%20GB."
    ]
    asked = view.asking.form
    assert isinstance(asked, SentForm)
    assert "was handed to the system’s mail program" in asked.lead.text(), "it may not have one"
    asked.copy.button.click()
    assert QGuiApplication.clipboard().text() == "Freed 20 GB."
    replies = [entry for entry in read(work, number).entries if entry.event and entry.event.KIND == "replied"]
    assert replies == []
    if sent:
        asked.submit()
    else:
        asked.leave_button.click()

    replies = [entry for entry in read(work, number).entries if entry.event and entry.event.KIND == "replied"]
    assert [getattr(entry.event, "channel", None) for entry in replies] == ([Channel.EMAIL] if sent else [])
    assert view.composer.editor.text() == ("" if sent else "Freed 20 GB.")


def test_the_time_spent_is_noted_with_a_reply_and_summed(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view = opened(window, number)
    view.composer.minutes.click()
    popup = view.composer._minutes_popup
    qtbot.keyClicks(popup.field.edit, "soon")
    qtbot.keyClick(popup.field.edit, Key.Key_Return)
    assert "whole minutes" in popup.problem.accessibleName()
    popup.field.setText("25")
    qtbot.keyClick(popup.field.edit, Key.Key_Return)
    qtbot.keyClicks(view.composer.editor.edit, "On it.")
    view.composer.submit()

    assert read(work, number).minutes == 25
    assert view.composer.draft.minutes == 0


def test_what_was_added_to_the_checklist_is_undone_where_one_types_the_next(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00")
    view = opened(window, number)
    view.panel.checklist.begin()
    press(qtbot, window, "Order drum", Key.Key_Return)
    added = [item.text for item in read(work, number).checklist]

    chord(qtbot, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert (added, read(work, number).checklist) == (["Order drum"], ())
    assert view.panel.checklist.field.edit.hasFocus()


def test_leaving_the_field_of_the_checklist_stays_at_the_checklist(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    view = opened(window, work.log("2026-03-10 10:00"))
    view.panel.checklist.begin()
    press(qtbot, window, "Call", Key.Key_Return)

    press(qtbot, window, Key.Key_Escape)

    assert QApplication.focusWidget() is view.panel.checklist.add


def test_tags_and_checklist_by_keyboard(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view = opened(window, number)

    press(qtbot, window, "#")
    qtbot.keyClicks(view.menus.tags.field.edit, "printer")
    qtbot.keyClick(view.menus.tags.field.edit, Key.Key_Return)
    view.panel.checklist.begin()
    field = view.panel.checklist.field.edit
    hostile = HOSTILE.replace("\x07", "")
    for text in ("Order drum", hostile):
        field.setText(text)
        qtbot.keyClick(field, Key.Key_Return)
    field.setText(HOSTILE)
    qtbot.keyClick(field, Key.Key_Return)
    assert (field.text(), field.hasFocus()) == (HOSTILE, True)
    assert "Nothing was saved" in view.panel.checklist.problem.accessibleName()
    qtbot.keyClick(view.panel.checklist.ticks()[0], Key.Key_Space)
    qtbot.keyClick(view.panel.checklist.ticks()[0], Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    page = read(work, number)
    assert page.tags == ("printer",)
    assert [(item.text, item.done) for item in page.checklist] == [
        (" ".join(hostile.split()), False),
        ("Order drum", True),
    ]
    qtbot.keyClick(view.panel.checklist.ticks()[0], Key.Key_Delete)
    view.panel.tags.buttons[0].click()
    page = read(work, number)
    assert (page.tags, [item.text for item in page.checklist]) == ((), ["Order drum"])
    for _ in range(2):
        window.history.undo()
    page = read(work, number)
    assert (page.tags, len(page.checklist)) == (("printer",), 2)


def test_what_is_asked_about_one_ticket_is_never_done_to_another(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    one, two = work.log("2026-03-10 10:00"), work.log("2026-03-10 10:01")
    view = opened(window, one)
    view.panel.checklist.begin()
    qtbot.keyClicks(view.panel.checklist.field.edit, "Half an item")
    view.asking.not_measured(NotMeasuredReason.OUT_OF_SCOPE)
    qtbot.keyClicks(view.asking.form.text.edit, "Half a reason")  # type: ignore[union-attr]
    form = view.asking.form

    opened(window, two)

    assert form is not None
    assert not form.isVisible()
    assert view.panel.checklist.field.text() == ""
    opened(window, one)
    assert view.panel.checklist.field.text() == "Half an item"
    assert view.composer.draft.form("not_measured")["text"] == "Half a reason"


def test_keys_of_the_window_sleep_while_a_form_lies_over_it(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view = opened(window, number)
    view.asking.not_measured(NotMeasuredReason.SPAM)

    qtbot.keyClick(QApplication.focusWidget(), Key.Key_N)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert not window.log_ticket.isVisible()
    assert view.asking.form is not None
    assert view.asking.form.isVisible()
