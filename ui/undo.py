"""What was done in this window, to be taken back and done again, the latest first (Ctrl+Z, Ctrl+Y)."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from slaapp.domain.errors import Refusal, StoreRefusal
from ui import wording
from ui.commands import Commands
from ui.widgets.toast import Notice

if TYPE_CHECKING:
    from slaapp.services.changes import Changes
    from slaapp.services.customers import Customers
    from slaapp.services.desk import Desk


class Step(NamedTuple):
    """Goes one act back, or forth again, and gives the step that leads the other way. Raises Refusal."""

    go: Callable[[], "Step"]


def taking_back(desk: "Desk", commands: Commands, changes: "Changes") -> Step | None:
    """The step that retracts all that an act wrote on tickets (C17); None: it wrote nothing there."""
    if not changes.written:
        return None

    def go() -> Step:
        back = taking_back(desk, commands, commands.attempt(desk.undo, changes.written))
        assert back is not None  # what retracts something has written something
        return back

    return Step(go)


def taking_back_records(customers: "Customers", commands: Commands, changes: "Changes") -> Step | None:
    """The step that writes what records said before an act; None: it wrote none."""
    if not changes.records:
        return None

    def go() -> Step:
        back = taking_back_records(customers, commands, commands.attempt(customers.take_back, changes.records))
        assert back is not None  # what a record said before differs from what it says
        return back

    return Step(go)


def taking_back_logged(desk: "Desk", customers: "Customers", commands: Commands, changes: "Changes") -> Step | None:
    """As `taking_back`, of a ticket together with who was added for it, as far as nothing else names them."""
    if not changes.records:
        return taking_back(desk, commands, changes)

    def back() -> Step:
        gone = commands.attempt(desk.undo, changes.written)
        dropped = commands.attempt(customers.drop_unused, changes.records)
        return Step(lambda: forth(gone, dropped))

    def forth(gone: "Changes", dropped: "Changes") -> Step:
        there = commands.attempt(customers.take_back, dropped.records)
        logged = commands.attempt(desk.undo, gone.written)
        again = taking_back_logged(desk, customers, commands, replace(logged, records=there.records))
        assert again is not None  # what retracts something has written something
        return again

    return Step(back)


class _Done(NamedTuple):
    words: str
    step: Step | None


class UndoList(QObject):
    """`told` says what was done, and offers to undo it, or what was undone or done again: a Notice."""

    told = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._back: list[_Done] = []
        self._forth: list[_Done] = []

    def done(self, words: str, step: Step | None) -> None:
        """Something new was done. `step` None: it cannot be undone here, and nothing older must be taken for it."""
        self.note(words, step)
        self.told.emit(Notice(words, actions=() if step is None else ((wording.say("Undo"), self.undo),), key="done"))

    def note(self, words: str, step: Step | None) -> None:
        """As `done`, for what is told elsewhere."""
        self._forth = []
        if step is None:
            self._back = [_Done(wording.say("This cannot be undone here: {what}", what=words), None)]
        else:
            self._back.append(_Done(words, step))

    def undo(self) -> None:
        """Take back what was done last, as often as it is wanted, but never past what stays done."""
        nothing = wording.say("Nothing was done here that can be undone.")
        self._walk(self._back, self._forth, nothing, wording.say("Undone: {what}"), "undo-2")

    def undo_just(self, step: Step) -> None:
        """Take this act back while it is the latest: a newer one is never taken for it."""
        if self._back and self._back[-1].step is step:
            self.undo()
            return
        words = wording.say("Something else was done since. Undo takes back one act after the other.")
        self.told.emit(Notice(words, icon="info", key="done"))

    def redo(self) -> None:
        """Do again what was undone last; a new act ends that."""
        nothing = wording.say("Nothing was undone here that can be done again.")
        self._walk(self._forth, self._back, nothing, wording.say("Done again: {what}"), "redo-2")

    def _walk(self, here: list[_Done], there: list[_Done], nothing: str, sentence: str, icon: str) -> None:
        words, step = here[-1] if here else _Done(nothing, None)
        if step is None:
            self.told.emit(Notice(words, icon="info", key="done"))
            return
        try:
            other = step.go()
        except StoreRefusal as refusal:
            self.refused.emit(str(refusal))  # it can be tried again
            return
        except Refusal as refusal:
            here.pop()
            self.refused.emit(str(refusal))
            return
        here.pop()
        there.append(_Done(words, other))
        self.told.emit(Notice(sentence.replace("{what}", words), icon=icon, colour="text2", key="done"))
