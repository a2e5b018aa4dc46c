"""Whether anything was committed since somebody looked, without looking."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path


class FileVersion:
    """The version of an embedded database as one more connection sees it; for one thread.

    Asking is a look at memory that all connections share: it never waits for a lock.
    """

    def __init__(self, file: Path) -> None:
        self._address = f"{file.absolute().as_uri()}?mode=rw"
        self._connection: sqlite3.Connection | None = None

    def now(self) -> int | None:
        """A number that every commit of another connection changes, in this process or any
        (https://sqlite.org/pragma.html#pragma_data_version); None where it cannot be told."""
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    self._address, uri=True, timeout=0, check_same_thread=False
                )
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error:
            self.close()
            return None
        return int(version)

    def close(self) -> None:
        """Give the file up; asking again opens it again."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


class News:
    """What one onlooker has not seen yet of a database; ``version`` as ``Database.version``."""

    def __init__(self, version: Callable[[], int | None]) -> None:
        self._version = version
        self._seen: int | None = None

    @contextlib.contextmanager
    def look(self) -> Iterator[bool]:
        """Whether there may be something new. It counts as seen once the block has ended well."""
        version = self._version()
        yield version is None or version != self._seen
        self._seen = version
