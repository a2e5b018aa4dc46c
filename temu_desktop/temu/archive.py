"""TEMU's answers on disk, per run: JSON lines, one file per family of calls. A good answer lies
there whole, as it came (``answer``), or, where that is not at hand, as its ``result`` alone.

A line is written whole or, when the process dies, left torn at the end of its file; readers pass
over such an end and say so. A folder holds personal data, so only its owner may look into it.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from temu_desktop.errors import ArchiveError, ArchiveMissing, DiskFull, TemuError
from temu_desktop.ids import RunId
from temu_desktop.temu import calls

if TYPE_CHECKING:
    from temu_desktop.temu.client import Answer

_BUFFERED_RECORDS = 100
_ONE_LINE = bytes.maketrans(b"\r\n", b"  ")
_RUN_NAME = re.compile(r"(\d{8}-\d{6})-[\w-]+")


class Family(StrEnum):
    """Which calls lie in one file."""

    ORDERS = "orders"
    ADDRESSES = "addresses"
    AMOUNTS = "amounts"
    CANCELLATIONS = "cancellations"
    AFTER_SALES = "after_sales"
    SKUS = "skus"
    STOCK = "stock"
    SHIPPING = "shipping"
    OTHER = "other"


_FAMILIES: Mapping[str, Family] = {
    calls.ORDER_LIST: Family.ORDERS,
    calls.ADDRESS: Family.ADDRESSES,
    calls.ADDRESS_DECRYPTED: Family.ADDRESSES,
    calls.AMOUNTS: Family.AMOUNTS,
    calls.CANCEL_LIST: Family.CANCELLATIONS,
    calls.CANCEL_AGREE: Family.CANCELLATIONS,
    calls.AFTER_SALES_LIST: Family.AFTER_SALES,
    calls.SKU_LIST: Family.SKUS,
    calls.STOCK_EDIT: Family.STOCK,
    calls.STOCK_QUERY: Family.STOCK,
    calls.CARRIERS: Family.SHIPPING,
    calls.WAREHOUSES: Family.SHIPPING,
    calls.SHIPMENT_CONFIRM: Family.SHIPPING,
    calls.SHIPMENT_GET: Family.SHIPPING,
    calls.SHIPMENT_CHANGE: Family.SHIPPING,
    calls.SHIPMENT_ADD: Family.SHIPPING,
}


class ApiArchive:
    """All archived runs below one folder. Methods that touch the disk block; call them from a
    worker thread, except those of the writer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def writer(self, run: RunId) -> ArchiveWriter:
        """A writer for a run, to be used with ``async with``."""
        return ArchiveWriter(self._path_of(run))

    def folder_of(self, run: RunId) -> Path:
        """Where a run's answers lie; raises ArchiveMissing."""
        path = self._path_of(run)
        if not path.is_dir():
            raise ArchiveMissing("no archive of this run", run=run)
        return path

    def runs(self) -> tuple[RunId, ...]:
        """All runs that have an archive, the oldest first."""
        if not self._folder.is_dir():
            return ()
        names = sorted(entry.name for entry in self._folder.iterdir() if entry.is_dir())
        return tuple(RunId(name) for name in names if _RUN_NAME.fullmatch(name))

    def prune(self, before: datetime) -> tuple[RunId, ...]:
        """Delete the archives of runs that started before a moment; returns which."""
        old = tuple(run for run in self.runs() if _started(run) < before)
        for run in old:
            shutil.rmtree(self._folder / run)
        return old

    def _path_of(self, run: RunId) -> Path:
        if not _RUN_NAME.fullmatch(run):
            raise ArchiveMissing("not the name of a run", run=run)
        return self._folder / run


