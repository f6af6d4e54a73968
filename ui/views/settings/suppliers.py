"""The settings' page of suppliers: within which time a wait on each ends, by severity, in whose hours."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Severity
from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.supplier import SupplierAgreement
from ui import wording
from ui.views.settings.form import OneOf, Surroundings
from ui.views.settings.shelf import ShelfForm, Titles, Words, Wrong
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.lengths import read_length, shown
from ui.wording import say

GOALS = (50, 75, 80, 85, 90, 95, 98, 99, 100)


class SuppliersPage(ShelfForm):
    def __init__(self, around: Surroundings) -> None:
        titles = Titles(
            say("Suppliers"),
            say("New supplier"),
            say("New supplier"),
            say(
                "Whom tickets wait on: a ticket names it in the menu of statuses. Its clock runs in its own hours "
                "until the ticket goes on; what changes here binds waits that begin from now on."
            ),
        )
        super().__init__(around, around.engine.suppliers, titles)
        self._calendar, self._goal = "", 90
        self.calendar = OneOf(say("Hours"), [], self._set_calendar)
        self.goal = OneOf(say("Goal"), [], self._set_goal)
        self.lengths = {severity: Field("–", name=self._called(severity)) for severity in SEVERITIES}
        self.ask(say("Hours"), self.calendar)
        self.ask(say("A wait ends within"), self._grid(), hint=say("Type 30m, 4h or 1h30; empty: nothing is agreed."))
        self.rows.addSpacing(-14)
        for severity, field in self.lengths.items():
            self.rows.addWidget(self._problem_of(severity.word, field))
            field.edit.textChanged.connect(lambda _: self.changed())
        self.rows.addSpacing(10)
        self.ask(say("Goal"), self.goal, hint=say("The share of waits that is promised to end in time."))
        self.remove.setText(say("End it"))
        self.finish()

    @staticmethod
    def _called(severity: Severity) -> str:
        return say("A wait ends within, {severity}", severity=wording.severity(severity))

    def _grid(self) -> QWidget:
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for column, (severity, field) in enumerate(self.lengths.items()):
            grid.addWidget(Label(wording.severity(severity), "small", "text2"), 0, column)
            field.setMinimumWidth(48)
            grid.addWidget(field, 1, column)
        return held

    def refresh(self) -> None:
        names = [held.name for held in self.around.engine.calendars.every()]
        self._calendars = names
        self.calendar.show_choices([(name, name) for name in names])
        super().refresh()

    def typed(self) -> Words:
        lengths = {severity.word: field.text() for severity, field in self.lengths.items()}
        return {"name": self.name.text(), "calendar": self._calendar, "goal": self._goal, **lengths}

    def show_typed(self, words: Words) -> None:
        self.say_in(self.name, words["name"])
        self._calendar, self._goal = words["calendar"], words["goal"]
        self._show_choices()
        for severity, field in self.lengths.items():
            self.say_in(field, words[severity.word])

    def words_of(self, value: Any) -> Words:
        held = SupplierAgreement("", 0, self._usual, {}) if value is None else value
        lengths = {severity.word: shown(held.targets.get(severity)) for severity in SEVERITIES}
        return {"name": held.name, "calendar": held.calendar, "goal": held.goal, **lengths}

    @property
    def _usual(self) -> str:
        return self._calendars[0] if self._calendars else ""

    def value_of(self, words: Words, id_: str) -> SupplierAgreement:
        targets = {}
        for severity in SEVERITIES:
            typed = words[severity.word].strip()
            if typed and typed != wording.NOTHING:
                length = read_length(typed)
                if length is None:
                    raise Wrong(severity.word, say("“{typed}” is no length. Type 30m, 4h or 1h30.", typed=typed))
                targets[severity] = length
        if not targets:
            raise Wrong(SEVERITIES[0].word, say("Say within which time a wait ends, for one severity at least."))
        return SupplierAgreement(words["name"].strip(), 0, words["calendar"], targets, words["goal"], id_)

    def note_of(self, value: SupplierAgreement) -> str:
        return durations.exact(min(value.targets.values()))

    def _set_calendar(self, name: str) -> None:
        self._calendar = name
        self._show_choices()
        self.changed()

    def _set_goal(self, goal: int) -> None:
        self._goal = goal
        self._show_choices()
        self.changed()

    def _show_choices(self) -> None:
        self.calendar.show_choice(self._calendar)
        self.goal.show_choices([(share, f"{share}\u202f%") for share in sorted({*GOALS, self._goal})])
        self.goal.show_choice(self._goal)
