"""Clothes for what Qt draws itself: menus, bare fields, scroll bars."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from ui.corners import Rounding
from ui.theme.fonts import font
from ui.theme.measures import RADIUS_CARD, RADIUS_PILL
from ui.theme.tokens import Colour, faded
from ui.theme.worn import px, state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QMenu, QMenuBar, QScrollBar


def dress_menu(menu: "QMenu") -> "QMenu":
    """A popup in our colours: Qt's own menus follow neither our radii nor our spaces."""
    t = state.theme
    menu.setFont(font("prose"))
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    if menu.findChild(Rounding) is None:
        menu.installEventFilter(Rounding(RADIUS_CARD, menu))
    menu.setStyleSheet(
        f"QMenu {{ background: {_hex(t.surface)}; border: 1px solid {_hex(t.line2)}; padding: 4px;"
        f" icon-size: {px(16)}px;"
        f" border-radius: {RADIUS_CARD}px; }}"
        f"QMenu::item {{ color: {_hex(t.text)}; padding: 5px 28px 5px 10px; border-radius: {RADIUS_PILL}px; }}"
        f"QMenu::item:selected {{ background: {_hex(t.selected)}; }}"
        f"QMenu::item:disabled {{ color: {_hex(t.disabled)}; background: transparent; }}"
        f"QMenu::separator {{ height: 1px; background: {_hex(t.line)}; margin: 4px 6px; }}"
        "QMenu::icon { padding-left: 8px; }"
        f" QMenu::indicator {{ width: {px(14)}px; height: {px(14)}px; left: 4px; }}"
    )
    return menu


def dress_bar(bar: "QMenuBar") -> "QMenuBar":
    """The bar above the window; its colours are those of the palette, and change with it."""
    bar.setFont(font("prose"))
    bar.setStyleSheet(
        "QMenuBar { background: palette(window); border-bottom: 1px solid palette(mid); padding: 2px 8px; }"
        f"QMenuBar::item {{ background: transparent; padding: 4px 8px; border-radius: {RADIUS_PILL}px; }}"
        "QMenuBar::item:selected { background: palette(highlight); }"
    )
    return bar


def show_text(edit: "QLineEdit", shown: bool) -> None:
    """Let a line's own text be seen, or not where something else is painted in its place."""
    palette = edit.palette()
    colour = state.theme.text if shown else faded(state.theme.text, 0)
    palette.setColor(QPalette.ColorRole.Text, colour)
    edit.setPalette(palette)


def dress_bare(edit: "QLineEdit", style: str) -> None:
    """A field whose frame and ground are painted by what it stands in."""
    palette = edit.palette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        palette.setColor(role, faded(state.theme.surface, 0))
    palette.setColor(QPalette.ColorRole.Text, state.theme.text)
    palette.setColor(QPalette.ColorRole.PlaceholderText, state.theme.text3)
    edit.setPalette(palette)
    edit.setFont(font(style))


def dress_scroll_bar(bar: "QScrollBar") -> None:
    """8 px, without arrows, the handle alone."""
    t = state.theme
    bar.setStyleSheet(
        "QScrollBar { background: transparent; border: none; margin: 0; }"
        "QScrollBar:vertical { width: 8px; } QScrollBar:horizontal { height: 8px; }"
        f"QScrollBar::handle {{ background: {_hex(t.line2)}; border-radius: 3px; margin: 1px; }}"
        "QScrollBar::handle:vertical { min-height: 28px; } QScrollBar::handle:horizontal { min-width: 28px; }"
        f"QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {_hex(t.control)}; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


def _hex(colour: Colour) -> str:
    return colour.name(QColor.NameFormat.HexArgb)
