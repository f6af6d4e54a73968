"""What a later version may well do: rebuild two tables, fill a new column, put the triggers back."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    bind = op.get_bind()
    triggers = bind.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('events', 'tickets')"
    ).fetchall()
    for table, added in (
        ("tickets", "urgency INTEGER NOT NULL DEFAULT 1"),
        ("events", "device TEXT NOT NULL DEFAULT ''"),
    ):
        (sql,) = bind.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE name = '{table}'").fetchone()
        indexes = bind.exec_driver_sql(
            f"SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL"
        ).fetchall()
        body = sql[sql.index("(") + 1 :]
        bind.exec_driver_sql(f"CREATE TABLE new_{table} ({added}, {body}")
        columns = ", ".join(f'"{row[1]}"' for row in bind.exec_driver_sql(f"PRAGMA table_info({table})"))
        bind.exec_driver_sql(f"INSERT INTO new_{table} ({columns}) SELECT {columns} FROM {table}")
        bind.exec_driver_sql(f"DROP TABLE {table}")
        bind.exec_driver_sql(f"ALTER TABLE new_{table} RENAME TO {table}")
        for (index,) in indexes:
            bind.exec_driver_sql(index)
    for (trigger,) in triggers:
        bind.exec_driver_sql(trigger)
    bind.exec_driver_sql("UPDATE tickets SET urgency = severity")
    bind.exec_driver_sql("CREATE TABLE devices (name TEXT NOT NULL PRIMARY KEY) STRICT")
