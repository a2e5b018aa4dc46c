"""A finger on a screen: real input events by xdotool."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTableView, QWidget

from tests.console.hand import until

STILL_SECONDS = 0.1


async def _still(where: Callable[[], QPoint]) -> QPoint:
    """The place, once it has been the same for a moment: a page that has just come up moves."""
    place = QPoint()
    while place != (now := where()):
        place = now
        await asyncio.sleep(STILL_SECONDS)
    return place


class Finger:
    """What a hand does on the screen: the server sends the events, nobody calls a widget."""

    async def click(self, widget: QWidget) -> None:
        """Move there and press, once it stands still."""
        place = await _still(lambda: widget.mapToGlobal(widget.rect().center()))
        assert widget.isVisible() and widget.isEnabled(), widget
        await self.click_at(place)

    async def click_cell(self, table: QTableView, row: int, column: int) -> None:
        """The same for a cell, once its row is there."""

        def place() -> QPoint:
            rect = table.visualRect(table.model().index(row, column))
            return table.viewport().mapToGlobal(rect.center())

        await until(lambda: table.model().index(row, column + 1).data(), f"row {row}")
        await self.click_at(await _still(place))

    async def click_at(self, place: QPoint) -> None:
        """Press a place of the screen."""
        await self._do("mousemove", "--sync", str(place.x()), str(place.y()), "click", "1")

    async def type(self, text: str) -> None:
        """Type as a person does."""
        await self._do("type", "--delay", "90", "--", text)

    async def key(self, *names: str) -> None:
        """Press keys one after the other, e.g. ``ctrl+2``."""
        await self._do("key", "--delay", "90", *names)

    async def scan(self, code: str) -> None:
        """What a scanner sends: quick keys and Enter."""
        await self._do("type", "--delay", "4", "--", f"{code}\n")

    async def _do(self, *words: str) -> None:
        process = await asyncio.create_subprocess_exec("xdotool", *words)
        assert await process.wait() == 0, words
        await asyncio.sleep(0.05)
