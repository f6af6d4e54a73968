"""The line below the grid: goal and warning of the cell that has the keyboard, or had it last."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui import keymap, theme
from ui.views.agreements.cell import LengthCell
from ui.views.agreements.editing import Editing
from ui.views.settings.form import OneOf
from ui.widgets.flow import FlowLayout
from ui.widgets.forbidden import allow
from ui.widgets.label import Label
from ui.wording import say

GOALS = (50, 75, 80, 85, 90, 95, 98, 99, 100)
WARNINGS = (50, 60, 70, 75, 80, 90)


def percent(share: int) -> str:
    return say("{share}\u202f%", share=share)


def used(share: int) -> str:
    return say("{share}\u202f% used", share=share)


class CellLine(QWidget):
    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._cell: LengthCell | None = None
        self.words = Label("", "small", "text2")
        self.goal: OneOf = OneOf("", [], lambda goal: self._keep(goal=goal), height=theme.CHIP)
        self.warning: OneOf = OneOf("", [], lambda share: self._keep(warn_at=share), height=theme.CHIP)
        flow = FlowLayout(self, gap=8)
        for widget in (self.words, self.goal, self.warning):
            flow.addWidget(widget)
        theme.follow(self._fit)
        keymap.notifier.changed.connect(self._name_keys)

    def _name_keys(self) -> None:
        if self._editing.version is not None:
            self.refresh()

    def _fit(self) -> None:
        self.words.setFixedHeight(theme.px(theme.CHIP))

    def turn(self, cell: LengthCell) -> None:
        self._cell = cell
        self.refresh()

    def _keep(self, *, goal: int | None = None, warn_at: int | None = None) -> None:
        if self._cell is not None:
            self._editing.set_in_cell(*self._cell.of, goal=goal, warn_at=warn_at)

    def refresh(self) -> None:
        editing, cell = self._editing, self._cell
        target = None if cell is None else editing.target(*cell.of)
        for choice in (self.goal, self.warning):
            choice.setVisible(target is not None)
            allow(choice, editing.editable, editing.why_fixed)
            if cell is not None:
                choice.call(say("Of {cell}:", cell=cell.name))
        self.setVisible(editing.editable or cell is not None)
        if cell is None:
            self.words.setText(_hint())
        elif target is None:
            self.words.setText(say("{cell}: no target", cell=cell.name))
        else:
            self.words.setText(f"{cell.name}:")
            goal = say("goal {share}", share=percent(target.goal))
            _show(self.goal, GOALS, editing.goal, target.goal, percent, goal)
            warning = say("warn at {share}", share=percent(target.warn_at))
            _show(self.warning, WARNINGS, editing.warn_at, target.warn_at, used, warning)


def _hint() -> str:
    """What the keys do in the grid, as far as there are any."""
    copy, goal = keymap.shown("targets_copy"), keymap.shown("targets_goal")
    told = [
        say("Enter goes down"),
        say("{keys} copies from above", keys=copy) if copy else "",
        say("{keys} sets the goal of a cell", keys=goal) if goal else "",
    ]
    return f"{', '.join(filter(None, told))}."


def _show(
    choice: OneOf, shares: tuple[int, ...], usual: int, value: int, words: Callable[[int], str], told: str
) -> None:
    named = {share: words(share) for share in sorted({*shares, usual, value})}
    named[usual] = say("As the agreement: {share}", share=named[usual])
    choice.show_choices(list(named.items()))
    choice.show_choice(value)
    choice.show_value(told)
