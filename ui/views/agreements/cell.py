"""One length in the grid of targets: public or internal, with the value it replaces struck through."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.spans import Seconds
from ui import keymap, theme, wording
from ui.actions import Where
from ui.widgets import painting
from ui.widgets.field import Field
from ui.widgets.lengths import read_length, shown
from ui.widgets.runs import one_line
from ui.wording import say

HEIGHT = 28
TIERS = {Tier.PUBLIC: "Public", Tier.INTERNAL: "Internal"}


class LengthField(Field):
    """At the right, where there is room: a goal of its own, and `was` struck through."""

    hands_on = True  # where nothing is being typed the edit before it is taken back

    def __init__(self, name: str, tier: Tier) -> None:
        self.was = self.goal = ""
        self._tier = tier
        super().__init__("–", name=name, height=HEIGHT, style="semi" if tier is Tier.PUBLIC else "strong")

    def show_beside(self, was: str, goal: str) -> None:
        self.was, self.goal = was, goal
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
        if self.edit.hasFocus():
            return
        t, middle, metrics = theme.current(), self.height() / 2, theme.metrics("small")
        x, taken = self.width() - 10.0, 10 + theme.metrics("semi").horizontalAdvance(self.edit.text())
        with QPainter(self) as painter:
            for words, ink, struck in ((self.goal, t.text2, False), (self.was, t.text3, True)):
                wide = metrics.horizontalAdvance(words)
                if not words or x - wide < taken + 8:
                    continue
                x -= wide
                painting.text(painter, words, "small", ink, x, middle)
                if struck:
                    painting.hairline(painter, x - 1, round(middle), wide + 2, t.text3)
                x -= 8


class LengthCell(QWidget):
    """`typed` carries the length, None for no target; `judged`: what is wrong with what was typed, or that nothing is
    any more, is to be told. `moved` asks for the neighbour: "down", or "copy" for the value from above, or for its
    "goal"."""

    typed = Signal(object)
    judged = Signal()
    moved = Signal(str)
    entered = Signal()

    def __init__(self, metric: Metric, severity: Severity, tier: Tier) -> None:
        super().__init__()
        self.of, self.tier = (metric, severity, tier), tier
        self._length: Seconds | None = None
        self.problem = ""
        """Why what stands in it is not kept."""

        self.name = ""
        self.call(wording.severity(severity))
        self.field = LengthField(self.name, tier)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.field, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.edit.installEventFilter(self)
        self.field.edit.editingFinished.connect(self._read)
        theme.follow(self._dress)

    def call(self, severity: str) -> None:
        """What the agreement calls its severity."""
        metric, _, tier = self.of
        self.name = say(
            "{severity}, {metric}, {tier}",
            severity=severity,
            metric=wording.metric(metric).lower(),
            tier=say(TIERS[tier]).lower(),
        )

    def show_length(
        self, length: Seconds | None, was: Seconds | None, *, goal: str, compare: bool, editable: bool
    ) -> None:
        """What is being typed in the field stays. `goal`: of its own."""
        self.field.set_read_only(not editable)
        self.field.show_beside((shown(was) or wording.NOTHING) if compare and was != length else "", goal)
        self.field.edit.setAccessibleName(say("{cell}, goal {goal}", cell=self.name, goal=goal) if goal else self.name)
        if length != self._length or not self.field.edit.isModified():
            self.keep(length)

    def show_wrong(self, wrong: bool) -> None:
        self.field.show_wrong(wrong)

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))

    def _read(self) -> bool:
        """Hand on what was typed; False when it is no length."""
        text = self.field.text().strip()
        is_kept = text == shown(self._length)
        if is_kept and self.field.edit.isModified():
            self.keep(self._length)
        if is_kept or self.field.edit.isReadOnly():
            self.judge("")
            return True
        length = read_length(text) if text and text != wording.NOTHING else None
        if text and text != wording.NOTHING and length is None:
            self.show_wrong(True)
            self.judge(say("“{typed}” is no length. Type 30m, 4h or 1h30.", typed=one_line(text)))
            return False
        self.judge("")
        self.typed.emit(length)
        return True

    def judge(self, problem: str) -> None:
        self.problem = problem
        self.judged.emit()

    def settle(self) -> bool:
        """Hand on what is still being typed; False when it is no length."""
        return not self.field.edit.isModified() or self._read()

    def keep(self, length: Seconds | None) -> None:
        """It was kept so: what is shown is not being typed any more."""
        self._length, self.problem = length, ""
        self.field.setText(shown(length))
        self.show_wrong(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._read()
                self.moved.emit("down")
                return True
            act = None if keymap.writes(event) else keymap.act_of(event, Where.AGREEMENTS)
            asked = {"targets_copy": "copy", "targets_goal": "goal"}.get(act or "")
            if asked is not None:
                self.moved.emit(asked)
                return True
            if plain and event.key() == Qt.Key.Key_Escape and self.field.edit.isModified():
                self.keep(self._length)
                self.judged.emit()
                return True
        return super().eventFilter(watched, event)


def problems_of(cells: Iterable[LengthCell]) -> str:
    """A line for each of them that holds what cannot be kept, whichever was typed in last."""
    return "\n".join(f"{cell.name}: {cell.problem}" for cell in cells if cell.problem)


def settle_all(cells: Iterable[LengthCell]) -> bool:
    """Hand on what is still being typed; False, with the keyboard there, where something is no length."""
    for cell in cells:
        if not cell.settle():
            cell.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
    return True
