"""PySide6 6.12 lost references to None and True until the interpreter ended; the pinned version must not."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, desk_at_work
from tests.ui.window_at_work import window_over
from ui.main_window import MainWindow

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are no longer counted")

ROUNDS = 10_000
STRAY = 200
"""Caches fill and objects come and go; what is lost once a round would be ten thousand."""


class Emitter(QObject):
    plain = Signal()
    number = Signal(int)
    thing = Signal(object)
    yes = Signal(bool)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with desk_at_work(tmp_path) as work, window_over(work, qtbot) as found:
        _log(work, found)
        yield found


def _log(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones dead"))


def _counts() -> list[int]:
    return [sys.getrefcount(thing) for thing in (None, True, False)]


def test_ten_thousand_signals_and_paints_lose_no_reference(window: MainWindow) -> None:
    emitter = Emitter()
    heard: list[object] = []
    emitter.plain.connect(heard.clear)
    emitter.number.connect(lambda number: None)
    emitter.thing.connect(lambda thing: None)
    emitter.yes.connect(lambda yes: None)
    view = window.queue.view
    line, index = view.itemDelegate(), window.queue.table.index(1, 0)
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(index)
    image = QImage(1232, 80, QImage.Format.Format_RGB32)
    painter = QPainter(image)

    def round_() -> None:
        emitter.plain.emit()
        emitter.number.emit(7)
        emitter.thing.emit(None)
        emitter.yes.emit(True)
        view.setUpdatesEnabled(True)
        line.paint(painter, option, index)

    for _ in range(100):
        round_()
    before = _counts()
    for _ in range(ROUNDS):
        round_()
    after = _counts()
    painter.end()

    assert [abs(b - a) < STRAY for a, b in zip(before, after, strict=True)] == [True, True, True], (before, after)


def test_a_thousand_beats_of_the_window_lose_no_reference(window: MainWindow) -> None:
    def beat() -> None:
        window.heartbeat.beat.emit(window.queue.table.now)
        window.queue.view.viewport().repaint()

    for _ in range(20):
        beat()
    before = _counts()
    for _ in range(1000):
        beat()

    assert [abs(b - a) < STRAY for a, b in zip(before, _counts(), strict=True)] == [True, True, True]
