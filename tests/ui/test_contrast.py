"""The contrast that § 2 of the design promises, computed from the tokens as they are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from slaapp.services.people import COLOURS
from ui import theme
from ui.contrast import contrast
from ui.dialogs.palette import marked
from ui.theme import Scheme, Theme

WORDS = ("text", "text2", "text3", "accent_text", "red_text", "amber_text", "green_text", "violet_text")
GROUNDS = ("surface", "window", "subtle")
WALL = ("text", "text2", "red_text", "amber_text", "green_text")
"""Inks of words on the wallboard."""

PROMISED = {
    "light": {
        "control": (3.6, 3.0), "text": (16.7, 13.9), "text2": (7.9, 6.6), "text3": (5.5, 4.6), "accent": (6.5, None),
        "accent_text": (7.4, 6.1), "focus": (6.5, 5.4), "red": (6.6, None), "red_text": (7.5, None),
        "amber": (4.2, None), "amber_text": (7.5, None), "green": (5.3, None), "green_text": (7.0, None),
        "violet": (6.1, None), "violet_text": (7.7, None),
    },
    "dark": {
        "control": (4.0, 2.8), "text": (13.9, 9.9), "text2": (8.8, 6.3), "text3": (6.5, 4.7), "accent": (3.6, None),
        "accent_text": (7.9, 5.7), "focus": (7.9, 5.7), "red": (3.2, None), "red_text": (8.2, None),
        "amber": (6.8, None), "amber_text": (9.8, None), "green": (5.6, None), "green_text": (9.2, None),
        "violet": (4.6, None), "violet_text": (8.4, None),
    },
}  # fmt: skip
"""Of a token on `surface`, and on `selected` where the design says one."""

ON_THEIR_OWN = {
    "light": {("red_text", "red_tint"): 6.6, ("amber_text", "amber_tint"): 6.8, ("green_text", "green_tint"): 6.2,
              ("violet_text", "violet_tint"): 6.7, ("on_accent", "accent"): 6.5, ("on_red", "red"): 6.6},
    "dark": {("red_text", "red_tint"): 7.4, ("amber_text", "amber_tint"): 8.4, ("green_text", "green_tint"): 7.7,
             ("violet_text", "violet_tint"): 7.4, ("on_accent", "accent"): 4.7, ("on_red", "red"): 5.2},
}  # fmt: skip


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.apply(qapp, Scheme(request.param))
    yield str(request.param)
    theme.apply(qapp, Scheme.LIGHT)


def on(held: Theme, one: str, other: str) -> float:
    return contrast(getattr(held, one), getattr(held, other))


def test_black_on_white_is_21() -> None:
    assert contrast(QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)) == pytest.approx(21)


def test_every_pair_of_the_design_has_the_contrast_it_names(scheme: str) -> None:
    held = theme.current()
    found = {(name, "surface"): value for name, (value, _) in PROMISED[scheme].items()}
    found |= {(name, "selected"): value for name, (_, value) in PROMISED[scheme].items() if value is not None}
    found |= ON_THEIR_OWN[scheme]

    off = {pair: round(on(held, *pair), 2) for pair, said in found.items() if abs(on(held, *pair) - said) > 0.06}
    assert off == {}


def test_words_can_be_read_on_every_ground(scheme: str) -> None:
    held = theme.current()

    assert {(ink, ground) for ink in WORDS for ground in GROUNDS if on(held, ink, ground) < 4.5} == set()
    assert on(held, "text3", "hover") >= 4.5
    assert on(held, "on_tip", "tip") >= 4.5


def test_what_is_used_can_be_told_from_its_ground(scheme: str) -> None:
    held = theme.current()

    assert min(on(held, name, "surface") for name in ("control", "accent", "focus", "red", "amber", "green")) >= 3


def test_initials_can_be_read_on_each_persons_colour(scheme: str) -> None:
    looks = {colour: theme.person(colour) for colour in COLOURS}

    assert min(contrast(look.text, look.fill) for look in looks.values() if look.fill is not None) >= 4.5
    assert len({look.fill.name() for look in looks.values() if look.fill is not None}) == len(COLOURS)


def test_what_was_found_can_be_read_on_its_ground(scheme: str) -> None:
    """In the search on the line, chosen or not; in the help marked by the ground."""
    held = theme.current()
    inks = {run.tone for run in marked("Printer jams", [(0, 5)], tone="text2")} | {"text3", "text2"}

    assert {(ink, ground) for ink in inks for ground in ("surface", "hover") if on(held, ink, ground) < 4.5} == set()
    assert min(on(held, ink, "selected") for ink in inks) >= 4.5
    assert min(on(held, ink, "amber_tint") for ink in ("text", "text2", "accent_text")) >= 4.5


def test_the_wallboard_can_be_read_from_afar_whatever_the_window_wears(scheme: str) -> None:
    held = theme.wallboard()

    assert {(ink, ground) for ink in WALL for ground in ("window", "surface") if on(held, ink, ground) < 7} == set()
    assert on(held, "on_red", "red_area") >= 4.5
    assert min(on(held, sign, "window") for sign in ("red", "amber", "green", "focus")) >= 3


@pytest.mark.parametrize(
    ("ground", "ink", "held", "link"),
    [("#000000", "#ffff00", "#00ffff", "#00ff00"), ("#ffffff", "#000000", "#3399ff", "#0000ff"),
     ("#000000", "#ffffff", "#1aebff", "#ffff00"), ("#ffffff", "#000000", "#ff00ff", "#ffff00")],
)  # fmt: skip
def test_where_the_system_wants_high_contrast_its_colours_are_taken(
    ground: str, ink: str, held: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Base, ground), (QPalette.ColorRole.Text, ink), (QPalette.ColorRole.Highlight, held),
        (QPalette.ColorRole.Link, link),
    ):  # fmt: skip
        system.setColor(role, QColor(colour))

    found = theme.contrasting(system)

    assert (found.surface, found.text) == (QColor(ground), QColor(ink))
    pairs = [(ink_, ground_) for ink_ in WORDS for ground_ in (*GROUNDS, "selected", "red_tint", "amber_tint")]
    pairs += [("on_accent", "accent"), ("on_red", "red"), ("on_tip", "tip")]
    words = [pair for pair in pairs if pair != ("accent_text", "selected")]
    assert {pair for pair in words if on(found, *pair) < 7} == set()
    assert on(found, "focus", "surface") >= 7
    assert on(found, "text", "amber_tint") >= 7
    monkeypatch.setattr(theme.worn.state, "theme", found)
    looks = [theme.person(colour) for colour in COLOURS]
    assert min(contrast(look.text, look.fill) for look in looks if look.fill is not None) >= 4.5
    assert found.selected != found.surface
    assert contrast(found.unfilled, found.text2) >= 3, "a severity of one bar is no severity of three"
