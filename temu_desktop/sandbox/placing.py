"""Turning a planned order into a real one, against the shelf as it is when its time comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from temu_desktop.sandbox.catalogue import ACTIVE, Article, Catalogue, Listing, spelling_key
from temu_desktop.sandbox.plans import Awkward, LinePlan, OrderPlan
from temu_desktop.sandbox.temu.model import Line, Order, Product, Status
from temu_desktop.sandbox.temu.order_desk import DELIVER_WITHIN_SECONDS, SHIP_WITHIN_SECONDS
from temu_desktop.sandbox.temu.shelf import Shelf

_LOOKED_AT = 500
"""How many listings a sale looks at from its last draw on before it gives up."""
_ABSURD = 1_000_000


@dataclass(frozen=True, slots=True)
class Pools:
    """Listings by what a sale of them leads to."""

    plain: tuple[Listing, ...]
    """Their article is an ordinary one that can be sold and shipped."""
    unknown: tuple[Listing, ...]
    """JTL has no such article."""
    dead: tuple[Listing, ...]
    """The article is there but cannot be sold."""


def make_pools(catalogue: Catalogue) -> Pools:
    """Sort the active listings of a catalogue."""
    active = [listing for listing in catalogue.listings if listing.status == ACTIVE]
    found = [(listing, catalogue.find_article(listing.sku)) for listing in active]
    return Pools(
        plain=tuple(x for x, article in found if article is not None and is_plain(article)),
        unknown=tuple(x for x, article in found if article is None),
        dead=tuple(x for x, article in found if article is not None and not is_plain(article)),
    )


def is_plain(article: Article) -> bool:
    """Whether the article is sold from stock like any other."""
    odd = article.is_father or article.deleted or article.oversell
    return article.active and article.stock_managed and not odd


class Placing:
    """Makes orders of plans; keeps count of what the opening may still use of each article."""

    def __init__(self, catalogue: Catalogue, shelf: Shelf, opened_at: float) -> None:
        self._pools = make_pools(catalogue)
        self._shelf = shelf
        self._opened_at = opened_at
        self._left: Counter[str] = Counter(
            {spelling_key(a.number): max(0, a.stock - a.buffer) for a in catalogue.articles}
        )

    def place(self, plan: OrderPlan, at: float, *, opening: bool) -> Order | None:
        """The order of a plan, its stock taken off the shelf; None when nothing has stock.

        Orders that had left or were cancelled before the opening take nothing off the shelf. Other
        opening orders use no more than the article has, so that a warehouse can ship them.
        """
        stage = plan.stage if opening else min(plan.stage, Status.TO_SHIP)
        lines: list[Line] = []
        for index, wanted in enumerate(plan.lines):
            listing, quantity = self._settle(plan, wanted, lines, stage, opening)
            if listing is not None:
                lines.append(_line(plan, listing, quantity, index, stage))
        if not lines and plan.awkward is not Awkward.NO_LINES:
            return None
        return _order(plan, lines, at, stage)

    def by_hand(self, plan: OrderPlan, wanted: Sequence[tuple[Listing, int]], at: float) -> Order:
        """An order of exactly these listings, whatever stock they have."""
        lines = [
            _line(plan, listing, quantity, index, plan.stage)
            for index, (listing, quantity) in enumerate(wanted)
        ]
        for listing, quantity in wanted:
            self._shelf.sell(listing, max(0, quantity))
        return _order(plan, lines, at, plan.stage)

    def _settle(
        self, plan: OrderPlan, wanted: LinePlan, lines: list[Line], stage: Status, opening: bool
    ) -> tuple[Listing | None, int]:
        """Which listing a line gets and how much of it, taken off the shelf."""
        if plan.awkward is Awkward.ABSURD_QUANTITY:
            return self._absurd(wanted)
        long_ago = stage not in (Status.PENDING, Status.TO_SHIP)
        pool = self._pools.unknown if plan.awkward is Awkward.UNKNOWN_ARTICLE else self._pools.plain
        listing: Listing | None
        if wanted.repeats_first and lines:
            listing = lines[0].listing
            quantity = self._possible(listing, wanted.quantity, opening, long_ago)
        else:
            single = plan.awkward is not None or long_ago
            listing, quantity = self._first_with_stock(
                pool,
                wanted,
                lambda x: self._possible(x, wanted.quantity, opening, long_ago),
                single=single,
                taken=[line.listing for line in lines],
            )
        if listing is None or quantity < 1:
            return None, 0
        if not long_ago:
            self._left[spelling_key(listing.sku)] -= quantity * listing.sold_factor
            (self._shelf.take if opening else self._shelf.sell)(listing, quantity)
        return listing, quantity

    def _first_with_stock(
        self,
        pool: Sequence[Listing],
        wanted: LinePlan,
        possible: Callable[[Listing], int],
        *,
        single: bool,
        taken: Sequence[Listing],
    ) -> tuple[Listing | None, int]:
        if not pool or not wanted.draws:
            return None, 0
        places = [int(draw * len(pool)) for draw in wanted.draws]
        places += [(places[-1] + i) % len(pool) for i in range(1, min(_LOOKED_AT, len(pool)))]
        for place in places:
            listing = pool[place]
            if (single and listing.sold_factor > 1) or listing in taken:
                continue
            if (quantity := possible(listing)) >= 1:
                return listing, quantity
        return None, 0

    def _possible(self, listing: Listing, wanted: int, opening: bool, long_ago: bool) -> int:
        if long_ago:
            return wanted
        offer = self._shelf.offer(listing.sku_id)
        if offer is None or offer.status != ACTIVE:
            return 0
        most = min(wanted, offer.stock)
        if opening and listing.article is not None:
            most = min(most, self._left[spelling_key(listing.sku)] // listing.sold_factor)
        return most

    def _absurd(self, wanted: LinePlan) -> tuple[Listing | None, int]:
        """A million of something that cannot be sold, else nothing or less than nothing."""
        if self._pools.dead and wanted.draws[1] < 0.4:
            return self._pools.dead[int(wanted.draws[0] * len(self._pools.dead))], _ABSURD
        plain = self._pools.plain
        if not plain:
            return None, 0
        return plain[int(wanted.draws[0] * len(plain))], 0 if wanted.draws[1] < 0.7 else -2


def _order(plan: OrderPlan, lines: list[Line], at: float, stage: Status) -> Order:
    net = 100 * plan.shipping_euros
    confirmed = None if stage is Status.PENDING else at + plan.confirm_after
    order = Order(
        number=plan.number,
        status=stage,
        region_id=plan.destination.region_id,
        created_at=at,
        updated_at=at if confirmed is None else confirmed,
        lines=lines,
        address=plan.address,
        shipping_net=net,
        shipping_gross=_gross(net, plan.shipping_rate),
        shipping_rate=plan.shipping_rate,
        address_ready_at=at + plan.confirm_after + plan.address_after,
        amounts_ready_at=at + plan.confirm_after + plan.amounts_after,
        confirmed_at=confirmed,
        labels=set(plan.labels),
        warnings=list(plan.warnings),
        awkward=plan.awkward,
    )
    if confirmed is not None:
        order.ship_by = confirmed + SHIP_WITHIN_SECONDS
        order.deliver_by = confirmed + DELIVER_WITHIN_SECONDS
    _finish_long_ago(order, stage)
    return order


def _finish_long_ago(order: Order, stage: Status) -> None:
    """What happened before the sandbox opened: cancelled, or shipped by somebody else."""
    if stage in (Status.PENDING, Status.TO_SHIP) or order.confirmed_at is None:
        return
    gone = order.confirmed_at + 6 * 3600
    order.updated_at = gone
    if stage is Status.CANCELLED:
        for line in order.lines:
            line.cancelled = line.original
        return
    order.shipped_at = gone
    for line in order.lines:
        line.shipped_at = gone
    if stage is Status.PARTLY_DELIVERED:
        for line in order.lines:
            line.status = Status.SHIPPED
        order.lines[0].status = Status.DELIVERED


def _line(plan: OrderPlan, listing: Listing, quantity: int, index: int, stage: Status) -> Line:
    net, gross, rate = _prices(plan, listing, quantity)
    return Line(
        order_sn=plan.order_sns[index],
        listing=listing,
        original=quantity,
        unit_net=net,
        unit_gross=gross,
        rate=rate,
        products=_products(plan, listing),
        status=stage,
        discount_temu=0 if gross % 5 else min(100, gross // 10),
    )


def _products(plan: OrderPlan, listing: Listing) -> tuple[Product, ...]:
    own = Product(listing.product_id, listing.product_sku_id, listing.sold_factor, listing.sku)
    if plan.awkward is not Awkward.SEVERAL_PRODUCTS:
        return (own,)
    further = Product(listing.product_id + 1, listing.product_sku_id + 1, 2, "BEILAGE-FREMD")
    return (own, further)


def _prices(plan: OrderPlan, listing: Listing, quantity: int) -> tuple[int, int, Decimal]:
    """Net and gross cents of one unit and the rate of the destination; they fit to the cent.

    Single units cost 12.99 and the like; several cost whole euros net, so that even the sum of a
    line fits.
    """
    if plan.awkward is Awkward.PRICE_ZERO:
        return 0, 0, plan.destination.vat
    reduced = listing.price_gross < listing.price_net * Decimal("1.1")
    rate = plan.destination.reduced_vat if reduced else plan.destination.vat
    if quantity == 1 and int(listing.price_gross * 100) % 2:
        gross = int(listing.price_gross * 100)
        net = int((gross / (1 + rate / 100)).quantize(Decimal(1), ROUND_HALF_UP))
    else:
        net = 200 * max(1, int(listing.price_net / 2))
        gross = _gross(net, rate)
    if plan.awkward is Awkward.MISFIT_AMOUNTS:
        gross += 37
    return net, gross, rate


def _gross(net: int, rate: Decimal) -> int:
    return int((net * (100 + rate) / 100).quantize(Decimal(1), ROUND_HALF_UP))
