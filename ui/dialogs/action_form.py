"""A form about an action: what is to be done has somebody who sees to it, and mostly a day by when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from ui.dialogs.ticket.act_form import ActForm
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.tick import Tick
from ui.wording import say


class ActionForm(ActForm):
    owner: Field
    by: Tick
    day: DayField

    def add_owner_and_day(self, people: Sequence[str], day: date) -> None:
        """`people` complete the owner's name as it is typed; `day` is what is proposed."""
        kept = self.kept
        self.owner = self.line_field("owner", say("Who sees to it"), say("A name"))
        completer = QCompleter(list(people), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.owner.edit.setCompleter(completer)
        self.by, self.day = Tick(say("By a day")), DayField(say("By when"))
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

    @property
    def due(self) -> date | None:
        return self.day.day() if self.by.isChecked() else None

    def _toggle(self, on: bool) -> None:
        self.day.setEnabled(on)
        self._keep()

    def _keep(self) -> None:
        self.kept |= {"by": self.by.isChecked(), "day": self.day.day().isoformat()}
