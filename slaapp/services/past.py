"""The desk as it was known at an instant: everything that was recorded later is unknown again.

Unlike a look at what had happened by then, entries that were made afterwards are left out even where they say that
something happened before: corrections, late entries, undos, new rules.
"""

from collections.abc import Callable, Iterator, Sequence

from slaapp.domain.durations import long_instant
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Received, TicketId
from slaapp.domain.spans import Instant
from slaapp.services.collecting import seldom_collecting
from slaapp.services.guarding import guarded
from slaapp.services.keeping import Kept, header, with_merged, work_out
from slaapp.services.rulebook import Rulebook
from slaapp.services.telling import Tell, silent
from slaapp.storage import clocks, events, records, tickets
from slaapp.storage.chain import Ends
from slaapp.storage.database import Connection, Database
from slaapp.storage.known import KnownAt

AT_ONCE = 500
"""So few tickets are held at a time that it is little."""

Fill = Callable[[Connection, Rulebook, Tell], None]


def known_at(
    database: Database,
    at: Instant,
    *,
    now: Instant,
    ends: Ends | None = None,
    fill: Fill | None = None,
    tell: Tell = silent,
) -> KnownAt:
    """The store as it was known then, its tickets worked out; `tell` hears how many of how many are. With `ends` it is
    what had been written up to these; `fill` works tickets out, None: all of them. Refusal for an instant to come, or
    before the first entry."""
    if at > now:
        raise Refusal("What will be known is not known yet. Nothing is shown. Choose an instant that has been.")
    past = KnownAt(database, at, ends)
    try:
        with past.filling() as connection:
            if records.load(connection, "desk", "desk") is None:
                raise Refusal(_too_early(database))
            with seldom_collecting():
                (fill or _everything)(connection, guarded(Rulebook)(connection), tell)
            past.add_indexes(connection)
    except BaseException:
        past.close()
        raise
    return past


def _everything(connection: Connection, rulebook: Rulebook, tell: Tell) -> None:
    whole, done = tickets.count_now(connection), 0
    for some in events.tickets(connection, at_once=AT_ONCE):
        tell(min(done, whole), whole)
        rows = [(header(ticket, kept), kept) for ticket, kept in worked_out(connection, some, rulebook)]
        tickets.save(connection, [row for row, _ in rows])
        clocks.replace(connection, [(row.id, kept.clocks) for row, kept in rows], fresh=True)
        done += len(some)
    tell(whole, whole)


def worked_out(connection: Connection, some: Sequence[TicketId], rulebook: Rulebook) -> Iterator[tuple[TicketId, Kept]]:
    """Those of the tickets that had been received."""
    written = with_merged(connection, some)
    for ticket in some:
        if any(isinstance(event, Received) for event in written[ticket]):
            yield ticket, work_out(ticket, written, rulebook)


def _too_early(database: Database) -> str:
    with database.read() as connection:
        first = records.first_at(connection, "desk")
        zone = Rulebook(connection).desk_hours.zone
    begun = "" if first is None else f" The first entry is from {long_instant(first, zone)}."
    return f"Nothing had been recorded by then.{begun} Choose a later instant."
