"""Cases as a table that grows at its lower end as far as somebody scrolls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject

from temu_desktop.console.table_model import Column, Index, ListTableModel, Start
from temu_desktop.orders.cases import AfterSalesRow, CaseFilter

Read = Callable[[CaseFilter], Awaitable[Sequence[AfterSalesRow]]]


class CasesTableModel(ListTableModel[AfterSalesRow]):
    """Rows are whole cases, the newest first."""

    def __init__(
        self, columns: Sequence[Column[AfterSalesRow]], read: Read, start: Start, parent: QObject
    ) -> None:
        super().__init__(columns, parent)
        self._read, self._run = read, start
        self.wanted = CaseFilter()
        self._more = self._reading = False
        self._opening = 0

    async def open(self, wanted: CaseFilter) -> None:
        """Other cases, or the same ones anew: as many as are shown already."""
        self._opening += 1
        opening = self._opening
        shown = self.rowCount() if wanted == self.wanted else 0
        rows = [*await self._read(wanted)]
        more = len(rows) >= wanted.limit
        while more and len(rows) < shown:
            page = await self._read(replace(wanted, before=rows[-1]))
            rows, more = [*rows, *page], len(page) >= wanted.limit
        if opening == self._opening:
            self.wanted, self._more = wanted, more
            self.show_rows(tuple(rows))

    def place_of(self, case: str) -> int:
        """A case's place; -1 where it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row.case == case), -1)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are older cases."""
        return self._more and not self._reading

    def fetchMore(self, parent: Index) -> None:
        """Somebody scrolls down: read older cases."""
        if self.canFetchMore(parent):
            self._reading = True
            self._run(self._read_on())

    async def _read_on(self) -> None:
        opening, last = self._opening, self._rows[-1] if self._rows else None
        try:
            rows = await self._read(replace(self.wanted, before=last))
        finally:
            self._reading = False
        if opening != self._opening:
            return
        self._more = len(rows) >= self.wanted.limit
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows = (*self._rows, *rows)
            self._count = len(self._rows)
            self.endInsertRows()
