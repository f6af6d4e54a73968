"""Files dropped on a row of the list go on its ticket, with one undo; elsewhere in the list they are refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork
from ui.main_window import MainWindow


@pytest.fixture
def numbers(work: DeskAtWork, window: MainWindow) -> list[int]:
    found = []
    for severity in (Severity.URGENT, Severity.HIGH):
        number, _ = window.commands.attempt(work.engine.desk.log, TicketDraft(subject="Door", severity=severity))
        found.append(number)
    QApplication.processEvents()
    return found


def spot(window: MainWindow, number: int) -> QPoint:
    """The middle of a ticket's row, as the window counts."""
    view = window.queue.view
    at = window.queue.table.line_of_number(number)
    assert at is not None
    return view.viewport().mapTo(window, QPoint(300, view.rowViewportPosition(at) + view.rowHeight(at) // 2))


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def hover(window: MainWindow, at: QPoint, mime: QMimeData) -> None:
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, button, keys))


def drop(window: MainWindow, at: QPoint, mime: QMimeData) -> None:
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    hover(window, at, mime)
    QApplication.sendEvent(window, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, button, keys))


def names(work: DeskAtWork, number: int) -> list[str]:
    return [on.file.name for on in work.engine.files.of(number)]


def test_files_go_on_the_ticket_of_the_row_and_undo_takes_one_off(
    work: DeskAtWork, window: MainWindow, numbers: list[int], qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.log", tmp_path / "b.log"]
    for path in paths:
        path.write_text(path.name)
    drop(window, spot(window, numbers[1]), files(*paths))
    qtbot.waitUntil(lambda: not window.drops.row_files.copying.busy)
    attached = names(work, numbers[1])
    window.history.undo()

    assert (attached, names(work, numbers[0])) == (["a.log", "b.log"], [])
    assert names(work, numbers[1]) == ["a.log"]
    assert window.places.current is window.queue


def test_the_row_that_would_take_them_stands_out(
    work: DeskAtWork, window: MainWindow, numbers: list[int], tmp_path: Path
) -> None:
    line = window.queue.view.itemDelegate()
    seen = []
    for at in (spot(window, numbers[0]), spot(window, numbers[1]), QPoint(600, 700)):
        hover(window, at, files(tmp_path / "a.log"))
        seen.append(line.target)  # type: ignore[attr-defined]
    hover(window, spot(window, numbers[0]), files(tmp_path / "a.eml"))
    seen.append(line.target)  # type: ignore[attr-defined]
    hover(window, spot(window, numbers[0]), files(tmp_path / "a.log"))
    QApplication.sendEvent(window, QDragLeaveEvent())

    assert seen == [*numbers, None, None]
    assert line.target is None  # type: ignore[attr-defined]


def test_beside_the_rows_they_are_refused_with_what_to_do(
    work: DeskAtWork, window: MainWindow, numbers: list[int], qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.drops.refused) as refused:
        drop(window, QPoint(600, 700), files(tmp_path / "a.log"))

    assert refused.args is not None
    assert "Drop a file on the row of a ticket, or on its page." in refused.args[0]


def test_a_file_that_cannot_be_read_says_so(
    work: DeskAtWork, window: MainWindow, numbers: list[int], qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.drops.refused):
        drop(window, spot(window, numbers[0]), files(tmp_path / "gone.log"))

    assert names(work, numbers[0]) == []
