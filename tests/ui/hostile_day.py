"""A day at a desk whose every text is hostile: `python -m tests.ui.hostile_day FOLDER [--markup]`.

Each page, sheet and dialog is opened and painted, each tooltip asked for, the lists and a ticket are printed to a
file. It is run under strace, which sees what the process opened. `--markup` is the counter-proof: a label that takes
the same text as markup.
"""

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget
from shiboken6 import isValid

from slaapp.domain.agreement import EscalationStep, Meaning, Metric, Severity, Status, StepAct
from slaapp.domain.events import Channel
from slaapp.domain.relations import Relation
from slaapp.domain.sections import Part
from slaapp.domain.spans import HOUR
from slaapp.domain.supplier import SupplierAgreement
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from slaapp.services.holiday_lists import with_day
from slaapp.services.templates import Template
from slaapp.services.text_blocks import TextBlock
from slaapp.services.together import Refused
from tests.ui.desk_at_work import HandClock, at
from ui import notices, theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.theme import Scheme
from ui.views.agreements.severities import USUAL
from ui.wallboard import Wallboard
from ui.widgets.overlay import Overlay
from ui.widgets.tab_bar import TabBar
from ui.window_state import WindowState

NOW = at("2026-03-10 10:00")
PROBE = "slaapp-probe.png"
"""No file, host or share of this name may ever be asked for."""


def hostile(folder: Path, where: str) -> str:
    """Markup of several kinds around the name of the field, each asking for the probe."""
    file = (folder / PROBE).as_uri()
    return (
        f'{where} <img src="{file}"> <img src="//127.0.0.1/{PROBE}"> <style>@import "{file}";</style> '
        f'<link rel="stylesheet" href="{file}"> <a href="{file}">x</a> ![x]({file}) [x]({file}) '
        f'<table background="{file}"><tr><td>y</td></tr></table> http://127.0.0.1:9/{PROBE}'
    )


def fill(engine: Engine, folder: Path) -> None:
    desk, catalogue = engine.desk, engine.catalogue
    customer_name, person_name = (hostile(folder, kind)[:190].strip() for kind in ("customer", "person"))
    catalogue.add_customer(customer_name, note=hostile(folder, "note of customer"), now=NOW - 7200)
    customer = catalogue.customer(customer_name).id
    engine.customers.add_service(customer, hostile(folder, "service")[:90], now=NOW - 7200)
    person = catalogue.add_person(person_name, account=engine.user, now=NOW - 7200)
    for severity in Severity:
        number, _ = desk.log(
            TicketDraft(
                subject=hostile(folder, "subject"),
                severity=severity,
                customer=customer,
                contact_name=hostile(folder, "contact")[:190],
                text=hostile(folder, "text"),
                assignee=person,
            ),
            now=NOW - 7000,
        )
        desk.note(number, hostile(folder, "note"), now=NOW - 6000)
        desk.customer_wrote(number, hostile(folder, "customer wrote"), now=NOW - 5000)
    reply = desk.reply(1, hostile(folder, "reply"), channel=Channel.EMAIL, now=NOW - 4000).written[0][1]
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{(folder / PROBE).as_uri()}'/></svg>".encode()
    for name in (hostile(folder, "file")[:150], "picture.svg", "picture.png"):
        engine.files.attach(1, [engine.files.take_in_bytes(svg, name)], now=NOW - 3000)
    engine.files.attach(1, [engine.files.take_in_bytes(svg, "with the reply.svg")], now=NOW - 3000, to=reply)
    for tag in ("tag", "second tag"):
        desk.tag(1, hostile(folder, tag)[:40], now=NOW - 2000)
    desk.add_to_checklist(1, hostile(folder, "item")[:190], "second item", now=NOW - 2000)
    desk.link(1, 2, relation=Relation.CAUSED_BY, now=NOW - 1500)
    desk.merge(3, 2, now=NOW - 1000)
    engine.text_blocks.save(TextBlock(hostile(folder, "block")[:90], hostile(folder, "block text")), now=NOW - 900)
    template = Template(
        hostile(folder, "template")[:90],
        hostile(folder, "template subject"),
        notes=hostile(folder, "template notes"),
        tags=(hostile(folder, "tag")[:40],),
        checklist=(hostile(folder, "template item")[:190],),
    )
    engine.templates.save(template, now=NOW - 900)
    supplier = SupplierAgreement(
        hostile(folder, "supplier")[:90].strip(), 0, "Support hours", {Severity.HIGH: 8 * HOUR}
    )
    held = engine.suppliers.agree(supplier, now=NOW - 800)
    desk.set_status(4, Status.WAITING_THIRD_PARTY, supplier=held.id, now=NOW - 700)
    engine.decisions.decide(
        "Standard support", hostile(folder, "decision"), owner=hostile(folder, "owner")[:90], due=None, now=NOW - 600
    )
    desk.explain(4, Metric.FIRST_RESPONSE, hostile(folder, "reason"), now=NOW - 60)
    desk.waive(4, Metric.FIRST_RESPONSE, reason=hostile(folder, "waiver"), agreed_by="x", now=NOW - 60)


