"""In the smallest window with the largest text every page keeps what cannot be scrolled aside inside itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity, Status
from tests.ui.agreements_at_work import draft_page
from tests.ui.desk_at_work import DeskAtWork, customer, desk_at_work, outside
from tests.ui.text_room import lost
from tests.ui.window_at_work import log, window_over
from ui import theme
from ui.background import wait_for_all
from ui.main_window import MainWindow
from ui.views.customers.import_rows import ROW
from ui.views.customers.page import CustomersPage
from ui.views.settings.pages import PAGES
from ui.views.welcome.cards import Cards
from ui.views.welcome.welcome import Welcome
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.notice import Notice
from ui.widgets.scroll import ScrollArea
from ui.widgets.toast import Toast


@pytest.fixture
def small(work: DeskAtWork, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_over(work, qtbot) as found:
        _shrink(found)
        yield found
        _grow(found)


@pytest.fixture
def beginning(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A desk that nobody has begun."""
    with desk_at_work(tmp_path / "new", people=False) as new, window_over(new, qtbot) as found:
        _shrink(found)
        yield found
        _grow(found)


def _shrink(window: MainWindow) -> None:
    window.resize(1024, 640)
    window.state.text_size = 1.5
    window.take_state()
    QApplication.processEvents()


def _grow(window: MainWindow) -> None:
    window.state.text_size = 1.0
    window.take_state()


def test_the_tabs_of_an_agreement_are_inside_their_page(small: MainWindow) -> None:
    page = draft_page(small, tab=0)
    for tab in range(8):
        page.show_tab(tab)
        QApplication.processEvents()
        for area in page.findChildren(ScrollArea):
            if area.isVisible():
                assert area.widget().minimumSizeHint().width() <= area.viewport().width(), tab
    assert outside(page) == []


def test_the_words_of_the_marks_bar_are_whole(work: DeskAtWork, small: MainWindow) -> None:
    number = log(work, small, severity=Severity.URGENT)
    small.queue.mark([number])
    QApplication.processEvents()
    bar = small.queue.marks

    buttons = [button for button in bar.findChildren(Button) if button.isVisible()]
    assert len(buttons) == 5
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


def test_what_can_be_changed_of_a_ticket_comes_before_when_it_was_logged(work: DeskAtWork, small: MainWindow) -> None:
    number = log(work, small, customer=customer(work, "The Old Mill Logistics and Storage Company")[0])
    small.open_ticket(number)
    QApplication.processEvents()
    page = small.places.ticket

    for chip in (page.properties.status, page.properties.severity, page.properties.assignee):
        assert chip.width() >= chip.sizeHint().width(), chip.value


def test_a_cramped_composer_leaves_out_that_the_status_stays(work: DeskAtWork, small: MainWindow) -> None:
    number = log(work, small)
    small.commands.run(work.engine.desk.set_status, number, Status.WAITING_THIRD_PARTY)
    small.open_ticket(number)
    QApplication.processEvents()
    then = small.places.ticket.composer.then
    narrow = then.value
    _grow(small)
    small.resize(1440, 870)
    QApplication.processEvents()

    assert (narrow, then.value) == (
        "Waiting on third party",
        "stay Waiting on third party",
    )


def test_a_long_notice_stays_inside_the_window_above_what_one_types(work: DeskAtWork, small: MainWindow) -> None:
    small.open_ticket(log(work, small))
    QApplication.processEvents()
    lines = tuple(f"{n} Door controller needs firmware update: first response, at 50 %" for n in range(2401, 2407))
    small.say(Notice("6 steps of escalation were taken", lines, stays=True, whole=True))
    toast = small.findChildren(Toast)[-1]
    finish(toast, small)

    assert toast.y() >= 0
    assert lines[3] in toast.accessibleName()
    assert [held.text() for held in toast.findChildren(Label) if held.toolTip() and not held.isHidden()] == list(lines)
    _grow(small)
    small.resize(1440, 870)
    finish(toast, small)
    assert [held.text() for held in toast.findChildren(Label) if held.toolTip() and not held.isHidden()] == []
    assert toast.y() >= 0


def finish(toast: Toast, window: MainWindow) -> None:
    if toast.sliding is not None:
        toast.sliding.setCurrentTime(toast.sliding.duration())
    window.toasts.place()
    QApplication.processEvents()


@pytest.mark.parametrize("head", ["Name;Telefon", "wer;was"])
def test_what_contacts_are_imported_with_is_not_covered_by_their_list(
    work: DeskAtWork, small: MainWindow, tmp_path: Path, head: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"{head}\nKim L.;999\nSam;215\n", encoding="utf-8")
    small.go("customers", customer(work, "Northgate School")[0])
    QApplication.processEvents()
    wait_for_all()
    QApplication.processEvents()
    page = small.places.current
    assert isinstance(page, CustomersPage)
    page.import_file(file)
    form = page.importing
    assert form is not None
    QApplication.processEvents()

    bottom = form.lines.geometry().bottom()
    assert bottom < form.act.mapTo(form.form, QPoint()).y()
    assert form.lines.height() >= 2 * theme.px(ROW)


def test_the_preview_leaves_the_list_its_half(work: DeskAtWork, small: MainWindow) -> None:
    log(work, small, severity=Severity.URGENT)
    small.queue.show_preview(True)
    QApplication.processEvents()

    assert small.queue.view.width() >= small.queue.preview.width() - 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_settings_keep_inside_their_width(small: MainWindow, page) -> None:  # type: ignore[no-untyped-def]
    small.go("settings", page.name)
    QApplication.processEvents()
    held = small.places.page("settings")

    assert outside(held) == []
    assert [line for line in lost([held]) if "too narrow" in line or "wider" in line] == []


@pytest.mark.parametrize("step", range(5))
def test_the_questions_of_a_first_run_keep_inside_the_window(beginning: MainWindow, step: int) -> None:
    beginning.state.first_run = {"step": step}
    beginning.welcome()
    QApplication.processEvents()
    found = next(held for held in beginning.findChildren(Welcome) if not held.isHidden())

    assert outside(found) == []
    buttons = [button for button in found.findChildren(Button) if button.isVisible()]
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    for cards in found.findChildren(Cards):
        if cards.isVisible():
            assert not any(card.is_cut() for card in cards._cards.values())


def test_the_choice_of_grey_pages_is_left_to_its_sign(small: MainWindow) -> None:
    small.go("reports")
    QApplication.processEvents()
    head = small.places.page("reports").head  # type: ignore[attr-defined]

    assert (head.grey.text(), head.grey.accessibleName()) == ("", "Black and white")
    assert "Black and white" in head.grey.toolTip()
    assert head.title.width() >= head.title.sizeHint().width()
    small.resize(1440, 870)
    _grow(small)
    QApplication.processEvents()
    assert (head.grey.text(), head.grey.toolTip()) == ("Black and white", "")
