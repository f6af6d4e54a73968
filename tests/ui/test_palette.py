"""The palette: what it offers for what was typed, in which order, and what choosing does."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.services.desk import TicketDraft
from slaapp.services.finding import SearchHit
from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import opened_palette, press
from ui import finder, theme
from ui.actions import ACT, ALSO
from ui.dialogs.palette import EDGE
from ui.main_window import MainWindow
from ui.models.arrangement import Choice
from ui.models.shelf import Look
from ui.offers import MOST, offers
from ui.widgets.label import Label


@pytest.fixture
def clinic(work: DeskAtWork, window: MainWindow) -> str:
    """A customer with two open tickets and one that is done."""
    engine = work.engine
    window.commands.run(engine.catalogue.add_customer, "Harbour Clinic")
    id_ = engine.catalogue.customer("Harbour Clinic").id
    for subject in ("Phones dead", "Shared drive missing", "Screen flickers"):
        window.commands.run(engine.desk.log, TicketDraft(subject=subject, customer=id_))
    window.commands.run(engine.desk.resolve, 1)
    return id_


def test_it_offers_tickets_customers_and_commands(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    assert opened_palette(window, qtbot, "harb").labels() == [
        "Screen flickers",
        "Shared drive missing",
        "Phones dead",
        "Harbour Clinic",
        "Log ticket for Harbour Clinic",
        "Monthly report for Harbour Clinic",
        "Open agreement of Harbour Clinic",
        "Open tickets of Harbour Clinic",
        "All results for “harb”",
    ]


def test_a_command_that_begins_with_what_was_typed_comes_first(
    window: MainWindow, qtbot: QtBot, work: DeskAtWork
) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Settings of the phone are lost"))

    assert opened_palette(window, qtbot, "setti").labels()[0] == "Settings"


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("holiday", "Business hours"),
        ("close month", "Reports"),
        ("macro", "Settings: Text blocks"),
        ("monthly report", "Reports"),
        ("print the month", "Reports"),
        ("before you print", "Reports"),
        ("sections", "Reports"),
        ("near miss", "Reports"),
        ("who had the ball", "Late targets and actions…"),
        ("german", "Language of a customer’s reports"),
        ("language", "Language of a customer’s reports"),
        ("verify", "Settings: Data and backup"),
    ],
)
def test_a_command_is_found_by_what_others_call_it(window: MainWindow, qtbot: QtBot, typed: str, act: str) -> None:
    assert act in opened_palette(window, qtbot, typed).labels()


def test_a_ticket_is_made_to_wait_by_any_name_for_it(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    work.log("2026-03-10 09:00", subject="Phones")
    window.open_ticket(1)

    for typed in ("snooze", "remind", "until"):
        palette = opened_palette(window, qtbot, typed)
        assert "Status" in palette.labels()
        palette.left.emit()


def test_other_words_stand_for_commands_that_there_are() -> None:
    assert ALSO.keys() <= ACT.keys()


def test_a_sign_before_the_text_leaves_only_commands_or_numbers(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    found = finder.sources(window)

    assert {offer.value.partition(":")[0] for offer in offers("> u", found)} == {"act", "set"}
    assert [offer.value for offer in offers("#3", found)] == ["ticket:3"]
    assert offers("#", found) == []


def test_there_are_never_more_than_nine(window: MainWindow, clinic: str) -> None:
    found = finder.sources(window)

    assert all(len(offers(text, found)) <= MOST for text in ("", "e", "s", ">", "r", "#1"))


def test_half_a_row_says_that_there_are_more(window: MainWindow, qtbot: QtBot, clinic: str, qapp: QApplication) -> None:
    try:
        theme.set_text_size(qapp, 1.5)
        window.resize(1366, 640)
        palette = opened_palette(window, qtbot, "harb")
        QApplication.processEvents()
        height, view = palette.list.viewport().height(), palette.list
        cut = [
            row for row in range(view.model().rowCount()) if view.visualRect(view.model().index(row, 0)).top() < height
        ]
        last = view.visualRect(view.model().index(cut[-1], 0))

        assert abs(height - last.center().y()) <= 2
        assert palette.more.isVisible()
        press(qtbot, window, Qt.Key.Key_Up)
        assert not palette.more.isVisible()
    finally:
        theme.set_text_size(qapp, 1.0)


def test_what_was_chosen_last_comes_first(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    palette = opened_palette(window, qtbot, "shared")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("2 Shared drive")
    opened_palette(window, qtbot, ">unas")
    press(qtbot, window, Qt.Key.Key_Return)
    QApplication.processEvents()

    again = opened_palette(window, qtbot)
    assert again is not palette
    assert again.labels()[:2] == ["Unassigned", "Shared drive missing"]
    assert window.state.recent == ["act:go_unassigned", "ticket:2"]


def test_a_ticket_chosen_long_ago_is_not_looked_up(window: MainWindow, clinic: str) -> None:
    window.state.recent = ["ticket:3", "ticket:2", "act:go_all", "ticket:1", "ticket:3"]
    found, asked = finder.sources(window), []

    def search(text: str, limit: int) -> Sequence[SearchHit]:
        asked.append(text)
        return found.search(text, limit)

    shown = [offer.value for offer in offers("", replace(found, search=search))]

    assert shown[:4] == ["ticket:3", "ticket:2", "act:go_all", "act:log"]
    assert asked == ["#3", "#2"]


def test_arrows_go_from_offer_to_offer_and_round(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    palette = opened_palette(window, qtbot, "harb")

    press(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert palette.list.currentIndex().data() == "Harbour Clinic"
    press(qtbot, window, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert palette.list.currentIndex().data() == "All results for “harb”"


def test_tab_shows_what_can_be_done_to_a_ticket(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, clinic: str
) -> None:
    palette = opened_palette(window, qtbot, "shared")
    press(qtbot, window, Qt.Key.Key_Tab)
    qtbot.keyClicks(palette.edit, "to me")
    assert palette.labels() == ["Assign to me"]
    press(qtbot, window, Qt.Key.Key_Return)

    assert work.engine.pages.page(2, now=work.clock.at).assignee == "Sam R."


def test_escape_leaves_the_actions_before_the_palette(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    palette = opened_palette(window, qtbot, "shared")
    press(qtbot, window, Qt.Key.Key_Tab)
    assert not any(hint.isVisible() for hint in palette.foot.finding), "these keys do nothing here"
    assert palette.foot.back.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert palette.isVisible()
    assert all(hint.isVisible() for hint in palette.foot.finding)
    press(qtbot, window, Qt.Key.Key_Escape)

    assert not palette.isVisible()


def test_a_ticket_can_be_logged_for_a_customer(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    palette = opened_palette(window, qtbot, "log ticket for")
    qtbot.keyClicks(palette.edit, " harb")
    press(qtbot, window, Qt.Key.Key_Return)

    party = window.log_ticket.customer.party
    assert party is not None
    assert (party.customer, party.name) == (clinic, "Harbour Clinic")


def test_finished_tickets_are_found_as_well(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    assert opened_palette(window, qtbot, "hones dea").labels() == ["Phones dead", "All results for “hones dea”"]


def test_text_of_people_stays_text(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    subject = "<img src=file:///etc/passwd> & \u202eevil"
    window.commands.run(work.engine.desk.log, TicketDraft(subject=subject))

    palette = opened_palette(window, qtbot, "passwd")
    index = palette.list.currentIndex()
    palette.grab()

    assert index.data() == subject
    assert str(index.data(Qt.ItemDataRole.ToolTipRole)).startswith("<span>&lt;img src=")


def test_a_command_of_several_words_comes_before_tickets_that_hold_them(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="It was as loud as a drill"))

    assert opened_palette(window, qtbot, "as it was").labels()[0] == "As it was…"


def test_a_list_of_ones_own_is_found_and_gone_to(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    name = window.queue.shelf.add("Clinic on fire", Choice(customer=frozenset({"Harbour Clinic"})), Look())
    window.queue.shelf.move(name, 1)
    window.queue.lists.changed.emit()
    palette = opened_palette(window, qtbot, "clinic")
    offer = next(held for held in offers("clinic", finder.sources(window)) if held.value == f"list:{name}")

    assert palette.labels()[0] == "Clinic on fire"
    assert (offer.head, offer.note, offer.keys) == ("Lists", "2 open", "Ctrl 2")
    press(qtbot, window, Qt.Key.Key_Return)

    assert window.queue.here == name
    assert opened_palette(window, qtbot).labels()[0] == "Clinic on fire"
    window.queue.lists.delete(name)
    assert all(held.text != "Clinic on fire" for held in offers("", finder.sources(window)))


def test_lists_leave_the_others_their_room(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    for at in range(5):
        window.queue.shelf.add(f"Harbour {at}", Choice(customer=frozenset({"Harbour Clinic"})), Look())
    found = offers("harb", finder.sources(window))

    assert [offer.head for offer in found][:5] == ["Lists"] * 2 + ["Tickets"] * 3
    assert len(found) == MOST


def test_acts_on_a_ticket_are_offered_wherever_it_is_found(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, clinic: str
) -> None:
    window.go("dashboard")
    window._show_menus()
    press(qtbot, window, Qt.Key.Key_Escape)
    palette = opened_palette(window, qtbot, "shared")
    press(qtbot, window, Qt.Key.Key_Tab)
    qtbot.keyClicks(palette.edit, "to me")
    press(qtbot, window, Qt.Key.Key_Return)

    assert work.engine.pages.page(2, now=work.clock.at).assignee == "Sam R."


def test_acts_on_the_ticket_that_is_seen_are_offered_where_one_is(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, clinic: str
) -> None:
    window.go("dashboard")
    assert "Assign to me" not in opened_palette(window, qtbot, "> assign to me").labels()
    press(qtbot, window, Qt.Key.Key_Escape, "gq")

    assert "Assign to me" in opened_palette(window, qtbot, "> assign to me").labels()
    press(qtbot, window, Qt.Key.Key_Return)
    number = window.places.ticket_here
    assert number is not None
    assert work.engine.pages.page(number, now=work.clock.at).assignee == "Sam R."


def test_an_act_falls_on_the_ticket_that_was_seen_when_it_was_asked_for(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, clinic: str
) -> None:
    window.open_ticket(2)
    palette = opened_palette(window, qtbot, "> assign to me")
    window.open_ticket(3)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)

    assert [work.engine.pages.page(n, now=work.clock.at).assignee for n in (2, 3)] == ["Sam R.", None]


def test_an_act_on_a_ticket_that_cannot_be_opened_falls_on_no_other(
    work: DeskAtWork, window: MainWindow, clinic: str
) -> None:
    window.open_ticket(3)
    finder.choose(window, 3, "assign_to_me@99")

    assert work.engine.pages.page(3, now=work.clock.at).assignee is None
    assert work.refused


def test_the_agreement_of_a_customer_is_opened(window: MainWindow, qtbot: QtBot, clinic: str) -> None:
    window.commands.run(window.engine.catalogue.add_customer, "Abbey School")
    palette = opened_palette(window, qtbot, "agreement harb")
    assert palette.labels() == ["Open agreement of Harbour Clinic"]
    press(qtbot, window, Qt.Key.Key_Return)

    assert window.places.current.editing.agreement.name == "Standard support"


def test_where_too_many_words_hold_it_everything_can_be_searched(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    for number in range(130):
        work.engine.desk.log(TicketDraft(subject=f"x{number}serial"), now=work.clock.at)
    assert offers("zzqq", finder.sources(window)) == []
    assert opened_palette(window, qtbot, "serial").labels()[-1] == "All results for “serial”"
    press(qtbot, window, Qt.Key.Key_Up, Qt.Key.Key_Return)

    assert window.places.current.field.text() == "serial"


@pytest.mark.parametrize(
    ("typed", "text", "field", "value"),
    [
        ("dark", "Colours: Dark", "scheme", "dark"),
        ("125", "Text size: 125 %", "text_size", 1.25),
        ("reduce", "Reduce motion: on", "reduce_motion", True),
        ("compact", "Rows of the queue: Compact", "density", "compact"),
        ("> sound", "A sound with each notice: on", "sound", True),
        ("begin with my", "Begin with: My tickets", "start_page", "mine"),
    ],
)
def test_a_single_setting_is_chosen(
    window: MainWindow, qtbot: QtBot, typed: str, text: str, field: str, value: object
) -> None:
    assert opened_palette(window, qtbot, typed).labels() == [text]
    press(qtbot, window, Qt.Key.Key_Return)

    assert getattr(window.state, field) == value
    assert window.toasts.shown[-1].title == f"{text}.", "what became of it need not be seen otherwise"
    assert text not in opened_palette(window, qtbot, typed).labels()


def test_a_setting_says_what_it_is_now(window: MainWindow) -> None:
    (offer,) = offers("sound", finder.sources(window))

    assert (offer.text, offer.note) == ("A sound with each notice: on", "now off")


def test_the_page_of_the_settings_shows_what_was_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.go("settings", "appearance")
    opened_palette(window, qtbot, "reduce")
    press(qtbot, window, Qt.Key.Key_Return)

    assert window.places.current.form.reduce_motion.isChecked()


def test_lists_are_offered_by_their_names_with_their_keys(window: MainWindow) -> None:
    found = finder.sources(window)

    assert [(held.text, held.keys) for held in offers("resolved", found)][:1] == [("Resolved", "Ctrl 6")]
    assert [held.text for held in offers("of the sidebar", found)] == []


def test_a_hit_in_the_text_of_a_ticket_shows_the_passage(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, clinic: str
) -> None:
    window.commands.run(work.engine.desk.note, 2, "The toner was replaced, wrote k@site.org of it.")
    palette = opened_palette(window, qtbot, "k@site.org")
    (found, _) = offers("k@site.org", finder.sources(window))
    palette.grab()

    assert palette.labels() == ["Shared drive missing", "All results for “k@site.org”"]
    assert found.passage is not None
    assert "k@site.org" in found.passage.text
    assert "toner" in str(palette.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    press(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.places.here == "search"
    assert window.places.current.field.text() == "k@site.org"


def test_that_nothing_is_called_so_stands_where_rows_have_their_words(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened_palette(window, qtbot, "zzqq")
    QApplication.processEvents()
    words = next(held for held in palette.findChildren(Label) if held.text() == "Nothing matches.")

    assert words.isVisible()
    assert words.mapTo(palette.form, words.rect().topLeft()).x() >= EDGE + 16 + 12
