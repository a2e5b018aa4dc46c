"""Neighbours of a dry run: they read for real, and write into a list what they would have sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from temu_desktop.jobs.context import RunContext
from temu_desktop.jtl.model import InboxDocument, WawiOrder
from temu_desktop.orders.ports import OrderSink, ShipmentReports
from temu_desktop.temu.shipping_api import (
    Carrier,
    ConfirmAnswer,
    ReportedShipment,
    ShipmentConfirmation,
    SubPackage,
    Warehouse,
)


class RecordingSink:
    """JTL's inbox in a preview. Rows it pretends to have inserted count as waiting there."""

    def __init__(self, live: OrderSink, context: RunContext) -> None:
        self._live = live
        self._context = context
        self._pretended: dict[str, int] = {}

    async def existing(self, numbers: Sequence[str]) -> Mapping[str, Sequence[WawiOrder]]:
        """As JTL says."""
        return await self._live.existing(numbers)

    async def by_ids(self, ids: Sequence[int]) -> Sequence[WawiOrder]:
        """As JTL says."""
        return await self._live.by_ids(ids)

    async def inbox_keys_present(self, keys: Sequence[int]) -> frozenset[int]:
        """As JTL says, and the rows that this preview would have inserted."""
        real = await self._live.inbox_keys_present([key for key in keys if key > 0])
        return frozenset(real) | {key for key in keys if key < 0}

    async def find_in_inbox(self, numbers: Sequence[str]) -> Mapping[str, int]:
        """As JTL says, and what this preview would have inserted."""
        return {**await self._live.find_in_inbox(numbers), **self._pretended}

    async def hand_over(self, documents: Sequence[InboxDocument]) -> Mapping[str, int]:
        """Note the documents; the keys are negative, which JTL's never are."""
        for document in documents:
            self._pretended[document.external_number] = -1 - len(self._pretended)
            self._context.intend(
                "jtl", "tXMLBestellImport", document.external_number, characters=len(document.xml)
            )
        return {
            document.external_number: self._pretended[document.external_number]
            for document in documents
        }

    async def customer_numbers(self, mails: Sequence[str]) -> Mapping[str, str]:
        """As JTL says."""
        return await self._live.customer_numbers(mails)


class RecordingReports:
    """TEMU's shipping calls in a preview."""

    def __init__(self, live: ShipmentReports, context: RunContext) -> None:
        self._live = live
        self._context = context
        self._pretended: dict[tuple[str, str], list[ReportedShipment]] = {}

    async def companies(self, region_id: int) -> Sequence[Carrier]:
        """As TEMU says."""
        return await self._live.companies(region_id)

    async def warehouses(self) -> Sequence[Warehouse]:
        """As TEMU says."""
        return await self._live.warehouses()

    async def shipments(self, parent_order_sn: str, order_sn: str) -> Sequence[ReportedShipment]:
        """As TEMU says, and what this preview would have reported."""
        real = await self._live.shipments(parent_order_sn, order_sn)
        return [*real, *self._pretended.get((parent_order_sn, order_sn), ())]

    async def confirm(self, confirmation: ShipmentConfirmation) -> ConfirmAnswer:
        """Note the confirmation and pretend that TEMU took it."""
        for package in confirmation.packages:
            for item in package.items:
                key = (item.parent_order_sn, item.order_sn)
                self._pretended.setdefault(key, []).append(
                    _pretended(package.tracking_number, package.carrier_id, item.quantity)
                )
            self._context.intend(
                "temu",
                "shipment.confirm",
                ", ".join(sorted({item.parent_order_sn for item in package.items})),
                tracking=package.tracking_number,
                carrier_id=package.carrier_id,
                units=sum(item.quantity for item in package.items),
            )
        return ConfirmAnswer(warnings=())

    async def update_type(
        self, *, package_sn: str, tracking_number: str, carrier_id: int, warehouse_id: str
    ) -> None:
        """Note the change."""
        self._context.intend(
            "temu", "shipment.update", package_sn, tracking=tracking_number, carrier_id=carrier_id
        )

    async def add_sub_packages(self, package_sn: str, sub_packages: Sequence[SubPackage]) -> None:
        """Note the further parcels."""
        for sub in sub_packages:
            self._context.intend("temu", "shipment.add", package_sn, tracking=sub.tracking_number)


def _pretended(tracking: str, carrier_id: int, quantity: int) -> ReportedShipment:
    return ReportedShipment(
        package_sn="",
        carrier_id=carrier_id,
        carrier_name="",
        tracking_number=tracking,
        sku_id=None,
        quantity=quantity,
        delivery_type=None,
        tracking_warning=0,
        sub_packages=(),
    )
