"""The platform's records: parent orders, lines, packages, cancellations; times in unix seconds.

Money is in cents, rates are percent. Records change through the platform's own methods only, which
keep `updated_at` and the indexes right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum

from temu_desktop.sandbox.catalogue import Listing


class Status(IntEnum):
    """Status of a parent order or line (temu-api.md 3.2)."""

    PENDING = 1
    TO_SHIP = 2
    CANCELLED = 3
    SHIPPED = 4
    DELIVERED = 5
    PARTLY_SHIPPED = 41
    PARTLY_DELIVERED = 51


GONE = frozenset({Status.SHIPPED, Status.DELIVERED, Status.PARTLY_SHIPPED, Status.PARTLY_DELIVERED})
"""States in which goods have left."""


class CancelGroup(IntEnum):
    """`afterSalesStatusGroup` of a buyer's cancellation."""

    PENDING = 8
    APPROVED = 9
    REJECTED = 10
    REVOKED = 11


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a line; `sold_factor` pieces of `ext_code` are in one sold unit."""

    product_id: int
    product_sku_id: int
    sold_factor: int
    ext_code: str


@dataclass(frozen=True, slots=True)
class Address:
    """A receiver as TEMU answers it; `country` is `regionName1`, raw."""

    first_name: str
    last_name: str
    mobile: str
    mail: str
    country: str
    state: str
    city: str
    district: str
    lines: tuple[str, str, str]
    post_code: str
    tax_code: str = ""
    restricted: bool = False


@dataclass(slots=True)
class Line:
    """An order line: one SKU of TEMU; prices are cents per unit."""

    order_sn: str
    listing: Listing
    original: int
    unit_net: int
    unit_gross: int
    rate: Decimal
    products: tuple[Product, ...]
    status: Status
    cancelled: int = 0
    shipped_at: float | None = None
    labels: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    discount_seller: int = 0
    discount_temu: int = 0

    @property
    def quantity(self) -> int:
        """What is left to ship: ordered less cancelled."""
        return self.original - self.cancelled


@dataclass(slots=True)
class Package:
    """A reported parcel: which pieces of which lines travel under which number."""

    package_sn: str
    carrier_id: int
    carrier_name: str
    tracking: str
    warehouse_id: str
    pieces: dict[str, int]
    extra: list[tuple[str, int, str, str]] = field(default_factory=list)
    """Attached parcels: package number, carrier id, carrier name, tracking number."""
    extra_added_later: bool = False


@dataclass(slots=True)
class Cancellation:
    """A buyer's wish to cancel a whole parent order."""

    sn: str
    parent_order_sn: str
    group: CancelGroup
    created_at: float
    updated_at: float
    lines: tuple[tuple[str, int, int, int, int], ...]
    """After-sales number's suffix is the position; order sn, goods, product SKU, SKU, pieces."""


@dataclass(slots=True)
class AfterSale:
    """A return or refund after delivery, for reading only."""

    sn: str
    parent_order_sn: str
    type: int
    status: int
    created_at: float
    updated_at: float


@dataclass(slots=True)
class Order:
    """A parent order with its lines, and when its address and amounts can be had."""

    number: str
    status: Status
    region_id: int
    created_at: float
    updated_at: float
    lines: list[Line]
    address: Address
    shipping_net: int
    shipping_gross: int
    shipping_rate: Decimal
    address_ready_at: float
    amounts_ready_at: float
    confirmed_at: float | None = None
    ship_by: float | None = None
    deliver_by: float | None = None
    shipped_at: float | None = None
    delivered_at: float | None = None
    labels: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    payment_type: str = "PPD"
    awkward: str | None = None
    packages: list[Package] = field(default_factory=list)
    reported: bool = False
    first_served_status: Status | None = None
    """The status in which a client first got to see it; None while nobody has."""

    def line(self, order_sn: object) -> Line | None:
        """The line of that number, or None."""
        return next((line for line in self.lines if line.order_sn == order_sn), None)
