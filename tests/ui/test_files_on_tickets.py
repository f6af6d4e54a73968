"""Files on a ticket's page: dropped, pasted, chosen; with a reply or at once; shown, saved, taken off."""

import zlib
from pathlib import Path
from struct import pack

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Status
from slaapp.domain.attachments import StoredFile
from slaapp.domain.events import Channel
from tests.ui.desk_at_work import DeskAtWork, nameless, outside
from tests.ui.window_at_work import press, reload
from ui.background import wait_for_all
from ui.dialogs.attachment import AttachmentForm, decoded
from ui.main_window import MainWindow
from ui.views.ticket.draft import Draft, Tab, as_plain, from_plain
from ui.views.ticket.story import Line
from ui.views.ticket.timeline import LineWithFiles, MessageCard
from ui.views.ticket_page import TicketView
from ui.widgets.file_chip import Coming, FileChip, FileChips
from ui.widgets.label import Label


@pytest.fixture
def number(work: DeskAtWork) -> int:
    return work.log("2026-03-10 09:30")


@pytest.fixture
def view(work: DeskAtWork, window: MainWindow, number: int) -> TicketView:
    reload(window)
    window.open_ticket(number)
    QApplication.processEvents()
    found = window.places.ticket
    assert isinstance(found, TicketView)
    return found


def a_file(folder: Path, name: str = "error.log", data: bytes = b"no route\n") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def picture(width: int = 40, height: int = 30) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def drop(on: QWidget, mime: QMimeData) -> bool:
    """As the window system does: it enters, it is let go; whether it was taken."""
    any_action, no_keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(5, 5), any_action, mime, button, no_keys)
    QApplication.sendEvent(on, entered)
    if not entered.isAccepted():
        return False
    QApplication.sendEvent(on, QDropEvent(QPointF(5, 5), any_action, mime, button, no_keys))
    return True


def names(work: DeskAtWork, number: int) -> list[str]:
    return [on.file.name for on in work.engine.files.of(number)]


def settle(qtbot: QtBot, view: TicketView) -> None:
    qtbot.waitUntil(lambda: not view.files.copying.busy, timeout=10_000)
    QApplication.processEvents()


def chips(of: QWidget) -> list[str]:
    return [chip.file.name for held in of.findChildren(FileChips) for chip in held.chips if held.isVisibleTo(of)]


def form_of(window: MainWindow) -> AttachmentForm:
    return next(form for form in window.findChildren(AttachmentForm) if form.isVisible())


