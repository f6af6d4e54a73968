"""Colours, fonts and measures: the only home of each of them.

Ask `current()` for a colour at the moment of painting and connect to `notifier.changed` whatever is kept longer: a
theme is swapped as a whole. Tokens are named and meant as in § 2 of the design.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessibilityHints,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPalette,
    QStyleHints,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollBar, QStyleFactory, QToolTip, QWidget

from ui.contrast import READABLE, contrast, luminance, parts
from ui.corners import Rounding

if TYPE_CHECKING:
    # Comes with much of the domain, which the first painted window does not need.
    from slaapp.domain.clock import Band

Colour: TypeAlias = QColor
"""What the rest of the window calls a colour; only this module makes one."""


class Scheme(Enum):
    """What a person chose; `SYSTEM` follows the desktop while the program runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. Red is overdue or wrong, amber at risk, green met, violet internal, blue can be used."""

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


def _theme(*, dark: bool, **tokens: str) -> Theme:
    colours = {name: QColor(value) for name, value in tokens.items()}
    return Theme(dark=dark, **colours)


_LIGHT = _theme(
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
_DARK = _theme(
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

_WALLBOARD = replace(_DARK, window=QColor("#101216"), surface=QColor("#171A1F"))

TOKENS = tuple(field.name for field in fields(Theme) if field.name != "dark")

# Measures in pixels at 100 % text size (§ 2 of the design); `px` scales those that must grow with the text.
GUTTER_LEFT, GUTTER_RIGHT = 20, 16
RADIUS_TAG, RADIUS_PILL, RADIUS_BUTTON, RADIUS_CARD, RADIUS_DIALOG = 4, 5, 6, 8, 10
HEADER, PROPERTY_BAR, TAB_BAR, RIBBON, HEAD, GROUP, ROW = 52, 44, 40, 48, 28, 28, 34
HEAD_COMPACT, GROUP_COMPACT, ROW_COMPACT, ROW_TWO_LINES = 26, 26, 30, 54
BUTTON, FIELD, FIELD_TOOLBAR, CHIP, TAG, STATUS_BAR = 30, 32, 30, 28, 18, 26
PILL_WIDTH, PILL_HEIGHT = 102, 22
SIDEBAR, SIDEBAR_NARROW, SIDEBAR_RAIL, PREVIEW = 208, 200, 52, 392
COMPACT_BELOW, NARROW_BELOW, RAIL_BELOW = 760, 1400, 1180
MINIMUM_WINDOW = (1024, 640)
TEXT_SIZES = (0.9, 1.0, 1.1, 1.25, 1.5)

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
    "small_strong": (12, 18, 500, 0.0),
    "small_semi": (12, 18, 600, 0.0),
    "caption": (11, 16, 500, 0.0),
    "caption_semi": (11, 16, 600, 0.0),
    "empty_title": (20, 28, 600, -0.01),
    "empty_text": (14, 22, 400, 0.0),
    "prose": (13, 20, 400, 0.0),
    "prose_strong": (13, 20, 500, 0.0),
    "avatar": (9, 12, 600, 0.0),
    "due_big": (18, 26, 600, 0.0),
    "palette": (17, 26, 400, -0.005),
}

_HEADINGS = {1: "title_l", 2: "title_m", 3: "title_s"}
_AROUND_HEADING = {1: (0, 12), 2: (20, 8), 3: (12, 4)}
"""Above and below a heading of a text that is read in length."""

# Where figures have one width Inter gives it to the hyphen too: "Wi - Fi". So titles and what people write keep the
# natural width; whatever is compared or ticks has the one width.
_NATURAL = frozenset(
    {"title_l", "title_m", "title_s", "lead", "empty_title", "empty_text", "prose", "prose_strong", "palette"}
)


class _Notifier(QObject):
    """Says that colours or the text size changed: drop what was kept, repaint."""

    changed = Signal()


class _State:
    """The one theme of this process and the size of its text."""

    def __init__(self) -> None:
        self.notifier = _Notifier()
        self.theme = _LIGHT
        self.scheme = Scheme.LIGHT
        self.scale = 1.0
        self.family: str | None = None
        self.hints: QStyleHints | None = None
        self.contrast: QAccessibilityHints | None = None
        """Held: what Qt hands out lives no longer than whoever holds it."""


_state = _State()
notifier = _state.notifier


def follow(fit: Callable[[], None]) -> None:
    """Do it now, and whenever text size or colours change: for a size that a widget holds fixed."""
    notifier.changed.connect(fit)
    fit()


def current() -> Theme:
    return _state.theme


def scheme() -> Scheme:
    return _state.scheme


def text_size() -> float:
    """1.0 is 100 %."""
    return _state.scale


def px(measure: float) -> int:
    """A measure that grows with the text."""
    return round(measure * _state.scale)


def apply(app: QApplication, wanted: Scheme) -> None:
    """Take on the colours of `wanted`; with SYSTEM also from now on whenever the desktop changes."""
    first = _state.family is None
    if first:
        _state.family = _load_inter()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(lambda _: _follow(app))
        _state.hints = app.styleHints()
        _state.contrast = _state.hints.accessibility()
        _state.contrast.contrastPreferenceChanged.connect(lambda _: _put_on(app))
    _state.scheme = wanted
    _put_on(app)


def set_text_size(app: QApplication, scale: float) -> None:
    """`scale` 1.0 is 100 %; kept between 90 % and 150 %."""
    _state.scale = min(max(scale, TEXT_SIZES[0]), TEXT_SIZES[-1])
    _put_on(app)


def font(style: str = "body", *, weight: int | None = None) -> QFont:
    """A style of § 2 of the design; `weight` 400 to 700 replaces the style's own. `prose` is for people's words."""
    return _font(style, weight, _state.scale, _state.family)


def wallboard() -> Theme:
    """Dark whatever the window is: the ground is `window`, its cards are `surface`."""
    return _WALLBOARD


def darken(widget: QWidget) -> None:
    """Let a widget have the wallboard's colours whatever the window's are."""
    widget.setPalette(_palette(_WALLBOARD))


@cache
def wall_font(size: int, weight: int = 400, *, natural: bool = False) -> QFont:
    """Inter in so many pixels: the wallboard's grow with its screen, not with the text size. `natural`: as `prose`."""
    result = QFont(_state.family or "Inter")
    result.setPixelSize(max(1, size))
    result.setWeight(QFont.Weight(weight))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setFeature(QFont.Tag("tnum"), 0 if natural else 1)
    result.setVariableAxis(QFont.Tag("opsz"), min(max(size, 14.0), 32.0))
    result.setVariableAxis(QFont.Tag("wght"), float(weight))
    return result


