"""Opening a store that cannot be opened or shown: the window says so, and offers another one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from slaapp.engine import Engine
from tests.ui.at_the_program import take_steps
from tests.ui.desk_at_work import HandClock, at
from ui.app import show_store, work_on
from ui.dialogs.failure import Failure
from ui.failures import Failures
from ui.main_window import MainWindow
from ui.views.closed import ClosedPage
from ui.views.queue_page import QueuePage
from ui.window_state import WindowState

NOW = at("2026-03-10 10:00")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    found = MainWindow(HandClock(NOW), WindowState(), None)
    found.show()
    yield found
    found.close()
    found.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def failures(window: MainWindow, tmp_path: Path) -> Failures:
    found = Failures(tmp_path / "slaapp.log")
    found.happened.connect(window.say_failed)
    return found


def closed_page(window: MainWindow) -> ClosedPage:
    page = window.pages.currentWidget()
    assert isinstance(page, ClosedPage)
    return page


def test_a_refused_store_leaves_a_sentence_in_the_window(
    window: MainWindow, failures: Failures, tmp_path: Path
) -> None:
    (tmp_path / "desk.slaapp").write_text("no store")

    shown = show_store(window, failures, lambda: Engine.open(tmp_path / "desk.slaapp", user="sam", now=NOW))

    assert not shown
    assert "desk.slaapp is not a data file of SLA Desk" in closed_page(window).sentence
    assert not window.sidebar.isEnabled()


def test_a_mistake_while_starting_is_told_and_does_not_end_the_program(
    window: MainWindow, failures: Failures, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Engine.open(tmp_path / "desk.db", user="sam", now=NOW, is_test=True) as engine:
        pass

    shown = show_store(window, failures, lambda: engine)

    dialogs = window.findChildren(Failure)
    assert not shown
    assert [dialog.isVisible() for dialog in dialogs] == [True]
    assert "What was saved is kept" in closed_page(window).sentence
    assert "Traceback" in caplog.text


LOGGED = """
import logging, sys
from pathlib import Path
from ui.failures import start_log
file = start_log(Path(sys.argv[1]))
print(file.exists())
logging.getLogger("slaapp").warning("Refused: %s", "a mistake")
"""


def test_the_log_is_made_with_its_first_line(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", LOGGED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("False\n", "")
    assert (tmp_path / "slaapp.log").read_text(encoding="utf-8").endswith(" WARNING slaapp: Refused: a mistake\n")


def test_another_file_or_a_new_one_can_be_chosen_instead(qtbot: QtBot, tmp_path: Path) -> None:
    other, fresh = tmp_path / "other.slaapp", tmp_path / "new.slaapp"
    page = ClosedPage("Not opened.", ask=lambda _: other, ask_new=lambda _: fresh)
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.chosen) as first:
        page.another.click()
    with qtbot.waitSignal(page.chosen) as second:
        page.make.click()

    assert [*first.args, *second.args] == [other, fresh]


def test_nothing_happens_when_no_file_is_chosen_after_all(qtbot: QtBot) -> None:
    page = ClosedPage("Not opened.", ask=lambda _: None)
    qtbot.addWidget(page)

    with qtbot.assertNotEmitted(page.chosen):
        page.another.click()


def test_the_store_that_was_chosen_instead_is_opened(qapp: QApplication, tmp_path: Path) -> None:
    damaged, other = tmp_path / "damaged.slaapp", tmp_path / "other.slaapp"
    damaged.write_text("no store")
    seen: list[str] = []

    def shows(kind: type[QWidget]) -> Callable[[MainWindow], bool]:
        return lambda window: isinstance(window.pages.currentWidget(), kind)

    def choose(window: MainWindow) -> None:
        seen.append(closed_page(window).sentence)
        closed_page(window).chosen.emit(other)

    steps = [(shows(ClosedPage), choose), (shows(QueuePage), MainWindow.close)]
    code = take_steps(qapp, steps, lambda: work_on(qapp, Failures(tmp_path / "slaapp.log"), damaged, user="sam"))

    assert "damaged.slaapp is not a data file" in seen[0]
    assert (code, other.exists()) == (0, True)


def test_a_store_that_can_be_opened_by_now_is_tried_again(qapp: QApplication, tmp_path: Path) -> None:
    store = tmp_path / "desk.slaapp"
    store.write_text("no store")

    def again(window: MainWindow) -> None:
        store.unlink()
        closed_page(window).again.click()

    shows = [
        lambda window: isinstance(window.pages.currentWidget(), ClosedPage),
        lambda window: isinstance(window.pages.currentWidget(), QueuePage),
    ]
    steps = [(shows[0], again), (shows[1], MainWindow.close)]
    code = take_steps(qapp, steps, lambda: work_on(qapp, Failures(tmp_path / "slaapp.log"), store, user="sam"))

    assert (code, store.exists()) == (0, True)


def test_the_demo_says_that_it_begins_anew(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.app.make_room", lambda: None)
    said: list[str] = []

    def look(window: MainWindow) -> None:
        said.extend(notice.title for notice in window.toasts.shown if not notice.stays)
        window.close()

    steps = [(lambda window: isinstance(window.pages.currentWidget(), QueuePage) and bool(window.toasts.shown), look)]
    failures = Failures(tmp_path / "slaapp.log")
    take_steps(qapp, steps, lambda: work_on(qapp, failures, tmp_path / "demo.slaapp", user="sam", demo=True))

    assert any("begins anew each time" in words for words in said)
