"""The small tables of one order: its lines and its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.event_words import (
    event_actor,
    event_words,
    temu_status_name,
)
from temu_desktop.console.table_model import Column
from temu_desktop.console.widgets.tables import ListTable
from temu_desktop.console.words.foreign import isolated
from temu_desktop.orders.details import LineDetails
from temu_desktop.timeline.model import StoredEntry

_Row = TypeVar("_Row")
_STRETCHING = "text"
"""The key of the column that takes the room that is left."""


class SmallTable(ListTable[_Row]):
    """All rows are here; one column takes the room that is left."""

    def __init__(
        self, desk: Desk, name: str, columns: Sequence[Column[_Row]], *, spare: Sequence[str] = ()
    ) -> None:
        key = f"orders.{name}.widths"
        super().__init__(columns, desk.memory, key, stretching=_STRETCHING, spare=spare)


class LineTable(SmallTable[LineDetails]):
    """Lines with their article, pieces and prices."""

    def __init__(self, desk: Desk) -> None:
        translate = QCoreApplication.translate
        self._desk, self.currency = desk, "EUR"
        super().__init__(
            *(desk, "lines"),
            [
                Column(
                    *("article", lambda: translate("OrderLines", "Article"), _article, 200),
                    tip=_tip,
                ),
                Column("text", lambda: translate("OrderLines", "Name"), _name, tip=_name),
                Column(
                    *("pieces", lambda: translate("OrderLines", "Pieces"), self._pieces, 84, True),
                    tip=self._quantity,
                ),
                Column(
                    *("price", lambda: translate("OrderLines", "Each, gross"), self._unit),
                    width=140,
                    right=True,
                ),
                Column(
                    *("total", lambda: translate("OrderLines", "Total, gross"), self._total),
                    width=140,
                    right=True,
                ),
                Column(
                    *("vat", lambda: translate("OrderLines", "Tax"), self._rate, 80, True),
                ),
                Column("state", lambda: translate("OrderLines", "At TEMU"), _at_temu, 136),
            ],
            spare=("vat", "state", "price"),
        )

    def _pieces(self, line: LineDetails) -> str:
        return self._desk.languages.formats.number(line.pieces)

    def _quantity(self, line: LineDetails) -> str:
        """Units, and what became of them."""
        translate = QCoreApplication.translate
        told = [translate("OrderLines", "Units to ship: {count}").format(count=line.quantity)]
        if line.original_quantity is not None and line.original_quantity != line.quantity:
            words = translate("OrderLines", "Units ordered: {count}")
            told.append(words.format(count=line.original_quantity))
        if line.cancelled_quantity:
            words = translate("OrderLines", "Units cancelled: {count}")
            told.append(words.format(count=line.cancelled_quantity))
        if line.sold_factor > 1:
            words = translate("OrderLines", "Pieces per unit: {count}")
            told.append(words.format(count=line.sold_factor))
        return "\n".join(told)

    def _unit(self, line: LineDetails) -> str:
        return self._desk.languages.formats.money(line.unit_gross, self.currency)

    def _total(self, line: LineDetails) -> str:
        return self._desk.languages.formats.money(line.total_gross, self.currency)

    def _rate(self, line: LineDetails) -> str:
        rate = line.vat_rate
        return self._desk.languages.formats.percent(None if rate is None else float(rate) / 100)


class TimelineTable(SmallTable[StoredEntry]):
    """What happened to the order, the newest first."""

    def __init__(self, desk: Desk) -> None:
        translate = QCoreApplication.translate
        self._desk = desk
        super().__init__(
            *(desk, "timeline"),
            [
                Column("at", lambda: translate("OrderTimeline", "When"), self._at, 180),
                Column("text", lambda: translate("OrderTimeline", "What happened"), self._event),
                Column(
                    *("who", lambda: translate("OrderTimeline", "By"), self._who, 190),
                    tip=_open_tip,
                ),
            ],
            spare=("who",),
        )

    def show_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Show a timeline."""
        self.rows.show_rows(tuple(reversed(entries)))

    def run_of(self, place: int) -> str:
        """The run that an entry comes from; nothing for a person's."""
        stored = self.rows.row_at(place)
        return (stored.run or "") if stored is not None else ""

    def _at(self, stored: StoredEntry) -> str:
        return self._desk.languages.formats.moment(stored.at)

    def _event(self, stored: StoredEntry) -> str:
        return event_words(stored, self._desk.languages.texts)

    def _who(self, stored: StoredEntry) -> str:
        actor = event_actor(stored)
        return isolated(actor) or QCoreApplication.translate("OrderTimeline", "orders job")


def _article(line: LineDetails) -> str:
    if len(line.products) > 1:
        return ", ".join(sku for sku, _ in line.products)
    return line.sku


def _tip(line: LineDetails) -> str:
    return f"{_article(line)}\n{line.number}"


def _name(line: LineDetails) -> str:
    return isolated(f"{line.name} {line.variation}".strip())


def _at_temu(line: LineDetails) -> str:
    return temu_status_name(line.temu_status) if line.temu_status is not None else ""


def _open_tip(stored: StoredEntry) -> str:
    """How to see more of it."""
    if stored.run is None:
        return ""
    return QCoreApplication.translate("OrderTimeline", "Enter opens the run")
