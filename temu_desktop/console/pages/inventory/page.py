"""The stock page: the table of all SKUs, and one of them in full."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from temu_desktop.attention.model import IssueRule
from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.page import Page
from temu_desktop.console.pages.inventory.acts import StockActs
from temu_desktop.console.pages.inventory.buttons import StockButtons
from temu_desktop.console.pages.inventory.sku_view import SkuView
from temu_desktop.console.pages.inventory.stock_list import StockList
from temu_desktop.console.pages.inventory.typed_rule import TypedRule
from temu_desktop.console.pages.inventory.unlisted import Unlisted
from temu_desktop.console.pages.inventory.view_model import OpenedSku, StockModel
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import column
from temu_desktop.errors import SkuUnknown, TemuDesktopError
from temu_desktop.events import InventoryChanged, IssuesChanged, RunFinished
from temu_desktop.inventory.selection import StockView
from temu_desktop.jobs.model import FULL_INVENTORY, SYNC_INVENTORY

WIDE = 1340
"""From this width of the page on (a window of 1600), table and SKU stand side by side."""
AGE_MS = 60_000
_LIST, _SKU = "list", "sku"


class InventoryPage(Page):
    """Everything about stock; live, whichever process changes it."""

    name = "inventory"
    icon = "boxes"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = StockModel(desk.core, desk.memory)
        self.list = StockList(desk, self.model)
        self._acts = StockActs(self, desk, self.model)
        self.buttons = StockButtons(self, self.list, self._acts)
        self._sku: SkuView | None = None
        self.unlisted = Unlisted(desk)
        self.wanted = ""
        self._target = Target(self.name)
        self._changed = {_LIST, _SKU}
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_MS)
        self._timer.timeout.connect(self.list.table.repaint_rows)
        self._lay_out()
        self._connect()
        self._arrange()
        self.redraw()

    @property
    def sku(self) -> SkuView:
        """One SKU in full; made when the first one is opened, so that the table is there sooner."""
        if self._sku is None:
            self._sku = SkuView(self.desk)
            self._sku.retranslate()
            self._sku.redraw()
            self._parts.addWidget(self._sku)
            self._sku.back_wanted.connect(self.close_sku)
            self.draft = TypedRule(self._sku, self._acts)
            self.buttons.connect_sku(self._sku)
            _escape(self._sku, self.close_sku)
            self._arrange()
        return self._sku

    def title(self) -> str:
        """The page's name."""
        return self.tr("Stock")

    def retranslate(self) -> None:
        """Write every word anew."""
        self.list.retranslate()
        if self._sku is not None:
            self._sku.retranslate()
        self.unlisted.retranslate()
        self._arrange()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.list.redraw()
        if self._sku is not None:
            self._sku.redraw()
        self.unlisted.redraw()

    async def refresh(self) -> None:
        """Read again what is shown and has changed."""
        changed, self._changed = self._changed, set()
        try:
            if self.wanted and _SKU in changed:
                await self._read_sku(self.wanted)
            if _LIST in changed and self.list.isVisible():
                await self.list.renew()
            elif _LIST in changed:
                self._changed.add(_LIST)
        except TemuDesktopError:
            self._changed |= changed
            raise

    def concerns(self, event: object) -> bool:
        """Stock that was written, issues about it, and the end of a run of its job."""
        touched = _touched(event)
        if touched is None:
            return False
        self._changed.add(_LIST)
        if not touched or self.wanted in touched:
            self._changed.add(_SKU)
        return self.list.isVisible() or _SKU in self._changed

    def show_target(self, target: Target) -> None:
        """One SKU, or a view of the table."""
        if target.subject:
            if target.details.get("kind"):
                self.list.show_view(StockView.ALL, target.subject)
            self.open_sku(target.subject, target)
            return
        known = target.view in list(StockView)
        self.close_sku()
        self.list.show_view(StockView(target.view) if known else StockView.ALL)

    def open_sku(self, sku: str, target: Target | None = None) -> None:
        """Show one SKU in full."""
        self.wanted, self._target = sku, target or Target(self.name, sku)
        self.run(self._read_sku(sku), failed=self._cannot_open)

    def close_sku(self) -> None:
        """Back to the table."""
        self.wanted = ""
        if self._sku is not None:
            self._sku.opened = None
        self._arrange()
        self.list.table.view.setFocus()
        if _LIST in self._changed:
            self.make_stale()

    def make_stale(self) -> None:
        """Read again: what events named, or everything where a person or the language asks."""
        if not self._changed:
            self._changed = {_LIST, _SKU}
        super().make_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: times grow old."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Not seen: do nothing."""
        self._timer.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    async def _read_sku(self, sku: str) -> None:
        opened = await self.model.opened(sku)
        if sku == self.wanted:
            self._show_sku(opened)

    def _show_sku(self, opened: OpenedSku) -> None:
        fresh = self.sku.opened is None
        self.wanted = opened.details.row.sku
        self.sku.show_sku(opened)
        self._parts.setCurrentWidget(self.sku)
        if fresh:
            self._arrange()
            self.sku.tabs.setFocus()

    def _cannot_open(self, error: TemuDesktopError) -> None:
        if not isinstance(error, SkuUnknown):
            self.close_sku()
            self.desk.tasks.failed.emit(error)
            return
        self.sku.opened = None
        self.unlisted.show_target(self._target)
        self._parts.setCurrentWidget(self.unlisted)
        self._arrange()
        self.unlisted.back.setFocus()

    def _arrange(self) -> None:
        """The table alone until a SKU is opened; then both, or only the SKU."""
        opened, wide = bool(self.wanted), self.width() >= WIDE
        self.list.setVisible(wide or not opened)
        self._right.setVisible(opened)
        for side, room in ((self.list, (0, 0, GAP, 0)), (self._right, (GAP, 0, 0, 0))):
            if (layout := side.layout()) is not None:
                layout.setContentsMargins(*(room if wide and opened else (0, 0, 0, 0)))
        for part in (self._sku, self.unlisted):
            if part is not None:
                part.back.setText(self.tr("Close") if wide else self.tr("All SKUs"))

    def _connect(self) -> None:
        self.list.opened.connect(self.open_sku)
        self.unlisted.back_wanted.connect(self.close_sku)

    def _lay_out(self) -> None:
        self._parts = QStackedWidget()
        self._parts.addWidget(self.unlisted)
        self._right = QWidget()
        self._right.setLayout(column(self._parts))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.list)
        splitter.addWidget(self._right)
        splitter.setSizes([1060, 640])
        self.outer.addWidget(splitter, 1)
        _escape(self.unlisted, self.close_sku)


def _escape(part: QWidget, act: Callable[[], None]) -> None:
    back = QShortcut(QKeySequence(Qt.Key.Key_Escape), part)
    back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    back.activated.connect(act)


def _touched(event: object) -> frozenset[str] | None:
    """The SKUs an event is about; none: perhaps any; None: it is not about stock."""
    if isinstance(event, InventoryChanged):
        return frozenset(event.skus)
    if isinstance(event, IssuesChanged):
        if IssueRule.BRAKE.value in event.rules:
            return frozenset()
        refs = (*event.raised, *event.worsened, *event.closed, *event.acted)
        return frozenset(ref.subject_key for ref in refs if ref.subject_type == _SKU) or None
    if isinstance(event, RunFinished) and event.job in {SYNC_INVENTORY, FULL_INVENTORY}:
        return frozenset()
    return None
