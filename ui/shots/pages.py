"""Poses of the desk's pages and settings, and of what comes from templates."""

import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtTest import QTest

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import MissReason
from slaapp.domain.period import Period
from slaapp.domain.spans import DAY
from slaapp.services import demo
from slaapp.services.misses import Measure
from slaapp.services.recurring import Ran
from ui import keymap, recurring_words
from ui.main_window import MainWindow
from ui.shots import queue
from ui.shots.shot import ZONE, settle
from ui.views.report.canvas import FIGURES
from ui.widgets.no_printer import offer_pdf
from ui.widgets.notice import Notice
from ui.wording import say


def report(window: MainWindow) -> None:
    window.go("reports")


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


def _figures(window: MainWindow, customer: str, period: str) -> None:
    report(window)
    settle()
    page = window.places.current
    page.show_period(window.engine.catalogue.customer(customer).id if customer else "", Period.parse(period))
    settle()
    page.canvas.show_face(FIGURES)
    settle()


@cache  # the same pose is known again
def figures(part: str = "") -> Callable[[MainWindow], None]:
    """The report as charts: of one customer, or scrolled to one chart of everybody's."""

    def pose(window: MainWindow) -> None:
        _figures(window, "" if part else "Northgate School", "2026-Q1" if part else "2026-02")
        shown = window.places.current.canvas.figures
        if part:
            chart = getattr(shown, part)
            shown.area.verticalScrollBar().setValue(chart.mapTo(shown.area.widget(), chart.rect().topLeft()).y() - 60)

    return pose


def figure_pointed_at(window: MainWindow) -> None:
    """Exactly what a bar says, and where it leads."""
    figures()(window)
    chart = window.places.current.canvas.figures.attainment
    chart.setFocus()
    chart.go_to(next(at for at, mark in enumerate(chart.marks) if mark.leads is not None))


def figure_followed(window: MainWindow) -> None:
    figures("reasons")(window)
    chart = window.places.current.canvas.figures.reasons
    chart.setFocus()
    chart.go_to(0)
    chart.follow()


def figures_as_table(window: MainWindow) -> None:
    figures()(window)
    window.places.current.canvas.turn_table()


def figures_of_everybody(window: MainWindow) -> None:
    _figures(window, "", "2026-Q1")


def report_of_everybody(window: MainWindow) -> None:
    """A quarter of all customers, in the full form."""
    report(window)
    settle()
    window.places.current.show_period("", Period.parse("2026-Q1"))


def report_sections(window: MainWindow) -> None:
    """The sections of the full form, ticked."""
    report(window)
    settle()
    window.places.current.options.sections.full.click()


def report_of_days(window: MainWindow) -> None:
    """From day to day, of one severity, with days that make no period."""
    report(window)
    settle()
    page = window.places.current
    page.show_period(None, Period.parse("2026-02-09..2026-02-20"))
    page.options.limits.changed.emit({"severity": Severity.HIGH})
    settle()
    days = page.options.periods.days
    days.last.edit.setDate(QDate(2026, 2, 2))
    days.last.edit.editingFinished.emit()


def report_of_weeks(window: MainWindow) -> None:
    """Of four weeks, and how many there may be."""
    report(window)
    settle()
    page = window.places.current
    page.show_period(window.engine.catalogue.customer("Northgate School").id, Period.parse("2026-W06..2026-W09"))
    settle()
    page.options.periods.weeks.count.click()


def report_without_printer(window: MainWindow) -> None:
    report(window)
    settle()
    offer_pdf(window.places.current, list)


def report_late_list(window: MainWindow) -> None:
    """The late targets of everybody, with an action on one."""
    report(window)
    settle()
    page = window.places.current
    page.show_period("", Period.parse("2026-Q1"))
    settle()
    late = page.report.late[0]
    measure = Measure("Answer the phone by turns during staff meetings", "Kim L.", date(2026, 3, 6))
    misses = window.engine.misses
    window.commands.attempt(
        misses.explain, late.number, late.metric, late.cycle, code=MissReason.STAFFING, text="", measure=measure
    )
    settle()
    page.options.late.click()


def report_late_reason(window: MainWindow) -> None:
    """Why one of them was late."""
    report_late_list(window)
    held = window.places.current.misses.list
    next(iter(held.reasons.values())).click()


def report_to_close(window: MainWindow) -> None:
    """What is asked before the month is closed."""
    report(window)
    settle()
    window.places.current.options.standing.close_period.click()


def report_closed(window: MainWindow) -> None:
    report_to_close(window)
    window.places.current.close_period.act.click()
    settle()


def report_to_reopen(window: MainWindow) -> None:
    """What is asked before a month that was closed counts anew."""
    report_closed(window)
    window.places.current.options.standing.reopen.click()


def report_forms(window: MainWindow) -> None:
    """In which other forms the figures are saved."""
    report(window)
    settle()
    window.places.current.head.save_as.click()