def test_f_asks_for_files_and_attaches_them_at_once(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_file(tmp_path)
    view.files.choose = lambda: [path]
    press(qtbot, window, "f")
    settle(qtbot, view)
    assert names(work, number) == ["error.log"]
    assert chips(view.timeline) == ["error.log"]
    assert chips(view.panel) == ["error.log"]
    press(qtbot, window)
    window.history.undo()
    QApplication.processEvents()
    assert names(work, number) == []
    window.history.redo()
    assert names(work, number) == ["error.log"]


def test_f_in_the_list_opens_the_ticket_for_it(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_file(tmp_path)
    view.files.choose = lambda: [path]
    window.go("all")
    press(qtbot, window, "f")
    settle(qtbot, view)
    assert names(work, number) == ["error.log"]


def test_a_file_dropped_on_the_page_is_attached(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    assert drop(window, urls(a_file(tmp_path, "a.log"), a_file(tmp_path, "b.log", b"other")))
    settle(qtbot, view)
    assert names(work, number) == ["a.log", "b.log"]


def test_files_dropped_on_what_is_written_go_with_it(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    press(qtbot, window, "r")
    view.composer.editor.edit.insertFromMimeData(urls(a_file(tmp_path)))
    settle(qtbot, view)
    assert names(work, number) == []
    assert chips(view.composer) == ["error.log"]
    assert view.composer.editor.text() == ""
    press(qtbot, window, "See the log.")
    view.composer.submit()
    QApplication.processEvents()
    assert names(work, number) == ["error.log"]
    (card,) = [card for card in view.timeline.cards() if isinstance(card, MessageCard)]
    assert chips(card) == ["error.log"]
    assert chips(view.composer) == []
    window.history.undo()
    assert names(work, number) == []


def test_a_screenshot_is_pasted_with_its_time(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setImageData(picture())
    QGuiApplication.clipboard().setMimeData(mime)
    press(qtbot, window, "i")
    qtbot.keyClick(view.composer.editor.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, view)
    assert chips(view.composer) == ["Screenshot 2026-03-10 10.00.00.png"]
    press(qtbot, window, "What they see")
    view.composer.submit()
    (held,) = work.engine.files.of(number)
    assert work.engine.files.read(held.file, most=1 << 20).startswith(b"\x89PNG")


def test_pasted_words_stay_words(work: DeskAtWork, window: MainWindow, view: TicketView, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("file:///etc/passwd")
    press(qtbot, window, "r")
    qtbot.keyClick(view.composer.editor.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert view.composer.editor.text() == "file:///etc/passwd"


def test_a_file_of_a_draft_is_kept_over_leaving_and_over_a_restart(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    view.files.take_with_text(urls(a_file(tmp_path)))
    settle(qtbot, view)
    window.go("all")
    window.open_ticket(number)
    assert chips(view.composer) == ["error.log"]
    kept = from_plain(as_plain(window.places.drafts))
    assert [file.name for file in kept[number].files] == ["error.log"]


def test_what_a_draft_says_of_files_is_checked() -> None:
    bad = [["a"], ["a", "b", "c", "d", None], "x", [1, 2, 3, 4, 5], ["s", 1, "t", "n", 7]]
    assert from_plain({"1": {"files": bad}})[1].files == []
    file = StoredFile("0" * 64, 3, "text/plain", "a.txt", None)
    assert from_plain(as_plain({1: Draft(files=[file])}))[1].files == [file]


def test_a_file_taken_out_of_a_draft_stays_in_that_of_another_ticket(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    other = work.log("2026-03-10 09:40")
    for ticket in (other, number):
        window.open_ticket(ticket)
        view.files.take_with_text(urls(a_file(tmp_path)))
        settle(qtbot, view)
    (chip,) = view.composer.chips.chips
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert chips(view.composer) == []
    window.open_ticket(other)
    press(qtbot, window, "r", "See the file.")
    view.composer.submit()
    assert names(work, other) == ["error.log"]


def test_nothing_is_added_while_a_file_comes_or_without_a_word_about_it(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    view.composer.show_coming([Coming("big.zip", 40)])
    press(qtbot, window, "r", "See the file.")
    view.composer.submit()
    assert "still being copied" in view.composer.problem.accessibleName()
    view.composer.show_coming([])
    view.composer.editor.setText("")
    view.files.take_with_text(urls(a_file(tmp_path)))
    settle(qtbot, view)
    view.composer.submit(resolve=True)
    assert "Write what the files are" in view.composer.problem.accessibleName()
    assert names(work, number) == []


def test_a_copy_can_be_stopped(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    view.files.attach_now([a_file(tmp_path, "big.bin", bytes(40 << 20))])
    (chip,) = view.composer.chips.chips
    assert chip.file == Coming("big.bin", 0)
    chip.removed.emit()
    settle(qtbot, view)
    assert names(work, number) == []
    assert work.refused == []


def test_what_cannot_be_attached_says_so_and_the_others_go_on(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    view.files.attach_now([tmp_path, a_file(tmp_path), a_file(tmp_path, "empty.txt", b"")])
    settle(qtbot, view)
    assert names(work, number) == ["error.log"]
    assert [said.split(".")[0] for said in work.refused] == [f"{tmp_path.name} is a folder", "empty"]


def test_files_added_at_once_stand_in_one_line_and_one_taken_off_is_struck(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot
) -> None:
    files = [work.engine.files.take_in_bytes(name.encode(), name) for name in ("a.txt", "b.txt")]
    work.commands.run(work.engine.files.attach, number, files)
    view.refresh()
    (line,) = [card for card in view.timeline.cards() if isinstance(card, LineWithFiles)]
    assert chips(line) == ["a.txt", "b.txt"]
    view.files.show_file(files[0])
    form_of(window).take_off.click()
    QApplication.processEvents()
    assert names(work, number) == ["b.txt"]
    told = [item for item in view.timeline._items if isinstance(item, Line) and item.icon == "paperclip"]
    assert [(line.struck, [file.name for file in line.files]) for line in told] == [(True, []), (False, ["b.txt"])]


def test_a_picture_is_shown(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "screen.png"
    picture(300, 200).save(str(path))
    file = work.engine.files.take_in(path)
    work.commands.run(work.engine.files.attach, number, [file])
    view.refresh()
    view.files.show_file(file)
    form = form_of(window)
    qtbot.waitUntil(lambda: "300 × 200" in form.picture.accessibleName())
    assert nameless(form) == []
    assert outside(form) == []
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not form.isVisible()


@pytest.mark.parametrize(
    ("name", "opens"), [("a.txt", True), ("a.pdf", True), ("a.html", False), ("a.svg", False), ("a.docm", False)]
)
def test_only_harmless_kinds_can_be_opened_and_only_a_copy(
    name: str, opens: bool, work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot
) -> None:
    opened: list[Path] = []
    view.files.open_with = lambda path: bool(opened.append(path)) or True
    view.files.show_file(work.engine.files.take_in_bytes(b"words", name))
    form = form_of(window)
    assert form.open_button.isVisible() is opens
    form._open()
    assert opened == []  # it may be large: it is copied in the background
    wait_for_all()
    QApplication.processEvents()
    assert [path.name for path in opened] == ([name] if opens else [])
    assert all(work.engine.files.folder not in path.parents for path in opened)


def test_it_is_saved_where_the_person_says(
    work: DeskAtWork, window: MainWindow, view: TicketView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.files.show_file(work.engine.files.take_in_bytes(b"<script>", "a.html"))
    form = form_of(window)
    form.ask_where = lambda _over, _name: str(tmp_path / "nowhere" / "a.html")
    form.save_button.click()
    assert not form.save_button.isEnabled()  # it may be large: it is copied in the background
    qtbot.waitUntil(lambda: "could not be written" in form.problem.accessibleName())
    assert form.save_button.hasFocus()
    form.ask_where = lambda _over, _name: str(tmp_path / "b.html")
    form.save_button.click()
    with qtbot.waitSignal(form.saved):
        wait_for_all()
    assert (tmp_path / "b.html").read_bytes() == b"<script>"


# Pictures that are none, or bombs


def png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    row = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), chunk(b"IDAT", row), chunk(b"IEND", b""))
    )


@pytest.mark.parametrize(
    "data",
    [
        png(60_000, 60_000),
        png(2_000_000_000, 1),
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"GIF89a" + b"\xff" * 50,
        b"BM" + b"\xff" * 100,
        b"\xff\xd8\xff" + b"\x00" * 100,
        b"RIFF\x00\x00\x00\x00WEBP" + b"\x00" * 40,
        b"",
    ],
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes, qtbot: QtBot) -> None:
    told = decoded(data, QSize(800, 600))

    assert isinstance(told, str)
    assert told.endswith(".")


def test_a_large_picture_is_decoded_no_larger_than_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    picture(4000, 2000).save(str(tmp_path / "a.png"))
    found = decoded((tmp_path / "a.png").read_bytes(), QSize(800, 600))
    assert isinstance(found, QImage)
    assert found.size() == QSize(800, 400)


def test_hostile_names_stay_in_their_chips(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot
) -> None:
    name = "<img src='file:///etc/passwd'>" + "W" * 300 + "\u202efdp.exe"
    work.commands.run(work.engine.files.attach, number, [work.engine.files.take_in_bytes(b"x", name)])
    view.refresh()
    QApplication.processEvents()
    assert outside(view) == []
    assert nameless(view) == []
    (chip,) = view.panel.findChildren(FileChip)
    assert "\u202e" not in chip.accessibleName()
    assert "<img" not in chip.toolTip()


def test_a_reply_with_files_leaves_the_keyboard_on_its_ticket(
    work: DeskAtWork, window: MainWindow, number: int, qtbot: QtBot
) -> None:
    replied = work.engine.desk.reply(number, "See the file", channel=Channel.EMAIL, now=work.clock.at).written[0][1]
    work.engine.files.attach(number, [work.engine.files.take_in_bytes(b"x", "a.txt")], now=work.clock.at, to=replied)
    window.open_ticket(number)
    QApplication.processEvents()

    assert window.places.ticket.findChildren(MessageCard)
    assert window.isActiveWindow()
    assert window.places.ticket.hasFocus()


def test_a_row_says_that_there_are_files(
    work: DeskAtWork, window: MainWindow, view: TicketView, number: int, qtbot: QtBot
) -> None:
    work.commands.run(work.engine.files.attach, number, [work.engine.files.take_in_bytes(b"x", "a.txt")])
    window.queue.reload()
    qtbot.waitUntil(lambda: [row.attachments for row in window.queue.table.rows()] == [1])
    index = window.queue.view.currentIndex()
    assert "With attachments." in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_files_of_a_merged_ticket_say_where_they_come_from_and_stay_there(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    lost, kept = work.log("2026-03-10 09:00"), work.log("2026-03-10 09:05")
    files = work.engine.files
    files.attach(lost, [files.take_in_bytes(b"no route", "trace.txt")], now=work.clock.at)
    work.engine.desk.merge(lost, kept, now=work.clock.at)
    window.open_ticket(kept)
    panel = window.places.ticket.panel.attachments
    QApplication.processEvents()

    assert panel.isVisible()
    said = [label.text() for label in panel.findChildren(Label) if label.isVisible()]
    assert said == ["Attachments", "1", f"From {lost}, merged into this one"]
    assert outside(panel) == []
    panel.merged[lost].chips[0].click()
    assert form_of(window).take_off.isHidden()


def test_what_the_customer_sent_is_kept_with_the_ticket_that_it_resolves(
    work: DeskAtWork, view: TicketView, number: int, qtbot: QtBot, tmp_path: Path
) -> None:
    view.composer.switch_to(Tab.CUSTOMER)
    view.composer.editor.edit.insertFromMimeData(urls(a_file(tmp_path)))
    settle(qtbot, view)

    view.composer.submit(resolve=True)

    assert view.page is not None
    assert view.page.status is Status.RESOLVED
    assert names(work, number) == ["error.log"]
