"""Waiting is told late, and how far it is later still; what is fast shows nothing."""

import pytest
from pytestqt.qtbot import QtBot

from slaapp.domain.errors import Refusal
from ui.background import in_background, progress_of
from ui.widgets import waiting as waits
from ui.widgets.waiting import Waiting


def test_what_is_fast_shows_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "LATE_MS", 0)
    waiting, late = Waiting(), []
    qtbot.addWidget(waiting)
    waiting.late.connect(lambda: late.append(waiting.words.text()))

    waiting.begin("Searching")
    seen = (waiting.bars.isVisible(), waiting.progress.isVisible())
    waiting.end()
    waiting.begin("Working it out")
    qtbot.waitUntil(lambda: bool(late))

    assert seen == (False, False)
    assert late == ["Working it out"]


def test_bars_come_first_and_then_how_far_it_is_with_cancel(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "LATE_MS", 0)
    monkeypatch.setattr(waits, "LONG_MS", 10)
    waiting = Waiting()
    qtbot.addWidget(waiting)

    waiting.begin("Working it out")
    with qtbot.waitSignal(waiting.late):
        pass
    late = (waiting.bars.isVisible(), waiting.cancel.isVisible())
    waiting.show_part(1200, 10000)
    qtbot.waitUntil(waiting.cancel.isVisible)

    assert late == (True, False)
    assert waiting.words.text() == "Working it out: 1,200 of 10,000"
    with qtbot.waitSignal(waiting.cancelled):
        waiting.cancel.click()


def test_work_in_the_background_tells_how_far_it_is_and_stops_when_it_is_not_wanted(qtbot: QtBot) -> None:
    waiting, told, came, wanted = Waiting(), [], [], [True]
    qtbot.addWidget(waiting)
    tell = progress_of(waiting, lambda done, whole: told.append((done, whole)), lambda: wanted[0])

    def work() -> str:
        for done in range(1, 4):
            tell(done, 3)
        return "done"

    in_background(waiting, work, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert told == [(1, 3), (2, 3), (3, 3)]

    wanted[0] = False
    in_background(waiting, work, came.append, refused=came.append)
    in_background(waiting, _refuse, came.append, refused=came.append)
    qtbot.waitUntil(lambda: len(came) > 1)
    assert came == ["done", "Nothing."]


def _refuse() -> None:
    raise Refusal("Nothing.")
