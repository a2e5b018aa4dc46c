"""TEMU's shipping calls: carriers, warehouses, confirmations and their proof (temu-api.md 5)."""

from __future__ import annotations

from collections.abc import Sequence

from temu_desktop.temu import calls
from temu_desktop.temu.client import Answer, TemuClient
from temu_desktop.temu.errors import inner_refusal
from temu_desktop.temu.payloads.shipping import (
    Carrier,
    ConfirmAnswer,
    ItemToSend,
    PackageToSend,
    ReportedShipment,
    ReportedSubPackage,
    ShipmentConfirmation,
    SubPackage,
    Warehouse,
    confirmation_params,
    parse_carriers,
    parse_confirm,
    parse_shipments,
    parse_warehouses,
    sub_package_params,
)
from temu_desktop.temu.reading import is_true, readable

__all__ = [
    "Carrier",
    "ConfirmAnswer",
    "ItemToSend",
    "PackageToSend",
    "ReportedShipment",
    "ReportedSubPackage",
    "ShipmentConfirmation",
    "ShippingApi",
    "SubPackage",
    "Warehouse",
]


class ShippingApi:
    """Shipping calls of one shop. Every method may raise TemuError; writes that lost their answer
    raise OutcomeUnknown and are to be read back with `shipments` before anything is repeated."""

    def __init__(self, client: TemuClient) -> None:
        self._client = client
        self._carriers: dict[int, tuple[Carrier, ...]] = {}

    async def companies(self, region_id: int) -> tuple[Carrier, ...]:
        """The carriers of a destination region; an answer that names any is kept."""
        if region_id not in self._carriers:
            answer = await self._client.call(calls.CARRIERS, {"regionId": region_id})
            carriers = readable(answer.type, answer.result, parse_carriers)
            if not carriers:
                return ()
            self._carriers[region_id] = carriers
        return self._carriers[region_id]

    async def warehouses(self) -> tuple[Warehouse, ...]:
        """The shop's warehouses, whether or not they offer bought labels."""
        answer = await self._client.call(calls.WAREHOUSES, {})
        return readable(answer.type, answer.result, parse_warehouses)

    async def confirm(self, confirmation: ShipmentConfirmation) -> ConfirmAnswer:
        """Report shipped parcels; the platform takes all of them or none."""
        answer = await self._client.call(calls.SHIPMENT_CONFIRM, confirmation_params(confirmation))
        return parse_confirm(answer.result)

    async def shipments(self, parent_order_sn: str, order_sn: str) -> tuple[ReportedShipment, ...]:
        """What TEMU has of one line's shipment; empty where it was not shipped."""
        answer = await self._client.call(
            calls.SHIPMENT_GET, {"parentOrderSn": parent_order_sn, "orderSn": order_sn}
        )
        return readable(answer.type, answer.result, parse_shipments)

    async def update_type(
        self, *, package_sn: str, tracking_number: str, carrier_id: int, warehouse_id: str
    ) -> None:
        """Replace number or carrier of a reported package."""
        change = {
            "packageSn": package_sn,
            "trackingNumber": tracking_number,
            "shipCompanyId": carrier_id,
            "selfShippingWarehouseId": warehouse_id,
        }
        answer = await self._client.call(
            calls.SHIPMENT_CHANGE, {"editPackageRequestList": [change]}
        )
        _require_done(answer)

    async def sub_confirm(
        self, *, package_sn: str, tracking_number: str, carrier_id: int, warehouse_id: str
    ) -> None:
        """Add one further parcel to a reported package."""
        await self.add_sub_packages(
            package_sn, [SubPackage(carrier_id, tracking_number, warehouse_id)]
        )

    async def add_sub_packages(self, package_sn: str, sub_packages: Sequence[SubPackage]) -> None:
        """Add further parcels to a reported package; TEMU takes this once per package, so all that
        are known go into one call (at most 10)."""
        answer = await self._client.call(
            calls.SHIPMENT_ADD,
            {
                "mainPackageSn": package_sn,
                "sendSubRequestList": sub_package_params(sub_packages),
            },
        )
        _require_done(answer)


def _require_done(answer: Answer) -> None:
    """These calls answer with a bare true."""
    if not is_true(answer.result):
        raise inner_refusal(answer.type, None, "", answer.request_id)
