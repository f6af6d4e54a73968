"""The actions of the table joined to what does them, with the keys that the keymap has for them at the moment."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui import keymap, wording
from ui.actions import ACT, ACTIONS, MENUS, Act
from ui.widgets.typed_menu import TypedMenu

Does = Mapping[str, Callable[[], object]]
"""What actions do, by their names."""


class _Shortcuts(QObject):
    """Gives actions their keys, again whenever those change."""

    def __init__(self, widget: QWidget, made: Mapping[str, QAction], context: Qt.ShortcutContext) -> None:
        super().__init__(widget)
        self._made = made
        for action in made.values():
            action.setShortcutContext(context)
        keymap.notifier.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        for name, action in self._made.items():
            action.setShortcuts(keymap.sequences(name))


class _Shown(QObject):
    """Writes beside an action in a menu the key that the page has for it."""

    def __init__(self, window: QWidget, made: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._made = made
        keymap.notifier.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        for name, action in self._made.items():
            keys = keymap.keys_of(name)
            native = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
            action.setText(f"{wording.say(ACT[name].text)}\t{native}".rstrip())


def bind(page: QWidget, does: Does) -> dict[str, QAction]:
    """The keys of a page, which work while the keyboard is in it: a text field takes the letters before them."""
    made = {name: _action(ACT[name], page, do) for name, do in does.items()}
    _Shortcuts(page, made, Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return made


def make(window: QWidget, does: Does) -> dict[str, QAction]:
    """The actions that the window can do, on the window; those of a page have no keys here, they are only shown."""
    made = {act.name: _action(act, window, does[act.name]) for act in ACTIONS if act.name in does}
    own = {name: action for name, action in made.items() if ACT[name].of_window}
    _Shortcuts(window, own, Qt.ShortcutContext.WindowShortcut)
    _Shown(window, {name: action for name, action in made.items() if name not in own})
    return made


def _action(act: Act, widget: QWidget, do: Callable[[], object]) -> QAction:
    action = QAction(wording.say(act.text), widget)
    action.triggered.connect(lambda _=False: do())
    widget.addAction(action)
    return action


def fill_menu(menu: QMenu | QMenuBar, made: Mapping[str, QAction]) -> None:
    """The classic menus, as submenus of one or side by side in a bar."""
    menu.clear()
    for title in MENUS:
        held = held_in(title, made)
        if held:
            below = TypedMenu(menu, wording.say(title))
            below.addActions(held)
            menu.addMenu(below)


def held_in(title: str, made: Mapping[str, QAction]) -> list[QAction]:
    """What the classic menu of that name holds."""
    return [made[act.name] for act in ACTIONS if act.menu == title and act.name in made]
