""" "Why is it due then?": the sentence, the bar and the rows of a ledger, and that they agree."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from slaapp.documents import Pages
from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.durations import NARROW
from slaapp.domain.why import LedgerRow, RowKind
from tests.ui.desk_at_work import LONDON, DeskAtWork, at, nameless, outside
from tests.ui.window_at_work import ringed
from ui import theme
from ui.dialogs import why_words
from ui.dialogs.ledger_table import GAP, ROW, RULE, WHAT
from ui.dialogs.why import WhyDialog
from ui.views.ticket_page import TicketView
from ui.widgets import painting
from ui.widgets.focus_ring import FocusRing
from ui.widgets.ledger_course import Fill, Stretch, free_of_overlap, laid_out, stretches, x_of
from ui.widgets.runs import plain
from ui.widgets.scroll import BESIDE


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """What comes out of the printer."""
    return tmp_path / "printed.pdf"


def to_file(printer: QPrinter, paper: Path) -> bool:
    printer.setOutputFileName(str(paper))
    return True


@pytest.fixture
def view(work: DeskAtWork, qtbot: QtBot, paper: Path) -> TicketView:
    page = TicketView(
        work.engine, work.commands, work.clock, choose_printer=lambda _, printer, __: to_file(printer, paper)
    )
    qtbot.addWidget(page)
    page.resize(1232, 844)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def ticket(work: DeskAtWork) -> int:
    """Raised, paused over a night, answered the next morning; it is Wednesday 13:30:18."""
    desk = work.engine.desk
    number = work.log("2026-03-10 14:35")
    desk.reply(number, "On it.", now=at("2026-03-10 14:58"), then=Status.IN_PROGRESS)
    desk.set_severity(number, Severity.HIGH, now=at("2026-03-10 15:00"))
    desk.set_status(number, Status.WAITING_CUSTOMER, now=at("2026-03-10 16:20"))
    desk.customer_wrote(number, "Yes.", now=at("2026-03-11 09:40"))
    work.turn_to("2026-03-11 13:30:18")
    return number


def opened(view: TicketView, number: int, metric: Metric | None = None) -> WhyDialog:
    view.show_ticket(number)
    view.whys.open(metric)
    assert view.whys.dialog is not None
    return view.whys.dialog


def measured_from_the_start(work: DeskAtWork) -> None:
    """After a change of severity the new target holds from the start of the clock."""
    catalogue, toml_files = work.engine.catalogue, work.engine.toml_files
    agreement = toml_files.export_agreement(catalogue.agreements()[0].name)
    toml_files.import_agreement(agreement.replace(b'"ladder"', b'"from_start"'), now=work.clock.at)


def cells(dialog: WhyDialog) -> list[tuple[str, ...]]:
    return [tuple(cell for cell in row.cells if cell) for row in dialog.table.shown]


def test_the_rows_say_what_counted_and_where_that_stands(view: TicketView, ticket: int) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    assert cells(dialog) == [
        ("Tue 14:35", "Received as Normal: target 24\u202fh", f"§{NARROW}4.2"),
        ("Tue 14:35 – 15:00", "Severity was only Normal", f"§{NARROW}4.4", "25\u202fm"),
        ("Tue 15:00", "Raised to High by Sam R.: target 8\u202fh", f"§{NARROW}4.4"),
        ("Tue 15:00 – 16:20", "Clock runs", "1\u202fh\u202f20\u202fm", "1\u202fh\u202f20\u202fm"),
        ("Tue 16:20 – 17:00", "Waiting on customer", f"§{NARROW}5.1", "40\u202fm"),
        ("Tue 17:00 – Wed 09:00", "Outside support hours", "Support hours", "16\u202fh"),
        ("Wed 09:00 – 09:40", "Waiting on customer", f"§{NARROW}5.1", "40\u202fm"),
        ("Wed 09:40 – 13:30", "Clock runs", "3\u202fh\u202f50\u202fm", "5\u202fh\u202f10\u202fm"),
        ("Now – 16:20", "Left until the target", "2\u202fh\u202f50\u202fm", "8\u202fh"),
    ]


def test_a_holiday_a_lower_severity_and_a_reopening_stand_in_their_rows(work: DeskAtWork, view: TicketView) -> None:
    desk, catalogue, toml_files = work.engine.desk, work.engine.catalogue, work.engine.toml_files
    hours = toml_files.export_calendar(catalogue.calendars()[0])
    holiday = b'[versions.holidays]\n2026-03-11 = "Founders\' day"\n'
    toml_files.import_calendar(hours.replace(b"[versions.holidays]\n", holiday), now=work.clock.at)
    number = work.log("2026-03-10 10:00")
    desk.set_severity(number, Severity.HIGH, now=at("2026-03-10 12:00"))
    desk.set_status(number, Status.WAITING_CUSTOMER, now=at("2026-03-10 16:00"))
    desk.customer_wrote(number, "Here are the logs.", now=at("2026-03-12 10:00"))
    desk.set_severity(number, Severity.LOW, now=at("2026-03-12 11:00"))
    desk.resolve(number, now=at("2026-03-12 12:00"))
    desk.reopen(number, now=at("2026-03-13 09:00"))
    work.turn_to("2026-03-13 10:00")

    rows = cells(opened(view, number, Metric.RESOLUTION))

    assert [row[1] for row in rows] == [
        "Received as Normal: target 24\u202fh",
        "Clock runs",
        "Raised to High by Sam R.: target 8\u202fh",
        "Clock runs",
        "Waiting on customer",
        "Outside support hours",
        "Holiday: Founders' day",
        "Outside support hours",
        "Waiting on customer",
        "Clock runs",
        "Lowered to Low by Sam R.: target 40\u202fh",
        "Clock runs",
        "Resolved, until it was reopened",
        "Clock runs",
        "Left until the target",
    ]
    assert [row[-1] for row in rows if row[1] == "Clock runs"] == [f"{hours}\u202fh" for hours in (2, 6, 7, 8, 9)]
    assert rows[-1][-1] == "40\u202fh"


def test_the_sentence_says_it_in_one_breath(view: TicketView, ticket: int) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    said = plain(dialog.sentence.runs).replace("\u202f", " ")
    assert said == (
        "Resolve by 16:20 today. The agreement allows 8 h for High. 5 h 10 m have counted so far, 2 h 50 m are left. "
        "17 h 45 m did not count: paused 1 h 20 m, closed 16 h, at another severity or resolved 25 m."
    )


def test_seconds_are_shown_where_an_event_has_them(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00:12", severity=Severity.HIGH)
    work.turn_to("2026-03-10 10:30:40")

    dialog = opened(view, number)

    counted = "30\u202fm\u202f28\u202fs"
    assert ("Tue 10:00:12 – 10:30:40", "Clock runs", counted, counted) in cells(dialog)


def test_it_never_says_that_a_minute_less_has_counted_than_the_clock_beside_it(
    work: DeskAtWork, view: TicketView
) -> None:
    number = work.log("2026-03-10 10:00:30", severity=Severity.HIGH)
    for seconds in range(0, 60, 7):
        work.turn_to(f"2026-03-10 10:20:{seconds:02}")
        dialog = opened(view, number)
        face = next(card.face for card in view.panel.cards() if card.face.metric is Metric.FIRST_RESPONSE)
        assert dialog.ledger is not None

        assert face.foot.startswith(durations.used(dialog.ledger.reading.used)), seconds


def test_a_breach_within_the_minute_is_not_hidden_by_rounding(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00", severity=Severity.HIGH)
    work.turn_to("2026-03-10 11:00:20")

    dialog = opened(view, number)

    assert "is 20\u202fs late" in plain(dialog.sentence.runs)
    assert any(row.what == "Clock runs, past the target" for row in dialog.table.shown)


def test_arrows_change_the_clock_and_letters_the_tier(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    qtbot.keyClick(dialog, Qt.Key.Key_Left)
    assert dialog.ledger is not None
    assert dialog.ledger.metric is Metric.UPDATE
    qtbot.keyClick(dialog, "i")
    assert dialog.ledger.tier is Tier.INTERNAL
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    qtbot.keyClick(dialog, "p")

    assert (dialog.ledger.metric, dialog.ledger.tier) == (Metric.RESOLUTION, Tier.PUBLIC)


def test_copy_gives_all_of_it_as_text(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"{ticket} · Resolution, public\nResolve by 16:20 today.")
    assert [row.what for row in dialog.table.shown if row.what not in text] == []
    assert dialog.table.shown
    assert text.rstrip().endswith("Support hours\u2069")


def test_it_lies_beside_the_clocks(view: TicketView, ticket: int) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    clocks = view.panel.mapTo(view, QPoint(0, 0)).x()
    assert dialog.form.geometry().right() < clocks
    assert outside(dialog) == []


def test_esc_closes_it_and_gives_the_keyboard_back(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    view.show_ticket(ticket)
    link = view.panel.cards()[0].why_button
    qtbot.waitUntil(link.isVisible)
    link.setFocus()
    link.click()
    dialog = view.whys.dialog
    assert dialog is not None

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert view.whys.dialog is None
    assert view.focusWidget() is link


def test_tab_goes_round_inside(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    dialog = opened(view, ticket)

    for _ in range(12):
        qtbot.keyClick(view.focusWidget() or dialog, Qt.Key.Key_Tab)
        focused = view.focusWidget()
        assert isinstance(focused, QWidget)
        assert dialog.isAncestorOf(focused)


def test_a_ring_is_around_the_table_while_the_arrows_scroll_it(view: TicketView, ticket: int) -> None:
    dialog = opened(view, ticket)
    assert ringed(dialog.table) == []

    dialog.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert ringed(dialog.table) == list(range(len(dialog.table.shown)))


def test_a_long_ledger_scrolls_inside_the_window(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-02-02 10:00")
    for day in range(3, 28):
        when = f"2026-02-{day:02} 10:00"
        status = Status.WAITING_CUSTOMER if day % 2 else Status.IN_PROGRESS
        work.engine.desk.set_status(number, status, now=at(when))
    work.turn_to("2026-03-10 12:00")

    dialog = opened(view, number, Metric.RESOLUTION)

    assert len(dialog.table.shown) > 40
    assert dialog.form.geometry().bottom() < view.height()
    assert dialog.table.verticalScrollBar().maximum() > 0
    assert dialog.table.horizontalHeader().length() == dialog.table.viewport().width() - BESIDE
    placed = dialog.bar.placed()
    assert placed[-1].x + placed[-1].width <= dialog.bar.width()


@pytest.mark.parametrize(
    ("status", "title", "words"),
    [
        (Status.WAITING_CUSTOMER, "Why paused?", "The clock is paused: waiting on customer."),
        (Status.RESOLVED, "How it was met", "It was met with"),
        (Status.WAITING_THIRD_PARTY, "Why Fri 10:00?", "Resolve by Fri 10:00."),
    ],
)
def test_each_state_has_its_own_words(
    work: DeskAtWork, view: TicketView, status: Status, title: str, words: str
) -> None:
    number = work.log("2026-03-10 10:00")
    work.engine.desk.set_status(number, status, now=at("2026-03-10 11:00"))
    work.turn_to("2026-03-10 12:00")

    dialog = opened(view, number, Metric.RESOLUTION)

    assert dialog.form.accessibleName() == title
    assert plain(dialog.sentence.runs).startswith(words)


def test_a_target_at_the_end_of_a_row_is_never_cut(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00:07")
    work.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=at("2026-03-10 13:32:02"))
    work.engine.desk.set_severity(number, Severity.URGENT, now=at("2026-03-10 13:32:05"))
    work.turn_to("2026-03-10 13:32:24")

    table = opened(view, number, Metric.RESOLUTION).table

    room = table.columnWidth(WHAT) - GAP + 4
    assert any(row.severity is not None for row in table.shown)
    for place, row in enumerate(table.shown):
        lines = painting.broken(row.what, "body", room)
        assert "".join(lines).replace(" ", "") == row.what.replace(" ", "")
        assert table.rowHeight(place) >= theme.px(ROW) + (len(lines) - 1) * theme.line_height("body")
        assert lines[-1].endswith("4\u202fh") or row.severity is None
    assert table.verticalScrollBar().maximum() == 0


def test_the_dialog_is_as_high_as_the_clock_it_shows(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)
    heights = []

    for _ in dialog.metrics.findChildren(QAbstractButton):
        qtbot.keyClick(dialog, Qt.Key.Key_Right)
        heights.append(dialog.form.height())
        assert dialog.table.verticalScrollBar().maximum() == 0
        assert dialog.table.viewport().height() == dialog.table.verticalHeader().length()

    assert len(set(heights)) > 1


def test_a_paused_clock_with_more_used_than_allowed_says_one_thing(work: DeskAtWork, view: TicketView) -> None:
    measured_from_the_start(work)
    number = work.log("2026-03-10 10:00")
    work.engine.desk.set_status(number, Status.WAITING_CUSTOMER, now=at("2026-03-10 16:00"))
    work.engine.desk.set_severity(number, Severity.URGENT, now=at("2026-03-10 16:10"))
    work.turn_to("2026-03-10 16:20")

    dialog = opened(view, number, Metric.RESOLUTION)

    card = next(card for card in view.panel.cards() if card.face.metric is Metric.RESOLUTION)
    assert (card.face.figure, card.face.lines[0].rest) == ("0\u202fm left", "0\u202fm left")
    assert card.face.foot == "paused · if resumed now: overdue at once"
    assert cells(dialog)[-1] == ("Now", "If resumed now: overdue at once", "0\u202fm", "6\u202fh")
    said = plain(dialog.sentence.runs).replace("\u202f", " ")
    assert "6 h have counted so far, 0 m are left. If it went on now it would be overdue at once." in said


def test_a_clock_that_has_not_counted_says_so_in_words(work: DeskAtWork, view: TicketView) -> None:
    number = work.log("2026-03-10 10:00")

    assert "Nothing has counted so far, " in plain(opened(view, number, Metric.RESOLUTION).sentence.runs)


def test_the_clock_is_printed_as_a_page_to_check(view: TicketView, ticket: int, qtbot: QtBot, paper: Path) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    with qtbot.waitSignal(view.told, timeout=20_000):
        qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    with Pages(paper.read_bytes()) as pages:
        words = " ".join(pages.text(0).split())
    told = [" ".join(row.total.split()) for row in dialog.table.shown]
    assert [cell for cell in told if cell not in words] == []
    assert "To check it" in words


def test_it_is_read_again_when_another_process_wrote(work: DeskAtWork, view: TicketView, ticket: int) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    work.engine.desk.set_status(ticket, Status.WAITING_CUSTOMER, now=work.clock.at)
    view.refresh()

    assert dialog.ledger is not None
    assert dialog.ledger.reading.paused_by is Status.WAITING_CUSTOMER


def test_copying_is_confirmed(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    said: list[str] = []
    view.told.connect(said.append)

    qtbot.keyClick(opened(view, ticket), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert said == ["Copied."]


def test_the_link_that_opened_it_keeps_its_ring(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    view.show_ticket(ticket)
    link = view.panel.cards()[0].why_button
    qtbot.waitUntil(link.isVisible)
    link.setFocus()

    link.click()
    dialog = view.whys.dialog
    assert dialog is not None
    around = [ring for ring in view.panel.findChildren(FocusRing) if ring.isVisible()]
    corners = [ring.mapToGlobal(QPoint(4, 4)) for ring in around]
    dialog.close_form()

    assert corners == [link.mapToGlobal(QPoint(0, 0))]
    assert not around[0].isVisible()


def test_every_control_has_a_name(view: TicketView, ticket: int) -> None:
    assert nameless(opened(view, ticket)) == []


rows = st.lists(
    st.tuples(
        st.sampled_from([RowKind.COUNTS, RowKind.PAUSED, RowKind.CLOSED, RowKind.LATE, RowKind.RESOLVED]),
        st.integers(1, 500_000),
    ),
    min_size=1,
    max_size=60,
)


@given(rows, st.integers(50, 2000))
def test_the_bar_always_fills_its_width_in_order(lengths: list[tuple[RowKind, int]], width: int) -> None:
    ledger, start = [], 0
    for kind, length in lengths:
        counted = kind in (RowKind.COUNTS, RowKind.LATE)
        ledger.append(
            LedgerRow(
                start, start + length, kind, "", counts=length if counted else 0, not_counted=0 if counted else length
            )
        )
        start += length

    placed = laid_out(stretches(ledger), left=0, width=width)

    assert sum(stretch.width for stretch in placed) <= width + 0.01
    assert all(a.x + a.width == pytest.approx(b.x) for a, b in pairwise(placed))
    assert all(a.fill is not b.fill for a, b in pairwise(placed))
    assert x_of(placed, 0) == 0
    assert sum(stretch.length for stretch in placed) == sum(length for _, length in lengths)


def test_nights_are_folded_and_give_way_when_there_are_many() -> None:
    one = [
        Stretch(Fill.COUNTS, 0, 100, 100),
        Stretch(Fill.CLOSED, 100, 9000, 8900),
        Stretch(Fill.LEFT, 9000, 9100, 100),
    ]
    assert [stretch.width for stretch in laid_out(one, left=0, width=648)] == [292, 64, 292]

    many = [Stretch(Fill.CLOSED if n % 2 else Fill.COUNTS, n, n + 1, 1) for n in range(200)]
    folded = sum(stretch.width for stretch in laid_out(many, left=0, width=600) if stretch.folded)
    assert folded == pytest.approx(210)


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(1, 80)), max_size=20))
def test_labels_never_lie_over_each_other(wanted: list[tuple[float, float]]) -> None:
    kept = free_of_overlap(wanted, gap=4, give=8)

    spans = sorted((middle - wanted[index][1] / 2, middle + wanted[index][1] / 2) for index, middle in kept)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    if wanted:
        assert kept[0] == (0, wanted[0][0])


def test_text_and_table_say_the_same(work: DeskAtWork, view: TicketView, ticket: int) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)
    assert dialog.ledger is not None
    now = at("2026-03-11 13:30")

    sections = work.engine.papers.sections(dialog.ledger.agreement, dialog.ledger.version, now)
    text = why_words.as_text(dialog.ledger, now, LONDON, heading="x", sections=sections)

    for row in dialog.table.shown:
        assert any(all(cell in line for cell in row.cells) for line in text.splitlines())


def test_the_foot_names_the_sections_in_their_order(view: TicketView, ticket: int) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)

    foot = plain(dialog._rules.runs).replace("\u2068", "").replace("\u2069", "")
    assert foot == "Rules: Standard support v1 for the whole desk, sections 4.2, 4.4 and 5.1 · Support hours"


def test_a_section_that_is_pressed_is_read_in_the_agreement(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    dialog = opened(view, ticket, Metric.RESOLUTION)
    paused = next(place for place, row in enumerate(dialog.table.shown) if row.what == "Waiting on customer")

    with qtbot.waitSignal(view.agreement_wanted) as caught:
        dialog.table.clicked.emit(dialog.table.model().index(paused, RULE))

    assert caught.args == ["Standard support", 1, "pauses"]
    assert view.whys.dialog is None


def test_a_reads_the_agreement_and_f1_the_rules(view: TicketView, ticket: int, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.agreement_wanted) as caught:
        qtbot.keyClick(opened(view, ticket, Metric.RESOLUTION), Qt.Key.Key_A)
    assert caught.args == ["Standard support", 1, "starts"]

    with qtbot.waitSignal(view.rule_wanted) as caught:
        qtbot.keyClick(opened(view, ticket, Metric.RESOLUTION), Qt.Key.Key_F1)
    assert caught.args == ["C1"]
