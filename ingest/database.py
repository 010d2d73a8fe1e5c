"""The database of a workspace: how it is opened, grown to the tables of this version, checked."""

from pathlib import Path

from sqlalchemy import Engine, MetaData, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext

from ingest.errors import disk_full, says_full

_BUSY_TIMEOUT_MS = 15_000


def open_engine(url: str) -> Engine:
    """Return an engine for `url`; SQLite in WAL mode with foreign keys on.

    A statement for which the disk has no room raises DiskFullError.
    """
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "handle_error", _name_full_disk)
    return engine


def grow(engine: Engine, tables: MetaData) -> None:
    """Create the tables, and the columns with a default, that an older version did not have."""
    tables.create_all(engine)
    known = inspect(engine)
    for table in tables.sorted_tables:
        held = {column["name"] for column in known.get_columns(table.name)}
        for column in table.columns:
            if column.name not in held and column.server_default is not None:
                kind = column.type.compile(engine.dialect)
                with engine.begin() as connection:
                    connection.execute(
                        text(
                            f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind} "
                            "NOT NULL DEFAULT ''"
                        )
                    )


def faults(engine: Engine) -> list[str]:
    """Return what SQLite finds wrong with its file; empty when all is well."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [line for line in found if line != "ok"] + [f"{row[0]} {row[1]}" for row in loose]


def forget_deleted(engine: Engine) -> None:
    """Move all changes from the log into the database, so that deleted words are on no page."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _name_full_disk(context: ExceptionContext) -> None:
    error, engine = context.original_exception, context.engine
    if engine is not None and engine.url.database:
        folder = Path(engine.url.database).parent
        if says_full(error):
            raise disk_full(folder) from error
