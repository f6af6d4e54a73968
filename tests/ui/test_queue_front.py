"""A long queue shows its first tickets at once; what it says of all of them is what it says once all are there."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import tomli_w
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.spans import HOUR
from slaapp.services.agreement_data import agreement_table
from slaapp.services.board import Group
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import window_over
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.models.arrangement import Choice, Column, Entry, Heading, Sort, View

TICKETS, FIRST = 24, 7


@pytest.fixture
def long_queue(work: DeskAtWork, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """Only the first are there, the others when they are needed."""
    monkeypatch.setattr("ui.views.queue_feed.FIRST", FIRST)
    me = work.engine.catalogue.add_person("Sam R.", now=work.clock.at)
    bare = customer_without_agreement(work)
    for n in range(TICKETS):
        received_at = work.clock.at - n * HOUR
        draft = TicketDraft(
            f"Printer {n}",
            Severity(1 + n % 4),
            None if n % 6 else bare,
            assignee=me if n % 3 else None,
            received_at=received_at,
        )
        number, _ = work.engine.desk.log(draft, now=work.clock.at)
        if n % 5 == 1:
            work.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=work.clock.at)
    with window_over(work, qtbot) as window:
        yield window


def customer_without_agreement(work: DeskAtWork) -> str:
    """Theirs is over."""
    (ours,) = work.engine.catalogue.agreements()
    over = replace(ours, name="Trial", valid_to=work.engine.hours().day_of(work.clock.at) - timedelta(days=30))
    work.engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(over)).encode(), now=work.clock.at)
    work.engine.catalogue.add_customer("Acme", agreement=over.name, now=work.clock.at)
    return work.engine.catalogue.customer("Acme").id


def said(window: MainWindow) -> tuple[object, ...]:
    table = window.queue.table
    headings = {line.group: line.count for line in table.lines if isinstance(line, Heading)}
    first = [(line.row, line.standing) for line in table.lines if isinstance(line, Entry)][:FIRST]
    return first, headings[Group.OVERDUE], table.counts(), table.shown_count, table.overdue_count, table.longest()


def test_what_is_said_of_the_queue_stays_when_the_others_come(long_queue: MainWindow) -> None:
    table = long_queue.queue.table
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    before, seen = said(long_queue), len(table.lines)
    assert not table.is_whole
    assert table.shown_count == table.counts()[View.ALL] == TICKETS
    assert table.counts()[View.NO_AGREEMENT] == TICKETS // 6
    assert "no_agreement" in long_queue.sidebar._lists
    long_queue.queue.read_rest()
    wait_for_all()
    QApplication.processEvents()
    assert table.is_whole
    assert said(long_queue) == before
    assert seen < len(table.lines)


@pytest.mark.parametrize(
    "need",
    [
        lambda window: window.queue.table.choose(Choice(text="printer 2")),
        lambda window: window.queue.sort_by(Sort(Column.SUBJECT)),
        lambda window: window.queue.table.close_groups(frozenset({Group.OVERDUE})),
        lambda window: window.go("mine"),
        lambda window: window.queue.table.rows(),
        lambda window: window.queue.neighbours(1),
        lambda window: window.queue.select(1),
        lambda window: window.queue.reload() or (wait_for_all() and QApplication.processEvents()),
        lambda window: window.commands.attempt(window.engine.desk.resolve, TICKETS),
    ],
)
def test_what_needs_all_tickets_has_them(long_queue: MainWindow, need: Callable[[MainWindow], object]) -> None:
    table = long_queue.queue.table
    assert not table.is_whole
    need(long_queue)
    assert table.is_whole
    assert {row.id for row in table.rows()} == {row.id for row in long_queue.engine.board.rows()}


def test_who_sits_here_is_counted_at_once(long_queue: MainWindow) -> None:
    table = long_queue.queue.table
    table.me = "Sam R."
    table.count_views()
    assert not table.is_whole
    assert table.counts()[View.MINE] == sum(row.assignee == "Sam R." for row in long_queue.engine.board.rows())


def test_news_wait_until_all_tickets_are_there(long_queue: MainWindow) -> None:
    assert not long_queue.coming._begun
    long_queue.queue.table.complete()
    assert long_queue.coming._begun


def test_a_short_queue_is_whole_at_once(work: DeskAtWork, window: MainWindow) -> None:
    assert window.queue.table.is_whole
    assert window.coming._begun


def test_what_the_first_act_needs_comes_with_the_first_touch(long_queue: MainWindow, qtbot: QtBot) -> None:
    window = long_queue
    vars(window.engine.database).pop("writer")  # with which this test made its tickets

    window.get_ready()
    wait_for_all()
    QApplication.processEvents()
    assert window.queue.table.is_whole
    assert "log_ticket" not in vars(window)
    assert "writer" not in vars(window.engine.database)

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "log_ticket" in vars(window))
    wait_for_all()
    assert "writer" in vars(window.engine.database)
    assert window.open_form is None


def test_log_ticket_opens_at_the_very_first_key(long_queue: MainWindow) -> None:
    window = long_queue
    window.get_ready()

    window.log()

    assert window.open_form is window.log_ticket
