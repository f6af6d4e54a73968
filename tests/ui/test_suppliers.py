"""Suppliers in the window: agreed and ended in the settings, named by a ticket that waits, their clock shown."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.domain.supplier import SupplierAgreement
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.test_review_page import NAME
from tests.ui.window_at_work import log, press
from ui.main_window import MainWindow
from ui.views.review.page import ReviewPage
from ui.views.settings.suppliers import SuppliersPage


@pytest.fixture
def acme(work: DeskAtWork) -> SupplierAgreement:
    wanted = SupplierAgreement("Acme Telecom", 0, "Support hours", {Severity.HIGH: 2 * HOUR})
    return work.engine.suppliers.agree(wanted, now=work.clock.at)


def form(window: MainWindow) -> SuppliersPage:
    window.go("settings", "suppliers")
    found = window.places.current.form
    assert isinstance(found, SuppliersPage)
    return found


def test_one_is_agreed_changed_and_ended_and_each_is_undone(window: MainWindow, work: DeskAtWork) -> None:
    page, suppliers = form(window), work.engine.suppliers
    page.begin()
    page.name.setText("Acme Telecom")
    page.lengths[Severity.URGENT].setText("4h")
    page.save()

    (held,) = suppliers.every()
    assert (held.name, held.calendar, held.targets, held.goal) == (
        "Acme Telecom",
        "Support hours",
        {Severity.URGENT: 4 * HOUR},
        90,
    )
    page.lengths[Severity.HIGH].setText("1h30")
    page.goal._chose(95)
    page.save()
    (held,) = suppliers.every()
    assert (held.targets[Severity.HIGH], held.goal, held.version) == (90 * MINUTE, 95, 2)

    page.take_away()
    assert suppliers.every() == []
    window.history.undo()
    window.history.undo()
    (held,) = suppliers.every()
    assert held.targets == {Severity.URGENT: 4 * HOUR}


def test_what_is_wrong_is_said_at_its_field_and_stays(window: MainWindow, work: DeskAtWork) -> None:
    page = form(window)
    page.begin()
    page.name.setText("Acme")
    page.save()
    assert page.lengths[Severity.URGENT].wrong
    page.lengths[Severity.LOW].setText("soon")
    page.save()

    assert page.lengths[Severity.LOW].wrong
    assert page._problems["low"][1].accessibleName() == "“soon” is no length. Type 30m, 4h or 1h30."
    assert page.lengths[Severity.LOW].text() == "soon"
    assert work.engine.suppliers.every() == []


def test_a_ticket_names_on_whom_it_waits_and_shows_that_clock(
    window: MainWindow, work: DeskAtWork, acme: SupplierAgreement, qtbot: QtBot
) -> None:
    number = log(work, window)
    window.open_ticket(number)
    ticket = window.places.ticket
    assert ticket.panel.waits.isHidden()

    ticket.properties.status.open_menu()
    menu = ticket.properties.status.key_menu
    assert menu.actions()[-1].text() == "Waiting on Acme Telecom\t1"
    qtbot.keyClick(menu, Qt.Key.Key_1)

    assert ticket.properties.status.value == "Waiting on Acme Telecom"
    assert ticket.timeline.cards()[-1].accessibleName().endswith("set status to Waiting on \u2068Acme Telecom\u2069")
    assert ticket.composer.then.value == "stay Waiting on Acme Telecom"
    assert ticket.panel.waits.lines == ["Acme Telecom · 2\u202fh left · since 10:00 · due 12:00 · 2\u202fh agreed"]
    work.clock.at += 30 * MINUTE
    window.heartbeat.go_on()
    assert ticket.panel.waits.lines[0].startswith("Acme Telecom · 1\u202fh\u202f30\u202fm left")

    work.clock.at += 2 * HOUR
    window.commands.run(work.engine.desk.set_status, number, Status.IN_PROGRESS)
    assert ticket.panel.waits.lines == [
        "Acme Telecom · late by 30\u202fm · 10:00 to 12:30 · due 12:00 · 2\u202fh agreed"
    ]
    window.history.undo()


def test_from_the_list_it_is_one_key_more(
    window: MainWindow, work: DeskAtWork, acme: SupplierAgreement, qtbot: QtBot
) -> None:
    number = log(work, window)
    window.go("all")
    press(qtbot, window, "s")
    qtbot.keyClick(window.queue.menus.menu, Qt.Key.Key_1)

    (wait,) = work.engine.pages.page(number, now=work.clock.at).waits
    assert wait.name == "Acme Telecom"
    window.history.undo()
    assert work.engine.pages.page(number, now=work.clock.at).waits == ()


@pytest.fixture
def twelve(work: DeskAtWork) -> list[str]:
    names = [f"Supplier {number:02}" for number in range(1, 13)]
    for name in names:
        wanted = SupplierAgreement(name, 0, "Support hours", {Severity.HIGH: 2 * HOUR})
        work.engine.suppliers.agree(wanted, now=work.clock.at)
    return names


def test_of_more_than_nine_the_others_are_found_by_name(
    window: MainWindow, work: DeskAtWork, twelve: list[str], qtbot: QtBot
) -> None:
    number = log(work, window)
    window.open_ticket(number)
    properties = window.places.ticket.properties

    properties.status.open_menu()
    qtbot.keyClick(properties.status.key_menu, Qt.Key.Key_0)
    picker = properties.supplier_menu.picker
    assert picker.isVisible()
    assert picker.labels() == twelve
    qtbot.keyClicks(picker.field.edit, "12")
    qtbot.keyClick(picker.field.edit, Qt.Key.Key_Return)

    assert properties.status.value == "Waiting on Supplier 12"
    properties.status.open_menu()
    last = properties.status.key_menu.actions()[-1]
    assert last.text() == "Waiting on another supplier…\t0"
    last.trigger()
    current = picker.current()
    assert current is not None
    assert (current.label, current.current) == ("Supplier 12", True)


def test_from_the_list_the_others_are_found_by_name_too(
    window: MainWindow, work: DeskAtWork, twelve: list[str], qtbot: QtBot
) -> None:
    number = log(work, window)
    window.go("all")
    press(qtbot, window, "s")
    qtbot.keyClick(window.queue.menus.menu, Qt.Key.Key_0)
    picker = window.queue.menus.supplier_menu.picker
    qtbot.keyClicks(picker.field.edit, "supplier 10")
    qtbot.keyClick(picker.field.edit, Qt.Key.Key_Return)

    (wait,) = work.engine.pages.page(number, now=work.clock.at).waits
    assert wait.name == "Supplier 10"


def test_the_review_tells_how_it_was_kept(
    window: MainWindow, work: DeskAtWork, acme: SupplierAgreement, qtbot: QtBot
) -> None:
    number = log(work, window)
    third = Status.WAITING_THIRD_PARTY
    window.commands.run(work.engine.desk.set_status, number, third, supplier=acme.id)
    work.clock.at += HOUR
    window.commands.run(work.engine.desk.set_status, number, Status.IN_PROGRESS)
    window.go("review", NAME)
    page = window.places.current
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.review is not None)
    page.show_tab(5)

    assert page.suppliers.words.text().startswith("How waits on them ended")
    assert page.review is not None
    (held,) = page.review.suppliers
    assert (held.supplier, held.met, held.waits) == ("Acme Telecom", 1, 1)

    page.suppliers.change.click()
    assert window.places.here == "settings"
    assert isinstance(window.places.current.form, SuppliersPage)


def test_the_customers_sheet_names_no_supplier(
    window: MainWindow, work: DeskAtWork, acme: SupplierAgreement, qtbot: QtBot
) -> None:
    number = log(work, window)
    third = Status.WAITING_THIRD_PARTY
    window.commands.run(work.engine.desk.set_status, number, third, supplier=acme.id)
    window.open_ticket(number)

    assert "Acme" in str(window.places.ticket.sheet_of(internal=True))
    assert "Acme" not in str(window.places.ticket.sheet_of(internal=False))
