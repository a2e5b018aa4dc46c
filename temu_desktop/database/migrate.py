"""Brings a database to the schema of this program; one transaction, one process at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from temu_desktop.database.backup import back_up
from temu_desktop.database.engine import sqlite_file, writing
from temu_desktop.database.errors import translate
from temu_desktop.database.revisions import (
    alembic_config,
    found_revision,
    head_revision,
    refuse_newer,
)
from temu_desktop.errors import DatabaseAway, DatabaseBusy, SchemaMissing

_LOCK_KEY = 7_368_421
"""Any number that nothing else on the server uses as an advisory lock."""
_LOCK_NAME = "temu_desktop_migrate"


@dataclass(frozen=True, slots=True)
class Migration:
    """What ``migrate`` did; ``before`` is None for a database that it saw for the first time."""

    before: str | None
    after: str
    backup: Path | None

    @property
    def changed(self) -> bool:
        """Whether there was anything to do."""
        return self.before != self.after


def migrate(engine: Engine, *, now: datetime, backups: Path | None = None) -> Migration:
    """Create, adopt or upgrade the schema.

    An embedded database that holds anything is copied to the folder ``backups`` first (default:
    ``backups`` beside the file). Raises SchemaTooNew for a database of a newer program, which is
    left alone, BackupError or DiskFull where the copy cannot be made, and DatabaseAway where an
    embedded database has no folder and none can be made.
    """
    file = sqlite_file(engine)
    if file is not None:
        _make_folder(file.parent)
    with translate(), engine.connect() as connection:
        before = found_revision(connection)
        has_tables = bool(engine.dialect.get_table_names(connection))
    refuse_newer(before)
    head = head_revision()
    if before == head:
        return Migration(before, head, None)
    # Late: it takes a while to load, and most starts have nothing to migrate.
    from alembic import command

    backup = None
    if file is not None and has_tables:
        backup = back_up(engine, backups or file.parent / "backups", now)
    with translate(), writing(engine).begin() as connection:
        _lock(connection)
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return Migration(before, head, backup)


def require_current(connection: Connection) -> None:
    """Raise SchemaTooNew or SchemaMissing unless the schema is that of this program."""
    found = found_revision(connection)
    refuse_newer(found)
    needed = head_revision()
    if found != needed:
        raise SchemaMissing("the database has not been migrated", found=found, needed=needed)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseAway(f"the folder {folder} cannot be made: {error.strerror}") from error


def _lock(connection: Connection) -> None:
    # SQLite's writing transaction is the lock itself.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    elif connection.dialect.name == "mssql":
        answer = connection.scalar(
            text(
                "DECLARE @answer INT; EXEC @answer = sp_getapplock @Resource = :name, "
                "@LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 10000; "
                "SELECT @answer"
            ),
            {"name": _LOCK_NAME},
        )
        if answer is None or answer < 0:
            raise DatabaseBusy("another process migrates the database")
