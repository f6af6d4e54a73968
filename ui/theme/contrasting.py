"""The system's own colours where it asks for high contrast."""

from PySide6.QtGui import QColor, QPalette

from ui.contrast import READABLE, contrast, luminance, parts
from ui.theme.tokens import TOKENS, Colour, Theme, faded


def contrasting(system: QPalette) -> Theme:
    """The system's own colours where it asks for high contrast: what we say by colour, shapes, icons and words say."""
    role, none = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    ground, ink, held = system.color(role.Base), system.color(role.Text), system.color(role.Highlight)
    link = next((colour for colour in (system.color(role.Link), held) if contrast(colour, ground) >= READABLE), ink)
    dark = luminance(ground) < luminance(ink)
    tokens = dict.fromkeys(TOKENS, ink)
    tints = ("red_tint", "red_row", "amber_tint", "green_tint", "violet_tint")
    tokens |= dict.fromkeys(("window", "surface", "subtle", "hover", *tints), ground)
    tokens |= {
        "selected": _toned(held, ground, ink),
        "track": _toned(ink, ground, ink),
        "disabled": system.color(none, role.Text),
        "accent_text": link,
        "focus": link,
        "accent": ink,
        "accent_pressed": ink,
        "on_accent": ground,
        "on_red": ground,
        "on_tip": ground,
        "scrim": faded(ground, 0xB0),
        "veil": faded(ground, 0x60),
    }
    return Theme(dark=dark, **tokens)


def _toned(colour: Colour, ground: Colour, ink: Colour) -> Colour:
    """As much of a colour on the ground as leaves the ink readable on it."""
    for share in (0.6, 0.5, 0.4, 0.3, 0.2, 0.1):
        pairs = zip(parts(colour), parts(ground), strict=True)
        mixed = QColor.fromRgbF(*(part * share + under * (1 - share) for part, under in pairs))
        if contrast(ink, mixed) >= READABLE:
            return mixed
    return ground
