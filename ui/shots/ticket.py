"""Poses of logging a ticket, of its page and of Why?."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from slaapp.domain.agreement import Meaning, Metric, Severity
from slaapp.domain.spans import HOUR
from slaapp.services import demo
from ui.main_window import MainWindow
from ui.shots import agreements, queue
from ui.shots.shot import TICKET
from ui.views.agreements.severities import USUAL
from ui.views.ticket.draft import Tab


def log_ticket(window: MainWindow) -> None:
    queue.queue(window)
    window.log()
    form = window.log_ticket
    form.subject.setText("Letters do not open, word processor hangs")
    QTest.keyClicks(form.customer.edit, "front har")
    QTest.keyClick(form.customer.edit, Qt.Key.Key_Return)
    form.cards.choose(Severity.HIGH)
    form.notes.setText("Three PCs in billing, since 13:00. Restart did not help.")
    me = window.engine.catalogue.me()
    form.choose_assignee(None if me is None else me.id)


def log_ticket_completing(window: MainWindow) -> None:
    queue.queue(window)
    window.log()
    form = window.log_ticket
    form.subject.setText("Letters do not open, word processor hangs")
    form.customer.edit.setFocus()
    QTest.keyClicks(form.customer.edit, "har")


def log_ticket_overdue(window: MainWindow) -> None:
    """Who called two days ago is logged only now."""
    log_ticket(window)
    window.log_ticket.moment.chosen.emit(demo.moment() - 48 * HOUR)


def log_ticket_refused(window: MainWindow) -> None:
    queue.queue(window)
    window.log()
    window.log_ticket.submit(open_it=False)


def ticket(window: MainWindow) -> None:
    window.open_ticket(TICKET)


def why(window: MainWindow) -> None:
    window.open_ticket(TICKET)
    QApplication.processEvents()
    cards = window.places.ticket.panel.cards()
    link = next(card.why_button for card in cards if card.face.metric is Metric.RESOLUTION)
    link.setFocus()
    link.click()


def choose_text_block(window: MainWindow) -> None:
    window.open_ticket(TICKET)
    for _ in range(3):
        QApplication.processEvents()  # a window that comes to the front closes what pops up
    window.places.ticket.composer.ask_block()


def text_block_left_open(window: MainWindow) -> None:
    window.open_ticket(2379)
    composer = window.places.ticket.composer
    composer.switch_to(Tab.REPLY)
    composer.editor.setText("Dear {contact},\n\nthe printer prints again. You hear from us by {due}.")
    composer.submit()


def log_ticket_proposing(window: MainWindow) -> None:
    """The agreement proposes the severity, and calls the gravest its own way."""
    editing = agreements.drafting(window)
    draft = editing.agreement
    meanings = {
        **draft.meanings,
        Severity.HIGH: Meaning("Several people cannot work", ("Shared printer", "No e-mail in a department"), "P2"),
    }
    editing.change(matrix=USUAL, meanings=meanings)
    today = window.engine.hours().day_of(editing.clock.now())
    window.commands.attempt(window.engine.agreements.put_in_force, draft.name, today)
    log_ticket(window)
    for _ in range(3):
        QApplication.processEvents()
    window.log_ticket.severity_head.ask()
