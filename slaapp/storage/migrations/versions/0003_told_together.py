"""What recaps tell is kept once more as plain rows, so that SQLite adds it up."""

from alembic import op

from slaapp.storage.told_rows import FILL

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "DROP INDEX tickets_told",
    """
    CREATE TABLE told_tickets (
        number INTEGER NOT NULL PRIMARY KEY,
        over_at INTEGER NOT NULL,
        customer TEXT,
        service TEXT,
        agreement TEXT,
        agreement_version INTEGER,
        severity INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        resolved_at INTEGER NOT NULL,
        channel TEXT,
        settled_at INTEGER NOT NULL,
        slowest INTEGER NOT NULL,
        spare INTEGER NOT NULL,
        aside INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX told_tickets_over ON told_tickets (over_at)",
    """
    CREATE TABLE told_clocks (
        decided_at INTEGER NOT NULL,
        ticket INTEGER NOT NULL,
        place INTEGER NOT NULL,
        metric TEXT NOT NULL,
        severity INTEGER NOT NULL,
        goal INTEGER NOT NULL,
        allowed INTEGER NOT NULL,
        used INTEGER NOT NULL,
        lasted INTEGER NOT NULL,
        breached INTEGER NOT NULL,
        waived INTEGER NOT NULL,
        PRIMARY KEY (decided_at, ticket, place)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX told_clocks_of_ticket ON told_clocks (ticket)",
    *FILL,
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
