"""The orders page: the table of all orders, and one of them in full."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.page import Page
from temu_desktop.console.pages.orders.acts import OrderActs
from temu_desktop.console.pages.orders.order_list import OrderList
from temu_desktop.console.pages.orders.order_view import OrderView
from temu_desktop.console.pages.orders.view_model import Opened, OrdersModel
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.errors import TemuDesktopError, UnknownOrder
from temu_desktop.events import IssuesChanged, OrdersChanged, RunFinished
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.orders import filtering
from temu_desktop.orders.states import OrderAct

WIDE = 1340
"""From this width of the page on, the table and an order that is opened stand side by side."""
AGE_MS = 30_000
"""So often the time that is left is told anew."""
_LIST, _ORDER = "list", "order"


class OrdersPage(Page):
    """Everything about orders; live, whichever process changes them."""

    name = "orders"
    icon = "shopping-cart"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = OrdersModel(desk.core, desk.memory)
        self.acts = OrderActs(self, desk, self.model)
        self.list = OrderList(desk, self.model)
        self._order: OrderView | None = None
        self.number = ""
        self._changed = {_LIST, _ORDER}
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_MS)
        self._timer.timeout.connect(self._repaint_times)
        self._lay_out()
        self._timer.start()
        self.list.opened.connect(self.open_order)
        self._arrange()

    @property
    def order(self) -> OrderView:
        """Made when the first order is opened, so that the table is there sooner."""
        if self._order is None:
            self._order = OrderView(self.desk)
            self._order.back_wanted.connect(self.close_order)
            self._order.act_wanted.connect(self._act)
            self._order.retranslate()
            self._order.redraw()
            self._room.addWidget(self._order)
        return self._order

    def title(self) -> str:
        """The page's name."""
        return self.tr("Orders")

    def retranslate(self) -> None:
        """Write every word anew."""
        self.list.retranslate()
        if self._order is not None:
            self._order.retranslate()
        self._arrange()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.list.table.repaint_times()
        if self._order is not None:
            self._order.redraw()

    async def refresh(self) -> None:
        """Read again what is shown and has changed."""
        changed, self._changed = self._changed, set()
        try:
            if self.number and _ORDER in changed:
                await self._read_order(self.number)
            if _LIST in changed and self.list.isVisible():
                await self.list.renew()
            elif _LIST in changed:
                self._changed.add(_LIST)
        except TemuDesktopError:
            self._changed |= changed
            raise

    def concerns(self, event: object) -> bool:
        """Orders that were written, issues about orders, and the end of a run of theirs."""
        touched = _touched(event)
        if touched is None:
            return False
        self._changed.add(_LIST)
        if not touched or self.number in touched:
            self._changed.add(_ORDER)
        return self.list.isVisible() or _ORDER in self._changed

    def show_target(self, target: Target) -> None:
        """One order, or a view of the table."""
        if target.subject:
            if target.details.get("kind"):
                found = target.details.get("matched") or target.subject
                self.list.show_view(filtering.OrderView.ALL, found)
            self.open_order(target.subject)
            return
        views = list(filtering.OrderView)
        view = filtering.OrderView(target.view) if target.view in views else views[0]
        self.close_order()
        self.list.show_view(view)

    def open_order(self, number: str) -> None:
        """Show one order in full."""
        self.number = number
        self.run(self._read_order(number), failed=self._cannot_open)

    def close_order(self) -> None:
        """Back to the table."""
        self.number = ""
        if self._order is not None:
            self._order.opened = None
        self._arrange()
        self.list.table.view.setFocus()
        if _LIST in self._changed:
            self.make_stale()

    def make_stale(self) -> None:
        """Read again: what events named, or everything where a person or the language asks."""
        if not self._changed:
            self._changed = {_LIST, _ORDER}
        super().make_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    async def _read_order(self, number: str) -> None:
        opened = await self.model.opened(number)
        if number == self.number:
            self._show_order(opened)

    def _show_order(self, opened: Opened) -> None:
        fresh = self.order.opened is None
        self.order.show_order(opened)
        if fresh:
            self._arrange()
            self.order.tabs.setFocus()

    def _cannot_open(self, error: TemuDesktopError) -> None:
        number = self.number
        if self._order is not None and self._order.opened is not None:
            self.number = self._order.opened.details.number
        else:
            self.close_order()
        if isinstance(error, UnknownOrder):
            words = self.tr("No order {number} in this shop.").format(number=number)
            self.desk.steering.note.emit(Tone.WARN.value, words)
        else:
            self.desk.tasks.failed.emit(error)

    def _act(self, act: OrderAct) -> None:
        if self.order.opened is not None:
            self.run(self.acts.do(act, self.order.opened), busy=self.order.acts[act])

    def _repaint_times(self) -> None:
        if self.isVisible():
            self.list.table.repaint_times()
            if self._order is not None:
                self._order.repaint_times()

    def _arrange(self) -> None:
        """The table alone until an order is opened; then both, or only the order."""
        opened = self._order is not None and self._order.opened is not None
        wide = self.width() >= WIDE
        self.list.setVisible(wide or not opened)
        self._right.setVisible(opened)
        for part, room in ((self.list, (0, 0, GAP, 0)), (self._right, (GAP, 0, 0, 0))):
            if (layout := part.layout()) is not None:
                layout.setContentsMargins(*(room if wide and opened else (0, 0, 0, 0)))
        if self._order is not None:
            self._order.back.setText(self.tr("Close") if wide else self.tr("All orders"))

    def _lay_out(self) -> None:
        self._right = QWidget()
        self._room = QVBoxLayout(self._right)
        self._room.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.list)
        splitter.addWidget(self._right)
        splitter.setSizes([960, 700])
        self.outer.addWidget(splitter, 1)


def _touched(event: object) -> frozenset[str] | None:
    """The orders an event is about; none: perhaps any; None: it is not about orders."""
    if isinstance(event, OrdersChanged):
        return frozenset(event.numbers)
    if isinstance(event, IssuesChanged):
        refs = (*event.raised, *event.worsened, *event.closed, *event.acted)
        return frozenset(ref.subject_key for ref in refs if ref.subject_type == "order") or None
    if isinstance(event, RunFinished) and event.job == SYNC_ORDERS:
        return frozenset()
    return None
