"""The chips over the queue: each narrows the list down by one thing, to one value or to several."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.value import Value
from slaapp.services.board import Row
from ui import wording
from ui.models.arrangement import NOBODY, NONE, Choice, View
from ui.widgets.button import Chip
from ui.widgets.runs import one_line
from ui.wording import say

Chosen = Any
"""A name, a severity or a status."""

ROOM = 22
"""Characters in which the values of a chip are all named; longer, the first is and the others are counted."""


class By(Value):
    """What a chip narrows down by: `field` is that of Choice, `values` are offered beside those that are chosen."""

    field: str
    label: str
    everything: str
    words: Callable[[Chosen], str]
    values: Callable[[Iterable[Row], Choice], Iterable[Chosen]]

    def chosen(self, choice: Choice) -> frozenset[Chosen]:
        held: frozenset[Chosen] = getattr(choice, self.field)
        return held

    def names(self, choice: Choice) -> list[str]:
        """What is chosen, in words."""
        return [self.words(value) for value in sorted(self.chosen(choice), key=self.words)]


class ChoiceMenu(QMenu):
    """Enter or a click takes one value alone; Space, or a click with Ctrl, adds or leaves it and the menu stays.
    Letters lead to the value that begins with them."""

    added = Signal(object)
    _typed = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._add(self.activeAction()):
            return
        if event.text().isalnum() and self._go_to(event.text()):
            return
        super().keyPressEvent(event)

    def _go_to(self, letter: str) -> bool:
        """To what begins with all that was typed; else to the next that begins with this letter alone."""
        values = [action for action in self.actions() if action.isCheckable()]
        at = values.index(self.activeAction()) if self.activeAction() in values else -1
        further = [(self._typed + letter, at)] if self._typed else []
        for typed, start in (*further, (letter, at + 1)):
            for action in values[start:] + values[:start]:
                if action.text().casefold().startswith(typed.casefold()):
                    self._typed = typed
                    self.setActiveAction(action)
                    return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        self._typed = ""
        super().showEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        several = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if not several or not self._add(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def _add(self, action: QAction | None) -> bool:
        if action is None or not action.isEnabled() or not action.isCheckable():
            return False
        self.added.emit(action.data())
        return True

    def event(self, event: QEvent) -> bool:
        """While it is open its keys are its own."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class FilterChip(Chip):
    """`chosen` carries a Choice: what the person wants to see from now on."""

    chosen = Signal(object)

    def __init__(self, by: By, rows: Callable[[], Iterable[Row]], parent: QWidget | None = None) -> None:
        super().__init__(by.label, parent=parent)
        self.by, self._rows, self._choice = by, rows, Choice()
        self._offered: list[Chosen | None] = []
        """What stands in the menu; the first is everything."""

        self.menu = ChoiceMenu(self)
        self.menu.added.connect(lambda at: self._toggle(self._offered[at]))
        self.about_to_show.connect(self._fill)

    def show_choice(self, choice: Choice) -> None:
        self._choice = choice
        self.show_value(_brief(self.by.names(choice)) or self.by.everything, active=self.narrows)
        held = self.by.chosen(choice)
        for action in self.menu.actions():
            at = action.data()
            action.setChecked(at is not None and (self._offered[at] in held if at else not held))

    @property
    def narrows(self) -> bool:
        return bool(self.by.chosen(self._choice))

    def _fill(self) -> None:
        self.menu.clear()
        self._offered = []
        offered = dict.fromkeys(self.by.values(self._rows(), self._choice))
        missing = sorted(self.by.chosen(self._choice) - offered.keys(), key=self.by.words)
        self._offer(self.by.everything, None)
        for value in (*offered, *missing):
            self._offer(self.by.words(value), value)
        if len(offered) > 1:
            self.menu.addSeparator()
            self.menu.addAction(say("Several: Space or Ctrl+click")).setEnabled(False)
        self.show_choice(self._choice)

    def _offer(self, words: str, value: Chosen | None) -> None:
        action = self.menu.addAction(one_line(words).replace("&", "&&"))
        action.setCheckable(True)
        action.setData(len(self._offered))
        self._offered.append(value)
        action.triggered.connect(lambda _=False: self._give(frozenset() if value is None else frozenset({value})))

    def _toggle(self, value: Chosen | None) -> None:
        self._give(frozenset() if value is None else self.by.chosen(self._choice) ^ {value})

    def _give(self, values: frozenset[Chosen]) -> None:
        changed: dict[str, Any] = {self.by.field: values}
        self.chosen.emit(replace(self._choice, **changed))


def _brief(names: Sequence[str]) -> str:
    said = ", ".join(names)
    if len(names) < 2 or len(said) <= ROOM:
        return said
    return say("{name} +{count}", name=names[0], count=len(names) - 1)


def _names(of: Callable[[Row], str | None]) -> Callable[[Iterable[Row], Choice], list[str]]:
    def values(rows: Iterable[Row], choice: Choice) -> list[str]:
        return sorted({name for row in rows if (name := of(row))}, key=str.casefold)

    return values


def _people(rows: Iterable[Row], choice: Choice) -> list[str]:
    return [NOBODY, *_names(lambda row: row.assignee)(rows, choice)]


def _agreements(rows: Iterable[Row], choice: Choice) -> list[str]:
    return [NONE, *_names(lambda row: row.agreement)(rows, choice)]


def _severities(rows: Iterable[Row], choice: Choice) -> list[Severity]:
    return list(reversed(Severity))


def _statuses(rows: Iterable[Row], choice: Choice) -> list[Status]:
    return [status for status in Status if status.done is (choice.view is View.RESOLVED)]


def by_all() -> tuple[By, ...]:
    """Assignee, customer, severity, status, service, agreement."""
    everything = say("All")
    return (
        By("assignee", say("Assignee"), say("Anyone"), lambda name: name or say("Unassigned"), _people),
        By("customer", say("Customer"), everything, str, _names(lambda row: row.customer)),
        By("severity", say("Severity"), everything, wording.severity, _severities),
        By("status", say("Status"), everything, wording.status, _statuses),
        By("service", say("Service"), everything, str, _names(lambda row: row.service)),
        By("agreement", say("Agreement"), everything, lambda name: name or say("No agreement"), _agreements),
    )


def narrowed_by(choice: Choice) -> list[str]:
    """What a choice asks for beside its view, each thing in words."""
    named = (", ".join(by.names(choice)) for by in by_all())
    return [said for said in (choice.text.strip(), *named) if said]
