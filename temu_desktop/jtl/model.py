"""What JTL tells us, as plain data: orders, articles, stock, parcels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from temu_desktop.ids import ArticleId, PackageKey, WawiOrderId

NOT_DELIVERED = 0
DELIVERED = 1
CLOSED_WITHOUT_SHIPPING = 2


@dataclass(frozen=True, slots=True)
class WawiOrder:
    """One order in JTL: ``id`` is kAuftrag, ``number`` cAuftragsNr.

    ``delivered_state`` is nKomplettAusgeliefert: 0 no, 1 everything is on delivery notes (which
    says nothing about parcels), 2 closed without shipping, so that no tracking will come.
    """

    id: WawiOrderId
    number: str
    external_number: str
    cancelled: bool
    delivered_state: int


@dataclass(frozen=True, slots=True)
class InboxDocument:
    """One order's XML for the inbox, and the external number inside it."""

    external_number: str
    xml: str


@dataclass(frozen=True, slots=True)
class DeliveredPackage:
    """One parcel that left with a tracking number: ``key`` is kVersand, reported at most once."""

    key: PackageKey
    delivery_note: int
    external_number: str
    order_id: WawiOrderId
    tracking: str
    shipped_at: datetime
    method_id: int
    method_name: str


@dataclass(frozen=True, slots=True)
class DeliveredQuantity:
    """Pieces of one order position on one delivery note; parts of a set are left out."""

    delivery_note: int
    article_number: str
    article_id: ArticleId | None
    position_id: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class OrderShipments:
    """All that JTL knows about one external number: its orders, what left, and of what.

    ``packages`` holds parcels that have left with a number. ``waiting_packages`` counts parcels
    that have no number yet or are still in the house; ``untracked_packages`` those that left
    without a number (fetched by the buyer, freight). ``open_quantity`` are pieces of the goods
    positions of living orders that are on no delivery note.
    """

    external_number: str
    orders: tuple[WawiOrder, ...]
    packages: tuple[DeliveredPackage, ...]
    quantities: tuple[DeliveredQuantity, ...]
    waiting_packages: int = 0
    untracked_packages: int = 0
    open_quantity: Decimal = Decimal(0)

    @property
    def living_orders(self) -> tuple[WawiOrder, ...]:
        """Its orders that are not cancelled."""
        return tuple(order for order in self.orders if not order.cancelled)

    @property
    def is_cancelled(self) -> bool:
        """Whether JTL has the order and cancelled all of it."""
        return bool(self.orders) and not self.living_orders

    @property
    def is_closed_without_shipping(self) -> bool:
        """Whether a person closed an order without shipping it: no tracking number will come."""
        return any(o.delivered_state == CLOSED_WITHOUT_SHIPPING for o in self.living_orders)

    @property
    def is_complete(self) -> bool:
        """Whether everything is on delivery notes and every parcel left with a number."""
        living = self.living_orders
        return (
            bool(living)
            and bool(self.packages)
            and all(order.delivered_state == DELIVERED for order in living)
            and not self.waiting_packages
            and not self.untracked_packages
        )


@dataclass(frozen=True, slots=True)
class ShippingMethod:
    """One of the merchant's shipping methods; the carrier codes are hints for the mapping."""

    id: int
    name: str
    active: bool
    tracking_url: str = ""
    amazon_code: str = ""
    ebay_code: str = ""


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """One of the merchant's payment methods."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Article:
    """An article of JTL's: ``id`` is kArtikel, ``number`` cArtNr in JTL's own spelling.

    ``sellable`` is false for fathers, inactive and deleted articles; ``buffer`` is nPuffer.
    """

    id: ArticleId
    number: str
    buffer: int
    sellable: bool
    stock_managed: bool
    oversell_allowed: bool
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class ArticleStock:
    """An article's stock figures in pieces.

    ``available`` is fVerfuegbar: it may be negative, the buffer is not taken off; 0 where
    ``row_present`` is false. ``warehouses_physical`` is what lies unblocked in the warehouses that
    are sold from, None where all are.
    """

    article_id: ArticleId
    available: Decimal
    buffer: int
    row_present: bool
    warehouses_physical: Decimal | None
    stock_managed: bool
    oversell_allowed: bool
    sellable: bool
