"""A day and a time that are typed, in the border of a field."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from ui.widgets.day_field import DateBox
from ui.wording import say

_Reason = Qt.FocusReason
_ELSEWHERE = (_Reason.MouseFocusReason, _Reason.BacktabFocusReason, _Reason.ActiveWindowFocusReason)
"""A click goes to where the pointer is, Shift+Tab to the last part; a window that was left stays as it was."""

_COMES_BACK = (_Reason.PopupFocusReason, _Reason.ActiveWindowFocusReason)


class _Editor(QDateTimeEdit):
    """Only while it has the keyboard a part of it is marked."""

    figure_typed = Signal(bool)
    """Whether it could stand there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self._standing()
        super().keyPressEvent(event)
        if event.text().isdigit():
            self.figure_typed.emit(self._standing() != before)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """To the hour, which is changed most."""
        super().focusInEvent(event)
        if event.reason() not in _ELSEWHERE:
            self.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self.lineEdit().deselect()

    def _standing(self) -> tuple[str, int, str]:
        line = self.lineEdit()
        return line.text(), line.cursorPosition(), line.selectedText()


class MomentField(DateBox):
    """Shows instants in the desk's zone; of a repeated hour the first one. `edit` is Qt's editor inside."""

    changed = Signal()
    told = Signal(str)
    """What is typed cannot stand here, in a sentence; empty once it does."""

    def __init__(self, zone: ZoneInfo, name: str, parent: QWidget | None = None) -> None:
        self._zone = zone
        self._unfit: QDateTimeEdit.Section | None = None
        """Where a figure was typed that no day or time has, and none since that it has."""

        self.edit = _Editor()
        super().__init__(self.edit, "ddd d MMM yyyy  HH:mm", name, parent)
        self.edit.dateTimeChanged.connect(lambda _: self.changed.emit())
        self.edit.figure_typed.connect(self._weigh)

    def show_moment(self, at: Instant) -> None:
        wall = durations.wall_time(at, self._zone)
        self._mark(None)
        self.edit.setDateTime(QDateTime(QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute)))
        self.edit.setSelectedSection(QDateTimeEdit.Section.HourSection)
        if not self.edit.hasFocus():
            self.edit.lineEdit().deselect()

    def moment(self) -> Instant:
        day, time = self.edit.date(), self.edit.time()
        wall = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)
        return int(wall.timestamp())

    def unfit(self) -> str:
        """What is wrong with what was typed; told once, who asks again takes what stands here."""
        section, self._unfit = self._unfit, None
        return _sentence(section)

    def _take(self) -> None:
        self._weigh(could_stand=True)

    def _weigh(self, could_stand: bool) -> None:
        here = self.edit.currentSection()
        if not could_stand:
            self._mark(here)
        elif self._unfit in (None, here):
            self._mark(None)

    def _mark(self, section: QDateTimeEdit.Section | None) -> None:
        self._unfit = section
        self.show_wrong(section is not None)
        self.told.emit(_sentence(section))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._is_lost(event):
            self.told.emit(say("Type figures here: 9, Right, 10 is 09:10. Left leads to the day."))
        return super().eventFilter(watched, event)

    def _is_lost(self, event: QKeyEvent) -> bool:
        section = QDateTimeEdit.Section
        figures = (section.HourSection, section.MinuteSection, section.YearSection)
        return event.text().isalpha() and self.edit.currentSection() in figures


def _sentence(section: QDateTimeEdit.Section | None) -> str:
    if section is None:
        return ""
    if section in (QDateTimeEdit.Section.HourSection, QDateTimeEdit.Section.MinuteSection):
        return say("No such time: hours go to 23, minutes to 59. Type it again, or take what stands here.")
    return say("No such day. Up and Down turn what is marked.")
