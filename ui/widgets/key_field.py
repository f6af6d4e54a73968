"""A field that takes keys as they are pressed, once it was asked to: one press, or two, one after the other."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import keymap, theme
from ui.widgets.field import Field
from ui.wording import say

WAIT_MS = 900
"""After a press, so long for a second one."""

_ALONE = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, 0})
_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class KeyField(Field):
    """Enter or a click begins: the next keys are taken. Esc ends it, and so does leaving; neither changes anything.

    `taken` carries the keys as Qt writes them; empty: Backspace took the key away. `ask` shows keys that are in force
    only once `confirmed`; `declined` when they are not wanted. `stepped` is ↑ (−1) or ↓ (1).
    """

    taken = Signal(str)
    confirmed = Signal()
    declined = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(say("none"), name=name, height=theme.FIELD_TOOLBAR, parent=parent)
        self._held = ""
        self._pressed: list[str] = []
        self._records = self._asks = False
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._finish)
        self.edit.setReadOnly(True)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @property
    def records(self) -> bool:
        """Whether the next keys are taken."""
        return self._records

    def show_keys(self, keys: str) -> None:
        self._held = keys
        self._asks = False
        self._end()
        self.setText(keymap.written(keys) if keys else "")

    def ask(self, keys: str) -> None:
        """Enter puts these in force, Esc does not."""
        self._asks = True
        self.setText(keymap.written(keys))

    def begin(self) -> None:
        """The next keys are taken."""
        self._leave_question()
        self._records = True
        self.edit.setPlaceholderText(say("Press a key"))
        self.setText("")

    def _end(self) -> None:
        self._timer.stop()
        self._pressed.clear()
        self._records = False
        self.edit.setPlaceholderText(say("none"))

    def _leave_question(self) -> None:
        if self._asks:
            self.show_keys(self._held)
            self.declined.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._is_ours(event):
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._is_ours(event):
                self._press(event)
                return True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.begin()
        elif event.type() == QEvent.Type.FocusOut:
            self._leave_question()
            if self._records:
                self.show_keys(self._held)
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._records:
            return event.key() not in _TABS or bool(held & ~Qt.KeyboardModifier.ShiftModifier)
        if held:
            return False
        acts = event.key() in _ENTER or event.key() in _STEPS or event.key() == Qt.Key.Key_Backspace
        return acts or (self._asks and event.key() == Qt.Key.Key_Escape)

    def _press(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._records and key == Qt.Key.Key_Escape and not held:
            self.show_keys(self._held)
        elif key == Qt.Key.Key_Backspace and not held:
            self._leave_question()
            self._end()
            self.taken.emit("")
        elif self._records:
            self._record(event, held)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif not self._asks:
            self.begin()
        elif key in _ENTER:
            self._asks = False
            self.confirmed.emit()
        else:
            self._leave_question()

    def _record(self, event: QKeyEvent, held: Qt.KeyboardModifier) -> None:
        if event.key() in _ALONE:
            return
        if event.text().isprintable() and event.text() and not event.text().isalpha():
            held &= ~Qt.KeyboardModifier.ShiftModifier  # "?" is the key, however a keyboard makes it
        pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
        self._pressed.append(pressed.toString(QKeySequence.SequenceFormat.PortableText))
        self.setText(keymap.written(", ".join(self._pressed)))
        if len(self._pressed) == keymap.MOST_PRESSES:
            self._finish()
        else:
            self._timer.start()

    def _finish(self) -> None:
        keys = ", ".join(self._pressed)
        self._end()
        self.taken.emit(keys)
