"""How a mark with words in it is painted: a countdown, a tag, somebody's initials."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor

from ui.theme.tokens import Colour, Theme
from ui.theme.worn import state

if TYPE_CHECKING:
    # Comes with much of the domain, which the first painted window does not need.
    from slaapp.domain.clock import Band


class Look(NamedTuple):
    """How a mark with words in it is painted; None: no fill, no outline."""

    text: Colour
    icon: Colour
    fill: Colour | None = None
    outline: Colour | None = None


def pill(band: "Band", of: Theme | None = None) -> Look:
    """The colours of a countdown (§ 5 of the design): overdue is solid, at risk tinted, paused an outline."""
    t = of or state.theme
    match band:
        case "breached":
            return Look(text=t.on_red, icon=t.on_red, fill=t.red)
        case "warning":
            return Look(text=t.amber_text, icon=t.amber_text, fill=t.amber_tint, outline=t.amber_line)
        case "paused":
            return Look(text=t.text2, icon=t.text3, outline=t.line2)
        case "met":
            return Look(text=t.green_text, icon=t.green_text)
        case "missed":
            return Look(text=t.red_text, icon=t.red_text)
        case "resting":
            return Look(text=t.text2, icon=t.text3)
        case "not_measured":
            return Look(text=t.text3, icon=t.text3)
        case _:
            return Look(text=t.text, icon=t.text3)


def tag(meaning: str) -> Look:
    """`violet`, `green`, `amber`, `red` or `neutral`: the small labels behind a subject or a name."""
    t = state.theme
    return {
        "violet": Look(text=t.violet_text, icon=t.violet_text, fill=t.violet_tint),
        "green": Look(text=t.green_text, icon=t.green_text, fill=t.green_tint),
        "amber": Look(text=t.amber_text, icon=t.amber_text, fill=t.amber_tint),
        "red": Look(text=t.red_text, icon=t.red_text, fill=t.red_tint),
        "neutral": Look(text=t.text2, icon=t.text3, fill=t.hover),
    }[meaning]


def person(colour: str) -> Look:
    """The ground of somebody's initials, a word of `slaapp.services.people.COLOURS`, and the ink on it.

    Pale in the light, deep in the dark, and none of the hues that mean something: who it is, the letters say.
    """
    t = state.theme
    ground, ink = (_PEOPLE_DARK if t.dark else _PEOPLE_LIGHT).get(colour, (t.track, t.text2))
    return Look(text=QColor(ink), icon=QColor(ink), fill=QColor(ground))


_PEOPLE_LIGHT = {
    "sand": ("#EFE3CF", "#5A4723"),
    "clay": ("#F0DACB", "#6B3A1E"),
    "moss": ("#DDE6C6", "#414F1B"),
    "sea": ("#C9E6E3", "#134F4C"),
    "sky": ("#CFE3F2", "#1B4A6B"),
    "plum": ("#E9D7EA", "#5E2F62"),
    "rose": ("#F4D6E0", "#7A2448"),
}
_PEOPLE_DARK = {
    "sand": ("#4F4530", "#EFE0C2"),
    "clay": ("#573A2A", "#F3D3BF"),
    "moss": ("#3E4726", "#DCE7BC"),
    "sea": ("#1F4A49", "#BEE6E2"),
    "sky": ("#26455C", "#C5E1F5"),
    "plum": ("#4D3450", "#EBD0EE"),
    "rose": ("#5A2F42", "#F7CFDD"),
}
"""Ground and ink of people's initials; "stone" is `track` and `text2`."""
