"""A day as it is typed, weekday first, in the border of a field."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QDateTimeEdit, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.field import Boxed

WIDTH = 160


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class DateBox(Boxed):
    """Around one of Qt's editors of days and times, which shows them as `form` says. ← and → go from part to part, so
    that figures replace what is marked."""

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
        self._hold(edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._goes_on(event):
            return True
        return super().eventFilter(watched, event)

    def _goes_on(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        edit = self._dates
        at = edit.currentSectionIndex() + step
        if 0 <= at < edit.sectionCount():
            edit.setCurrentSectionIndex(at)
        edit.setSelectedSection(edit.currentSection())
        return True

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

    def show_day(self, day: date) -> None:
        self.edit.blockSignals(True)
        self.edit.setDate(QDate(day.year, day.month, day.day))
        self.edit.blockSignals(False)

    def day(self) -> date:
        held = self.edit.date()
        return date(held.year(), held.month(), held.day())
