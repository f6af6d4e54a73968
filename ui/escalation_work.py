"""Does what an agreement's escalation says as soon as it is reached: as the window opens, then minute by minute."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from slaapp.domain.agreement import StepAct
from slaapp.domain.events import EventId
from slaapp.domain.spans import MINUTE, Instant
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from slaapp.services.escalating import Fired
from slaapp.wording import taken_words
from ui import wording
from ui.background import in_background
from ui.commands import Commands
from ui.undo import Step, taking_back
from ui.widgets.notice import Notice
from ui.widgets.runs import one_line
from ui.wording import say

MOST_LINES = 4


class EscalationWork(QObject):
    """`told` carries a Notice, also of what another window or a command has done; `done` words and the Step that undoes
    what this one did; `slips_wanted` the numbers of tickets to be printed."""

    told = Signal(object)
    done = Signal(str, object)
    open_wanted = Signal(int)
    slips_wanted = Signal(object)

    def __init__(self, engine: Engine, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._commands = engine, commands
        self._looked_at: Instant = -MINUTE
        self._looking = self._running = False
        self._missed: Instant | None = None
        self._heard: int | None = None
        """How far the store is heard of; None: the first look is still to come, the list must not wait for it."""

        self._own: set[EventId] = set()
        """What this window wrote since it heard of others."""

        commands.elsewhere.connect(self._hear)

    @property
    def next_time(self) -> Instant | None:
        """The next full minute, where any agreement has steps; None: never."""
        if self._engine.read_only or not self._engine.escalating.wanted():
            return None
        return self._looked_at + MINUTE

    def beat(self, now: Instant) -> None:
        """Look once a minute, in the background: what was reached is written then."""
        if self._heard is None:
            self._heard = self._engine.escalating.mark()
        minute = now - now % MINUTE
        if self._engine.read_only or minute <= self._looked_at:
            return
        if self._looking:
            self._missed = now
            return
        self._looked_at, self._looking = minute, True
        in_background(
            self,
            lambda: self._engine.escalating.due(now),
            lambda due: self._run() if due else None,
            refused=self._commands.refused.emit,
            ended=self._looked,
        )

    def _looked(self) -> None:
        self._looking = False
        missed, self._missed = self._missed, None
        if missed is not None:
            self.beat(missed)

    def _run(self) -> None:
        """Beside the window, too: winding what was touched may take its time."""
        self._running = True
        self._commands.attempt_apart(
            self, self._engine.escalating.run, self._tell, refused=self._commands.refused.emit, ended=self._ran
        )

    def _ran(self) -> None:
        self._running = False

    def _hear(self) -> None:
        """Of what others did: while this window does its own, it waits for that."""
        if self._running or self._heard is None:
            return
        fired, self._heard = self._engine.escalating.fired_since(self._heard, but=self._own)
        self._own.clear()
        if fired:
            self.told.emit(self._notice(fired))

    def _tell(self, ran: tuple[tuple[Fired, ...], Changes]) -> None:
        fired, changes = ran
        self._own.update(event for _, event in changes.written)
        if fired:
            step = taking_back(self._engine.desk, self._commands, changes)
            assert isinstance(step, Step)
            self.done.emit(_title(fired), step)
            self.told.emit(self._notice(fired))
        self._hear()

    def _notice(self, fired: Sequence[Fired]) -> Notice:
        lines = [_line(one) for one in fired[:MOST_LINES]]
        if len(fired) > MOST_LINES:
            lines.append(say("and {count} more", count=len(fired) - MOST_LINES))
        slips = tuple(dict.fromkeys(one.number for one in fired if one.reached.step.act is StepAct.SLIP))
        actions = [(say("Open"), partial(self.open_wanted.emit, fired[0].number))] if len(fired) == 1 else []
        if slips:
            actions.append((say("Print"), partial(self.slips_wanted.emit, slips)))
        return Notice(
            _title(fired),
            tuple(lines),
            icon="triangle-alert",
            colour="amber_text",
            actions=tuple(actions),
            stays=True,
            about=frozenset(one.number for one in fired),
            beside=tuple((number, say("Print"), partial(self.slips_wanted.emit, (number,))) for number in slips),
            whole=True,
        )


def _title(fired: Sequence[Fired]) -> str:
    if len(fired) == 1:
        return say("{number} escalated", number=fired[0].number)
    return say("{count} escalations", count=len(fired))


def _line(fired: Fired) -> str:
    held, step = fired.reached, fired.reached.step
    what = say(taken_words(step.at, step.act, one_line(step.to), done=fired.done))
    return say(
        "{number} {subject}: {metric}, {what}",
        number=fired.number,
        subject=one_line(fired.subject),
        metric=wording.metric(held.metric).lower(),
        what=what,
    )
