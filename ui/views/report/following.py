"""From what a chart shows to what is behind it: one ticket at once, several as a list to choose from."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Metric
from slaapp.reports.month_data import OpenTicket
from slaapp.reports.month_report import LateTarget
from ui import wording
from ui.views.report.charts.leads import ToCustomer, ToLate, ToOpen, ToPeriod
from ui.widgets.picker import Choice, Picker
from ui.widgets.runs import one_line
from ui.wording import say

WIDTH = 540


class Following(QObject):
    """A target that was late is explained, an open ticket opened."""

    ticket_wanted = Signal(int)
    why_wanted = Signal(int, Metric, int)
    period_wanted = Signal(object)
    customer_wanted = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._late: dict[str, LateTarget] = {}
        self.late = Picker(say("Late targets"), page, width=WIDTH)
        self.open = Picker(say("Open tickets"), page, width=WIDTH)
        self.late.chosen.connect(lambda named: self._explain(self._late[named]))
        self.open.chosen.connect(lambda number: self.ticket_wanted.emit(int(number)))

    def follow(self, leads: object, under: QWidget) -> None:
        match leads:
            case ToLate(targets=(target,)):
                self._explain(target)
            case ToLate(targets=targets):
                self._late = {f"{late.number} {late.metric} {late.cycle}": late for late in targets}
                self.late.open_with([_late(named, late) for named, late in self._late.items()], under)
            case ToOpen(tickets=(ticket,), others=0):
                self.ticket_wanted.emit(ticket.number)
            case ToOpen(tickets=tickets):
                self.open.open_with([_open(ticket) for ticket in tickets], under)
            case ToPeriod(period=period):
                self.period_wanted.emit(period)
            case ToCustomer(name=name):
                self.customer_wanted.emit(name)

    def _explain(self, late: LateTarget) -> None:
        self.why_wanted.emit(late.number, late.metric, late.cycle)


def _late(named: str, late: LateTarget) -> Choice:
    at_least = durations.AT_LEAST if late.running else ""
    by = say("late by {length}", length=f"{at_least}{durations.late(late.late)}")
    note = wording.joined(wording.metric(late.metric), by)
    return Choice(named, f"{late.number} {one_line(late.subject)}", note=note, icon="triangle-alert")


def _open(ticket: OpenTicket) -> Choice:
    age = say("1 working day") if ticket.age == 1 else say("{n} working days", n=ticket.age)
    return Choice(str(ticket.number), f"{ticket.number} {one_line(ticket.subject)}", note=age)