def look_at(widget: QWidget) -> None:
    """Painted, and every tooltip in it asked for: those of widgets, and those of the first rows of lists."""
    for _ in range(3):
        QApplication.processEvents()
    wait_for_all()
    QTest.qWait(20)
    widget.grab()
    for child in [widget, *widget.findChildren(QWidget)]:
        if not isValid(child) or not child.isVisible():
            continue
        if isinstance(child, QAbstractItemView):
            for y in range(10, child.height(), 25):
                for x in range(20, child.width(), 150):
                    _ask_tip(child.viewport(), QPoint(x, y))
        else:
            _ask_tip(child, child.rect().center())


def _ask_tip(widget: QWidget, spot: QPoint) -> None:
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, spot, widget.mapToGlobal(spot)))
    for top in QApplication.topLevelWidgets():
        if top.inherits("QTipLabel"):
            top.grab()


def spend(window: MainWindow, folder: Path) -> None:
    look_at(window)
    for name in [name for name in window.actions_made if name.startswith(("go_", "settings"))]:
        window.actions_made[name].trigger()
        look_at(window)
    window.go("customers")
    customers = window.places.current
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{hostile(folder, 'card')}\nURL:http://127.0.0.1:9/{PROBE}\n"
    card += f"PHOTO;VALUE=uri:{(folder / PROBE).as_uri()}\nEND:VCARD\n"
    (folder / "people.vcf").write_text(card)
    customers.import_file(folder / "people.vcf")
    look_at(window)
    customers.importing.act.click()
    customers.merge()
    look_at(window)
    customers.merging.close_form()
    customers.act("contact")
    look_at(window)
    customers.detail.contacts.leave()
    for number in (1, 4):
        window.open_ticket(number)
        look_at(window)
        page = window.places.ticket
        page.whys.open()
        look_at(window)
        page.whys.close()
    look_at_the_forms(window, folder)
    for on in window.engine.files.of(1):
        window.open_ticket(1)
        window.places.ticket.files.show_file(on.file)
        look_at(window)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    mail = folder / "mail.eml"
    mail.write_bytes(
        f"From: {hostile(folder, 'sender')} <a@b.example>\nSubject: {hostile(folder, 'mail')}\n"
        f"Content-Type: text/html\n\n{hostile(folder, 'page')}".encode()
    )
    window.drops.take_files([mail], on_ticket=False)
    look_at(window)
    look_at(window)
    window.log_ticket.leave()
    window.places.choose_printer = lambda _, printer, __: _to_file(printer, folder)
    for show in (lambda: window.open_ticket(1), lambda: window.go("all")):
        show()
        QApplication.processEvents()
        window.places.print_here()
        look_at(window)
    for name in ("palette", "keys", "about", "log"):
        window.actions_made[name].trigger()
        look_at(window)
        for top in QApplication.topLevelWidgets():
            if isValid(top) and top is not window and top.isVisible() and not top.inherits("QTipLabel"):
                look_at(top)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    table = window.queue.table
    answers = notices.Answers(*(lambda number: None,) * 3, lambda: None)
    window.say(notices.of_ticket(table.rows()[0], table, table.now, answers))
    window.coming.tell(notices.of_ticket(table.rows()[0], table, table.now, answers))
    window.coming.show_notices()
    look_at(window)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    look_at_the_lists(window, folder)
    look_at_agreements_and_hours(window, folder)
    look_at_the_review(window, folder)
    look_at_what_is_coming(window)
    window.say_refused(hostile(folder, "refusal"))
    window.say_failed(hostile(folder, "failure"), hostile(folder, "log"))
    look_at(window)


