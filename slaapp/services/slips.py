"""Numbered paper slips for days without a computer: which numbers were printed, and entering them afterwards.

A slip becomes a ticket once, with the times that stand on it. Its number is kept as where the ticket came from, and the
store takes none twice.
"""

from collections.abc import Callable, Iterator
from functools import partial

from slaapp.domain.agreement import Status
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.events import Channel
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, put
from slaapp.services.desk import Desk, TicketDraft
from slaapp.services.fields import Fields
from slaapp.services.rulebook import Rulebook
from slaapp.services.tickets import PAPER_SLIP as SOURCE
from slaapp.storage import events, records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.nested import Inside

SLIPS = "slips"
MOST = 500
"""So many are printed at once."""

_MANY = 999_999_999


class Wait(Value):
    """`on` is the waiting status, of the customer or of a third party; `until` None: it still waits, or did so until
    the work was done."""

    on: Status
    since: Instant
    until: Instant | None = None


class Slip(Value, kw_only=True):
    """What stands on one. `draft` is the ticket as it was received; `answered_at` is when the customer was told `told`,
    `resolved_at` when the work was done, each None where that has not happened; `minutes` is what it took, `waits` are
    when somebody else was awaited."""

    number: int
    draft: TicketDraft
    answered_at: Instant | None = None
    told: str = ""
    resolved_at: Instant | None = None
    minutes: int = 0
    waits: tuple[Wait, ...] = ()


class Printed(Value):
    """`first` to `last` were printed at once; `entered` are tickets by the slips' numbers, `missing` the others."""

    first: int
    last: int
    entered: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]


class Slips:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def number_next(self, count: int, *, now: Instant) -> tuple[range, Changes]:
        """Give out the next numbers, for slips that are to be printed: none is ever given twice."""
        if not 0 < count <= MOST:
            raise UsageRefusal(f"Nothing was printed: from 1 to {MOST} slips are printed at once, not {count}.")
        with self._database.write() as connection:
            first = _last(connection) + 1
            body = {"first": first, "last": first + count - 1}
            name = f"{first} – {first + count - 1}"
            written = put(connection, SLIPS, f"{first:09}", name, body, Stamp(now, self._user), owner=None)
        return range(first, first + count), Changes(records=written)

    def again(self, first: int, last: int) -> tuple[int, ...]:
        """Those of the numbers that are printed again under the number they have: which were given out and are no
        tickets yet. Refusal where there is none, UsageRefusal for more than are printed at once."""
        if last - first >= MOST:
            raise UsageRefusal(f"Nothing was printed: at most {MOST} slips are printed at once.")
        printed = self.printed()
        missing = {number for held in printed for number in held.missing}
        found = tuple(number for number in range(first, last + 1) if number in missing)
        if not found:
            known = any(held.first <= last and first <= held.last for held in printed)
            if first == last:
                said = f"Slip {first} was not printed: it {'is a ticket already' if known else 'was never given out'}."
            else:
                why = "are tickets already" if known else "were never given out"
                said = f"Slips {first} to {last} were not printed: they {why}."
            raise Refusal(f"{said} Nothing was changed. Check the numbers; new slips are printed without any.")
        return found

    def printed(self) -> tuple[Printed, ...]:
        """The slips by when they were printed, the oldest first."""
        with self._database.read() as connection:
            entered, found = _entered(connection), []
            for first, last in _batches(connection):
                held = tuple((number, entered[number]) for number in range(first, last + 1) if number in entered)
                missing = tuple(number for number in range(first, last + 1) if number not in entered)
                found.append(Printed(first, last, held, missing))
        return tuple(found)

    def next_missing(self, after: int = 0) -> int | None:
        """The lowest number beyond `after` that was printed and is no ticket yet."""
        return next((number for held in self.printed() for number in held.missing if number > after), None)

    def enter(self, slip: Slip, *, now: Instant) -> tuple[int, Changes]:
        """Make the slip a ticket, with its own times; gives its number. All of it or nothing: Refusal where the slip is
        a ticket already, was never printed, or says what cannot have been."""
        self._check(slip)
        with self._database.write() as connection:
            entered = _entered(connection)
            if slip.number in entered:
                raise Refusal(
                    f"Slip {slip.number} is ticket {entered[slip.number]} already. Nothing was entered. "
                    "Check the number on the paper."
                )
            if not any(first <= slip.number <= last for first, last in _batches(connection)):
                last = _last(connection)
                known = f"slips go up to {last}" if last else "no slips were printed yet"
                raise Refusal(
                    f"There is no slip {slip.number}: {known}. Nothing was entered. Check the number on the paper."
                )
            before = events.last(connection, self._database.replica)
            desk = Desk(Inside(connection, self._database), self._rulebook, self._user)
            number, changes = desk.log(slip.draft, now=now, source=(SOURCE, str(slip.number)))
            for _, write in sorted(_acts(desk, number, slip, now), key=lambda act: act[0]):
                write()
            if slip.resolved_at is not None:
                minutes = 0 if slip.answered_at is not None else slip.minutes
                desk.resolve(number, at=slip.resolved_at, minutes=minutes, now=now)
            written = events.written_after(connection, self._database.replica, before)
        return number, Changes(changes.tickets, written=written)

    @staticmethod
    def _check(slip: Slip) -> None:
        received = slip.draft.received_at
        if received is None:
            raise UsageRefusal(f"Slip {slip.number} was not entered: it needs the time at which it was received.")
        if slip.answered_at is not None and slip.answered_at < received:
            raise UsageRefusal(
                f"Slip {slip.number} was not entered: it says that it was answered before it was received. "
                "Check the times on the paper."
            )
        if slip.resolved_at is not None and slip.resolved_at < max(received, slip.answered_at or received):
            raise UsageRefusal(
                f"Slip {slip.number} was not entered: it says that it was resolved before it was received or answered. "
                "Check the times on the paper."
            )
        if slip.minutes and slip.answered_at is None and slip.resolved_at is None:
            raise UsageRefusal(
                f"Slip {slip.number} was not entered: minutes belong to an answer or to the work being done. Give the "
                "time of one of them."
            )
        _check_waits(slip, received)


