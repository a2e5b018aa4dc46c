"""Backups of the embedded database: whole, checked, and never at the cost of what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from temu_desktop.database import (
    back_up,
    build_engine,
    insert_rows,
    migrate,
    prune_backups,
    restore,
    schema,
    sqlite_file,
    translate,
    writing,
)
from temu_desktop.errors import BackupError, DatabaseBusy, DiskFull, SchemaTooNew
from tests.postgres_server import PostgresServer

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def add_order(engine: Engine, number: str) -> None:
    with writing(engine).begin() as conn:
        insert_rows(conn, schema.orders, [{"number": number, "city": "Köln"}])


def numbers(engine: Engine) -> list[str]:
    with engine.connect() as conn:
        return list(conn.scalars(select(schema.orders.c.number).order_by(schema.orders.c.id)))


def test_a_backup_holds_what_was_committed_even_while_others_write(
    ops_engine: Engine, tmp_path: Path
) -> None:
    add_order(ops_engine, "PO-1")
    with writing(ops_engine).begin() as conn:
        insert_rows(conn, schema.orders, [{"number": "PO-2"}])
        backup = back_up(ops_engine, tmp_path / "backups", NOW)
    copy = build_engine(f"sqlite:///{backup}")
    assert numbers(copy) == ["PO-1"]
    copy.dispose()


def test_a_backup_is_one_file_named_by_local_time_that_only_its_owner_reads(
    ops_engine: Engine, tmp_path: Path
) -> None:
    backup = back_up(ops_engine, tmp_path / "backups", NOW)
    second = back_up(ops_engine, tmp_path / "backups", NOW)
    assert backup.name == "toci-20261123-150000.db"
    assert second.name == "toci-20261123-150000-2.db"
    assert sorted(path.name for path in backup.parent.iterdir()) == [second.name, backup.name]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_restoring_brings_back_the_rows_and_keeps_what_was_there(
    ops_engine: Engine, tmp_path: Path
) -> None:
    add_order(ops_engine, "PO-1")
    backup = back_up(ops_engine, tmp_path / "backups", NOW)
    add_order(ops_engine, "PO-2")
    kept = restore(ops_engine, backup, NOW)
    assert numbers(ops_engine) == ["PO-1"]
    assert kept is not None
    aside = build_engine(f"sqlite:///{kept}")
    assert numbers(aside) == ["PO-1", "PO-2"]
    aside.dispose()


def test_restoring_works_beside_another_process_that_reads(
    ops_engine: Engine, tmp_path: Path
) -> None:
    add_order(ops_engine, "PO-1")
    backup = back_up(ops_engine, tmp_path, NOW)
    add_order(ops_engine, "PO-2")
    with closing(sqlite3.connect(str(sqlite_file(ops_engine)))) as other:
        query = "SELECT COUNT(*) FROM temu_orders"
        assert other.execute(query).fetchone() == (2,)
        restore(ops_engine, backup, NOW)
        assert other.execute(query).fetchone() == (1,)


def test_restoring_into_nothing_makes_the_database(ops_engine: Engine, tmp_path: Path) -> None:
    add_order(ops_engine, "PO-1")
    backup = back_up(ops_engine, tmp_path, NOW)
    fresh = build_engine(f"sqlite:///{tmp_path / 'new' / 'toci.db'}")
    assert restore(fresh, backup, NOW) is None
    assert numbers(fresh) == ["PO-1"]
    fresh.dispose()


def test_a_damaged_database_is_moved_aside_and_replaced(ops_engine: Engine, tmp_path: Path) -> None:
    add_order(ops_engine, "PO-1")
    backup = back_up(ops_engine, tmp_path / "backups", NOW)
    ops_engine.dispose()
    file = sqlite_file(ops_engine)
    assert file is not None
    file.write_bytes(b"not a database at all" * 500)
    kept = restore(ops_engine, backup, NOW)
    assert kept is not None
    assert kept.read_bytes().startswith(b"not a database")
    assert numbers(ops_engine) == ["PO-1"]


def test_a_damaged_backup_is_refused_before_anything_is_touched(
    ops_engine: Engine, tmp_path: Path
) -> None:
    add_order(ops_engine, "PO-1")
    backup = back_up(ops_engine, tmp_path / "backups", NOW)
    content = bytearray(backup.read_bytes())
    content[4096:12288] = os.urandom(8192)
    backup.write_bytes(content)
    with pytest.raises(BackupError):
        restore(ops_engine, backup, NOW)
    assert numbers(ops_engine) == ["PO-1"]
    assert not list(tmp_path.glob("*before-restore*"))


@pytest.mark.parametrize("content", [b"", b"Kein Backup", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_is_no_database_of_ours_is_refused(
    ops_engine: Engine, tmp_path: Path, content: bytes
) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(content)
    with pytest.raises(BackupError):
        restore(ops_engine, wrong, NOW)


def test_a_backup_that_is_not_there_is_named(ops_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"gone\.db"):
        restore(ops_engine, tmp_path / "gone.db", NOW)


def test_a_backup_of_a_newer_program_is_refused(ops_engine: Engine, tmp_path: Path) -> None:
    backup = back_up(ops_engine, tmp_path, NOW)
    with closing(sqlite3.connect(backup)) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
        conn.commit()
    with pytest.raises(SchemaTooNew):
        restore(ops_engine, backup, NOW)


def test_a_backup_from_before_the_migrations_can_be_restored_and_migrated(
    ops_engine: Engine, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as conn:
        conn.execute(
            "CREATE TABLE temu_orders (id INTEGER PRIMARY KEY, bestell_id NVARCHAR(50) NOT NULL)"
        )
        conn.execute("INSERT INTO temu_orders (bestell_id) VALUES ('PO-ALT')")
        conn.commit()
    restore(ops_engine, old, NOW)
    migrate(ops_engine, now=NOW)
    assert numbers(ops_engine) == ["PO-ALT"]


def test_a_database_in_use_by_a_writer_is_busy(ops_engine: Engine, tmp_path: Path) -> None:
    backup = back_up(ops_engine, tmp_path, NOW)
    with writing(ops_engine).begin(), pytest.raises(DatabaseBusy):
        restore(ops_engine, backup, NOW, patience=0.1)


def test_a_server_is_not_backed_up_by_us(postgres_server: PostgresServer, tmp_path: Path) -> None:
    engine = build_engine(postgres_server.url("postgres"))
    with pytest.raises(BackupError, match="own tools"):
        back_up(engine, tmp_path, NOW)


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    engine = build_engine(f"sqlite:///{tmp_path / 'toci.db'}")
    with pytest.raises(BackupError, match="no database yet"):
        back_up(engine, tmp_path, NOW)


def test_only_the_newest_backups_are_kept(ops_engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    made = [back_up(ops_engine, folder, NOW + timedelta(days=day)) for day in range(5)]
    (folder / "notes.db").touch()
    assert prune_backups(ops_engine, folder, keep=2) == tuple(made[:3])
    assert sorted(folder.glob("toci-*.db")) == made[3:]
    assert (folder / "notes.db").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for almost nothing."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or mount is None or unmount is None:
        pytest.skip("only root may mount a small disk")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=128k", "none", folder], check=False)
    if done.returncode != 0:
        pytest.skip("this machine does not allow mounting")
    yield folder
    subprocess.run([unmount, folder], check=True)


def test_a_full_disk_is_named_and_leaves_no_half_backup(
    ops_engine: Engine, small_disk: Path
) -> None:
    with pytest.raises(DiskFull) as caught:
        back_up(ops_engine, small_disk, NOW)
    assert "path" in caught.value.params
    assert list(small_disk.iterdir()) == []


def test_a_database_on_a_full_disk_says_so_and_keeps_what_it_had(small_disk: Path) -> None:
    engine = build_engine(f"sqlite:///{small_disk / 'notes.db'}")
    with writing(engine).begin() as conn:
        conn.execute(text("CREATE TABLE note (words TEXT)"))
        conn.execute(text("INSERT INTO note VALUES ('first')"))
    with pytest.raises(DiskFull), translate(), writing(engine).begin() as conn:
        for _ in range(100):
            conn.execute(text("INSERT INTO note VALUES (:words)"), {"words": "x" * 4000})
    with engine.connect() as conn:
        assert conn.scalars(text("SELECT words FROM note")).all() == ["first"]
    engine.dispose()