class ArchiveWriter:
    """Appends answers to the archive of one run, in its own thread; safe for concurrent tasks.

    Records are buffered and reach the disk at the latest with `flush` or the end of the block.
    Raises DiskFull or ArchiveError; what had been written before stays readable.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[tuple[Family, dict[str, object], bytes]] = []
        self._one_at_a_time = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "temu-archive")
        self._files: dict[Family, IO[bytes]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            await self.flush()
        finally:
            # In the thread, behind a write that a cancelled flush left: to close a large file takes
            # a disk tens of milliseconds.
            closing = self._thread.submit(self._close)
            self._thread.shutdown(wait=False)
            await asyncio.shield(asyncio.wrap_future(closing))

    async def add(self, answer: Answer) -> None:
        """Keep a good answer."""
        record: dict[str, object] = {
            "type": answer.type,
            "params": answer.params,
            "at": answer.received_at.isoformat(),
            "request_id": answer.request_id,
        }
        if json.detect_encoding(answer.body) == "utf-8" and answer.body:
            await self._keep(answer.type, record, answer.body)
        else:
            await self._keep(answer.type, {**record, "result": answer.result})

    async def add_failure(
        self, type: str, params: Mapping[str, object], error: TemuError, at: datetime
    ) -> None:
        """Keep that a call failed and how, so that a replay meets the same failure."""
        failure = {
            "code": error.code,
            "temu_code": error.temu_code,
            "reason": str(error.params.get("reason", error.code)),
            "text": str(error.params.get("text", "")),
        }
        await self._keep(
            type, {"type": type, "params": params, "at": at.isoformat(), "error": failure}
        )

    async def flush(self) -> None:
        """Put everything that was added on disk."""
        async with self._one_at_a_time:
            if not self._waiting:
                return
            records, self._waiting = self._waiting, []
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, self._write, records)

    async def _keep(self, type: str, record: dict[str, object], body: bytes = b"") -> None:
        self._waiting.append((_FAMILIES.get(type, Family.OTHER), record, body))
        if len(self._waiting) >= _BUFFERED_RECORDS:
            await self.flush()

    def _write(self, records: list[tuple[Family, dict[str, object], bytes]]) -> None:
        lines: dict[Family, list[bytes]] = {}
        for family, record, body in records:
            lines.setdefault(family, []).append(_line(record, body))
        for family, block in lines.items():
            self._append(family, b"".join(block))

    def _append(self, family: Family, block: bytes) -> None:
        path = self._folder / f"{family}.jsonl"
        try:
            file = self._files.get(family) or self._open(family, path)
            whole = file.tell()
            try:
                _write_all(file, block)
            except OSError:
                # Half a block must not stand in front of what a later flush writes.
                file.truncate(whole)
                file.seek(whole)
                raise
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise DiskFull("the archive cannot be written", path=path) from error
            raise ArchiveError("the archive cannot be written", path=path) from error

    def _close(self) -> None:
        for file in self._files.values():
            file.close()

    def _open(self, family: Family, path: Path) -> IO[bytes]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        file = path.open("r+b", buffering=0)
        self._files[family] = file
        _cut_torn_end(file)
        return file


def _line(record: Mapping[str, object], body: bytes) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair has no UTF-8; its backslash form is the JSON escape it came as.
    line = text.encode("utf-8", "backslashreplace")
    if not body:
        return line + b"\n"
    # In JSON that was decoded line breaks stand between values only, where blanks do as well.
    return line[:-1] + b',"answer":' + body.translate(_ONE_LINE) + b"}\n"


def _write_all(file: IO[bytes], block: bytes) -> None:
    view = memoryview(block)
    while view:
        view = view[file.write(view) :]


def _cut_torn_end(file: IO[bytes]) -> None:
    """Drop the rest of a line that a killed process left, and stand at the end."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        start = max(0, end - 65_536)
        file.seek(start)
        newline = file.read(end - start).rfind(b"\n")
        if newline >= 0:
            end = start + newline + 1
            break
        end = start
    file.truncate(end)
    file.seek(end)


def _started(run: RunId) -> datetime:
    match = _RUN_NAME.fullmatch(run)
    if match is None:
        raise ArchiveMissing("not the name of a run", run=run)
    return datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
