"""What an order is to us: its states, its lines, its parcels. Pure data, no input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum, StrEnum

from temu_desktop.ids import GoodsId, OrderSn, PackageKey, ParentOrderSn, SkuId


class TemuStatus(IntEnum):
    """TEMU's status of an order or a line (temu-api.md 3.2)."""

    PENDING = 1
    UN_SHIPPING = 2
    CANCELED = 3
    SHIPPED = 4
    RECEIPTED = 5
    PARTIALLY_SHIPPED = 41
    PARTIALLY_RECEIVED = 51

    @property
    def open(self) -> bool:
        """Not shipped and not cancelled."""
        return self in {TemuStatus.PENDING, TemuStatus.UN_SHIPPING}

    @property
    def shipped(self) -> bool:
        """At least partly on its way."""
        return self.value >= TemuStatus.SHIPPED


class OrderStatus(StrEnum):
    """Our status, as ``temu_orders.status`` has held it since before this program."""

    WAITING = "wartend"
    IMPORTED = "importiert"
    EXPORTED = "xml_erstellt"
    SHIPPED = "versendet"
    CANCELLED = "storniert"
    EXTERNAL = "extern"


class HoldReason(StrEnum):
    """Why an imported order is not handed to JTL now."""

    BUYER_CANCELLATION = "buyer_cancellation"
    RISK_CONTROL = "risk_control"
    ADDRESS_CHANGE = "address_change"
    MASS_CANCELLATION = "mass_cancellation"
    UNKNOWN_ARTICLE = "unknown_article"


class ExportState(StrEnum):
    """Where the hand-over of one order stands; ``handing_over`` is written before JTL is."""

    PENDING = "pending"
    HANDING_OVER = "handing_over"
    HANDED_OVER = "handed_over"
    IMPORTED = "imported"
    FAILED = "failed"

    @property
    def perhaps_in_jtl(self) -> bool:
        """JTL may have it, so it must be treated as exported."""
        return self in {ExportState.HANDING_OVER, ExportState.HANDED_OVER, ExportState.IMPORTED}


class ReportState(StrEnum):
    """Where the confirmation of one parcel stands; ``sending`` is written before the call."""

    FOUND = "found"
    SENDING = "sending"
    REPORTED = "reported"
    REFUSED = "refused"
    NEEDS_PERSON = "needs_person"


@dataclass(frozen=True, slots=True)
class Product:
    """One article in a line: ``factor`` pieces of ``sku`` per sold unit."""

    sku: str
    factor: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line ready for JTL: ``pieces`` of one article at prices per piece.

    ``quantity`` is what is left to ship at TEMU; ``unit_net`` has up to five decimals,
    ``unit_gross`` two; ``vat_rate`` is in percent.
    """

    number: OrderSn
    name: str
    sku: str
    sku_id: SkuId | None
    goods_id: GoodsId | None
    variation: str
    quantity: int
    original_quantity: int
    cancelled_quantity: int
    temu_status: int
    products: tuple[Product, ...]
    unit_net: Decimal | None
    unit_gross: Decimal | None
    vat_rate: Decimal | None

    @property
    def sold_factor(self) -> int:
        """Pieces per sold unit; 1 where the line is not a bundle of one article."""
        return self.products[0].factor if len(self.products) == 1 else 1

    @property
    def pieces(self) -> int:
        """Pieces that the warehouse picks."""
        return self.quantity * self.sold_factor


@dataclass(frozen=True, slots=True)
class Address:
    """Where an order goes."""

    first_name: str
    last_name: str
    company: str
    street: str
    extra: str
    post_code: str
    city: str
    state: str
    country: str
    country_iso: str
    phone: str
    mail: str
    tax_code: str = ""

    @property
    def name(self) -> str:
        """First and last name in one."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Shipping:
    """What the buyer pays for shipping: net, gross and the rate in percent."""

    net: Decimal
    gross: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """One parent order as read from TEMU, with what could be found out about it.

    ``rejection`` says why it cannot go to JTL now; ``None``: it is complete.
    """

    number: ParentOrderSn
    temu_status: int
    status: OrderStatus
    region_id: int | None
    ordered_at: datetime
    confirmed_at: datetime | None
    ship_by_at: datetime | None
    deliver_by_at: datetime | None
    updated_at: datetime
    labels: tuple[str, ...]
    warnings: tuple[str, ...]
    hold_reason: HoldReason | None
    lines: tuple[OrderLine, ...]
    address: Address | None
    shipping: Shipping | None
    currency: str
    rejection: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why one record cannot be taken over, as a code with its figures."""

    reason: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One package of an order that has left the warehouse, with its line quantities in pieces."""

    package_key: PackageKey
    delivery_note: int
    tracking: str
    method_id: int
    method_name: str
    shipped_at: datetime
    contents: tuple[tuple[OrderSn, int], ...] = ()
