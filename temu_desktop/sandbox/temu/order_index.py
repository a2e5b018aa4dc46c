"""Parent orders by number, creation and update time, so that a page costs only its own size."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator
from itertools import islice

from temu_desktop.sandbox.temu.model import Order

Window = tuple[float, float]
"""A closed interval of unix seconds."""

_Entry = tuple[int, int, str]


class OrderIndex:
    """All parent orders; the sort keys are whole seconds, as clients see them."""

    def __init__(self) -> None:
        self._orders: dict[str, Order] = {}
        self._serial: dict[str, int] = {}
        self._by_created: list[_Entry] = []
        self._by_updated: list[_Entry] = []

    def __len__(self) -> int:
        return len(self._orders)

    def __iter__(self) -> Iterator[Order]:
        return iter(self._orders.values())

    def get(self, number: object) -> Order | None:
        """The order of that number, or None."""
        return self._orders.get(number) if isinstance(number, str) else None

    def add(self, order: Order) -> None:
        """Take in a new order."""
        if order.number in self._orders:
            raise ValueError(f"order {order.number} is there already")
        self._orders[order.number] = order
        self._serial[order.number] = len(self._serial)
        insort(self._by_created, self._entry(order, order.created_at))
        insort(self._by_updated, self._entry(order, order.updated_at))

    def touch(self, order: Order, moment: float) -> None:
        """Give an order a new update time; never an older one."""
        moment = max(moment, order.updated_at)
        old = self._entry(order, order.updated_at)
        del self._by_updated[bisect_left(self._by_updated, old)]
        order.updated_at = moment
        insort(self._by_updated, self._entry(order, moment))

    def page(
        self,
        *,
        by_update: bool,
        window: Window | None,
        wanted: Callable[[Order], bool] | None,
        page: int,
        size: int,
    ) -> tuple[int, list[Order]]:
        """How many orders match, and those of one page, newest first.

        `window` limits the time that is sorted by; `wanted` is any other condition.
        """
        entries = self._by_updated if by_update else self._by_created
        low = 0 if window is None else bisect_left(entries, (int(window[0]), -1, ""))
        high = len(entries)
        if window is not None:
            high = bisect_right(entries, (int(window[1]), len(self._serial), ""))
        first = (page - 1) * size
        if wanted is None:
            return high - low, [
                self._orders[entries[i][2]]
                for i in range(high - 1 - first, max(low, high - first - size) - 1, -1)
            ]
        newest_first = (self._orders[entries[i][2]] for i in range(high - 1, low - 1, -1))
        matching = [order for order in newest_first if wanted(order)]
        return len(matching), list(islice(matching, first, first + size))

    def among(
        self, numbers: list[str], *, by_update: bool, wanted: Callable[[Order], bool]
    ) -> list[Order]:
        """The orders of these numbers that match, newest first."""
        found = {number: self._orders[number] for number in numbers if number in self._orders}
        return sorted(
            (order for order in found.values() if wanted(order)),
            key=lambda o: self._entry(o, o.updated_at if by_update else o.created_at),
            reverse=True,
        )

    def _entry(self, order: Order, moment: float) -> _Entry:
        return (int(moment), self._serial[order.number], order.number)
