"""Every screen as a PNG, from the demo desk with its clock held still: `python -m ui.shots OUT_DIR [--only NAME]`.

Pixels are those of the design at 1x without its drawn title bar, 30 px high: 1440×870 and 1366×738.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import Replied
from slaapp.domain.spans import DAY, HOUR
from slaapp.engine import Engine
from slaapp.services import demo
from slaapp.services.recurring import Ran
from slaapp.services.together import Refused
from ui import keymap, notices, recurring_words, shots_ticket, theme
from ui import shots_around as around
from ui.background import wait_for_all
from ui.dialogs.palette import Palette
from ui.main_window import MainWindow
from ui.models.arrangement import Choice, Column, View
from ui.models.shelf import Look
from ui.theme import Scheme
from ui.views.ticket.draft import Tab
from ui.views.welcome.hours import HoursStep
from ui.views.welcome.welcome import Welcome
from ui.wall_clock import StandingClock
from ui.widgets.button import Button
from ui.widgets.file_chip import Coming
from ui.widgets.given import as_png
from ui.widgets.toast import Notice, Toast
from ui.window_state import WindowState
from ui.wording import say

WIDE, NARROW, SMALLEST = (1440, 870), (1366, 738), (1024, 640)
TICKET = 2408
ZONE = ZoneInfo(demo.ZONE)


@dataclass(frozen=True, slots=True)
class Shot:
    name: str
    pose: Callable[[MainWindow], None]
    scheme: Scheme = Scheme.LIGHT
    size: tuple[int, int] = WIDE
    empty: bool = False
    text_size: float = 1.0
    wall: bool = False
    """Of the wallboard on a screen of that size."""


def queue(window: MainWindow) -> None:
    window.queue.select(TICKET)
    window.queue.view.scrollToTop()


def queue_with_preview(window: MainWindow) -> None:
    queue(window)
    window.queue.show_preview(True)
    window.queue.take_focus()


def queue_marked(window: MainWindow) -> None:
    queue(window)
    window.queue.take_focus()
    window.queue.mark({2391, 2402, 2415, TICKET})


def queue_marked_menu(window: MainWindow) -> None:
    queue_marked(window)
    window.queue.marks.status.click()


def queue_ribbon_card(window: MainWindow) -> None:
    queue(window)
    window.queue.ribbon.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(window.queue.ribbon, Qt.Key.Key_Right)


def queue_refused(window: MainWindow) -> None:
    queue_marked(window)
    why = "Ticket {number} is urgent already. Nothing was changed."
    window.queue.left.emit([Refused(number, why.format(number=number)) for number in (2391, 2415)], 4)


def queue_refused_sheet(window: MainWindow) -> None:
    queue_marked(window)
    why = "Ticket {number} is urgent already. Nothing was changed."
    numbers = [row.number for row in window.queue.table.rows()[:9]]
    window.queue.left.emit([Refused(number, why.format(number=number)) for number in numbers], 12)
    window.findChildren(Toast)[-1].findChildren(Button)[0].click()


def queue_refused_notice(window: MainWindow) -> None:
    queue_marked(window)
    why = "Ticket {number} is urgent already. Nothing was changed."
    numbers = [row.number for row in window.queue.table.rows()[:9]]
    window.queue.left.emit([Refused(number, why.format(number=number)) for number in numbers], 12)


def queue_own_list(window: MainWindow) -> None:
    shelf = window.queue.shelf
    choice = Choice(View.ALL, customer=frozenset({"Harbour Clinic"}), status=frozenset({Status.IN_PROGRESS}))
    columns = (Column.REMAINING, Column.DUE, Column.NUMBER, Column.SUBJECT, Column.SERVICE, Column.RECEIVED)
    name = shelf.add("Harbour Clinic at work", choice, Look(columns=(*columns, Column.ASSIGNEE)))
    window.queue.lists.changed.emit()
    window.go(name)
    window.queue.header.filter.edit.setText("s")
    window.queue.head.setFocus(Qt.FocusReason.TabFocusReason)


def queue_several(window: MainWindow) -> None:
    queue(window)
    levels = frozenset({Severity.URGENT, Severity.HIGH})
    window.queue.header.chosen.emit(Choice(severity=levels, assignee=frozenset({"Kim L.", "Sam R.", "Jo T."})))
    window.queue.header.severity.open_menu()


def queue_narrowed(window: MainWindow) -> None:
    queue(window)
    who = frozenset({"Kim L.", "Sam R.", "Jo T."})
    status = frozenset({Status.IN_PROGRESS, Status.WAITING_CUSTOMER})
    window.queue.header.chosen.emit(Choice(customer=frozenset({"Harbour Clinic"}), assignee=who, status=status))


def queue_narrowed_large(window: MainWindow) -> None:
    theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
    queue_narrowed(window)


def queue_naming(window: MainWindow) -> None:
    queue(window)
    window.queue.show_customer("Harbour Clinic")
    window.queue.save_list()
    window.queue.lists.popup.field.setText("Overdue")
    window.queue.lists.popup.keep.click()


def queue_with_notice(window: MainWindow) -> None:
    queue(window)
    table = window.queue.table
    row = next(row for row in table.rows() if row.number == 2415)
    nothing = notices.Answers(_nothing, _nothing, _nothing, lambda: None)
    window.say(notices.of_ticket(row, table, table.now, nothing))


def log_ticket(window: MainWindow) -> None:
    queue(window)
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
    queue(window)
    window.log()
    form = window.log_ticket
    form.subject.setText("Letters do not open, word processor hangs")
    form.customer.edit.setFocus()
    QTest.keyClicks(form.customer.edit, "har")


def log_ticket_refused(window: MainWindow) -> None:
    queue(window)
    window.log()
    window.log_ticket.submit(open_it=False)


def ticket(window: MainWindow) -> None:
    window.open_ticket(TICKET)


def ticket_with_draft_files(window: MainWindow) -> None:
    """A reply with a file of its own, and one that is on its way."""
    window.open_ticket(TICKET)
    page = window.places.ticket
    page.composer.editor.setText("Third and fourth PC are done. The last one needs a visit at 14:30")
    page.composer.take([window.engine.files.take_in_bytes(b"07:30 server room\n" * 90, "visit plan.txt")])
    page.composer.show_coming([Coming("backup-of-the-old-server.zip", 42)])


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
    queue(window)
    window.drops.take_files([_a_mail(window, "Letters do not open")], on_ticket=False)
    _settle(QApplication.instance())  # type: ignore[arg-type]  # it is there while a picture is taken


def mail_that_answers(window: MainWindow) -> None:
    queue(window)
    window.drops.take_files([_a_mail(window, "Re: [#2408] Shared drive S: missing after restart")], on_ticket=False)
    _settle(QApplication.instance())  # type: ignore[arg-type]


def _a_mail(window: MainWindow, subject: str) -> Path:
    path = window.engine.store.with_name("mail.eml")
    path.write_text(
        f"From: Front desk <desk@harbour.example>\nSubject: {subject}\nDate: Wed, 11 Mar 2026 13:05:00 +0000\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nThree PCs in billing, since 13:00.\n"
        "Restarting did not help.\n--x\nContent-Type: text/csv; name=list-of-pcs.csv\n\npc,room\nB-014,1.02\n--x--\n"
    )
    return path


def furnish(engine: Engine) -> None:
    """The files that the pictures show on two tickets."""
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


def why(window: MainWindow) -> None:
    window.open_ticket(TICKET)
    QApplication.processEvents()
    cards = window.places.ticket.panel.cards()
    link = next(card.why_button for card in cards if card.face.metric is Metric.RESOLUTION)
    link.setFocus()
    link.click()


def report(window: MainWindow) -> None:
    window.go("reports")


def settings(part: str) -> Callable[[MainWindow], None]:
    return lambda window: window.go("settings", part)


def text_block_refused(window: MainWindow) -> None:
    window.go("settings", "text_blocks")
    form = window.places.current.form
    form.begin()
    form.name.setText("Thanks")
    form.text.setText("Dear {cusomer}, thank you for waiting.")
    form.save()


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


def log_from_template(window: MainWindow) -> None:
    queue(window)
    window.log()
    window.log_ticket.take_template(window.engine.templates.named("Backup check"))


def log_template_chooser(window: MainWindow) -> None:
    queue(window)
    window.log()
    window.log_ticket.ask_template()


def recurring_created(window: MainWindow) -> None:
    number = 2408
    window.open_ticket(number)
    words = recurring_words.created(Ran((2417, 2418, 2419), "Weekly backup check", demo.moment() - 9 * DAY), ZONE)
    window.say(Notice(words, icon="calendar-clock", colour="text2", actions=((say("Undo"), list),), stays=True))


def recurring_missed(window: MainWindow) -> None:
    queue(window)
    window.recurring.ask(Ran(waiting=37, oldest_at=demo.moment() - 9 * DAY))


def menu_bar(window: MainWindow) -> None:
    window.state.menu_bar = True
    window.take_state()
    window.go("settings", "appearance")


def first_run(step: int) -> Callable[[MainWindow], None]:
    def pose(window: MainWindow) -> None:
        answers = {"name": "Site IT desk", "me": "Sam R.", "people": ["Kim L.", "Alex M.", "Jo T."], "step": step}
        week = {day: [["07:30", "18:00"]] for day in ("mon", "tue", "wed", "thu")} | {"fri": [["07:30", "16:00"]]}
        window.state.first_run = {**answers, "week": week}
        window.welcome()

    return pose


def first_run_wrong(window: MainWindow) -> None:
    first_run(1)(window)
    page = window.findChild(Welcome)
    assert isinstance(page, Welcome)
    hours = page.steps[1]
    assert isinstance(hours, HoursStep)
    hours.days[2].begins.setText("half nine")
    page.go_on.click()


def agreements(window: MainWindow) -> None:
    window.go("agreements")


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


def larger(pose: Callable[[MainWindow], None]) -> Callable[[MainWindow], None]:
    """The same at 150 % text."""

    def posed(window: MainWindow) -> None:
        theme.set_text_size(QApplication.instance(), 1.5)  # type: ignore[arg-type]
        pose(window)

    return posed


def dashboard(window: MainWindow) -> None:
    window.go("dashboard")


def dashboard_below(window: MainWindow) -> None:
    window.go("dashboard")
    QApplication.processEvents()
    window.places.current.show_end()


def dashboard_as_table(window: MainWindow) -> None:
    window.go("dashboard")
    window.places.current.turn()


def wallboard(window: MainWindow) -> None:
    window.coming.show_wallboard()


def wallboard_without_names(window: MainWindow) -> None:
    window.state.hide_names = True
    window.coming.show_wallboard()


def notice_list(window: MainWindow) -> None:
    queue(window)
    table = window.queue.table
    nothing = notices.Answers(_nothing, _nothing, _nothing, lambda: None)
    for number in (2391, 2402, 2415):
        row = next(row for row in table.rows() if row.number == number)
        window.coming.tell(notices.of_ticket(row, table, table.now, nothing))
    window.toasts.clear()
    window.coming.show_notices()


def as_it_was(window: MainWindow) -> None:
    window.go("past")
    window.places.current.show_instant(demo.moment() - 3 * HOUR)


def a_ticket_as_it_was(window: MainWindow) -> None:
    as_it_was(window)
    QTest.qWait(50)
    wait_for_all()
    QTest.qWait(50)
    window.places.current.show_ticket(2408)


def nothing_matches(window: MainWindow) -> None:
    window.queue.header.filter.edit.setText("wombat")


def keys(window: MainWindow) -> None:
    window.show_keys()


def palette(window: MainWindow) -> None:
    queue(window)
    window.go("palette")
    QTest.keyClicks(window.findChildren(Palette)[-1].edit, "harb")


def palette_at_rest(window: MainWindow) -> None:
    queue(window)
    window.state.recent = ["act:go_overdue", "ticket:2406"]
    window.go("palette")


def palette_into(window: MainWindow) -> None:
    palette(window)
    QTest.keyClick(window.findChildren(Palette)[-1].edit, Qt.Key.Key_Tab)


def help_page(window: MainWindow) -> None:
    window.go("help", "queue")


def help_rule(window: MainWindow) -> None:
    window.go("help", "C9")


def help_search(window: MainWindow) -> None:
    window.go("help")
    QTest.keyClicks(window.places.current.field.edit, "holiday")


def help_keys(window: MainWindow) -> None:
    window.go("help", "keys")


def shortcuts(window: MainWindow) -> None:
    keymap.change("assign_to_me", ["R"])
    window.go("settings", "shortcuts")
    QTest.keyClicks(window.places.current.form.search.edit, "re")


def about(window: MainWindow) -> None:
    window.actions_made["about"].trigger()


def found(window: MainWindow) -> None:
    window.go("search")
    QTest.keyClicks(window.places.current.field.edit, "rint")


def failure(window: MainWindow) -> None:
    window.say_failed("ValueError: an example", "/home/sam/.local/state/SLA Desk/log/slaapp.log")


def _nothing(number: int) -> None:
    """What a picture's button does."""


