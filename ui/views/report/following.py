"""From what a chart shows to what is behind it: one ticket at once, several as a list to choose from."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Metric
from slaapp.domain.calendar import zone_info
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.scope import Scope
from slaapp.services.behind import MOST, Behind, FoundTicket
from ui import wording
from ui.background import in_background
from ui.views.report.charts.leads import (
    ToCustomer,
    ToLate,
    ToNarrowed,
    ToOpen,
    ToPeriod,
    ToReceived,
    ToResolved,
    ToTicket,
    ToTickets,
    ToWeek,
    ToWhy,
)
from ui.wall_clock import WallClock
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.wording import say

WIDTH = 540

Found = Sequence[FoundTicket]


class Following(QObject):
    """A target that was late is explained, a ticket opened. Tickets that the report only counts are looked up first."""

    ticket_wanted = Signal(int)
    why_wanted = Signal(int, Metric, int)
    period_wanted = Signal(object)
    customer_wanted = Signal(str)
    narrowed = Signal(object)
    """To which tickets: fields of the choice."""

    told = Signal(str)

    def __init__(self, page: QWidget, behind: Behind, clock: WallClock) -> None:
        super().__init__(page)
        self._behind, self._clock = behind, clock
        self._report: MonthlyReport | None = None
        self._scope = Scope()
        self._wanted: ToTickets | None = None
        """What is being looked up."""

        self._late: dict[str, LateTarget] = {}
        self.late = Picker(say("Late targets"), page, width=WIDTH)
        self.tickets = Picker(say("Tickets"), page, width=WIDTH)
        self.late.chosen.connect(lambda named: self._explain(self._late[named]))
        self.tickets.chosen.connect(lambda number: self.ticket_wanted.emit(int(number)))

    def show_report(self, report: MonthlyReport, scope: Scope) -> None:
        """The one whose marks are followed from here on, and what it is about."""
        self._report, self._scope, self._wanted = report, scope, None

    def follow(self, leads: object, under: QWidget) -> None:
        self._wanted = None
        match leads:
            case ToLate(targets=(target,)):
                self._explain(target)
            case ToWhy(number=number, metric=metric, cycle=cycle):
                self.why_wanted.emit(number, metric, cycle)
            case ToTicket(number=number):
                self.ticket_wanted.emit(number)
            case ToLate(targets=targets):
                self._late = {f"{late.number} {late.metric} {late.cycle}": late for late in targets}
                self.late.open_with([_late(named, late) for named, late in self._late.items()], under)
            case ToReceived() | ToWeek() | ToResolved() | ToOpen():
                self._look_up(leads, under)
            case ToPeriod(period=period):
                self.period_wanted.emit(period)
            case ToCustomer(name=name):
                self.customer_wanted.emit(name)
            case ToNarrowed(severity=None, service=service):
                self.narrowed.emit({"service": service})
            case ToNarrowed(severity=severity):
                self.narrowed.emit({"severity": severity})

    def _explain(self, late: LateTarget) -> None:
        self.why_wanted.emit(late.number, late.metric, late.cycle)

    def _look_up(self, leads: ToTickets, under: QWidget) -> None:
        report, scope, behind, now = self._report, self._scope, self._behind, self._clock.now()
        if report is None:
            return
        self._wanted = leads

        def work() -> Found:
            if isinstance(leads, ToOpen):
                return behind.open(report, scope, leads.band, now=now)
            if isinstance(leads, ToWeek):
                return behind.received_in(report, scope, leads.span, now=now)
            if isinstance(leads, ToResolved):
                return behind.resolved_in(report, scope, leads.span, now=now)
            return behind.received(report, scope, leads.day, leads.hour, now=now)

        in_background(self, work, partial(self._list, report, leads, under), refused=self.told.emit)

    def _list(self, report: MonthlyReport, leads: ToTickets, under: QWidget, found: Found) -> None:
        """Unless the person went on meanwhile."""
        if self._wanted is not leads or not under.isVisible():
            return
        self._wanted = None
        if len(found) == leads.count == 1:
            self.ticket_wanted.emit(found[0].number)
        elif found:
            self.tickets.name(_how_many(leads, found))
            self.tickets.open_with([_ticket(ticket, report) for ticket in found], under)
        else:
            self.told.emit(say("{name}: none of them is found any more. The report stays as it is.", name=leads.name))


def _how_many(leads: ToTickets, found: Found) -> str:
    """A report that was closed stays as it is while tickets are corrected; of very many not all are listed."""
    tickets = wording.tickets(len(found))
    if len(found) == leads.count:
        return say("{name}: {tickets}", name=leads.name, tickets=tickets)
    if len(found) < MOST:
        return say("{name}: {tickets} now, the report counted {n}", name=leads.name, tickets=tickets, n=leads.count)
    n, tickets = len(found), wording.tickets(leads.count)
    if isinstance(leads, ToOpen):
        return say("{name}: the oldest {n} of {tickets}", name=leads.name, n=n, tickets=tickets)
    return say("{name}: the latest {n} of {tickets}", name=leads.name, n=n, tickets=tickets)


def _late(named: str, late: LateTarget) -> Choice:
    at_least = durations.AT_LEAST if late.running else ""
    by = say("late by {length}", length=f"{at_least}{durations.late(late.late)}")
    note = wording.joined(wording.metric(late.metric), by)
    return Choice(named, f"{late.number} {one_line(late.subject)}", note=note, icon="triangle-alert")


def _ticket(ticket: FoundTicket, report: MonthlyReport) -> Choice:
    if ticket.age is None:
        note = durations.short_instant(ticket.at, zone_info(report.zone))
    else:
        note = say("1 working day") if ticket.age == 1 else say("{n} working days", n=ticket.age)
    note = wording.joined(one_line(ticket.customer), note)
    return Choice(str(ticket.number), f"{ticket.number} {one_line(ticket.subject)}", note=note)
