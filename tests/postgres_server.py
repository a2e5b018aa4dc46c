"""A throw-away PostgreSQL server on a Unix socket, for tests and benchmarks.

The server refuses to run as root; its files then belong to an unprivileged user.
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER = "temu"
PREFIX = "temu-pg-"
START_SECONDS = 60
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
ENOUGH_BYTES = 2**30
UNSAFE_BUT_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=200",
)


class PostgresMissing(Exception):
    """No PostgreSQL server programs on this machine."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; ``folder`` holds its data and its socket."""

    folder: str

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    def create(self, database: str, template: str | None = None) -> str:
        """A new database, empty or a copy of another; its address."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template))
        self._run(statement)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        self._run(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )

    def save(self, path: Path) -> None:
        """Remember the server for other processes."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    def stop(self) -> None:
        """Stop at once and remove all files."""
        if (self._data / "postmaster.pid").exists():
            self.control("stop", "-w", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def control(self, *arguments: str) -> None:
        """Run pg_ctl on this cluster, as its owner."""
        subprocess.run(
            [_program("pg_ctl"), "-D", self._data, *arguments],
            check=True,
            # The server inherits these and would keep a pipe open.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            timeout=START_SECONDS,
            **_as_owner_of(Path(self.folder)),
        )

    @property
    def _data(self) -> Path:
        return Path(self.folder, "data")

    def _run(self, statement: sql.Composable) -> None:
        with psycopg.connect(
            host=self.folder, user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


def memory_folder() -> Path | None:
    """A folder in memory with room for a cluster, where the system has one.

    A database is three hundred files: to make and drop one for each test took a fifth of the time
    of the tests on databases, on ext4, which looks for inodes that were not used a moment ago.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES:
        return MEMORY
    return None


def load_server(path: Path) -> PostgresServer:
    """The server that another process saved."""
    return PostgresServer(**json.loads(path.read_text(encoding="utf-8")))


def start_server(above: Path | None = None) -> PostgresServer:
    """Make a cluster, in a folder of its own below this one or below that of temporary files, and
    start it; raises PostgresMissing where there is no PostgreSQL.
    """
    initdb = _program("initdb")
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=above))
    _sweep(folder.parent)
    if os.geteuid() == 0:
        user = _unprivileged()
        os.chown(folder, user.pw_uid, user.pw_gid)
    cluster = ["-D", folder / "data", "-U", OWNER, "-E", "UTF8", "--locale=C", "-A", "trust"]
    subprocess.run(
        [initdb, *cluster, "--no-sync"],
        check=True,
        capture_output=True,
        cwd=folder,
        **_as_owner_of(folder),
    )
    settings = [
        f"-c {setting}" for setting in (*UNSAFE_BUT_FAST, f"unix_socket_directories={folder}")
    ]
    server = PostgresServer(str(folder))
    try:
        server.control("start", "-w", "-l", str(folder / "server.log"), "-o", " ".join(settings))
    except subprocess.CalledProcessError:
        server.stop()
        raise
    return server


@contextlib.contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server for the length of a ``with`` block."""
    server = start_server()
    try:
        yield server
    finally:
        server.stop()


def _sweep(above: Path) -> None:
    """A session that was killed leaves its files, and those in memory would stay there."""
    for started in above.glob(f"{PREFIX}*/data/postmaster.pid"):
        try:
            os.kill(int(started.read_text(encoding="ascii").split("\n", 1)[0]), 0)
        except ProcessLookupError:
            shutil.rmtree(started.parents[1], ignore_errors=True)
        except (PermissionError, FileNotFoundError, ValueError):
            # Another session's: it runs as somebody else, or begins or ends at this moment.
            continue


def _program(name: str) -> str:
    found = shutil.which(name)
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if found is None and not installed:
        raise PostgresMissing(f"{name} is not installed (Debian: apt install postgresql)")
    return found or str(installed[0])


def _unprivileged() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _as_owner_of(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    owner = folder.stat()
    return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
