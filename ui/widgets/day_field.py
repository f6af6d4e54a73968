"""A day as it is typed, weekday first, in the border of a field."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QHBoxLayout

from ui import theme
from ui.widgets.field import Boxed

WIDTH = 160


class DayField(Boxed):
    """`edit` is Qt's editor inside. Another day that is shown is not `changed`."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(None)
        self.edit = QDateEdit()
        self.edit.setDisplayFormat("ddd d MMM yyyy")
        self.edit.setCalendarPopup(False)
        self.edit.setFrame(False)
        self.edit.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        # Qt shows the text of this field reversed in right-to-left layouts.
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for part in (self.edit, self.edit.lineEdit()):
            part.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.addWidget(self.edit)
        self._hold(self.edit)
        self.edit.userDateChanged.connect(lambda _: self.changed.emit())

    def _dress(self) -> None:
        self.edit.setFont(theme.font("body"))
        self.setFixedSize(theme.px(WIDTH), theme.px(theme.FIELD))
        super()._dress()

    def show_day(self, day: date) -> None:
        self.edit.blockSignals(True)
        self.edit.setDate(QDate(day.year, day.month, day.day))
        self.edit.blockSignals(False)

    def day(self) -> date:
        held = self.edit.date()
        return date(held.year(), held.month(), held.day())
