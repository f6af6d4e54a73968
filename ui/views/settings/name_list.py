"""A list of names beside the form of the one that is chosen: what is not saved yet is marked."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
)

from slaapp.domain.value import Value
from ui import theme
from ui.widgets import painting
from ui.widgets.runs import one_line
from ui.widgets.scroll import slim
from ui.widgets.side_list import Index, SideItem, dress
from ui.wording import say

DOT = 6
ID, NOTE, UNSAVED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class Named(Value):
    """`note` stands behind the name, `unsaved` puts a dot before it."""

    id: str
    name: str
    note: str = ""
    unsaved: bool = False


class _Item(SideItem):
    def paint_line(self, painter: QPainter, rect: QRectF, index: Index, *, here: bool) -> None:
        t, middle, x, right = theme.current(), rect.center().y(), rect.left() + 10, rect.right() - 8
        if index.data(UNSAVED):
            painting.frame(painter, QRectF(x, round(middle - DOT / 2), DOT, DOT), DOT / 2, fill=t.accent)
            x += DOT + 6
        style, ink = ("prose_semi", t.text) if here else ("prose", t.text2)
        x += painting.text(painter, one_line(index.data()), style, ink, x, middle, right - x) + 8
        if index.data(NOTE) and right - x > theme.px(36):
            painting.text(
                painter, one_line(index.data(NOTE)), "small", t.text2 if here else t.text3, x, middle, right - x
            )


class NameList(QListWidget):
    """`chose` carries the id. Right and Enter go into the form, Insert makes a new one, Delete takes one away."""

    chose = Signal(str)
    entered_form = Signal()
    new_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        dress(self, name, _Item(self))
        slim(self)
        self.currentRowChanged.connect(self._turned)

    def show_names(self, names: Sequence[Named], here: str) -> None:
        """Without a word of it: whoever shows the names knows which is chosen."""
        self.blockSignals(True)
        self.clear()
        for place, named in enumerate(names):
            item = QListWidgetItem(named.name)
            item.setData(ID, named.id)
            item.setData(NOTE, named.note)
            item.setData(UNSAVED, named.unsaved)
            told = [named.name, named.note, say("unsaved") if named.unsaved else ""]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in told if part))
            self.addItem(item)
            if named.id == here:
                self.setCurrentRow(place)
        self.blockSignals(False)

    def names(self) -> list[str]:
        return [self.item(row).text() for row in range(self.count())]

    def _turned(self, row: int) -> None:
        if row >= 0:
            self.chose.emit(self.item(row).data(ID))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_Return: self.entered_form,
            Qt.Key.Key_Enter: self.entered_form,
            Qt.Key.Key_Right: self.entered_form,
            Qt.Key.Key_Insert: self.new_wanted,
            Qt.Key.Key_Delete: self.removal_wanted,
        }.get(Qt.Key(event.key()))
        if wanted is None or event.modifiers():
            super().keyPressEvent(event)
            return
        wanted.emit()
