"""The whole window over a desk whose clock is turned by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, at
from ui import theme
from ui.background import wait_for_all
from ui.dialogs.palette import Palette
from ui.main_window import MainWindow
from ui.models.arrangement import Entry, Heading
from ui.models.queue_table import QueueTable
from ui.window_state import WindowState, recall


@contextmanager
def window_over(
    work: DeskAtWork, qtbot: QtBot, *, state_file: Path | None = None, size: tuple[int, int] = (1440, 870)
) -> Iterator[MainWindow]:
    state = WindowState() if state_file is None else recall(state_file)
    window = MainWindow(work.clock, state, state_file)
    window.commands.refused.connect(work.refused.append)
    window.resize(*size)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.show_desk(work.engine)
    QApplication.processEvents()
    yield window
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()  # the next test's list would wait for it
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def log(
    work: DeskAtWork,
    window: MainWindow,
    subject: str = "Phones dead",
    severity: Severity = Severity.HIGH,
    **about: object,
) -> int:
    """As done in this window; gives the number."""
    draft = TicketDraft(subject=subject, severity=severity, **about)  # type: ignore[arg-type]
    number, _ = window.commands.attempt(work.engine.desk.log, draft)
    return number


def turn(work: DeskAtWork, window: MainWindow, when: str) -> None:
    """The clock on the wall goes on, and the heartbeat beats at that second."""
    work.clock.at = at(when)
    window.heartbeat.go_on()


def reload(window: MainWindow) -> None:
    """The queue reads what was written behind its back, and has it."""
    window.queue.reload()
    wait_for_all()
    QApplication.processEvents()


def lines(table: QueueTable) -> list[str]:
    """The list as one reads it: headings with their count, tickets by subject."""
    return [_told(line) for line in table.lines]


def _told(line: Entry | Heading) -> str:
    if isinstance(line, Entry):
        return line.row.subject
    name = "Done" if line.group is None else line.group.name
    return f"— {name} {line.count}{' closed' if line.closed else ''}"


def titles(window: MainWindow) -> list[str]:
    """What the notices say, in their order."""
    return [notice.title for notice in window.toasts.shown]


def press(qtbot: QtBot, window: MainWindow, *keys: str | Qt.Key) -> None:
    """Each key goes to what has the keyboard; a text is typed letter by letter."""
    for key in keys:
        target = QApplication.focusWidget() or window
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)
        QApplication.processEvents()


def opened_palette(window: MainWindow, qtbot: QtBot, text: str = "") -> Palette:
    """With that typed into it."""
    window.go("palette")
    palette = window.findChildren(Palette)[-1]
    qtbot.keyClicks(palette.edit, text)
    return palette


def ringed(table: QTableView) -> list[int]:
    """The rows around which the ring of what has the keyboard is painted."""
    picture, first = table.viewport().grab().toImage(), table.model()
    middles = [table.visualRect(first.index(row, 0)).center().y() for row in range(first.rowCount())]
    seen = [(row, y) for row, y in enumerate(middles) if 0 <= y < picture.height()]
    return [row for row, y in seen if picture.pixelColor(1, y) == theme.current().focus]


def chord(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """A key with others held down, to what has the keyboard."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def tab_to(qtbot: QtBot, window: MainWindow, wanted: QWidget) -> None:
    """By Tab alone, once around at most."""
    for _ in range(60):
        if QApplication.focusWidget() is wanted:
            return
        press(qtbot, window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted}")
