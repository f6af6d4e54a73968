"""What is done to tickets from the list, to the marked ones or to one: at once, with one undo for all of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.events import LEAVING, NotMeasuredReason
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.changes import Changes
from ui import wording
from ui.background import AT_ONCE
from ui.commands import Commands
from ui.people import People
from ui.undo import taking_back
from ui.widgets.runs import one_line
from ui.wording import say

if TYPE_CHECKING:
    from slaapp.domain.supplier import SupplierAgreement
    from slaapp.services.together import Outcome

Change = Callable[..., tuple["Outcome", Changes]]


class Acts(QObject):
    done = Signal(str, object)
    """What was done, naming how many tickets, and the Step that undoes all of it."""

    left = Signal(object, int)
    """The tickets that refused (Refused), of how many that were asked."""

    together = Signal()
    """Something was asked of several tickets, done or not."""

    def __init__(self, engine: Engine, commands: Commands, people: People, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._commands, self._people = engine, commands, people

    def set_status(self, numbers: Sequence[int], status: Status, until: Instant | None = None) -> None:
        name = wording.status(status)
        self._do(
            lambda which: say("{tickets}: {status}.", tickets=which, status=name),
            self._engine.together.set_status,
            numbers,
            status,
            until=until,
        )

    def wait_on(self, numbers: Sequence[int], supplier: "SupplierAgreement") -> None:
        name = one_line(supplier.name)

        def words(which: str) -> str:
            if len(numbers) == 1:
                return say("{tickets} waits on {name}.", tickets=which, name=name)
            return say("{tickets} wait on {name}.", tickets=which, name=name)

        third = Status.WAITING_THIRD_PARTY
        self._do(words, self._engine.together.set_status, numbers, third, supplier=supplier.id)

    def set_severity(self, numbers: Sequence[int], severity: Severity) -> None:
        name = wording.severity(severity)
        self._do(
            lambda which: say("{tickets}: {severity} from now on.", tickets=which, severity=name),
            self._engine.together.set_severity,
            numbers,
            severity,
        )

    def assign(self, numbers: Sequence[int], person: str | None) -> None:
        found = self._people.find(person)
        name = person if found is None else found.name

        def words(which: str) -> str:
            if person is None:
                return say("{tickets} unassigned.", tickets=which)
            return say("{tickets} given to {name}.", tickets=which, name=name)

        self._do(words, self._engine.together.assign, numbers, person)

    def assign_new(self, numbers: Sequence[int], name: str) -> None:
        self._assign_whom(numbers, lambda: self._people.add(name))

    def assign_to_me(self, numbers: Sequence[int]) -> None:
        self._assign_whom(numbers, self._people.me)

    def exclude(self, numbers: Sequence[int], reason: NotMeasuredReason) -> None:
        name = wording.not_measured(reason)

        def words(which: str) -> str:
            if reason in LEAVING:
                return say("{tickets} closed: {reason}.", tickets=which, reason=name)
            return say("{tickets} not measured: {reason}.", tickets=which, reason=name)

        self._do(words, self._engine.together.exclude, numbers, reason)

    def _assign_whom(self, numbers: Sequence[int], person: Callable[[], str]) -> None:
        """Somebody who may have to be added to the desk's people first."""
        try:
            self.assign(numbers, person())
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))

    def _do(
        self, words: Callable[[str], str], change: Change, numbers: Sequence[int], *args: object, **named: object
    ) -> None:
        if len(numbers) > AT_ONCE:
            self._do_apart(words, partial(change, numbers, *args, **named), len(numbers))
            return
        try:
            done = self._commands.attempt(change, numbers, *args, **named)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return
        self._say(words, done, len(numbers))

    def _do_apart(self, words: Callable[[str], str], change: Change, asked: int) -> None:
        from ui.dialogs.working import work_apart  # noqa: PLC0415 - when first wanted

        parent = self.parent()
        assert isinstance(parent, QWidget)
        work_apart(
            self,
            parent.window(),
            (say("Changing {count} tickets", count=f"{asked:,}"), say("Changed")),
            self._commands,
            change,
            lambda done: self._say(words, done, asked),
            refused=self._commands.refused.emit,
        )

    def _say(self, words: Callable[[str], str], done: tuple["Outcome", Changes], asked: int) -> None:
        outcome, changes = done
        if outcome.changed:
            step = taking_back(self._engine.desk, self._commands, changes)
            self.done.emit(words(wording.which(outcome.changed)), step)
        if asked > 1:
            self.together.emit()
        if outcome.refused and asked == 1 and not outcome.refused[0].already:
            self._commands.refused.emit(outcome.refused[0].why)
        elif outcome.refused:
            self.left.emit(outcome.refused, asked)
