"""The columns of the table of orders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.stages import stage_of
from temu_desktop.console.pages.orders.words import deadline_words, stage_name, stage_sign
from temu_desktop.console.table_model import Column
from temu_desktop.console.theme import Tone
from temu_desktop.console.words.foreign import isolated
from temu_desktop.orders.filtering import SortBy
from temu_desktop.orders.rows import OrderRow

_ATTENTION = "triangle-alert"


def order_columns(desk: Desk, now: Callable[[], datetime]) -> list[Column[OrderRow]]:
    """Every text is made when it is painted, in the language and at the time of then."""
    cells = _Cells(desk, now)
    return [*_who(cells), *_when(cells)]


def _who(cells: _Cells) -> list[Column[OrderRow]]:
    translate = QCoreApplication.translate
    return [
        Column(
            *("status", lambda: translate("OrdersTable", "Status"), cells.status, 200),
            icon=cells.status_icon,
            tip=cells.why,
        ),
        Column(
            *("number", lambda: translate("OrdersTable", "Order"), lambda row: row.number, 292),
            sort_key=SortBy.NUMBER.value,
            icon=cells.attention,
            tip=cells.why,
        ),
        Column(
            *("buyer", lambda: translate("OrdersTable", "Buyer"), cells.buyer, 140),
            sort_key=SortBy.BUYER.value,
        ),
    ]


def _when(cells: _Cells) -> list[Column[OrderRow]]:
    translate = QCoreApplication.translate
    return [
        Column(
            *("ship_by", lambda: translate("OrdersTable", "Ship by"), cells.deadline, 190),
            sort_key=SortBy.SHIP_BY_AT.value,
            icon=cells.deadline_icon,
            colour=cells.deadline_colour,
            tip=cells.deadline_moment,
        ),
        Column(
            *("ordered", lambda: translate("OrdersTable", "Ordered"), cells.ordered, 114),
            sort_key=SortBy.ORDERED_AT.value,
            tip=cells.ordered_moment,
        ),
        Column(
            *("total", lambda: translate("OrdersTable", "Total"), cells.total, 116, True),
            tip=cells.pieces,
        ),
    ]


class _Cells:
    """What stands in a row."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        self._desk, self._now = desk, now

    def status(self, row: OrderRow) -> str:
        return stage_name(stage_of(row))

    def status_icon(self, row: OrderRow) -> Any:
        tone, icon = stage_sign(stage_of(row))
        return self._desk.look.icon(icon, tone)

    def attention(self, row: OrderRow) -> Any:
        return self._desk.look.icon(_ATTENTION, Tone.WARN) if row.needs_person else None

    def why(self, row: OrderRow) -> str:
        """What a person should know about the state."""
        texts = self._desk.languages.texts
        told = [self.status(row), *(texts.reason(rule) for rule in row.issues)]
        if row.rejection_reason:
            told.append(texts.reason(row.rejection_reason))
        if row.hold_reason:
            told.append(texts.reason(row.hold_reason.value))
        return "\n".join(dict.fromkeys(told))

    def buyer(self, row: OrderRow) -> str:
        return isolated(row.buyer)

    def deadline(self, row: OrderRow) -> str:
        return self._deadline(row)[0]

    def deadline_icon(self, row: OrderRow) -> Any:
        _, tone, icon = self._deadline(row)
        return self._desk.look.icon(icon, tone) if icon else None

    def deadline_colour(self, row: OrderRow) -> Any:
        tone = self._deadline(row)[1]
        return QColor(self._desk.look.colour(tone)) if tone else None

    def deadline_moment(self, row: OrderRow) -> str:
        return self._desk.languages.formats.moment(row.ship_by_at)

    def ordered_moment(self, row: OrderRow) -> str:
        return self._desk.languages.formats.moment(row.ordered_at)

    def ordered(self, row: OrderRow) -> str:
        return self._desk.languages.formats.short(row.ordered_at, self._now())

    def total(self, row: OrderRow) -> str:
        return self._desk.languages.formats.money(row.total, row.currency)

    def pieces(self, row: OrderRow) -> str:
        words = QCoreApplication.translate("OrdersTable", "Lines: {lines}, pieces: {pieces}")
        return words.format(lines=row.lines, pieces=row.pieces)

    def _deadline(self, row: OrderRow) -> tuple[str, Tone | None, str | None]:
        return deadline_words(row, self._desk.languages.formats, self._now())
