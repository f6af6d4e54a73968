"""A tool tip that names the key which does the same: the key that it has at the moment."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui import keymap, wording
from ui.keymap import Keys


class KeyTip(QObject):
    """`words` are ours; what is said `below` may be a person's."""

    def __init__(self, widget: QWidget, words: str, keys: Keys) -> None:
        super().__init__(widget)
        self._widget, self._words, self._keys, self._below = widget, words, keys, ""
        keymap.notifier.changed.connect(self.fit)
        self.fit()

    def say_below(self, words: str) -> None:
        """In lines of their own; empty: nothing more."""
        self._below = words
        self.fit()

    def fit(self) -> None:
        keys = keymap.on_cap(self._keys)
        told = f"{self._words}  {keys}" if keys else self._words
        self._widget.setToolTip(wording.tip(f"{told}\n{self._below}") if self._below else told)


def tip_with_keys(widget: QWidget, words: str, keys: Keys) -> None:
    """`words` are ours, never a person's: a tool tip is not escaped here."""
    if isinstance(keys, str):
        widget.setToolTip(f"{words}  {keys}".rstrip())
    else:
        KeyTip(widget, words, keys)
