"""Logging a ticket by hand: fast by keys, live due times, nothing typed is ever lost."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QDateTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.events import Received
from slaapp.engine import Engine
from tests.ui.desk_at_work import DeskAtWork, at, customer, desk_at_work, nameless, outside
from tests.ui.window_at_work import chord, lines, press, titles, turn, window_over
from ui.main_window import MainWindow
from ui.widgets.party import Party, matching, offers, party_as_plain, party_from_plain
from ui.window_state import recall

Key = Qt.Key
Control, Shift, Alt = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def window(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with window_over(work, qtbot, state_file=tmp_path / "window.json") as found:
        yield found


def received(work: DeskAtWork, number: int) -> Received:
    event = work.engine.pages.page(number, now=work.clock.at).entries[0].event
    assert isinstance(event, Received)
    return event


def test_beside_the_subject_eight_keys_log_a_ticket(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    keys: list[str | Qt.Key] = ["n", *"Letters do not open", Key.Key_Return, *"har", Key.Key_Return, "3"]

    press(qtbot, window, *keys)
    chord(qtbot, Key.Key_Return, Control)

    event = received(work, 1)
    assert (event.subject, event.customer, event.severity) == ("Letters do not open", clinic, Severity.HIGH)
    assert lines(window.queue.table) == ["— WITHIN_HOUR 1", "Letters do not open"]
    assert not window.log_ticket.isVisible()
    assert titles(window) == ["1 logged. Respond by 11:00."]
    assert window.toasts.shown[0].lines == ()


def test_a_ticket_of_nobody_says_so(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Backup check")
    chord(qtbot, Key.Key_Return, Control)

    assert window.toasts.shown[0].lines == ("No customer is named on it yet.",)


def test_logging_and_opening_shows_the_ticket(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Letters do not open")
    chord(qtbot, Key.Key_Return, Control | Shift)

    assert window.windowTitle().startswith("1 Letters do not open")


def test_the_ticket_counts_down_turns_amber_and_turns_red(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Phones dead", Key.Key_Return, Key.Key_Return, "4")
    chord(qtbot, Key.Key_Return, Control)
    table = window.queue.table
    ticket = table.rows()[0].id

    def seen(when: str) -> tuple[str, str]:
        turn(work, window, f"2026-03-10 {when}")
        window.grab()
        line = table.tickets()[0]
        reading = table.shown(line).reading
        assert reading is not None
        return window.queue.figure(ticket), reading.band.value

    assert seen("10:00:00") == ("30\u202fm", "calm")
    assert seen("10:15:00") == ("15\u202fm", "calm")
    assert seen("10:15:01") == ("14:59", "warning")
    assert seen("10:30:00") == ("0:00", "warning")
    assert seen("10:30:01") == ("\u22120:01", "breached")
    assert titles(window)[-1] == "First response is overdue"


def test_due_times_follow_severity_customer_and_the_clock(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n")
    form = window.log_ticket

    normal = form.live.accessibleName()
    chord(qtbot, Key.Key_4, Alt)
    urgent = form.live.accessibleName()
    work.clock.at = at("2026-03-10 10:07")
    window.heartbeat.go_on()
    later = form.live.accessibleName()
    form.phone.setChecked(True)
    answered = form.live.accessibleName()

    assert normal.startswith(
        "Respond by 14:00 today · Resolve by Fri 10:00. Standard support v1 · updates every 8\u202fh."
    )
    assert normal.endswith("internal 13:00 · Thu 12:00")
    assert urgent.startswith("Respond by 10:30 today · Resolve by 14:00")
    assert later.startswith("Respond by 10:37 today")
    assert answered.startswith("Resolve by 14:07 today")


def test_what_was_answered_on_the_phone_is_met_at_once(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Password reset")
    window.log_ticket.phone.setChecked(True)
    chord(qtbot, Key.Key_Return, Control)

    assert received(work, 1).answered_on_phone
    assert titles(window) == ["1 logged."]


def test_a_call_from_before_is_logged_with_its_own_time(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Called at ten past nine")
    form = window.log_ticket
    form.moment.chosen.emit(at("2026-03-10 09:10"))
    shown, due = form.start.accessibleName(), form.live.accessibleName()
    form.moment.chosen.emit(at("2026-03-06 09:10"))
    long_ago = form.live.accessibleName()
    form.moment.chosen.emit(at("2026-03-10 09:10"))
    chord(qtbot, Key.Key_Return, Control)

    assert shown == "Clock starts 09:10 today"
    assert "Overdue" not in due
    assert ". Overdue already · Standard support v1" in long_ago
    assert received(work, 1).occurred_at == at("2026-03-10 09:10")


def test_esc_keeps_what_was_typed(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    customer(work, "Harbour Clinic")

    press(qtbot, window, "n", "Half a sub", Key.Key_Return, "har", Key.Key_Return, "4", Key.Key_Escape)
    closed = not window.log_ticket.isVisible()
    press(qtbot, window, "n")

    form = window.log_ticket
    assert closed
    assert form.subject.text() == "Half a sub"
    assert form.customer.party is not None
    assert form.customer.party.name == "Harbour Clinic"
    assert form.cards.severity is Severity.URGENT


def test_a_draft_outlives_the_program(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as first:
        press(qtbot, first, "n", "Half a subject", Key.Key_Return, "somebody new")

    with window_over(work, qtbot, state_file=file) as second:
        press(qtbot, second, "n")
        assert second.log_ticket.subject.text() == "Half a subject"
        assert second.log_ticket.customer.text() == "somebody new"


def test_a_half_typed_ticket_outlives_a_crash(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    press(qtbot, window, "n", "Half a subject")

    window.heartbeat.go_on()

    assert recall(tmp_path / "window.json").draft["subject"] == "Half a subject"


def test_whom_a_draft_is_for_is_kept_as_ever() -> None:
    held = ["c1", "Acme", "k1", "Nina Park", "+44 1632 960100", "2.14", "2 open"]
    nina = Party("c1", "Acme", "k1", "Nina Park", phone="+44 1632 960100", room="2.14", remark="2 open")

    assert party_as_plain(nina) == held
    assert party_from_plain(held) == nina
    assert party_from_plain(held[:-1]) is None


def test_a_draft_that_cannot_be_read_is_forgotten(work: DeskAtWork, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    odd = {"subject": 7, "party": ["x"], "severity": "9", "assignee": {}, "received_at": "yesterday"}
    file.write_text(json.dumps({"draft": odd, "text_size": "large", "closed_groups": ["NONE_SUCH"]}))

    with window_over(work, qtbot, state_file=file) as window:
        press(qtbot, window, "n")
        assert window.log_ticket.draft() == {}
    file.write_text("{ no json")
    with window_over(work, qtbot, state_file=file) as window:
        assert window.state.draft == {}


def test_logging_or_discarding_ends_the_draft(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Half a subject")
    window.log_ticket.discard.click()
    discarded = window.log_ticket.draft()
    press(qtbot, window, "A whole subject")
    chord(qtbot, Key.Key_Return, Control)
    press(qtbot, window, "n")

    assert discarded == {}
    assert window.log_ticket.draft() == {}
    assert window.state.draft == {}


def test_a_ticket_without_a_subject_is_not_logged(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", Key.Key_Return)
    window.log_ticket.notes.setText("They called again.")
    chord(qtbot, Key.Key_Return, Control)
    form = window.log_ticket

    assert form.isVisible()
    assert form.subject.wrong
    assert form.subject_problem.accessibleName() == "Say in a few words what it is about."
    assert form.subject.edit.hasFocus()
    assert form.notes.text() == "They called again."
    assert work.engine.board.rows() == []
    press(qtbot, window, "Lift")
    assert not form.subject.wrong


def test_a_name_that_nobody_bears_is_asked_about(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    customer(work, "Harbour Clinic")

    press(qtbot, window, "n", "Letters", Key.Key_Return, "harb", Key.Key_Tab)
    chord(qtbot, Key.Key_Return, Control)
    form = window.log_ticket

    assert form.customer.wrong
    assert form.customer_problem.accessibleName() == (
        "“harb” is no customer yet. Enter opens the list: choose one, or add it."
    )
    assert form.customer.edit.hasFocus()
    assert work.engine.board.rows() == []


def test_a_name_of_500_letters_is_asked_about_within_the_form(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    customer(work, "Harbour Clinic")
    press(qtbot, window, "n", "Letters", Key.Key_Return)
    form = window.log_ticket
    form.customer.edit.insert("W" * 500)

    chord(qtbot, Key.Key_Return, Control)
    QApplication.processEvents()

    assert form.customer_problem.isVisible()
    assert outside(form) == []
    assert not form.customer.is_listing, "it would cover the sentence"
    press(qtbot, window, Key.Key_Down)
    assert form.customer.is_listing


def test_the_last_row_adds_a_customer(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    customer(work, "Harbour Clinic")

    press(qtbot, window, "n", "Letters", Key.Key_Return, "Harvest Farm", Key.Key_Return)
    chord(qtbot, Key.Key_Return, Control)

    added = work.engine.catalogue.customer("Harvest Farm")
    assert received(work, 1).customer == added.id


def test_what_the_engine_refuses_is_said_and_kept(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Letters")
    form = window.log_ticket
    form.moment.chosen.emit(at("2026-03-10 09:10"))
    work.clock.at = at("2026-03-10 09:00")  # the machine's clock was put back
    chord(qtbot, Key.Key_Return, Control)

    assert form.isVisible()
    assert "future" in form.problem.accessibleName()
    assert form.subject.text() == "Letters"


def test_a_character_that_no_store_takes_is_said_at_the_subject(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n")
    form = window.log_ticket
    form.subject.setText("Letters\x00")
    form.notes.edit.setFocus()
    chord(qtbot, Key.Key_Return, Control)

    assert "cannot be stored" in form.subject_problem.accessibleName()
    assert (form.subject.wrong, form.subject.edit.hasFocus()) == (True, True)
    assert form.subject.text() == "Letters\x00"


def test_a_customer_that_cannot_be_added_is_said_at_the_field(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Letters", Key.Key_Return, "x" * 600, Key.Key_Return)
    form = window.log_ticket
    chord(qtbot, Key.Key_Return, Control)

    assert form.isVisible()
    assert "Shorten it to 500" in form.customer_problem.accessibleName()
    assert (form.customer.wrong, form.customer.edit.hasFocus()) == (True, True)
    assert form.subject.text() == "Letters"


def test_a_start_in_the_future_is_said_at_its_field_which_keeps_the_keyboard(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "Letters")
    form = window.log_ticket
    chord(qtbot, Key.Key_K, Qt.KeyboardModifier.AltModifier)
    press(qtbot, window, Key.Key_Up)  # an hour from now
    qtbot.mouseClick(form.moment.take, Qt.MouseButton.LeftButton)

    assert form.moment.isVisible()
    assert "future" in form.moment.problem.accessibleName()
    assert form.moment._field.wrong
    assert form.moment.edit.hasFocus()
    press(qtbot, window, Key.Key_Down)
    assert (form.moment._field.wrong, form.moment.problem.accessibleName()) == (False, "")


def test_the_customers_open_tickets_are_named(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    for subject in ("Shared drive", "New starter", "Scanner"):
        work.log("2026-03-10 10:00", subject=subject, customer=clinic)
    window.queue.reload()
    qtbot.waitUntil(lambda: window.queue.table.shown_count == 3)

    press(qtbot, window, "n", "Letters", Key.Key_Return, "har", Key.Key_Return)
    names = window.log_ticket.siblings.names()
    window.log_ticket.siblings.all_wanted.emit("Harbour Clinic")

    assert names == ["1 Shared drive", "2 New starter", "1 more"]
    assert not window.log_ticket.isVisible()
    assert window.queue.table.choice.customer == {"Harbour Clinic"}


def test_on_a_new_desk_one_can_be_given_the_ticket_oneself(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at_work(tmp_path, people=False) as work, window_over(work, qtbot) as window:
        press(qtbot, window, "n", "Printer")
        window.log_ticket.assignee.click()
        offered = window.log_ticket.people.labels()
        press(qtbot, window, Key.Key_Up, Key.Key_Return)
        chosen = window.log_ticket.assignee.accessibleName()
        window.log_ticket.submit(open_it=False)

        assert offered == ["sam (me)", "Unassigned"]
        assert chosen == "Assignee sam (me)"
        assert work.engine.catalogue.me() is not None
        window.go("mine")
        assert lines(window.queue.table)[1:] == ["Printer"]


def test_a_name_that_nobody_bears_can_be_added_to_the_people(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "Printer")
    window.log_ticket.assignee.click()
    press(qtbot, window, "Robin")
    offered = window.log_ticket.people.labels()
    press(qtbot, window, Key.Key_Return)
    window.log_ticket.submit(open_it=False)

    assert offered == ["Add “Robin” to the desk’s people"]
    assert work.engine.pages.page(1, now=work.clock.at).assignee == "Robin"


def test_typing_at_the_assignee_looks_for_a_person(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Printer")
    window.log_ticket.assignee.setFocus()
    press(qtbot, window, *"kim", Key.Key_Return)
    window.log_ticket.submit(open_it=False)

    assert work.engine.pages.page(1, now=work.clock.at).assignee == "Kim L."


def test_typing_at_the_service_looks_for_one(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    for service in ("Telephones", "Wi-Fi"):
        work.engine.customers.add_service(clinic, service, now=work.clock.at)
    press(qtbot, window, "n", "Printer", Key.Key_Return, "harb", Key.Key_Return)
    service = window.log_ticket.service

    service.button.setFocus()
    press(qtbot, window, *"wi", Key.Key_Return)

    assert service.button.accessibleName() == "Service Wi-Fi"


def test_tab_goes_from_field_to_field_and_then_to_the_files(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Printer")
    form = window.log_ticket
    form.cards.setFocus()

    passed = []
    for _ in range(3):
        press(qtbot, window, Key.Key_Tab)
        passed.append(QApplication.focusWidget())

    assert passed == [form.notes.edit, form.assignee, form.attach]


def test_what_pops_up_stays_in_the_window_and_off_the_severities(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    for name in ("Alex", "Jo", "Lee", "Max", "Ned", "Pat", "Robin", "Sasha"):
        work.engine.catalogue.add_person(name, now=work.clock.at)
    press(qtbot, window, "n")
    form = window.log_ticket
    severities, frame = on_screen(form.cards), on_screen(form.form)

    form.change.click()
    moment = on_screen(form.moment)
    form.moment.hide()
    form.assignee.click()
    people = on_screen(form.people)
    form.people.hide()

    for popup in (moment, people):
        assert frame.left() <= popup.left() < popup.right() <= frame.right()
        assert on_screen(window).contains(popup)
        assert not popup.intersects(severities.adjusted(0, -20, 0, 0)), (popup, severities)


def on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def test_letters_belong_to_the_form_while_it_is_open(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", Key.Key_Return, Key.Key_Return)
    before = window.log_ticket.cards.severity

    press(qtbot, window, "/", "?", "n", Key.Key_Right, Key.Key_Right, Key.Key_Left)

    assert before is Severity.NORMAL
    assert window.log_ticket.cards.severity is Severity.HIGH
    assert not window.queue.header.filter.edit.hasFocus()


def test_what_popped_up_closes_with_the_form(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Letters do not open")
    form = window.log_ticket
    form.assignee.click()
    open_before = form.people.isVisible()

    form.submit(open_it=False)

    assert (open_before, form.people.isVisible()) == (True, False)
    assert QApplication.activePopupWidget() is None


def test_ctrl_q_quits_from_the_form_and_keeps_its_draft(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Letters do not open")

    chord(qtbot, Key.Key_Q, Control)

    assert not window.isVisible()
    assert window.state.draft["subject"] == "Letters do not open"


def test_times_follow_what_another_process_changed(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Letters do not open")
    before = window.log_ticket.live.accessibleName()

    with Engine.open(work.engine.store, user="kim", now=work.clock.at) as other:
        text = other.toml_files.export_calendar(other.catalogue.desk_rules()[1]).decode()
        closed = text.replace("holidays]\n", 'holidays]\n2026-03-11 = "Founders\' day"\n', 1)
        other.toml_files.import_calendar(closed.encode(), now=work.clock.at)
    window.commands.look()

    assert "Resolve by Fri 10:00" in before
    assert "Resolve by Mon 10:00" in window.log_ticket.live.accessibleName()


def test_tab_goes_round_inside_the_form(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n")
    form = window.log_ticket
    seen = []
    for _ in range(14):
        seen.append(QApplication.focusWidget())
        press(qtbot, window, Key.Key_Tab)

    assert [widget for widget in seen if widget is None or not form.isAncestorOf(widget)] == []
    assert form.subject.edit in seen[1:]
    assert form.notes.edit in seen


def test_the_form_names_its_controls_and_fits_a_small_window(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1024, 640)
    press(qtbot, window, "n")
    form = window.log_ticket

    assert nameless(form) == []
    assert outside(form) == []
    assert form.rect().contains(form.form.geometry())


def test_completion_finds_by_the_beginnings_of_words() -> None:
    parties = [
        Party("a", "Northgate School"),
        Party("a", "Northgate School", contact="c", contact_name="Front desk"),
        Party("b", "Old Harbour Mill"),
        Party("d", "Harbour Clinic"),
        Party("e", "ZÜRICH Süd"),
    ]

    def found(text: str) -> list[str]:
        return [party.title for party in matching(parties, text)]

    assert found("har") == ["Harbour Clinic", "Old Harbour Mill"]
    assert found("nor fro") == ["Front desk · Northgate School"]
    assert found("zür sü") == ["ZÜRICH Süd"]
    assert found("gate") == []
    assert found("  ") == []


PARTIES = [
    Party("b", "Blue Heron Cafe"),
    Party("n", "Northgate School"),
    Party("n", "Northgate School", contact="c", contact_name="Front desk", phone="ext. 214"),
    Party("b", "Blue Heron Cafe", contact="m", contact_name="Mary Hill", phone="0161 496 0214"),
]


@pytest.mark.parametrize(
    "typed",
    [
        "Nina Park, Blue Heron Cafe",
        "Blue Heron Cafe: Nina Park",
        "Nina Park Blue Heron Cafe",
        "blue heron cafe Nina Park",
        "Nina Park, blue",
    ],
)
def test_somebody_new_at_a_known_customer_is_offered(typed: str) -> None:
    assert matching(PARTIES, typed) == []
    assert [party.offer for party in offers(PARTIES, typed, None)] == [
        "Add Nina Park to Blue Heron Cafe",
        f"Add customer “{typed}”",
    ]


def test_a_name_typed_over_a_chosen_customer_is_offered_as_its_contact() -> None:
    found = offers(PARTIES, "Nina Park", Party("b", "Blue Heron Cafe"))
    assert [party.offer for party in found] == ["Add Nina Park to Blue Heron Cafe", "Add customer “Nina Park”"]
    again = offers(PARTIES, "Mary Hill", Party("b", "Blue Heron Cafe"))
    assert [party.offer for party in again] == ["Add customer “Mary Hill”"]


def test_a_new_customer_can_come_with_its_contact() -> None:
    assert [party.offer for party in offers(PARTIES, "Nina Park, Tide Mill", None)] == [
        "Add customer “Nina Park, Tide Mill”",
        "Add customer “Tide Mill” with Nina Park",
    ]
    assert offers(PARTIES, "Tide Mill: Nina Park", None)[-1] == Party(None, "Tide Mill", contact_name="Nina Park")


@pytest.mark.parametrize("typed", ["214", "ext. 214", "north 214"])
def test_a_contact_is_found_by_the_extension(typed: str) -> None:
    assert "Front desk" in [party.contact_name for party in matching(PARTIES, typed)]


def test_known_people_are_found_with_a_sign_between() -> None:
    assert [party.contact for party in matching(PARTIES, "Mary Hill, Blue Heron Cafe")] == ["m"]


def test_who_called_is_added_with_the_ticket_and_goes_with_it(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    press(qtbot, window, "n", "No sound", Key.Key_Return, "Nina Park, harbour", Key.Key_Return)
    assert not work.engine.catalogue.contacts(clinic)
    chord(qtbot, Key.Key_Return, Control)

    nina = work.engine.catalogue.contacts(clinic)[-1]
    assert nina.name == "Nina Park"
    assert (received(work, 1).customer, received(work, 1).contact) == (clinic, nina.id)
    window.history.undo()
    assert "Nina Park" not in [held.name for held in work.engine.catalogue.contacts(clinic)]
    assert work.engine.catalogue.customer("Harbour Clinic").id == clinic
    window.history.redo()
    assert (received(work, 1).contact, work.engine.catalogue.contacts(clinic)[-1].name) == (nina.id, "Nina Park")


def test_undo_takes_the_new_customer_back_while_nothing_else_is_theirs(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "No sound", Key.Key_Return, "Tide Mill: Nina Park", Key.Key_Down, Key.Key_Return)
    chord(qtbot, Key.Key_Return, Control)
    mill = work.engine.catalogue.customer("Tide Mill").id
    window.history.undo()
    assert "Tide Mill" not in [held.name for held in work.engine.catalogue.customers()]
    window.history.redo()
    assert work.engine.catalogue.customer("Tide Mill").id == mill
    assert received(work, 1).customer == mill

    press(qtbot, window, "n", "No picture", Key.Key_Return, "Tide", Key.Key_Return)
    chord(qtbot, Key.Key_Return, Control)
    window.history.undo()
    assert work.engine.catalogue.customer("Tide Mill").id == mill


def test_when_the_clock_starts_has_a_key_and_answers_letters(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "Phones dead")
    form = window.log_ticket
    chord(qtbot, Key.Key_K, Alt)
    assert form.moment.isVisible()
    press(qtbot, window, "nine")
    assert "Type figures" in form.moment.problem.accessibleName()
    press(qtbot, window, "09", "15", Key.Key_Return)
    chord(qtbot, Key.Key_Return, Control)
    assert received(work, 1).occurred_at == at("2026-03-10 09:15")


def test_the_arrows_lead_from_part_to_part_of_a_moment(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Phones dead")
    chord(qtbot, Key.Key_K, Alt)
    line = window.log_ticket.moment.edit.lineEdit()
    marked = [line.selectedText()]
    for key in (Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_Right, Key.Key_Left):
        press(qtbot, window, key)
        marked.append(line.selectedText())

    press(qtbot, window, "09", Key.Key_Return)
    chord(qtbot, Key.Key_Return, Control)

    assert marked == ["10", "2026", "Mar", "10", "Mar", "10"]
    assert received(work, 1).occurred_at == at("2026-03-09 10:00")


def test_a_time_that_is_none_is_not_taken_without_a_word(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Phones dead")
    form = window.log_ticket
    chord(qtbot, Key.Key_K, Alt)
    press(qtbot, window, "25:99", Key.Key_Return)
    assert form.moment.isVisible()
    assert QApplication.focusWidget() is form.moment.edit
    assert "hours go to 23, minutes to 59" in form.moment.problem.accessibleName()

    form.moment.edit.setSelectedSection(QDateTimeEdit.Section.HourSection)
    press(qtbot, window, "09", "15")
    assert form.moment.problem.accessibleName() == ""
    press(qtbot, window, Key.Key_Return)
    chord(qtbot, Key.Key_Return, Control)
    assert received(work, 1).occurred_at == at("2026-03-10 09:15")


def test_the_cross_comes_last(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n")
    form = window.log_ticket
    press(qtbot, window, Key.Key_Backtab)
    assert QApplication.focusWidget() is form.change
    form.log.setFocus()
    press(qtbot, window, Key.Key_Tab)
    assert QApplication.focusWidget() is form.close_button
