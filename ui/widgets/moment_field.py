"""A day and a time that are typed, in the border of a field."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, QRectF, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDateTimeEdit, QFrame, QHBoxLayout, QWidget

from slaapp.domain import durations
from slaapp.domain.spans import Instant
from ui import theme
from ui.widgets import painting


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


class MomentField(QFrame):
    """Shows instants in the desk's zone; of a repeated hour the first one. `edit` is Qt's editor inside."""

    changed = Signal()
    letter_typed = Signal()
    """Where figures stand, so that nothing came of it."""

    def __init__(self, zone: ZoneInfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._wrong = False
        self.edit = _Editor()
        self.edit.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        self.edit.setCalendarPopup(False)
        # Qt shows the text of this field reversed in right-to-left layouts.
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.edit.setFrame(False)
        for part in (self.edit, self.edit.lineEdit()):
            part.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)
        self.edit.dateTimeChanged.connect(lambda _: self.changed.emit())
        theme.follow(self._fit)

    def _fit(self) -> None:
        self.edit.setFont(theme.font("body"))
        self.setFixedHeight(theme.px(theme.FIELD))
        self.update()

    def show_moment(self, at: Instant) -> None:
        wall = durations.wall_time(at, self._zone)
        self.edit.setDateTime(QDateTime(QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute)))
        self.edit.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def moment(self) -> Instant:
        day, time = self.edit.date(), self.edit.time()
        wall = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)
        return int(wall.timestamp())

    def show_wrong(self, wrong: bool) -> None:
        self._wrong = wrong
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._is_lost(event):
            self.letter_typed.emit()
        return False

    def _is_lost(self, event: QKeyEvent) -> bool:
        section = QDateTimeEdit.Section
        figures = (section.HourSection, section.MinuteSection, section.YearSection)
        return event.text().isalpha() and self.edit.currentSection() in figures

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        outline, width = (t.focus, 2.0) if self.edit.hasFocus() else (t.control, 1.0)
        if self._wrong:
            outline, width = t.red, 2.0
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            painting.frame(painter, rect, theme.RADIUS_BUTTON, fill=t.surface, outline=outline, width=width)
