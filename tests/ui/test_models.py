"""Every model of the window keeps to Qt's rules while what it shows changes."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.spans import Span
from slaapp.domain.what_if import Flip
from slaapp.services.whatif import WhatIf
from tests.ui.desk_at_work import DeskAtWork, customer
from tests.ui.window_at_work import log, press, turn
from ui.main_window import MainWindow
from ui.views.customers.page import CustomersPage
from ui.views.review.flips import FlipRows

Story = Callable[[DeskAtWork, MainWindow, QtBot], Iterator[QAbstractItemModel]]
"""Gives the model as soon as it is there, then changes what it shows."""


def queue(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    yield window.queue.table
    number = log(work, window, "Phones dead", Severity.URGENT)
    log(work, window, "Projector dark")
    window.commands.run(work.engine.desk.set_status, number, Status.WAITING_CUSTOMER)
    window.commands.run(work.engine.desk.resolve, number)
    turn(work, window, "2026-03-10 16:00")
    window.go("resolved")


def palette(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    log(work, window)
    window.go("palette")
    yield the_one("ui.dialogs.palette", window)
    press(qtbot, window, "phones", *[Qt.Key.Key_Backspace] * 6, "set", Qt.Key.Key_Down)


def search(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    log(work, window)
    window.go("search")
    model = the_one("ui.views.found_page", window)
    yield model
    for key, found in (("phones", True), (Qt.Key.Key_Backspace, True), ("x", False)):
        press(qtbot, window, key)
        qtbot.waitUntil(lambda found=found: (model.rowCount() > 0) is found)


def customers(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    for name in ("Acme", "Best Bakery"):
        customer(work, name)
    page = customers_page(window)
    yield the_one("ui.views.customers.customer_list", window)
    page.side.search.edit.setText("best")
    page.side.search.edit.setText("")
    page.act("retire")


def contacts(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    customer(work, "Acme", contact="Kim L.")
    page = customers_page(window)
    file = work.engine.store.with_name("people.csv")
    file.write_text("Name;Telefon\nKim L.;999\nSam;215\n;\n", encoding="utf-8")
    page.import_file(file)
    model = the_one("ui.views.customers.import_rows", window)
    yield model
    for row in range(model.rowCount()):
        model.toggle(model.index(row, 0))  # type: ignore[attr-defined]
    page.import_file(file)


def why(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    log(work, window)
    window.open_ticket(1)
    window.places.ticket.whys.open()
    yield the_one("ui.dialogs.ledger_table", window)
    press(qtbot, window, Qt.Key.Key_Right, Qt.Key.Key_Left, "i", "p")
    turn(work, window, "2026-03-10 16:00")


def choices(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    one, _ = log(work, window, "Printer jams"), log(work, window, "Router")
    window.open_ticket(one)
    window.places.ticket.asking.tie()
    yield window.places.ticket.asking.form.tickets.list.model()
    press(qtbot, window, "router", *[Qt.Key.Key_Backspace] * 6, "nothing")


def flips(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[QAbstractItemModel]:
    number = log(work, window, "Phones dead")
    rows = FlipRows(window)
    yield rows
    flip = Flip(number, Metric.RESOLUTION, Tier.PUBLIC, 1, Severity.HIGH, Verdict.MET, Verdict.BREACHED, 600)
    found = WhatIf("Standard", 2, Span(0, work.clock.at), 1, (), (flip, flip), {number: "Phones dead"}, {})
    rows.show_flips(found.flips, found)
    rows.show_flips((), found)


STORIES: dict[str, Story] = {
    "ui.models.queue_front.FrontedTable": queue,
    "ui.views.review.flips.FlipRows": flips,
    "ui.dialogs.palette._Lines": palette,
    "ui.views.found_page._Lines": search,
    "ui.views.customers.customer_list.CustomerModel": customers,
    "ui.views.customers.import_rows._Rows": contacts,
    "ui.dialogs.ledger_table.LedgerRows": why,
    "ui.widgets.picker.Choices": choices,
}


def customers_page(window: MainWindow) -> CustomersPage:
    window.go("customers")
    QApplication.processEvents()
    page = window.places.current
    assert isinstance(page, CustomersPage)
    return page


def the_one(module: str, window: MainWindow) -> QAbstractItemModel:
    """The model of that module which the window shows."""
    found = [held for held in window.findChildren(QAbstractItemModel) if type(held).__module__ == module]
    assert len(found) == 1
    return found[0]


def test_each_model_has_a_story_here() -> None:
    found = set()
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            whole = issubclass(kind, QAbstractItemModel) and not kind.__subclasses__()
            if whole and kind.__module__ == module.name:
                found.add(f"{module.name}.{name}")

    assert found == set(STORIES)


@pytest.mark.parametrize("name", STORIES)
def test_it_keeps_to_the_rules(work: DeskAtWork, window: MainWindow, qtbot: QtBot, name: str) -> None:
    """What the tester has to say is logged, and fails the test by that."""
    story = STORIES[name](work, window, qtbot)
    model = next(story)
    seen = set()
    for signal in (model.modelReset, model.dataChanged, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
        signal.connect(lambda *_: seen.add("changed"))

    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert list(story) == []

    assert tester.model() is model
    assert f"{type(model).__module__}.{type(model).__name__}" == name
    assert seen == {"changed"}
