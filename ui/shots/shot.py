"""What a picture is of: its name, its pose, its size and colours."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from slaapp.domain.value import Value
from slaapp.services import demo
from ui import theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.theme import Scheme

WIDE, NARROW, SMALLEST = (1440, 870), (1366, 738), (1024, 640)
TICKET = 2408
ZONE = ZoneInfo(demo.ZONE)


class Shot(Value):
    name: str
    pose: Callable[[MainWindow], None]
    scheme: Scheme = Scheme.LIGHT
    size: tuple[int, int] = WIDE
    empty: bool = False
    text_size: float = 1.0
    wall: bool = False
    """Of the wallboard on a screen of that size."""

    @property
    def varies(self) -> bool:
        """Not the wallboard, which is always dark and as large as its screen, nor what the system colours."""
        return not self.wall and "high-contrast" not in self.name


def in_high_contrast(pose: Callable[[MainWindow], None]) -> Callable[[MainWindow], None]:
    """In the colours of a system that is set to yellow on black."""

    def posed(window: MainWindow) -> None:
        pose(window)
        system = QPalette()
        for role, colour in (
            (QPalette.ColorRole.Base, Qt.GlobalColor.black),
            (QPalette.ColorRole.Text, Qt.GlobalColor.yellow),
            (QPalette.ColorRole.Highlight, Qt.GlobalColor.cyan),
            (QPalette.ColorRole.Link, Qt.GlobalColor.green),
        ):
            system.setColor(role, colour)
        theme.wear(QApplication.instance(), theme.contrasting(system))  # type: ignore[arg-type]

    return posed


def no_answer(number: int) -> None:
    """What a picture's button does."""


def settle() -> None:
    """Let what was begun in the background come to its end: the pages of a report."""
    for _ in range(3):
        wait_for_all()
        QTest.qWait(30)
