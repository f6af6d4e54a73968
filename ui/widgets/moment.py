"""Ask for a day and a time: three likely ones to press, or any other to type."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from ui import wording
from ui.widgets.button import Button, Kind
from ui.widgets.field import Problem
from ui.widgets.label import Label
from ui.widgets.moment_field import MomentField
from ui.widgets.popup import Popup

LIKELY = 26
"""The height of a likely moment."""


class MomentPopup(Popup):
    """`chosen` carries an instant. What lies on the wrong side of `now` is said below the field, not taken."""

    chosen = Signal(object)

    def __init__(self, title: str, verb: str, zone: ZoneInfo, parent: QWidget, *, past: bool) -> None:
        super().__init__(parent, width=300)
        self._zone, self._past = zone, past
        self._now: Instant = 0
        self._likely: list[Button] = []
        self._title = Label(title, "semi")
        self._field = MomentField(zone, title)
        self.edit = self._field.edit
        self.problem = Problem()
        self.take = Button(verb, kind=Kind.PRIMARY, keys="↵")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self.take)
        self.column.setContentsMargins(12, 8, 12, 10)
        self.column.setSpacing(4)
        self.column.addWidget(self._title)
        self._likely_column = QVBoxLayout()
        self._likely_column.setSpacing(2)
        self.column.addLayout(self._likely_column)
        self.column.addLayout(row)
        self.column.addWidget(self.problem)
        self.take.clicked.connect(self._take)
        self._field.told.connect(self._say)
        self._field.changed.connect(self._changed)

    def ask(
        self,
        under: QWidget,
        *,
        now: Instant,
        start: Instant,
        likely: Sequence[tuple[str, Instant]] = (),
        within: QWidget | None = None,
    ) -> None:
        """Open with `start` in the field and the likely moments above it."""
        self._now = now
        for button in self._likely:
            self._likely_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._likely = []
        for words, at in likely:
            time = durations.when(at, now, self._zone)
            button = Button(
                words if time in words else f"{words} · {time}", kind=Kind.QUIET, height=LIKELY, parent=self
            )
            button.clicked.connect(lambda _checked=False, at=at: self._choose(at))
            self._likely_column.addWidget(button)
            self._likely.append(button)
        self._field.show_moment(start)
        self.open_under(under, self.edit, within=within)

    def moment(self) -> Instant:
        return self._field.moment()

    def _take(self) -> None:
        unfit = self._field.unfit()
        if unfit:
            self._refuse(unfit)
        else:
            self._choose(self.moment())

    def _choose(self, at: Instant) -> None:
        if self._past and at > self._now:
            self._refuse(wording.say("That lies in the future. Give a time that has been."))
        elif not self._past and at <= self._now:
            self._refuse(wording.say("That is over already. Give a later time."))
        else:
            self.hide()
            self.chosen.emit(at)

    def _refuse(self, problem: str) -> None:
        """The sentence, its field and the keyboard in it."""
        self._say(problem)
        self._field.show_wrong(True)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        self._say("")
        self._field.show_wrong(False)

    def _say(self, problem: str) -> None:
        self.problem.say(problem)
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return
        super().keyPressEvent(event)
