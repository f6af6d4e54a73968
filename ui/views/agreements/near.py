"""The strip that says which date of the agreement is near, with what can be done about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.reminders import Reminder
from slaapp.reports.reminder_words import reminder_words
from ui import theme
from ui.widgets import painting
from ui.widgets.button import Button, Kind
from ui.widgets.label import Icon, Label
from ui.wording import say


class _Line(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(10)
        row.addWidget(Icon("clock-alert", "amber_text", 16))
        row.addWidget(Label(words, "prose", "amber_text", wrap=True), 1)
        self.review = Button(say("Print the review pack"), icon="printer", kind=Kind.QUIET)
        self.later = Button(say("Snooze 7 days"), kind=Kind.QUIET)
        for button in (self.review, self.later):
            button.setAccessibleName(f"{button.text()}: {words}")
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=theme.current().amber_tint)


class NearDates(QWidget):
    """Not seen while no date is near. `later` carries the Reminder that is put off."""

    review_wanted = Signal()
    later = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[_Line] = []
        self._shown: tuple[Reminder, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.GUTTER_LEFT, 10, theme.GUTTER_RIGHT, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_near(self, near: Sequence[Reminder]) -> None:
        if tuple(near) != self._shown:
            self._shown = tuple(near)
            for line in self.lines:
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            self.lines = [_Line(say("{words}.", words=reminder_words(one))) for one in near]
            for line, reminder in zip(self.lines, near, strict=True):
                self._column.addWidget(line)
                line.review.clicked.connect(self.review_wanted)
                line.later.clicked.connect(partial(self.later.emit, reminder))
        self.setVisible(bool(near))
