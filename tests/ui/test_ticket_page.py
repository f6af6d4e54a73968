"""The page of one ticket: read, answered, changed and undone by keys, with its clocks running."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.clock import Band
from slaapp.domain.events import Channel, MissReason, NotMeasuredReason
from tests.ui.desk_at_work import HOSTILE, LONDON, DeskAtWork, at, customer, desk_at_work, nameless, outside
from ui import theme
from ui.dialogs.miss import MissForm
from ui.views.ticket.draft import Tab
from ui.views.ticket.face import Pair, face
from ui.views.ticket.items import Day, Line, Message, Voice
from ui.views.ticket.timeline import DayMark, LineRow, MessageCard
from ui.views.ticket_page import TicketView
from ui.widgets.key_menu import KeyMenu
from ui.widgets.prose import Prose
from ui.widgets.runs import RunsParagraph, plain


@pytest.fixture
def view(work: DeskAtWork, qtbot: QtBot) -> TicketView:
    page = TicketView(work.engine, work.commands, work.clock)
    qtbot.addWidget(page)
    page.resize(1166, 712)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def told(view: TicketView) -> list[str]:
    """The timeline as it is heard, from the oldest to the newest."""
    return [card.accessibleName() for card in view.timeline.cards()]


def figure(view: TicketView, metric: Metric) -> str:
    return next(card.face.figure for card in view.panel.cards() if card.face.metric is metric)


def press(qtbot: QtBot, page: QWidget, keys: str) -> None:
    """Each key goes to an open menu, else to what has the keyboard."""
    for key in keys:
        qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or page, key)


def test_fresh_time_after_the_reopen_window_is_said_at_the_foot_of_its_clock(work: DeskAtWork) -> None:
    number = work.log("2026-03-10 10:00")
    views = work.engine.pages.page(number, now=at("2026-03-10 12:00")).clocks
    held = next(view for view in views if view.clock.metric is Metric.RESOLUTION)
    pair = Pair(replace(held.clock, after_window=True), held.reading, None)

    shown = face(pair, at("2026-03-10 12:00"), LONDON, {})

    assert shown.foot.replace("\u202f", " ") == "2 h elapsed · fresh time since 10:00"


def test_a_ticket_reads_from_the_oldest_to_the_newest(work: DeskAtWork, view: TicketView) -> None:
    clinic, front_desk = customer(work, "Harbour Clinic", contact="Front desk")
    desk = work.engine.desk
    number = work.log(
        "2026-03-10 15:35", customer=clinic, contact=front_desk, text="The drive is gone.", assignee=work.me
    )
    desk.reply(number, "We are on it.", now=at("2026-03-10 15:58"), then=Status.IN_PROGRESS)
    desk.set_severity(number, Severity.HIGH, now=at("2026-03-10 16:00"))
    desk.set_status(number, Status.WAITING_CUSTOMER, now=at("2026-03-10 16:20"))
    desk.customer_wrote(number, "", now=at("2026-03-11 09:10"))
    desk.note(number, "Five PCs.", now=at("2026-03-11 09:30"))
    work.turn_to("2026-03-11 13:30")

    view.show_ticket(number)

    assert told(view) == [
        "Tuesday 10 March",
        "Front desk, Harbour Clinic, Phone, 15:35",
        "Sam R., Reply by phone, first response met in 23\u202fm, 15:58",
        "16:00, Sam R. raised severity from Normal to High · resolution target 24\u202fh → 8\u202fh",
        "16:20, Sam R. set status to Waiting on customer · clocks paused",
        "Today",
        "09:10, Front desk answered · status In progress · clocks run again after 50\u202fm of support hours",
        "Sam R., Internal note · not for the customer, 09:30",
        "11:50, Internal next-update target (3\u202fh) passed",
        "12:10, Internal next-response target (3\u202fh) passed",
        "12:50, Next-update target (4\u202fh) passed",
        "13:10, Next-response target (4\u202fh) passed",
    ]


def test_a_severity_corrected_to_what_it_was_before_is_no_change(work: DeskAtWork, view: TicketView) -> None:
    number, desk = work.log("2026-03-10 10:00"), work.engine.desk
    desk.set_severity(number, Severity.HIGH, now=at("2026-03-10 10:10"))
    desk.set_severity(number, Severity.NORMAL, now=at("2026-03-10 10:20"), was_wrong="The caller said so.")
    work.turn_to("2026-03-10 10:30")

    view.show_ticket(number)

    assert "10:10, Sam R. left severity at Normal, corrected" in told(view)


def test_a_reply_written_down_later_and_one_taken_back_are_marked(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    work.engine.desk.reply(number, "Called back.", at=at("2026-03-10 10:10"), now=at("2026-03-10 10:50"))
    work.engine.desk.note(number, "Wrong ticket.", now=at("2026-03-10 10:55"))
    work.turn_to("2026-03-10 11:00")
    work.engine.desk.retract(number, None, now=work.clock.at)

    view.show_ticket(number)

    assert any("Called back" not in words and "written 10:50" in words for words in told(view))
    assert any("taken back by Sam R., 11:00" in words for words in told(view))


def test_a_scheduled_ticket_goes_on_by_itself_and_says_so(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    until = at("2026-03-11 10:00")
    work.engine.desk.set_status(number, Status.SCHEDULED, until=until, now=at("2026-03-10 10:30"))
    work.turn_to("2026-03-11 10:05")

    view.show_ticket(number)

    last = told(view)[-1]
    assert last.startswith("10:00, The scheduled time came · status In progress")
    assert "7\u202fh\u202f30\u202fm of support hours" in last
    assert view.properties.status.value == "In progress"


def test_figures_run_between_two_readings_of_the_store(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    view.show_ticket(number)
    assert figure(view, Metric.FIRST_RESPONSE) == "1\u202fh"

    view.beat(work.turn_to("2026-03-10 10:00:30"))
    assert figure(view, Metric.FIRST_RESPONSE) == "1\u202fh"
    assert view.next_figure() == at("2026-03-10 10:01:00")

    view.beat(work.turn_to("2026-03-10 10:45:01"))
    assert figure(view, Metric.FIRST_RESPONSE) == "14:59"
    assert view.next_figure() == at("2026-03-10 10:45:02")


def test_a_clock_turns_red_at_the_very_second(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    view.show_ticket(number)

    view.beat(work.turn_to("2026-03-10 11:00:00"))
    card = view.panel.cards()[0]
    assert (card.face.figure, card.face.band) == ("0:00", Band.WARNING)

    view.beat(work.turn_to("2026-03-10 11:00:01"))
    assert (card.face.figure, card.face.band) == ("\u22120:01", Band.BREACHED)
    assert "11:00, First-response target (1\u202fh) passed" in told(view)

    view.beat(work.turn_to("2026-03-10 11:05:00"))
    assert card.face.figure == "\u22125\u202fm"


def test_a_clock_late_by_seconds_says_the_seconds(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    work.engine.desk.reply(number, "On it.", now=work.turn_to("2026-03-10 11:00:37"))

    view.show_ticket(number)

    first = next(card.face for card in view.panel.cards() if card.face.metric is Metric.FIRST_RESPONSE)
    assert first.lines[0].rest == "0:37 late"


def test_status_severity_and_assignee_by_two_keys_each(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)
    said: list[str] = []
    view.done.connect(lambda words, undo: said.append(words))

    press(qtbot, view, "sc")
    press(qtbot, view, "v4")
    press(qtbot, view, "m")

    page = work.engine.pages.page(number, now=work.clock.at)
    assert (page.status, page.severity, page.assignee) == (Status.WAITING_CUSTOMER, Severity.URGENT, "Sam R.")
    assert said == [f"{number}: Waiting on customer.", f"{number} is Urgent now.", f"{number} given to Sam R."]
    assert view.properties.assignee.value == "Sam R."


def test_somebody_is_found_by_typing(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)

    press(qtbot, view, "a")
    picker = view.properties.assignee.picker
    assert picker is not None
    qtbot.keyClicks(picker.field.edit, "ki")
    qtbot.keyClick(picker.field.edit, Qt.Key.Key_Return)

    assert work.engine.pages.page(number, now=work.clock.at).assignee == "Kim L."


def test_on_a_new_desk_one_takes_a_ticket_all_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at_work(tmp_path, people=False) as work:
        page = TicketView(work.engine, work.commands, work.clock)
        qtbot.addWidget(page)
        page.show()
        page.show_ticket(work.log("2026-03-10 10:00"))

        page.acts.assign_to_me()

        assert work.engine.pages.page(1, now=work.clock.at).assignee == "sam"


def test_a_new_minute_leaves_the_words_beside_the_timeline_alone(work: DeskAtWork, view: TicketView) -> None:
    view.show_ticket(work.log("2026-03-10 10:00"))
    before = view.panel.facts.findChildren(RunsParagraph)

    work.turn_to("2026-03-10 10:21")
    view.beat(work.clock.at)

    assert before
    assert view.panel.facts.findChildren(RunsParagraph) == before


def test_what_was_done_can_be_undone_from_its_notice(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)
    undo = []
    view.done.connect(lambda words, how: undo.append(how))

    view.composer.editor.setText("All done.")
    work.turn_to("2026-03-10 10:20")
    view.composer.submit(resolve=True)
    assert view.page is not None
    assert view.page.status is Status.RESOLVED

    undo[-1].go()

    assert view.page.status is Status.NEW
    assert {clock.clock.ended_at for clock in view.page.clocks} == {None}
    assert sum("taken back by Sam R." in words for words in told(view)) == 2


def test_a_reply_by_keys_ends_the_first_response(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    view.show_ticket(number)
    work.turn_to("2026-03-10 10:23")

    press(qtbot, view, "r")
    editor = view.composer.editor.edit
    qtbot.keyClicks(editor, "We are on it")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert figure(view, Metric.FIRST_RESPONSE) == "met in 23\u202fm"
    assert view.composer.editor.text() == ""
    assert view.page is not None
    assert view.page.status is Status.IN_PROGRESS
    card = view.timeline.cards()[-1]
    assert isinstance(card, MessageCard)
    assert card.prose.toPlainText() == "We are on it"


@pytest.mark.parametrize("tab", list(Tab))
def test_each_tab_can_resolve_the_ticket_in_the_same_act(
    tab: Tab, work: DeskAtWork, view: TicketView, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)
    view.composer.switch_to(tab)
    qtbot.keyClicks(view.composer.editor.edit, "It prints again")
    qtbot.keyClick(
        view.composer.editor.edit,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )

    page = work.engine.pages.page(number, now=work.clock.at)
    assert page.status is Status.RESOLVED
    assert [entry.event.text for entry in page.entries if hasattr(entry.event, "text")][-2:] == ["It prints again", ""]


def test_resolve_takes_the_time_that_was_set_and_leaves_a_half_typed_text(
    work: DeskAtWork, view: TicketView, qtbot: QtBot
) -> None:
    one, two = work.log("2026-03-10 10:00"), work.log("2026-03-10 10:01")
    view.show_ticket(one)
    view.composer.took(25)
    view.header.resolve_button.click()
    view.show_ticket(two)
    view.composer.took(5)
    view.composer.editor.setText("Half a")
    view.header.resolve_button.click()

    first, second = (work.engine.pages.page(number, now=work.clock.at) for number in (one, two))
    assert (first.status, first.minutes) == (Status.RESOLVED, 25)
    assert (second.status, second.minutes) == (Status.RESOLVED, 0)
    assert (view.composer.editor.text(), view.composer.draft.minutes) == ("Half a", 5)


def test_resolve_asks_for_the_time_spent_where_that_is_wanted(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)
    view.act("resolve_with_time")
    asked = view.menus.time
    assert (asked.isVisible(), asked.take.text()) == (True, "Resolve")
    qtbot.keyClicks(asked.field.edit, "a while")
    qtbot.keyClick(asked.field.edit, Qt.Key.Key_Return)
    assert work.engine.pages.page(number, now=work.clock.at).status is Status.NEW
    asked.field.setText("40")
    qtbot.keyClick(asked.field.edit, Qt.Key.Key_Return)

    page = work.engine.pages.page(number, now=work.clock.at)
    assert (page.status, page.minutes) == (Status.RESOLVED, 40)
    assert view.focusWidget() is not view.header.resolve_button, "Enter would reopen it"


def test_after_adding_letters_act_on_the_ticket_again(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    view.show_ticket(work.log("2026-03-10 10:00", severity=Severity.HIGH))
    press(qtbot, view, "r")
    editor = view.composer.editor.edit
    qtbot.keyClicks(editor, "We are on it")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    press(qtbot, view, "inote")

    assert view.composer.draft.tab is Tab.NOTE
    assert view.composer.editor.text() == "note"


def test_a_note_answers_nobody(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    view.show_ticket(number)

    press(qtbot, view, "r")
    editor = view.composer.editor.edit
    qtbot.keyClicks(editor, "half a reply")
    qtbot.keyClick(editor, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(editor, "Only us")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert "met" not in figure(view, Metric.FIRST_RESPONSE)
    assert told(view)[-1].startswith("Sam R., Internal note")
    view.composer.switch_to(Tab.REPLY)
    assert view.composer.editor.text() == "half a reply"


def test_a_draft_waits_for_its_ticket(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    first, second = work.log("2026-03-10 10:00"), work.log("2026-03-10 10:01")
    view.show_ticket(first)
    press(qtbot, view, "r")
    qtbot.keyClicks(view.composer.editor.edit, "Third and fourth PC")

    with qtbot.waitSignal(view.back):
        qtbot.keyClick(view.composer.editor.edit, Qt.Key.Key_Escape)
    view.show_ticket(second)
    assert view.composer.editor.text() == ""
    view.show_ticket(first)

    assert view.composer.editor.text() == "Third and fourth PC"


def test_nothing_is_added_from_an_empty_editor(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)
    before = told(view)

    view.composer.submit()

    assert told(view) == before
    assert view.composer.problem.accessibleName() == (
        "Nothing was added: the text is empty. Write something, then add it."
    )


def test_text_is_kept_when_the_desk_refuses(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)
    view.composer.editor.setText("Nul \x00 inside")

    view.composer.submit()

    assert len(work.refused) == 1
    assert view.composer.editor.text().startswith("Nul")


def test_the_composer_tells_when_the_customer_must_hear_again(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    view.show_ticket(number)
    assert view.composer.outlook_words == "Next update then due by 14:00"

    view.composer.leave_as(Status.WAITING_CUSTOMER)
    assert view.composer.outlook_words == "Clocks pause then"

    view.composer.leave_as(Status.RESOLVED)
    assert view.composer.outlook_words == "Clocks end then"


def test_a_call_that_happened_earlier_counts_from_then(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    view.show_ticket(number)
    work.turn_to("2026-03-10 11:40")
    view.refresh()
    view.composer.editor.setText("Called back at once.")
    view.composer.happened_at(at("2026-03-10 10:10"))

    view.composer.submit()

    assert figure(view, Metric.FIRST_RESPONSE) == "met in 10\u202fm"


def test_the_subject_is_edited_in_its_place(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00", subject="Drive gone")
    view.show_ticket(number)

    press(qtbot, view, "e")
    field = view.header.field.edit
    assert field.selectedText() == "Drive gone"
    qtbot.keyClicks(field, "Drive S: is back")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert view.header.title.text() == "Drive S: is back"
    assert work.engine.pages.page(number, now=work.clock.at).subject == "Drive S: is back"


def test_esc_leaves_a_subject_as_it_was(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00", subject="Drive gone")
    view.show_ticket(number)
    press(qtbot, view, "e")
    qtbot.keyClicks(view.header.field.edit, "nonsense")

    qtbot.keyClick(view.header.field.edit, Qt.Key.Key_Escape)

    assert view.header.title.text() == "Drive gone"
    assert view.header.field.isHidden()


def test_keys_that_only_ask(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)

    press(qtbot, view, "y")
    assert QGuiApplication.clipboard().text() == str(number)
    with qtbot.waitSignals([view.next_wanted, view.previous_wanted, view.back]):
        press(qtbot, view, "jk")
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_closing_as_spam_takes_it_out_of_the_queue(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)

    view.acts.exclude(NotMeasuredReason.SPAM, "")

    assert not work.engine.board.rows()
    assert any("marked it as not measured: spam" in words for words in told(view))


def test_a_late_target_is_given_its_reason(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.URGENT)
    work.turn_to("2026-03-10 12:00")
    view.show_ticket(number)
    card = view.panel.cards()[0]

    card.reason.emit(card.face.metric, card.face.cycle)
    form = view.asking.form
    assert isinstance(form, MissForm)
    form.kinds.radio(MissReason.STAFFING).click()
    form.text.setText("One agent on duty")
    form.submit()

    expected = "12:00, Sam R. gave the reason: First response · Too few people at the desk: One agent on duty"
    assert told(view)[-1] == expected
    card.reason.emit(card.face.metric, card.face.cycle)
    assert view.asking.form.kinds.value is MissReason.STAFFING
    assert view.asking.form.text.text() == "One agent on duty"


def test_an_opened_ticket_was_seen(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    assert work.engine.board.rows()[0].unread

    view.show_ticket(number)

    assert not work.engine.board.rows()[0].unread


def test_what_another_process_wrote_appears(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    view.show_ticket(number)
    work.engine.desk.note(number, "From the command line", now=work.clock.at)

    view.refresh()

    assert told(view)[-1].startswith("Sam R., Internal note")


def test_the_time_spent_on_a_note_comes_before_what_may_be_cut(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    work.engine.desk.note(number, "Script changed.", minutes=25, now=at("2026-03-10 10:30"))
    work.turn_to("2026-03-10 11:00")

    view.show_ticket(number)

    assert "Sam R., Internal note · 25\u202fm · not for the customer, 10:30" in told(view)


def test_what_was_answered_on_the_phone_says_so_in_the_timeline(work: DeskAtWork, view: TicketView) -> None:
    view.show_ticket(work.log("2026-03-10 10:00", answered_on_phone=True))

    assert told(view)[-1] == (
        "10:00, Sam R. logged the ticket as Normal and answered on the phone, first response met in 0\u202fm"
    )


def test_a_clock_left_out_of_the_adjusted_figure_says_why(work: DeskAtWork, view: TicketView) -> None:
    kept, merged = work.log("2026-03-10 10:00"), work.log("2026-03-10 10:01")
    work.engine.desk.reply(merged, "On it.", now=at("2026-03-10 10:10"))
    work.turn_to("2026-03-10 10:20")
    work.engine.desk.merge(merged, kept, now=work.clock.at)

    view.show_ticket(merged)

    first = next(card.face for card in view.panel.cards() if card.face.metric is Metric.FIRST_RESPONSE)
    assert first.foot == f"left out of the adjusted figure: merged into {kept}"


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5])
@pytest.mark.parametrize("width", [820, 1166])
def test_no_figure_of_a_clock_is_cut(
    work: DeskAtWork, view: TicketView, qapp: QApplication, scale: float, width: int
) -> None:
    """Neither of one that was due in another year, nor at 150 %, nor in a small window."""
    number = work.log("2025-04-15 08:52")
    work.engine.desk.reply(number, "On it.", now=at("2025-04-15 09:07"), then=Status.WAITING_CUSTOMER)
    work.engine.desk.set_severity(number, Severity.URGENT, now=at("2025-04-15 09:08"))
    work.engine.desk.customer_wrote(number, "", now=at("2025-04-15 13:50"))
    theme.set_text_size(qapp, scale)
    view.resize(width, 712)
    try:
        view.show_ticket(number)
        QApplication.processEvents()
        view.grab()
        assert [card.toolTip() for card in view.panel.cards()] == [""] * len(view.panel.cards())
        assert outside(view.panel) == []
        met = next(card for card in view.panel.cards() if card.face.metric is Metric.FIRST_RESPONSE)
        assert met.face.lines[0].due == "by 13:00 15 Apr 2025"
    finally:
        theme.set_text_size(qapp, 1.0)


def test_an_event_takes_as_many_lines_as_it_needs(work: DeskAtWork, view: TicketView, qapp: QApplication) -> None:
    number = work.log("2026-03-10 10:00")
    work.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=at("2026-03-10 11:00"))
    work.engine.desk.customer_wrote(number, "", now=at("2026-03-10 12:00"))
    work.turn_to("2026-03-10 12:30")
    view.resize(1048, 712)
    theme.set_text_size(qapp, 1.5)
    try:
        view.show_ticket(number)
        QApplication.processEvents()
        rows = view.timeline.findChildren(LineRow)
        heights = {row.height() for row in rows}
        assert heights == {theme.px(24), theme.px(24) + theme.line_height("body")}
    finally:
        theme.set_text_size(qapp, 1.0)


def test_a_message_is_as_wide_as_in_the_picture(qtbot: QtBot) -> None:
    text = "Five PCs, all on the old logon script. The script still points to the retired file server. Alex has the"
    prose = Prose(f"{text} new path.")
    qtbot.addWidget(prose)
    prose.resize(900, 60)
    prose.show()

    layout = prose.document().firstBlock().layout()
    assert layout.lineAt(0).textLength() == len(text) + 1


def test_a_long_subject_can_be_read_in_its_tool_tip(work: DeskAtWork, view: TicketView) -> None:
    view.show_ticket(work.log("2026-03-10 10:00", subject="Letters do not open " * 20))

    assert max(map(len, view.header.title.toolTip().split("\n"))) <= 72


def test_other_open_tickets_of_the_customer_are_one_click_away(
    work: DeskAtWork, view: TicketView, qtbot: QtBot
) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    other = work.log("2026-03-10 09:00", customer=clinic, subject="New & shiny")
    number = work.log("2026-03-10 10:00", customer=clinic)
    view.show_ticket(number)

    with qtbot.waitSignal(view.ticket_wanted) as wanted:
        view.panel.open_siblings().actions()[0].trigger()

    assert wanted.args == [other]


def test_an_unknown_number_is_told(work: DeskAtWork, view: TicketView) -> None:
    assert not view.show_ticket(4711)
    assert work.refused == ["There is no ticket 4711."]


@pytest.mark.parametrize("width", [1166, 972, 824])
def test_hostile_text_stays_text_and_inside(work: DeskAtWork, view: TicketView, qtbot: QtBot, width: int) -> None:
    evil, contact = customer(work, HOSTILE.replace("\x07\t", ""), contact=HOSTILE.replace("\x07\t", ""))
    number = work.log("2026-03-10 10:00", customer=evil, contact=contact, subject=HOSTILE, text=HOSTILE)
    work.engine.desk.note(number, HOSTILE * 20, now=work.clock.at)
    view.resize(width, 614)

    view.show_ticket(number)
    QApplication.processEvents()

    assert "<b>bold</b>" in view.header.title.text()
    cards = [card for card in view.timeline.cards() if isinstance(card, MessageCard)]
    assert [card.prose.toPlainText()[:11] for card in cards] == ["<b>bold</b>"] * 2
    assert outside(view) == []


def test_a_long_text_begins_folded_and_unfolds(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    log = "\n".join(f"line {n}" for n in range(500))
    number = work.log("2026-03-10 10:00", text=log)
    view.show_ticket(number)
    card = view.timeline.cards()[1]
    assert isinstance(card, MessageCard)
    assert card.prose.toPlainText().endswith("line 59…")

    card.unfold()

    assert card.prose.toPlainText() == log


def test_of_a_long_history_the_newest_is_shown_first(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")
    for minute in range(200):
        work.engine.desk.note(number, f"note {minute}", now=at("2026-03-10 10:00") + minute)
    work.turn_to("2026-03-10 11:00")

    view.show_ticket(number)
    assert len(view.timeline.cards()) == 150

    view.timeline.show_all()
    assert len(view.timeline.cards()) == 202


def test_unchanged_entries_keep_their_widgets(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", text="First")
    view.show_ticket(number)
    before = view.timeline.cards()

    view.acts.set_severity(Severity.LOW)

    assert view.timeline.cards()[: len(before)] == before


def test_a_customer_who_is_their_own_contact_is_named_once(work: DeskAtWork, view: TicketView) -> None:
    ada, herself = customer(work, "Ada Hill", contact="Ada Hill")

    view.show_ticket(work.log("2026-03-10 15:35", customer=ada, contact=herself, text="The drive is gone."))

    assert told(view)[1] == "Ada Hill, Phone, 15:35"


def test_every_control_has_a_name(work: DeskAtWork, view: TicketView) -> None:
    clinic, front_desk = customer(work, "Harbour Clinic", contact="Front desk")
    view.show_ticket(work.log("2026-03-10 10:00", customer=clinic, contact=front_desk))

    assert nameless(view) == []


def test_a_resolved_ticket_offers_to_be_reopened(work: DeskAtWork, view: TicketView, qtbot: QtBot) -> None:
    number = work.log("2026-03-10 10:00")
    work.engine.desk.reply(number, "Done", channel=Channel.EMAIL, then=Status.RESOLVED, now=at("2026-03-10 10:30"))
    work.turn_to("2026-03-10 11:00")
    view.show_ticket(number)
    assert view.header.resolve_button.text() == "Reopen"

    qtbot.mouseClick(view.header.resolve_button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    assert view.page is not None
    assert view.page.status is Status.IN_PROGRESS
    assert "reopened the ticket" in told(view)[-1]


def test_the_timeline_paints_each_kind_of_entry(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", text="Hello")
    work.engine.desk.set_severity(number, Severity.URGENT, now=work.clock.at)
    view.show_ticket(number)

    cards = view.timeline.cards()
    pictures = [card.grab().toImage() for card in cards]

    assert [type(card) for card in cards] == [DayMark, MessageCard, LineRow]
    for picture in pictures:
        middle = picture.height() // 2
        seen = {picture.pixel(x, y) for x in range(picture.width()) for y in range(middle - 6, middle + 6)}
        assert len(seen) > 4, "words are painted"


def test_story_values_compare_by_content() -> None:
    assert Day("Today") == Day("Today")
    assert Line("x", (), "10:00") != Line("x", (), "10:01")
    assert Message(Voice.NOTE, "a", "", "", "t", "10:00") == Message(Voice.NOTE, "a", "", "", "t", "10:00")
    assert plain(()) == ""


def test_an_internal_note_is_marked_however_narrow_it_is(qtbot: QtBot) -> None:
    note = Message(Voice.NOTE, "Sam R.", "lock", "Internal note · not for the customer", "Spare in room 3", "14:15")
    card = MessageCard(note)
    qtbot.addWidget(card)
    card.resize(250, card.sizeHint().height())
    card.show()

    picture, violet = card.grab().toImage(), theme.current().violet_text
    head = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(30)]
    assert violet in head


def right_click(view: TicketView, on: QWidget) -> KeyMenu:
    """In the middle of it; gives the menu that opens."""
    middle = on.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, on.mapToGlobal(middle))
    QApplication.sendEvent(on, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, KeyMenu)
    return menu


def test_a_message_is_corrected_and_copied_from_one_menu_also_on_its_text(
    work: DeskAtWork, view: TicketView, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00")
    work.engine.desk.reply(number, "Try another cable, please.", now=work.clock.at)
    view.show_ticket(number)
    QApplication.processEvents()
    card = next(card for card in view.timeline.cards() if isinstance(card, MessageCard))

    menu = right_click(view, card.prose.viewport())
    assert [action.text().split("\t")[0] for action in menu.actions()][:1] == ["Copy"]
    assert "Take this entry back" in [action.text().split("\t")[0] for action in menu.actions()]
    qtbot.keyClick(menu, Qt.Key.Key_C)
    whole = QGuiApplication.clipboard().text()
    cursor = card.prose.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(17, QTextCursor.MoveMode.KeepAnchor)
    card.prose.setTextCursor(cursor)
    qtbot.keyClick(right_click(view, card.prose.viewport()), Qt.Key.Key_C)

    assert (whole, QGuiApplication.clipboard().text()) == ("Try another cable, please.", "another cable")
