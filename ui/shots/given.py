"""Poses with files and e-mails, and the files that the demo desk is given for them."""

from pathlib import Path

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from slaapp.domain.events import Replied
from slaapp.engine import Engine
from slaapp.services import demo
from ui import theme
from ui.main_window import MainWindow
from ui.shots import queue, review
from ui.shots.shot import TICKET, settle
from ui.widgets.file_chip import Coming
from ui.widgets.given import as_png


def ticket_with_draft_files(window: MainWindow) -> None:
    """A reply with a file of its own, and one that is on its way."""
    window.open_ticket(TICKET)
    page = window.places.ticket
    page.composer.editor.setText("Third and fourth PC are done. The last one needs a visit at 14:30")
    page.composer.take([window.engine.files.take_in_bytes(b"07:30 server room\n" * 90, "visit plan.txt")])
    page.composer.show_coming([Coming("backup-of-the-old-server.zip", 42)])
    page.composer.editor.setFocus()


def attachment_picture(window: MainWindow) -> None:
    window.open_ticket(TICKET)
    QApplication.processEvents()
    held = next(on.file for on in window.engine.files.of(TICKET) if on.file.name.endswith(".png"))
    window.places.ticket.files.show_file(held)


def attachment_active(window: MainWindow) -> None:
    window.open_ticket(TICKET)
    QApplication.processEvents()
    file = window.engine.files.take_in_bytes(b"<script>", "invoice from the supplier.html")
    window.places.ticket.files.show_file(file)


def mail_to_log(window: MainWindow) -> None:
    queue.queue(window)
    window.drops.take_files([_a_mail(window, "Letters do not open")], on_ticket=False)
    settle()


def mail_that_answers(window: MainWindow) -> None:
    queue.queue(window)
    window.drops.take_files([_a_mail(window, "Re: [#2408] Shared drive S: missing after restart")], on_ticket=False)
    settle()


def _a_mail(window: MainWindow, subject: str) -> Path:
    path = window.engine.store.with_name("mail.eml")
    path.write_text(
        f"From: Front desk <desk@harbour.example>\nSubject: {subject}\nDate: Wed, 11 Mar 2026 13:05:00 +0000\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nThree PCs in billing, since 13:00.\n"
        "Restarting did not help.\n--x\nContent-Type: text/csv; name=list-of-pcs.csv\n\npc,room\nB-014,1.02\n--x--\n"
    )
    return path


def furnish(engine: Engine) -> None:
    """The files that the pictures show on two tickets, and what was noted in a review."""
    review.note(engine)
    shot = QPixmap(900, 560)
    shot.fill(theme.current().subtle)
    with QPainter(shot) as painter:
        painter.fillRect(170, 150, 560, 240, theme.current().surface)
        painter.fillRect(170, 150, 560, 36, theme.current().accent)
        painter.setPen(theme.current().text)
        painter.drawText(210, 260, "S:\\ is not available. The network path was not found.")
    picture = as_png(shot.toImage())
    script = b"net use S: \\\\fs2\\clinic /persistent:yes\r\n" * 92
    now = demo.moment()
    replies = [entry.event for entry in engine.pages.page(TICKET, now=now).entries if isinstance(entry.event, Replied)]
    with_reply = [
        engine.files.take_in_bytes(script, "logon-script-fix.txt"),
        engine.files.take_in_bytes(picture, "drive-error.png"),
    ]
    engine.files.attach(TICKET, with_reply, now=now, to=replies[-1].id)
    engine.files.attach(2391, with_reply[1:], now=now)
