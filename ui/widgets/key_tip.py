"""A tool tip that names the key which does the same: the key that it has at the moment."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui import keymap
from ui.keymap import Keys


class _Tip(QObject):
    def __init__(self, widget: QWidget, words: str, keys: Keys) -> None:
        super().__init__(widget)
        self._widget, self._words, self._keys = widget, words, keys
        keymap.notifier.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        keys = keymap.on_cap(self._keys)
        self._widget.setToolTip(f"{self._words}  {keys}" if keys else self._words)


def tip_with_keys(widget: QWidget, words: str, keys: Keys) -> None:
    """`words` are ours, never a person's: a tool tip is not escaped here."""
    if isinstance(keys, str):
        widget.setToolTip(f"{words}  {keys}".rstrip())
    else:
        _Tip(widget, words, keys)
