"""The controls by which a report is chosen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme, wording
from ui.widgets import painting
from ui.widgets.button import IconButton, Pressable
from ui.widgets.runs import one_line


class Chooser(Pressable):
    """A field that opens a list of choices: icon, what was chosen, an arrow."""

    def __init__(self, name: str, icon: str, *, centred: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._icon, self._centred = name, icon, centred
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tell("")

    def tell(self, value: str) -> None:
        self.setText(one_line(value))
        self.setAccessibleName(f"{self._name}: {one_line(value)}")
        self.setToolTip(wording.tip(one_line(value)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(theme.FIELD))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, rect = theme.current(), QRectF(self.rect())
        middle, side = rect.center().y(), theme.px(16)
        with QPainter(self) as painter:
            painting.frame(painter, rect, theme.RADIUS_BUTTON, fill=self._ground() or t.surface, outline=t.control)
            words = theme.metrics("body").horizontalAdvance(self.text())
            at = 11.0
            if self._centred:
                at = max(at, (rect.width() - side - 8 - words) / 2)
            else:
                icons.paint(painter, "chevron-down", t.text3, rect.width() - 11 - side, round(middle - side / 2), side)
            icons.paint(painter, self._icon, t.text3, at, round(middle - side / 2), side)
            room = rect.width() - at - side - 8 - (10 if self._centred else side + 18)
            painting.text(painter, self.text(), "body", t.text, at + side + 8, middle, max(1.0, room))


class Step(IconButton):
    """An arrow in a frame."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = theme.current()
        with QPainter(self) as painter:
            outline = t.line2 if self.isEnabled() else t.line
            painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=None, outline=outline)
