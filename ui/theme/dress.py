"""Clothes for what Qt draws itself: menus, bare fields, documents, scroll bars."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QScrollBar

from ui.corners import Rounding
from ui.theme.fonts import font
from ui.theme.measures import RADIUS_CARD, RADIUS_PILL
from ui.theme.tokens import Colour, faded
from ui.theme.worn import px, state

_HEADINGS = {1: "title_l", 2: "title_m", 3: "title_s"}
_AROUND_HEADING = {1: (0, 12), 2: (20, 8), 3: (12, 4)}
"""Above and below a heading of a text that is read in length."""


def dress_menu(menu: QMenu) -> QMenu:
    """A popup in our colours: Qt's own menus follow neither our radii nor our spaces."""
    t = state.theme
    menu.setFont(font("body"))
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    if menu.findChild(Rounding) is None:
        menu.installEventFilter(Rounding(RADIUS_CARD, menu))
    menu.setStyleSheet(
        f"QMenu {{ background: {_hex(t.surface)}; border: 1px solid {_hex(t.line2)}; padding: 4px;"
        f" border-radius: {RADIUS_CARD}px; }}"
        f"QMenu::item {{ color: {_hex(t.text)}; padding: 5px 28px 5px 10px; border-radius: {RADIUS_PILL}px; }}"
        f"QMenu::item:selected {{ background: {_hex(t.selected)}; }}"
        f"QMenu::item:disabled {{ color: {_hex(t.disabled)}; background: transparent; }}"
        f"QMenu::separator {{ height: 1px; background: {_hex(t.line)}; margin: 4px 6px; }}"
        "QMenu::icon { padding-left: 8px; } QMenu::indicator { width: 14px; height: 14px; left: 8px; }"
    )
    return menu


def show_text(edit: QLineEdit, shown: bool) -> None:
    """Let a line's own text be seen, or not where something else is painted in its place."""
    palette = edit.palette()
    colour = state.theme.text if shown else faded(state.theme.text, 0)
    palette.setColor(QPalette.ColorRole.Text, colour)
    edit.setPalette(palette)


def dress_bare(edit: QLineEdit, style: str) -> None:
    """A field whose frame and ground are painted by what it stands in."""
    palette = edit.palette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        palette.setColor(role, faded(state.theme.surface, 0))
    palette.setColor(QPalette.ColorRole.Text, state.theme.text)
    palette.setColor(QPalette.ColorRole.PlaceholderText, state.theme.text3)
    edit.setPalette(palette)
    edit.setFont(font(style))


def dress_document(document: QTextDocument) -> None:
    """Our own text that is read in length, such as the help: spaces, headings and tables as the design has them."""
    document.setDocumentMargin(px(20))
    document.setDefaultFont(font("lead"))
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        form, cursor = QTextBlockFormat(), QTextCursor(block)
        above, below = _AROUND_HEADING[level] if level else (0, 3 if block.textList() or cursor.currentTable() else 9)
        form.setTopMargin(px(above))
        form.setBottomMargin(px(below))
        form.setLineHeight(125 if not level else 110, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(form)
        if level:
            letters = QTextCharFormat()
            letters.setFont(font(_HEADINGS[level]))
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format().toTableFormat()
            table.setBorder(0)
            table.setCellPadding(px(4))
            table.setBottomMargin(px(12))
            frame.setFormat(table)


def dress_scroll_bar(bar: QScrollBar) -> None:
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
