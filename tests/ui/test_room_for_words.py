"""Where there is little room: what gives way, what stays, and that lines beside each other say a thing in one way."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.clock import Band
from slaapp.services.beginning import Answers
from slaapp.services.catalogue import Contact
from tests.ui.desk_at_work import DeskAtWork, at, customer
from tests.ui.window_at_work import log
from ui import theme
from ui.main_window import MainWindow
from ui.models.arrangement import Choice
from ui.views.customers.lines import ContactLine
from ui.views.ticket.clock_card import ClockCard
from ui.views.ticket.face import Face, TierLine
from ui.views.ticket.facts import facts_of
from ui.views.ticket.panel_parts import TagButton
from ui.views.welcome.pace import Table
from ui.widgets import painting
from ui.widgets.tick import Tick

Painted = list[tuple[str, str, float]]
"""Words, style, room."""


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    theme.set_text_size(qapp, 1.5)
    yield
    theme.set_text_size(qapp, 1.0)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    found: Painted = []
    paint = painting.text

    def note(painter, words, style, colour, x, middle, width=0.0, **more):  # type: ignore[no-untyped-def]
        found.append((words, style, width))
        return paint(painter, words, style, colour, x, middle, width, **more)

    monkeypatch.setattr(painting, "text", note)
    return found


def cut(painted: Painted) -> list[str]:
    return [words for words, style, room in painted if room and theme.metrics(style).horizontalAdvance(words) > room]


def shown(held: QWidget, qtbot: QtBot, width: int) -> None:
    qtbot.addWidget(held)
    held.resize(width, held.height())
    held.grab()


def test_a_list_keeps_its_title_where_much_narrows_it(
    work: DeskAtWork, window: MainWindow, large: None, qtbot: QtBot
) -> None:
    log(work, window, "Screen is black", customer=customer(work, "Harbour Clinic")[0])
    header = window.queue.header
    window.resize(1440, 870)
    who, status = frozenset({"Kim L.", "Sam R.", "Jo T."}), frozenset({Status.IN_PROGRESS, Status.WAITING_CUSTOMER})

    header.chosen.emit(Choice(customer=frozenset({"Harbour Clinic"}), assignee=who, status=status))
    QApplication.processEvents()

    title = header.layout().itemAt(0).widget()
    assert title.width() >= title.sizeHint().width()
    assert header.status.isHidden()
    assert header.more.isChecked()
    assert "In progress" in header.more.accessibleDescription()
    header.cleared.emit()
    assert not header.more.isChecked()


def test_a_cramped_composer_leaves_out_then(
    work: DeskAtWork, window: MainWindow, large: None, painted: Painted
) -> None:
    work.log("2026-03-10 10:00")
    window.resize(1024, 640)
    window.open_ticket(1)
    QApplication.processEvents()
    painted.clear()

    window.places.ticket.composer.then.grab()

    assert [words for words, _, _ in painted] == ["In progress"]


@pytest.mark.parametrize("email", ["", "desk@northgate.example"])
def test_a_room_is_not_cut_beside_an_empty_column(qtbot: QtBot, painted: Painted, email: str) -> None:
    line = ContactLine(Contact("1", "Front desk", "c", "ext. 216", email, "room 1.02 on the second floor"))

    shown(line, qtbot, 520)

    assert bool(cut(painted)) is bool(email)


def test_what_is_due_has_one_size_in_all_rows(qtbot: QtBot, painted: Painted) -> None:
    table = Table()
    table.show_answers(Answers("Europe/London"), at("2026-03-11 13:30"))

    for width in range(560, 900, 10):
        painted.clear()
        shown(table, qtbot, width)
        assert len({style for words, style, _ in painted if "by" in words}) == 1


def _face(*lines: TierLine, used: float | None) -> Face:
    return Face(Metric.RESOLUTION, 1, Band.MET, "check", "met in 2 h", used, None, lines, "", reason=None)


def test_both_tiers_say_in_one_way_when_they_are_due(qtbot: QtBot, painted: Painted) -> None:
    public = TierLine(Tier.PUBLIC, "8 h", "15:25 today", "12 h 55 m left", brief="15:25")
    internal = replace(public, tier=Tier.INTERNAL, rest="5 m late")
    card = ClockCard(_face(public, internal, used=0.5))

    ways = set()
    for width in range(250, 400, 5):
        painted.clear()
        shown(card, qtbot, width)
        said = [words for words, _, _ in painted if words.startswith("15:25")]
        assert len(said) == 2
        assert len(set(said)) == 1
        ways |= set(said)
    assert ways == {"15:25 today", "15:25"}


def test_a_clock_that_was_met_long_ago_takes_two_lines(qtbot: QtBot, painted: Painted) -> None:
    public = TierLine(
        Tier.PUBLIC, "8\u202fh", "by 12:32 4 Mar 2025", "6\u202fh\u202f21\u202fm spare", brief="by 4 Mar 2025"
    )
    card = ClockCard(_face(public, replace(public, tier=Tier.INTERNAL), used=None))

    shown(card, qtbot, 316)

    assert [words for words, _, _ in painted].count("8\u202fh · by 4 Mar 2025") == 2
    assert card.height() < theme.px(90)
    assert "12:32" in card.toolTip()


def test_the_last_day_to_reopen_names_another_year(work: DeskAtWork) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    work.commands.run(work.engine.desk.resolve, number)
    page = work.engine.pages.page(number, now=work.clock.at)
    assert page.reopen_by is not None

    same, later = (dict(facts_of(page, page.reopen_by.replace(year=year)))["Reopen"] for year in (2026, 2027))

    assert later == f"{same} 2026"


@pytest.mark.parametrize("tag", ["printer", "backup", "Wi-Fi", "new starter"])
def test_a_tag_is_seen_whole(qtbot: QtBot, painted: Painted, tag: str) -> None:
    button = TagButton(tag)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())

    button.grab()

    assert (len(painted), cut(painted)) == (1, [])


def test_the_words_of_a_tick_end_where_it_ends(painted: Painted, qtbot: QtBot) -> None:
    tick = Tick("Hand over, with the first password on paper")
    qtbot.addWidget(tick)
    whole = tick.sizeHint().width()

    for width in (whole, 120):
        tick.resize(width, 26)
        tick.grab()

    wide, narrow = (room for words, _, room in painted if words == tick.text())
    assert wide >= theme.metrics("body").horizontalAdvance(tick.text())
    assert 0 < narrow < 120
