"""A person's text as it was typed: selectable, wrapped anywhere, as high as it needs to be, and never markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui import theme, wording

FOLD_CHARACTERS, FOLD_LINES = 4000, 60
"""Longer texts begin folded, so that one pasted log does not hide a conversation."""

COLUMN = 580
"""The widest line in pixels: about 72 characters."""


def column_width() -> int:
    return theme.px(COLUMN)


def folded(text: str) -> str | None:
    """The beginning of a text that is too long to show at once; None for one that is not."""
    lines = text.split("\n", FOLD_LINES)
    if len(text) <= FOLD_CHARACTERS and len(lines) <= FOLD_LINES:
        return None
    return "\n".join(lines[:FOLD_LINES])[:FOLD_CHARACTERS].rstrip() + wording.ELLIPSIS


class Prose(QTextEdit):
    """Plain text in a column at most 72 characters wide."""

    def __init__(self, text: str, parent: QWidget | None = None, *, tone: str = "text") -> None:
        super().__init__(parent)
        self._tone = tone
        self.setAcceptRichText(False)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(text)
        self.setAccessibleName(text)
        theme.notifier.changed.connect(self._dress)
        self._dress()

    def set_text(self, text: str) -> None:
        self.setPlainText(text)
        self.setAccessibleName(text)
        self._dress()

    def _dress(self) -> None:
        self.setFont(theme.font("prose"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, getattr(theme.current(), self._tone))
        palette.setColor(QPalette.ColorRole.Base, theme.faded(theme.current().surface, 0))
        self.setPalette(palette)
        lines = QTextBlockFormat()
        lines.setLineHeight(theme.line_height("body"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)
        self.setMaximumWidth(column_width())
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(max(theme.line_height("body"), round(self.document().size().height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.line_height("body"))
