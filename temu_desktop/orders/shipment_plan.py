"""How shipped orders are confirmed: one call per order, or one for orders in one parcel. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from temu_desktop.ids import GoodsId, OrderSn, ParentOrderSn, SkuId
from temu_desktop.orders.carriers import CarrierMap
from temu_desktop.orders.parcels import StoredParcel, TrackedOrder
from temu_desktop.temu.shipping_api import (
    ItemToSend,
    PackageToSend,
    ShipmentConfirmation,
    SubPackage,
)

ONE_PARCEL, SEVERAL_PARCELS, SEVERAL_ORDERS = 0, 1, 2
"""TEMU's ``sendType`` (temu-api.md 5.3)."""


class UnmappedMethod(Exception):
    """A shipping method that the operator has not mapped."""

    def __init__(self, method_id: int, method_name: str, region_id: int | None) -> None:
        super().__init__(method_name)
        self.method_id = method_id
        self.method_name = method_name
        self.region_id = region_id


class NeedsPerson(Exception):
    """No rule says how these orders are to be confirmed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


DENY_CANCELLATION = "DENY_CANCELLATION"
"""TEMU's word for shipping although the buyer wants to cancel."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One call to come: the orders it confirms, their parcels with carrier ids."""

    orders: tuple[TrackedOrder, ...]
    send_type: int
    parcels: tuple[tuple[StoredParcel, int], ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of the orders."""
        return tuple(order.number for order in self.orders)

    def confirmation(self, warehouse_id: str) -> ShipmentConfirmation:
        """The call's content."""
        if self.send_type == SEVERAL_ORDERS:
            packages = [self._combined(warehouse_id)]
        else:
            packages = _packages(self.orders[0], self.parcels, warehouse_id)
        # Only a person's decision goes over a buyer's wish, and only where every order has one.
        all_deny = all(order.denies_cancellation for order in self.orders)
        accept = (DENY_CANCELLATION,) if all_deny else ()
        return ShipmentConfirmation(self.send_type, tuple(packages), accept)

    def _combined(self, warehouse_id: str) -> PackageToSend:
        parcel, carrier = self.parcels[0]
        items = [
            item
            for order in self.orders
            for item in _items(order, [(line.number, line.units) for line in order.lines])
        ]
        return PackageToSend(carrier, parcel.tracking, warehouse_id, tuple(items))


def plan(orders: Sequence[TrackedOrder], carriers: CarrierMap) -> Planned:
    """The call for orders that belong together: one, or several that share a parcel.

    Raises UnmappedMethod or NeedsPerson.
    """
    parcels = [
        (parcel, carrier_of(parcel, order, carriers))
        for order in orders
        for parcel in order.parcels
    ]
    if len(orders) == 1:
        numbers = {p.tracking for p in orders[0].parcels if p.units or p.attached_to is not None}
        several = len(numbers) > 1
        return Planned(tuple(orders), SEVERAL_PARCELS if several else ONE_PARCEL, tuple(parcels))
    if len({order.address_hash for order in orders}) > 1:
        raise NeedsPerson("merged_to_different_addresses")
    if any(len(order.parcels) != 1 for order in orders):
        raise NeedsPerson("merged_with_further_parcels")
    return Planned(tuple(orders), SEVERAL_ORDERS, tuple(parcels))


def carrier_of(parcel: StoredParcel, order: TrackedOrder, carriers: CarrierMap) -> int:
    """TEMU's carrier id for a parcel; raises UnmappedMethod or NeedsPerson."""
    found = carriers.find(parcel.method_id, order.region_id)
    if found is None:
        raise UnmappedMethod(parcel.method_id, parcel.method_name, order.region_id)
    if found.carrier_id is None:
        raise NeedsPerson("method_sends_no_tracking")
    return found.carrier_id


def _packages(
    order: TrackedOrder, parcels: Sequence[tuple[StoredParcel, int]], warehouse_id: str
) -> list[PackageToSend]:
    """One element per tracking number that carries lines; the others attached to it, or left out
    where they carry part of a bundle that no rule attaches."""
    by_tracking: dict[str, list[tuple[OrderSn, int]]] = {}
    carrier_ids: dict[str, int] = {}
    attached: dict[int, list[SubPackage]] = {}
    for parcel, carrier in parcels:
        if parcel.attached_to is not None:
            sub = SubPackage(carrier, parcel.tracking, warehouse_id)
            attached.setdefault(parcel.attached_to, []).append(sub)
        elif parcel.units:
            by_tracking.setdefault(parcel.tracking, []).extend(parcel.units)
            carrier_ids.setdefault(parcel.tracking, carrier)
    key_of = {parcel.tracking: parcel.key for parcel, _ in parcels if parcel.units}
    return [
        PackageToSend(
            carrier_ids[tracking],
            tracking,
            warehouse_id,
            tuple(_items(order, _summed(units))),
            tuple(attached.get(key_of[tracking], ())),
        )
        for tracking, units in by_tracking.items()
    ]


def _summed(units: Sequence[tuple[OrderSn, int]]) -> list[tuple[OrderSn, int]]:
    """A line stands once in a parcel (120012041), whatever notes it came from."""
    total: dict[OrderSn, int] = {}
    for line, count in units:
        total[line] = total.get(line, 0) + count
    return list(total.items())


def _items(order: TrackedOrder, units: Sequence[tuple[OrderSn, int]]) -> list[ItemToSend]:
    items = []
    for line, count in units:
        goods, sku = order.ids_of_lines.get(line, (None, None))
        items.append(
            ItemToSend(
                ParentOrderSn(order.number),
                line,
                count,
                GoodsId(goods) if goods is not None else None,
                SkuId(sku) if sku is not None else None,
            )
        )
    return items
