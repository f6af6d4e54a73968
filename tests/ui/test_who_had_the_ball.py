"""With whom the ball was for how long: a strip beside each late target that is gone through, as it is printed."""

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.documents.month_ball import balls
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.ball import Holder, Turn
from slaapp.domain.events import MissReason
from slaapp.domain.spans import HOUR, MINUTE
from tests.ui.desk_at_work import DeskAtWork, at, customer, desk_at_work, outside
from tests.ui.report_at_work import report_page
from ui import theme
from ui.views.report import late_list
from ui.views.report.ball import BallStrip, draw_turn, placed
from ui.views.report.late_list import LateList
from ui.views.report_page import ReportPage
from ui.widgets.label import Label

MISSED = (1, Metric.RESOLUTION, 1)


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskAtWork]:
    """Over two days a ticket waited for its customer, then for a supplier, and was resolved late."""
    with desk_at_work(tmp_path, "2026-02-02 09:00") as found:
        school, _ = customer(found, "Northgate School")
        number = found.log("2026-02-17 10:00", customer=school, severity=Severity.URGENT)
        for when, status in (
            ("2026-02-17 10:15", Status.WAITING_CUSTOMER),
            ("2026-02-17 12:15", Status.IN_PROGRESS),
            ("2026-02-17 16:00", Status.WAITING_THIRD_PARTY),
            ("2026-02-18 11:30", Status.IN_PROGRESS),
        ):
            found.engine.desk.reply(number, "So it stands.", then=status, now=at(when))
        found.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("2026-02-18 15:00"))
        found.turn_to("2026-03-10 13:30")
        yield found


@pytest.fixture
def page(work: DeskAtWork, qtbot: QtBot) -> ReportPage:
    found = report_page(work, qtbot)
    with qtbot.waitSignal(found.made, timeout=20_000):
        found.show_report()
    return found


@pytest.fixture
def held(page: ReportPage) -> LateList:
    page.options.late.click()
    return page.misses.list


def strip_of(held: LateList) -> BallStrip:
    return held.strips[MISSED]


def test_it_is_drawn_in_the_printed_order_and_to_scale(page: ReportPage, held: LateList) -> None:
    assert page.report is not None
    row = next(row for row in balls(page.report)["rows"] if row["clock"].startswith("Resolution"))

    drawn = strip_of(held).parts()

    assert [part.turn.holder.value for part in drawn] == [turn["holder"] for turn in row["turns"]]
    assert [part.turn.holder for part in drawn] == [
        Holder.DESK,
        Holder.CUSTOMER,
        Holder.DESK,
        Holder.THIRD_PARTY,
        Holder.CLOSED,
        Holder.THIRD_PARTY,
        Holder.DESK,
    ]
    minute = drawn[1].width / 120
    assert [round(part.width / minute) for part in drawn if part.turn.holder is not Holder.CLOSED] == [
        15, 120, 225, 60, 150, 210,
    ]  # fmt: skip
    assert drawn[4].width < drawn[0].width
    assert drawn[-1].x + drawn[-1].width == pytest.approx(strip_of(held).width())


def test_its_minutes_stand_beside_it_in_the_printed_words(held: LateList) -> None:
    words = {label.text().replace("\u202f", " ") for label in held.findChildren(Label)}

    assert (
        "Desk 7 h 30 m · Customer 2 h · Third party 3 h 30 m · Closed hours 16 h\n"
        "17 Feb 10:00 – 18 Feb 15:00, due 17 Feb 16:00 · late by 23 h by the calendar"
    ) in words
    assert {"Desk", "Customer", "Third party", "Closed hours"} <= words
    assert "Support hours to scale; a thin line is time outside them." in words


def test_it_is_heard_as_the_printed_one_is_and_with_the_button_for_the_reason(page: ReportPage, held: LateList) -> None:
    assert page.report is not None
    row = next(row for row in balls(page.report)["rows"] if row["clock"].startswith("Resolution"))

    assert strip_of(held).accessibleName() == "Who had the ball"
    assert strip_of(held).accessibleDescription() == row["alt"]
    assert held.reasons[MISSED].accessibleDescription().endswith(row["alt"])
    assert (
        row["alt"].replace("\u202f", " ").startswith("desk 15 m; customer 2 h; desk 3 h 45 m; third party 1 h; closed")
    )


