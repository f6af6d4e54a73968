"""Poses of the report page: its pages, its figures, late targets, closing."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from PySide6.QtCore import QDate, QPoint

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import MissReason
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services import demo
from slaapp.services.desk import TicketDraft
from slaapp.services.misses import Measure
from ui.main_window import MainWindow
from ui.shots.shot import ZONE, settle
from ui.views.report.canvas import FIGURES
from ui.widgets.no_printer import offer_pdf


def report(window: MainWindow) -> None:
    window.go("reports")


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
        if part:
            _scroll_to(window, part)

    return pose


def _scroll_to(window: MainWindow, part: str) -> None:
    """To a chart, or to the first of several."""
    shown = window.places.current.canvas.figures
    held = getattr(shown, part)
    chart = held[0] if isinstance(held, tuple) else held
    top = chart.parentWidget().mapTo(shown.area.widget(), QPoint()).y()
    shown.area.verticalScrollBar().setValue(top)


def figures_close(window: MainWindow) -> None:
    """Targets that were nearly missed, at risk now, and what is open longest."""
    for customer, subject, since, until in (
        ("Northgate School", "Projector in room 2.04 shows no picture", "2026-02-12 09:05", "2026-02-12 10:02"),
        ("Harbour Clinic", "Badge reader at the side entrance", "2026-03-05 11:15", "2026-03-05 12:14"),
    ):
        _log_course(window.engine, customer, subject, since, (until, Status.RESOLVED))
    _figures(window, "", "2026-Q1")
    _scroll_to(window, "oldest")


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


def _log_course(engine: Engine, customer: str, subject: str, since: str, *course: tuple[str, Status]) -> None:
    """A ticket and what became of it, written down afterwards: wall times, each with the status from then on."""
    now, id_ = demo.moment(), engine.catalogue.customer(customer).id
    draft = TicketDraft(subject, customer=id_, severity=Severity.HIGH, received_at=_at(since))
    number, _ = engine.desk.log(draft, now=now)
    for wall, status in course:
        engine.desk.reply(number, "So it stands.", then=status, at=_at(wall), now=now)


def _at(wall: str) -> Instant:
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZONE).timestamp())


def _log_waits(engine: Engine) -> None:
    """A late ticket that waited for its customer and for a supplier."""
    _log_course(
        engine,
        "Northgate School",
        "Door lock of the server room does not open",
        "2025-12-30 10:10",
        ("2025-12-30 10:40", Status.WAITING_CUSTOMER),
        ("2025-12-30 14:00", Status.IN_PROGRESS),
        ("2025-12-30 15:00", Status.WAITING_THIRD_PARTY),
        ("2025-12-31 15:20", Status.IN_PROGRESS),
        ("2025-12-31 17:30", Status.IN_PROGRESS),
        ("2026-01-02 10:45", Status.IN_PROGRESS),
        ("2026-01-02 14:00", Status.RESOLVED),
    )


def figures_ball(window: MainWindow) -> None:
    """Who had the ball, of one customer's January."""
    _log_waits(window.engine)
    _figures(window, "Northgate School", "2026-01")
    _scroll_to(window, "balls")


def figures_lists(window: MainWindow) -> None:
    """What lets a reader trust the figures: pauses, what was not measured, what was written late."""
    _log_waits(window.engine)
    _figures(window, "", "2026-Q1")
    _scroll_to(window, "lists")


def _explain_first(window: MainWindow) -> None:
    """The first late target of the report that is seen: why it was, and what is done about it."""
    late = window.places.current.report.late[0]
    measure = Measure("Answer the phone by turns during staff meetings", "Kim L.", date(2026, 3, 6))
    explain = window.engine.misses.explain
    window.commands.attempt(
        explain, late.number, late.metric, late.cycle, code=MissReason.STAFFING, text="", measure=measure
    )
    settle()


def report_late_list(window: MainWindow) -> None:
    """The late targets of everybody, with an action on one."""
    _log_waits(window.engine)
    report(window)
    settle()
    page = window.places.current
    page.show_period("", Period.parse("2026-Q1"))
    settle()
    _explain_first(window)
    page.options.late.click()


def report_late_reason(window: MainWindow) -> None:
    """Why one of them was late."""
    report_late_list(window)
    held = window.places.current.misses.list
    next(iter(held.reasons.values())).click()


def report_reason_again(window: MainWindow) -> None:
    """What was given is changed."""
    report_late_list(window)
    held = window.places.current.misses.list
    number = max(held.changing)
    about = next(one.ticket for one in window.places.current.report.actions if one.number == number)
    next(button for missed, button in held.reasons.items() if missed[0] == about).click()


def report_action_again(window: MainWindow) -> None:
    report_late_list(window)
    changing = window.places.current.misses.list.changing
    changing[max(changing)].click()


def report_closed_actions(window: MainWindow) -> None:
    """Those of a closed month, which can be changed and closed all the same."""
    report(window)
    settle()
    page = window.places.current
    page.show_period(window.engine.catalogue.customer("Northgate School").id, Period.parse("2026-02"))
    settle()
    _explain_first(window)
    page.options.standing.close_period.click()
    page.close_period.act.click()
    settle()
    page.options.late.click()


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
