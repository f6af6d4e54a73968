"""The desk as it was known at an instant: everything that was recorded later is unknown again.

Unlike a look at what had happened by then, entries that were made afterwards are left out even where they say that
something happened before: corrections, late entries, undos, new rules.
"""

from collections.abc import Callable

from slaapp.domain.durations import long_instant
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Received
from slaapp.domain.spans import Instant
from slaapp.services.guarding import guarded
from slaapp.services.keeping import header, work_out
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events, records, tickets
from slaapp.storage.chain import Ends
from slaapp.storage.database import Database
from slaapp.storage.known import KnownAt


def known_at(
    database: Database,
    at: Instant,
    *,
    now: Instant,
    ends: Ends | None = None,
    tell: Callable[[int, int], None] = lambda done, whole: None,
) -> KnownAt:
    """The store as it was known then, its tickets worked out; `tell` hears how many of how many are. With `ends` it is
    what had been written up to these. Refusal for an instant to come, or before the first entry."""
    if at > now:
        raise Refusal("What will be known is not known yet. Nothing is shown. Choose an instant that has been.")
    past = KnownAt(database, at, ends)
    try:
        with past.filling() as connection:
            if records.load(connection, "desk", "desk") is None:
                raise Refusal(_too_early(database))
            rulebook = guarded(Rulebook)(connection)
            written = events.histories(connection)
            kept = {}
            for done, (ticket, found) in enumerate(written.items(), 1):
                if any(isinstance(event, Received) for event in found):
                    kept[ticket] = work_out(ticket, written, rulebook)
                tell(done, len(written))
            tickets.save(connection, [header(ticket, found) for ticket, found in kept.items()])
            clocks.replace(connection, [(ticket, found.clocks) for ticket, found in kept.items()], fresh=True)
    except BaseException:
        past.close()
        raise
    return past


def _too_early(database: Database) -> str:
    with database.read() as connection:
        first = records.first_at(connection, "desk")
        zone = Rulebook(connection).desk_hours.zone
    begun = "" if first is None else f" The first entry is from {long_instant(first, zone)}."
    return f"Nothing had been recorded by then.{begun} Choose a later instant."
