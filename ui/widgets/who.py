"""Who sits here: initials and name in the foot of the window; pressed, it offers the desk's other people."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.button import Pressable
from ui.widgets.runs import one_line
from ui.widgets.typed_menu import TypedMenu
from ui.wording import say, tip

LONGEST = 160


class Who(Pressable):
    """`menu` is filled by whoever knows the people, when `pressed` says that it is wanted."""

    RADIUS = theme.RADIUS_TAG

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials: str | None = None
        self.menu = TypedMenu(self)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.show_person("", None)

    def show_person(self, name: str, initials: str | None) -> None:
        """ "" where the account is none of the desk's people."""
        self._initials = initials
        self.setText(name or say("Who are you?"))
        words = say("You are {name}. Change who sits here", name=name) if name else self.text()
        self.setAccessibleName(words)
        self.setToolTip(tip(one_line(words)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = min(theme.metrics("small").horizontalAdvance(self.text()), theme.px(LONGEST))
        return QSize(round(6 + theme.px(16) + 6 + words + 8), theme.px(theme.STATUS_BAR) - 2)

    def open_menu(self) -> None:
        theme.dress_menu(self.menu)
        at = self.mapToGlobal(self.rect().topLeft())
        at.setY(at.y() - self.menu.sizeHint().height() - 2)
        self.menu.popup(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        with QPainter(self) as painter:
            ground = self._ground()
            if ground is not None:
                painting.frame(painter, QRectF(self.rect()), self.RADIUS, fill=ground)
            middle, side = self.height() / 2, theme.px(16)
            painting.avatar(painter, 6, middle, self._initials, side)
            room = self.width() - 18 - side
            painting.text(painter, self.text(), "small", t.text3, 12 + side, middle, room)