def _check_waits(slip: Slip, received: Instant) -> None:
    """Each lies within the ticket's life, and none within another."""
    wrong = f"Slip {slip.number} was not entered: it says that somebody was awaited"
    before: Instant | None = received
    for wait in sorted(slip.waits, key=lambda one: one.since):
        if before is None or wait.since < before:
            when = "before it was received" if wait.since < received else "while somebody else was"
            raise UsageRefusal(f"{wrong} {when}. Check the times on the paper.")
        if wait.until is not None and wait.until <= wait.since:
            raise UsageRefusal(f"{wrong} until a time that is not after its beginning. Check the times on the paper.")
        if slip.resolved_at is not None and slip.resolved_at < (wait.until or wait.since):
            raise UsageRefusal(f"{wrong} after it was resolved. Check the times on the paper.")
        before = wait.until


def _acts(desk: Desk, number: int, slip: Slip, now: Instant) -> Iterator[tuple[Instant, Callable[[], object]]]:
    """What was done before it was resolved, each with its time."""
    if slip.answered_at is not None:
        told = slip.told.strip() or f"As noted on paper slip {slip.number}."
        channel = slip.draft.channel or Channel.PHONE
        answer = partial(desk.reply, number, told, channel=channel, at=slip.answered_at, minutes=slip.minutes, now=now)
        yield slip.answered_at, answer
    for wait in sorted(slip.waits, key=lambda one: one.since):
        yield wait.since, partial(desk.set_status, number, wait.on, at=wait.since, now=now)
        if wait.until is not None and wait.until != slip.resolved_at:
            yield wait.until, partial(desk.set_status, number, Status.IN_PROGRESS, at=wait.until, now=now)


def batch_of(record: records.Record) -> tuple[int, int]:
    """The first and the last number that were printed at once."""
    fields = Fields(record.body)
    return fields.whole("first", least=1, most=_MANY), fields.whole("last", least=1, most=_MANY)


def _batches(connection: Connection) -> list[tuple[int, int]]:
    return sorted(map(batch_of, records.every(connection, SLIPS)))


def _last(connection: Connection) -> int:
    return max((last for _, last in _batches(connection)), default=0)


def _entered(connection: Connection) -> dict[int, int]:
    """The tickets' numbers by those of the slips."""
    numbers = tickets.numbers(connection)
    held = tickets.of_source(connection, SOURCE)
    return {int(key): numbers[ticket] for key, ticket in held.items() if key.isdigit()}
