"""Which button starts which act; the button cannot be used meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject

from temu_desktop.console.page import Page
from temu_desktop.console.pages.inventory.acts import StockActs
from temu_desktop.console.pages.inventory.sku_view import SkuView
from temu_desktop.console.pages.inventory.stock_list import StockList
from temu_desktop.ids import RunId
from temu_desktop.inventory.details import OwnRule


class StockButtons(QObject):
    """Joins the buttons of the list, and of the SKU once there is one, with the acts."""

    def __init__(self, page: Page, found: StockList, acts: StockActs) -> None:
        super().__init__(page)
        self._page, self._list, self._acts = page, found, acts
        found.push_wanted.connect(self._push_marked)
        found.approve_wanted.connect(self._approve)
        found.read_wanted.connect(lambda: page.run(acts.read_again(), busy=found.read))
        found.general_wanted.connect(self._general_rule)

    def connect_sku(self, sku: SkuView) -> None:
        """The buttons of one SKU."""
        sku.push_wanted.connect(lambda: self._push_one(sku))
        sku.approve_wanted.connect(lambda: self._approve_one(sku))
        sku.pause_wanted.connect(lambda paused: self._pause(sku, paused))
        sku.rule.saved.connect(lambda rule, push: self._set_rule(sku, rule, push))
        sku.rule.general_wanted.connect(self._general_rule)
        sku.article.map_wanted.connect(lambda: self._map(sku))
        sku.article.unmap_wanted.connect(lambda: self._unmap(sku))

    def _push_marked(self) -> None:
        if skus := list(self._list.table.marked):
            self._page.run(self._acts.push(skus), done=self._pushed, busy=self._list.push)

    def _pushed(self, started: bool) -> None:
        if started:
            self._list.table.mark(())

    def _approve(self, run: RunId) -> None:
        self._page.run(self._acts.approve(run), busy=self._list.look)

    def _general_rule(self) -> None:
        self._page.run(self._acts.set_general_rule(), busy=self._list.general)

    def _push_one(self, sku: SkuView) -> None:
        if sku.opened is not None:
            self._page.run(self._acts.push([sku.opened.details.row.sku]), busy=sku.push)

    def _approve_one(self, sku: SkuView) -> None:
        if sku.opened is not None:
            run = sku.opened.details.row.held_by_run
            self._page.run(self._acts.approve(run), busy=sku.approve)

    def _pause(self, sku: SkuView, paused: bool) -> None:
        if sku.opened is not None:
            self._page.run(self._acts.pause(sku.opened.details, paused), busy=sku.pause)

    def _set_rule(self, sku: SkuView, rule: OwnRule | None, push: bool) -> None:
        if sku.opened is not None:
            work = self._acts.set_rule(sku.opened.details, rule, push)
            self._page.run(work, busy=sku.rule.save_and_push if push else sku.rule.save)

    def _map(self, sku: SkuView) -> None:
        if sku.opened is not None:
            self._page.run(self._acts.map(sku.opened.details.row.sku), busy=sku.article.map)

    def _unmap(self, sku: SkuView) -> None:
        if sku.opened is not None:
            self._page.run(self._acts.unmap(sku.opened.details.row.sku), busy=sku.article.unmap)
