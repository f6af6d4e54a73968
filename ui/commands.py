"""What a person does, from any page: one call, one transaction, and the news of what it touched for every page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from ui.background import in_background
from ui.wall_clock import WallClock

if TYPE_CHECKING:
    from slaapp.services.changes import Changes

R = TypeVar("R")


class Commands(QObject):
    """`commands.run(desk.assign, 2408, "Kim L.")`: `now` is added here, the pages hear of it through `changed`."""

    changed = Signal(object)
    """What this window did touched this: Changes."""

    elsewhere = Signal()
    """Somebody else wrote to the same store, another process or the command line: read again."""

    saved = Signal(object)
    """The instant of the last write of this window."""

    refused = Signal(str)
    """A sentence for the person; whoever shows it keeps what was typed."""

    def __init__(self, clock: WallClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._written: Callable[[], bool] = lambda: False

    def listen(self, written: Callable[[], bool]) -> None:
        """`written` says whether anybody has written to the store since it was asked last, this window included."""
        self._written = written
        written()

    def look(self) -> None:
        """Ask whether somebody else has written. Raises Refusal when the store cannot be asked any more."""
        if self._written():
            self.elsewhere.emit()

    def run(self, change: Callable[..., object], *args: object, **named: object) -> bool:
        """False when it was refused; `refused` has then said why."""
        try:
            self.attempt(change, *args, **named)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def run_quietly(self, change: Callable[..., object], *args: object) -> bool:
        """As `run`, but what is refused is not told: for what may as well be done another time."""
        try:
            self.attempt(change, *args)
        except Refusal:
            return False
        return True

    def attempt_apart(
        self,
        owner: QObject,
        change: Callable[..., R],
        then: Callable[[R], None],
        *,
        refused: Callable[[str], None],
        ended: Callable[[], None],
    ) -> None:
        """As `attempt`, on another thread; `then`, `refused` and `ended` come on this one, as `in_background` says."""
        now: Instant = self._clock.now()
        self.look()

        def took(result: R) -> None:
            self._tell(result, now)
            then(result)

        in_background(owner, lambda: change(now=now), took, refused=refused, ended=ended)

    def attempt(self, change: Callable[..., R], *args: object, **named: object) -> R:
        """As `run`, for whoever says the sentence of a Refusal itself; gives what the change gives."""
        now: Instant = self._clock.now()
        self.look()
        result = change(*args, **named, now=now)
        self._tell(result, now)
        return result

    def _tell(self, result: object, now: Instant) -> None:
        self._written()  # what was written just now is our own
        self.saved.emit(now)
        changes = _changes_in(result)
        if changes is not None:
            self.changed.emit(changes)


def _changes_in(result: object) -> "Changes | None":
    from slaapp.services.changes import Changes  # noqa: PLC0415 - after the first paint

    parts = result if isinstance(result, tuple) else (result,)
    return next((part for part in parts if isinstance(part, Changes)), None)
