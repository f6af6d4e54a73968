"""Bring a store of an older form up to date: in one transaction with its version number."""

from pathlib import Path

from slaapp.domain.errors import StoreRefusal
from slaapp.storage.schema import APPLICATION_ID, SCHEMA_VERSION


def migrate(path: Path, *, script_location: str = "slaapp.storage:migrations", version: int = SCHEMA_VERSION) -> None:
    """Bring the file to the newest form: in one transaction with its version number, so a kill leaves old or new."""
    # Alembic costs half a second to import and is needed on few starts.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    from slaapp.storage.writer import as_the_driver_says, engine_of  # noqa: PLC0415 - with SQLAlchemy

    config = Config()
    config.set_main_option("script_location", script_location)
    config.set_main_option("path_separator", "os")
    engine = engine_of(path)
    try:
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA foreign_keys=OFF")
        raw.cursor().execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.close()
        with as_the_driver_says(path), engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA user_version={version}")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise StoreRefusal(
                    f"{path} could not be brought up to date: rows would be lost. It is as it was. Go on with the "
                    "SLA Desk that wrote it."
                )
    finally:
        engine.dispose()