SHOTS = (
    Shot("01-queue-light", queue),
    Shot("02-queue-dark", queue_with_notice, Scheme.DARK),
    Shot("01b-queue-preview-light", queue_with_preview),
    Shot("02b-queue-preview-dark", queue_with_preview, Scheme.DARK),
    Shot("01c-queue-marked", queue_marked),
    Shot("02c-queue-marked-dark", queue_marked, Scheme.DARK),
    Shot("01d-queue-marked-menu", queue_marked_menu),
    Shot("01e-queue-refused", queue_refused),
    Shot("01i-queue-refused-many", queue_refused_notice),
    Shot("01j-queue-refused-sheet", queue_refused_sheet),
    Shot("01k-queue-several-values", queue_several),
    Shot("01l-queue-narrowed-1024", queue_narrowed, size=(1024, 640)),
    Shot("01m-queue-narrowed-large", queue_narrowed_large),
    Shot("01f-queue-own-list", queue_own_list),
    Shot("01h-queue-ribbon-card", queue_ribbon_card),
    Shot("02h-queue-ribbon-card-dark", queue_ribbon_card, Scheme.DARK),
    Shot("01g-queue-naming", queue_naming),
    Shot("03-ticket-light", ticket),
    Shot("03b-ticket-dark", ticket, Scheme.DARK),
    Shot("03c-ticket-files", ticket_with_draft_files),
    Shot("03p-attachment-picture", attachment_picture),
    Shot("03q-attachment-active", attachment_active),
    Shot("03r-attachment-active-dark", attachment_active, Scheme.DARK),
    Shot("03s-ticket-files-dark-1366x768", ticket_with_draft_files, Scheme.DARK, NARROW),
    Shot("03d-ticket-composing", shots_ticket.composing),
    Shot("03u-ticket-composing-narrow", shots_ticket.composing, size=(1024, 640)),
    Shot("03y-ticket-composing-150", shots_ticket.composing, size=NARROW, text_size=1.5),
    Shot("03z-ticket-composing-150-smallest", shots_ticket.composing, size=SMALLEST, text_size=1.5),
    Shot("03e-ticket-more", shots_ticket.more_menu),
    Shot("03f-ticket-entry-menu", shots_ticket.entry_menu),
    Shot("03g-ticket-link", shots_ticket.link),
    Shot("03t-ticket-merge-dark", shots_ticket.merge, Scheme.DARK),
    Shot("03h-ticket-not-measured", shots_ticket.not_measured),
    Shot("03v-ticket-not-measured-refused", shots_ticket.not_measured_refused),
    Shot("03i-ticket-severity-was-wrong", shots_ticket.severity_was_wrong),
    Shot("03w-ticket-received-corrected", shots_ticket.correct_received),
    Shot("03j-ticket-waive", shots_ticket.waive),
    Shot("03k-ticket-reopen-over", shots_ticket.reopen_over),
    Shot("03l-ticket-mail", shots_ticket.mail),
    Shot("03m-ticket-follow-up", shots_ticket.follow_up),
    Shot("04-quick-log", log_ticket),
    Shot("04e-mail-to-log", mail_to_log),
    Shot("04f-mail-that-answers", mail_that_answers),
    Shot("04b-quick-log-autocomplete", log_ticket_completing),
    Shot("04c-quick-log-refused", log_ticket_refused),
    Shot("04d-quick-log-dark", log_ticket, Scheme.DARK),
    Shot("04g-quick-log-150", log_ticket, size=NARROW, text_size=1.5),
    Shot("04h-quick-log-150-smallest", log_ticket, Scheme.DARK, SMALLEST, text_size=1.5),
    Shot("05-why-clock", why),
    Shot("05b-why-clock-dark", why, Scheme.DARK),
    Shot("06-wallboard-dark", wallboard, size=(1920, 1080), wall=True),
    Shot("06b-wallboard-1366x768", wallboard, size=(1366, 768), wall=True),
    Shot("06c-wallboard-2560x1440", wallboard, size=(2560, 1440), wall=True),
    Shot("06d-wallboard-without-names", wallboard_without_names, size=(1920, 1080), wall=True),
    Shot("06e-dashboard-light", dashboard),
    Shot("06f-dashboard-dark", dashboard, Scheme.DARK),
    Shot("06g-dashboard-lists", dashboard_below),
    Shot("06h-dashboard-table", dashboard_as_table),
    Shot("06i-dashboard-1366x768", dashboard, size=NARROW),
    Shot("06j-dashboard-150", larger(dashboard)),
    Shot("06k-dashboard-empty", dashboard, empty=True),
    Shot("06l-wallboard-empty", wallboard, size=(1920, 1080), empty=True, wall=True),
    Shot("09-report", report),
    Shot("09b-report-dark", report, Scheme.DARK),
    Shot("11-first-run", first_run(2), empty=True),
    Shot("11c-first-run-desk", first_run(0), empty=True),
    Shot("11d-first-run-hours-wrong", first_run_wrong, empty=True),
    Shot("11e-first-run-people-dark", first_run(3), Scheme.DARK, empty=True),
    Shot("11f-first-run-start", first_run(4), size=NARROW, empty=True),
    Shot("11g-first-run-hours-150", first_run(1), size=NARROW, empty=True, text_size=1.5),
    Shot("11h-first-run-pace-150", first_run(2), size=NARROW, empty=True, text_size=1.5),
    Shot("11b-empty-queue", lambda window: None, empty=True),
    Shot("12-command-palette", palette, Scheme.DARK),
    Shot("12b-command-palette-light", palette),
    Shot("12c-command-palette-at-rest", palette_at_rest),
    Shot("12d-command-palette-actions", palette_into),
    Shot("14-queue-1366x768", queue, size=NARROW),
    Shot("14e-queue-preview-1366x768", queue_with_preview, size=NARROW),
    Shot("14b-queue-1366x768-dark", queue, Scheme.DARK, NARROW),
    Shot("14c-ticket-1366x768", ticket, size=NARROW),
    Shot("14d-report-1366x768", report, size=NARROW),
    Shot("20i-settings-people-150", settings("people"), Scheme.DARK, NARROW, text_size=1.5),
    Shot("20g-menu-bar", menu_bar),
    Shot("20d-settings-general", settings("general")),
    Shot("20e-settings-data-dark", settings("data"), Scheme.DARK, NARROW),
    Shot("20-settings-appearance", settings("appearance")),
    Shot("20c-settings-notifications", settings("notifications")),
    Shot("20b-settings-data", settings("data")),
    Shot("20h-settings-people", settings("people")),
    Shot("25-text-blocks", settings("text_blocks")),
    Shot("25b-text-blocks-dark", settings("text_blocks"), Scheme.DARK),
    Shot("25c-text-blocks-refused", text_block_refused),
    Shot("25d-text-block-chooser", choose_text_block),
    Shot("25e-text-block-chooser-dark", choose_text_block, Scheme.DARK),
    Shot("25f-text-block-left-open", text_block_left_open),
    Shot("26c-log-from-template", log_from_template),
    Shot("26d-log-template-chooser", log_template_chooser),
    Shot("27c-recurring-created", recurring_created),
    Shot("27d-recurring-missed", recurring_missed),
    Shot("26-templates", settings("templates")),
    Shot("26b-templates-narrow", settings("templates"), size=SMALLEST),
    Shot("27-recurring", settings("recurring")),
    Shot("25g-text-block-chooser-150", larger(choose_text_block), size=NARROW),
    Shot("26e-log-from-template-150", larger(log_from_template), size=NARROW),
    Shot("27e-recurring-150", larger(settings("recurring")), size=NARROW),
    Shot("27b-recurring-dark", settings("recurring"), Scheme.DARK),
    Shot("21-agreements", agreements),
    Shot("30-customers", customers()),
    Shot("30b-customers-dark", customers(), Scheme.DARK),
    Shot("30c-customers-1366x768", customers(), size=NARROW),
    Shot("30d-customers-150", larger(customers()), size=NARROW),
    Shot("30e-customers-empty", lambda window: window.go("customers"), empty=True),
    Shot("31-customer-contact", customer_contact),
    Shot("32-customer-merging", customer_merging),
    Shot("32b-customer-merging-dark", customer_merging, Scheme.DARK),
    Shot("33-customer-importing", customer_importing),
    Shot("33b-customer-columns", customer_columns),
    Shot("33c-customer-importing-150", larger(customer_importing), size=NARROW),
    Shot("22-nothing-matches", nothing_matches),
    Shot("23-keys", keys),
    Shot("20f-settings-shortcuts", shortcuts),
    Shot("23b-about", about),
    Shot("36-search", found),
    Shot("36b-search-dark", found, Scheme.DARK),
    Shot("24-failure", failure),
    Shot("35-help", help_page),
    Shot("35b-help-rule-dark", help_rule, Scheme.DARK),
    Shot("35c-help-search", help_search),
    Shot("35d-help-keys", help_keys, size=NARROW),
    Shot("38-notice-list", notice_list),
    Shot("37-as-it-was", as_it_was),
    Shot("37b-ticket-as-it-was", a_ticket_as_it_was),
    Shot("37c-as-it-was-dark", as_it_was, Scheme.DARK),
    Shot("37d-as-it-was-empty", lambda window: window.go("past")),
    Shot("36c-search-nothing", around.nothing_found),
    Shot("36d-search-waiting", around.waiting_search),
    Shot("36e-search-waiting-dark", around.waiting_search, Scheme.DARK),
    Shot("37e-as-it-was-waiting", around.waiting_past),
    Shot("37f-as-it-was-palette", around.past_palette),
    Shot("38b-three-notices", around.three_notices),
    Shot("38c-three-notices-dark-150", larger(around.three_notices), Scheme.DARK, SMALLEST),
    Shot(
        "39-not-opened", around.closed("The data file is open on another computer since 13:05. Close it there first.")
    ),
    Shot("20j-menu-bar-opened", around.open_menu_bar),
    Shot("30f-customer-note-left-open", around.note_left_open),
    Shot("03n-ticket-full", shots_ticket.full, size=(1440, 1100)),
    Shot("03o-ticket-full-dark", shots_ticket.full, Scheme.DARK, (1440, 1100)),
    Shot("03x-ticket-merged-files", shots_ticket.merged_files),
)


