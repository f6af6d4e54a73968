"""A field that takes keys as they are pressed: one press, or two, one after the other."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import keymap, theme
from ui.widgets.field import Field
from ui.wording import say

WAIT_MS = 900
"""After a press, so long for a second one."""

_ALONE = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, 0})
_LEAVING = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape})


class KeyField(Field):
    """`taken` carries the keys as Qt writes them; empty: no key. Backspace takes the key away, Esc changes nothing."""

    taken = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(say("none"), name=name, height=theme.FIELD_TOOLBAR, parent=parent)
        self._held = ""
        self._pressed: list[str] = []
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._finish)
        self.edit.setReadOnly(True)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_keys(self, keys: str) -> None:
        self._held = keys
        self._pressed.clear()
        self.setText(keymap.written(keys) if keys else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() not in _LEAVING:
                event.accept()
            return event.key() not in _LEAVING
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        if event.type() == QEvent.Type.FocusIn:
            self.edit.setPlaceholderText(say("press keys"))
        elif event.type() == QEvent.Type.FocusOut:
            self.edit.setPlaceholderText(say("none"))
            self._finish()
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() in _ALONE:
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _LEAVING and not held & ~Qt.KeyboardModifier.ShiftModifier:
            if event.key() == Qt.Key.Key_Escape and self._pressed:
                self._timer.stop()
                self.show_keys(self._held)
                return True
            return False
        if event.key() == Qt.Key.Key_Backspace and not held:
            self._timer.stop()
            self._pressed.clear()
            self.taken.emit("")
            return True
        if event.text().isprintable() and event.text() and not event.text().isalpha():
            held &= ~Qt.KeyboardModifier.ShiftModifier  # "?" is the key, however a keyboard makes it
        pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
        self._pressed.append(pressed.toString(QKeySequence.SequenceFormat.PortableText))
        self.setText(keymap.written(", ".join(self._pressed)))
        if len(self._pressed) == keymap.MOST_PRESSES:
            self._finish()
        else:
            self._timer.start()
        return True

    def _finish(self) -> None:
        self._timer.stop()
        if self._pressed:
            keys = ", ".join(self._pressed)
            self._pressed.clear()
            self.taken.emit(keys)
