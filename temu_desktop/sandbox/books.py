"""The figures of decisions.md 33, counted from the platform's and the Wawi's books alone.

A client says which orders it rejected with a reason and which it took for shipped elsewhere; an
external order is believed only when the client first saw it after goods had left, or when it is
older than the cut-over that the client names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from temu_desktop.sandbox.audit import PublishRules, StockBooks, WawiView
from temu_desktop.sandbox.catalogue import ACTIVE
from temu_desktop.sandbox.temu.model import GONE, Order, Status
from temu_desktop.sandbox.temu.order_index import OrderIndex
from temu_desktop.sandbox.temu.shelf import Shelf

_EXAMPLES = 25
"""How many numbers a list of examples holds."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What only the client can know."""

    rejected: frozenset[str] = frozenset()
    external: frozenset[str] = frozenset()
    orders_from: float | None = None


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """Where the orders are; the tuples name the order numbers behind the counts."""

    at_temu: int
    pending: int
    cancelled: int
    cancelled_before_export: int
    reported: int
    in_jtl: int
    shipped: int
    rejected: int
    external: int
    lost: tuple[str, ...]
    duplicates: int
    wrong_tracking: tuple[str, ...]
    unknown_tracking: tuple[str, ...]
    not_reported: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Every order is accounted for and everything that was shipped is reported."""
        accounted = self.in_jtl + self.cancelled_before_export + self.rejected + self.external
        return accounted == self.at_temu and self.reported == self.shipped


@dataclass(frozen=True, slots=True)
class Difference:
    """A listing whose quantity at TEMU is not what the rules give."""

    sku_id: int
    sku: str
    at_temu: int
    given: int


@dataclass(frozen=True, slots=True)
class StockFigures:
    """How TEMU's quantities stand to the rules."""

    skus: int
    mapped: int
    unmapped: int
    ambiguous: int
    equal_at_temu: int
    differences: tuple[Difference, ...]


def count_orders(orders: OrderIndex, wawi: WawiView, claims: Claims) -> OrderFigures:
    """Count orders, duplicates and losses."""
    numbers = {order.number for order in orders}
    in_jtl = {number for number in wawi.orders if number in numbers}
    cancelled = {o.number for o in orders if o.status is Status.CANCELLED}
    external = {o.number for o in orders if _is_external(o, claims)} - in_jtl - cancelled
    rejected = (claims.rejected & numbers) - in_jtl - cancelled - external
    pending = {o.number for o in orders if o.status is Status.PENDING} - in_jtl - rejected
    lost = numbers - in_jtl - cancelled - external - rejected - pending
    reported = {o.number for o in orders if o.reported}
    shipped = {n for n in in_jtl if wawi.orders[n].shipped} - (cancelled - reported)
    wrong, unknown = _misplaced_tracking(orders, wawi)
    twice = sum(max(0, book.orders - 1) for book in wawi.orders.values())
    return OrderFigures(
        at_temu=len(numbers),
        pending=len(pending),
        cancelled=len(cancelled),
        cancelled_before_export=len(cancelled - in_jtl),
        reported=len(reported),
        in_jtl=len(in_jtl),
        shipped=len(shipped),
        rejected=len(rejected),
        external=len(external),
        lost=tuple(sorted(lost)),
        duplicates=twice + len(wrong),
        wrong_tracking=wrong,
        unknown_tracking=unknown,
        not_reported=tuple(sorted(shipped - reported)[:_EXAMPLES]),
    )


def count_stock(shelf: Shelf, books: StockBooks, rules: PublishRules) -> StockFigures:
    """Compare every active listing that has an article with what the rules give for it."""
    skus = mapped = ambiguous = equal = 0
    differences = []
    for offer in shelf:
        skus += 1
        if not books.has_article(offer.listing):
            continue
        mapped += 1
        given = books.given(offer.listing, rules)
        if given is None:
            ambiguous += 1
        elif offer.status == ACTIVE and given == offer.stock:
            equal += 1
        elif offer.status == ACTIVE:
            listing = offer.listing
            differences.append(Difference(listing.sku_id, listing.sku, offer.stock, given))
    return StockFigures(skus, mapped, skus - mapped, ambiguous, equal, tuple(differences))


def books_document(orders: OrderFigures, stock: StockFigures, oversold: int) -> dict[str, object]:
    """All figures as one JSON object, `reconciled` included."""
    clean = not (orders.duplicates or orders.lost or oversold or stock.differences)
    return {
        "at_temu": orders.at_temu,
        "pending": orders.pending,
        "cancelled": orders.cancelled,
        "cancelled_before_export": orders.cancelled_before_export,
        "reported": orders.reported,
        "in_jtl": orders.in_jtl,
        "shipped": orders.shipped,
        "rejected": orders.rejected,
        "external": orders.external,
        "lost": len(orders.lost),
        "duplicates": orders.duplicates,
        "oversold": oversold,
        "skus": stock.skus,
        "mapped": stock.mapped,
        "unmapped": stock.unmapped,
        "ambiguous": stock.ambiguous,
        "equal_at_temu": stock.equal_at_temu,
        "differences": len(stock.differences),
        "reconciled": clean and orders.is_complete,
        "examples": {
            "lost": list(orders.lost[:_EXAMPLES]),
            "not_reported": list(orders.not_reported),
            "wrong_tracking": list(orders.wrong_tracking[:_EXAMPLES]),
            "unknown_tracking": list(orders.unknown_tracking[:_EXAMPLES]),
            "differences": [_difference_row(d) for d in stock.differences[:_EXAMPLES]],
        },
    }


def _difference_row(difference: Difference) -> dict[str, object]:
    return {
        "sku_id": difference.sku_id,
        "sku": difference.sku,
        "at_temu": difference.at_temu,
        "given": difference.given,
    }


def _is_external(order: Order, claims: Claims) -> bool:
    if order.number not in claims.external:
        return False
    older = claims.orders_from is not None and order.created_at < claims.orders_from
    return older or order.first_served_status in GONE


def _misplaced_tracking(
    orders: Iterable[Order], wawi: WawiView
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reported numbers that are another order's in the Wawi, and those that nobody's are."""
    owners: dict[str, set[str]] = {}
    for number, book in wawi.orders.items():
        for tracking in book.tracking:
            owners.setdefault(tracking, set()).add(number)
    wrong, unknown = [], []
    for order in orders:
        for package in order.packages:
            for tracking in (package.tracking, *(extra[3] for extra in package.extra)):
                if not owners.get(tracking):
                    unknown.append(tracking)
                elif order.number not in owners[tracking]:
                    wrong.append(tracking)
    return tuple(wrong), tuple(unknown)
