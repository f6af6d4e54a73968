"""The window's menus and sheets: the classic menus, view options, the palette, all keys, about."""

import sys
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout, QMenu, QMenuBar, QWidget

from slaapp.engine import Engine
from ui import bound, theme, wording
from ui.dialogs.keys import About, Keys
from ui.views.settings.choices import DENSITIES, SCHEMES
from ui.widgets.typed_menu import TypedMenu
from ui.window_state import WindowState


def show_menus(made: Mapping[str, QAction], under: QWidget) -> None:
    """File, Edit and the others, as submenus of one."""
    menu = _menu(under)
    bound.fill_menu(menu, made)
    for held in menu.findChildren(QMenu):
        theme.dress_menu(held)
    _pop_up(menu, under)


def show_of_ticket(made: Mapping[str, QAction], over: QWidget, at: QPoint) -> None:
    """What is done to a ticket, `at` that point of the screen."""
    menu = _menu(over)
    menu.addActions(bound.held_in("Ticket", made))
    theme.dress_menu(menu).popup(at)


def put_bar(window: QWidget, layout: QLayout, made: Mapping[str, QAction] | None, fit: Callable[[], None]) -> None:
    """The classic menus above the window; None takes them away. `fit` is called before one opens."""
    held = layout.menuBar()
    if made is None:
        if held is not None:
            held.setParent(None)  # by which the layout lets go of it
            held.deleteLater()
        return
    bar = theme.dress_bar(QMenuBar(window))
    bar.setNativeMenuBar(sys.platform == "darwin")
    bound.fill_menu(bar, made)
    for menu in bar.findChildren(QMenu):
        menu.aboutToShow.connect(partial(theme.dress_menu, menu))
        menu.aboutToShow.connect(fit)
    layout.setMenuBar(bar)
    bar.show()


def go_to_bar(layout: QLayout) -> bool:
    """The keyboard into the first menu of the bar; False where no bar is seen in the window."""
    bar = layout.menuBar()
    if not isinstance(bar, QMenuBar) or bar.isNativeMenuBar():
        return False
    bar.setActiveAction(bar.actions()[0])
    return True


def show_options(
    state: WindowState, under: QWidget, choose: Callable[[str, object], None], fill: Callable[[QMenu], None]
) -> None:
    """How the queue looks; `choose` takes a field of the state and its new value, `fill` adds what is the list's."""
    menu = _menu(under)
    fill(menu)
    menu.addSeparator()

    def offer(words: str, field: str, value: object, *, ticked: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.triggered.connect(lambda _=False: choose(field, value))

    menu.addAction(wording.say("Colours")).setEnabled(False)
    for scheme, words in SCHEMES:
        offer(wording.say(words), "scheme", scheme.value, ticked=state.scheme == scheme.value)
    menu.addSeparator()
    menu.addAction(wording.say("Rows")).setEnabled(False)
    for density, words in DENSITIES:
        offer(wording.say(words), "density", density, ticked=state.density == density)
    menu.addSeparator()
    offer(wording.say("Day ribbon"), "ribbon", not state.ribbon, ticked=state.ribbon)
    for held in menu.findChildren(QMenu):
        theme.dress_menu(held)
    _pop_up(menu, under)


def show_keys(window: QWidget, print_keys: Callable[[], object], change: Callable[[], object]) -> None:
    sheet = Keys(window)
    sheet.print_wanted.connect(print_keys)
    sheet.change_wanted.connect(change)
    sheet.open()


def show_about(window: QWidget, engine: Engine, copied: Callable[[], object]) -> None:
    sheet = About(window, engine.store, engine.database.sqlite_version())
    sheet.copied.connect(copied)
    sheet.open()


def _menu(parent: QWidget) -> QMenu:
    menu = TypedMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _pop_up(menu: QMenu, under: QWidget) -> None:
    theme.dress_menu(menu)
    menu.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))