def test_it_is_said_in_the_language_of_the_window_whatever_is_printed(
    page: ReportPage, held: LateList, work: DeskAtWork, qtbot: QtBot
) -> None:
    school = work.engine.catalogue.customer("Northgate School").id
    with qtbot.waitSignal(page.made, timeout=20_000):
        work.commands.run(work.engine.customers.set_language, school, "de")

    assert page.report is not None
    assert page.report.language == "de"
    assert strip_of(held).accessibleDescription().startswith("desk ")


@pytest.mark.parametrize("scheme", theme.Scheme)
def test_holders_are_told_apart_without_colour(qtbot: QtBot, scheme: theme.Scheme) -> None:
    app = QApplication.instance()
    theme.apply(app, scheme)  # type: ignore[arg-type]
    try:
        pictures = {}
        for holder in Holder:
            image = QImage(80, 24, QImage.Format.Format_RGB32)
            image.fill(theme.current().surface)
            with QPainter(image) as painter:
                draw_turn(painter, QRectF(4, 2, 72, 20), holder)
            pictures[holder] = image.convertToFormat(QImage.Format.Format_Grayscale8)
        for one, other in combinations(Holder, 2):
            assert distance(pictures[one], pictures[other]) > 5, (one, other)
    finally:
        theme.apply(app, theme.Scheme.LIGHT)  # type: ignore[arg-type]


def distance(one: QImage, other: QImage) -> float:
    """By how much a grey point of one differs from that of the other, on the average."""
    points = [(x, y) for x in range(one.width()) for y in range(one.height())]
    return sum(abs(one.pixel(*point) % 256 - other.pixel(*point) % 256) for point in points) / len(points)


def test_many_nights_leave_half_of_the_room_to_the_days() -> None:
    turns = []
    for day in range(60):
        turns += [Turn(Holder.DESK, day * 24 * HOUR, day * 24 * HOUR + 8 * HOUR)]
        turns += [Turn(Holder.CLOSED, day * 24 * HOUR + 8 * HOUR, (day + 1) * 24 * HOUR)]

    parts = placed(tuple(turns), 300.0, notch=5.0)

    assert sum(part.width for part in parts if part.turn.holder is Holder.DESK) == pytest.approx(150)
    assert parts[-1].x + parts[-1].width == pytest.approx(300)


def test_a_night_alone_is_a_thin_line() -> None:
    (part,) = placed((Turn(Holder.CLOSED, 0, 30 * MINUTE),), 300.0, notch=5.0)

    assert part.width == 5


def test_it_grows_with_the_text_and_nothing_runs_out(page: ReportPage, held: LateList) -> None:
    usual = strip_of(held).height()
    for scale, width in product((1.0, 1.5), (1024, 1366)):
        theme.set_text_size(QApplication.instance(), scale)  # type: ignore[arg-type]
        page.resize(max(width, page.minimumSizeHint().width()), 700)
        QApplication.processEvents()
        assert outside(held) == [], f"{width} wide, text {scale}"
    assert strip_of(held).height() >= usual * 1.4


def test_of_very_many_those_without_a_reason_are_gone_through_a_part_at_a_time(
    page: ReportPage, work: DeskAtWork, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_list, "MOST", 2)
    page.options.late.click()
    held = page.misses.list
    assert page.report is not None
    all_of_them = [(late.number, late.metric, late.cycle) for late in page.report.late]
    assert len(all_of_them) == 4
    assert list(held.reasons) == list(held.strips) == all_of_them[:2]
    assert held.words.text().endswith("These are the first 2 of them.")

    with qtbot.waitSignal(page.made, timeout=20_000):
        work.commands.attempt(work.engine.misses.explain, *all_of_them[0], code=MissReason.PART, text="", measure=None)

    assert list(held.reasons) == all_of_them[1:3]
