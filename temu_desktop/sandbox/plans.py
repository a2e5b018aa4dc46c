"""Who orders what, where and when, and what becomes of it: decided by the seed alone.

Times are seconds from the opening of the sandbox, negative before it. What a plan asks for is
settled against the shelf when its time comes: a sale that TEMU has no stock for does not happen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from temu_desktop.sandbox.destinations import DESTINATIONS, Destination
from temu_desktop.sandbox.people import make_address
from temu_desktop.sandbox.temu.model import Address, Status

ARRIVAL_SECONDS = 3 * 3600
"""The orders that are not there at the opening arrive within this time."""
AWKWARD_FROM = 50
"""With fewer orders than this nothing awkward is planned."""
_HOUR = 3600.0
_RETURNING_BUYERS = 0.03


class Awkward(StrEnum):
    """What is wrong with an order that no program should take over unseen."""

    UNKNOWN_COUNTRY = "unknown_country"
    LONG_NUMBER = "long_number"
    MISFIT_AMOUNTS = "misfit_amounts"
    PRICE_ZERO = "price_zero"
    SEVERAL_PRODUCTS = "several_products"
    UNKNOWN_ARTICLE = "unknown_article"
    NO_LINES = "no_lines"
    ABSURD_QUANTITY = "absurd_quantity"


class Happening(StrEnum):
    """Something that befalls an order after it was confirmed (pieces: before)."""

    BUYER_ASKS_TO_CANCEL = "buyer_asks_to_cancel"
    CANCELLED = "cancelled"
    PIECES_CANCELLED = "pieces_cancelled"
    NEW_ADDRESS = "new_address"
    ALERT_CLEARED = "alert_cleared"


@dataclass(frozen=True, slots=True)
class Incident:
    """A happening `after` seconds from the confirmation (from the order for cancelled pieces).

    `withdrawn_after` is set for a cancellation that the buyer takes back; the others are approved
    when nobody has answered for 24 hours.
    """

    kind: Happening
    after: float
    withdrawn_after: float | None = None
    address: Address | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class LinePlan:
    """How much of something is wanted; `draws` pick the listing, first one with stock wins."""

    quantity: int
    draws: tuple[float, ...]
    repeats_first: bool = False


@dataclass(frozen=True, slots=True)
class OrderPlan:
    """One order of the scenario."""

    number: str
    order_sns: tuple[str, ...]
    at: float
    stage: Status
    confirm_after: float
    destination: Destination
    address: Address
    lines: tuple[LinePlan, ...]
    shipping_euros: int
    address_after: float
    amounts_after: float
    incidents: tuple[Incident, ...]
    labels: frozenset[str]
    warnings: tuple[str, ...]
    awkward: Awkward | None

    @property
    def shipping_rate(self) -> Decimal:
        """Percent of VAT on the shipping fee."""
        return self.destination.vat


def plan_orders(seed: int, orders: int, *, awkward_ones: bool = True) -> Iterator[OrderPlan]:
    """All orders of the scenario, the first half there at the opening, the others arriving."""
    awkward = _awkward_orders(seed, orders) if awkward_ones else {}
    opening = (orders + 1) // 2
    for index in range(orders):
        rng = random.Random(f"order/{seed}/{index}")
        again = index > 0 and _returns(seed, index)
        receiver = _receiver(f"{seed}/{index - 1 if again else index}")
        plan = _plan(rng, receiver, index, index < opening, awkward.get(index))
        if again or _returns(seed, index + 1):
            # Who ships both in one parcel could not report it if one went somewhere else now.
            stays = tuple(i for i in plan.incidents if i.kind is not Happening.NEW_ADDRESS)
            plan = replace(plan, incidents=stays)
        yield plan


def plan_one(seed: str, *, country: str | None = None, awkward: Awkward | None = None) -> OrderPlan:
    """A single order that is to be shipped at once, for placing by hand."""
    receiver = _receiver(seed, country)
    return _plan(random.Random(seed), receiver, 999_999, False, awkward, quiet=True)


def _returns(seed: int, index: int) -> bool:
    """Whether this order is from the buyer of the one before."""
    return random.Random(f"returning/{seed}/{index}").random() < _RETURNING_BUYERS


def _awkward_orders(seed: int, orders: int) -> dict[int, Awkward]:
    """Three in a hundred orders, each kind in turn in an order that the seed shuffles."""
    if orders < AWKWARD_FROM:
        return {}
    rng = random.Random(f"awkward/{seed}")
    kinds = list(Awkward)
    rng.shuffle(kinds)
    chosen = rng.sample(range(orders), max(3, round(orders * 0.03)))
    return {index: kinds[i % len(kinds)] for i, index in enumerate(chosen)}


def _receiver(seed: str, country: str | None = None) -> tuple[Destination, Address]:
    """Who gets the goods, and the country whose VAT rates and order numbers apply.

    A spelling of a country that is given decides the country where it is one.
    """
    rng = random.Random(f"receiver/{seed}")
    destination = rng.choices(DESTINATIONS, [d.weight for d in DESTINATIONS])[0]
    destination = next((d for d in DESTINATIONS if country in d.spellings), destination)
    spelling = rng.choice(destination.spellings) if country is None else country
    return destination, make_address(rng, destination, spelling)


def _plan(
    rng: random.Random,
    receiver: tuple[Destination, Address],
    index: int,
    opening: bool,
    awkward: Awkward | None,
    *,
    quiet: bool = False,
) -> OrderPlan:
    destination, address = receiver
    if awkward is Awkward.UNKNOWN_COUNTRY:
        address = replace(address, country=rng.choice(("Atlantis", "Ruritanien", "Lummerland")))
    stage = _stage(rng, opening, quiet, awkward)
    at = _moment(rng, opening, stage)
    labels, warnings, alerts = _holds(rng, stage, quiet or awkward is not None)
    incidents = () if quiet or awkward else (*alerts, *_incidents(rng, destination, address))
    lines = _lines(rng, awkward)
    return OrderPlan(
        number=_number(rng, destination, index, awkward),
        order_sns=tuple(_line_number(rng, destination, index, i) for i in range(len(lines) or 1)),
        at=at,
        stage=stage,
        confirm_after=0 if quiet else rng.uniform(300, 3600),
        destination=destination,
        address=address,
        lines=lines,
        shipping_euros=rng.choice((0, 0, 0, 2, 4, 6)),
        address_after=0 if quiet or rng.random() < 0.9 else rng.uniform(120, 2 * _HOUR),
        amounts_after=0 if quiet else _amounts_delay(rng),
        incidents=incidents,
        labels=labels,
        warnings=warnings,
        awkward=awkward,
    )


def _stage(rng: random.Random, opening: bool, quiet: bool, awkward: Awkward | None) -> Status:
    """What the order is when it turns up; awkward ones at the opening are to be shipped."""
    if opening and awkward is None:
        stages = (Status.PENDING, Status.TO_SHIP, Status.CANCELLED, Status.SHIPPED)
        further = (Status.DELIVERED, Status.PARTLY_DELIVERED)
        return rng.choices((*stages, *further), (18, 64, 7, 6, 4, 1))[0]
    return Status.TO_SHIP if opening or quiet else Status.PENDING


def _moment(rng: random.Random, opening: bool, stage: Status) -> float:
    if not opening:
        return rng.uniform(60, ARRIVAL_SECONDS)
    if stage is Status.PENDING:
        return -rng.uniform(60, 1800)
    if stage is Status.TO_SHIP:
        return -rng.uniform(2 * _HOUR, 60 * _HOUR)
    return -rng.uniform(24 * _HOUR, 140 * _HOUR)


def _amounts_delay(rng: random.Random) -> float:
    return rng.uniform(3, 10) if rng.random() < 0.95 else rng.uniform(600, _HOUR)


def _number(
    rng: random.Random, destination: Destination, index: int, awkward: Awkward | None
) -> str:
    digits = f"{rng.randint(10**10, 10**11 - 1)}{index:06d}"
    if awkward is Awkward.LONG_NUMBER:
        digits += "7" * rng.choice((27, 28, 40))
    return f"PO-{destination.region_id:03d}-{digits}"


def _line_number(rng: random.Random, destination: Destination, index: int, line: int) -> str:
    return f"{destination.region_id:03d}-{rng.randint(10**9, 10**10 - 1)}{index:06d}{line}"


def _lines(rng: random.Random, awkward: Awkward | None) -> tuple[LinePlan, ...]:
    if awkward is Awkward.NO_LINES:
        return ()
    count = rng.choices((1, 2, 3, 4), (70, 18, 9, 3))[0]
    if awkward in (Awkward.SEVERAL_PRODUCTS, Awkward.UNKNOWN_ARTICLE, Awkward.ABSURD_QUANTITY):
        count = 1
    lines = [
        LinePlan(
            quantity=rng.choices((1, 2, 3, 5), (72, 18, 7, 3))[0],
            draws=tuple(rng.random() for _ in range(8)),
        )
        for _ in range(count)
    ]
    if count == 2 and rng.random() < 0.12:
        lines[1] = LinePlan(quantity=1, draws=(), repeats_first=True)
    return tuple(lines)


def _holds(
    rng: random.Random, stage: Status, quiet: bool
) -> tuple[frozenset[str], tuple[str, ...], tuple[Incident, ...]]:
    """Labels that stop an order for some time, warnings that do not, and when a label goes."""
    draw = rng.random()
    if quiet or stage not in (Status.PENDING, Status.TO_SHIP):
        return frozenset(), (), ()
    if draw < 0.02:
        label = rng.choice(("pending_risk_control_alert", "pending_buyer_address_change"))
        cleared = Incident(Happening.ALERT_CLEARED, rng.uniform(1200, 2 * _HOUR), label=label)
        return frozenset({label}), (), (cleared,)
    if draw < 0.05:
        return frozenset(), (rng.choice(_WARNINGS),), ()
    return frozenset(), (), ()


_WARNINGS = (
    "SUGGEST_SIGNATURE_ON_DELIVERY",
    "RESTRICT_FEDEX_SELF_SHIPPING",
    "BLOCK_LOGISTICS_PROVIDERS_{HERMES}",
    "REQUIRES_CUSTOMER_PICKUP",
)


def _incidents(
    rng: random.Random, destination: Destination, before: Address
) -> tuple[Incident, ...]:
    draw = rng.random()
    if draw < 0.03:
        withdrawn = rng.uniform(_HOUR, 5 * _HOUR) if rng.random() < 0.5 else None
        return (Incident(Happening.BUYER_ASKS_TO_CANCEL, rng.uniform(300, 2 * _HOUR), withdrawn),)
    if draw < 0.06:
        return (Incident(Happening.CANCELLED, rng.uniform(120, 3 * _HOUR)),)
    if draw < 0.10:
        return (Incident(Happening.PIECES_CANCELLED, rng.uniform(30, 250)),)
    if draw < 0.13:
        address = make_address(rng, destination, before.country)
        return (Incident(Happening.NEW_ADDRESS, rng.uniform(60, 2 * _HOUR), address=address),)
    return ()
