"""A day's work by keyboard alone: nothing is clicked, no page is opened and no form filled in but by keys."""

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.events import Replied
from slaapp.services.tickets import TicketPage
from tests.ui.desk_at_work import DeskAtWork, customer
from tests.ui.window_at_work import lines, reload, titles, turn
from ui.main_window import MainWindow


@dataclass
class Keyboard:
    """Keys go to an open menu, else to what has the keyboard."""

    window: MainWindow

    def type(self, text: str) -> None:
        for letter in text:
            self._send(lambda target, letter=letter: QTest.keyClicks(target, letter))  # type: ignore[misc]

    def press(self, *keys: str) -> None:
        """As menus write them: `Ctrl+Return`."""
        for keys_ in keys:
            held = QKeySequence(keys_)[0]
            key, modifiers = held.key(), held.keyboardModifiers()
            self._send(lambda target, key=key, held=modifiers: QTest.keyClick(target, key, held))  # type: ignore[misc]

    def tab_to(self, name: str) -> None:
        """Until what has the keyboard is called so, or begins so."""
        for _ in range(60):
            held = QApplication.focusWidget()
            if held is not None and held.accessibleName().startswith(name):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {name}")

    def _send(self, send) -> None:  # type: ignore[no-untyped-def]
        popup = QApplication.activePopupWidget()
        target: QWidget = popup if isinstance(popup, QMenu) else QApplication.focusWidget() or self.window
        send(target)
        QApplication.processEvents()


@pytest.fixture
def keyboard(window: MainWindow) -> Keyboard:
    return Keyboard(window)


def read(work: DeskAtWork, number: int) -> TicketPage:
    return work.engine.pages.page(number, now=work.clock.at)


def log(keyboard: Keyboard, *subjects: str) -> None:
    for subject in subjects:
        keyboard.press("N")
        keyboard.type(subject)
        keyboard.press("Ctrl+Return")


def replies(work: DeskAtWork, number: int) -> list[str]:
    return [entry.event.text for entry in read(work, number).entries if isinstance(entry.event, Replied)]


def test_a_call_is_logged_with_its_customer_and_severity(work: DeskAtWork, keyboard: Keyboard) -> None:
    clinic, _ = customer(work, "Harbour Clinic")

    keyboard.press("N")
    keyboard.type("Letters do not open")
    keyboard.press("Return")
    keyboard.type("har")
    keyboard.press("Return", "3", "Ctrl+Return")

    page = read(work, 1)
    assert (page.subject, page.severity, page.customer_id) == ("Letters do not open", Severity.HIGH, clinic)


