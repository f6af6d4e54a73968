"""Poses of the desk's pages and settings, and of what comes from templates."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtTest import QTest

from slaapp.domain.agreement import Status
from slaapp.domain.spans import DAY
from slaapp.services import demo
from slaapp.services.recurring import Ran
from ui import keymap, recurring_words
from ui.main_window import MainWindow
from ui.shots import queue
from ui.shots.shot import ZONE
from ui.widgets.notice import Notice
from ui.wording import say


@cache  # the same pose is known again
def settings(part: str) -> Callable[[MainWindow], None]:
    return lambda window: window.go("settings", part)


def text_block_refused(window: MainWindow) -> None:
    window.go("settings", "text_blocks")
    form = window.places.current.form
    form.begin()
    form.name.setText("Thanks")
    form.text.setText("Dear {cusomer}, thank you for waiting.")
    form.save()


def paper_slip(window: MainWindow) -> None:
    queue.queue(window)
    window.slips.enter()
    form = window.slips.form
    assert form is not None
    form.number.setText("17")
    form.subject.setText("No network in room 4")
    form.answered.setText("930")
    since, until = form.waits[0][Status.WAITING_CUSTOMER]
    since.setText("930")
    until.setText("10:15")


def slips_to_print(window: MainWindow) -> None:
    queue.queue(window)
    window.slips.ask_what_to_print()


def every_report(window: MainWindow) -> None:
    window.go("reports")
    window.every_report.ask()


def log_from_template(window: MainWindow) -> None:
    queue.queue(window)
    window.log()
    window.log_ticket.take_template(window.engine.templates.named("Backup check"))


def log_template_chooser(window: MainWindow) -> None:
    queue.queue(window)
    window.log()
    window.log_ticket.ask_template()


def recurring_created(window: MainWindow) -> None:
    number = 2408
    window.open_ticket(number)
    words = recurring_words.created(Ran((2417, 2418, 2419), "Weekly backup check", demo.moment() - 9 * DAY), ZONE)
    window.say(Notice(words, icon="calendar-clock", colour="text2", actions=((say("Undo"), list),), stays=True))


def recurring_missed(window: MainWindow) -> None:
    queue.queue(window)
    window.recurring.ask(Ran(waiting=37, oldest_at=demo.moment() - 9 * DAY))


@cache  # the same pose is known again
def customers(name: str = "Northgate School") -> Callable[[MainWindow], None]:
    def pose(window: MainWindow) -> None:
        window.go("customers", window.engine.catalogue.customer(name).id)

    return pose


def customer_contact(window: MainWindow) -> None:
    """A contact being typed whose address is none."""
    customers()(window)
    page = window.places.current
    page.act("contact")
    form = page.detail.contacts.form
    for name, words in {"name": "Kim Adams", "phone": "ext. 214", "email": "kim at northgate"}.items():
        form.fields[name].setText(words)
    form.submitted.emit()


def customer_merging(window: MainWindow) -> None:
    customers("Harbour Clinic")(window)
    page = window.places.current
    page.merge()
    page.merging.choose(window.engine.catalogue.customer("Northgate School"))


def customer_importing(window: MainWindow) -> None:
    customers()(window)
    people = "Name;Telefon;E-Mail;Raum\nFront desk;200;;\nKim Adams;214;kim@northgate.example;1.02\n"
    people += "Sam Reed;;sam at home;\nLee Wong;218;lee@northgate.example;\n"
    page = window.places.current
    page.import_file(_file("people.csv", people))


def customer_columns(window: MainWindow) -> None:
    """A table whose columns say nothing: it asks."""
    customers()(window)
    window.places.current.import_file(_file("liste.csv", "wer;wo;was\nKim Adams;1.02;214\n"))


def _file(name: str, text: str) -> Path:
    path = Path(tempfile.mkdtemp()) / name
    path.write_text(text, encoding="utf-8")
    return path


def shortcuts(window: MainWindow) -> None:
    keymap.change("assign_to_me", ["R"])
    window.go("settings", "shortcuts")
    QTest.keyClicks(window.places.current.form.search.edit, "re")
