"""Clothes for text of our own that is read in length. Not needed by the first window, and so not a part of it."""

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat, QTextTable

from ui.theme.fonts import font
from ui.theme.worn import px

_HEADINGS = {1: "title_l", 2: "title_m", 3: "title_s"}
_AROUND_HEADING = {1: (0, 12), 2: (20, 8), 3: (12, 4)}
"""Above and below a heading of a text that is read in length."""


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
