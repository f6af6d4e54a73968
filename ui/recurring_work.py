"""Creates recurring tickets when they are due: as the window opens, then at the beat of their very minute."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import MINUTE, Instant
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from ui.commands import Commands
from ui.undo import Step, taking_back
from ui.views.settings.putting_back import putting_back
from ui.widgets.notice import Notice
from ui.wording import say

if TYPE_CHECKING:
    from slaapp.services.recurring import CatchUp, Ran

KEY = "recurring"


class RecurringWork(QObject):
    """`told` carries a Notice, `done` what was done and the Step that undoes it, for who keeps the list of acts."""

    told = Signal(object)
    done = Signal(str, object)
    undo_wanted = Signal(object)
    """That Step."""

    undone = Signal()
    """What was told last holds no more."""

    open_wanted = Signal(int)

    def __init__(self, engine: Engine, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._commands = engine, commands
        self._next: Instant | None = 0
        commands.changed.connect(self._hear)
        commands.elsewhere.connect(self._look_again)

    @property
    def next_time(self) -> Instant | None:
        """When one is planned next; None: never."""
        return None if self._engine.read_only else self._next

    def beat(self, now: Instant) -> None:
        if self._engine.read_only or self._next is None or now < self._next:
            return
        try:
            if self._engine.recurring.due(now):
                from slaapp.services.recurring import CatchUp  # noqa: PLC0415 - after the first paint

                self._run(CatchUp.ASK)
            self._next = self._engine.recurring.next_at(now)
        except Refusal as refusal:
            self._next = now + MINUTE
            self._commands.refused.emit(str(refusal))

    def _run(self, missed: "CatchUp") -> None:
        ran, changes = self._commands.attempt(self._engine.recurring.run, missed=missed)
        zone = self._engine.board.zone
        if ran.waiting:
            self.ask(ran)
        elif ran.numbers or ran.skipped:
            from ui import recurring_words  # noqa: PLC0415 - after the first paint

            words = recurring_words.created(ran, zone)
            step = self._taking_back(ran, changes)
            self.done.emit(words, step)
            self.told.emit(self._notice(words, ran, step))

    def _notice(self, words: str, ran: "Ran", step: Step) -> Notice:
        actions: list[tuple[str, Any]] = []
        if len(ran.numbers) == 1:
            actions.append((say("Open"), partial(self.open_wanted.emit, ran.numbers[0])))
        actions.append((say("Undo"), partial(self.undo_wanted.emit, step)))
        return Notice(words, icon="calendar-clock", colour="text2", actions=tuple(actions), stays=True, key=KEY)

    def ask(self, ran: "Ran") -> None:
        """What is to be done with many missed ones."""
        from slaapp.services.recurring import CatchUp  # noqa: PLC0415 - after the first paint
        from ui import recurring_words  # noqa: PLC0415 - after the first paint

        title, lines = recurring_words.waiting(ran, self._engine.board.zone)
        actions = (
            (say("Create all"), partial(self._answer, CatchUp.ALL)),
            (say("Latest only"), partial(self._answer, CatchUp.LATEST)),
            (say("Leave out"), partial(self._answer, CatchUp.SKIP)),
        )
        self.told.emit(
            Notice(title, lines, icon="calendar-clock", colour="text2", actions=actions, stays=True, key=KEY)
        )

    def _answer(self, missed: "CatchUp") -> None:
        try:
            self._run(missed)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    def _taking_back(self, ran: "Ran", changes: Changes) -> Step:
        """The tickets leave as withdrawn, and plans that left something out go on as before."""
        shelf, commands = self._engine.recurring, self._commands
        steps = [putting_back(shelf, commands, id_, version) for id_, version in ran.before]
        tickets = taking_back(self._engine.desk, commands, changes)
        together = _together([*steps, *([] if tickets is None else [tickets])])

        def go() -> Step:
            back = together.go()
            self.undone.emit()
            return back

        return Step(go)

    def _hear(self, changes: Changes) -> None:
        if changes.shelves or changes.rules:
            self._look_again()

    def _look_again(self) -> None:
        self._next = 0


def _together(steps: list[Step]) -> Step:
    """One step for several, undone in the other order."""

    def go() -> Step:
        return _together([step.go() for step in reversed(steps)])

    return Step(go)
