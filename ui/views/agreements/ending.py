"""Terminate an agreement: its last day, and what that leaves without one, said before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from ui.views.agreements.editing import Editing
from ui.widgets.day_field import DayField
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.widgets.titled_form import TitledForm
from ui.wording import say


class Terminate(TitledForm):
    def __init__(self, editing: Editing, over: QWidget) -> None:
        super().__init__(over, "", say("Terminate"))
        self._editing = editing
        self._name = ""
        self.last = DayField(say("Last day"))
        self.words = Label("", "prose", "text2", wrap=True)
        day = QHBoxLayout()
        day.setSpacing(10)
        label = Label(say("Last day"), "body", "text2")
        label.setBuddy(self.last)
        day.addWidget(label)
        day.addWidget(self.last)
        day.addStretch(1)
        self.rows.addLayout(day)
        self.rows.addWidget(self.words)
        self.last.changed.connect(self._say)
        self.act.clicked.connect(self._terminate)

    def ask(self) -> None:
        listed = self._editing.listed
        assert listed is not None
        self._name = listed.name
        self.title.setText(say("Terminate {name}", name=one_line(listed.name)))
        today = self._editing.engine.hours().day_of(self._editing.clock.now())
        self.last.show_day(Month(today.year, today.month).last_day)
        self._say()
        self.open()
        self.last.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        listed = self._editing.listed
        assert listed is not None
        count = len(listed.customers)
        who = say("1 customer has it") if count == 1 else say("{count} customers have it", count=count)
        if listed.is_desks:
            who = say("{who}, and everybody without one of their own", who=who)
        self.words.setText(
            say(
                "{who}. Tickets received after {day} have no agreement from it, unless a later version begins. Open "
                "tickets keep the version they were received under. This cannot be undone; a next version can begin "
                "later.",
                who=who,
                day=durations.long_day(self.last.day()),
            )
        )
        self.problem.say("")
        self.last.show_wrong(False)

    def _terminate(self) -> None:
        editing, last = self._editing, self.last.day()
        try:
            editing.commands.attempt(editing.engine.agreements.end, self._name, last)
        except Refusal as refusal:
            self.say_wrong(str(refusal))
            self.last.show_wrong(True)
            self.last.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_form()
        words = say("{name} ends on {day}.", name=one_line(self._name), day=durations.long_day(last))
        editing.done.emit(words, None)
