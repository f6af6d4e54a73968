"""What a page shows when there is nothing to show: a sign, a title, a sentence, what can be done."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import icons, keymap, theme
from ui.keymap import Keys
from ui.widgets import painting
from ui.widgets.button import Button
from ui.widgets.label import Hairline, Label
from ui.widgets.said import Role


class _Sign(QWidget):
    """An icon of 26 in a square of 52."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(52, 52)
        theme.notifier.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painting.frame(painter, QRectF(self.rect()), theme.RADIUS_DIALOG, fill=t.hover)
        icons.paint(painter, self._icon, t.text2, 13, 13, 26)


class _Sentence(QWidget):
    """Centred lines, broken between words where they would be longer than a sentence reads well, or than there is
    room."""

    ROLE = Role.StaticText
    WIDTH = 440

    def __init__(self, words: str, style: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._tone = style, tone
        self.say(words)
        theme.notifier.changed.connect(self._fit)

    def say(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(" ".join(words.split()))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self.WIDTH), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parts = self._words.split("\n")
        self._lines = [line for part in parts for line in painting.broken(part, self._style, self.width())]
        self.setFixedHeight(len(self._lines) * theme.line_height(self._style))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics, height = theme.metrics(self._style), theme.line_height(self._style)
        ink = getattr(theme.current(), self._tone)
        for at, line in enumerate(self._lines):
            x = (self.width() - metrics.horizontalAdvance(line)) / 2
            painting.text(painter, line, self._style, ink, x, at * height + height / 2)


class Empty(QWidget):
    """`hints` are rows of key, what it does, and a remark (11b of the design)."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        buttons: tuple[Button, ...] = (),
        hints: tuple[tuple[Keys, str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title = _Sentence(title, "empty_title", "text")
        self._sentence = _Sentence(sentence, "empty_text", "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 0)
        column.setSpacing(0)
        column.addStretch(202)
        column.addWidget(_Sign(icon), 0, middle)
        column.addSpacing(14)
        column.addWidget(self._title, 0, middle)
        column.addSpacing(5)
        column.addWidget(self._sentence, 0, middle)
        column.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        if hints:
            column.addSpacing(39)
            column.addWidget(_Hints(hints), 0, middle)
        column.addStretch(242)

    @property
    def title(self) -> str:
        return self._title.accessibleName()

    @property
    def sentence(self) -> str:
        return self._sentence.accessibleName()

    def say(self, title: str, sentence: str) -> None:
        self._title.say(title)
        self._sentence.say(sentence)


class _Hints(QWidget):
    def __init__(self, hints: tuple[tuple[Keys, str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for keys, title, remark in hints:
            column.addWidget(Hairline())
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            cap = _Cap(keys)
            cap.setFixedWidth(90)
            name = Label(title, "strong")
            name.setFixedWidth(164)
            row.addWidget(cap)
            row.addWidget(name)
            row.addWidget(Label(remark, "body", "text2"), 1)
            column.addLayout(row)
        column.addWidget(Hairline())


class _Cap(QWidget):
    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setFixedHeight(40)
        self._fit()
        theme.notifier.changed.connect(self.update)
        keymap.notifier.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setAccessibleName(keymap.on_cap(self._keys))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if keys := keymap.on_cap(self._keys):
            painting.keycap(QPainter(self), 0, 21, keys)
