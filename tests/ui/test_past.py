"""As it was: what had been recorded by an instant, marked as such, to be read and never changed."""

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.relations import Relation
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, at, nameless, outside
from tests.ui.window_at_work import lines, press, titles, turn
from ui import finder, theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.models.arrangement import View
from ui.offers import offers
from ui.views.agreements.page import AgreementsPage
from ui.views.past import PastPage, why_not
from ui.views.ticket.composer_tabs import TabButton
from ui.widgets import painting
from ui.widgets.key_menu import KeyMenu


def a_morning(work: DeskAtWork, window: MainWindow) -> None:
    """Logged at ten, answered at 10:20 by what was only written down at eleven; another one at half past eleven."""
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones dead", severity=Severity.HIGH))
    turn(work, window, "2026-03-10 11:00")
    window.commands.run(work.engine.desk.reply, 1, "On it", at=at("2026-03-10 10:20"))
    turn(work, window, "2026-03-10 11:30")
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Router", severity=Severity.HIGH))
    turn(work, window, "2026-03-10 12:00")


def looked_at(window: MainWindow, qtbot: QtBot, when: str) -> PastPage:
    window.go("past")
    page = window.places.current
    assert isinstance(page, PastPage)
    with qtbot.waitSignal(page.shown):
        page.show_instant(at(when))
    return page


def test_the_queue_is_shown_as_it_was_known_and_says_so(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)

    page = looked_at(window, qtbot, "2026-03-10 10:50")

    assert page.queue is not None
    assert lines(page.queue.table) == ["— WITHIN_HOUR 1", "Phones dead"]
    assert page.banner.isVisible()
    assert page.banner.words.text() == "As it was known on Tue 10 Mar 2026, 10:50"
    assert lines(window.queue.table)[1:] != lines(page.queue.table)[1:]