def look_at_the_forms(window: MainWindow, folder: Path) -> None:
    """What can be done to a ticket, and the pages of what is written again and again."""
    window.open_ticket(4)
    page = window.places.ticket
    asking, menus = page.asking, page.menus
    corrected = page.page.entries[0].event
    forms = (
        *(partial(asking.tie, relation) for relation in (None, Relation.MERGED_INTO, Relation.DOUBLES)),
        asking.not_measured,
        asking.correct_received,
        asking.severity_was_wrong,
        partial(asking.correct, corrected.id, "occurred_at"),
        asking.waive,
        partial(asking.mail, hostile(folder, "mail text"), list),
    )
    for form in forms:
        form()
        look_at(window)
        asking.close()
    window.open_ticket(1)
    asks = (menus.ask_tag, menus.ask_entry, menus.ask_time, page.header.open_more, page.composer.ask_block)
    for ask in (*asks, menus.open_ways_out):
        ask()
        look_at(window)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            look_at(popup)
            popup.close()
    card = page.panel.cards()[0]
    page.asking.explain(card.face.metric, card.face.cycle)
    page.asking.form.text.setText(hostile(folder, "why late"))
    look_at(window)
    page.asking.form.left.emit()
    page.panel.checklist.begin()
    page.header.edit_subject()
    look_at(window)
    for part in ("text_blocks", "templates", "recurring"):
        window.go("settings", part)
        look_at(window)
        form = window.places.current.form
        form.begin()
        form.name.setText(hostile(folder, part)[:90])
        look_at(window)
    window.log()
    window.log_ticket.take_template(window.engine.templates.every()[0])
    look_at(window)
    window.log_ticket.ask_template()
    look_at(window)
    window.log_ticket.throw_away()
    window.log_ticket.leave()
    look_at_the_slips(window, folder)


def look_at_the_slips(window: MainWindow, folder: Path) -> None:
    """A paper slip is typed in, refused, and taken; which ones are printed is asked."""
    window.engine.slips.number_next(3, now=NOW)
    window.slips.enter()
    form = window.slips.form
    assert form is not None
    for field in (
        form.subject,
        form.told,
        form.answered,
        *(one for row in form.waits for pair in row.values() for one in pair),
    ):
        field.setText(hostile(folder, "slip"))
    form.customer.show_party(None, hostile(folder, "caller"))
    form.submit()
    look_at(window)
    for field in (form.answered, *(one for row in form.waits for pair in row.values() for one in pair)):
        field.setText("")
    form.customer.show_party(None)
    form.submit()
    look_at(window)
    leave_forms(window)
    window.slips.ask_what_to_print()
    look_at(window)
    assert window.slips.printing is not None
    window.slips.printing.again.setText(hostile(folder, "numbers"))
    window.slips.printing.submit()
    look_at(window)
    leave_forms(window)


def look_at_the_lists(window: MainWindow, folder: Path) -> None:
    """A list of one's own under such a name, several that refuse at once, and the search over everything."""
    window.go("all")
    window.queue.save_list()
    window.queue.lists.popup.field.setText(hostile(folder, "list")[:60])
    look_at(window.queue.lists.popup)
    QTest.keyClick(window.queue.lists.popup.field.edit, Qt.Key.Key_Return)
    look_at(window)
    window.queue.left.emit([Refused(number, hostile(folder, "refused")) for number in (1, 2, 4)], 1)
    look_at(window)
    window.go("search")
    QTest.keyClicks(window.places.current.field.edit, "img")
    look_at(window)
    window.go("all")
    window.queue.ribbon.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.queue.ribbon, Qt.Key.Key_Right)
    look_at(window)


