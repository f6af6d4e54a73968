"""A day and a time that are typed, in the border of a field."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from ui.widgets.day_field import DateBox


class _Editor(QDateTimeEdit):
    figure_typed = Signal(bool)
    """Whether it could stand there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self._standing()
        super().keyPressEvent(event)
        if event.text().isdigit():
            self.figure_typed.emit(self._standing() != before)

    def _standing(self) -> tuple[str, int, str]:
        line = self.lineEdit()
        return line.text(), line.cursorPosition(), line.selectedText()


class MomentField(DateBox):
    """Shows instants in the desk's zone; of a repeated hour the first one. `edit` is Qt's editor inside."""

    changed = Signal()
    letter_typed = Signal()
    """Where figures stand, so that nothing came of it."""

    def __init__(self, zone: ZoneInfo, name: str, parent: QWidget | None = None) -> None:
        self._zone = zone
        self.edit = _Editor()
        super().__init__(self.edit, "ddd d MMM yyyy  HH:mm", name, parent)
        self.edit.dateTimeChanged.connect(lambda _: self.changed.emit())

    def show_moment(self, at: Instant) -> None:
        wall = durations.wall_time(at, self._zone)
        self.edit.setDateTime(QDateTime(QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute)))
        self.edit.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def moment(self) -> Instant:
        day, time = self.edit.date(), self.edit.time()
        wall = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)
        return int(wall.timestamp())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._is_lost(event):
            self.letter_typed.emit()
        return super().eventFilter(watched, event)

    def _is_lost(self, event: QKeyEvent) -> bool:
        section = QDateTimeEdit.Section
        figures = (section.HourSection, section.MinuteSection, section.YearSection)
        return event.text().isalpha() and self.edit.currentSection() in figures
