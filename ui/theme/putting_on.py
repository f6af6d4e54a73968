"""Put a theme or a size of text on the whole program, and follow the desktop where that is wanted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.theme.fonts import font, load_inter
from ui.theme.measures import TEXT_SIZES
from ui.theme.tokens import DARK, LIGHT, WALLBOARD, Theme
from ui.theme.worn import Scheme, state

ARGUMENTS = ("-style", "fusion")
"""To start the application with: to ask it for its style later brings all the names of styles into Python, 12 ms."""


def apply(app: QApplication, wanted: Scheme) -> None:
    """Take on the colours of `wanted`; with SYSTEM also from now on whenever the desktop changes."""
    first = state.family is None
    if first:
        state.family = load_inter()
        app.styleHints().colorSchemeChanged.connect(lambda _: _follow(app))
        state.hints = app.styleHints()
        state.contrast = state.hints.accessibility()
        state.contrast.contrastPreferenceChanged.connect(lambda _: _put_on(app))
    state.scheme = wanted
    _put_on(app)


def set_text_size(app: QApplication, scale: float) -> None:
    """`scale` 1.0 is 100 %; kept between 90 % and 150 %."""
    state.scale = min(max(scale, TEXT_SIZES[0]), TEXT_SIZES[-1])
    _put_on(app)


def darken(widget: QWidget) -> None:
    """Let a widget have the wallboard's colours whatever the window's are."""
    widget.setPalette(_palette(WALLBOARD))


def _follow(app: QApplication) -> None:
    if state.scheme is Scheme.SYSTEM:
        _put_on(app)


def wear(app: QApplication, colours: Theme) -> None:
    """Put these on, until the next change of scheme or text size."""
    state.theme = colours
    app.setFont(font("body"))
    app.setPalette(_palette(state.theme))
    QToolTip.setPalette(app.palette())
    QToolTip.setFont(font("small"))
    state.notifier.changed.emit()


def _put_on(app: QApplication) -> None:
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    if state.scheme is not Scheme.SYSTEM:
        dark = state.scheme is Scheme.DARK
    colours = DARK if dark else LIGHT
    if state.contrast is not None and state.contrast.contrastPreference() is Qt.ContrastPreference.HighContrast:
        from ui.theme.contrasting import contrasting  # noqa: PLC0415 - when first wanted

        app.setPalette(QPalette())  # what is left is the system's own
        colours = contrasting(app.palette())
    wear(app, colours)


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
