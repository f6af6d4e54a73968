"""What can be chosen with one step, with the words for it: the settings' pages, the queue's options and the palette
offer the same."""

from collections.abc import Sequence

from slaapp.domain.value import Value
from ui import theme, wording
from ui.theme import Scheme
from ui.wording import say

SCHEMES = ((Scheme.SYSTEM, "As the system"), (Scheme.LIGHT, "Light"), (Scheme.DARK, "Dark"))
DENSITIES = (("auto", "By the window’s height"), ("comfortable", "Comfortable"), ("compact", "Compact"))
STARTS = ("all", "mine", "unassigned", "overdue", "waiting")
_SWITCH = ((True, "on"), (False, "off"))
IN_TRAY = frozenset({"tell_system", "tray", "keep_watching"})
"""Nothing can be chosen of these where the desktop has no tray."""


class Setting(Value):
    """A field of the window's state, and the values that it may have."""

    field: str
    words: str
    choices: Sequence[tuple[object, str]] = _SWITCH


SETTINGS = {
    held.field: held
    for held in (
        Setting("scheme", "Colours", tuple((scheme.value, words) for scheme, words in SCHEMES)),
        Setting("density", "Rows of the queue", DENSITIES),
        Setting("text_size", "Text size", tuple((size, wording.percent(size)) for size in theme.TEXT_SIZES)),
        Setting("ribbon", "Day ribbon above the queue"),
        Setting("menu_bar", "Show menu bar"),
        Setting("reduce_motion", "Reduce motion"),
        Setting("tell_system", "Notifications of the system while the window is not in front"),
        Setting("sound", "A sound with each notice"),
        Setting("quiet", "Quiet outside support hours"),
        Setting("tray", "Icon in the tray with the number overdue"),
        Setting("keep_watching", "Keep watching when the window is closed"),
        Setting("hide_names", "Hide subjects and customers on dashboard and wallboard"),
        Setting("start_page", "Begin with", tuple((name, wording.view(name)) for name in STARTS)),
    )
}


def said(field: str) -> str:
    """What the setting is called."""
    return say(SETTINGS[field].words)
