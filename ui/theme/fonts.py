"""Inter in the styles of § 2 of the design, in the size of text that is worn."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from ui.theme.worn import px, state

# style: pixel size, line height, weight, letter spacing in em
_STYLES: dict[str, tuple[int, int, int, float]] = {
    "title_l": (24, 32, 600, -0.015),
    "title_m": (17, 24, 600, -0.01),
    "title_s": (15, 22, 600, 0.0),
    "lead": (15, 23, 400, 0.0),
    "body": (13, 20, 400, 0.0),
    "strong": (13, 20, 500, 0.0),
    "semi": (13, 20, 600, 0.0),
    "small": (12, 18, 400, 0.0),
    "small_figures": (12, 18, 400, 0.0),
    "small_strong": (12, 18, 500, 0.0),
    "small_semi": (12, 18, 600, 0.0),
    "caption": (11, 16, 500, 0.0),
    "caption_semi": (11, 16, 600, 0.0),
    "empty_title": (20, 28, 600, -0.01),
    "empty_text": (14, 22, 400, 0.0),
    "prose": (13, 20, 400, 0.0),
    "prose_strong": (13, 20, 500, 0.0),
    "prose_semi": (13, 20, 600, 0.0),
    "prose_small_semi": (12, 18, 600, 0.0),
    "avatar": (9, 12, 600, 0.0),
    "due_big": (18, 26, 600, 0.0),
    "palette": (17, 26, 400, -0.005),
}

# Where figures have one width Inter gives it to the hyphen too: "Wi - Fi". So titles, hints and what people write keep
# the natural width; whatever is compared or ticks has the one width, in small print as `small_figures`.
_NATURAL = frozenset(
    {
        "title_l",
        "title_m",
        "title_s",
        "lead",
        "small",
        "small_strong",
        "empty_title",
        "empty_text",
        "prose",
        "prose_strong",
        "prose_semi",
        "prose_small_semi",
        "palette",
    }
)


def font(style: str = "body", *, weight: int | None = None) -> QFont:
    """A style of § 2 of the design; `weight` 400 to 700 replaces the style's own. `prose` is for people's words."""
    return _font(style, weight, state.scale, state.family)


@cache
def wall_font(size: int, weight: int = 400, *, natural: bool = False) -> QFont:
    """Inter in so many pixels: the wallboard's grow with its screen, not with the text size. `natural`: as `prose`."""
    result = QFont(state.family or "Inter")
    result.setPixelSize(max(1, size))
    result.setWeight(QFont.Weight(weight))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setFeature(QFont.Tag("tnum"), 0 if natural else 1)
    result.setVariableAxis(QFont.Tag("opsz"), min(max(size, 14.0), 32.0))
    result.setVariableAxis(QFont.Tag("wght"), float(weight))
    return result


def metrics(style: str = "body", *, weight: int | None = None) -> QFontMetricsF:
    return _metrics(style, weight, state.scale, state.family)


def line_height(style: str = "body") -> int:
    return px(_STYLES[style][1])


def load_inter() -> str:
    """The upright face; gives the family that it is known by from then on."""
    return _load(italic=False) or QApplication.font().family()


@cache
def load_italic() -> None:
    """The italic face, which only text that is read in length asks for."""
    _load(italic=True)


def _load(*, italic: bool) -> str:
    import fontpkg_inter  # noqa: PLC0415 - only a window needs the font

    file = fontpkg_inter.ROOT / "files" / ("Inter-Italic[opsz,wght].ttf" if italic else "Inter[opsz,wght].ttf")
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families[0] if families else ""


@cache
def _font(style: str, weight: int | None, scale: float, family: str | None) -> QFont:
    size, _, own_weight, spacing = _STYLES[style]
    result = QFont(family or "Inter")
    result.setPixelSize(round(size * scale))
    result.setWeight(QFont.Weight(weight or own_weight))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Said in both cases: a painter takes what a font leaves open from the widget's own.
    result.setFeature(QFont.Tag("tnum"), 0 if style in _NATURAL else 1)
    # Inter's optical size: text below 14 px, display from 32 px on.
    # An axis that is set by hand switches Qt's own setting of the weight off, so that is said again.
    result.setVariableAxis(QFont.Tag("opsz"), min(max(size * scale, 14.0), 32.0))
    result.setVariableAxis(QFont.Tag("wght"), float(weight or own_weight))
    if spacing:
        result.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * size * scale)
    return result


@cache
def _metrics(style: str, weight: int | None, scale: float, family: str | None) -> QFontMetricsF:
    return QFontMetricsF(_font(style, weight, scale, family))
