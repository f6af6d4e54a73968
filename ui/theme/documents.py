"""Clothes for text of our own that is read in length. Not needed by the first window, and so not a part of it."""

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextListFormat,
    QTextTable,
)

from ui.theme.fonts import font, load_italic
from ui.theme.worn import px

_HEADINGS = {1: "title_l", 2: "title_m", 3: "title_s"}
_AROUND_HEADING = {1: (0, 12), 2: (20, 8), 3: (12, 4)}
"""Above and below a heading of a text that is read in length."""
_BULLET = 250
"""How many per cent of Qt's one space a bullet stands before its text."""


def dress_document(document: QTextDocument) -> None:
    """Our own text that is read in length, such as the help: spaces, headings and tables as the design has them."""
    load_italic()
    document.setDocumentMargin(px(20))
    document.setIndentWidth(px(26))
    document.setDefaultFont(font("lead"))
    block = document.begin()
    while block.isValid():
        _space(block)
        _dress_letters(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format().toTableFormat()
            table.setBorder(0)
            table.setCellPadding(px(4))
            table.setBottomMargin(px(12))
            frame.setFormat(table)


def _space(block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    form, cursor = QTextBlockFormat(), QTextCursor(block)
    goes_on = bool(block.textList() and block.next().textList()) or bool(cursor.currentTable())
    above, below = _AROUND_HEADING[level] if level else (0, 3 if goes_on else 9)
    form.setTopMargin(px(above))
    form.setBottomMargin(px(below))
    form.setLineHeight(125 if not level else 110, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(form)
    held = block.textList()
    if held and held.format().style() is not QTextListFormat.Style.ListDecimal:
        # Qt sets a bullet one space of its block's own font before the text.
        spaced = QFont(font("lead"))
        spaced.setStretch(_BULLET)
        letters = QTextCharFormat()
        letters.setFont(spaced)
        cursor.setBlockCharFormat(letters)


def _pieces(block: QTextBlock) -> list[QTextFragment]:
    found, at = [], block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _dress_letters(block: QTextBlock) -> None:
    """The fonts of headings and of bold words. What Markdown says of them is taken away: a size that is relative wins
    over the font's own, and a weight alone leaves the variable font at its regular cut, smeared."""
    level = block.blockFormat().headingLevel()
    for piece in _pieces(block):
        letters = piece.charFormat()
        bold = letters.fontWeight() > QFont.Weight.Normal
        if not (level or bold):
            continue
        italic = letters.fontItalic()
        letters.clearProperty(QTextCharFormat.Property.FontSizeAdjustment.value)
        letters.setFont(font(_HEADINGS[level]) if level else font("lead", weight=600))
        letters.setFontItalic(italic)
        cursor = QTextCursor(block)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(letters)