def look_at_agreements_and_hours(window: MainWindow, folder: Path) -> None:
    """An agreement of a hostile name with all of its tabs, its paper and the forms around it; hours and holidays."""
    window.go("agreements")
    page = window.places.current
    page.start_adding()
    page.naming.name.setText(hostile(folder, "agreement")[:90])
    look_at(window)
    page.naming.act.click()
    editing = page.editing
    person = window.engine.people.every()[0].name
    editing.change(
        sections={part.value: hostile(folder, part.value) for part in (Part.PURPOSE, Part.SEVERITIES)},
        meanings={Severity.HIGH: Meaning(hostile(folder, "meaning"), (hostile(folder, "example"),), "<img>")},
        matrix=USUAL,
        escalation=(
            EscalationStep(Severity.HIGH, None, 50, StepAct.ASSIGN, person),
            EscalationStep(Severity.LOW, None, 90, StepAct.NOTIFY, hostile(folder, "nobody")[:90]),
        ),
    )
    look_at_the_tabs(window)
    for ask in (page.print_report, page.put_in_force, page.compare):
        ask()
        look_at(window)
        leave_forms(window)
    window.go("hours")
    hours = window.places.current
    change = with_day(hours.editing.calendar, date(2026, 12, 24), hostile(folder, "holiday")[:90], 720)
    hours.editing.change(change)
    look_at(window)
    hours.ask_day(date(2026, 12, 24))
    look_at(window)
    leave_forms(window)
    hours.chip.start_adding()
    look_at(window)
    leave_forms(window)
    hours.turn()
    look_at(window)


def look_at_the_tabs(window: MainWindow) -> None:
    page = window.places.current
    (bar,) = (bar for bar in page.findChildren(TabBar) if bar.isVisible())
    for tab in range(len(bar.buttons)):
        page.show_tab(tab)
        look_at(window)


def leave_forms(window: MainWindow) -> None:
    for form in window.findChildren(Overlay):
        if form.isVisible():
            form.left.emit()


def look_at_the_review(window: MainWindow, folder: Path) -> None:
    window.go("review", "Standard support")
    look_at(window)
    review = window.places.current
    look_at_the_tabs(window)
    review.ask_decision()
    review.form.text.setText(hostile(folder, "to be done"))
    look_at(window)
    leave_forms(window)
    review.turn()
    look_at(window)
    window.go("settings", "suppliers")
    look_at(window)
    window.open_ticket(4)
    window.places.ticket.properties.status.open_menu()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    look_at(popup)
    popup.close()


def look_at_what_is_coming(window: MainWindow) -> None:
    """The wallboard and its table; the queue and a ticket as they were."""
    window.coming.show_wallboard()
    board = window.coming.wallboard
    assert board is not None
    look_at(board)
    QTest.keyClick(board, Qt.Key.Key_T)
    look_at(board)
    board.close()
    window.go("past")
    page = window.places.current
    page.show_instant(NOW - 60)
    look_at(window)
    page.show_ticket(1)
    look_at(window)


class Strays(QObject):
    """Parts that are shown before they have a place: each is a window for a moment, and takes the keyboard along."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and not isinstance(watched, _WINDOWS) and watched.windowType() is Qt.WindowType.Window:
            self.seen.add(type(watched).__name__)
        return False


_WINDOWS = (MainWindow, Wallboard)


def _to_file(printer: QPrinter, folder: Path) -> bool:
    printer.setOutputFileName(str(folder / "printed.pdf"))
    return True


def main(folder: Path, *, markup: bool) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["hostile day"])
    theme.apply(app, Scheme.LIGHT)
    strays = Strays()
    app.installEventFilter(strays)
    if markup:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(hostile(folder, "label"))
        label.resize(600, 400)
        label.show()
        label.grab()
        return 0
    with Engine.open(folder / "desk.slaapp", user="sam", now=NOW - 8000, zone="Europe/London") as engine:
        fill(engine, folder)
        window = MainWindow(HandClock(NOW), WindowState(), None)
        window.resize(1440, 870)
        window.show()
        window.show_desk(engine)
        spend(window, folder)
        window.close()
        window.deleteLater()
        app.processEvents()
    if strays.seen:
        sys.stderr.write(f"Shown as windows of their own: {', '.join(sorted(strays.seen))}\n")
    return len(strays.seen)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), markup="--markup" in sys.argv))