def metrics(style: str = "body", *, weight: int | None = None) -> QFontMetricsF:
    return _metrics(style, weight, _state.scale, _state.family)


def line_height(style: str = "body") -> int:
    return px(_STYLES[style][1])


def dress_menu(menu: QMenu) -> QMenu:
    """A popup in our colours: Qt's own menus follow neither our radii nor our spaces."""
    t = _state.theme
    menu.setFont(font("body"))
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    if menu.findChild(Rounding) is None:
        menu.installEventFilter(Rounding(RADIUS_CARD, menu))
    menu.setStyleSheet(
        f"QMenu {{ background: {_hex(t.surface)}; border: 1px solid {_hex(t.line2)}; padding: 4px;"
        f" border-radius: {RADIUS_CARD}px; }}"
        f"QMenu::item {{ color: {_hex(t.text)}; padding: 5px 28px 5px 10px; border-radius: {RADIUS_PILL}px; }}"
        f"QMenu::item:selected {{ background: {_hex(t.selected)}; }}"
        f"QMenu::item:disabled {{ color: {_hex(t.disabled)}; background: transparent; }}"
        f"QMenu::separator {{ height: 1px; background: {_hex(t.line)}; margin: 4px 6px; }}"
        "QMenu::icon { padding-left: 8px; } QMenu::indicator { width: 14px; height: 14px; left: 8px; }"
    )
    return menu


def show_text(edit: QLineEdit, shown: bool) -> None:
    """Let a line's own text be seen, or not where something else is painted in its place."""
    palette = edit.palette()
    colour = _state.theme.text if shown else faded(_state.theme.text, 0)
    palette.setColor(QPalette.ColorRole.Text, colour)
    edit.setPalette(palette)


