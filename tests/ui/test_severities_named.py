"""An agreement's own names and meanings of severities, wherever a ticket of it shows how severe it is."""

import pytest
import tomli_w
from msgspec.structs import replace
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Meaning, Metric, Severity
from slaapp.services.agreement_data import agreement_table
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, customer
from tests.ui.window_at_work import reload
from ui import queue_words, wording
from ui.background import wait_for_all
from ui.dialogs import why_words
from ui.main_window import MainWindow
from ui.models.arrangement import Entry
from ui.views.queue_tips import hidden_at
from ui.views.ticket.items import Line
from ui.views.ticket.story import story
from ui.views.ticket_page import TicketView
from ui.widgets.runs import plain

MAJOR = Meaning("Several people cannot work", ("no network",), "Major")


@pytest.fixture
def number(work: DeskAtWork) -> int:
    """A ticket of high severity, which Acme's agreement calls Major; and one of the desk's own agreement."""
    ours = work.engine.catalogue.agreements()[-1]
    named = replace(ours, name="Gold", version=1, meanings={Severity.HIGH: MAJOR, Severity.LOW: Meaning("", (), "P4")})
    work.engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(named)).encode(), now=work.clock.now())
    acme, _ = customer(work, "Acme")
    work.engine.customers.set_agreement(acme, "Gold", now=work.clock.now())
    work.log("2026-03-10 10:00", subject="Other", severity=Severity.HIGH)
    return work.log("2026-03-10 10:00", subject="Network", customer=acme, severity=Severity.HIGH)


def entry(window: MainWindow, number: int) -> Entry:
    return next(held for held in window.queue.table.tickets() if held.row.number == number)


def test_the_list_calls_it_as_the_agreement_does_and_its_tip_says_what_for(
    work: DeskAtWork, number: int, window: MainWindow
) -> None:
    reload(window)
    table, line, rect = window.queue.table, window.queue.view._line, QRect(0, 0, 1200, 34)
    held = entry(window, number)
    standing = table.shown(held)

    point = line.severity_rect(rect).center()
    assert hidden_at(point, rect, held, table, line) == (
        "Major (High)\nSeveral people cannot work · for example: no network"
    )
    assert hidden_at(point, rect, entry(window, 1), table, line) == "Other"
    assert "Major (High)." in queue_words.row_sentence(held.row, standing, table.now, line.zone)
    assert " · Major (High) · " in queue_words.card(held.row, standing, table.now, line.zone)
    assert wording.severity_called(held.row.severity, held.row.meaning) == "Major"


def test_the_printed_list_says_both(work: DeskAtWork, number: int, window: MainWindow) -> None:
    reload(window)
    cells = {cell for table in window.queue.sheet().tables for row, _ in table.rows for cell in row}
    assert {"Major (High)", "High"} <= cells


def test_the_ticket_its_history_and_why_speak_the_agreements_words(
    work: DeskAtWork, number: int, window: MainWindow
) -> None:
    window.open_ticket(number)
    view = window.places.ticket
    assert isinstance(view, TicketView)
    view.acts.set_severity(Severity.LOW)
    view.acts.set_severity(Severity.HIGH)
    now, zone = work.clock.now(), work.engine.board.zone
    page = work.engine.pages.page(number, now=now)
    ledger = work.engine.desk.why(number, Metric.RESOLUTION, now=now)
    told = [plain(item.runs) for item in story(page, {}, now=now, zone=zone) if isinstance(item, Line)]

    assert view.properties.severity.accessibleName() == "Severity: Major"
    assert view.properties.severity.toolTip().endswith(
        "Major (High)\nSeveral people cannot work · for example: no network"
    )
    assert told[0].endswith("logged the ticket as Major")
    assert " lowered severity from Major to P4" in told[1]
    assert window.toasts.shown[-1].title == f"{number} is Major now."
    assert " for Major. " in plain(why_words.sentence(ledger, now, zone))
    assert why_words.rows(ledger, now, zone)[0].what.startswith("Received as Major")


def test_a_ticket_without_words_of_its_own_has_the_tip_of_before(
    work: DeskAtWork, number: int, window: MainWindow
) -> None:
    window.open_ticket(number)
    window.open_ticket(1)
    view = window.places.ticket
    assert isinstance(view, TicketView)

    assert view.properties.severity.accessibleName() == "Severity: High"
    assert view.properties.severity.toolTip() == "Severity  V"
    assert view.properties.severity.accessibleDescription() == ""


def test_the_preview_calls_it_so_too(work: DeskAtWork, number: int, window: MainWindow, qtbot: QtBot) -> None:
    reload(window)
    window.queue.show_preview(True)
    window.queue.select(number)
    wait_for_all()

    preview = window.queue.preview
    assert preview.properties.severity.accessibleName() == "Severity: Major"


def test_hostile_words_stay_on_one_line(work: DeskAtWork) -> None:
    meaning = Meaning(HOSTILE, (HOSTILE,), "P1\n\tthe worst")
    assert wording.severity_called(Severity.HIGH, meaning) == "P1 the worst"
    assert "\n" not in wording.severity_means(meaning)


def test_the_menu_of_the_list_offers_one_tickets_severities_in_its_words_and_several_as_everywhere(
    work: DeskAtWork, number: int, window: MainWindow
) -> None:
    reload(window)
    menus = window.queue.menus

    def offered(*numbers: int) -> list[str]:
        menus.choose_severity(numbers, window.queue)
        words = [action.text() for action in menus.menu.actions() if action.text()]
        menus.menu.close()
        return words

    assert any(words.startswith("Major") for words in offered(number))
    assert not any(words.startswith("Major") for words in offered(1))
    assert not any(words.startswith("Major") for words in offered(1, number))


def test_how_the_customer_stands_is_told_in_its_words(
    work: DeskAtWork, number: int, window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.run(work.engine.desk.resolve, number)
    window.go("customers", work.engine.catalogue.customer("Acme").id)
    page = window.places.current

    qtbot.waitUntil(lambda: page.detail.standing.table.sentences() != [])

    assert any(words.startswith("Resolution, Major: 1 of 1 met") for words in page.detail.standing.table.sentences())
