"""One length in the grid of targets: public or internal, with the value it replaces struck through."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.spans import Seconds
from ui import theme, wording
from ui.views.agreements.lengths import read_length, shown
from ui.widgets import painting
from ui.widgets.field import Field
from ui.widgets.runs import one_line
from ui.wording import say

HEIGHT = 28
TIERS = {Tier.PUBLIC: "Public", Tier.INTERNAL: "Internal"}


class LengthField(Field):
    """`was` stands struck through at the right, where there is room for both."""

    def __init__(self, name: str, tier: Tier) -> None:
        self.was = ""
        self._tier = tier
        super().__init__("–", name=name, height=HEIGHT, style="semi")

    def show_was(self, was: str) -> None:
        self.was = was
        self.update()

    def _dress(self) -> None:
        super()._dress()
        palette = self.edit.palette()
        if self._tier is Tier.INTERNAL:
            palette.setColor(palette.ColorRole.Text, theme.current().violet_text)
        self.edit.setPalette(palette)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(48), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.was or self.edit.hasFocus():
            return
        wide = theme.metrics("small").horizontalAdvance(self.was)
        taken = theme.metrics("semi").horizontalAdvance(self.edit.text())
        if 10 + taken + 8 + wide + 10 > self.width():
            return
        t, x, middle = theme.current(), self.width() - 10 - wide, self.height() / 2
        with QPainter(self) as painter:
            painting.text(painter, self.was, "small", t.text3, x, middle)
            painting.hairline(painter, x - 1, round(middle), wide + 2, t.text3)


class LengthCell(QWidget):
    """`typed` carries the length, None for no target; `wrong_typed` a sentence about what is no length, empty when it
    is one again. `moved` asks for the neighbour: "down", or "copy" for the value from above."""

    typed = Signal(object)
    wrong_typed = Signal(str)
    moved = Signal(str)

    def __init__(self, metric: Metric, severity: Severity, tier: Tier) -> None:
        super().__init__()
        self.of, self.tier = (metric, severity, tier), tier
        self._length: Seconds | None = None
        name = say(
            "{severity}, {metric}, {tier}",
            severity=wording.severity(severity),
            metric=wording.metric(metric).lower(),
            tier=say(TIERS[tier]).lower(),
        )
        self.field = LengthField(name, tier)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.field, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.edit.installEventFilter(self)
        self.field.edit.editingFinished.connect(self._read)
        theme.follow(self._dress)

    def show_length(self, length: Seconds | None, was: Seconds | None, *, compare: bool, editable: bool) -> None:
        """What is being typed in the field stays."""
        self.field.edit.setReadOnly(not editable)
        self.field.show_was((shown(was) or wording.NOTHING) if compare and was != length else "")
        if length != self._length or not self.field.edit.isModified():
            self.keep(length)

    def show_wrong(self, wrong: bool) -> None:
        self.field.show_wrong(wrong)

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))

    def _read(self) -> None:
        text = self.field.text().strip()
        if text == shown(self._length) or self.field.edit.isReadOnly():
            self.wrong_typed.emit("")
            return
        length = read_length(text) if text and text != wording.NOTHING else None
        if text and text != wording.NOTHING and length is None:
            self.show_wrong(True)
            self.wrong_typed.emit(say("“{typed}” is no length. Type 30m, 4h or 1h30.", typed=one_line(text)))
            return
        self.wrong_typed.emit("")
        self.typed.emit(length)

    def settle(self) -> bool:
        """Hand on what is still being typed; False when it is no length."""
        if self.field.edit.isModified():
            self._read()
        return not (
            self.field.edit.isModified() and read_length(self.field.text().strip()) is None and self.field.wrong
        )

    def keep(self, length: Seconds | None) -> None:
        """It was kept so: what is shown is not being typed any more."""
        self._length = length
        self.field.setText(shown(length))
        self.show_wrong(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._read()
                self.moved.emit("down")
                return True
            if event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.moved.emit("copy")
                return True
            if plain and event.key() == Qt.Key.Key_Escape and self.field.edit.isModified():
                self.field.setText(shown(self._length))
                self.show_wrong(False)
                self.wrong_typed.emit("")
                return True
        return super().eventFilter(watched, event)
