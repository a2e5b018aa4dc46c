"""A job's runs as a table that grows at its lower end as far as somebody scrolls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from temu_desktop.console.formatting import Formats
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.table_model import Index, Start
from temu_desktop.console.words.jobs import starter_name, state_look, state_name, trigger_name
from temu_desktop.ids import RunId
from temu_desktop.jobs.queries import RunRow

WIDTHS = (186, 104, 84)
Read = Callable[[RunId | None], Awaitable[Sequence[RunRow]]]
"""The page of runs after this one; the first page for None."""


class RunsModel(QAbstractTableModel):
    """Rows are whole runs, the newest first."""

    def __init__(self, look: Look, languages: Languages, start: Start, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._languages, self._start = look, languages, start
        self._read: Read | None = None
        self._rows: list[RunRow] = []
        self._more = self._reading = False
        self._now: datetime | None = None

    async def open(self, read: Read, now: datetime, page: int) -> None:
        """Other runs: read the first page."""
        self._read = read
        rows = await read(None)
        if self._read is not read:
            return
        self.beginResetModel()
        self._rows, self._more, self._now = list(rows), len(rows) >= page, now
        self.endResetModel()

    async def renew(self, now: datetime, page: int) -> None:
        """The newest runs have changed: read the first page again and keep what is below it."""
        read = self._read
        if read is None:
            return
        fresh = list(await read(None))
        if self._read is not read:
            return
        self._now = now
        known = {row.run for row in self._rows}
        added = sum(row.run not in known for row in fresh)
        kept = self._rows[len(fresh) - added :] if len(fresh) >= page else []
        overlap = [row.run for row in fresh[added:]] == [
            row.run for row in self._rows[: len(fresh) - added]
        ]
        if not overlap or not known:
            self.beginResetModel()
            self._rows, self._more = fresh, len(fresh) >= page
            self.endResetModel()
            return
        self._grow(added, [*fresh, *kept])

    def row(self, place: int) -> RunRow | None:
        """A run by its place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, run: RunId) -> int:
        """A run's place; -1 where it has not been read."""
        return next((place for place, row in enumerate(self._rows) if row.run == run), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The runs read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """State, start, duration, cause."""
        return 0 if parent.isValid() else 4

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are older runs."""
        return self._more and not self._reading

    def fetchMore(self, parent: Index) -> None:
        """Somebody scrolls down: read older runs."""
        if self.canFetchMore(parent):
            self._reading = True
            self._start(self._fetch())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The titles, in the language of now."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row = self.row(index.row())
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            tone, icon = state_look(row.state.value)
            return self._look.icon(icon, tone)
        return None

    def _text(self, row: RunRow, column: int) -> str:
        formats: Formats = self._languages.formats
        if column == 0:
            name = state_name(row.state.value)
            return f"{name} ×{row.due_count}" if row.due_count > 1 else name
        if column == 1:
            return formats.short(row.started_at, self._now or row.started_at)
        if column == 2:
            return formats.duration(row.seconds)
        if not row.started_by or row.trigger != "manual":
            return trigger_name(row.trigger)
        return f"{trigger_name(row.trigger)}, {starter_name(row.started_by)}"

    def _grow(self, added: int, rows: list[RunRow]) -> None:
        if added:
            self.beginInsertRows(QModelIndex(), 0, added - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 3))

    async def _fetch(self) -> None:
        read, last = self._read, self._rows[-1].run if self._rows else None
        try:
            rows = await read(last) if read is not None else []
        finally:
            self._reading = False
        if self._read is not read or not self._rows or self._rows[-1].run != last:
            return
        self._more = bool(rows)
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows = [*self._rows, *rows]
            self.endInsertRows()


def _titles() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("RunsTable", "State"),
        translate("RunsTable", "Began"),
        translate("RunsTable", "Took"),
        translate("RunsTable", "Cause"),
    )
