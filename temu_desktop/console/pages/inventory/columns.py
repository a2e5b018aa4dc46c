"""The columns of the table of stock."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from temu_desktop.console.desk import Desk
from temu_desktop.console.formatting import NOTHING
from temu_desktop.console.pages.inventory.states import state_of
from temu_desktop.console.pages.inventory.words import (
    difference_sign,
    signed,
    state_meaning,
    state_name,
    state_sign,
)
from temu_desktop.console.table_model import Column
from temu_desktop.console.words.foreign import isolated
from temu_desktop.inventory.queries import StockRow
from temu_desktop.inventory.selection import StockSort

MARK, NAME = "mark", "name"
SPARE = ("in_flight", "buffer", "proven", "sent", "available", "target")
"""Left out where there is no room, the first of them first; the details have all of them."""


def stock_columns(
    desk: Desk, now: Callable[[], datetime], marked: Collection[str]
) -> list[Column[StockRow]]:
    """Every text is made when it is painted, in the language and at the time of then."""
    cells = _Cells(desk, now, marked)
    return [*_names(cells), *_pieces(cells), *_numbers(cells), *_rest(cells)]


def _names(cells: _Cells) -> list[Column[StockRow]]:
    translate = QCoreApplication.translate
    return [
        Column(
            *(MARK, lambda: "", lambda row: "", 52),
            icon=cells.mark,
            tip=cells.mark_tip,
            head_icon=cells.mark_all,
        ),
        Column(
            *("sku", lambda: translate("StockTable", "SKU"), lambda row: row.sku, 170),
            sort_key=StockSort.SKU.value,
        ),
        Column(
            *(NAME, lambda: translate("StockTable", "Article"), cells.name, 150),
            sort_key=StockSort.NAME.value,
            tip=lambda row: row.name,
        ),
    ]


def _pieces(cells: _Cells) -> list[Column[StockRow]]:
    translate, figure = QCoreApplication.translate, cells.figure
    return [
        Column(
            *("available", lambda: translate("StockTable", "Available")),
            text=lambda row: figure(row.available),
            width=116,
            right=True,
            sort_key=StockSort.AVAILABLE.value,
            tip=lambda row: translate("StockTable", "What JTL can still promise"),
        ),
        Column(
            *("in_flight", lambda: translate("StockTable", "In flight")),
            text=lambda row: figure(row.in_flight),
            width=112,
            right=True,
            tip=lambda row: translate("StockTable", "Sold at TEMU and not in JTL yet"),
        ),
        Column(
            *("buffer", lambda: translate("StockTable", "Buffer")),
            text=lambda row: figure(row.buffer),
            width=84,
            right=True,
            tip=lambda row: translate("StockTable", "Pieces kept back by the rule"),
        ),
    ]


def _numbers(cells: _Cells) -> list[Column[StockRow]]:
    translate, figure = QCoreApplication.translate, cells.figure
    return [
        Column(
            *("target", lambda: translate("StockTable", "Target")),
            text=lambda row: figure(row.target),
            width=86,
            right=True,
            sort_key=StockSort.TARGET.value,
            tip=lambda row: translate("StockTable", "What TEMU should show"),
        ),
        Column(
            *("temu", lambda: translate("StockTable", "At TEMU")),
            text=lambda row: figure(row.temu_stock),
            width=112,
            right=True,
            sort_key=StockSort.TEMU.value,
            tip=cells.temu_tip,
        ),
        Column(
            *("difference", lambda: translate("StockTable", "Difference")),
            text=cells.difference,
            width=118,
            right=True,
            sort_key=StockSort.DIFFERENCE.value,
            icon=cells.difference_icon,
            colour=cells.difference_colour,
            tip=cells.difference_tip,
        ),
    ]


def _rest(cells: _Cells) -> list[Column[StockRow]]:
    translate = QCoreApplication.translate
    return [
        Column(
            *("state", lambda: translate("StockTable", "State"), cells.state, 156),
            icon=cells.state_icon,
            tip=cells.state_tip,
        ),
        Column(
            *("sent", lambda: translate("StockTable", "Last sent"), cells.sent, 142),
            sort_key=StockSort.SENT.value,
            tip=lambda row: cells.moment(row.sent_at),
        ),
        Column(
            *("proven", lambda: translate("StockTable", "Proven"), cells.proven, 134),
            tip=lambda row: translate("StockTable", "Read back from TEMU: {time}").format(
                time=cells.moment(row.proven_at)
            ),
        ),
    ]


class _Cells:
    """What stands in a row."""

    def __init__(self, desk: Desk, now: Callable[[], datetime], marked: Collection[str]) -> None:
        self._desk, self._now, self._marked = desk, now, marked

    def mark(self, row: StockRow) -> Any:
        name = "square-check" if row.sku in self._marked else "square"
        return self._desk.look.icon(name)

    def mark_all(self) -> Any:
        return self._desk.look.icon("square-check" if self._marked else "square")

    def mark_tip(self, row: StockRow) -> str:
        if row.sku in self._marked:
            return QCoreApplication.translate("StockTable", "marked")
        return QCoreApplication.translate("StockTable", "not marked")

    def name(self, row: StockRow) -> str:
        return isolated(row.name) or NOTHING

    def figure(self, value: int | None) -> str:
        return self._desk.languages.formats.number(value)

    def temu_tip(self, row: StockRow) -> str:
        if row.temu_stock is None:
            return QCoreApplication.translate("StockTable", "TEMU's quantity is not known")
        return QCoreApplication.translate("StockTable", "What TEMU shows as far as we know")

    def difference(self, row: StockRow) -> str:
        return signed(row.difference, self._desk.languages.formats)

    def difference_icon(self, row: StockRow) -> Any:
        sign = difference_sign(row.difference)
        return self._desk.look.icon(sign[1], sign[0]) if sign else None

    def difference_colour(self, row: StockRow) -> Any:
        sign = difference_sign(row.difference) if row.difference else None
        return QColor(self._desk.look.colour(sign[0])) if sign else None

    def difference_tip(self, row: StockRow) -> str:
        translate = QCoreApplication.translate
        if row.difference is None:
            return translate("StockTable", "The difference is not known")
        if not row.difference:
            return translate("StockTable", "No difference")
        if row.difference > 0:
            return translate("StockTable", "TEMU shows too little")
        return translate("StockTable", "TEMU shows too much")

    def state(self, row: StockRow) -> str:
        return state_name(state_of(row))

    def state_icon(self, row: StockRow) -> Any:
        tone, icon = state_sign(state_of(row))
        return self._desk.look.icon(icon, tone)

    def state_tip(self, row: StockRow) -> str:
        meaning = state_meaning(state_of(row))
        if row.refused_code is None:
            return meaning
        return f"{meaning}\n{self._desk.languages.texts.reason(row.refused_code)}"

    def sent(self, row: StockRow) -> str:
        return self._short(row.sent_at)

    def proven(self, row: StockRow) -> str:
        return self._short(row.proven_at)

    def moment(self, value: datetime | None) -> str:
        return self._desk.languages.formats.moment(value)

    def _short(self, value: datetime | None) -> str:
        return self._desk.languages.formats.short(value, self._now())
