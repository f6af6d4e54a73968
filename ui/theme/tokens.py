"""The colours by what they mean, light, dark and on the wallboard (§ 2 of the design)."""

from typing import NamedTuple, TypeAlias

from PySide6.QtGui import QColor

Colour: TypeAlias = QColor
"""What the rest of the window calls a colour; only this module makes one."""


class Theme(NamedTuple):
    """One set of colours. Red is overdue or wrong, amber at risk, green met, violet internal, blue can be used.

    `red_area` is the red of a whole card, which would glare in the dark.
    """

    dark: bool
    window: Colour
    surface: Colour
    subtle: Colour
    hover: Colour
    selected: Colour
    line: Colour
    line2: Colour
    control: Colour
    text: Colour
    text2: Colour
    text3: Colour
    disabled: Colour
    accent: Colour
    accent_pressed: Colour
    accent_text: Colour
    on_accent: Colour
    focus: Colour
    red: Colour
    red_area: Colour
    red_text: Colour
    red_tint: Colour
    red_row: Colour
    on_red: Colour
    amber: Colour
    amber_line: Colour
    amber_text: Colour
    amber_tint: Colour
    green: Colour
    green_text: Colour
    green_tint: Colour
    violet: Colour
    violet_text: Colour
    violet_tint: Colour
    violet_line: Colour
    track: Colour
    ink: Colour
    tip: Colour
    on_tip: Colour
    scrim: Colour
    veil: Colour
    shadow: Colour

    @property
    def unfilled(self) -> Colour:
        """Of bars that count for nothing: where high contrast draws all lines in ink, the ground of a measure."""
        return self.track if self.line2 == self.text2 else self.line2


def _theme(*, dark: bool, **tokens: str) -> Theme:
    colours = {name: QColor(value) for name, value in tokens.items()}
    return Theme(dark=dark, **colours)


LIGHT = _theme(
    dark=False,
    window="#F3F4F6",
    surface="#FFFFFF",
    subtle="#F8F9FA",
    hover="#F0F2F5",
    selected="#E1EBFD",
    line="#E2E5EA",
    line2="#D0D4DB",
    control="#7F8796",
    text="#1A1E26",
    text2="#4A5260",
    text3="#616A79",
    disabled="#A3A9B4",
    accent="#1F57C8",
    accent_pressed="#1C4EB4",
    accent_text="#1B4FB8",
    on_accent="#FFFFFF",
    focus="#1F57C8",
    red="#B42318",
    red_area="#B42318",
    red_text="#A61B10",
    red_tint="#FDECEA",
    red_row="#FEF6F5",
    on_red="#FFFFFF",
    amber="#B26A00",
    amber_line="#E3B34C",
    amber_text="#7A4A00",
    amber_tint="#FFF3D6",
    green="#1F7A52",
    green_text="#17663F",
    green_tint="#E5F5EC",
    violet="#6C4BC4",
    violet_text="#5B3DB0",
    violet_tint="#F2EEFC",
    violet_line="#CDBFF0",
    track="#E4E7EC",
    ink="#2B313C",
    tip="#1A1E26",
    on_tip="#FFFFFF",
    scrim="#61141820",
    veil="#31141820",
    shadow="#000000",
)
DARK = _theme(
    dark=True,
    window="#15171C",
    surface="#1B1E24",
    subtle="#20242B",
    hover="#262B33",
    selected="#23365C",
    line="#2C323B",
    line2="#3A414C",
    control="#737C8B",
    text="#E8EAEE",
    text2="#B7BDC8",
    text3="#9AA2B0",
    disabled="#5F6774",
    accent="#3B6FDC",
    accent_pressed="#3564C6",
    accent_text="#8DB2FF",
    on_accent="#FFFFFF",
    focus="#8DB2FF",
    red="#C9372C",
    red_area="#A82A20",
    red_text="#FF9A8F",
    red_tint="#3A1F1E",
    red_row="#221C20",
    on_red="#FFFFFF",
    amber="#D99A2B",
    amber_line="#7A5C1E",
    amber_text="#F4BD5B",
    amber_tint="#33290F",
    green="#3FA877",
    green_text="#74D3A4",
    green_tint="#17312A",
    violet="#8F74E0",
    violet_text="#BFADF8",
    violet_tint="#292440",
    violet_line="#4B3F78",
    track="#333A45",
    ink="#D5D9E0",
    tip="#E8EAEE",
    on_tip="#1B1E24",
    scrim="#8C000000",
    veil="#4A000000",
    shadow="#000000",
)

WALLBOARD = DARK._replace(window=QColor("#101216"), surface=QColor("#171A1F"))

TOKENS = tuple(name for name in Theme._fields if name != "dark")


def faded(colour: Colour, alpha: int) -> Colour:
    """The same colour with an alpha of 0 to 255."""
    result = QColor(colour)
    result.setAlpha(alpha)
    return result
