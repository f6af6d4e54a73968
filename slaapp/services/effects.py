"""What other rules would do to the tickets, found without writing anything."""

from collections.abc import Iterable

from slaapp.domain.errors import Refusal
from slaapp.domain.settled import settled
from slaapp.domain.spans import Instant, Seconds
from slaapp.domain.value import Value
from slaapp.services.keeping import with_merged, work_out
from slaapp.services.moves import Moved, moved, tally
from slaapp.services.rulebook import Rulebook
from slaapp.storage import clocks, tickets
from slaapp.storage.database import Connection


class Effect(Value):
    """How many open tickets become due later and earlier, and by at most how much (None: from or to never)."""

    later: int
    earlier: int
    most: Seconds | None
    moved: tuple[Moved, ...]


def effect(connection: Connection, rulebook: Rulebook, now: Instant, *, since: Instant) -> Effect:
    """What these rules would do to the open tickets. Only those, and what was received or open from `since` on, can be
    governed by them; Refusal where what is decided of one of them would change (C11)."""
    rows = [
        row
        for row in tickets.every(connection)
        if row.open or row.received_at >= since or (row.resolved_at or 0) >= since
    ]
    ids = [row.id for row in rows]
    written, wound = with_merged(connection, ids), clocks.of(connection, ids)
    moves: list[Moved] = []
    for row in rows:
        before, after = wound.get(row.id, ()), work_out(row.id, written, rulebook).clocks
        if settled(before, now) != settled(after, now):
            raise Refusal(
                f"It would change what is decided of ticket {row.number}: what was promised stays. Choose a later day."
            )
        if row.open:
            moves += moved(row.number, before, after, now)
    later, earlier = tally(moves)
    return Effect(later, earlier, _most(moves), tuple(moves))


def _most(moves: Iterable[Moved]) -> Seconds | None:
    most = 0
    for move in moves:
        if move.was is None or move.due_at is None:
            return None
        most = max(most, abs(move.due_at - move.was))
    return most
