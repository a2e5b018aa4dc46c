"""What orders ask of their neighbours: TEMU's calls, JTL's inbox and JTL's parcels.

The live implementations are ``temu`` and ``jtl``; a dry run puts recorders in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from temu_desktop.jtl.model import InboxDocument, OrderShipments, WawiOrder
from temu_desktop.temu.client import Answer
from temu_desktop.temu.orders_api import Window
from temu_desktop.temu.shipping_api import (
    Carrier,
    ConfirmAnswer,
    ReportedShipment,
    ShipmentConfirmation,
    SubPackage,
    Warehouse,
)


class OrderSource(Protocol):
    """TEMU's order calls; every answer is the raw one, for the archive."""

    async def list_page(
        self,
        page: int,
        page_size: int = 100,
        *,
        status: int | None = None,
        updated: Window | None = None,
        created: Window | None = None,
        numbers: Sequence[str] = (),
    ) -> Answer:
        """One page of the order list."""
        ...

    async def address(self, parent_order_sn: str) -> Answer:
        """The delivery address of one order."""
        ...

    async def amounts(self, parent_order_sn: str) -> Answer:
        """The amounts of one order."""
        ...

    async def cancel_list(self, page: int) -> Answer:
        """One page of the cancellations that wait for an answer."""
        ...

    async def after_sales_list(self, page: int, updated: Window) -> Answer:
        """One page of the after-sales cases that changed in a window."""
        ...


class CancellationDesk(Protocol):
    """TEMU's buyers who want to cancel."""

    async def cancel_list(
        self,
        page: int,
        *,
        status_group: int = 8,
        page_size: int = 100,
        numbers: Sequence[str] = (),
    ) -> Answer:
        """One page of wishes, of these orders where any are named."""
        ...

    async def agree_cancellation(
        self, *, parent_after_sales_sn: str, parent_order_sn: str
    ) -> Answer:
        """Grant a wish; raises OutcomeUnknown or CallRefused."""
        ...


class OrderSink(Protocol):
    """JTL: which orders it has, and its inbox."""

    async def existing(self, numbers: Sequence[str]) -> Mapping[str, Sequence[WawiOrder]]:
        """JTL's orders by external number; numbers it does not know are left out."""
        ...

    async def by_ids(self, ids: Sequence[int]) -> Sequence[WawiOrder]:
        """JTL's orders by key, whatever their external number is now."""
        ...

    async def inbox_keys_present(self, keys: Sequence[int]) -> frozenset[int]:
        """Which of these inbox rows are still there."""
        ...

    async def find_in_inbox(self, numbers: Sequence[str]) -> Mapping[str, int]:
        """Inbox rows that hold a document with one of these external numbers."""
        ...

    async def hand_over(self, documents: Sequence[InboxDocument]) -> Mapping[str, int]:
        """Put documents into the inbox, in one transaction; external number → row key."""
        ...

    async def customer_numbers(self, mails: Sequence[str]) -> Mapping[str, str]:
        """Customer numbers by e-mail address."""
        ...


class ArticleSource(Protocol):
    """JTL: which article numbers it knows."""

    async def known_articles(self, skus: Sequence[str]) -> frozenset[str]:
        """Those of ``skus`` (as asked) that JTL has an article for."""
        ...


class ShipmentSource(Protocol):
    """JTL: what has left the warehouse."""

    async def shipments(self, numbers: Sequence[str]) -> Mapping[str, OrderShipments]:
        """Orders, parcels and delivered quantities by external number."""
        ...


class ShipmentReports(Protocol):
    """TEMU's shipping calls."""

    async def companies(self, region_id: int) -> Sequence[Carrier]:
        """The carriers TEMU knows for a destination region."""
        ...

    async def warehouses(self) -> Sequence[Warehouse]:
        """The warehouses of the shop."""
        ...

    async def confirm(self, confirmation: ShipmentConfirmation) -> ConfirmAnswer:
        """Confirm the shipment of an order."""
        ...

    async def shipments(self, parent_order_sn: str, order_sn: str) -> Sequence[ReportedShipment]:
        """What TEMU has of a line's shipment."""
        ...

    async def update_type(
        self, *, package_sn: str, tracking_number: str, carrier_id: int, warehouse_id: str
    ) -> None:
        """Replace number or carrier of a reported package."""
        ...

    async def add_sub_packages(self, package_sn: str, sub_packages: Sequence[SubPackage]) -> None:
        """Add further parcels to a reported package."""
        ...
