"""What is to be done for a ticket: ticked, added to, sorted, taken off; by keyboard too."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from slaapp.domain.events import EventId
from slaapp.domain.particulars import ChecklistItem
from ui import theme, wording
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field, Problem
from ui.widgets.forbidden import forbid
from ui.widgets.key_menu import KeyMenu
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.widgets.tick import Tick
from ui.wording import say

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def _is_ours(event: QKeyEvent) -> bool:
    moves = event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS
    return moves or event.key() == Qt.Key.Key_Delete


class ItemTick(Tick):
    """Alt+↑ and Alt+↓ move it, Del takes it off; the menu key says so."""

    dropped = Signal()
    stepped = Signal(int)

    def __init__(self, item: ChecklistItem) -> None:
        super().__init__(one_line(item.text))
        self.item = item
        self.setChecked(item.done)
        self.setToolTip(wording.tip(item.text))

    def sizeHint(self):  # type: ignore[no-untyped-def]
        hint = super().sizeHint()
        hint.setWidth(min(hint.width(), theme.px(280)))
        return hint

    def event(self, event: QEvent) -> bool:
        """The page has its own use for these keys elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = KeyMenu(self)
        menu.offer(say("Move up  Alt ↑"), "U", lambda: self.stepped.emit(-1))
        menu.offer(say("Move down  Alt ↓"), "D", lambda: self.stepped.emit(1))
        menu.offer(say("Take off the list  Del"), "X", self.dropped.emit)
        theme.dress_menu(menu)
        menu.popup(event.globalPos() or self.mapToGlobal(QPoint(0, self.height())))


class Checklist(QWidget):
    """Takes no room while it is empty and nothing is being added."""

    added = Signal(str)
    ticked = Signal(object, bool)
    dropped = Signal(object)
    moved = Signal(object, int)
    """An item, and its new place from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[ChecklistItem, ...] = ()
        self._kept: dict[str, Any] = {}
        self._why_not = ""
        self._ticks: dict[EventId, ItemTick] = {}
        self._count = Label("", "small", "text3")
        self.add = Button(say("Add"), kind=Kind.LINK)
        self.add.setAccessibleName(say("Add to the checklist"))
        self.field = Field(say("What is to be done"), name=say("Add to the checklist"))
        self.field.hands_on = True  # what was added last is undone from here, too
        self.problem = Problem()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(say("Checklist"), "title_s"))
        head.addWidget(self._count, 1)
        head.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 23, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        self.field.hide()
        self.hide()
        self.add.clicked.connect(self.begin)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(self._typed)

    def forbid(self, why: str) -> None:
        """It can be read."""
        self._why_not = why
        forbid(self.add, self.field.edit, self.field, *self._ticks.values(), why=why)

    def show_items(self, items: Sequence[ChecklistItem]) -> None:
        here = next((id_ for id_, tick in self._ticks.items() if tick.hasFocus()), None)
        if tuple(items) != self._items:
            self._items = tuple(items)
            self._fill()
        if here in self._ticks:
            self._ticks[here].setFocus(Qt.FocusReason.OtherFocusReason)
        done = sum(item.done for item in items)
        self._count.setText(say("{done} of {count} done", done=done, count=len(items)) if items else "")
        self.setVisible(bool(items) or not self.field.isHidden())

    def ticks(self) -> list[ItemTick]:
        return [self._ticks[item.id] for item in self._items]

    def _fill(self) -> None:
        for tick in self._ticks.values():
            self._rows.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self._ticks = {}
        for place, item in enumerate(self._items, start=1):
            tick = self._ticks[item.id] = ItemTick(item)
            tick.clicked.connect(lambda done, id_=item.id: self.ticked.emit(id_, done))
            tick.dropped.connect(lambda id_=item.id: self.dropped.emit(id_))
            tick.stepped.connect(lambda by, id_=item.id, place=place: self._step(id_, place, by))
            self._rows.addWidget(tick)
        if self._why_not:
            self.forbid(self._why_not)

    def _step(self, item: EventId, place: int, by: int) -> None:
        if 1 <= place + by <= len(self._items):
            self.moved.emit(item, place + by)

    def begin(self) -> None:
        """Ask for a new item; Enter adds it and asks for the next."""
        self.show()
        self.field.show()
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_up(self, kept: dict[str, Any]) -> None:
        """Another ticket: what was typed for it and not added; the field keeps that there as one types."""
        self._kept = kept
        self.field.setText(str(kept.get("text", "")))
        self.field.setVisible(bool(self.field.text()))
        self.setVisible(bool(self._items or self.field.text()))

    def _typed(self, text: str) -> None:
        self._kept["text"] = text
        self.refuse("")

    def took(self) -> None:
        """What was typed is on the list."""
        self.field.setText("")

    def refuse(self, sentence: str) -> None:
        """What was typed stays in the field."""
        self.field.show_wrong(bool(sentence))
        self.problem.say(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                text = self.field.text().strip()
                if text:
                    self.added.emit(text)
                else:
                    self.refuse(say("Nothing was added: say what is to be done."))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.add.setFocus(Qt.FocusReason.OtherFocusReason)  # not to whatever follows the field
                self.field.hide()
                self.refuse("")
                self.setVisible(bool(self._items))
                return True
        return super().eventFilter(watched, event)
