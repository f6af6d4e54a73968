"""Escalation in the window: told as soon as it is reached, once, also after the program was closed; undone as one."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.events import Escalated
from slaapp.engine import Engine
from tests.ui.desk_at_work import DeskAtWork, at
from tests.ui.window_at_work import log, titles, turn, window_over
from ui.background import wait_for_all
from ui.commands import Commands
from ui.dialogs.notice_list import NoticeList
from ui.main_window import MainWindow
from ui.views.ticket.items import Line

STEP = '\n[[escalation]]\nseverity = "high"\nmetric = "first_response"\nat = 50\nact = "raise"\n'


def with_steps(work: DeskAtWork) -> None:
    text = work.engine.toml_files.export_agreement("Standard support").decode() + STEP
    work.engine.toml_files.import_agreement(text.encode(), now=work.clock.at)


def look(work: DeskAtWork, window: MainWindow, when: str) -> None:
    """The clock goes on; what is reached is looked for in the background, and then done there. A look that is still
    under way comes before it."""
    turn(work, window, when)
    for _ in range(4):
        wait_for_all()
        QApplication.processEvents()


def test_what_is_reached_is_done_and_told_once(work: DeskAtWork, window: MainWindow) -> None:
    with_steps(work)
    number = log(work, window)  # high, at 10:00: one hour to respond

    look(work, window, "2026-03-10 10:29:59")
    assert f"{number} escalated" not in titles(window)
    look(work, window, "2026-03-10 10:30")

    assert titles(window).count(f"{number} escalated") == 1
    page = work.engine.pages.page(number, now=work.clock.at)
    (event,) = [entry.event for entry in page.entries if isinstance(entry.event, Escalated)]
    assert event.occurred_at == at("2026-03-10 10:30")
    window.toasts.clear()
    look(work, window, "2026-03-10 10:31")
    assert f"{number} escalated" not in titles(window)


def test_it_is_undone_as_a_whole_and_does_not_come_back(work: DeskAtWork, window: MainWindow) -> None:
    with_steps(work)
    number = log(work, window)
    look(work, window, "2026-03-10 10:45")
    assert f"{number} escalated" in titles(window)

    (raised,) = work.engine.board.rows()
    window.history.undo()
    window.toasts.clear()
    look(work, window, "2026-03-10 10:46")

    assert f"{number} escalated" not in titles(window)
    (left,) = work.engine.board.rows()
    assert (raised.severity, left.severity) == (Severity.URGENT, Severity.HIGH)


def test_the_story_of_the_ticket_tells_it(work: DeskAtWork, window: MainWindow) -> None:
    with_steps(work)
    number = log(work, window)
    look(work, window, "2026-03-10 10:45")

    window.open_ticket(number)

    story = [line for line in window.places.ticket.timeline._items if isinstance(line, Line)]
    told = ["".join(run.text for run in line.runs) for line in story]
    assert "Escalated at 50 % of first response: severity raised" in told


def test_a_later_escalation_leaves_the_earlier_notice(work: DeskAtWork, window: MainWindow) -> None:
    with_steps(work)
    first = log(work, window)
    look(work, window, "2026-03-10 10:30")
    assert f"{first} escalated" in titles(window)
    second = log(work, window)

    look(work, window, "2026-03-10 11:00")

    assert f"{second} escalated" in titles(window)
    assert f"{first} escalated" in titles(window)


def test_each_slip_is_a_sheet_of_its_own(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr("ui.paper.Paper._send", lambda self, title, lies, pdf: printed.append(title))
    window.places.choose_printer = lambda widget, printer, count: True
    numbers = [log(work, window, subject) for subject in ("Phones dead", "Mail does not arrive")]

    window.places.print_tickets(numbers)
    qtbot.waitUntil(lambda: len(printed) == 2, timeout=20_000)

    assert [heading.split(" ", 1)[1] for heading in printed] == ["Phones dead", "Mail does not arrive"]


def test_who_is_assigned_and_told_stands_in_the_story_and_is_taken_back(work: DeskAtWork, window: MainWindow) -> None:
    step = '\n[[escalation]]\nseverity = "high"\nmetric = "first_response"\nat = {at}\nact = "{act}"\nto = "Kim L."\n'
    text = work.engine.toml_files.export_agreement("Standard support").decode()
    text += "".join(step.format(at=at, act=act) for at, act in ((50, "assign"), (75, "assign"), (80, "notify")))
    work.engine.toml_files.import_agreement(text.encode(), now=work.clock.at)
    number = log(work, window)
    look(work, window, "2026-03-10 10:50")
    (notice,) = (held for held in window.toasts.shown if held.title == "3 escalations")
    assert [line.partition(", at ")[2] for line in notice.lines] == [
        "50 %: assigned to Kim L.",
        "75 %: assign to Kim L., nothing to do",
        "80 %: told Kim L.",
    ]
    window.open_ticket(number)

    def told() -> list[str]:
        lines = [line for line in window.places.ticket.timeline._items if isinstance(line, Line)]
        words = ["".join(run.text for run in line.runs) for line in lines]
        return [line for line in words if line.startswith("Escalated")]

    assert told() == [
        "Escalated at 50 % of first response: assigned to Kim L.",
        "Escalated at 75 % of first response: assign to Kim L., nothing to do",
        "Escalated at 80 % of first response: told Kim L.",
    ]
    assert window.places.ticket.properties.assignee.value == "Kim L."

    window.history.undo()

    assert window.places.ticket.properties.assignee.value == "Unassigned"


SLIP = '\n[[escalation]]\nseverity = "high"\nmetric = "first_response"\nat = 50\nact = "slip"\n'


@pytest.fixture
def beside(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> Iterator[tuple[DeskAtWork, MainWindow]]:
    """A second window on the same store, of another person."""
    with Engine.open(work.engine.store, user="kim", now=work.clock.at) as engine:
        other = DeskAtWork(engine, work.clock, Commands(work.clock), work.me)
        with window_over(other, qtbot) as second:
            yield other, second


def test_another_window_on_the_store_tells_it_too_and_only_who_did_it_can_undo_it(
    work: DeskAtWork, window: MainWindow, beside: tuple[DeskAtWork, MainWindow]
) -> None:
    _, second = beside
    with_steps(work)
    number = log(work, window)
    look(work, window, "2026-03-10 10:30")
    second.commands.look()

    assert titles(window).count(f"{number} escalated") == 1
    assert titles(second).count(f"{number} escalated") == 1
    (notice,) = (held for held in second.toasts.shown if held.title == f"{number} escalated")
    assert notice.lines == (f"{number} Phones dead: first response, at 50 %: severity raised",)
    second.history.undo()
    assert "Nothing was done here that can be undone." in titles(second)
    for one in (window, second):
        one.toasts.clear()
        one.commands.look()
        assert f"{number} escalated" not in titles(one)
    window.history.undo()
    assert f"Undone: {number} escalated" in titles(window)


def test_what_a_command_records_is_told_by_the_window(work: DeskAtWork, window: MainWindow) -> None:
    with_steps(work)
    number = log(work, window)
    with Engine.open(work.engine.store, user="timer", now=work.clock.at) as engine:
        engine.escalating.run(now=at("2026-03-10 10:31"))
    work.turn_to("2026-03-10 10:31")
    window.commands.look()

    assert f"{number} escalated" in titles(window)


def test_what_was_undone_before_it_was_heard_of_is_not_told(
    work: DeskAtWork, window: MainWindow, beside: tuple[DeskAtWork, MainWindow]
) -> None:
    _, second = beside
    with_steps(work)
    number = log(work, window)
    look(work, window, "2026-03-10 10:30")
    window.history.undo()
    second.commands.look()

    assert f"{number} escalated" not in titles(second)


def test_what_was_told_before_a_window_opened_is_not_told_again(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    with_steps(work)
    number = log(work, window)
    look(work, window, "2026-03-10 10:30")

    with window_over(work, qtbot) as later:
        look(work, later, "2026-03-10 10:31")
        assert f"{number} escalated" not in titles(later)


def test_a_slip_is_printed_from_under_the_bell(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr("ui.paper.Paper._send", lambda self, title, lies, pdf: printed.append(title))
    window.places.choose_printer = lambda widget, printer, count: True
    text = work.engine.toml_files.export_agreement("Standard support").decode() + SLIP
    text += SLIP.replace('"high"', '"normal"').replace('"slip"', '"notify"')
    work.engine.toml_files.import_agreement(text.encode(), now=work.clock.at)
    slip = log(work, window, "Phones dead")
    other = log(work, window, "Mail does not arrive", Severity.NORMAL)
    look(work, window, "2026-03-10 12:01")
    window.toasts.clear()

    window.coming.show_notices()
    (listed,) = window.findChildren(NoticeList)
    offered = [button.accessibleName() for button in listed.buttons]
    assert {f"Print: {slip}", f"Open {slip}", f"Open {other}"} <= set(offered)
    assert f"Print: {other}" not in offered

    next(button for button in listed.buttons if button.accessibleName() == f"Print: {slip}").click()
    qtbot.waitUntil(lambda: printed == [f"{slip} Phones dead"], timeout=20_000)
