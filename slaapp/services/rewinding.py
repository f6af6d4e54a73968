"""Wind every ticket anew by rules that were just saved."""

from slaapp.domain.errors import Refusal
from slaapp.domain.events import TicketId
from slaapp.domain.settled import settled
from slaapp.domain.spans import Instant
from slaapp.services.changes import Changes
from slaapp.services.keeping import Names, header, work_out, write
from slaapp.services.moves import Moved, moved
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, events, tickets
from slaapp.storage.database import Connection


def rewind(connection: Connection, now: Instant) -> Changes:
    """Wind every ticket anew by the rules just saved; refuse them when what is decided would change (C11).

    Gives the tickets whose clocks changed, and what of the open ones is due at another time.
    """
    rulebook, names = Rulebook(connection), Names(connection)
    written, wound = events.histories(connection), clocks.every(connection)
    changed: list[int] = []
    touched: list[TicketId] = []
    moves: list[Moved] = []
    for row in tickets.every(connection):
        before = wound.get(row.id, ())
        kept = work_out(row.id, written, rulebook)
        others = set(kept.clocks) != set(before)  # they are held in another order than they are wound in
        if settled(before, now) != settled(kept.clocks, now):
            changed.append(row.number)
        elif others or header(row.id, kept) != row:
            write(connection, row.id, kept, names)
            if others:
                touched.append(row.id)
                moves += moved(row.number, before, kept.clocks, now) if row.open else ()
    if changed:
        raise Refusal(
            f"Nothing was saved: it would change what is decided of {len(changed)} tickets, first of ticket "
            f"{changed[0]}. Put it into a version that begins today or later (valid_from)."
        )
    return Changes(tickets=frozenset(touched), moved=tuple(moves))
