"""The sign in the system's tray: how many tickets are overdue, and notices while the window is not in front."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui import icons, theme
from ui.widgets import painting
from ui.widgets.runs import one_line
from ui.wording import overdue_tickets, say

SIDES = (16, 22, 32, 48)
MOST = 9
SHOWN_FOR_MS = 10_000
_PLAIN = {"<": "\u2039", ">": "\u203a", "&": "\uff06"}
"""What a desktop's notifications could read as markup, and the like of it that they cannot."""


class Tray(QObject):
    """Where the system has no tray, nothing is seen and nothing is told. `opened`: the person wants the window."""

    opened = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._overdue = -1
        self._then: Callable[[], object] = self.opened.emit
        theme.notifier.changed.connect(self._dress)

    @property
    def there(self) -> bool:
        """Whether this system has a tray at all."""
        return has_tray()

    def show_overdue(self, count: int) -> None:
        """Be seen, with that number."""
        if not self.there:
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(self)
            self._menu = menu = QMenu()
            menu.addAction(say("Open SLA Desk")).triggered.connect(lambda _=False: self.opened.emit())
            menu.addAction(say("Quit")).triggered.connect(lambda _=False: self.quit_wanted.emit())
            self._icon.setContextMenu(menu)
            self._icon.activated.connect(self._activated)
            self._icon.messageClicked.connect(self._clicked)
        if count != self._overdue:
            self._overdue = count
            self._dress()
        self._icon.setVisible(True)

    def hide(self) -> None:
        if self._icon is not None:
            self._icon.hide()

    def tell(self, title: str, *lines: str, then: Callable[[], object] | None = None) -> None:
        """A notification of the system, in plain words. A click on it does `then`; None: the window is opened."""
        if self._icon is not None and self._icon.isVisible():
            self._then = then or self.opened.emit
            self._icon.showMessage(plain(title), "\n".join(map(plain, lines)), self._icon.icon(), SHOWN_FOR_MS)

    def _clicked(self) -> None:
        self._then()

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how is not QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit()

    def _dress(self) -> None:
        if self._icon is not None and self._overdue >= 0:
            self._icon.setIcon(sign(self._overdue))
            words = overdue_tickets(self._overdue) if self._overdue else say("Nothing is overdue")
            self._icon.setToolTip(f"SLA Desk: {words}")


def has_tray() -> bool:
    """Whether this system has a tray at all."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def plain(text: str) -> str:
    """The text on one line, with nothing in it that a notification could take for markup."""
    return "".join(_PLAIN.get(letter, letter) for letter in one_line(text))


def sign(overdue: int) -> QIcon:
    """The program's icon, with the number overdue on it."""
    icon = QIcon()
    for side in SIDES:
        icon.addPixmap(_pixmap(side, overdue))
    return icon


def _pixmap(side: int, overdue: int) -> QPixmap:
    t = theme.current()
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painting.frame(painter, QRectF(0, 0, side, side), side / 5, fill=t.red if overdue else t.accent)
        if overdue:
            words = str(overdue) if overdue <= MOST else f"{MOST}+"
            painter.setFont(theme.wall_font(round(side * (0.72 if overdue <= MOST else 0.56)), 700))
            painter.setPen(t.on_red)
            painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, words)
        else:
            inner = round(side * 0.7)
            icons.paint(painter, "alarm-clock", t.on_accent, (side - inner) / 2, (side - inner) / 2, inner, stroke=2.0)
    return image
