"""The same act on several tickets: one transaction, one undo. A ticket that refuses says why and leaves the others."""

from collections.abc import Callable, Sequence

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import AlreadySo, Refusal, StoreRefusal
from slaapp.domain.events import NotMeasuredReason, TicketId
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.desk import Desk
from slaapp.services.rulebook import Rulebook
from slaapp.services.telling import Tell, silent
from slaapp.storage import events
from slaapp.storage.database import Connection
from slaapp.storage.nested import Inside, Transactions

Act = Callable[[Desk, int], Changes]
"""What happens to each ticket, by its number."""


class Refused(Value):
    """A ticket that was left as it is, and why; `already`: there was nothing to be done."""

    number: int
    why: str
    already: bool = False


class Outcome(Value):
    """What an act on several tickets did; its Changes are undone as a whole, by `Desk.undo`."""

    changed: tuple[int, ...] = ()
    refused: tuple[Refused, ...] = ()


class Together:
    """What is refused because of the store itself (full, read-only, damaged) is refused whole: nothing was done."""

    def __init__(self, database: Transactions, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def assign(
        self, numbers: Sequence[int], person: str | None, *, now: Instant, tell: Tell = silent
    ) -> tuple[Outcome, Changes]:
        return self.do(numbers, lambda desk, number: desk.assign(number, person, now=now), tell)

    def set_status(
        self,
        numbers: Sequence[int],
        status: Status,
        *,
        now: Instant,
        until: Instant | None = None,
        supplier: str | None = None,
        tell: Tell = silent,
    ) -> tuple[Outcome, Changes]:
        return self.do(
            numbers,
            lambda desk, number: desk.set_status(number, status, until=until, supplier=supplier, now=now),
            tell,
        )

    def set_severity(
        self, numbers: Sequence[int], severity: Severity, *, now: Instant, tell: Tell = silent
    ) -> tuple[Outcome, Changes]:
        return self.do(numbers, lambda desk, number: desk.set_severity(number, severity, now=now), tell)

    def exclude(
        self, numbers: Sequence[int], reason: NotMeasuredReason, *, now: Instant, text: str = "", tell: Tell = silent
    ) -> tuple[Outcome, Changes]:
        """C13, for each of them."""
        return self.do(numbers, lambda desk, number: desk.exclude(number, reason, text=text, now=now), tell)

    def retract(self, numbers: Sequence[int], *, now: Instant) -> tuple[Outcome, Changes]:
        """Of each what one did last, as `Desk.retract` says."""
        return self.do(numbers, lambda desk, number: desk.retract(number, None, now=now))

    def do(self, numbers: Sequence[int], act: Act, tell: Tell = silent) -> tuple[Outcome, Changes]:
        """Each ticket once, in the order given."""
        wanted = list(dict.fromkeys(numbers))
        touched: set[TicketId] = set()
        changed: list[int] = []
        refused: list[Refused] = []
        with self._database.write() as connection:
            replica = self._database.replica
            before = events.last(connection, replica)
            desk = Desk(Inside(connection, self._database), self._rulebook, self._user)
            for at, number in enumerate(wanted):
                tell(at, len(wanted))
                try:
                    touched |= act(desk, number).tickets
                    changed.append(number)
                except StoreRefusal:
                    raise
                except Refusal as refusal:
                    refused.append(Refused(number, str(refusal), already=isinstance(refusal, AlreadySo)))
            written = events.written_after(connection, replica, before)
        return Outcome(tuple(changed), tuple(refused)), Changes(frozenset(touched), written=written)
