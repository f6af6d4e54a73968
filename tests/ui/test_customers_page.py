"""The customers' page as one works on it: finding, editing in place, undoing, merging, importing."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.durations import NARROW
from slaapp.engine import Engine
from tests.ui.desk_at_work import HOSTILE, DeskAtWork, at, customer, nameless, outside
from tests.ui.window_at_work import chord, press, titles, turn, window_over
from ui import theme
from ui.background import AT_ONCE, wait_for_all
from ui.dialogs.working import Working
from ui.main_window import MainWindow
from ui.theme import Colour
from ui.views.customers.page import CustomersPage
from ui.widgets import painting
from ui.widgets.label import Label


@pytest.fixture
def acme(work: DeskAtWork) -> str:
    return customer(work, "Acme", contact="Kim L.")[0]


@pytest.fixture
def page(acme: str, work: DeskAtWork, window: MainWindow) -> Iterator[CustomersPage]:
    customer(work, "Best Bakery", contact="Lee")
    window.go("customers", acme)
    settle()
    found = window.places.current
    assert isinstance(found, CustomersPage)
    yield found
    wait_for_all()
    QApplication.processEvents()


def settle() -> None:
    QApplication.processEvents()
    wait_for_all()
    for _ in range(3):
        QApplication.processEvents()


def names(page: CustomersPage) -> list[str]:
    return [line.customer.name for line in page.side.model.lines]


def contacts(work: DeskAtWork, acme: str) -> list[tuple[str, str]]:
    return [(one.name, one.phone) for one in work.engine.catalogue.contacts(acme)]


def test_the_list_narrows_as_one_types_also_by_contact(page: CustomersPage, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "/", "lee")

    assert names(page) == ["Best Bakery"]
    assert page.detail.page is not None
    assert page.detail.page.customer.name == "Best Bakery"
    press(qtbot, window, Qt.Key.Key_Escape)
    assert names(page) == ["Acme", "Best Bakery"]


def test_j_and_k_walk_through_the_list_and_enter_goes_into_the_page(
    page: CustomersPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.focus_here()
    press(qtbot, window, "j")
    assert page.detail.page is not None
    assert page.detail.page.customer.name == "Best Bakery"

    press(qtbot, window, "k", Qt.Key.Key_Return)

    assert page.detail.page.customer.name == "Acme"
    assert QApplication.focusWidget() in page.detail.contacts.lines.held
    press(qtbot, window, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.side.view


def test_a_customer_is_renamed_in_place_and_the_toast_takes_it_back(
    page: CustomersPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.focus_here()
    press(qtbot, window, "e", "Best Bakery", Qt.Key.Key_Return)
    assert "another customer is called Best Bakery" in page.detail.name_problem.accessibleName()
    assert QApplication.focusWidget() is page.detail.name_field.edit
    assert page.detail.name_field.text() == "Best Bakery"

    page.detail.name_field.edit.selectAll()
    press(qtbot, window, "Acme Works", Qt.Key.Key_Return)

    assert names(page) == ["Acme Works", "Best Bakery"]
    assert QApplication.focusWidget() is page.side.view
    window.history.undo()
    assert names(page) == ["Acme", "Best Bakery"]
    window.history.redo()
    assert names(page) == ["Acme Works", "Best Bakery"]


def test_a_contact_is_added_with_insert_and_what_is_wrong_keeps_what_was_typed(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow, qtbot: QtBot
) -> None:
    page.focus_here()
    press(qtbot, window, Qt.Key.Key_Insert, "Sam", Qt.Key.Key_Tab, "215", Qt.Key.Key_Tab, "nothing", Qt.Key.Key_Return)
    form = page.detail.contacts.form
    assert form is not None
    assert "no e-mail address" in form.problem.accessibleName()
    QApplication.processEvents()
    assert form.fields["email"].geometry().bottom() < form.problem.y() < form.fields["group"].y()
    assert QApplication.focusWidget() is form.fields["email"].edit
    assert form.values() == {"name": "Sam", "phone": "215", "email": "nothing", "room": "", "group": ""}

    form.fields["email"].edit.selectAll()
    press(qtbot, window, "sam@a.example", Qt.Key.Key_Return)

    assert contacts(work, acme) == [("Kim L.", "ext. 214"), ("Sam", "215")]
    window.history.undo()
    assert contacts(work, acme) == [("Kim L.", "ext. 214")]


def test_a_contact_half_typed_is_kept_over_esc_and_another_customer(
    page: CustomersPage, window: MainWindow, qtbot: QtBot
) -> None:
    contacts = page.detail.contacts
    press(qtbot, window, Qt.Key.Key_Insert, "Sam", Qt.Key.Key_Escape)
    assert contacts.form is None

    press(qtbot, window, Qt.Key.Key_Insert)
    assert contacts.form is not None
    assert contacts.form.values()["name"] == "Sam"
    page.focus_here()
    press(qtbot, window, Qt.Key.Key_Down)
    settle()
    assert page.side.view.hasFocus(), "the keyboard stays in the list"
    assert contacts.form is None
    press(qtbot, window, Qt.Key.Key_Insert)
    assert contacts.form.values()["name"] == ""
    page.focus_here()
    press(qtbot, window, Qt.Key.Key_Up)
    settle()
    press(qtbot, window, Qt.Key.Key_Insert)

    assert contacts.form.values()["name"] == "Sam"


def test_a_new_name_half_typed_waits_for_its_customer(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow, qtbot: QtBot
) -> None:
    page.act("rename")
    press(qtbot, window, "Acme Works", Qt.Key.Key_Escape)
    page.side.choose(next(line.customer.id for line in page.side.model.lines if line.customer.id != acme))
    page.act("rename")
    of_another = page.detail.name_field.text()
    page.side.choose(acme)
    page.act("rename")

    assert (of_another, page.detail.name_field.text()) == ("Best Bakery", "Acme Works")
    press(qtbot, window, Qt.Key.Key_Return)
    assert work.engine.catalogue.customer("Acme Works").id == acme
    assert window.places.notes == {}


def test_a_contact_is_edited_in_its_place_and_removed_with_del(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow, qtbot: QtBot
) -> None:
    (line,) = page.detail.contacts.lines.held
    line.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, Qt.Key.Key_Tab)
    form = page.detail.contacts.form
    assert form is not None
    form.fields["phone"].edit.selectAll()
    press(qtbot, window, "300", Qt.Key.Key_Return)
    assert contacts(work, acme) == [("Kim L.", "300")]

    page.detail.contacts.lines.held[0].setFocus()
    press(qtbot, window, Qt.Key.Key_Delete)

    assert contacts(work, acme) == []
    window.history.undo()
    assert contacts(work, acme) == [("Kim L.", "300")]


def test_what_is_being_typed_stays_while_another_process_writes(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow, qtbot: QtBot
) -> None:
    page.focus_here()
    press(qtbot, window, Qt.Key.Key_Insert, "Sa")
    with Engine.open(work.engine.store, user="kim", now=work.clock.at) as other:
        other.customers.rename(acme, "Acme Works", now=work.clock.at)
        other.customers.add_contact(acme, "Ada", now=work.clock.at)

    window.commands.look()
    press(qtbot, window, "m")

    assert names(page) == ["Acme Works", "Best Bakery"]
    form = page.detail.contacts.form
    assert form is not None
    assert form.values()["name"] == "Sam"
    assert [line.accessibleName().split(" ")[0] for line in page.detail.contacts.lines.held] == ["Ada", "Kim"]


def test_a_note_is_saved_when_the_keyboard_leaves_it(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow, qtbot: QtBot
) -> None:
    page.detail.note.field.edit.setFocus()
    press(qtbot, window, "Ring before noon")
    page.focus_here()
    QApplication.processEvents()

    assert work.engine.catalogue.customer(acme).note == "Ring before noon"
    window.history.undo()
    assert (work.engine.catalogue.customer(acme).note, page.detail.note.field.text()) == ("", "")


def test_n_logs_a_ticket_for_this_customer(page: CustomersPage, window: MainWindow, qtbot: QtBot) -> None:
    page.focus_here()
    press(qtbot, window, "n")

    party = window.log_ticket.customer.party
    assert party is not None
    assert party.name == "Acme"
    window.log_ticket.subject.setText("Phones are dead")
    window.log_ticket.submit(open_it=False)
    QApplication.processEvents()
    assert [line.row.subject for line in page.detail.open.ticket_lines()] == ["Phones are dead"]
    assert page.side.model.lines[0].open == 1


def test_a_draft_for_somebody_else_is_kept_and_said_so(page: CustomersPage, window: MainWindow, qtbot: QtBot) -> None:
    page.focus_here()
    press(qtbot, window, "n")
    window.log_ticket.subject.setText("Phones are dead")
    window.log_ticket.leave()
    page.focus_here()
    press(qtbot, window, "j", "n")

    party = window.log_ticket.customer.party
    assert party is not None
    assert (party.name, window.log_ticket.subject.text()) == ("Acme", "Phones are dead")
    assert "then log for Best Bakery" in window.log_ticket.problem.accessibleName()


def test_countdowns_go_on_and_enter_opens_the_ticket(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow, qtbot: QtBot
) -> None:
    number = work.log("2026-03-10 10:00", customer=acme)
    page.refresh()
    (line,) = page.detail.open.ticket_lines()
    before = line.countdown
    turn(work, window, "2026-03-10 10:30")
    assert line.countdown != before

    line.setFocus()
    press(qtbot, window, Qt.Key.Key_Return)

    assert window.places.ticket.number == number
    window.places.back()
    assert window.places.current is page


def test_a_length_is_painted_with_its_narrow_spaces(
    page: CustomersPage, work: DeskAtWork, acme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.log("2026-03-10 10:00", customer=acme)
    page.refresh()
    painted: list[str] = []
    monkeypatch.setattr(painting, "pill", lambda *facts, **_: painted.append(facts[-1]))
    (line,) = page.detail.open.ticket_lines()
    line.grab()

    assert painted == [line.countdown]
    assert NARROW in line.countdown


def test_subjects_stand_below_each_other_whatever_the_number(
    page: CustomersPage, work: DeskAtWork, acme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        work.log("2026-03-10 10:00", customer=acme)
    page.refresh()
    begin: list[float] = []
    paint = painting.text

    def watched(
        painter: QPainter, words: str, style: str, colour: Colour, x: float, middle: float, *more: Any
    ) -> float:
        begin.extend([x] if style == "prose_strong" else [])
        return paint(painter, words, style, colour, x, middle, *more)

    monkeypatch.setattr(painting, "text", lambda *facts, **more: paint(*facts, **more) if more else watched(*facts))
    for line in page.detail.open.ticket_lines():
        line.grab()

    assert len(begin) == 2
    assert len(set(begin)) == 1


def test_the_standing_says_what_the_report_counts(page: CustomersPage, work: DeskAtWork, acme: str) -> None:
    number = work.log("2026-03-10 10:00", customer=acme)
    work.turn_to("2026-03-10 10:10")
    work.engine.desk.resolve(number, now=work.clock.at)
    page.refresh()
    settle()

    told = page.detail.standing.table.sentences()

    assert "Resolution, Normal: 1 of 1 met, goal 90 %, kept so far, 0 more misses allowed" in told
    assert page.detail.standing.why == "2 of 2 goals kept so far"


def test_all_lines_of_a_standing_tell_of_misses_left_or_none(
    page: CustomersPage, work: DeskAtWork, acme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for severity in (Severity.URGENT, Severity.NORMAL, Severity.LOW):
        number = work.log("2026-03-10 10:00", customer=acme, severity=severity)
        work.engine.desk.resolve(number, now=work.turn_to("2026-03-10 10:10"))
    page.refresh()
    settle()
    told: list[str] = []
    paint = painting.text

    def watched(on: QPainter, words: str, *rest: Any, **more: Any) -> float:
        told.append(words)
        return paint(on, words, *rest, **more)

    monkeypatch.setattr(painting, "text", watched)
    found = set()
    for width in range(200, 420, 4):
        told.clear()
        page.detail.standing.table.setFixedWidth(width)
        page.detail.standing.table.grab()
        found.add(sum("more allowed" in words for words in told))

    assert found == {0, sum("of 1" in words for words in told)}


def test_a_standing_without_any_data_is_one_sentence(page: CustomersPage, work: DeskAtWork, acme: str) -> None:
    work.log("2026-03-10 10:00", customer=acme)
    page.refresh()
    settle()

    assert page.detail.standing.table.sentences() == []
    assert page.detail.standing.why == "Nothing is met or missed yet this month."


def test_two_customers_are_merged_with_everything_said_before(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow
) -> None:
    page.merge()
    merging = page.merging
    assert merging is not None
    assert not merging.act.isEnabled()
    merging.choose(work.engine.catalogue.customer("Best Bakery"))
    assert merging.sentences()[0].startswith("0 tickets (0 open), 1 contact and 0 services of Acme are listed")

    merging.act.click()

    assert names(page) == ["Best Bakery"]
    assert page.detail.page is not None
    assert page.detail.page.joined == ("Acme",)
    window.history.undo()
    assert names(page) == ["Acme", "Best Bakery"]


def test_two_customers_are_merged_by_ctrl_enter_from_anywhere_in_the_form(
    page: CustomersPage, work: DeskAtWork, qtbot: QtBot
) -> None:
    page.merge()
    merging = page.merging
    assert merging is not None
    chord(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert merging.isVisible(), "nobody was chosen yet"
    merging.choose(work.engine.catalogue.customer("Best Bakery"))
    merging.cancel.setFocus()

    chord(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert merging.act.keys == "Ctrl ↵"
    assert names(page) == ["Best Bakery"]


def test_what_a_merger_says_scrolls_by_keys_where_the_window_is_too_low(
    page: CustomersPage, work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    page.merge()
    merging = page.merging
    assert merging is not None
    merging.choose(work.engine.catalogue.customer("Best Bakery"))
    settle()
    merging.form.resize(merging.form.width(), 220)
    settle()
    bar = merging.area.verticalScrollBar()
    assert bar.maximum() > 0

    press(qtbot, window, Qt.Key.Key_PageDown)
    assert bar.value() > 0

    press(qtbot, window, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_a_dropped_file_shows_what_it_brings_and_writes_only_when_told(
    page: CustomersPage, work: DeskAtWork, acme: str, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name;Telefon\nKim L.;999\nSam;215\n;\nLee;=1+1\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))

    importing = page.importing
    assert importing is not None
    assert importing.act.text() == "Import 3 contacts"
    assert contacts(work, acme) == [("Kim L.", "ext. 214")]
    importing.act.click()
    assert contacts(work, acme) == [("Kim L.", "999"), ("Lee", "=1+1"), ("Sam", "215")]
    page.import_file(file)
    assert not importing.act.isEnabled()
    importing.close_form()
    window.history.undo()
    assert contacts(work, acme) == [("Kim L.", "ext. 214")]


def test_many_contacts_are_imported_and_taken_back_beside_the_window(
    page: CustomersPage,
    window: MainWindow,
    work: DeskAtWork,
    acme: str,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    threads: list[int] = []
    importing = work.engine.contact_importing
    take = importing.take

    def taken(*args: Any, **named: Any) -> Any:
        threads.append(threading.get_ident())
        return take(*args, **named)

    monkeypatch.setattr(importing, "take", taken)
    before = contacts(work, acme)
    said = "".join(f"Person {n:03},p{n}@example.org\n" for n in range(AT_ONCE + 10))
    file = tmp_path / "people.csv"
    file.write_text(f"Name,E-mail\n{said}")
    page.import_file(file)
    assert page.importing is not None
    page.importing.act.click()
    (form,) = window.findChildren(Working)
    assert form.isVisible()
    qtbot.waitUntil(lambda: len(contacts(work, acme)) == len(before) + AT_ONCE + 10, timeout=20_000)
    qtbot.waitUntil(lambda: titles(window) == ["60 contacts imported."], timeout=20_000)
    assert not page.importing.isVisible()
    assert len(threads) == 1
    assert threading.get_ident() not in threads
    window.history.undo()
    qtbot.waitUntil(lambda: contacts(work, acme) == before, timeout=20_000)


def test_a_table_that_says_nothing_asks_which_column_is_the_name(
    page: CustomersPage, work: DeskAtWork, acme: str, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("wer;was\nSam;215\n", encoding="utf-8")
    page.import_file(file)
    importing = page.importing
    assert importing is not None
    assert not importing.act.isEnabled()
    assert [field for field, chip in importing.chips.items() if chip.wrong] == ["name"]

    importing.choose_column("name", "wer")
    assert not importing.chips["name"].wrong
    importing.choose_column("phone", "was")
    qtbot.keyClick(importing.cancel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert contacts(work, acme) == [("Kim L.", "ext. 214"), ("Sam", "215")]


def test_who_is_retired_leaves_the_list_and_can_be_brought_back(page: CustomersPage, window: MainWindow) -> None:
    page.act("retire")
    assert names(page) == ["Best Bakery"]
    assert page.side.which.text() == "Retired (1)"

    page.side.which.click()
    assert names(page) == ["Acme"]
    assert page.party is None
    page.act("restore")
    page.side.which.click()

    assert names(page) == ["Acme", "Best Bakery"]


def test_a_customer_is_added_and_chosen(page: CustomersPage, window: MainWindow, qtbot: QtBot) -> None:
    page.act("add")
    press(qtbot, window, "Acme", Qt.Key.Key_Return)
    assert "there is a customer Acme already" in page.side.problem.accessibleName()
    page.side.new_name.setText("")
    press(qtbot, window, "Corner Shop", Qt.Key.Key_Return)

    assert names(page) == ["Acme", "Best Bakery", "Corner Shop"]
    assert page.detail.page is not None
    assert page.detail.page.customer.name == "Corner Shop"


@pytest.mark.parametrize(("width", "size"), [(1440, 1.0), (1024, 1.0), (1366, 1.5)])
def test_nothing_is_cut_off_and_everything_has_a_name(
    work: DeskAtWork, acme: str, window: MainWindow, width: int, size: float
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    work.engine.customers.add_contact(acme, HOSTILE.replace("\x07", " ").replace("\t", " "), now=at("2026-03-10 10:00"))
    work.engine.customers.set_note(acme, HOSTILE, now=at("2026-03-10 10:00"))
    work.log("2026-03-10 10:00", customer=acme, subject=HOSTILE)
    try:
        theme.set_text_size(application, size)
        window.resize(width, 700)
        window.go("customers", acme)
        settle()
        page = window.places.current
        page.act("contact")
        QApplication.processEvents()
        assert outside(page) == []
        assert nameless(page) == []
    finally:
        theme.set_text_size(application, 1.0)


def test_a_service_half_typed_stays_with_its_customer(acme: str, work: DeskAtWork, window: MainWindow) -> None:
    bolt, _ = customer(work, "Bolt")
    window.go("customers", acme)
    services = window.places.current.detail.services
    services.field.setText("Wi-F")

    window.go("customers", bolt)
    elsewhere = services.field.text()
    window.go("customers", acme)

    assert (elsewhere, services.field.text()) == ("", "Wi-F")


def test_an_address_is_saved_when_the_keyboard_leaves_it_and_taken_back(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    work.engine.catalogue.add_customer("Acme", now=work.clock.at)
    acme = work.engine.catalogue.customer("Acme").id
    window.go("customers")
    detail = window.places.current.detail
    detail.address.field.edit.setFocus()
    qtbot.keyClicks(detail.address.field.edit, "14 Quay Street")
    qtbot.keyClick(detail.address.field.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(detail.address.field.edit, "Bristol")
    assert list(window.places.notes) == [f"{acme}/address"]

    detail.note.field.edit.setFocus()

    assert work.engine.catalogue.customer("Acme").address == ("14 Quay Street", "Bristol")
    assert window.places.notes == {}
    window.history.undo()
    assert detail.address.field.text() == ""
    assert window.places.notes == {}


def test_a_note_that_was_being_typed_is_there_after_a_crash(
    acme: str, work: DeskAtWork, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "window.json"
    with window_over(work, qtbot, state_file=file) as window:
        window.go("customers", acme)
        window.places.current.detail.note.field.setText("Ring before noon")
        window.heartbeat.go_on()
        held = file.read_text("utf-8")
        settle()
    file.write_text(held, "utf-8")  # as the crash left it
    work.engine.customers.set_note(acme, "", now=work.clock.at)

    with window_over(work, qtbot, state_file=file) as window:
        window.go("customers")
        note = window.places.current.detail.note
        typed = note.field.text()
        saved = note.save()
        settle()

    assert (typed, saved) == ("Ring before noon", True)
    assert work.engine.catalogue.customer(acme).note == "Ring before noon"


def test_the_language_of_reports_is_chosen_and_undone(page: CustomersPage, work: DeskAtWork, qtbot: QtBot) -> None:
    chip = page.detail.language.choice
    chip.about_to_show.emit()
    german = next(action for action in chip.menu.actions() if action.text() == "Deutsch")

    german.trigger()

    assert page.detail.page is not None
    assert work.engine.catalogue.customer(page.detail.page.customer.name).language == "de"
    assert chip.accessibleName().endswith("Deutsch") or "Deutsch" in chip.text()


def test_a_long_name_of_an_agreement_leaves_the_words_below_it_their_lines(
    page: CustomersPage, acme: str, work: DeskAtWork, window: MainWindow
) -> None:
    ours = work.engine.catalogue.agreements()[-1]
    long = replace(ours, name="Support of everything that stands in the northern halls", version=1)
    work.engine.agreements.save(long, work.clock.at)

    window.commands.attempt(work.engine.customers.set_agreement, acme, long.name)
    settle()

    agreed = page.detail.agreed
    assert agreed.choice.value == long.name
    for label in agreed.findChildren(Label):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
