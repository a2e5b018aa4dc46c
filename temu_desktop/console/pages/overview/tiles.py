"""The tiles of the first page: each leads to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.tile import Tile
from temu_desktop.overview.model import Tiles

COLUMNS = 5


@dataclass(frozen=True, slots=True)
class _Kind:
    """One tile: a field of ``Tiles``, its icon, where it leads, and what more than zero means."""

    field: str
    icon: str
    page: str
    view: str
    alarming: Tone = Tone.NEUTRAL


_KINDS = (
    _Kind("new", "shopping-cart", "orders", "new"),
    _Kind("exported", "send", "orders", "in_jtl"),
    _Kind("due_today", "calendar-clock", "orders", "due_today", Tone.WARN),
    _Kind("overdue", "timer", "orders", "overdue", Tone.BAD),
    _Kind("shipped_not_reported", "truck", "orders", "shipped_not_reported", Tone.WARN),
    _Kind("waiting", "hourglass", "orders", "waiting"),
    _Kind("held", "hand", "orders", "held", Tone.WARN),
    _Kind("rejected", "package-x", "orders", "rejected", Tone.WARN),
    _Kind("stock_differences", "boxes", "inventory", "differences"),
    _Kind("unmapped_skus", "unlink", "inventory", "unmapped", Tone.WARN),
)


class TileGrid(QWidget):
    """All tiles; emits where the pressed one leads."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._languages = desk.languages
        self._shown: Tiles | None = None
        self.tiles: dict[str, Tile] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for place, kind in enumerate(_KINDS):
            tile = Tile(desk.look, kind.icon, kind.alarming)
            target = Target(kind.page, view=kind.view)
            tile.clicked.connect(lambda _checked=False, target=target: self.wanted.emit(target))
            self.tiles[kind.field] = tile
            grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
            grid.setColumnStretch(place % COLUMNS, 1)

    def show_tiles(self, tiles: Tiles) -> None:
        """Figures of now."""
        self._shown = tiles
        self.retranslate()

    def retranslate(self) -> None:
        """Write every word anew."""
        for kind in _KINDS:
            count = getattr(self._shown, kind.field) if self._shown else None
            text = self._languages.formats.number(count)
            self.tiles[kind.field].show_count(count, text, self._caption(kind.field))

    def redraw(self) -> None:
        """Draw in the colours of now."""
        for tile in self.tiles.values():
            tile.redraw()

    def in_order(self) -> Sequence[Tile]:
        """From left to right, from top to bottom."""
        return list(self.tiles.values())

    def _caption(self, field: str) -> str:
        return {
            "new": self.tr("New, to be handed to JTL"),
            "exported": self.tr("In JTL, not shipped"),
            "due_today": self.tr("Due today"),
            "overdue": self.tr("Overdue"),
            "shipped_not_reported": self.tr("Shipped, not reported"),
            "waiting": self.tr("Not released by TEMU"),
            "held": self.tr("Held"),
            "rejected": self.tr("Rejected"),
            "stock_differences": self.tr("Stock differences"),
            "unmapped_skus": self.tr("SKUs without article"),
        }[field]
