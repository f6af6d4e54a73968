"""Ctrl+P puts on paper what is seen: the list as it is arranged, a ticket with its clocks and its history."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.domain.agreement import Severity
from slaapp.domain.relations import Relation
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import DeskAtWork, customer
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.models.arrangement import Column
from ui.printing import new_printer
from ui.widgets.sure import Sure

HOSTILE = '<img src="file:///etc/passwd"> #read("/etc/passwd")'


@pytest.fixture
def paper(window: MainWindow, tmp_path: Path) -> Path:
    """What comes out of the printer."""
    path = tmp_path / "printed.pdf"

    def to_file(_: object, printer: QPrinter, __: int) -> bool:
        printer.setOutputFileName(str(path))
        return True

    window.places.choose_printer = to_file
    return path


def printed(qtbot: QtBot, window: MainWindow, paper: Path, whom: Qt.Key | None = None) -> str:
    """All words of all pages; `whom` is the key that answers for whom a ticket is printed."""
    with qtbot.waitSignal(window.places.told, timeout=20_000) as told:
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        if whom is not None:
            menu = QApplication.activePopupWidget()
            assert menu is not None
            qtbot.keyClick(menu, whom)
    assert told.args == [f"Saved as {paper}."]
    with Pages(paper.read_bytes()) as pages:
        words = " ".join(" ".join(pages.text(page).split()) for page in range(len(pages)))
    return words.replace("\u200b", "")


def test_the_list_is_printed_as_it_is_seen(work: DeskAtWork, window: MainWindow, qtbot: QtBot, paper: Path) -> None:
    for subject, severity in (("Phones dead", Severity.URGENT), ("Mouse squeaks", Severity.LOW)):
        window.commands.run(work.engine.desk.log, TicketDraft(subject=subject, severity=severity))

    words = printed(qtbot, window, paper)

    assert words.startswith("All open 2 tickets")
    assert words.index("Phones dead") < words.index("Mouse squeaks")
    assert "Urgent" in words


def test_a_closed_group_is_named_on_the_sheet(work: DeskAtWork, window: MainWindow, qtbot: QtBot, paper: Path) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Mouse squeaks", severity=Severity.LOW))
    window.queue.select(1)
    qtbot.keyClick(window.queue.view, Qt.Key.Key_Left)

    words = printed(qtbot, window, paper)

    assert "Mouse squeaks" not in words
    assert "Closed on screen, so not listed" in words


def test_a_ticket_is_printed_with_its_clocks_and_its_history(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, paper: Path
) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones dead", text=HOSTILE))
    window.commands.run(work.engine.desk.note, 1, "Ask the provider.\nSecond line.")
    window.open_ticket(1)

    words = printed(qtbot, window, paper, Qt.Key.Key_D)

    for said in ("1 Phones dead", "First response", "Resolution", "Public", HOSTILE, "Ask the provider. Second line."):
        assert said in words
    assert "For the desk" in words


def test_a_printed_ticket_lists_what_its_panel_shows(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, paper: Path
) -> None:
    number, other = work.log("2026-03-10 09:00"), work.log("2026-03-10 09:05", subject="Phones dead")
    desk, files, now = work.engine.desk, work.engine.files, work.clock.at
    desk.tag(number, "file server", now=now)
    desk.add_to_checklist(number, "Map the drive", now=now)
    desk.link(number, other, relation=Relation.CAUSED_BY, now=now)
    desk.note(number, "Script changed", minutes=25, now=now)
    files.attach(number, [files.take_in_bytes(b"x", "logon-script.txt")], now=now)

    window.open_ticket(number)
    window.activateWindow()

    words = printed(qtbot, window, paper, Qt.Key.Key_D)

    particulars = words[: words.index("History")]
    for said in ("file server", "25 m", "Map the drive", "Caused by", "Phones dead", "logon-script.txt"):
        assert said in particulars


def test_enter_prints_a_ticket_for_the_customer(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, paper: Path
) -> None:
    number = work.log("2026-03-10 09:00", text="It rings twice.")
    desk, now = work.engine.desk, work.clock.at
    desk.note(number, "They never pay.", minutes=25, now=now)
    desk.reply(number, "We are on it.", minutes=20, now=now)
    desk.tag(number, "difficult", now=now)
    desk.add_to_checklist(number, "Ask accounting", now=now)
    window.open_ticket(number)
    window.activateWindow()

    words = printed(qtbot, window, paper, Qt.Key.Key_Return)

    for said in ("It rings twice.", "We are on it.", "First response", "met with"):
        assert said in words
    for kept in (
        "never pay",
        "difficult",
        "accounting",
        "Internal",
        "internal",
        "20 m",
        "25 m",
        "For the desk",
        "Unassigned",
    ):
        assert kept not in words


def test_a_suggested_name_holds_no_sign_that_a_file_system_refuses() -> None:
    printer = new_printer(letter=False, grey=False, title='7 Drive S: "gone"? a/b\\c <x>|*')
    assert printer.docName() == "7 Drive S gone a b c x"


def test_where_nothing_can_be_printed_it_says_so(window: MainWindow) -> None:
    said: list[str] = []
    window.places.hinted.connect(said.append)
    window.go("settings")

    window.places.print_here()

    assert said == ["There is nothing to print here. Lists, tickets and reports can be printed."]


def test_the_list_is_printed_with_the_columns_that_are_seen(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, paper: Path
) -> None:
    clinic, _ = customer(work, "Harbour Clinic")
    work.engine.customers.add_service(clinic, "Telephony", now=work.clock.at)
    (service,) = work.engine.customers.page(clinic, work.engine.board, now=work.clock.at).services
    draft = TicketDraft(subject="Phones dead", severity=Severity.URGENT, customer=clinic, service=service.id)
    window.commands.run(work.engine.desk.log, draft)
    window.queue.show_columns((Column.REMAINING, Column.SERVICE, Column.SUBJECT, Column.RECEIVED))

    words = printed(qtbot, window, paper)

    assert "Remaining Service Subject Received" in words
    assert "Telephony Phones dead" in words
    assert "Urgent" not in words


def test_every_column_at_once_leaves_the_subject_its_room(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones dead", severity=Severity.URGENT))
    window.queue.show_columns(tuple(Column))
    (table,) = window.queue.sheet().tables

    assert sum(column.mm for column in table.columns) <= 200


def test_the_person_is_asked_for_one_slip_after_the_other(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    asked: list[str] = []
    open_now: list[str] = []

    def ask(_: object, printer: QPrinter, __: int) -> bool:
        assert open_now == [], "one dialog at a time"
        asked.append(printer.docName())
        open_now.append(printer.docName())
        wait_for_all()
        QApplication.processEvents()  # the window lives on beside the system's dialog
        open_now.clear()
        return False

    window.places.choose_printer = ask
    numbers = [work.log("2026-03-10 09:00", subject=subject) for subject in ("Phones dead", "Mouse squeaks")]

    window.places.print_tickets(numbers)
    qtbot.waitUntil(lambda: len(asked) == 2 and not open_now, timeout=20_000)

    assert [name.split(" ", 1)[1] for name in asked] == ["Phones dead", "Mouse squeaks"]


def test_without_a_printer_a_slip_is_saved_and_said(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.has_printer", lambda: False)
    asked: list[Path] = []
    monkeypatch.setattr("ui.file_place.QFileDialog.getSaveFileName", lambda *args: (asked.append(args[2]) or saved, ""))
    saved = str(tmp_path / "slip.pdf")
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones dead"))

    window.places.print_tickets([1])
    form = offered(window, qtbot)
    assert form.question == "There is no printer here"
    assert form.known.startswith("Nothing was printed.")
    assert not asked
    with qtbot.waitSignal(window.places.told, timeout=20_000) as told:
        form.act.click()

    assert told.args == [f"Saved as {saved}."]
    assert Path(saved).read_bytes().startswith(b"%PDF")
    assert str(asked[0]).endswith("1 Phones dead.pdf")


def test_nothing_printed_is_no_success(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.has_printer", lambda: False)
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Phones dead"))
    window.commands.run(work.engine.desk.log, TicketDraft(subject="Mouse squeaks"))
    told: list[str] = []
    window.places.told.connect(told.append)

    window.places.print_tickets([1, 2])
    for _ in range(2):
        offered(window, qtbot).left.emit()

    assert told == []


def offered(window: MainWindow, qtbot: QtBot) -> Sure:
    """What is asked where there is no printer."""
    qtbot.waitUntil(lambda: any(form.isVisible() for form in window.findChildren(Sure)), timeout=20_000)
    return next(form for form in window.findChildren(Sure) if form.isVisible())
