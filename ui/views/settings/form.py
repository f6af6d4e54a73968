"""What the pages of the settings are made of: a form 560 wide, its labels above their fields, each choice kept at once.

A page is a `Form`; the table of pages makes it from the `Surroundings` when it is first looked at.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from slaapp.domain.value import Value
from ui import theme, wording
from ui.commands import Commands
from ui.wall_clock import WallClock
from ui.widgets.button import Chip
from ui.widgets.field import Problem
from ui.widgets.label import Label
from ui.window_state import WindowState

if TYPE_CHECKING:
    from slaapp.engine import Engine
    from slaapp.services.people import Person
    from ui.undo import Step

V = TypeVar("V")
WIDTH = 560


class Surroundings(Value):
    """What a page works with. `look` shows the window by its state and keeps that; `tell` says a sentence in a notice;
    `open_store` leaves this store for another, `restore` puts a backup in its place; `sit_down` says who signs from
    now on; `done` says what was done in the store, and takes the step that undoes it; `keep` puts the state on the
    disk."""

    state: WindowState
    look: Callable[[], None]
    engine: "Engine"
    commands: Commands
    clock: WallClock
    tell: Callable[[str], None]
    open_store: Callable[[Path], None]
    restore: Callable[[Path], None]
    sit_down: Callable[["Person"], None]
    done: Callable[[str, "Step | None"], None]
    keep: Callable[[], None]


class Form(QWidget):
    """`refresh` reads again what is shown; it is called whenever the page comes to be seen or somebody else wrote."""

    ROOM = WIDTH
    """How wide it is at most, without its gutters."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(theme.GUTTER_LEFT, 20, theme.GUTTER_RIGHT, 24)
        self.rows.setSpacing(0)

    def refresh(self) -> None:
        """A page without anything of the store has nothing to read."""

    def ask(self, words: str, control: QWidget, *, hint: str = "", problem: Problem | None = None) -> None:
        """A question: its words above, what is wrong and what it means below."""
        label = Label(words, "small_strong", "text2")
        label.setBuddy(control)
        self.rows.addWidget(label)
        self.rows.addSpacing(5)
        self._put(control)
        if problem is not None:
            self.rows.addWidget(problem)
        self._hint(hint)
        self.rows.addSpacing(18)

    def offer(self, control: QWidget, *, hint: str = "") -> None:
        """A choice that says itself what it is: a tick, a button."""
        self._put(control)
        self._hint(hint)
        self.rows.addSpacing(12)

    def head(self, words: str) -> None:
        """A new section."""
        if self.rows.count():
            self.rows.addSpacing(10)
        self.rows.addWidget(Label(words, "title_s"))
        self.rows.addSpacing(12)

    def say(self, words: str, *, style: str = "prose", colour: str = "text2") -> Label:
        """A sentence between the questions."""
        label = Label(words, style, colour, wrap=True)
        self.rows.addWidget(label)
        self.rows.addSpacing(12)
        return label

    def finish(self) -> None:
        """Everything is there: what room is left stays below."""
        self.rows.addStretch(1)

    def _put(self, control: QWidget) -> None:
        fixed = control.sizePolicy().horizontalPolicy() is control.sizePolicy().Policy.Fixed
        row = QHBoxLayout()
        row.addWidget(control, 0 if fixed else 1)
        if fixed:
            row.addStretch(1)
        self.rows.addLayout(row)

    def _hint(self, hint: str) -> None:
        if hint:
            self.rows.addSpacing(5)
            self.rows.addWidget(Label(hint, "small", "text3", wrap=True))


class OneOf(Chip):
    """One of a few values, chosen from a menu; the label above it is part of its name. `chose` is given the value."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[V, str]],
        chose: Callable[[V], object],
        *,
        icon: str | None = None,
        height: int = theme.FIELD,
    ) -> None:
        self._said, self._chose, self._least = name, chose, 0
        super().__init__(icon=icon, height=height)
        self.show_choices(choices)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def widen(self, least: int) -> None:
        """That many px wide, as its neighbours are, where there is room."""
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(theme.px(self._least), hint.width()), hint.height())

    def minimumSizeHint(self) -> QSize:
        return super().sizeHint()

    def call(self, name: str) -> None:
        """It is about something else now."""
        self._said = name
        self._name()

    def show_choices(self, choices: Sequence[tuple[V, str]]) -> None:
        self._choices = choices
        self.menu.clear()
        for value, words in choices:
            action = self.menu.addAction(wording.say(words).replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, value=value: self._chose(value))

    def show_choice(self, value: object) -> None:
        for (of, words), action in zip(self._choices, self.menu.actions(), strict=True):
            action.setChecked(of == value)
            if of == value:
                self.show_value(wording.say(words))

    def _name(self) -> None:
        self.setAccessibleName(f"{self._said} {self._value}".strip())
