"""The tab of hours: by which a severity counts, when clocks stand still, what a change or a reopening does."""

from functools import partial

from slaapp.domain.agreement import CountingBasis, Severity, SeverityChange
from slaapp.reports.calendars import hours_in_words
from ui import wording
from ui.views.agreements.editing import Editing
from ui.views.agreements.pausing import PausingRules
from ui.views.agreements.tab import Tab
from ui.views.settings.form import OneOf
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say

DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 20, 30)
CHANGES = {
    SeverityChange.LADDER: "All levels up to the new one apply, each to its own time",
    SeverityChange.FROM_START: "The new target counts from the start of the clock",
    SeverityChange.RESTART: "The new target counts from the change",
}
BASES = {
    CountingBasis.DECIDED: "In the month in which it was met or became late",
    CountingBasis.RECEIVED: "In the month in which the ticket was received",
    CountingBasis.RESOLVED: "In the month in which the ticket was resolved",
}


class HoursTab(Tab):
    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.head(say("Whose hours count"))
        self.say(say("Each severity counts in the business hours of the agreement, unless it has its own here."))
        self.by_severity: dict[Severity, OneOf] = {}
        self._severities: dict[Severity, Label] = {}
        for severity in sorted(Severity, reverse=True):
            choice: OneOf = OneOf("", [], partial(self._choose, severity))
            self.by_severity[severity] = choice
            self._severities[severity] = self.ask("", choice)
        self.rows.addSpacing(4)
        self.words = self.say("", colour="text")
        self.pausing = PausingRules(self)
        self.head(say("When the severity changes"))
        self.change: OneOf = OneOf(
            say("When the severity changes"),
            list(CHANGES.items()),
            lambda value: editing.change(severity_change=value),
        )
        self.rows.addWidget(self.change)
        self.head(say("Reopened tickets"))
        self.window_days: OneOf = OneOf(say("Reopen window"), [], lambda days: editing.change(reopen_window=days))
        self.ask(say("The time used goes on within"), self.window_days)
        self.head(say("Where a target is counted"))
        self.basis: OneOf = OneOf(
            say("Where a target is counted"), list(BASES.items()), lambda value: editing.change(basis=value)
        )
        self.rows.addWidget(self.basis)
        self.finish()

    def fit(self) -> None:
        super().fit()
        self.pausing.fit()

    def _choose(self, severity: Severity, name: str | None) -> None:
        held = {key: value for key, value in self.editing.agreement.calendar_by_severity.items() if key != severity}
        self.editing.change(calendar_by_severity=held if name is None else {**held, severity: name})

    def refresh(self) -> None:
        editing, agreement = self.editing, self.editing.agreement
        self.enable([*self.by_severity.values(), self.change, self.window_days, self.basis])
        self.pausing.refresh()
        names = sorted({*editing.hours, *agreement.calendar_by_severity.values()}, key=str.casefold)
        for severity, choice in self.by_severity.items():
            called = one_line(wording.severity_here(severity, agreement))
            self._severities[severity].setText(called)
            choice.call(say("Business hours for {severity}", severity=called))
            usual = say("As the agreement: {hours}", hours=one_line(agreement.calendar))
            choice.show_choices([(None, usual), *((name, one_line(name)) for name in names)])
            choice.show_choice(agreement.calendar_by_severity.get(severity))
        days = sorted({*DAYS, agreement.reopen_window})
        self.window_days.show_choices([(count, _days(count)) for count in days])
        self.window_days.show_choice(agreement.reopen_window)
        self.change.show_choice(agreement.severity_change)
        self.basis.show_choice(agreement.basis)
        used = dict.fromkeys(agreement.calendar_for(severity) for severity in Severity)
        self.words.setText("\n".join(self._told(name) for name in used if name in editing.hours))

    def _told(self, name: str) -> str:
        hours = self.editing.hours[name]
        day = hours.day_of(self.editing.clock.now())
        return f"{one_line(name)}: {hours_in_words(hours.line.on(day))}"


def _days(count: int) -> str:
    return say("1 working day") if count == 1 else say("{count} working days", count=count)
