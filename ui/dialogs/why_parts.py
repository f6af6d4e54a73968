"""Parts of "Why?": what the fills of its bar mean, and its foot."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.button import Pressable
from ui.widgets.ledger_bar import hatch
from ui.widgets.ledger_course import Fill
from ui.widgets.runs import Runs, laid_out, plain, width


class Legend(QWidget):
    """What the fills of the bar mean; only those that are in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[Fill, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self.updateGeometry)

    def show_entries(self, entries: Sequence[tuple[Fill, str]]) -> None:
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(words for _, words in entries))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, at, middle = theme.current(), 2.0, self.height() / 2
        with QPainter(self) as painter:
            for fill, words in self._entries:
                box = QRectF(at, round(middle - theme.px(6)), theme.px(18), theme.px(12))
                match fill:
                    case Fill.COUNTS | Fill.LATE:
                        painting.frame(painter, box, 2, fill=t.accent if fill is Fill.COUNTS else t.red)
                    case Fill.PAUSED:
                        hatch(painter, box, t.control, ground=t.surface, outline=t.control)
                    case Fill.SET_ASIDE:
                        painting.frame(painter, box, 2, fill=t.surface, outline=t.control, dash=[1.5, 2.5])
                    case Fill.CLOSED | Fill.RESOLVED:
                        hatch(painter, box, t.line2, ground=t.hover, outline=t.line2, falling=True)
                    case Fill.LEFT:
                        painting.frame(painter, box, 2, fill=None, outline=t.accent, dash=[3, 2])
                at += theme.px(18) + 7
                at += painting.text(painter, words, "small_strong", t.text2, at, middle) + 16


class CitedLine(Pressable):
    """Runs that lead to what they name; those that do not fit go on in the next line."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: Runs = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_runs(self, runs: Runs) -> None:
        self.runs = runs
        self.setAccessibleName(plain(runs))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._high(laid_out(self.runs, "small", width)) + 6

    def sizeHint(self) -> QSize:
        return QSize(round(width(self.runs)) + 1, theme.line_height("small") + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = laid_out(self.runs, "small", self.width())
        with QPainter(self) as painter:
            lines.draw(painter, QPointF(0, (self.height() - self._high(lines)) / 2), [], QRectF())

    def _high(self, lines: QTextLayout) -> int:
        return max(1, lines.lineCount()) * theme.line_height("small")


class Foot(QWidget):
    """The end of a dialog, round below."""

    def paintEvent(self, event: QPaintEvent) -> None:
        t, rect = theme.current(), QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setClipRect(rect)
            reach = theme.RADIUS_DIALOG
            painting.frame(painter, rect.adjusted(0, -reach, 0, 0), reach - 1, fill=t.subtle)
            painting.hairline(painter, 0, 0, rect.width())
