"""Colours that can be told apart, icons that exist, words that say what is meant."""

import ast
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import lucide
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.clock import Band, Reading, State, Verdict
from slaapp.domain.events import Channel
from slaapp.services.board import Group
from ui import icons, queue_words, theme, wording
from ui.contrast import contrast
from ui.theme import Scheme, Theme
from ui.widgets import painting
from ui.widgets.button import Chip
from ui.widgets.field import Field
from ui.widgets.runs import Run, marked, one_line

LONDON = ZoneInfo("Europe/London")
UI = Path(theme.__file__).parent.parent


@pytest.fixture(params=[Scheme.LIGHT, Scheme.DARK])
def colours(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    theme.apply(qapp, request.param)
    found = theme.current()
    theme.apply(qapp, Scheme.LIGHT)
    return found


def test_a_field_that_takes_nothing_looks_so(qtbot: QtBot) -> None:
    t, field = theme.current(), Field(name="Last day")
    qtbot.addWidget(field)
    field.setText("31 March")

    def drawn() -> tuple[QColor, QColor]:
        picture = field.grab().toImage()
        return picture.pixelColor(field.width() - 5, field.height() // 2), picture.pixelColor(0, field.height() // 2)

    def ink() -> QColor:
        return field.edit.palette().color(QPalette.ColorRole.Text)

    assert (*drawn(), ink()) == (t.surface, t.control, t.text)
    field.set_read_only(True)
    assert (*drawn(), ink()) == (t.subtle, t.line, t.text), "it is there to be read"
    field.set_read_only(False)
    field.setEnabled(False)
    assert (*drawn(), ink()) == (t.subtle, t.line, t.disabled), "what it holds counts for nothing"


@pytest.mark.parametrize("in_a_form", [True, False])
def test_a_choice_among_fields_has_the_border_of_a_field(in_a_form: bool, qtbot: QtBot) -> None:
    t = theme.current()
    chip = Chip("", "Acme", height=theme.FIELD if in_a_form else theme.CHIP)
    qtbot.addWidget(chip)

    edge = chip.grab().toImage().pixelColor(0, chip.height() // 2)
    assert edge == (t.control if in_a_form else t.line2)


def test_every_text_can_be_read_on_its_ground(colours: Theme) -> None:
    t = colours
    pairs = {
        "text": (t.text, t.surface),
        "text on selected": (t.text, t.selected),
        "text2": (t.text2, t.surface),
        "text2 on selected": (t.text2, t.selected),
        "text3": (t.text3, t.surface),
        "text3 on window": (t.text3, t.window),
        "link": (t.accent_text, t.surface),
        "on accent": (t.on_accent, t.accent),
        "on red": (t.on_red, t.red),
        "on a red card": (t.on_red, t.red_area),
        "red words": (t.red_text, t.surface),
        "red words on tint": (t.red_text, t.red_tint),
        "text on an overdue row": (t.text, t.red_row),
        "amber": (t.amber_text, t.amber_tint),
        "green": (t.green_text, t.surface),
        "violet": (t.violet_text, t.violet_tint),
        "tip": (t.on_tip, t.tip),
    }

    poor = {name: round(contrast(*pair), 2) for name, pair in pairs.items() if contrast(*pair) < 4.5}

    assert poor == {}


def test_focus_and_fields_can_be_seen(colours: Theme) -> None:
    assert contrast(colours.focus, colours.surface) >= 3
    assert contrast(colours.focus, colours.selected) >= 3
    assert contrast(colours.control, colours.surface) >= 3


def test_a_countdown_is_told_by_its_form_too(colours: Theme) -> None:
    forms = {band: (theme.pill(band).fill is not None, theme.pill(band).outline is not None) for band in Band}

    assert forms[Band.BREACHED] == (True, False)
    assert forms[Band.WARNING] == (True, True)
    assert forms[Band.PAUSED] == (False, True)
    assert forms[Band.CALM] == (False, False)


@pytest.mark.parametrize(("icon", "outlined"), [("clock", True), (None, False)])
def test_on_a_selected_row_a_countdown_is_outlined_but_never_the_dash_of_no_target(
    icon: str | None, outlined: bool, qapp: QApplication
) -> None:
    picture = QImage(102, 22, QImage.Format.Format_RGB32)
    picture.fill(theme.current().selected)
    painter = QPainter(picture)
    painting.pill(painter, QRectF(picture.rect()), theme.pill(Band.CALM), icon, wording.NOTHING, outline=True)
    painter.end()

    assert (picture.pixelColor(51, 0) != theme.current().selected) is outlined


def test_figures_have_one_width_and_weights_differ(qapp: QApplication) -> None:
    theme.apply(qapp, Scheme.LIGHT)

    def width(style: str, text: str) -> float:
        return theme.metrics(style).horizontalAdvance(text)

    assert width("body", "1111") == width("body", "8888")
    assert width("body", "Meadow") < width("strong", "Meadow") < width("semi", "Meadow")
    assert width("prose", "Wi-Fi") < width("body", "Wi-Fi")


def test_sentences_and_what_people_write_keep_the_natural_hyphen(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, Scheme.LIGHT)
    field = Field("Subject")
    qtbot.addWidget(field)
    sentence, subject = Run("Internal next-update target"), marked("Wi-Fi down", [(0, 2)])
    natural = theme.metrics("prose").horizontalAdvance("-")

    assert natural < theme.metrics("body").horizontalAdvance("-")
    assert {theme.metrics(run.style).horizontalAdvance("-") for run in (sentence, subject[1])} == {natural}
    assert QFontMetricsF(field.edit.font()).horizontalAdvance("-") == natural


def test_every_icon_is_one_of_lucide_as_the_package_draws_it() -> None:
    """An unknown name would be answered with a placeholder, without an error."""
    known = set(lucide.get_icon_list())

    assert icons.names() <= known
    for name in sorted(icons.names()):
        drawn = "".join(line.strip() for line in lucide.lucide_icon(name).splitlines()[1:-1])
        assert icons.markup(name) == drawn, name


def test_every_icon_that_is_asked_for_is_there(qapp: QApplication) -> None:
    asked = {*icons.BY_METRIC.values(), *icons.BY_STATUS.values(), *icons.BY_CHANNEL.values()}
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "icon" and isinstance(node.value, ast.Constant):
                asked.add(node.value.value)

    assert {name for name in asked if name} <= icons.names()
    with pytest.raises(KeyError):
        icons.pixmap("no-such-icon", theme.current().text)


@pytest.mark.parametrize("density", [1.0, 1.25, 1.5, 2.0])
def test_signs_are_as_sharp_as_the_screen(qapp: QApplication, density: float) -> None:
    screen = QPixmap(round(40 * density), round(40 * density))
    screen.setDevicePixelRatio(density)
    screen.fill(theme.current().surface)
    with QPainter(screen) as painter:
        icons.paint(painter, "flag", theme.current().text, 8, 8, 16)
    drawn = icons.pixmap("flag", theme.current().text, 16, density)
    there = screen.toImage().copy(round(8 * density), round(8 * density), drawn.width(), drawn.height())
    alone = QImage(there.size(), QImage.Format.Format_RGB32)
    alone.fill(theme.current().surface)
    with QPainter(alone) as painter:
        painter.drawImage(0, 0, as_it_is(drawn))

    assert drawn.width() == round(16 * density)
    assert there.convertToFormat(QImage.Format.Format_RGB32) == alone


def as_it_is(drawn: QPixmap) -> QImage:
    """Pixel by pixel, whatever density it was drawn for."""
    image = drawn.toImage()
    image.setDevicePixelRatio(1.0)
    return image


@pytest.mark.parametrize("icon", [None, "inbox"])
def test_a_chip_that_is_off_is_off_in_all_its_parts(qapp: QApplication, qtbot: QtBot, icon: str | None) -> None:
    chip = Chip("Customer", "Acme", icon=icon)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    chip.setEnabled(False)
    picture = chip.grab().toImage()
    inks = [picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(picture.height())]

    assert min(inks) >= theme.current().disabled.lightness() - 1


def test_every_meaning_has_words_of_its_own() -> None:
    told: list[tuple[type[Enum], Callable[..., str]]] = [
        (Severity, wording.severity), (Status, wording.status), (Metric, wording.metric),
        (Channel, wording.channel), (Group, queue_words.heading),
    ]  # fmt: skip
    assert "" not in {wording.metric_short(metric) for metric in Metric}
    for meanings, say in told:
        words = [say(meaning) for meaning in meanings]
        assert "" not in words
        assert len(set(words)) == len(words)


def _reading(state: State, band: Band, **figures: object) -> Reading:
    held: dict[str, object] = {
        "allowed": 3600,
        "used": 0,
        "left": None,
        "late": None,
        "paused": 0,
        "due_at": None,
        "due_if_resumed": None,
        "decided_at": None,
        "verdict": None,
        "paused_by": None,
        "counts_again_at": None,
    }
    return Reading(state=state, band=band, severity=Severity.NORMAL, **{**held, **figures})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reading", "words", "icon"),
    [
        (None, "–", None),
        (_reading(State.RUNNING, Band.CALM, left=2 * 3600 + 14 * 60 + 1), "2\u202fh\u202f15\u202fm", "clock"),
        (_reading(State.RUNNING, Band.CALM, left=31 * 3600), "31\u202fh", "clock"),
        (_reading(State.RUNNING, Band.WARNING, left=899), "14:59", "clock-alert"),
        (_reading(State.WAITING_FOR_OPENING, Band.RESTING, left=7200), "2\u202fh", "moon"),
        (_reading(State.PAUSED, Band.PAUSED, left=7200, paused_by=Status.WAITING_CUSTOMER), "paused", "pause"),
        (_reading(State.BREACHED, Band.BREACHED, late=11100), "−3\u202fh\u202f05\u202fm", "triangle-alert"),
        (_reading(State.BREACHED, Band.BREACHED, late=37), "−0:37", "triangle-alert"),
        (
            _reading(State.BREACHED, Band.BREACHED, late=3600, paused_by=Status.WAITING_CUSTOMER),
            "−1\u202fh",
            "pause",
        ),
        (_reading(State.ENDED, Band.MET, used=1380, verdict=Verdict.MET), "in 23\u202fm", "check"),
        (
            _reading(State.ENDED, Band.MISSED, late=779, verdict=Verdict.BREACHED),
            "late by 12\u202fm",
            "triangle-alert",
        ),
        (_reading(State.NO_TARGET, Band.RESTING), "–", None),
    ],
)
def test_a_pill_says_what_the_design_says(reading: Reading | None, words: str, icon: str | None) -> None:
    assert wording.countdown(reading) == words
    assert icons.of_reading(reading) == icon


def test_lengths_are_spoken_in_full() -> None:
    assert queue_words.spoken(11100) == "3 hours 5 minutes"
    assert queue_words.spoken(3660) == "1 hour 1 minute"
    assert queue_words.spoken(37) == "37 seconds"


def test_a_tool_tip_never_becomes_markup() -> None:
    assert wording.tip("<b>bold</b> & more") == "<span>&lt;b&gt;bold&lt;/b&gt; &amp; more</span>"
    assert wording.tip("plain") == "plain"


def test_a_long_tool_tip_is_read_in_lines() -> None:
    told = wording.tip("Letters <do> not open " * 20)

    assert "<do>" not in told
    assert max(len(unescape(line)) for line in told.removeprefix("<span>").removesuffix("</span>").split("<br>")) <= 72
    assert wording.tip("first\nsecond") == "first\nsecond"


def test_the_day_is_named_where_it_is_another() -> None:
    now = int(datetime(2026, 3, 11, 13, 30, tzinfo=LONDON).timestamp())
    later = int(datetime(2026, 3, 12, 11, 0, tzinfo=LONDON).timestamp())

    assert wording.due_in_words(now + 3600, now, LONDON) == "14:30 today"
    assert wording.due_in_words(later, now, LONDON) == "Thu 11:00"
    assert wording.date_and_time(now, LONDON) == "Wed 11 Mar 2026, 13:30"


def test_a_persons_initials(qtbot: QtBot) -> None:
    assert [wording.initials(name) for name in ("Sam R.", "Kim", "Ana de la Cruz", "李 雷", "")] == [
        "SR",
        "K",
        "AC",
        "李雷",
        "",
    ]


def test_how_a_ticket_ended_is_told_in_the_room_of_a_pill() -> None:
    def met(used: int) -> str:
        return wording.finished(_reading(State.ENDED, Band.MET, used=used, verdict=Verdict.MET))

    def missed(late: int) -> str:
        return wording.finished(_reading(State.ENDED, Band.MISSED, late=late, verdict=Verdict.BREACHED))

    assert (met(0), met(31 * 3600 + 60)) == ("in 0\u202fm", "in 31\u202fh")
    assert (missed(37), missed(26 * 3600)) == ("late by 0:37", "late by 26\u202fh")


def test_text_on_one_line_keeps_a_length_together() -> None:
    assert one_line("late by\n 7\u202fh\u202f46\u202fm\t\u202f") == "late by 7\u202fh\u202f46\u202fm"


@pytest.mark.parametrize("width", range(60, 240, 5))
def test_no_line_begins_with_the_point_between_two_facts(qapp: QApplication, width: int) -> None:
    lines = painting.broken("2415 · Phones dead at the front desk · Lakeside Hotel", "body", width)

    assert [line for line in lines if line.lstrip("\u00a0").startswith("·")] == []
    assert " ".join(lines).replace("\u00a0", " ") == "2415 · Phones dead at the front desk · Lakeside Hotel"
