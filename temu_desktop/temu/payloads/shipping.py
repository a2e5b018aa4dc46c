"""Carriers, warehouses and shipments (temu-api.md 5) as plain data, both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from temu_desktop.ids import GoodsId, OrderSn, ParentOrderSn, SkuId
from temu_desktop.temu.reading import Record, as_list


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier TEMU knows in one destination region; only the id is accepted in a shipment."""

    carrier_id: int
    name: str
    brand: str


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A warehouse of the shop that a shipment can name."""

    warehouse_id: str
    name: str
    default: bool
    region_id: int | None


@dataclass(frozen=True, slots=True)
class ItemToSend:
    """Pieces of one order line in a package."""

    parent_order_sn: ParentOrderSn
    order_sn: OrderSn
    quantity: int
    goods_id: GoodsId | None = None
    sku_id: SkuId | None = None


@dataclass(frozen=True, slots=True)
class SubPackage:
    """A further parcel of a package that carries no line of its own (at most 10)."""

    carrier_id: int
    tracking_number: str
    warehouse_id: str


@dataclass(frozen=True, slots=True)
class PackageToSend:
    """One package with what is in it."""

    carrier_id: int
    tracking_number: str
    warehouse_id: str
    items: tuple[ItemToSend, ...]
    sub_packages: tuple[SubPackage, ...] = ()


@dataclass(frozen=True, slots=True)
class ShipmentConfirmation:
    """All parcels of one shipment. ``send_type`` 0: one order in one package, 1: one order in
    several, 2: several orders in one package. ``accept`` overrides what is pending, e.g.
    ``DENY_CANCELLATION``."""

    send_type: int
    packages: tuple[PackageToSend, ...]
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmAnswer:
    """TEMU took the shipment; ``warnings`` are its remarks."""

    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportedSubPackage:
    """A further parcel as TEMU has it."""

    package_sn: str
    carrier_id: int | None
    carrier_name: str
    tracking_number: str


@dataclass(frozen=True, slots=True)
class ReportedShipment:
    """A package as TEMU has it; ``tracking_warning`` 0 none, 1 no trace, 2 perhaps wrong, 3 address
    differs, 4 late pick-up."""

    package_sn: str
    carrier_id: int | None
    carrier_name: str
    tracking_number: str
    sku_id: SkuId | None
    quantity: int | None
    delivery_type: int | None
    tracking_warning: int
    sub_packages: tuple[ReportedSubPackage, ...]


def confirmation_params(confirmation: ShipmentConfirmation) -> dict[str, object]:
    """The business parameters of ``bg.logistics.shipment.v2.confirm``."""
    return {
        "sendType": confirmation.send_type,
        "sendRequestList": [
            _package(package, confirmation.accept) for package in confirmation.packages
        ],
    }


def sub_package_params(sub_packages: Iterable[SubPackage]) -> list[dict[str, object]]:
    """Further parcels as TEMU wants them."""
    return [
        {
            "carrierId": sub.carrier_id,
            "trackingNumber": sub.tracking_number,
            "selfShippingWarehouseId": sub.warehouse_id,
        }
        for sub in sub_packages
    ]


def parse_carriers(result: object) -> tuple[Carrier, ...]:
    """Read ``bg.logistics.companies.get``: a list, or the list in an object as some clients met it.
    Raises RecordRejected."""
    entries = _carrier_entries(result)
    return tuple(
        Carrier(
            entry.required_integer("logisticsServiceProviderId"),
            entry.text("logisticsServiceProviderName"),
            entry.text("logisticsBrandName"),
        )
        for entry in entries
    )


def parse_warehouses(result: object) -> tuple[Warehouse, ...]:
    """Read ``bg.logistics.warehouse.list.get``; raises RecordRejected."""
    return tuple(
        Warehouse(
            entry.required_text("warehouseId"),
            entry.text("warehouseName"),
            entry.flag("defaultWarehouse"),
            entry.integer("regionId1"),
        )
        for entry in Record.of(result, "result").records("warehouseList")
    )


def parse_confirm(result: object) -> ConfirmAnswer:
    """Read the remarks on a confirmation; whatever they look like, it was taken."""
    if not isinstance(result, dict):
        return ConfirmAnswer(())
    return ConfirmAnswer(Record(result).texts("warningMessage"))


def parse_shipments(result: object) -> tuple[ReportedShipment, ...]:
    """Read ``bg.logistics.shipment.v2.get``; nothing at all means not shipped."""
    if result is None:
        return ()
    return tuple(map(_shipment, Record.of(result, "result").records("shipmentInfoDTO")))


def _package(package: PackageToSend, accept: tuple[str, ...]) -> dict[str, object]:
    request: dict[str, object] = {
        "carrierId": package.carrier_id,
        "trackingNumber": package.tracking_number,
        "selfShippingWarehouseId": package.warehouse_id,
        "orderSendInfoList": [_item(item) for item in package.items],
    }
    if accept:
        request["confirmAcceptance"] = list(accept)
    if package.sub_packages:
        request["subSendRequests"] = sub_package_params(package.sub_packages)
    return request


def _item(item: ItemToSend) -> dict[str, object]:
    return {
        "parentOrderSn": item.parent_order_sn,
        "orderSn": item.order_sn,
        "quantity": item.quantity,
        "goodsId": item.goods_id,
        "skuId": item.sku_id,
    }


def _carrier_entries(result: object) -> list[Record]:
    if isinstance(result, dict):
        lists = [value for value in result.values() if isinstance(value, list)]
        result = lists[0] if len(lists) == 1 else []
    return [Record.of(item, "carrier") for item in as_list(result, "result")]


def _shipment(entry: Record) -> ReportedShipment:
    sku_id = entry.integer("skuId")
    return ReportedShipment(
        package_sn=entry.text("packageSn"),
        carrier_id=entry.integer("carrierId"),
        carrier_name=entry.text("carrierName"),
        tracking_number=entry.text("trackingNumber"),
        sku_id=None if sku_id is None else SkuId(sku_id),
        quantity=entry.integer("quantity"),
        delivery_type=entry.integer("packageDeliveryType"),
        tracking_warning=entry.integer("trackingWarningLabel") or 0,
        sub_packages=tuple(
            ReportedSubPackage(
                sub.text("packageSn"),
                sub.integer("carrierId"),
                sub.text("carrierName"),
                sub.text("trackingNumber"),
            )
            for sub in entry.records("subPackageShipmentInfoList")
        ),
    )
