"""What was done in this window, to be taken back and done again, the latest first (Ctrl+Z, Ctrl+Y)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain.errors import Refusal, StoreRefusal
from ui import wording
from ui.background import AT_ONCE
from ui.commands import Commands
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from slaapp.services.changes import Changes
    from slaapp.services.customers import Customers
    from slaapp.services.desk import Desk


class Step(NamedTuple):
    """Goes one act back, or forth again, and gives the step that leads the other way. Raises Refusal. `apart` goes the
    same way beside the window, where it takes long."""

    go: Callable[[], "Step"]
    apart: "Apart | None" = None


class Apart(NamedTuple):
    """`change` is given `now` and `tell`; `back` makes the step that leads the other way of what it gave."""

    many: int
    commands: Commands
    change: Callable[..., "Changes"]
    back: Callable[["Changes"], Step]


def taking_back(desk: "Desk", commands: Commands, changes: "Changes") -> Step | None:
    """The step that retracts all that an act wrote on tickets (C17); None: it wrote nothing there."""
    undo = partial(desk.undo, changes.written)
    return _step(len(changes.written), commands, undo, partial(taking_back, desk, commands))


class Keeper(Protocol):
    """A service that keeps records in versions."""

    @property
    def take_back(self) -> "Callable[..., Changes]":
        """Given the versions that were written, and `now`."""
        ...


def taking_back_records(keeper: Keeper, commands: Commands, changes: "Changes") -> Step | None:
    """The step that writes what records said before an act of that service; None: it wrote none."""
    undo = partial(keeper.take_back, changes.records)
    return _step(len(changes.records), commands, undo, partial(taking_back_records, keeper, commands))


def _step(
    count: int, commands: Commands, change: Callable[..., "Changes"], again: Callable[["Changes"], Step | None]
) -> Step | None:
    def back(changes: "Changes") -> Step:
        step = again(changes)
        assert step is not None  # what takes something back has written something
        return step

    if not count:
        return None
    apart = Apart(count, commands, change, back) if count > AT_ONCE else None
    return Step(lambda: back(commands.attempt(change)), apart)


def taking_back_logged(desk: "Desk", customers: "Customers", commands: Commands, changes: "Changes") -> Step | None:
    """As `taking_back`, of a ticket together with who was added for it, as far as nothing else names them."""
    if not changes.records:
        return taking_back(desk, commands, changes)

    def back() -> Step:
        gone = commands.attempt(desk.undo, changes.written)
        dropped = commands.attempt(customers.drop_unused, changes.records)
        return Step(lambda: forth(gone, dropped))

    def forth(gone: "Changes", dropped: "Changes") -> Step:
        from msgspec.structs import replace  # noqa: PLC0415 - after the first paint

        there = commands.attempt(customers.take_back, dropped.records)
        logged = commands.attempt(desk.undo, gone.written)
        again = taking_back_logged(desk, customers, commands, replace(logged, records=there.records))
        assert again is not None  # what retracts something has written something
        return again

    return Step(back)


def taking_back_noted(desk: "Desk", keeper: Keeper, commands: Commands, changes: "Changes") -> Step | None:
    """As `taking_back`, of an act that wrote records as well."""
    if not changes.records:
        return taking_back(desk, commands, changes)

    def back() -> Step:
        from msgspec.structs import replace  # noqa: PLC0415 - after the first paint

        told = commands.attempt(desk.undo, changes.written)
        noted = commands.attempt(keeper.take_back, changes.records)
        again = taking_back_noted(desk, keeper, commands, replace(told, records=noted.records))
        assert again is not None  # what takes something back has written something
        return again

    return Step(back)


class _Done(NamedTuple):
    words: str
    step: Step | None


class _Way(NamedTuple):
    """What is said where there is nothing to walk to, of what was done, while it takes long, and of what is done."""

    nothing: str
    said: str
    icon: str
    under_way: str
    told: str


class UndoList(QObject):
    """`told` says what was done, and offers to undo it, or what was undone or done again: a Notice."""

    told = Signal(object)
    refused = Signal(str)
    walked = Signal()
    """Something was undone, or done again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._back: list[_Done] = []
        self._forth: list[_Done] = []
        self._is_walking = False

    def done(self, words: str, step: Step | None, *, said: str = "", lines: tuple[str, ...] = ()) -> None:
        """Something new was done. `step` None: it cannot be undone here, and nothing older must be taken for it. `said`
        is what is told of it, where that is more than its name; `lines` stand below."""
        self.note(words, step)
        actions = () if step is None else ((wording.say("Undo"), partial(self.undo_just, step)),)
        self.told.emit(Notice(said or words, lines=lines, actions=actions, key="done"))

    def note(self, words: str, step: Step | None) -> None:
        """As `done`, for what is told elsewhere."""
        self._forth = []
        if step is None:
            self._back = [_Done(wording.say("This cannot be undone here: {what}", what=words), None)]
        else:
            self._back.append(_Done(words, step))

    def undo(self) -> None:
        """Take back what was done last, as often as it is wanted, but never past what stays done."""
        way = _Way(
            wording.say("Nothing was done here that can be undone."),
            wording.say("Undone: {what}"),
            "undo-2",
            wording.say("Undoing {count} changes"),
            wording.say("Undone"),
        )
        self._walk(self._back, self._forth, way)

    def undo_just(self, step: Step) -> None:
        """Take this act back while it is the latest: a newer one is never taken for it."""
        if self._back and self._back[-1].step is step:
            self.undo()
            return
        words = wording.say("Something else was done since. Undo takes back one act after the other.")
        self.told.emit(Notice(words, icon="info", key="done"))

    def redo_just(self, step: Step) -> None:
        """Do this act again while it is what was undone last."""
        if self._forth and self._forth[-1].step is step:
            self.redo()
            return
        words = wording.say("Something else was done since, so nothing was done again.")
        self.told.emit(Notice(words, icon="info", key="done"))

    def redo(self) -> None:
        """Do again what was undone last; a new act ends that."""
        way = _Way(
            wording.say("Nothing was undone here that can be done again."),
            wording.say("Done again: {what}"),
            "redo-2",
            wording.say("Doing {count} changes again"),
            wording.say("Done again"),
        )
        self._walk(self._forth, self._back, way)

    def _walk(self, here: list[_Done], there: list[_Done], way: _Way) -> None:
        done = here[-1] if here else _Done(way.nothing, None)
        if done.step is None:
            self.told.emit(Notice(done.words, icon="info", key="done"))
            return

        def took(other: Step) -> None:
            here.remove(done)
            there.append(_Done(done.words, other))
            self.walked.emit()
            said = way.said.replace("{what}", done.words)
            undone = there is self._forth
            offer, do = (wording.say("Do again"), self.redo_just) if undone else (wording.say("Undo"), self.undo_just)
            actions = ((offer, partial(do, other)),)
            self.told.emit(Notice(said, icon=way.icon, colour="text2", actions=actions, key="done"))

        if done.step.apart is not None:
            self._walk_apart(done.step.apart, way, took, lambda: here.remove(done))
            return
        try:
            other = done.step.go()
        except StoreRefusal as refusal:
            self.refused.emit(str(refusal))  # it can be tried again
        except Refusal as refusal:
            here.remove(done)
            self.refused.emit(str(refusal))
        else:
            took(other)

    def _walk_apart(self, apart: Apart, way: _Way, took: Callable[[Step], None], drop: Callable[[], None]) -> None:
        from ui.dialogs.working import work_apart  # noqa: PLC0415 - when first wanted

        window, lasting = self.parent(), list[Refusal]()
        assert isinstance(window, QWidget)
        if self._is_walking:
            return
        self._is_walking = True

        def change(**named: object) -> "Changes":
            try:
                return apart.change(**named)
            except StoreRefusal:
                raise  # it can be tried again
            except Refusal as refusal:
                lasting.append(refusal)
                raise

        def refused(sentence: str) -> None:
            if lasting:
                drop()
            self.refused.emit(sentence)

        def ended() -> None:
            self._is_walking = False

        work_apart(
            self,
            window,
            (way.under_way.replace("{count}", f"{apart.many:,}"), way.told),
            apart.commands,
            change,
            lambda changes: took(apart.back(changes)),
            refused=refused,
            ended=ended,
        )
