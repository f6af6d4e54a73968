"""Nothing is lost when the text grows or the window shrinks: figures stay whole, words give way, signs remain."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from tests.ui.desk_at_work import DeskAtWork, at, outside
from tests.ui.window_at_work import log, turn, window_over
from ui import queue_words, theme
from ui.main_window import MainWindow
from ui.models.arrangement import Choice, Column, Entry
from ui.models.queue_columns import RIGHT, columns
from ui.views.queue_chips import FilterChip
from ui.widgets.key_menu import KeyMenu

SIZES = [(1440, 1.5), (1440, 1.25), (1440, 1.0), (1440, 0.9), (1366, 1.0), (1180, 1.5), (1024, 1.5), (1024, 1.0)]

COLUMNS = {
    Column.REMAINING, Column.CLOCK, Column.DUE, Column.SEVERITY, Column.NUMBER, Column.SUBJECT, Column.CUSTOMER,
    Column.STATUS, Column.ASSIGNEE,
}  # fmt: skip
"""None is given up for want of room."""


@pytest.fixture
def window(work: DeskAtWork, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_over(work, qtbot) as found:
        yield found
        found.state.text_size = 1.0
        found.take_state()


def show(window: MainWindow, width: int, text_size: float) -> None:
    window.resize(width, 640 if width < 1180 else 870)
    window.state.text_size = text_size
    window.take_state()
    QApplication.processEvents()


@pytest.mark.parametrize(("width", "text_size"), SIZES)
def test_the_columns_never_run_out_of_the_window(
    work: DeskAtWork, window: MainWindow, width: int, text_size: float
) -> None:
    log(work, window, severity=Severity.URGENT)
    show(window, width, text_size)
    view = window.queue.view
    last, subject = view.places()[-1], next(held for held in view.places() if held.column is Column.SUBJECT)

    assert window.width() == width
    assert last.x + last.width <= view.viewport().width() - RIGHT
    assert subject.width >= theme.px(120)
    assert {held.column for held in view.places()} >= COLUMNS
    assert outside(window) == []


def test_words_give_way_before_signs_and_figures(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT)

    def folded(width: int) -> list[str]:
        return [held.column.value for held in columns(width, window=1440) if held.folded]

    assert folded(1232) == []
    assert folded(972) == ["clock"]
    assert folded(900) == ["clock", "status"]
    assert folded(780) == ["clock", "severity", "status", "assignee"]
    assert next(held.width for held in columns(972, window=1024) if held.column is Column.SUBJECT) >= 260


def test_a_folded_column_is_told_by_the_tip(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, severity=Severity.URGENT)
    show(window, 1024, 1.5)
    view = window.queue.view

    tip = view.tip_at(view.places()[5].x + 4, view.rowViewportPosition(1) + 8)

    assert "Urgent" in tip
    assert "First response due" in tip


def test_the_sidebar_grows_with_its_words(work: DeskAtWork, window: MainWindow) -> None:
    show(window, 1440, 1.5)

    items = window.sidebar.findChildren(type(window.sidebar.place_item("agreements")))
    for item in (item for item in items if item.isVisible()):
        assert item.width() == window.sidebar.width() - 17
        assert item.room() >= theme.metrics("semi").horizontalAdvance(item.place.title), item.place.title


def test_the_bars_over_the_list_grow_with_their_words(work: DeskAtWork, window: MainWindow) -> None:
    show(window, 1440, 1.5)

    assert window.queue.ribbon.height() == 72
    assert window.queue.header.height() == 78
    assert window.queue.ribbon.pill().bottom() <= 72


@pytest.mark.parametrize("text_size", [1.0, 1.5])
def test_a_figure_is_never_cut(work: DeskAtWork, window: MainWindow, text_size: float) -> None:
    paused = log(work, window, severity=Severity.HIGH, received_at=at("2026-03-10 09:15"))
    window.commands.run(work.engine.desk.set_status, paused, Status.WAITING_CUSTOMER)
    log(work, window, severity=Severity.LOW, received_at=at("2025-12-01 09:00"))
    log(work, window, severity=Severity.LOW, received_at=at("2026-02-02 09:00"))
    show(window, 1440, text_size)
    window.grab()
    queue = window.queue
    due = next(held for held in queue.view.places() if held.column is Column.DUE)

    for line in queue.table.lines:
        if isinstance(line, Entry):
            standing = queue.table.shown(line)
            words = queue_words.due_column(standing, work.clock.at, work.engine.board.zone, short=True)
            assert theme.metrics("body").horizontalAdvance(words) <= due.room, words
            pill = queue.view.pill_room()
            assert theme.metrics("semi").horizontalAdvance(queue.figure(line.key)) <= pill, queue.figure(line.key)


def test_how_a_ticket_ended_is_never_cut(work: DeskAtWork, window: MainWindow) -> None:
    for received in ("2025-06-02 09:00", "2026-03-06 12:07", "2026-03-10 09:13"):
        number = log(work, window, severity=Severity.HIGH, received_at=at(received))
        window.commands.run(work.engine.desk.resolve, number)
    turn(work, window, "2026-03-10 10:00:01")
    window.go("resolved")
    window.grab()
    queue = window.queue
    told = [queue.figure(line.key) for line in queue.table.lines if isinstance(line, Entry)]

    assert all(theme.metrics("body").horizontalAdvance(words) <= queue.view.pill_room() for words in told), told


@pytest.mark.parametrize(("width", "text_size"), [(1440, 1.0), (1024, 1.0), (1440, 1.25)])
def test_chips_that_say_something_are_not_squeezed_by_those_that_do_not(
    work: DeskAtWork, window: MainWindow, width: int, text_size: float
) -> None:
    log(work, window, severity=Severity.HIGH)
    show(window, width, text_size)
    header = window.queue.header
    header.chosen.emit(Choice(assignee=frozenset({"Kim L.", "Sam R."}), customer=frozenset({"Harbour Clinic"})))
    QApplication.processEvents()
    seen = [chip for chip in (header.assignee, header.customer, header.severity) if chip.isVisible()]

    assert seen[:2] == [header.assignee, header.customer]
    assert all(chip.width() >= chip.sizeHint().width() for chip in seen)


def test_a_chip_without_room_is_offered_among_the_other_filters(work: DeskAtWork, window: MainWindow) -> None:
    log(work, window, severity=Severity.HIGH)
    show(window, 1024, 1.5)
    header = window.queue.header
    header.more.click()
    menu = next(held for held in header.findChildren(KeyMenu) if held.isVisible())
    offered = [action.text().split("\t")[0] for action in menu.actions()]
    menu.close()

    hidden = [chip.by.label for chip in header.findChildren(FilterChip) if chip.isHidden()]
    assert "Severity" in offered
    assert offered == hidden


def test_what_goes_on_below_is_seen_to_go_on(window: MainWindow, qtbot: QtBot) -> None:
    show(window, 1024, 1.5)
    window.log()
    QApplication.processEvents()
    form = window.log_ticket
    assert form.area.more.isVisible()
    form.notes.edit.setFocus()
    QApplication.processEvents()
    corner = form.notes.mapTo(form.area.viewport(), form.notes.rect().bottomLeft())
    assert 0 <= corner.y() < form.area.viewport().height()
    form.area.verticalScrollBar().setValue(form.area.verticalScrollBar().maximum())
    assert not form.area.more.isVisible()
