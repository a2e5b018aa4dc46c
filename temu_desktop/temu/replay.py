"""Archived answers read back: step 2 of a run, and any run again without the network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from temu_desktop.errors import ArchiveError
from temu_desktop.ids import RunId
from temu_desktop.temu.archive import ApiArchive, Family


@dataclass(frozen=True, slots=True)
class ArchivedFailure:
    """How a call failed: our code, TEMU's number, our word, TEMU's text."""

    code: str
    temu_code: int | None
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Archived:
    """One archived call: its ``result``, or its ``failure``."""

    type: str
    params: Mapping[str, object]
    received_at: datetime
    request_id: str
    result: object
    failure: ArchivedFailure | None


class RunArchive:
    """The archive of one run. Reading blocks, so it belongs into a worker thread; it streams, so
    memory does not grow with the run. Raises ArchiveMissing, or ArchiveError for a damaged line."""

    def __init__(self, archive: ApiArchive, run: RunId) -> None:
        self.run = run
        self._folder = archive.folder_of(run)
        self._torn: set[Family] = set()

    @property
    def torn(self) -> frozenset[Family]:
        """Families whose last line a killed process left incomplete, as far as they were read."""
        return frozenset(self._torn)

    def stream(self, family: Family) -> Iterator[Archived]:
        """The calls of a family in the order in which they were written."""
        for _, record in self._records(family):
            yield record

    def latest(self, family: Family, parameter: str) -> ArchivedCalls:
        """The calls of a family to be looked up by one of their parameters."""
        places: dict[str, int] = {}
        good: set[str] = set()
        for place, record in self._records(family):
            key = str(record.params.get(parameter, ""))
            if record.failure is None:
                good.add(key)
            elif key in good:
                continue
            places[key] = place
        return ArchivedCalls(self._path(family), places)

    def _records(self, family: Family) -> Iterator[tuple[int, Archived]]:
        path = self._path(family)
        if not path.exists():
            return
        with path.open("rb") as file:
            place = 0
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    self._torn.add(family)
                    return
                yield place, _read(line, path, number)
                place += len(line)

    def _path(self, family: Family) -> Path:
        return self._folder / f"{family}.jsonl"


class ArchivedCalls:
    """Calls by key, the newest good one (a failure only where there is no good one); only their
    places are in memory. A context manager that closes the file."""

    def __init__(self, path: Path, places: Mapping[str, int]) -> None:
        self._path = path
        self._places = places
        self._file: IO[bytes] | None = None

    def __enter__(self) -> ArchivedCalls:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def get(self, key: str) -> Archived | None:
        """The call with this key, or ``None``."""
        place = self._places.get(key)
        if place is None:
            return None
        if self._file is None:
            self._file = self._path.open("rb")
        self._file.seek(place)
        return _read(self._file.readline(), self._path, None)


class ArchivedOrders:
    """What step 2 of the order workflow reads of one run."""

    def __init__(self, archive: RunArchive) -> None:
        self._archive = archive

    def pages(self) -> Iterator[Archived]:
        """The pages of the order list, as they were read."""
        return self._archive.stream(Family.ORDERS)

    def cancellations(self) -> Iterator[Archived]:
        """The pages of the buyers' wishes to cancel."""
        return self._archive.stream(Family.CANCELLATIONS)

    def addresses(self) -> ArchivedCalls:
        """Address calls by order number."""
        return self._archive.latest(Family.ADDRESSES, "parentOrderSn")

    def amounts(self) -> ArchivedCalls:
        """Amount calls by order number."""
        return self._archive.latest(Family.AMOUNTS, "parentOrderSn")


def _read(line: bytes, path: Path, number: int | None) -> Archived:
    try:
        fields = json.loads(line)
        failure = fields.get("error")
        answer = fields.get("answer", fields)
        return Archived(
            type=fields["type"],
            params=fields["params"],
            received_at=datetime.fromisoformat(fields["at"]),
            request_id=fields.get("request_id", ""),
            result=answer.get("result"),
            failure=None if failure is None else ArchivedFailure(**failure),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveError("an archived line is damaged", path=path, line=number) from error
