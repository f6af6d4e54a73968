"""The five questions at the left: which are answered, which is asked, and in a few words how."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets import painting
from ui.widgets.runs import one_line
from ui.wording import say

DONE, HERE, COMING = "done", "here", "coming"


class StepLine(QWidget):
    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._title, self._brief, self._state = number, title, "", COMING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self._fit)

    def show_step(self, brief: str, state: str) -> None:
        self._brief, self._state = one_line(brief), state
        told = {DONE: say("answered"), HERE: say("asked now"), COMING: say("still to come")}[state]
        self.setAccessibleName(f"{self._number}. {self._title}, {told}. {self._brief}")
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(24) + len(self._lines()) * theme.line_height("small") + theme.px(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lines(self) -> list[str]:
        lines = painting.broken(self._brief, "small", max(40, self.width() - theme.px(34)))
        return lines if len(lines) <= 2 else [lines[0], f"{lines[1]} …"]

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        side, middle = theme.px(22), theme.px(12)
        with QPainter(self) as painter:
            ring = QRectF(0.5, middle - side / 2 + 0.5, side - 1, side - 1)
            fill = t.accent if self._state == HERE else None
            outline = {DONE: t.green, HERE: t.accent, COMING: t.control}[self._state]
            painting.frame(painter, ring, side / 2, fill=fill, outline=outline)
            if self._state == DONE:
                inner = theme.px(12)
                icons.paint(painter, "check", t.green_text, side / 2 - inner / 2, middle - inner / 2, inner)
            else:
                ink = t.on_accent if self._state == HERE else t.text2
                number = str(self._number)
                wide = theme.metrics("small_semi").horizontalAdvance(number)
                painting.text(painter, number, "small_semi", ink, side / 2 - wide / 2, middle)
            x = theme.px(34)
            style, ink = ("prose_semi", t.text) if self._state == HERE else ("prose_strong", t.text2)
            painting.text(painter, self._title, style, ink, x, middle, self.width() - x)
            line = theme.line_height("small")
            for at, words in enumerate(self._lines()):
                painting.text(
                    painter, words, "small", t.text2, x, theme.px(24) + at * line + line / 2, self.width() - x
                )
