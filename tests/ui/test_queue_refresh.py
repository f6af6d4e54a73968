"""Whatever others do meanwhile: the chosen ticket, the marks and the place in the list stay; the model keeps to Qt's
rules with marks and every filter. Random changes from a fixed seed, made through a second opening of the store."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.engine import Engine
from slaapp.services.board import Group
from slaapp.services.changes import Changes
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, customer
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.models.arrangement import Choice, Column, Entry, Sort, View
from ui.views.queue_view import QueueView

TICKETS, ROUNDS = 40, 12
SEEDS = (1, 7, 23)


@pytest.fixture
def other(work: DeskAtWork, tmp_path: Path) -> Iterator[Engine]:
    with Engine.open(tmp_path / "desk.db", user="kim", now=work.clock.now(), zone="Europe/London") as engine:
        yield engine


@pytest.fixture
def window_with_many(work: DeskAtWork, window: MainWindow) -> MainWindow:
    clinic, _ = customer(work, "Harbour Clinic")
    work.engine.customers.add_service(clinic, "Network", now=work.clock.at)
    (network,) = work.engine.customers.page(clinic, work.engine.board, now=work.clock.at).services
    for number in range(TICKETS):
        of_clinic: dict[str, Any] = {"customer": clinic, "service": network.id} if number % 3 == 0 else {}
        draft = TicketDraft(subject=f"Ticket {number}", severity=Severity(1 + number % 4), **of_clinic)
        work.engine.desk.log(draft, now=work.clock.at)
    refresh(work, window)
    window.queue.take_focus()
    return window


def refresh(work: DeskAtWork, window: MainWindow) -> None:
    """The window notices what others wrote, and nobody is busy in it."""
    work.clock.at += 5
    window.heartbeat.go_on()
    wait_for_all()
    QApplication.processEvents()
    work.clock.at += 5
    window.heartbeat.go_on()
    QApplication.processEvents()


def change(engine: Engine, dice: random.Random, now: int, spared: set[int]) -> set[int]:
    """Something random happens to a few tickets; gives which ones."""
    desk, touched = engine.desk, set()
    numbers = [row.number for row in engine.board.rows() if row.number not in spared]
    for number in dice.sample(numbers, min(4, len(numbers))):
        what = dice.randrange(6)
        try:
            if what == 0:
                desk.resolve(number, now=now)
            elif what == 1:
                desk.set_status(number, Status.WAITING_CUSTOMER, now=now)
            elif what == 2:
                desk.set_severity(number, dice.choice(list(Severity)), now=now)
            elif what == 3:
                desk.note(number, "Looked at it", now=now)
            elif what == 4:
                desk.set_status(number, Status.IN_PROGRESS, now=now)
            else:
                desk.log(TicketDraft(subject="New one", severity=dice.choice(list(Severity))), now=now)
        except Refusal:
            continue
        touched.add(number)
    return touched


def seen(view: QueueView, window: MainWindow) -> dict[int, int]:
    """The tickets that are seen whole, with where their rows begin."""
    table, found = window.queue.table, {}
    for at in view.visible_lines():
        line, top = table.line(at), view.rowViewportPosition(at)
        if isinstance(line, Entry) and top >= 0 and top + view.rowHeight(at) <= view.viewport().height():
            found[line.row.number] = top
    return found


def test_what_the_desk_holds_is_counted_anew_when_others_wrote(
    work: DeskAtWork, window: MainWindow, other: Engine
) -> None:
    window.commands.run(work.engine.catalogue.add_customer, "Harbour Clinic")
    item = window.sidebar.place_item("customers")
    here = item.accessibleName()
    other.catalogue.add_customer("Lakeside Hotel", now=work.clock.at)
    refresh(work, window)

    assert (here, item.accessibleName()) == ("Customers, 1", "Customers, 2")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ticket_in_view_stays_chosen_in_view_and_marked(
    seed: int, work: DeskAtWork, window_with_many: MainWindow, other: Engine
) -> None:
    window, dice = window_with_many, random.Random(seed)
    view, table = window.queue.view, window.queue.table
    number = dice.choice([row.number for row in table.rows()])
    marked = set(dice.sample([row.number for row in table.rows()], 6))
    window.queue.select(number)
    window.queue.mark(marked)
    for _ in range(ROUNDS):
        change(other, dice, work.clock.at, {number})
        refresh(work, window)
        entry = view.current_entry()
        there = {held.row.number for held in table.unfolded()}

        assert entry is not None
        assert entry.row.number == number
        assert [index.row() for index in view.selectionModel().selectedRows()] == [view.currentIndex().row()]
        assert number in seen(view, window)
        marked &= there
        assert {held.row.number for held in table.marked()} == marked


@pytest.mark.parametrize("seed", SEEDS)
def test_who_scrolled_away_goes_on_reading_there(
    seed: int, work: DeskAtWork, window_with_many: MainWindow, other: Engine
) -> None:
    window, dice = window_with_many, random.Random(seed)
    view, table = window.queue.view, window.queue.table
    window.resize(1440, 560)
    QApplication.processEvents()
    chosen = table.unfolded()[0].row.number
    window.queue.select(chosen)
    bar = view.verticalScrollBar()
    for _ in range(ROUNDS):
        bar.setValue(max(bar.maximum() - dice.randrange(60, 400), 100))
        before, at_end = seen(view, window), bar.value() == bar.maximum()
        first = table.line(view.rowAt(0))
        touched = change(other, dice, work.clock.at, {chosen})
        refresh(work, window)
        after = seen(view, window)
        entry = view.current_entry()

        assert entry is not None
        assert entry.row.number == chosen
        calm = set(before) - touched
        assert len(calm & set(after)) >= len(calm) - 5, "a page of tickets is not exchanged for another"
        if isinstance(first, Entry) and first.row.number not in touched and not at_end and bar.value() < bar.maximum():
            assert view.rowViewportPosition(table.line_of(first.key) or 0) <= 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_table_keeps_to_qts_rules_with_marks_and_all_filters(
    seed: int, work: DeskAtWork, window_with_many: MainWindow, other: Engine, qtlog: Any, qtbot: QtBot
) -> None:
    window, dice = window_with_many, random.Random(seed)
    queue, table = window.queue, window.queue.table
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Warning)
    narrowing: list[dict[str, Any]] = [
        {"customer": frozenset({"Harbour Clinic"})},
        {"severity": frozenset({Severity.HIGH, Severity.LOW})},
        {"status": frozenset({Status.NEW, Status.WAITING_CUSTOMER})},
        {"assignee": frozenset({""})},
        {"service": frozenset({"Network"})},
        {"text": "ticket 1"},
        {},
    ]
    for _ in range(ROUNDS):
        choice = Choice(dice.choice((View.ALL, View.UNASSIGNED, View.WAITING, View.RESOLVED)))
        for held in dice.sample(narrowing, 2):
            choice = replace(choice, **held)
        table.choose(choice, Sort(dice.choice(list(Column)), dice.random() < 0.5))
        queue.mark({entry.row.number for entry in table.unfolded() if dice.random() < 0.5})
        change(other, dice, work.clock.at, set())
        refresh(work, window)
        table.close_groups(frozenset(dice.sample(list(Group), 2)))
        wanted = {entry.key for entry in table.marked()}

        assert wanted == set(table.marks.tickets) <= {entry.key for entry in table.unfolded()}
        assert all(table.data(table.index(at, 0)) for at in range(table.rowCount()))
        assert table.rowCount() == len(table.lines)
    assert tester.model() is table
    assert [record.message for record in qtlog.records if "FAIL" in record.message] == []


def test_what_was_read_anew_is_told_once(work: DeskAtWork, window: MainWindow) -> None:
    told: list[None] = []
    window.queue._feed.took.connect(lambda: told.append(None))
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones"))
    window.queue.view.select_first()
    told.clear()

    window.queue.apply(Changes(customers=True))

    assert len(told) == 1
