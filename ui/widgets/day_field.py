"""A day as it is typed, weekday first, in the border of a field."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QDateTimeEdit, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.field import Boxed
from ui.widgets.typed_day import read

WIDTH = 160


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_BETWEEN = frozenset(".,/-: ")
"""What people type between the figures of a day and a time."""

_WEEKDAY, _DAY, _MONTH, _YEAR = range(4)
"""Places of the parts."""

_MONTHS = range(1, 13)
_FIGURES = frozenset("0123456789")
_ANEW = frozenset((QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress))


class DateBox(Boxed):
    """Around one of Qt's editors of days and times, which shows them as `form` says: weekday, day, month and so on. ←
    and → go from part to part, so that figures replace what is marked; so do points and strokes, and a month is a
    figure too. A day that is typed in one go is read as `typed_day` does, a whole one wherever it was begun."""

    def __init__(self, edit: QDateTimeEdit, form: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        edit.setDisplayFormat(form)
        edit.setCalendarPopup(False)
        edit.setFrame(False)
        edit.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        # Qt shows the text of this field reversed in right-to-left layouts.
        edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for part in (edit, edit.lineEdit()):
            part.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.addWidget(edit)
        self._dates = edit
        self._typed_in: int | None = None
        """Where the figure before was typed, if that was the key before."""

        self._month = ""
        """The figures of a month that may go on."""

        self._typed = ""
        """In one go, from `_since` on."""

        self._since, self._begun_in = _held(edit), _DAY
        self._hold(edit)
        edit.lineEdit().installEventFilter(self)  # it is what gets the mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ANEW:
            self._typed = ""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        return self._is_day(event.text()) or self._goes_on(event) or self._goes_between(event) or self._is_month(event)

    def _is_day(self, sign: str) -> bool:
        """The sign goes on with a day that is typed in one go."""
        if len(sign) != 1 or not (sign in _BETWEEN or sign in _FIGURES):
            self._typed = ""
            return False
        if not self._typed:
            self._begin()
        self._typed += sign
        found = read(self._typed, self._since)
        if found is None and sign in _FIGURES:
            self._begin()
            self._typed = sign
        if found is None or not (found.whole or self._begun_in <= _DAY):
            return False
        self._month = ""
        self._dates.setDate(QDate(found.day.year, found.day.month, found.day.day))
        self._typed_in = _YEAR if found.in_year else _MONTH if found.in_month else _DAY
        self._mark_part(self._typed_in)
        self._take()
        return True

    def _begin(self) -> None:
        self._since, self._begun_in = _held(self._dates), self._dates.currentSectionIndex()

    def _goes_between(self, event: QKeyEvent) -> bool:
        """Qt goes on by itself where no further figure fits."""
        typed_in, self._typed_in = self._typed_in, None
        if not event.text() or event.text() not in _BETWEEN:
            return False
        if typed_in in (None, self._dates.currentSectionIndex()):
            self._step(1)
        return True

    def _is_month(self, event: QKeyEvent) -> bool:
        figure = event.text() if event.text().isascii() and event.text().isdigit() else ""
        if figure and self._dates.currentSectionIndex() == _WEEKDAY:
            self._step(_DAY)
        before, self._month = self._month, ""
        if not figure:
            return False
        self._typed_in = self._dates.currentSectionIndex()
        if self._typed_in != _MONTH:
            return False
        self._month = before + figure if int(before + figure) in _MONTHS else figure
        month, day = int(self._month), self._dates.date()
        if month:
            last = QDate(day.year(), month, 1).daysInMonth()
            self._dates.setDate(QDate(day.year(), month, min(day.day(), last)))
            self._dates.setSelectedSection(QDateTimeEdit.Section.MonthSection)
            self._take()
        return True

    def _take(self) -> None:
        """A figure was typed that can stand there."""

    def _goes_on(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self._step(step)
        return True

    def _step(self, by: int) -> None:
        self._month = ""
        edit = self._dates
        at = edit.currentSectionIndex() + by
        self._mark_part(at if 0 <= at < edit.sectionCount() else edit.currentSectionIndex())

    def _mark_part(self, at: int) -> None:
        """Weekday and day are one section to Qt, hence by its place."""
        self._dates.setCurrentSectionIndex(at)
        self._dates.setSelectedSection(self._dates.currentSection())

    def _dress(self) -> None:
        self._editor.setFont(theme.font("body"))
        self.setFixedHeight(theme.px(theme.FIELD))
        super()._dress()


class DayField(DateBox):
    """`edit` is Qt's editor inside. Another day that is shown is not `changed`."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        self.edit = QDateEdit()
        super().__init__(self.edit, "ddd d MMM yyyy", name)
        self.edit.userDateChanged.connect(lambda _: self.changed.emit())

    def _dress(self) -> None:
        super()._dress()
        self.setFixedWidth(theme.px(WIDTH))

    def begin(self) -> None:
        """The keyboard is at the day."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark_part(_DAY)

    def show_day(self, day: date) -> None:
        self.edit.blockSignals(True)
        self.edit.setDate(QDate(day.year, day.month, day.day))
        self.edit.blockSignals(False)

    def day(self) -> date:
        return _held(self.edit)


def _held(edit: QDateTimeEdit) -> date:
    held = edit.date()
    return date(held.year(), held.month(), held.day())
