"""A form about an action: what is to be done has somebody who sees to it, and mostly a day by when."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from slaapp.reports.review_data import Decision
from ui.dialogs.ticket.act_form import ActForm
from ui.widgets.day_field import DayField
from ui.widgets.field import Field, Problem
from ui.widgets.tick import Tick
from ui.wording import say

PROPOSED = timedelta(days=30)


class ActionForm(ActForm):
    owner: Field
    by: Tick
    day: DayField

    def add_owner_and_day(self, people: Sequence[str], today: date, held: Decision | None = None) -> None:
        """`people` complete the owner's name as it is typed; `held` is the action that is said anew."""
        kept = self.kept
        start, due = ("", None) if held is None else (held.owner, held.due)
        self.owner = self.line_field("owner", say("Who sees to it"), say("A name"), start=start)
        completer = QCompleter(list(people), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.owner.edit.setCompleter(completer)
        self.by, self.day = Tick(say("By a day")), DayField(say("By when"))
        self._today, self._line = today, QWidget()
        self.by.setChecked(bool(kept.get("by", due is not None)))
        self.day.show_day(date.fromisoformat(str(kept.get("day", due or today + PROPOSED))))
        self.day.setEnabled(self.by.isChecked())
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.by)
        row.addWidget(self.day)
        row.addStretch(1)
        self.add(say("By when"), self._line)
        self.by.toggled.connect(self._toggle)
        self.by.clicked.connect(self._go_to_day)
        self.day.changed.connect(self._keep)

    @property
    def due(self) -> date | None:
        return self.day.day() if self.by.isChecked() else None

    @property
    def told(self) -> Problem:
        """What is said under the day."""
        return self.problem_of(self._line)

    def _toggle(self, on: bool) -> None:
        self.day.setEnabled(on)
        self._keep()

    def _go_to_day(self, on: bool) -> None:
        """The mouse leaves the keyboard where it was."""
        if on and not self.by.hasFocus():
            self.day.begin()

    def _keep(self) -> None:
        self.kept |= {"by": self.by.isChecked(), "day": self.day.day().isoformat()}
        past = self.due is not None and self.due < self._today
        self.told.remind(say("This day is past: it counts as overdue at once.") if past else "")
        self._refit_soon()
