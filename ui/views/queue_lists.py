"""Lists of one's own: a name is asked for, what is wrong with it is said at the field, deleting can be undone."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from slaapp.domain.errors import Refusal
from ui import kept_text, keymap
from ui.models.arrangement import Choice
from ui.models.shelf import Look, Shelf
from ui.undo import Step
from ui.views.settings.form import OneOf
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field, Problem
from ui.widgets.label import Label
from ui.widgets.popup import Popup
from ui.wording import say

NEW = "new list"
"""The place at which the name of a new list is kept while it is typed."""

WITH_KEY = 9
"""So many lists of the sidebar, from the top, have keys."""


class Spot(NamedTuple):
    """A place in the sidebar, from 0, the key that it has, and what becomes of the list that stands there now."""

    at: int
    keys: str
    moves: str = ""


class NamePopup(Popup):
    """Asks what a list is called, and of a new one for its key; stays open with the reason while the name will not
    do. What is typed is kept in `typed` until it is used."""

    def __init__(self, parent: QWidget, typed: dict[str, Any]) -> None:
        super().__init__(parent, width=300)
        self._typed, self._kept_at = typed, ""
        self._take: Callable[[str], object] = lambda _: None
        self._title = Label("", "semi")
        self.field = Field(say("What it holds, in a few words"), name=say("Name of the list"))
        self.problem = Problem()
        self.spot: Spot | None = None
        self.key = OneOf(say("Key"), (), self._choose)
        self._moves = Label("", "small", "text2", wrap=True)
        self._of_key = QWidget()
        key = QHBoxLayout(self._of_key)
        key.setContentsMargins(0, 0, 0, 0)
        key.addWidget(Label(say("Key"), "body", "text2"))
        key.addWidget(self.key)
        key.addStretch(1)
        self.keep = Button(say("Save list"), keys="↵", kind=Kind.PRIMARY)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.keep)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        for part in (self._title, self.field, self.problem, self._of_key, self._moves):
            self.column.addWidget(part)
        self.column.addLayout(row)
        self.field.edit.installEventFilter(self)
        self.field.edit.textEdited.connect(lambda _: self._say(""))
        self.field.edit.textEdited.connect(self._hold)
        self.keep.clicked.connect(self._give)

    def ask(
        self,
        under: QWidget,
        title: str,
        verb: str,
        name: str,
        take: Callable[[str], object],
        spots: Sequence[Spot] = (),
        *,
        place: str = "",
    ) -> None:
        """`take` is given the name; what it refuses is said here. Of `spots` one becomes `spot`: at first the last. At
        its `place`, if it has one, what is typed is kept, and goes before `name`."""
        self._take, self._kept_at = take, place
        self._of_key.setVisible(bool(spots))
        self.key.show_choices([(spot, spot.keys) for spot in spots])
        self._choose(spots[-1] if spots else None)
        self._title.setText(title)
        self.keep.setText(verb)
        self.keep.setAccessibleName(verb)
        self.field.setText(kept_text.held(self._typed, place) or name)
        self._say("")
        self.open_under(under, self.field.edit)
        self.field.edit.selectAll()

    def _choose(self, spot: Spot | None) -> None:
        self.spot = spot
        self.key.show_choice(spot)
        self._moves.setText("" if spot is None else spot.moves)
        self._moves.setVisible(bool(spot and spot.moves))
        self.adjustSize()

    def _hold(self, text: str) -> None:
        if self._kept_at:
            kept_text.hold(self._typed, self._kept_at, text)

    def _give(self) -> None:
        try:
            self._take(self.field.text())
        except Refusal as refusal:
            self._say(str(refusal))
            self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._hold("")
        self.hide()

    def _say(self, trouble: str) -> None:
        self.field.show_wrong(bool(trouble))
        self.problem.say(trouble)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._give()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)


class Lists(QObject):
    """Changes the shelf as the person asks for it."""

    changed = Signal()
    """The sidebar, and what is kept, are out of date."""

    saved = Signal(str)
    """A new list of one's own, by name."""

    removed = Signal(str)
    done = Signal(str, object)
    """What was done, and the Step that undoes it."""

    def __init__(self, shelf: Shelf, over: QWidget, typed: dict[str, Any]) -> None:
        super().__init__(over)
        self.shelf = shelf
        self.popup = NamePopup(over, typed)

    def save(self, choice: Choice, look: Look, under: QWidget, suggested: str) -> None:
        def take(title: str) -> None:
            name = self.shelf.add(title, choice, look)
            if self.popup.spot is not None:
                self.shelf.move(name, self.popup.spot.at)
            self.changed.emit()
            self.saved.emit(name)

        self.popup.ask(under, say("A list of your own"), say("Save list"), suggested, take, self._spots(), place=NEW)

    def _spots(self) -> list[Spot]:
        """Where a new list can stand: where others do, who make room, or below them."""
        moves = say("{list} has it now; it and those below it in the sidebar move on by one.")
        held = [
            Spot(at, keymap.shown(f"list_{at + 1}"), moves.replace("{list}", self.shelf.title(name)))
            for at, name in enumerate(self.shelf.names[: min(WITH_KEY, self.shelf.end)])
        ]
        end = self.shelf.end
        last = keymap.shown(f"list_{end + 1}") if end < WITH_KEY else ""
        return [*(spot for spot in held if spot.keys), Spot(end, last or say("none"))]

    def rename(self, name: str, under: QWidget) -> None:
        def take(title: str) -> None:
            self.shelf.rename(name, title)
            self.changed.emit()

        if self.shelf.is_own(name):
            self.popup.ask(under, say("Rename the list"), say("Rename"), self.shelf.title(name), take)

    def change(self, name: str, choice: Choice) -> None:
        before = self.shelf.choice(name)
        self.shelf.change(name, choice)
        self.changed.emit()
        self.done.emit(say("{list} holds this from now on.", list=self.shelf.title(name)), self._turning(name, before))

    def offer_change(self, menu: QMenu, name: str, choice: Choice) -> None:
        """In a list of one's own: that it holds from now on what is seen."""
        if self.shelf.is_own(name):
            hold = menu.addAction(say("Let this list hold what is seen"))
            hold.setEnabled(choice != self.shelf.choice(name))
            hold.triggered.connect(lambda: self.change(name, choice))

    def delete(self, name: str) -> None:
        if self.shelf.is_own(name):
            title = self.shelf.title(name)
            step = self._bringing_back(name, self.shelf.remove(name))
            self.changed.emit()
            self.removed.emit(name)
            self.done.emit(say("List {name} deleted.", name=title), step)

    def move(self, name: str, to: int) -> None:
        self.shelf.move(name, to)
        self.changed.emit()

    def _turning(self, name: str, to: Choice) -> Step:
        def go() -> Step:
            if not self.shelf.is_own(name):
                raise Refusal("Nothing was undone: the list is deleted. Undo that first.")
            before = self.shelf.choice(name)
            self.shelf.change(name, to)
            self.changed.emit()
            return self._turning(name, before)

        return Step(go)

    def _bringing_back(self, name: str, bring_back: Callable[[], None]) -> Step:
        def go() -> Step:
            bring_back()
            self.changed.emit()
            return self._deleting(name)

        return Step(go)

    def _deleting(self, name: str) -> Step:
        def go() -> Step:
            step = self._bringing_back(name, self.shelf.remove(name))
            self.changed.emit()
            self.removed.emit(name)
            return step

        return Step(go)
