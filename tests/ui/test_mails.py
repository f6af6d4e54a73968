"""E-mails dropped on the window: each becomes a ticket or goes on with a known one, whatever is in it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.events import Channel, Received
from tests.ui.desk_at_work import DeskAtWork, at, nameless, outside
from tests.ui.test_files_on_tickets import chips, drop, urls
from tests.ui.window_at_work import press
from ui.dialogs.mail import MailForm
from ui.main_window import MainWindow

MAIL = Path(__file__).parents[1] / "data" / "mail"


def dropped(window: MainWindow, qtbot: QtBot, *names: str) -> None:
    assert drop(window, urls(*(MAIL / name for name in names)))
    QApplication.processEvents()


def shown(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.log_ticket.isVisible)
    QApplication.processEvents()


def clinic(work: DeskAtWork, *, email: str = "m.hill@harbour.example") -> str:
    work.engine.catalogue.add_customer("Harbour Clinic", now=work.clock.at)
    id_ = work.engine.catalogue.customer("Harbour Clinic").id
    if email:
        work.engine.customers.add_contact(id_, "Mary Hill", email=email, now=work.clock.at)
    return id_


def log(window: MainWindow, qtbot: QtBot) -> int:
    with qtbot.waitSignal(window.log_ticket.logged) as logged:
        qtbot.keyClick(window.log_ticket.subject.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert logged.args is not None
    return int(logged.args[0].number)


def test_a_mail_dropped_on_the_queue_fills_log_ticket(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    clinic(work)
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    form = window.log_ticket
    assert form.subject.text() == "Printer on floor 2 jams"
    assert form.customer.party is not None
    assert form.customer.party.contact_name == "Mary Hill"
    assert form.notes.text().startswith("Since this morning")
    assert chips(form) == ["plain.eml"]
    assert nameless(form) == []
    assert outside(form.form) == []
    number = log(window, qtbot)
    page = work.engine.pages.page(number, now=work.clock.at)
    first = page.entries[0].event
    assert isinstance(first, Received)
    assert (first.channel, page.received_at) == (Channel.EMAIL, at("2026-03-09 10:05"))
    assert page.entries[0].back_dated
    assert [on.file.name for on in work.engine.files.of(number)] == ["plain.eml"]


def test_a_sender_who_is_not_known_is_asked_for_and_known_the_next_time(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    clinic(work, email="")
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    form = window.log_ticket
    assert (form.customer.party, form.customer.text()) == (None, "Hill, Mary")
    form.submit(open_it=False)
    assert "is no customer yet" in form.customer_problem.accessibleName()
    form.customer.edit.clear()
    form.customer.edit.setFocus()
    press(qtbot, window, "harb", Qt.Key.Key_Return)
    log(window, qtbot)
    (contact,) = work.engine.catalogue.contacts()
    assert (contact.name, contact.email) == ("Hill, Mary", "m.hill@harbour.example")


def test_enter_alone_adds_a_sender_who_is_not_known(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    form = window.log_ticket

    press(qtbot, window, Qt.Key.Key_Return)
    listed = form.customer.is_listing
    press(qtbot, window, Qt.Key.Key_Return)

    assert listed
    assert form.customer.party is not None
    assert (form.customer.party.name, form.customer.party.is_new) == ("Hill, Mary", True)


def test_undo_takes_the_sender_back_who_was_added_with_the_ticket(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    clinic(work, email="")
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    window.log_ticket.customer.edit.clear()
    window.log_ticket.customer.edit.setFocus()
    press(qtbot, window, "harb", Qt.Key.Key_Return)
    log(window, qtbot)
    window.history.undo()
    assert work.engine.catalogue.contacts() == []
    window.history.redo()
    assert [held.name for held in work.engine.catalogue.contacts()] == ["Hill, Mary"]


def test_undo_takes_the_address_from_a_contact_who_had_none(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    harbour = clinic(work, email="")
    added = work.engine.customers.add_contact(harbour, "Hill, Mary", phone="ext. 2", now=work.clock.at)
    known = added.records[0][1]

    def address() -> str:
        found = work.engine.catalogue.contact(known)
        assert found is not None
        return found.email

    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    window.log_ticket.customer.edit.clear()
    window.log_ticket.customer.edit.setFocus()
    press(qtbot, window, "harb", Qt.Key.Key_Return)
    log(window, qtbot)
    assert address() == "m.hill@harbour.example"
    window.history.undo()
    assert address() == ""
    window.history.redo()
    assert address() == "m.hill@harbour.example"


def test_an_answer_is_offered_to_the_ticket_it_answers(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    clinic(work)
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    number = log(window, qtbot)
    dropped(window, qtbot, "answer.eml")
    qtbot.waitUntil(lambda: any(form.isVisible() for form in window.findChildren(MailForm)))
    form = next(form for form in window.findChildren(MailForm) if form.isVisible())
    assert nameless(form) == []
    assert outside(form.form) == []
    assert form.choices[0].text() == f"Add to {number}"
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(work.engine.files.of(number)) == 2)
    page = work.engine.pages.page(number, now=work.clock.at)
    assert [entry.at for entry in page.entries if entry.event is not None and entry.event.KIND == "customer_wrote"] == [
        at("2026-03-09 10:15")
    ]
    window.history.undo()
    assert len(work.engine.files.of(number)) == 1


def test_an_answer_may_be_logged_as_new_or_left_alone(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    clinic(work)
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    log(window, qtbot)
    for answer in ("left", "new"):
        dropped(window, qtbot, "answer.eml")
        qtbot.waitUntil(lambda: any(form.isVisible() for form in window.findChildren(MailForm)))
        form = next(form for form in window.findChildren(MailForm) if form.isVisible())
        if answer == "left":
            press(qtbot, window, Qt.Key.Key_Escape)
            assert not window.log_ticket.isVisible()
        else:
            form.new.click()
            shown(window, qtbot)
            assert window.log_ticket.subject.text() == "Re: Printer on floor 2 jams"


def test_several_come_one_after_the_other_and_a_bad_one_holds_none_up(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    clinic(work)
    with qtbot.waitSignal(window.drops.refused) as refused:
        dropped(window, qtbot, "no-mail.eml", "plain.eml", "hostile-nuls.eml")
    shown(window, qtbot)
    assert refused.args is not None
    assert refused.args[0].startswith("no-mail.eml: This is no e-mail")
    assert window.log_ticket.subject.text() == "Printer on floor 2 jams"
    log(window, qtbot)
    qtbot.waitUntil(lambda: window.log_ticket.isVisible() and window.log_ticket.subject.text() == "nul here[31m")


def test_leaving_keeps_the_mail_as_the_draft(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    dropped(window, qtbot, "files.eml")
    shown(window, qtbot)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.log_ticket.isVisible()
    window.log()
    assert window.log_ticket.subject.text() == "Scanner – wrong folder"
    assert chips(window.log_ticket) == ["Bild über.png", "log.csv", "files.eml"]
    window.log_ticket.discard.click()
    assert chips(window.log_ticket) == []


def test_a_draft_is_not_written_over(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.log()
    press(qtbot, window, "Half a ticket", Qt.Key.Key_Escape)
    dropped(window, qtbot, "plain.eml")
    qtbot.waitUntil(lambda: window.drops.mails._at_work is False)
    window.log()
    assert window.log_ticket.subject.text() == "Half a ticket"
    assert chips(window.log_ticket) == []


def test_files_dropped_on_the_form_are_attached_with_the_ticket(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "error.log").write_bytes(b"no route\n")
    window.log()
    press(qtbot, window, "Printer jams")
    assert drop(window, urls(tmp_path / "error.log", MAIL / "plain.eml"))
    qtbot.waitUntil(lambda: chips(window.log_ticket) == ["error.log", "plain.eml"])
    qtbot.waitUntil(lambda: not window.log_ticket.attached.busy)
    number = log(window, qtbot)
    assert [on.file.name for on in work.engine.files.of(number)] == ["error.log", "plain.eml"]


def test_other_files_dropped_on_the_queue_are_refused_with_a_sentence(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "error.log").write_bytes(b"no route\n")
    with qtbot.waitSignal(window.drops.refused) as refused:
        assert drop(window, urls(tmp_path / "error.log"))
    assert refused.args is not None
    assert "Only e-mails (.eml) can be dropped here" in refused.args[0]


@pytest.mark.parametrize("name", sorted(path.name for path in MAIL.glob("hostile-*.eml")))
def test_a_hostile_mail_is_logged_like_any_other(name: str, work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    dropped(window, qtbot, name)
    shown(window, qtbot)
    assert outside(window.log_ticket.form) == []
    window.log_ticket.customer.edit.clear()
    window.log_ticket.customer.forget()
    number = log(window, qtbot)
    window.open_ticket(number)
    QApplication.processEvents()
    assert outside(window.places.ticket) == []
    assert [on.file.name for on in work.engine.files.of(number)][-1] == name


def asked(window: MainWindow, qtbot: QtBot) -> MailForm:
    qtbot.waitUntil(lambda: any(form.isVisible() for form in window.findChildren(MailForm)))
    return next(form for form in window.findChildren(MailForm) if form.isVisible())


def test_the_keyboard_is_where_something_is_missing(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    assert window.log_ticket.customer.edit.hasFocus(), "the sender is not known yet"
    window.log_ticket.throw_away()
    press(qtbot, window, Qt.Key.Key_Escape)

    clinic(work)
    dropped(window, qtbot, "plain.eml")
    shown(window, qtbot)
    press(qtbot, window, "3")
    assert window.log_ticket.cards.severity is Severity.HIGH, "the severity is left to choose"


def test_a_mail_dropped_on_a_ticket_can_be_a_mere_file_there(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 09:30")
    window.open_ticket(number)
    dropped(window, qtbot, "plain.eml")
    form = asked(window, qtbot)
    assert (form.choices[0].text(), form.as_file.text()) == (f"Add to {number}", f"Attach to {number} as a file")
    assert nameless(form) == []
    assert outside(form.form) == []

    form.as_file.click()
    qtbot.waitUntil(lambda: [on.file.name for on in work.engine.files.of(number)] == ["plain.eml"])

    page = work.engine.pages.page(number, now=work.clock.at)
    assert [entry.event.KIND for entry in page.entries if entry.event is not None][-1] == "attached"
    window.history.undo()
    assert work.engine.files.of(number) == []


def test_a_mail_dropped_on_a_ticket_can_be_what_the_customer_wrote(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-09 09:30")
    window.open_ticket(number)
    dropped(window, qtbot, "plain.eml")
    asked(window, qtbot)
    press(qtbot, window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(work.engine.files.of(number)) == 1)
    page = work.engine.pages.page(number, now=work.clock.at)
    assert "customer_wrote" in [entry.event.KIND for entry in page.entries if entry.event is not None]


def test_a_mail_that_the_program_is_started_with_fills_log_ticket(window: MainWindow, qtbot: QtBot) -> None:
    window.receive([MAIL / "plain.eml"])
    shown(window, qtbot)

    assert window.log_ticket.subject.text() == "Printer on floor 2 jams"
    assert window.toasts.shown == []
