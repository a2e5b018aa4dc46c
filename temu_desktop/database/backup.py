"""Backup and restore of the embedded database; a server is backed up with its own tools.

Copies are made by SQLite's backup API, which works beside running readers and writers.
"""

from __future__ import annotations

import errno
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from temu_desktop.clock import BERLIN
from temu_desktop.database.engine import LOCK_SECONDS, sqlite_file
from temu_desktop.database.errors import translate
from temu_desktop.database.revisions import VERSION_TABLE, refuse_newer
from temu_desktop.errors import (
    BackupError,
    DatabaseBusy,
    DatabaseError,
    DiskFull,
    SchemaTooNew,
)

_OWNER_ONLY = 0o600
"""Backups hold customers' addresses."""


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database, also one in use, into a single new file.

    Raises sqlite3.Error, and DatabaseBusy where a lock does not go away.
    """
    target.touch(mode=_OWNER_ONLY)
    with closing(_connect(source)) as old, closing(_connect(target)) as new:
        old.backup(new, progress=_impatient(LOCK_SECONDS))
        # One file without a log beside it can be carried around.
        new.execute("PRAGMA journal_mode=DELETE")


def back_up(engine: Engine, folder: Path, now: datetime) -> Path:
    """A checked copy of the embedded database, named by local time; its path.

    Raises BackupError for a server, a missing or a damaged database, DiskFull without space.
    """
    file = _embedded(engine)
    if not file.exists():
        raise BackupError("there is no database yet", path=file)
    target = _free_name(folder / f"{file.stem}-{now.astimezone(BERLIN):%Y%m%d-%H%M%S}.db")
    partial = target.with_suffix(".part")
    with _explained(target):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            copy_sqlite(file, partial)
            _check(partial)
            partial.rename(target)
        finally:
            partial.unlink(missing_ok=True)
    return target


def restore(
    engine: Engine, source: Path, now: datetime, patience: float = LOCK_SECONDS
) -> Path | None:
    """Put a backup in the place of the embedded database.

    What was there is kept beside it first; that copy's path is returned (None: nothing was
    there). Raises BackupError for a backup that is missing, damaged or no database of ours,
    SchemaTooNew for one of a newer program, DatabaseBusy while another process writes for longer
    than ``patience`` seconds.
    """
    file = _embedded(engine)
    if not source.is_file():
        raise BackupError("there is no such backup", path=source)
    with _explained(source):
        _check(source)
        _check_is_ours(source)
    kept = _set_aside(file, now)
    engine.dispose()
    with _explained(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=_OWNER_ONLY)
        with closing(_connect(source)) as old, closing(_connect(file)) as new:
            old.backup(new, progress=_impatient(patience))
    return kept


def prune_backups(engine: Engine, folder: Path, keep: int) -> tuple[Path, ...]:
    """Delete all but the newest ``keep`` backups of this database; what was deleted."""
    stem = _embedded(engine).stem
    oldest_first = sorted(folder.glob(f"{stem}-????????-??????*.db"))
    surplus = tuple(oldest_first[: max(0, len(oldest_first) - keep)])
    for path in surplus:
        path.unlink()
    return surplus


def _connect(file: Path) -> sqlite3.Connection:
    # Waiting is left to the loop of the backup.
    return sqlite3.connect(file, timeout=0)


def _impatient(patience: float) -> Callable[[int, int, int], None]:
    # The driver itself would wait for a lock for ever.
    deadline = time.monotonic() + patience

    def check(status: int, remaining: int, total: int) -> None:
        waiting = status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if waiting and time.monotonic() >= deadline:
            raise DatabaseBusy("another process is using the database")

    return check


def _embedded(engine: Engine) -> Path:
    file = sqlite_file(engine)
    if file is None:
        kind = engine.dialect.name
        raise BackupError("back up a database server with its own tools", engine=kind)
    return file


def _free_name(path: Path) -> Path:
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_stem(f"{path.stem}-{number}")
    return candidate


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        problems = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if problems != ["ok"]:
        raise BackupError("the database is damaged", path=path, problem=problems[0])


def _check_is_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if "temu_orders" not in names:
            raise BackupError("the file is a database, but not one of this program", path=path)
        if VERSION_TABLE in names:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            refuse_newer(row[0] if row else None)


def _set_aside(file: Path, now: datetime) -> Path | None:
    if not file.exists():
        return None
    stamp = f"{now.astimezone(BERLIN):%Y%m%d-%H%M%S}"
    kept = _free_name(file.with_name(f"{file.stem}-before-restore-{stamp}.db"))
    try:
        with _explained(kept):
            copy_sqlite(file, kept)
    except BackupError:
        # Too damaged to be copied: moved as it is, with its log.
        kept.unlink(missing_ok=True)
        for suffix in ("", "-wal", "-shm"):
            part = file.with_name(file.name + suffix)
            if part.exists():
                part.rename(kept.with_name(kept.name + suffix))
    return kept


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        with translate():
            yield
    except (BackupError, DatabaseBusy, SchemaTooNew):
        raise
    except DiskFull as error:
        raise DiskFull(str(error), path=path) from error
    except DatabaseError as error:
        raise BackupError(str(error), path=path) from error
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else BackupError
        raise kind(str(error), path=path) from error
