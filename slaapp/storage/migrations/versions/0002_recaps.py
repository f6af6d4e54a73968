"""What reports tell of tickets with which all is over is kept beside them."""

from collections.abc import Sequence
from typing import Any

from alembic import op

from slaapp.domain.events import TicketId
from slaapp.domain.history import effective
from slaapp.domain.recap import over_at, recap
from slaapp.domain.timeline import timeline
from slaapp.storage import clocks, events, recaps
from slaapp.storage.records import DAMAGED
from slaapp.storage.view import Connection

revision = "0002"
down_revision = "0001"

AT_ONCE = 500
COLUMNS = (
    "ALTER TABLE tickets ADD COLUMN over_at INTEGER",
    "ALTER TABLE tickets ADD COLUMN recap TEXT",
)
INDEXES = (
    "CREATE INDEX tickets_told ON tickets (over_at) WHERE recap IS NOT NULL",
    "CREATE INDEX tickets_untold ON tickets (over_at) WHERE recap IS NULL",
    "CREATE INDEX absorbing_events ON events (ticket) WHERE kind = 'absorbed'",
    "CREATE INDEX events_behind ON events (recorded_at) WHERE clock_quality = 'behind'",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in COLUMNS:
        connection.exec_driver_sql(statement)
    done = [row[0] for row in connection.exec_driver_sql("SELECT id FROM tickets WHERE open = 0")]
    for start in range(0, len(done), AT_ONCE):
        rows = _worked_out(connection, done[start : start + AT_ONCE])
        connection.exec_driver_sql("UPDATE tickets SET over_at = ?, recap = ? WHERE id = ?", rows)
    for statement in INDEXES:
        connection.exec_driver_sql(statement)


def _worked_out(connection: Connection, found: Sequence[TicketId]) -> list[tuple[Any, ...]]:
    """A ticket that cannot be read keeps nothing: it is read from its history, and the check says so."""
    try:
        return _told(connection, found)
    except DAMAGED:
        return [_alone(connection, ticket) for ticket in found]


def _alone(connection: Connection, ticket: TicketId) -> tuple[Any, ...]:
    try:
        return _told(connection, [ticket])[0]
    except DAMAGED:
        return None, None, ticket


def _told(connection: Connection, found: Sequence[TicketId]) -> list[tuple[Any, ...]]:
    histories, wound = events.histories(connection, found), clocks.of(connection, found)
    rows = []
    for ticket in found:
        written, kept = histories[ticket], wound.get(ticket, ())
        over = over_at(written, kept, is_open=False)
        told = None if over is None else recap(written, timeline(effective(written)), kept)
        rows.append((over, None if told is None else recaps.as_text(told), ticket))
    return rows
