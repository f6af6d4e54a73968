"""Types a little into every form and waits to be killed: `python -m tests.ui.typing_until_killed STORE STATE_FILE`.

It says "typed" once the heartbeat has saved all of it by itself; nothing is saved on purpose. It ends with whoever
started it.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from slaapp.domain.agreement import Metric, Severity
from slaapp.engine import Engine
from tests.ui.desk_at_work import HandClock, at
from ui import theme
from ui.heartbeat import POLL_MS
from ui.main_window import MainWindow
from ui.theme import Scheme
from ui.views.ticket.draft import Tab
from ui.window_state import recall

LAST, LOOKS = "Half a ticket", 100
"""What is typed at the end, and how often the file is looked at for it."""


def type_everywhere(window: MainWindow) -> None:
    window.open_ticket(1)
    QApplication.processEvents()
    page = window.places.ticket
    for tab, words in ((Tab.REPLY, "Half a reply"), (Tab.NOTE, "Half a note"), (Tab.CUSTOMER, "Half of what was said")):
        page.composer.switch_to(tab)
        QTest.keyClicks(page.composer.editor.edit, words)
    page.header.edit_subject()
    QTest.keyClicks(page.header.field.edit, "Half a subject")
    page.asking.explain(Metric.FIRST_RESPONSE, 1)
    QTest.keyClicks(page.asking.form.text.edit, "Half a reason")
    page.asking.form.left.emit()
    page.asking.waive()
    QTest.keyClicks(page.asking.form.reason.edit, "Half a waiver")
    page.asking.form.left.emit()
    page.asking.not_measured()
    QTest.keyClicks(page.asking.form.text.edit, "Half an excuse")
    page.asking.form.left.emit()
    page.panel.checklist.begin()
    QTest.keyClicks(page.panel.checklist.field.edit, "Half an item")
    for part, name in (("text_blocks", "Half a block"), ("templates", "Half a template"), ("recurring", "Half a plan")):
        window.go("settings", part)
        QTest.keyClicks(window.places.current.form.name.edit, name)
    window.go("settings", "people")
    people = window.places.current.form
    QTest.keyClicks(people.new.edit, "Half a person")
    QTest.keyClicks(next(iter(people.people.values())).account.edit, "half an account")
    window.go("settings", "general")
    QTest.keyClicks(window.places.current.form.phone.edit, "Half a phone")
    window.go("all")
    window.queue.save_list()
    QTest.keyClicks(window.queue.lists.popup.field.edit, "Half a list")
    window.queue.lists.popup.hide()
    window.go("customers")
    window.places.current.act("add")
    QTest.keyClicks(window.places.current.side.new_name.edit, "Half a customer")
    window.places.current.act("contact")
    QTest.keyClicks(window.places.current.detail.contacts.form.fields["name"].edit, "Half a contact")
    QTest.keyClicks(window.places.current.detail.services.field.edit, "Half a service")
    window.places.current.act("rename")
    QTest.keyClicks(window.places.current.detail.name_field.edit, "Half a name")
    window.go("hours")
    window.places.current.ask_day()
    QTest.keyClicks(window.places.current._days.name.edit, "Half a holiday")
    window.places.current._days.left.emit()
    window.places.current.chip.start_adding()
    QTest.keyClicks(window.places.current.chip._naming.name.edit, "Half of the hours")
    window.places.current.chip._naming.left.emit()
    window.go("agreements")
    agreements = window.places.current
    agreements.start_adding()
    QTest.keyClicks(agreements.naming.name.edit, "Half an agreement")
    agreements.naming.close_form()
    agreements.edit.click()
    QTest.keyClicks(agreements.severities.words[Severity.HIGH].examples.edit, "Half an example")
    QTest.keyClicks(agreements.texts.text.edit, "Half a part")
    window.log()
    QTest.keyClicks(window.log_ticket.subject.edit, LAST)


def main(store: Path, state_file: Path) -> None:
    app = QApplication(["typing until killed"])
    theme.apply(app, Scheme.LIGHT)
    clock = HandClock(at("2026-03-10 15:00"))
    with Engine.open(store, user="sam", now=clock.at) as engine:
        window = MainWindow(clock, recall(state_file), state_file)
        window.show()
        window.show_desk(engine)
        app.processEvents()
        type_everywhere(window)
        for _ in range(LOOKS):
            if recall(state_file).draft.get("subject") == LAST:
                print("typed", flush=True)
                sys.stdin.read()
            QTest.qWait(POLL_MS // 10)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
