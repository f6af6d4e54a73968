"""How the window looks to this person, on this machine; each choice is kept at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, wording
from ui.theme import Scheme
from ui.widgets.button import Chip
from ui.widgets.label import Label, Panel
from ui.widgets.tick import Tick
from ui.window_state import WindowState

SCHEMES = ((Scheme.SYSTEM, "As the system"), (Scheme.LIGHT, "Light"), (Scheme.DARK, "Dark"))
DENSITIES = (("auto", "By the window's height"), ("comfortable", "Comfortable"), ("compact", "Compact"))


class SettingsPage(Panel):
    """`changed` is called after each choice; `where` is the data file."""

    def __init__(
        self, state: WindowState, changed: Callable[[], None], where: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", parent=parent)
        self._state, self._changed = state, changed
        self._scheme, self._density, self._size = Chip(), Chip(), Chip()
        self._ribbon = Tick(wording.say("Day ribbon above the queue"))
        header = Panel("surface", lines="bottom")
        header.setFixedHeight(theme.HEADER)
        head = QHBoxLayout(header)
        head.setContentsMargins(theme.GUTTER_LEFT, 0, theme.GUTTER_RIGHT, 1)
        head.addWidget(Label(wording.say("Settings"), "title_m"))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        form = QVBoxLayout()
        form.setContentsMargins(theme.GUTTER_LEFT, 20, theme.GUTTER_RIGHT, 20)
        form.setSpacing(6)
        for name, control in (
            (wording.say("Colours"), self._scheme),
            (wording.say("Rows of the queue"), self._density),
            (wording.say("Text size"), self._size),
        ):
            form.addWidget(Label(name, "small_strong", "text2"))
            form.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
            form.addSpacing(12)
        form.addWidget(self._ribbon, 0, Qt.AlignmentFlag.AlignLeft)
        form.addSpacing(12)
        form.addWidget(Label(wording.say("Data file"), "small_strong", "text2"))
        place = Label(where, "body", "text", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addWidget(place)
        form.addStretch(1)
        column.addLayout(form, 1)

        self._fill()
        self.show_choices()
        self._ribbon.toggled.connect(self._set_ribbon)

    def show_choices(self) -> None:
        state = self._state
        self._scheme.show_value(next(wording.say(words) for of, words in SCHEMES if of.value == state.scheme))
        self._density.show_value(next(wording.say(words) for of, words in DENSITIES if of == state.density))
        self._size.show_value(wording.percent(state.text_size))
        self._ribbon.setChecked(state.ribbon)

    def _fill(self) -> None:
        for scheme, words in SCHEMES:
            self._offer(self._scheme, wording.say(words), "scheme", scheme.value)
        for density, words in DENSITIES:
            self._offer(self._density, wording.say(words), "density", density)
        for size in theme.TEXT_SIZES:
            self._offer(self._size, wording.percent(size), "text_size", size)

    def _offer(self, chip: Chip, words: str, field: str, value: object) -> None:
        chip.menu.addAction(words).triggered.connect(lambda _=False: self._set(field, value))

    def _set(self, field: str, value: object) -> None:
        setattr(self._state, field, value)
        self.show_choices()
        self._changed()

    def _set_ribbon(self, wanted: bool) -> None:
        if wanted is not self._state.ribbon:
            self._set("ribbon", wanted)
