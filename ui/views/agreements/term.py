"""The tab of the term: first and last day, until when notice can be given, when it is renewed, how early to remind."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain.agreement import Agreement
from slaapp.domain.compliance import Month
from slaapp.domain.durations import long_day
from slaapp.services.agreement_versions import State
from ui import theme
from ui.views.agreements.editing import Editing
from ui.views.agreements.ending import Terminate
from ui.views.agreements.tab import Tab
from ui.views.settings.form import OneOf
from ui.widgets.button import Button
from ui.widgets.day_field import DayField
from ui.widgets.forbidden import allow
from ui.widgets.tick import Tick
from ui.wording import say

LEADS = (0, 14, 30, 60, 90, 120, 180)
DAYS: Mapping[str, tuple[str, str]] = {
    "valid_from": ("First day", "Named in the document"),
    "valid_to": ("Last day", "Ends on"),
    "notice_until": ("Notice", "Can be given until"),
    "renews_on": ("Renewal", "Goes on from"),
}
"""By the agreement's field: what it is called, and what says whether there is such a day."""


class TermTab(Tab):
    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self.head(say("Term"))
        self.words = self.say("")
        self.ticks: dict[str, Tick] = {}
        self.days: dict[str, DayField] = {}
        for field, (name, whether) in DAYS.items():
            tick, day = Tick(say(whether)), DayField(say(name))
            tick.setAccessibleName(say("{name}: {words}", name=say(name), words=say(whether)))
            self.ticks[field], self.days[field] = tick, day
            both = QWidget()
            row = QHBoxLayout(both)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            row.addWidget(tick)
            row.addWidget(day)
            row.addStretch(1)
            self.ask(say(name), both)
            tick.clicked.connect(partial(self._turn, field))
            day.edit.editingFinished.connect(partial(self._take, field))
        self.head(say("Reminder"))
        self.lead: OneOf = OneOf(say("Reminder"), [], lambda days: editing.change(notice_days=days))
        self.ask(say("The desk is told"), self.lead)
        self.say(
            say(
                "Before notice, renewal and last day: once by a notice, and here until the day has passed. Not where a "
                "later version is to come."
            )
        )
        self.head(say("End"))
        self.ended = self.say("")
        self.terminate = Button(say("Terminate the agreement"))
        self.rows.addWidget(self.terminate, 0, Qt.AlignmentFlag.AlignLeft)
        self.ending: Terminate | None = None
        self.terminate.clicked.connect(self._ask)
        self.finish()

    def _ask(self) -> None:
        if self.ending is None:
            self.ending = Terminate(self.editing, self.window())
        self.ending.ask()

    def fit(self) -> None:
        super().fit()
        for label in self._questions:  # short ones: tick and day stand beside them at 150 % too
            label.setFixedWidth(theme.px(108))
        width = max(tick.sizeHint().width() for tick in self.ticks.values())
        for tick in self.ticks.values():
            tick.setFixedWidth(width)

    def _turn(self, field: str, _on: bool = False) -> None:
        on = self.ticks[field].isChecked()
        self.editing.change(**{field: self._usual(field) if on else None})

    def _take(self, field: str) -> None:
        """What was typed is kept when the field is left."""
        if self.editing.version is not None and self.editing.editable and self.ticks[field].isChecked():
            self.editing.change(**{field: self.days[field].day()})

    def _usual(self, field: str) -> date:
        """What is shown before anything is chosen."""
        held: Agreement = self.editing.agreement
        today = self.editing.engine.hours().day_of(self.editing.clock.now())
        first = held.valid_from or (Month(today.year, today.month) + 1).first_day
        last = held.valid_to or (Month(first.year, first.month) + 11).last_day
        return {
            "valid_from": first,
            "valid_to": last,
            "notice_until": last - timedelta(days=held.notice_days),
            "renews_on": last + timedelta(days=1),
        }[field]

    def refresh(self) -> None:
        held, editable = self.editing.agreement, self.editing.editable
        for field, tick in self.ticks.items():
            day: date | None = getattr(held, field)
            tick.setChecked(day is not None)
            allow(tick, editable, self.editing.why_fixed)
            self.days[field].setEnabled(day is not None)
            self.days[field].set_read_only(not editable)
            if not self.days[field].edit.hasFocus():
                self.days[field].show_day(day or self._usual(field))
        leads = sorted({*LEADS, held.notice_days})
        self.lead.show_choices([(count, _lead(count)) for count in leads])
        self.lead.show_choice(held.notice_days)
        allow(self.lead, editable, self.editing.why_fixed)
        listed, version = self.editing.listed, self.editing.version
        assert listed is not None
        assert version is not None
        governs = version.state is State.IN_FORCE
        self.terminate.setVisible(governs and not self.editing.engine.read_only)
        over = listed.terminated_on if governs and listed.terminated_on == version.agreement.valid_to else None
        self.ended.setText(
            say("Terminated: its last day is {day}.", day=long_day(over))
            if over is not None
            else say("Tickets received after its last day have no agreement from it. Open ones keep theirs.")
            if governs
            else say("A version in force can be terminated.")
        )
        self.words.setText(
            say("First and last day can be chosen again when the version is put in force.")
            if editable
            else say("What was in force is not changed. Edit begins the next version.")
        )


def _lead(count: int) -> str:
    return say("on the day itself") if count == 0 else say("{count} days before", count=count)
