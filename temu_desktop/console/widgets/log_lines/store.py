"""A million log lines in little memory: chunks of text and numbers with an index, no widgets.

Of each line the list keeps what a row shows; a message is cut to what fits on the widest screen.
The whole line is read again from the database when somebody opens it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from sys import getsizeof

from temu_desktop.logs.queries import LEVELS, LogLine

MOST = 1_000_000
CHUNK = 2000
MESSAGE_BYTES = 240
COPIED_AT_MOST = 10_000
SUBJECT_BYTES = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SPLIT = b"\x1f"
_HAS_ERROR = 0x80


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line as a row shows it; ``has_error``: the database holds an error's text beside it."""

    id: int
    at: datetime
    level: str
    job: str
    run: str
    step: str
    subject: str
    logger: str
    message: str
    has_error: bool


class _Chunk:
    """Up to ``CHUNK`` lines, in order; names that repeat are kept once."""

    __slots__ = ("_known", "ends", "ids", "levels", "names", "places", "text", "times")

    def __init__(self) -> None:
        self.ids = array("q")
        self.times = array("q")
        self.levels = bytearray()
        self.places = array("H")
        self.ends = array("I")
        self.text = bytearray()
        self.names: list[str] = []
        self._known: dict[str, int] = {}

    def add(self, line: LogLine) -> None:
        self.ids.append(line.id)
        self.times.append((line.at - _EPOCH) // _MICROSECOND)
        level = LEVELS.index(line.level) if line.level in LEVELS else 1
        self.levels.append(level | (_HAS_ERROR if line.error else 0))
        known, names = self._known, self.names
        for name in (line.job, line.run or "", line.step or "", line.logger or ""):
            place = known.get(name)
            if place is None:
                place = known[name] = len(names)
                names.append(name)
            self.places.append(place)
        self.text += _cut(line.subject or "", SUBJECT_BYTES) + _SPLIT
        self.text += _cut(line.message, MESSAGE_BYTES)
        self.ends.append(len(self.text))

    def seal(self) -> None:
        """No more lines come: give back what the arrays hold in reserve."""
        self._known = {}
        self.ids, self.times = self.ids[:], self.times[:]
        self.places, self.ends = self.places[:], self.ends[:]
        self.levels, self.text = bytearray(self.levels), bytearray(self.text)

    def line(self, place: int) -> KeptLine:
        begin = self.ends[place - 1] if place else 0
        subject, _, message = bytes(self.text[begin : self.ends[place]]).partition(_SPLIT)
        level = self.levels[place]
        names = [self.names[name] for name in self.places[4 * place : 4 * place + 4]]
        return KeptLine(
            id=self.ids[place],
            at=_EPOCH + timedelta(microseconds=self.times[place]),
            level=LEVELS[level & ~_HAS_ERROR],
            job=names[0],
            run=names[1],
            step=names[2],
            subject=subject.decode(),
            logger=names[3],
            message=message.decode(),
            has_error=bool(level & _HAS_ERROR),
        )

    @property
    def size(self) -> int:
        """Bytes that the chunk takes."""
        parts: Iterable[object] = (
            *(self.ids, self.times, self.places, self.ends, self.levels, self.text),
            *(self.names, self._known, *self.names),
        )
        return sum(getsizeof(part) for part in parts)


class LogStore:
    """Lines by row, the oldest first; beyond ``most`` the oldest ones go, a chunk at a time."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._chunks: list[_Chunk] = []
        self._starts: list[int] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def first_id(self) -> int:
        """The oldest line's id; 0 where there is none."""
        return self._chunks[0].ids[0] if self._chunks else 0

    @property
    def last_id(self) -> int:
        """The newest line's id; 0 where there is none."""
        return self._chunks[-1].ids[-1] if self._chunks else 0

    @property
    def full(self) -> bool:
        """No older lines find room."""
        return self._count + CHUNK > self.most

    def clear(self) -> None:
        """Forget everything."""
        self._chunks, self._starts, self._count = [], [], 0

    def append(self, lines: Sequence[LogLine]) -> int:
        """Newer lines; how many of the oldest ones went for them."""
        for line in lines:
            if not self._chunks or len(self._chunks[-1].ids) >= CHUNK:
                if self._chunks:
                    self._chunks[-1].seal()
                self._chunks.append(_Chunk())
                self._starts.append(self._count)
            self._chunks[-1].add(line)
            self._count += 1
        return self._drop_oldest()

    def prepend(self, lines: Sequence[LogLine]) -> int:
        """Older lines, in order; how many were taken: none where there is no room."""
        if not lines or self._count + len(lines) > self.most:
            return 0
        chunk = _Chunk()
        for line in lines:
            chunk.add(line)
        chunk.seal()
        self._chunks.insert(0, chunk)
        self._count += len(lines)
        self._number()
        return len(lines)

    def line(self, row: int) -> KeptLine:
        """The line of a row; raises IndexError for a row that is not there."""
        if not 0 <= row < self._count:
            raise IndexError(row)
        place = bisect_right(self._starts, row) - 1
        return self._chunks[place].line(row - self._starts[place])

    def row_of(self, number: int) -> int:
        """The row of the line with this id, or of the next one after it."""
        place = max(0, bisect_right(self._chunks, number, key=lambda chunk: chunk.ids[0]) - 1)
        if not self._chunks:
            return 0
        return self._starts[place] + bisect_left(self._chunks[place].ids, number)

    @property
    def size(self) -> int:
        """Bytes that all lines take."""
        return sum(chunk.size for chunk in self._chunks) + getsizeof(self._starts)

    def _drop_oldest(self) -> int:
        dropped = 0
        while self._count - dropped > self.most and len(self._chunks) > 1:
            dropped += len(self._chunks.pop(0).ids)
        if dropped:
            self._count -= dropped
            self._number()
        return dropped

    def _number(self) -> None:
        self._starts = []
        start = 0
        for chunk in self._chunks:
            self._starts.append(start)
            start += len(chunk.ids)


def _cut(text: str, most: int) -> bytes:
    """One line of UTF-8 of at most so many bytes, whole characters only."""
    found = " ".join(text[:most].split()).encode("utf-8", "replace")
    return found[:most].decode("utf-8", "ignore").encode() if len(found) > most else found


def text_of(store: LogStore, first: int, last: int) -> str:
    """Rows as text for other programs, one line each."""
    last = min(last, first + COPIED_AT_MOST - 1, len(store) - 1)
    lines = (store.line(row) for row in range(first, last + 1))
    return "\n".join(
        "\t".join((line.at.isoformat(), line.level, line.job, line.run, line.subject, line.message))
        for line in lines
    )