def dress_bare(edit: QLineEdit, style: str) -> None:
    """A field whose frame and ground are painted by what it stands in."""
    palette = edit.palette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        palette.setColor(role, faded(_state.theme.surface, 0))
    palette.setColor(QPalette.ColorRole.Text, _state.theme.text)
    palette.setColor(QPalette.ColorRole.PlaceholderText, _state.theme.text3)
    edit.setPalette(palette)
    edit.setFont(font(style))


def dress_document(document: QTextDocument) -> None:
    """Our own text that is read in length, such as the help: spaces, headings and tables as the design has them."""
    document.setDocumentMargin(px(20))
    document.setDefaultFont(font("lead"))
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        form, cursor = QTextBlockFormat(), QTextCursor(block)
        above, below = _AROUND_HEADING[level] if level else (0, 3 if block.textList() or cursor.currentTable() else 9)
        form.setTopMargin(px(above))
        form.setBottomMargin(px(below))
        form.setLineHeight(125 if not level else 110, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(form)
        if level:
            letters = QTextCharFormat()
            letters.setFont(font(_HEADINGS[level]))
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format().toTableFormat()
            table.setBorder(0)
            table.setCellPadding(px(4))
            table.setBottomMargin(px(12))
            frame.setFormat(table)


def dress_scroll_bar(bar: QScrollBar) -> None:
    """8 px, without arrows, the handle alone."""
    t = _state.theme
    bar.setStyleSheet(
        "QScrollBar { background: transparent; border: none; margin: 0; }"
        "QScrollBar:vertical { width: 8px; } QScrollBar:horizontal { height: 8px; }"
        f"QScrollBar::handle {{ background: {_hex(t.line2)}; border-radius: 3px; margin: 1px; }}"
        "QScrollBar::handle:vertical { min-height: 28px; } QScrollBar::handle:horizontal { min-width: 28px; }"
        f"QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {_hex(t.control)}; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark with words in it is painted; None: no fill, no outline."""

    text: Colour
    icon: Colour
    fill: Colour | None = None
    outline: Colour | None = None


def pill(band: "Band", of: Theme | None = None) -> Look:
    """The colours of a countdown (§ 5 of the design): overdue is solid, at risk tinted, paused an outline."""
    t = of or _state.theme
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
    t = _state.theme
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
    t = _state.theme
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


def faded(colour: Colour, alpha: int) -> Colour:
    """The same colour with an alpha of 0 to 255."""
    result = QColor(colour)
    result.setAlpha(alpha)
    return result


def _follow(app: QApplication) -> None:
    if _state.scheme is Scheme.SYSTEM:
        _put_on(app)


def _put_on(app: QApplication) -> None:
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    if _state.scheme is not Scheme.SYSTEM:
        dark = _state.scheme is Scheme.DARK
    _state.theme = _DARK if dark else _LIGHT
    if _state.contrast is not None and _state.contrast.contrastPreference() is Qt.ContrastPreference.HighContrast:
        app.setPalette(QPalette())  # what is left is the system's own
        _state.theme = contrasting(app.palette())
    app.setFont(font("body"))
    app.setPalette(_palette(_state.theme))
    QToolTip.setPalette(app.palette())
    QToolTip.setFont(font("small"))
    _state.notifier.changed.emit()


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


def _palette(t: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for of, colour in {
        role.Window: t.surface,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.subtle,
        role.Text: t.text,
        role.PlaceholderText: t.text3,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.on_red,
        role.Highlight: t.selected,
        role.HighlightedText: t.text,
        role.Accent: t.accent,
        role.Link: t.accent_text,
        role.LinkVisited: t.accent_text,
        role.ToolTipBase: t.tip,
        role.ToolTipText: t.on_tip,
        role.Light: t.surface,
        role.Midlight: t.subtle,
        role.Mid: t.line,
        role.Dark: t.line2,
        role.Shadow: t.line2,
    }.items():
        palette.setColor(of, colour)
    for of in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, of, t.disabled)
    return palette


def _load_inter() -> str:
    import fontpkg_inter  # noqa: PLC0415 - only a window needs the font

    family = ""
    for file in sorted((fontpkg_inter.ROOT / "files").glob("Inter*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families = QFontDatabase.applicationFontFamilies(number)
        family = family or (families[0] if families else "")
    return family or QApplication.font().family()


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


def _hex(colour: Colour) -> str:
    return colour.name(QColor.NameFormat.HexArgb)
