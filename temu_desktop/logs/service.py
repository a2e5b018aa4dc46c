"""What front ends read of the log: pages from the tail, single lines, the export into a file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from sqlalchemy import Connection

from temu_desktop.database import Database
from temu_desktop.errors import FileNotWritable
from temu_desktop.logs import queries
from temu_desktop.logs.queries import LogFigures, LogFilter, LogLine

Progress = Callable[[int, int], None]
"""(lines written, lines in all)."""


class LogForm(StrEnum):
    """What lines are exported as."""

    JSON = "json"
    CSV = "csv"


class LogService:
    """The log lines of one operations database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        wanted: LogFilter,
        *,
        before: int | None = None,
        after: int | None = None,
        limit: int = 200,
        offset: int = 0,
    ) -> list[LogLine]:
        """The newest lines (but for the last ``offset``), the newest before a line, or the first
        ones after a line."""
        return await self._database.read(
            lambda conn: queries.page(
                conn, wanted, before=before, after=after, limit=limit, offset=offset
            )
        )

    async def statistics(self, since: datetime) -> LogFigures:
        """How many lines there are since a moment."""
        return await self._database.read(lambda conn: queries.statistics(conn, since))

    async def stream(self, wanted: LogFilter, form: LogForm) -> AsyncIterator[str]:
        """Every line there is now as text, piece by piece; raises DatabaseError."""
        newest, last, count = await self.newest(), 0, 1
        while count:
            text, count, last = await self._database.read(
                lambda conn, after=last: _chunk(conn, wanted, after, newest, form)  # type: ignore[misc]
            )
            yield text

    async def line(self, number: int) -> LogLine | None:
        """One line in full; None where it was removed meanwhile."""
        found = await self.page(LogFilter(), after=number - 1, limit=1)
        return found[0] if found and found[0].id == number else None

    async def newest(self) -> int:
        """The newest line's id; 0 where there is none."""
        found = await self.page(LogFilter(), limit=1)
        return found[0].id if found else 0

    async def export(self, wanted: LogFilter, file: Path, form: LogForm, progress: Progress) -> int:
        """Write every line there is now into a file; how many there were.

        The file appears when it is whole; whoever cancels leaves nothing behind. Raises
        FileNotWritable, DatabaseError.
        """
        newest = await self.newest()
        total = await self._database.read(lambda conn: queries.count(conn, wanted, newest))
        beside = file.with_name(f"{file.name}.part")
        try:
            target = await asyncio.to_thread(lambda: beside.open("w", encoding="utf-8", newline=""))
            try:
                written = await self._write(
                    wanted, newest, form, target, lambda n: progress(n, total)
                )
            finally:
                target.close()
            await asyncio.to_thread(beside.replace, file)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise FileNotWritable(str(error), path=str(file)) from error
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return written

    async def _write(
        self,
        wanted: LogFilter,
        newest: int,
        form: LogForm,
        target: TextIO,
        progress: Callable[[int], None],
    ) -> int:
        written, last = 0, 0
        while True:
            text, count, last = await self._database.read(
                lambda conn, after=last: _chunk(conn, wanted, after, newest, form)  # type: ignore[misc]
            )
            if text:
                await asyncio.to_thread(target.write, text)
            if not count:
                return written
            written += count
            progress(written)


def _chunk(
    conn: Connection, wanted: LogFilter, after: int, newest: int, form: LogForm
) -> tuple[str, int, int]:
    """The next lines as text, how many they are, and the last one's id."""
    page = queries.page(conn, wanted, after=after, limit=queries.MOST)
    lines = [line for line in page if line.id <= newest]
    texts: Iterator[str]
    if form is LogForm.JSON:
        texts = queries.as_json_lines(iter(lines))
    else:
        texts = queries.as_csv(iter(lines))
        if after:
            next(texts)
    return "".join(texts), len(lines), lines[-1].id if lines else after