def test_log_reply_resolve_and_print(
    work: DeskAtWork, window: MainWindow, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr("ui.paper.Paper.print_sheet", lambda _, sheet, **__: printed.append(sheet.heading))

    log(keyboard, "Scanner sends blank pages")
    keyboard.press("Return", "R")
    keyboard.type("I am on my way.")
    keyboard.press("Ctrl+Return")
    answered = read(work, 1).status
    keyboard.press("R")
    keyboard.type("Cleaned the glass.")
    keyboard.press("Ctrl+Shift+Return", "Ctrl+P", "Return", "Escape")

    assert answered is Status.IN_PROGRESS
    assert replies(work, 1) == ["I am on my way.", "Cleaned the glass."]
    assert read(work, 1).status is Status.RESOLVED
    assert len(printed) == 1
    assert "Scanner sends blank pages" in printed[0]
    assert window.places.current is window.queue


def test_a_form_over_a_page_that_has_the_keyboard_itself_gives_it_back(window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press("G", "R")
    reports = window.places.current

    keyboard.press("N", "Escape")
    assert QApplication.focusWidget() is reports

    keyboard.press("F1")
    assert window.windowTitle() == "Help – SLA Desk"


def test_the_keyboard_is_the_windows_when_what_had_it_is_gone(window: MainWindow, keyboard: Keyboard) -> None:
    gone = QWidget(window)
    gone.show()
    gone.setFocus()
    keyboard.press("N")
    gone.hide()

    keyboard.press("Escape", "F1")

    assert window.windowTitle() == "Help – SLA Desk"


def test_a_clock_is_paused_and_goes_on(work: DeskAtWork, window: MainWindow, keyboard: Keyboard) -> None:
    log(keyboard, "Payroll export fails")
    keyboard.press("Return")

    def resolution() -> str:
        cards = window.places.ticket.panel.cards()
        return next(card.face.figure for card in cards if card.face.metric is Metric.RESOLUTION)

    seen = [resolution()]
    for when, status in (("11:00", "C"), ("13:00", "P"), ("14:00", "")):
        turn(work, window, f"2026-03-10 {when}")
        if status:
            keyboard.press("S", status)
        seen.append(resolution())

    assert [figure.replace("\u202f", " ") for figure in seen] == ["24 h", "23 h left", "23 h", "22 h"]


def test_several_are_put_on_hold_together_and_taken_back_by_one_ctrl_z(
    work: DeskAtWork, window: MainWindow, keyboard: Keyboard
) -> None:
    log(keyboard, "Phones dead", "Projector dark", "Scanner offline")

    keyboard.press("Home", "X", "Down", "X", "S", "T")
    held = [read(work, number).status for number in (1, 2, 3)]
    keyboard.press("Escape", "Ctrl+Z")

    assert held.count(Status.WAITING_THIRD_PARTY) == 2
    assert [read(work, number).status for number in (1, 2, 3)] == [Status.NEW] * 3


def test_the_palette_opens_tickets_and_places(window: MainWindow, keyboard: Keyboard) -> None:
    log(keyboard, "Phones dead", "Projector dark")

    keyboard.press("Ctrl+K")
    keyboard.type("phones")
    keyboard.press("Return")
    opened = window.windowTitle()
    keyboard.press("Ctrl+K")
    keyboard.type(">dashb")
    keyboard.press("Return")

    assert opened.startswith("1 Phones dead")
    assert window.windowTitle().startswith("Dashboard")


def test_a_ticket_is_merged_into_another(work: DeskAtWork, window: MainWindow, keyboard: Keyboard) -> None:
    log(keyboard, "Printer jams", "Printer is jammed again")

    keyboard.press("Ctrl+K")
    keyboard.type("#2")
    keyboard.press("Return", "L")
    keyboard.tab_to("Related to")
    keyboard.press("Up")
    keyboard.tab_to("Other ticket")
    keyboard.type("1")
    keyboard.press("Ctrl+Return")

    assert read(work, 2).merged_into == 1
    keyboard.press("Ctrl+Z")
    assert read(work, 2).merged_into is None


def test_two_customers_are_merged(work: DeskAtWork, window: MainWindow, keyboard: Keyboard) -> None:
    customer(work, "Acme")
    customer(work, "Best Bakery")
    reload(window)

    keyboard.press("G", "C", "Ctrl+K")
    keyboard.type("merge cust")
    keyboard.press("Return", "Space")
    keyboard.type("best")
    keyboard.press("Return")
    keyboard.tab_to("Merge")
    keyboard.press("Space")

    assert [held.name for held in work.engine.catalogue.customers()] == ["Best Bakery"]


def test_a_text_block_is_written_and_used(work: DeskAtWork, window: MainWindow, keyboard: Keyboard) -> None:
    log(keyboard, "Mailbox full")

    keyboard.press("Ctrl+K")
    keyboard.type("settings: text")
    keyboard.press("Return")
    keyboard.tab_to("New")
    keyboard.press("Space")
    keyboard.type("On it")
    keyboard.tab_to("Text")
    keyboard.type("We are on {number}.")
    keyboard.press("Ctrl+S", "Ctrl+1", "Home", "Return", "R", "Ctrl+;")
    keyboard.type("on")
    keyboard.press("Return", "Ctrl+Return")

    assert replies(work, 1) == ["We are on 1."]


def test_a_template_is_written_and_logged_from(work: DeskAtWork, window: MainWindow, keyboard: Keyboard) -> None:
    keyboard.press("Ctrl+K")
    keyboard.type("settings: templ")
    keyboard.press("Return")
    keyboard.tab_to("New")
    keyboard.press("Space")
    keyboard.type("Starter")
    keyboard.tab_to("Subject")
    keyboard.type("New starter")
    keyboard.press("Ctrl+S", "Ctrl+1", "Ctrl+Shift+N")
    keyboard.type("start")
    keyboard.press("Return", "Ctrl+Return")

    assert lines(window.queue.table)[1:] == ["New starter"]
    assert titles(window)[-1].startswith("1 logged.")
