"""How the control interface shows an order and a SKU."""

from __future__ import annotations

from dataclasses import asdict

from temu_desktop.sandbox.audit import StockBooks, WawiView
from temu_desktop.sandbox.temu.model import Line, Order, Package
from temu_desktop.sandbox.temu.shelf import Offer


def order_view(order: Order, wawi: WawiView) -> dict[str, object]:
    """A parent order at TEMU, its packages, and what the Wawi has of it."""
    book = wawi.orders.get(order.number)
    return {
        "number": order.number,
        "status": int(order.status),
        "updated_at": order.updated_at,
        "labels": sorted(order.labels),
        "warnings": list(order.warnings),
        "country": order.address.country,
        "receiver": f"{order.address.first_name} {order.address.last_name}",
        "awkward": order.awkward,
        "reported": order.reported,
        "served": order.first_served_status is not None,
        "lines": [_line_view(line) for line in order.lines],
        "packages": [_package_view(package) for package in order.packages],
        "wawi": None if book is None else asdict(book),
    }


def _line_view(line: Line) -> dict[str, object]:
    return {
        "order_sn": line.order_sn,
        "status": int(line.status),
        "sku_id": line.listing.sku_id,
        "sku": line.listing.sku,
        "goods_id": line.listing.goods_id,
        "article": line.listing.article,
        "quantity": line.quantity,
        "original": line.original,
        "sold_factor": line.listing.sold_factor,
        "unit_net": line.unit_net,
        "unit_gross": line.unit_gross,
        "rate": str(line.rate),
    }


def _package_view(package: Package) -> dict[str, object]:
    return {
        "package_sn": package.package_sn,
        "carrier_id": package.carrier_id,
        "tracking": package.tracking,
        "pieces": package.pieces,
        "extra": [extra[3] for extra in package.extra],
    }


def sku_view(offer: Offer, books: StockBooks) -> dict[str, object]:
    """A listing, its quantity at TEMU and what the rules give (null: not judged)."""
    listing = offer.listing
    return {
        "sku_id": listing.sku_id,
        "goods_id": listing.goods_id,
        "sku": listing.sku,
        "status": offer.status,
        "stock": offer.stock,
        "article": listing.article,
        "sold_factor": listing.sold_factor,
        "given": books.given(listing),
    }