def take(shot: Shot, engine: Engine, out: Path, app: QApplication) -> None:
    theme.set_text_size(app, 1.0)
    theme.apply(app, shot.scheme)
    theme.set_text_size(app, shot.text_size)
    now = demo.moment()
    window = MainWindow(StandingClock(now), WindowState(scheme=shot.scheme.value, text_size=shot.text_size), None)
    window.resize(*(WIDE if shot.wall else shot.size))
    window.show()
    window.show_desk(engine)
    window.show_saved_at(now - 60)
    app.processEvents()
    shot.pose(window)
    for _ in range(6):
        app.processEvents()
    _settle(app)
    if shot.wall and window.coming.wallboard is not None:
        window.coming.wallboard.showNormal()
        window.coming.wallboard.resize(*shot.size)
        app.processEvents()
        window.coming.wallboard.grab().save(str(out / f"{shot.name}.png"))
    else:
        _grab(window).save(str(out / f"{shot.name}.png"))
    window.heartbeat.rest()
    window.close()
    window.deleteLater()
    app.processEvents()


def _settle(app: QApplication) -> None:
    """Let what was begun in the background come to its end: the pages of a report."""
    for _ in range(3):
        wait_for_all()
        QTest.qWait(30)


def _grab(window: QWidget):  # type: ignore[no-untyped-def]
    """The window with whatever pops up over it."""
    picture = window.grab()
    painter = QPainter(picture)
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            painter.drawPixmap(widget.pos() - window.mapToGlobal(QPoint(0, 0)), widget.grab())
    painter.end()
    return picture


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m ui.shots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="those whose name holds this")
    options = parser.parse_args(words)
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["shots"])
    theme.apply(app, Scheme.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo" / "desk.slaapp"
        store.parent.mkdir()
        wanted = [shot for shot in SHOTS if options.only in shot.name]
        demo.make(store)
        with Engine.open(store, user=demo.USER, now=demo.moment()) as engine:
            furnish(engine)
        for at, shot in enumerate(wanted):
            path = Path(folder) / f"{at}" / "desk.slaapp"
            if shot.empty:
                path.parent.mkdir()
            else:
                shutil.copytree(store.parent, path.parent)
            with Engine.open(path, user=demo.USER, now=demo.moment(), zone=demo.ZONE) as engine:
                take(shot, engine, options.folder, app)
            sys.stdout.write(f"{shot.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
