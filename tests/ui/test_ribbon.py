"""The day ribbon: the card of a ticket under the pointer, and where the keyboard walks."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Severity
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import HOSTILE, DeskAtWork
from tests.ui.window_at_work import press, turn
from ui import theme
from ui.main_window import MainWindow
from ui.widgets import painting
from ui.widgets.ribbon import AXIS_LEFT, AXIS_RIGHT
from ui.widgets.ticket_card import TicketCard

Key = Qt.Key


def some(work: DeskAtWork, window: MainWindow) -> None:
    """Due at 10:30, 11:00, and two at 12:00."""
    for subject, severity in (
        ("Phones dead", Severity.URGENT),
        ("Payroll export fails", Severity.HIGH),
        ("Projector dark", Severity.NORMAL),
        ("Label printer", Severity.NORMAL),
    ):
        window.commands.attempt(work.engine.desk.log, TicketDraft(subject=subject, severity=severity))
    QApplication.processEvents()


def card(window: MainWindow) -> TicketCard:
    return window.queue.day.card


def shown(window: MainWindow) -> str:
    face = card(window).face
    return "" if face is None else face.row.subject


def spot(window: MainWindow, at: int) -> QPoint:
    """On a mark of the ribbon, by its place in the day."""
    ribbon = window.queue.ribbon
    return ribbon.spot(ribbon.marks[at]) - QPoint(0, 10)


def point(window: MainWindow, spot: QPoint) -> None:
    """The pointer goes there."""
    ribbon, none = window.queue.ribbon, Qt.MouseButton.NoButton
    at, keys = QPointF(spot), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(ribbon, QMouseEvent(QEvent.Type.MouseMove, at, ribbon.mapToGlobal(at), none, none, keys))


def test_the_card_is_there_while_the_pointer_is_on_a_mark(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    ribbon, seen = window.queue.ribbon, []
    for at in (0, 1):
        point(window, spot(window, at))
        seen.append(shown(window))
    point(window, QPoint(ribbon.width() - 30, 5))
    seen.append(shown(window))
    point(window, spot(window, 0))
    QApplication.sendEvent(ribbon, QEvent(QEvent.Type.Leave))

    assert [*seen, shown(window)] == ["Phones dead", "Payroll export fails", "", ""]


def test_the_card_lies_below_its_mark_and_inside_the_page(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    assert len(window.queue.ribbon.marks) == 4
    for at, _ in enumerate(window.queue.ribbon.marks):
        point(window, spot(window, at))
        place, mark = card(window).geometry(), window.queue.ribbon.mapTo(window.queue, spot(window, at))

        assert not place.contains(mark)
        assert place.left() <= mark.x() <= place.right()
        assert window.queue.rect().contains(place.adjusted(10, 10, -10, -10))


def test_the_arrows_show_the_card_and_esc_or_leaving_sends_it_away(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    ribbon = window.queue.ribbon
    ribbon.setFocus(Qt.FocusReason.TabFocusReason)
    seen = [shown(window)]
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Escape, Key.Key_Right):
        press(qtbot, window, key)
        seen.append(shown(window))
    window.queue.take_focus()

    assert seen == [
        "Phones dead",
        "Payroll export fails",
        "Projector dark",
        "Payroll export fails",
        "",
        "Projector dark",
    ]
    assert shown(window) == ""


def test_tickets_that_share_a_spot_are_counted_on_the_card(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    point(window, spot(window, 2))
    face = card(window).face

    assert face is not None
    assert face.others == "and 1 more here"


def test_the_countdown_on_the_card_goes_on_and_ends_with_its_mark(
    work: DeskAtWork, window: MainWindow, qtbot: QtBot
) -> None:
    some(work, window)
    window.queue.ribbon.setFocus(Qt.FocusReason.TabFocusReason)
    turn(work, window, "2026-03-10 10:20:00")
    awaited = window.heartbeat.awaited
    turn(work, window, "2026-03-10 10:20:01")
    face = card(window).face
    assert face is not None
    assert (face.now, awaited) == (work.clock.at, work.clock.at)

    turn(work, window, "2026-03-10 10:30:05")

    assert shown(window) == ""


def test_the_card_is_heard_as_the_name_of_the_ribbon(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    window.queue.ribbon.setFocus(Qt.FocusReason.TabFocusReason)

    assert window.queue.ribbon.accessibleName() == f"Day ribbon: {card(window).accessibleName()}"


def test_what_people_write_is_plain_text_on_the_card(work: DeskAtWork, window: MainWindow) -> None:
    window.commands.attempt(work.engine.desk.log, TicketDraft(subject=HOSTILE, severity=Severity.URGENT))
    point(window, spot(window, 0))
    held = card(window)
    held.grab()

    assert held.face is not None
    assert held.face.row.subject == HOSTILE.replace("\t", " ")
    assert held.isVisible()
    assert held.height() < 200
    assert window.queue.rect().contains(held.geometry().adjusted(10, 10, -10, -10))


def test_a_card_lets_the_pointer_through(work: DeskAtWork, window: MainWindow) -> None:
    some(work, window)
    point(window, spot(window, 0))
    middle = card(window).geometry().center()
    below = window.queue.childAt(middle)

    assert card(window).isVisible()
    assert below is not None
    assert below is not card(window)
    assert not card(window).isAncestorOf(below)


def test_hours_that_would_run_together_are_left_out(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a desk that is open around the clock."""
    told: list[tuple[str, float]] = []
    paint = painting.text

    def text(painter: QPainter, words: str, style: str, ink: theme.Colour, x: float, middle: float) -> float:
        told.append((words, x))
        return paint(painter, words, style, ink, x, middle)

    ribbon = window.queue.ribbon
    ribbon.setFixedWidth(theme.px(AXIS_LEFT) + AXIS_RIGHT + 160)
    with monkeypatch.context() as patched:
        patched.setattr(painting, "text", text)
        ribbon.grab()

    (*hours, (now, _)) = told
    width = theme.metrics("caption").horizontalAdvance("00:00")
    assert now == "10:00"
    assert len(hours) > 1
    assert all(x + width < next_x for (_, x), (_, next_x) in pairwise(hours))
