"""A menu that is typed into: the letter that stands beside a choice takes it, any other begins a name.

The choice that is called so is marked, whatever letters follow, and Enter takes it. Nothing that is typed is an order
to the page below.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget


class TypedMenu(QMenu):
    """The letter beside a choice is what follows the tab in its text, else the one that is its shortcut."""

    def __init__(self, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(title, parent)
        self._typed = ""
        self.aboutToShow.connect(self._begin)

    def _begin(self) -> None:
        self._typed = ""

    def event(self, event: QEvent) -> bool:
        """While it is open its letters are its own, not the page's or the window's."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if self._typed and event.key() == Qt.Key.Key_Backspace:
            self._find(self._typed[:-1])
        elif not plain or not text or not text.isprintable() or not (text.strip() or self._typed):
            super().keyPressEvent(event)
        elif not self._typed and (action := self._beside(text)) is not None:
            self._close_all()
            TypedOn.after(event, map(_name, self._choices()))
            action.trigger()
        else:
            self._find(self._typed + text)

    def _close_all(self) -> None:
        """With those that it hangs below."""
        menu: QObject | None = self
        while isinstance(menu, QMenu):
            menu.close()
            menu = menu.parent()

    def _choices(self) -> list[QAction]:
        return [action for action in self.actions() if action.isEnabled() and not action.isSeparator()]

    def _beside(self, letter: str) -> QAction | None:
        return next((action for action in self._choices() if letter.upper() in _keys(action)), None)

    def _find(self, typed: str) -> None:
        """Mark the first choice that is called so; a letter by which none is called is not taken."""
        action = next((action for action in self._choices() if _called(_name(action), typed)), None)
        if action is not None:
            self._typed = typed
            self.setActiveAction(action)


def _keys(action: QAction) -> list[str]:
    beside = action.text().partition("\t")[2]
    return [beside.upper()] if beside else [keys.toString().upper() for keys in action.shortcuts()]


def _name(action: QAction) -> str:
    return action.text().partition("\t")[0].replace("&&", "&")


def _called(name: str, typed: str) -> bool:
    """Whether each word that was typed begins one of the name."""
    words = name.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())


_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class TypedOn(QObject):
    """Who types `resolved` has chosen with the first letter; the others are no orders to the page.

    It ends with a click, a letter that goes on with none of the names, or one that comes later than Qt's own time
    between the letters of one word.
    """

    def __init__(self, first: str, at: int, names: Iterable[str], parent: QObject) -> None:
        """`at` is when the first letter came, in the milliseconds of events."""
        super().__init__(parent)
        self._typed, self._at = first.casefold(), at
        self._names = tuple(name.casefold() for name in names)

    @classmethod
    def after(cls, first: QKeyEvent, names: Iterable[str]) -> None:
        """Only where the letter begins a name. It outlives the menu, which may go once it is closed."""
        letter = first.text().casefold()
        begun = [name for name in names if name.casefold().startswith(letter)]
        app = QApplication.instance()
        if begun and app is not None:
            app.installEventFilter(cls(letter, first.timestamp(), begun, app))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._end()
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent) or not event.text():
            return False
        typed = self._typed + event.text().casefold()
        late = event.timestamp() - self._at > QApplication.keyboardInputInterval()
        if late or not any(name.startswith(typed) for name in self._names):
            self._end()
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._typed, self._at = typed, event.timestamp()
        event.accept()
        return True

    def _end(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.deleteLater()
