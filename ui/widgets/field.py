"""Where something is typed: one line or several, with the border that says what is wrong."""

import re

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QTextOption
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from ui import keymap, theme
from ui.keymap import Keys
from ui.widgets import painting
from ui.widgets.label import Icon, Label
from ui.widgets.said import Role, announce
from ui.widgets.scroll import bring_into_view, slim

_NO_WORD = re.compile(r"\S{4000}")


class Boxed(QFrame):
    """A frame around an editor: `control` at rest, 2 px `focus` while it has the keyboard, 2 px `red` when wrong.

    `line` on `subtle` where nothing can be typed: with its words in full where they are only to be read.
    """

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._wrong = self._read_only = False
        theme.notifier.changed.connect(self._dress)

    def _hold(self, editor: QLineEdit | QPlainTextEdit | QAbstractSpinBox) -> None:
        self._editor = editor
        self.setFocusProxy(editor)
        editor.installEventFilter(self)
        self._dress()

    def show_wrong(self, wrong: bool) -> None:
        self._wrong = wrong
        self.update()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._editor.setReadOnly(read_only)
        self.update()

    @property
    def wrong(self) -> bool:
        return self._wrong

    def _dress(self) -> None:
        palette = self._editor.palette()
        clear = theme.faded(theme.current().surface, 0)
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, clear)
        palette.setColor(QPalette.ColorRole.Text, theme.current().text)
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, theme.current().disabled)
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.current().text3)
        self._editor.setPalette(palette)
        self.updateGeometry()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        takes = self._editor.isEnabled() and not self._read_only
        outline, width = (t.control if takes else t.line), 1.0
        if self._wrong:
            outline, width = t.red, 2.0
        elif self._editor.hasFocus():
            outline, width = t.focus, 2.0
        fill = t.surface if takes else t.subtle
        rect = QRectF(self.rect())
        painting.frame(QPainter(self), rect, theme.RADIUS_BUTTON, fill=fill, outline=outline, width=width)


class Field(Boxed):
    """One line. `edit` is the QLineEdit inside; `icon` stands before it, `keys` is a keycap behind it."""

    hands_on = False
    """Whether undo and redo are the page's once the field has nothing of its own to take back."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        name: str = "",
        icon: str | None = None,
        keys: Keys = "",
        height: int = theme.FIELD,
        style: str = "prose",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height, self._keys, self._style = height, keys, style
        self.edit = QLineEdit()
        self.edit.setFrame(False)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name or placeholder)
        self.edit.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        if icon:
            row.addWidget(Icon(icon, size=16))
        row.addWidget(self.edit, 1)
        self._behind = QSpacerItem(0, 0)
        row.addItem(self._behind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hold(self.edit)
        if not isinstance(keys, str):
            keymap.notifier.changed.connect(self._dress)

    @property
    def keys(self) -> str:
        """What its keycap says; empty where it has none."""
        return keymap.on_cap(self._keys)

    def text(self) -> str:
        return self.edit.text()

    def setText(self, text: str) -> None:
        self.edit.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(self._height))

    def _dress(self) -> None:
        self.edit.setFont(theme.font(self._style))
        self.setFixedHeight(theme.px(self._height))
        self._behind.changeSize(painting.keycap_width(self.keys) if self.keys else 0, 0)
        self._behind.invalidate()
        super()._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.keys and not self.edit.hasFocus() and not self.edit.text():
            width = painting.keycap_width(self.keys)
            painting.keycap(QPainter(self), self.width() - 10 - width, self.height() / 2, self.keys)


class _Editor(QPlainTextEdit):
    """Hands on what is dropped or pasted and is no text, where somebody takes it."""

    given = Signal(object)
    takes_files = False

    def break_for(self, text: str) -> None:
        """To break a word of a megabyte at words, Qt looks at all of it again for each line: minutes. What is pasted
        without any blank is broken anywhere."""
        if _NO_WORD.search(text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from ui.widgets.given import has_something  # noqa: PLC0415 - when first wanted

        return (self.takes_files and has_something(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from ui.widgets.given import has_something  # noqa: PLC0415 - when first wanted

        if self.takes_files and has_something(source):
            self.given.emit(source)
        else:
            self.break_for(source.text())
            super().insertFromMimeData(source)


class TextField(Boxed):
    """Several lines of plain text. `edit` is the QPlainTextEdit inside; Tab leaves it."""

    submitted = Signal()
    left = Signal()
    """It has the keyboard no more."""

    def __init__(self, placeholder: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _Editor()
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # its lines wrap
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name or placeholder)
        self.edit.setTabChangesFocus(True)
        self.edit.document().setDocumentMargin(0)
        slim(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 9, 5, 7)
        column.addWidget(self.edit)
        self._hold(self.edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def text(self) -> str:
        return self.edit.toPlainText()

    def setText(self, text: str) -> None:
        self.edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.edit.break_for(text)
        self.edit.setPlainText(text)

    def _dress(self) -> None:
        self.edit.setFont(theme.font("prose"))
        super()._dress()


class Problem(QWidget):
    """The sentence under a field that says what is wrong with it; takes no room while there is nothing to say, and is
    scrolled to when there is."""

    ROLE = Role.AlertMessage
    _told = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        self._icon = Icon("circle-alert", "red_text", 14, line="small")
        self._label = Label("", "small", "red_text", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()
        # Queued: it is laid out first, and its field has the keyboard.
        self._told.connect(self._come_into_view, Qt.ConnectionType.QueuedConnection)

    def say(self, sentence: str) -> None:
        self._tell(sentence, "circle-alert", "red_text")

    def remind(self, sentence: str) -> None:
        """As `say`, of what is no error."""
        self._tell(sentence, "info", "text2")

    def _tell(self, sentence: str, icon: str, colour: str) -> None:
        self._icon.show_icon(icon, colour)
        self._label.set_colour(colour)
        is_new = sentence != self._label.text()
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence and is_new:
            announce(sentence, self, at_once=True)
            self._told.emit()

    def _come_into_view(self) -> None:
        """Not where somebody is busy elsewhere."""
        busy, around = QApplication.focusWidget(), self.parentWidget()
        if around is not None and busy is not None and around.isAncestorOf(busy):
            bring_into_view(self)
