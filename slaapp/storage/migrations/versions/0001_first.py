"""The first form of the store."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE meta (
        key TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE events (
        replica TEXT NOT NULL,
        seq INTEGER NOT NULL,
        ticket TEXT NOT NULL,
        kind TEXT NOT NULL,
        occurred_at INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        by TEXT NOT NULL,
        zone TEXT NOT NULL,
        clock_quality TEXT NOT NULL,
        body TEXT NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (replica, seq)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX events_of_ticket ON events (ticket, replica, seq)",
    "CREATE INDEX attachments_of_ticket ON events (ticket) WHERE kind = 'attached'",
    """
    CREATE TABLE event_texts (
        replica TEXT NOT NULL,
        seq INTEGER NOT NULL,
        salt BLOB NOT NULL,
        texts TEXT NOT NULL,
        PRIMARY KEY (replica, seq),
        FOREIGN KEY (replica, seq) REFERENCES events (replica, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE records (
        replica TEXT NOT NULL,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        owner TEXT,
        recorded_at INTEGER NOT NULL,
        by TEXT NOT NULL,
        digest TEXT NOT NULL,
        hash BLOB NOT NULL,
        salt BLOB NOT NULL,
        name TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (kind, id, version),
        UNIQUE (replica, seq)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX records_by_name ON records (kind, name)",
    "CREATE INDEX records_by_owner ON records (kind, owner)",
    """
    CREATE TABLE tickets (
        id TEXT NOT NULL PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        subject TEXT NOT NULL,
        customer TEXT,
        contact TEXT,
        service TEXT,
        assignee TEXT,
        team TEXT,
        severity INTEGER NOT NULL,
        status TEXT NOT NULL,
        until INTEGER,
        received_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        resolved_at INTEGER,
        seen INTEGER NOT NULL,
        open INTEGER NOT NULL,
        left_as TEXT,
        merged_into TEXT,
        agreement TEXT,
        agreement_version INTEGER,
        source TEXT,
        source_key TEXT,
        attachments INTEGER NOT NULL,
        planned_at INTEGER,
        occurrence TEXT UNIQUE,
        still INTEGER NOT NULL,
        due INTEGER,
        late_from INTEGER,
        turns_at INTEGER,
        claimed_by TEXT,
        UNIQUE (source, source_key)
    ) STRICT
    """,
    """
    CREATE INDEX open_tickets
    ON tickets (open, turns_at, still, late_from, due, number, assignee, status, until, agreement)
    WHERE open = 1
    """,
    "CREATE INDEX tickets_by_customer ON tickets (customer, received_at)",
    """
    CREATE TABLE clocks (
        ticket TEXT NOT NULL,
        tier TEXT NOT NULL,
        metric TEXT NOT NULL,
        cycle INTEGER NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        breached_at INTEGER,
        decided_at INTEGER,
        judged INTEGER NOT NULL,
        measured INTEGER NOT NULL,
        excluded TEXT,
        merged_into TEXT,
        waived INTEGER NOT NULL,
        after_window INTEGER NOT NULL,
        phases TEXT NOT NULL,
        PRIMARY KEY (ticket, tier, metric, cycle),
        FOREIGN KEY (ticket) REFERENCES tickets (id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX clocks_decided ON clocks (tier, decided_at)",
    """
    CREATE VIRTUAL TABLE search_open USING fts5 (
        said, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3',
        tokenize = "unicode61 remove_diacritics 0"
    )
    """,
    """
    CREATE VIRTUAL TABLE search_done USING fts5 (
        said, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3',
        tokenize = "unicode61 remove_diacritics 0"
    )
    """,
    """
    CREATE TABLE search_words (
        id INTEGER PRIMARY KEY,
        word TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE search_parts USING fts5 (
        word, content = '', detail = none, tokenize = 'trigram case_sensitive 1'
    )
    """,
    """
    CREATE TRIGGER events_stay BEFORE UPDATE ON events
    BEGIN SELECT raise(ABORT, 'events are never changed'); END
    """,
    """
    CREATE TRIGGER events_are_new BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE replica = new.replica AND seq = new.seq)
    BEGIN SELECT raise(ABORT, 'events are written once'); END
    """,
    """
    CREATE TRIGGER events_remain BEFORE DELETE ON events
    BEGIN SELECT raise(ABORT, 'events are never deleted'); END
    """,
    """
    CREATE TRIGGER texts_stay BEFORE UPDATE ON event_texts WHEN new.texts <> '{}'
    BEGIN SELECT raise(ABORT, 'texts are never changed, only emptied'); END
    """,
    """
    CREATE TRIGGER texts_remain BEFORE DELETE ON event_texts
    BEGIN SELECT raise(ABORT, 'events are never deleted'); END
    """,
    """
    CREATE TRIGGER records_are_new BEFORE INSERT ON records
    WHEN EXISTS (SELECT 1 FROM records WHERE replica = new.replica AND seq = new.seq)
        OR EXISTS (SELECT 1 FROM records WHERE kind = new.kind AND id = new.id AND version = new.version)
    BEGIN SELECT raise(ABORT, 'records are written once'); END
    """,
    """
    CREATE TRIGGER records_stay BEFORE UPDATE ON records
    BEGIN SELECT raise(ABORT, 'records are kept in versions'); END
    """,
    """
    CREATE TRIGGER records_remain BEFORE DELETE ON records
    BEGIN SELECT raise(ABORT, 'records are kept in versions'); END
    """,
    """
    CREATE TRIGGER test_mark_is_first BEFORE INSERT ON meta WHEN new.key = 'is_test'
        AND EXISTS (SELECT 1 FROM meta WHERE key GLOB 'events *' OR key GLOB 'records *')
    BEGIN SELECT raise(ABORT, 'a store in use never becomes one made for tests'); END
    """,
    """
    CREATE TRIGGER test_mark_stays BEFORE UPDATE ON meta WHEN 'is_test' IN (old.key, new.key)
    BEGIN SELECT raise(ABORT, 'a store made for tests stays one'); END
    """,
    """
    CREATE TRIGGER test_mark_remains BEFORE DELETE ON meta WHEN old.key = 'is_test'
    BEGIN SELECT raise(ABORT, 'a store made for tests stays one'); END
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
