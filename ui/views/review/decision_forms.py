"""The forms of a decision: note one, and say what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from slaapp.reports.review_data import Decision
from ui.dialogs.ticket.act_form import ActForm, Attempt, required
from ui.widgets.day_field import DayField
from ui.widgets.runs import one_line
from ui.widgets.tick import Tick
from ui.wording import say


class DecideForm(ActForm):
    """`attempt` is given the text, the owner and the day, None where there is none."""

    def __init__(
        self, over: QWidget, kept: dict[str, Any], *, agreement: str, people: Sequence[str], day: date, attempt: Attempt
    ) -> None:
        lead = say("Of {agreement}. It is on every review until it is closed.", agreement=one_line(agreement))
        super().__init__(over, say("Note a decision"), say("Note it"), kept, lead=lead)
        self._attempt = attempt
        self.text = self.text_field("text", say("What is to be done"), say("For example: open on Saturdays from 9"))
        self.owner = self.line_field("owner", say("Who sees to it"), say("A name"))
        completer = QCompleter(list(people), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.owner.edit.setCompleter(completer)
        self.by = Tick(say("By a day"))
        self.day = DayField(say("By when"))
        self.by.setChecked(bool(kept.get("by")))
        self.day.show_day(date.fromisoformat(str(kept.get("day", day.isoformat()))))
        self.day.setEnabled(self.by.isChecked())
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.by)
        row.addWidget(self.day)
        row.addStretch(1)
        self.add(say("By when"), line)
        self.by.toggled.connect(self._toggle)
        self.day.changed.connect(self._keep)

    def _toggle(self, on: bool) -> None:
        self.day.setEnabled(on)
        self._keep()

    def _keep(self) -> None:
        self.kept |= {"by": self.by.isChecked(), "day": self.day.day().isoformat()}

    def do(self) -> None:
        text = required(self.text, say("Say what is to be done."))
        owner = required(self.owner, say("Say who sees to it."))
        self._attempt(text, owner, self.day.day() if self.by.isChecked() else None)


class CloseForm(ActForm):
    """`attempt` is given what came of it."""

    def __init__(self, over: QWidget, kept: dict[str, Any], *, held: Decision, attempt: Attempt) -> None:
        title = say("Close decision {number}", number=held.number)
        super().__init__(over, title, say("Close it"), kept, lead=one_line(held.text))
        self._attempt = attempt
        self.outcome = self.text_field("outcome", say("What came of it"), say("For example: open since 6 June"))

    def do(self) -> None:
        self._attempt(self.outcome.text().strip())