def test_the_instant_is_read_in_full_with_large_text(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    a_morning(work, window)
    window.resize(1366, 738)
    theme.set_text_size(qapp, 1.5)
    try:
        words = looked_at(window, qtbot, "2026-03-10 10:50").banner.words
        qtbot.waitUntil(words.isVisible)
        QApplication.processEvents()

        lines_needed = painting.broken(words.text(), "semi", words.width())
        assert words.wordWrap()
        assert words.height() >= len(lines_needed) * theme.line_height("semi")
    finally:
        theme.set_text_size(qapp, 1.0)


def test_countdowns_stand_still(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")
    window.grab()
    assert page.queue is not None
    ticket = page.queue.table.tickets()[0].row.id
    before = page.queue.figure(ticket)

    turn(work, window, "2026-03-10 12:00:07")
    window.grab()

    assert before == "10:00"
    assert page.queue.figure(ticket) == before


def test_a_ticket_is_shown_without_what_was_written_later(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")

    press(qtbot, window, Qt.Key.Key_Return)

    assert page.ticket is not None
    assert page.ticket.isVisible()
    assert page.ticket.page is not None
    assert [entry.event.KIND for entry in page.ticket.page.entries if entry.event is not None] == ["received"]
    press(qtbot, window, Qt.Key.Key_Escape)
    assert page.queue is not None
    assert page.queue.isVisible()


def test_the_agreement_of_a_ticket_leads_to_its_version(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    agreements, name = work.engine.agreements, work.engine.agreements.every(work.clock.at)[0].name
    agreements.begin(name, work.clock.at)
    page = looked_at(window, qtbot, "2026-03-10 10:50")
    page.show_ticket(1)
    assert page.ticket is not None
    link = page.ticket.panel.facts.agreement
    assert link is not None

    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    shown = window.places.current
    assert isinstance(shown, AgreementsPage)
    assert (shown.editing.agreement.name, shown.editing.agreement.version) == (name, 1)


def test_nothing_can_be_done_there_and_every_way_says_why(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")
    events = len(work.engine.pages.page(1, now=work.clock.at).entries)

    press(qtbot, window, "s")
    from_the_list = titles(window)
    window.toasts.clear()
    page.show_ticket(1)
    assert page.ticket is not None
    press(qtbot, window, "r")
    from_the_ticket = titles(window)
    window.toasts.clear()
    page.ticket.resolve()
    by_code = titles(window)

    assert from_the_list == from_the_ticket == by_code == [why_not()]
    assert len(work.engine.pages.page(1, now=work.clock.at).entries) == events


def test_back_in_the_present_that_is_said_no_more(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")
    press(qtbot, window, "s")
    assert titles(window) == [why_not()]

    page.leave()

    assert window.places.here == "all"
    assert titles(window) == []


def test_all_that_would_change_the_ticket_is_seen_to_be_off(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    desk, now = work.engine.desk, work.clock.at
    desk.link(1, 2, relation=Relation.CAUSED_BY, now=now)
    desk.add_to_checklist(1, "Map the drive", now=now)
    desk.tag(1, "phones", now=now)
    turn(work, window, "2026-03-10 13:00")

    page = looked_at(window, qtbot, "2026-03-10 12:30")
    page.show_ticket(1)
    assert page.ticket is not None
    ticket, panel = page.ticket, page.ticket.panel
    shut = [ticket.header.resolve_button, *ticket.properties.chips(), *panel.tags.buttons, panel.tags.add]
    shut += [panel.ties.add, *panel.ties.undos, panel.checklist.add, *panel.checklist.ticks()]
    shut += [card.reason_button for card in panel.cards()]
    shut += [ticket.composer.add, ticket.composer.then, ticket.composer.attach, ticket.composer.channel]

    assert len(panel.tags.buttons) == len(panel.ties.undos) == len(panel.checklist.ticks()) == 1
    assert {(part.isEnabled(), part.toolTip()) for part in shut} == {(False, why_not())}
    ticket.header.open_more()
    menu = ticket.header.findChild(KeyMenu)
    assert menu is not None
    assert [action.text().partition("\t")[0] for action in menu.actions()] == ["Copy number", "Why is it due then?"]
    menu.close()


def test_the_tabs_of_the_composer_look_as_they_are(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")
    page.show_ticket(1)
    assert page.ticket is not None

    for tab in page.ticket.composer.findChildren(TabButton):
        picture = tab.grab().toImage()
        inks = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
        assert theme.current().disabled.name() in inks, tab.text()


def test_a_rule_can_be_read_from_there(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")
    page.show_ticket(1)
    assert page.ticket is not None
    page.ticket.act("why")
    assert page.ticket.whys.dialog is not None

    page.ticket.whys.rule_wanted.emit("C9")

    assert window.places.here == "help"


def test_the_filter_key_filters_the_past_list(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 11:45")
    assert page.queue is not None
    page.show_ticket(1)

    press(qtbot, window, Qt.Key.Key_Escape, "/", "phones")

    assert window.places.current is page
    assert page.queue.header.filter.text() == "phones"
    assert len(page.queue.table.tickets()) == 1


def test_nothing_is_written_into_the_present_from_there(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    written = len(work.engine.pages.page(1, now=work.clock.at).entries)
    looked_at(window, qtbot, "2026-03-10 10:50")

    for name in ("log", "log_from_template", "log_mail", "undo", "redo"):
        window.toasts.clear()
        window.actions_made[name].trigger()
        assert (name, titles(window)) == (name, [why_not()])

    assert not window.log_ticket.isVisible()
    assert len(work.engine.pages.page(1, now=work.clock.at).entries) == written


def test_that_the_past_cannot_be_changed_is_said_no_longer_elsewhere(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    a_morning(work, window)
    looked_at(window, qtbot, "2026-03-10 10:50")
    window.actions_made["log"].trigger()
    there = titles(window)

    window.go("customers")

    assert (there, titles(window)) == ([why_not()], [])


def test_the_palette_offers_the_way_back_first(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    assert "now" not in finder.sources(window).acts
    looked_at(window, qtbot, "2026-03-10 10:50")

    first = offers("", finder.sources(window))[0]
    finder.choose(window, None, first.value)

    assert first.text == "Back to now"
    assert window.places.current is window.queue


def test_back_to_now_is_one_press_away(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")

    page.banner.leave.click()

    assert window.places.current is window.queue
    assert (page.at, page.queue) == (None, None)
    assert not page.banner.isVisible()
    window.actions_made["now"].trigger()  # again: there is no past to leave
    assert window.places.current is window.queue


def test_what_was_resolved_by_then_can_be_seen_too(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    window.commands.run(work.engine.desk.resolve, 1)
    turn(work, window, "2026-03-10 13:00")
    window.commands.run(work.engine.desk.reopen, 1)
    page = looked_at(window, qtbot, "2026-03-10 12:30")

    page.banner.views.segment(View.RESOLVED).click()

    assert page.queue is not None
    assert lines(page.queue.table) == ["— Done 1", "Phones dead"]


def test_an_instant_is_chosen_from_the_menu_and_the_palette(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)

    window.actions_made["as_of"].trigger()
    page = window.places.current
    assert isinstance(page, PastPage)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.edit.setDateTime(QDateTime(2026, 3, 10, 11, 15, 0))
    with qtbot.waitSignal(page.shown):
        popup.take.click()

    assert page.at == at("2026-03-10 11:15")


def test_before_the_first_entry_it_says_so_and_stays_usable(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    window.go("past")
    page = window.places.current
    assert isinstance(page, PastPage)

    page.show_instant(at("2026-03-09 10:00"))
    qtbot.waitUntil(lambda: bool(window.toasts.shown))

    assert titles(window) == [
        "Nothing had been recorded by then. The first entry is from 10 March 2026, 10:00. Choose a later instant."
    ]
    assert page.empty.isVisible()
    assert page.empty.title == "As it was"


def test_of_two_instants_the_one_asked_for_last_is_shown(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    window.go("past")
    page = window.places.current
    assert isinstance(page, PastPage)

    page.show_instant(at("2026-03-10 10:30"))
    page.show_instant(at("2026-03-10 11:45"))
    wait_for_all()
    qtbot.waitUntil(lambda: page.at is not None)
    QApplication.processEvents()

    assert page.at == at("2026-03-10 11:45")
    assert page.queue is not None
    assert len(page.queue.table.tickets()) == 2


def test_who_does_not_want_to_wait_sees_what_was_shown_before(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 11:45")

    page.show_instant(at("2026-03-10 10:30"))
    page.cancel()
    wait_for_all()
    QApplication.processEvents()

    assert page.at == at("2026-03-10 11:45")
    assert page.queue is not None
    assert page.queue.isVisible()
    assert not page.waiting.waits


def test_the_page_is_named_and_nothing_sticks_out(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")

    assert outside(page) == []
    page.show_ticket(1)
    assert nameless(page) == []
    assert outside(page) == []


def test_coming_back_finds_the_instant_in_the_title_and_the_keyboard_on_the_row(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    a_morning(work, window)
    page = looked_at(window, qtbot, "2026-03-10 10:50")
    title = window.windowTitle()
    window.go("help")
    press(qtbot, window, Qt.Key.Key_Escape)

    assert "10:50" in title
    assert window.windowTitle() == title
    assert page.queue is not None
    assert page.queue.view.hasFocus()
    assert page.queue.view.current_entry() is not None
