"""Poses of the page of a ticket and of its forms, for `shots`."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from slaapp.domain.events import Channel, NotMeasuredReason, Replied
from slaapp.domain.relations import Relation
from ui.main_window import MainWindow
from ui.views.ticket_page import TicketView

TICKET = 2408


def full(window: MainWindow) -> None:
    """With ties, tags, a checklist, time spent."""
    _open(window)
    desk, run = window.engine.desk, window.commands.attempt
    if not desk.checklist(TICKET):
        run(desk.link, TICKET, 2415, relation=Relation.CAUSED_BY)
        run(desk.link, TICKET, 2379, relation=Relation.RELATED)
        run(desk.tag, TICKET, "logon script")
        run(desk.tag, TICKET, "file server")
        todo = ("Map the drive on the last PC", "Take the old server out of the script", "Tell Alex")
        run(desk.add_to_checklist, TICKET, *todo)
        run(desk.tick, TICKET, desk.checklist(TICKET)[1].id, done=True)
        run(desk.note, TICKET, "Script changed, rolled out to four PCs.", minutes=25)


def merged_files(window: MainWindow) -> None:
    """A ticket into which one with files was merged."""
    engine = window.engine
    if not engine.pages.page(2406, now=window.queue.table.now).merged_files:
        window.commands.attempt(engine.desk.merge, TICKET, 2406)
    _open(window, 2406)


def more_menu(window: MainWindow) -> None:
    view = _open(window)
    QTest.qWait(30)  # until the page has the keyboard: a menu closes as that moves
    view.header.open_more()


def entry_menu(window: MainWindow) -> None:
    view = _open(window)
    QTest.qWait(30)
    assert view.page is not None
    *_, last = (entry.event for entry in view.page.entries if isinstance(entry.event, Replied))
    view.timeline.menu_wanted.emit(last.id, view.timeline.mapToGlobal(view.timeline.rect().center()), last.text)


def link(window: MainWindow) -> None:
    view = _open(window)
    view.asking.tie()


def merge(window: MainWindow) -> None:
    _open(window).asking.tie(Relation.MERGED_INTO)


def not_measured(window: MainWindow) -> None:
    _open(window).asking.not_measured(NotMeasuredReason.OUT_OF_SCOPE)


def not_measured_refused(window: MainWindow) -> None:
    not_measured(window)
    form = window.places.ticket.asking.form
    form.submit()


def severity_was_wrong(window: MainWindow) -> None:
    _open(window).asking.severity_was_wrong()


def correct_received(window: MainWindow) -> None:
    view = _open(window)
    view.asking.correct_received()


def waive(window: MainWindow) -> None:
    view = _open(window, _late(window))
    view.asking.waive()


def reopen_over(window: MainWindow) -> None:
    done = (row.number for row in reversed(window.engine.board.done()))
    late = (number for number in done if not window.engine.pages.page(number, now=window.queue.table.now).reopenable)
    _open(window, next(late)).resolve()


def mail(window: MainWindow) -> None:
    view = _open(window)
    view.composer.draft.channel = Channel.EMAIL
    view.composer.show_draft(view.composer.draft)
    view.composer.editor.setText("Third and fourth PC are done. The last one needs a visit at 14:30")
    view.composer.mail.click()


def mail_program(window: MainWindow) -> None:
    mail(window)
    window.places.ticket.asking.form.to.setText("front.desk@harbour.example")
    window.places.ticket.asking.form.submit()


def mail_sent(window: MainWindow) -> None:
    window.open_ticket(TICKET)
    window.places.ticket.asking.opener = lambda _: True
    mail_program(window)
    window.places.ticket.asking.form.submit()


def reason(window: MainWindow) -> None:
    view = _open(window, _late(window))
    card = view.panel.cards()[0]
    view.asking.explain(card.face.metric, card.face.cycle)


def minutes(window: MainWindow) -> None:
    view = _open(window)
    QApplication.processEvents()
    view.composer.minutes.click()


def moment(window: MainWindow) -> None:
    view = _open(window)
    QApplication.processEvents()
    view.composer.when.click()


def composing(window: MainWindow) -> None:
    view = _open(window)
    view.composer.draft.channel = Channel.EMAIL
    view.composer.draft.minutes = 25
    view.composer.show_draft(view.composer.draft)
    view.composer.editor.setText("Third and fourth PC are done. The last one needs a visit at 14:30")
    view.composer.editor.setFocus()


def follow_up(window: MainWindow) -> None:
    _open(window).asking.follow_up()


def _late(window: MainWindow) -> int:
    """A ticket that has missed a target."""
    table = window.queue.table
    standings = ((row.number, table.standing_of(row, table.now).reading) for row in table.rows())
    return next(number for number, reading in standings if reading is not None and reading.breached)


def _open(window: MainWindow, number: int = TICKET) -> TicketView:
    window.open_ticket(number)
    view = window.places.ticket
    assert isinstance(view, TicketView)
    return view
