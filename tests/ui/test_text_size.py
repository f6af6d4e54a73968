"""§ 8 of the design: text from 90 to 150 % without loss, also when it is changed while a form is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.domain.events import Channel
from tests.ui.desk_at_work import DeskAtWork, customer, desk_at_work, outside
from tests.ui.window_at_work import press, window_over
from ui import theme
from ui.background import wait_for_all
from ui.dialogs.log_ticket_parts import FieldName
from ui.main_window import MainWindow
from ui.views.ticket.facts import LABEL
from ui.widgets.button import Button, Chip
from ui.widgets.label import Label
from ui.widgets.notice import Notice
from ui.widgets.page_head import PageHead
from ui.widgets.severity_icon import severity_icon
from ui.widgets.toast import SHADOW, WIDTH, Toast


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    with desk_at_work(tmp_path) as found:
        customer(found, "Harbour Clinic", contact="Front desk")
        yield found


@pytest.fixture
def window(work: DeskAtWork, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    with window_over(work, qtbot) as found:
        yield found
    theme.set_text_size(qapp, 1.0)


def sized(window: MainWindow, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.set_text_size(app, scale)
    for _ in range(3):
        app.processEvents()


def places(form: QWidget) -> dict[str, tuple[int, int, int, int]]:
    """Where everything in the form stands."""
    seen = [held for held in form.findChildren(QWidget) if held.isVisible() and type(held).__name__ != "FocusRing"]
    return {f"{place} {type(held).__name__}": held.geometry().getRect() for place, held in enumerate(seen)}


def test_log_ticket_grows_with_the_text_and_shrinks_again(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n", "Printer")
    form = window.log_ticket
    before = places(form.form)

    sized(window, 1.5)
    grown = [(form.live.height(), theme.px(65)), (form.assignee.height(), theme.px(32))]
    names = {name.height() for name in form.findChildren(FieldName)}
    inside = outside(form)
    sized(window, 1.0)

    assert all(height == wanted for height, wanted in grown)
    assert names == {27}
    assert inside == []
    assert places(form.form) == before


@pytest.mark.parametrize("size", [(1366, 738), (1024, 640)])
def test_where_log_ticket_is_too_high_it_scrolls_and_nothing_is_squeezed(
    size: tuple[int, int], work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(*size)
    sized(window, 1.5)
    press(qtbot, window, "n")
    form = window.log_ticket

    assert form.cards.height() >= theme.px(77)
    assert form.notes.height() == theme.px(64)
    assert outside(form) == []
    assert form.form.rect().contains(form.log.geometry().translated(form.log.parentWidget().pos()))
    for field in (form.notes.edit, form.subject.edit, form.assignee, form.attach, form.customer.edit):
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        seen = QRect(field.mapTo(form.area.viewport(), QPoint(0, 0)), field.size())
        assert form.area.viewport().rect().contains(seen), "what has the keyboard is seen whole"


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1440, 870), 1.0), ((1024, 640), 1.0), ((1366, 738), 1.25), ((1366, 738), 1.5), ((1024, 640), 1.5)],
)
def test_no_button_under_a_ticket_is_cut(
    size: tuple[int, int], scale: float, work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    work.log("2026-03-10 10:00")
    window.resize(*size)
    sized(window, scale)
    window.open_ticket(1)
    composer = window.places.ticket.composer
    composer.draft.channel, composer.draft.minutes = Channel.EMAIL, 25
    composer.show_draft(composer.draft)
    for _ in range(3):
        QApplication.processEvents()

    buttons = [held for held in composer.findChildren(QAbstractButton) if held.isVisible()]
    whole = [held for held in buttons if not isinstance(held, Chip)]  # a chip says with dots that it is cut
    assert [held.accessibleName() for held in whole if held.width() < held.sizeHint().width()] == []
    assert outside(composer) == []


def test_notes_and_assignee_stand_on_one_line_at_every_size(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n")
    form = window.log_ticket

    for scale in (0.9, 1.0, 1.25, 1.5, 1.0):
        sized(window, scale)
        notes, assignee = (held.mapTo(form, QPoint(0, 0)).y() for held in (form.notes, form.assignee))
        assert notes == assignee


def test_a_chosen_customer_is_not_painted_twice(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "n")
    form = window.log_ticket
    form.customer.edit.setFocus()
    press(qtbot, window, "front")
    form.customer._pick(form.customer._list.current)

    sized(window, 1.25)

    assert form.customer.edit.palette().text().color().alpha() == 0


def test_the_selected_row_stays_in_view_when_the_text_grows(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    numbers = [work.log("2026-03-10 09:30") for _ in range(40)]
    window.queue.reload()
    qtbot.waitUntil(lambda: window.queue.select(numbers[24]))
    QApplication.processEvents()
    view = window.queue.view
    view.scrollTo(view.currentIndex(), view.ScrollHint.PositionAtBottom)

    for _ in range(3):
        window.actions_made["larger"].trigger()
        QApplication.processEvents()
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_the_severitys_picture_in_the_menu_grows_with_the_text(window: MainWindow) -> None:
    window.actions_made["larger"].trigger()
    window.actions_made["larger"].trigger()
    window.actions_made["larger"].trigger()
    picture = severity_icon(Severity.URGENT).pixmap(64, 64)

    assert picture.deviceIndependentSize().width() == 24
    corner = picture.toImage().pixelColor(round(picture.width() * 0.9), round(picture.height() / 2))
    assert corner.alpha() > 0


def test_the_menu_bar_is_made_of_the_same_actions(window: MainWindow) -> None:
    window.state.menu_bar = True
    window.take_state()
    bar = window.findChild(QMenuBar)
    assert isinstance(bar, QMenuBar)
    assert [action.text() for action in bar.actions()][:2] == ["File", "Edit"]
    assert window.actions_made["log"] in bar.actions()[0].menu().actions()

    window.state.menu_bar = False
    window.take_state()
    QApplication.processEvents()
    assert window.layout().menuBar() is None


@pytest.mark.parametrize("place", ["settings", "help", "dashboard", "reports", "agreements"])
def test_the_head_of_every_page_grows_with_the_text(window: MainWindow, place: str) -> None:
    window.go(place)
    sized(window, 1.5)

    (head,) = window.places.page(place).findChildren(PageHead)
    assert head.height() == theme.px(theme.HEADER) > theme.HEADER


def test_the_names_of_facts_keep_their_room_as_the_text_grows(work: DeskAtWork, window: MainWindow) -> None:
    window.open_ticket(work.log("2026-03-10 10:00"))
    sized(window, 1.5)

    names = window.places.ticket.panel.facts.findChildren(Label)
    assert {name.width() for name in names} == {theme.px(LABEL)}


def test_a_notice_grows_with_the_text(window: MainWindow) -> None:
    window.say(Notice("Missed", ("The oldest",), actions=(("Create all", list), ("Latest only", list)), stays=True))
    sized(window, 1.5)

    (toast,) = window.findChildren(Toast)
    buttons = toast.findChildren(Button)
    assert toast.width() == theme.px(WIDTH) + 2 * SHADOW
    assert [button.width() >= button.sizeHint().width() for button in buttons] == [True] * len(buttons)
    assert toast.geometry().right() <= window.width()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("place", ["dashboard", "hours"])
def test_a_table_in_place_of_a_picture_shows_all_its_words(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot, place: str, scale: float
) -> None:
    work.log("2026-03-10 09:30", subject="Letters do not open since the update of the word processor this morning")
    window.resize(1100, 738)
    sized(window, scale)
    window.go(place)
    press(qtbot, window, "t")
    page = window.places.current
    wait_for_all()
    QApplication.processEvents()
    table = page.table
    room = [table.columnWidth(column) - 28 for column in range(3)]
    cells = [(row, column) for row in range(table.rowCount()) for column in range(3)]
    least, pitch = theme.px(theme.ROW_COMPACT), theme.line_height("body")
    lines = {row: (table.rowHeight(row) - least) // pitch + 1 for row in range(table.rowCount())}
    wide = {cell: theme.metrics("body").horizontalAdvance(table.item(*cell).text()) for cell in cells}

    assert page.shows_table
    assert sum(map(table.columnWidth, range(3))) <= table.viewport().width()
    assert [table.item(*cell).text() for cell in cells if wide[cell] > room[cell[1]] * lines[cell[0]]] == []
    assert {lines[row] for row in lines if all(wide[row, column] <= room[column] for column in range(3))} == {1}
