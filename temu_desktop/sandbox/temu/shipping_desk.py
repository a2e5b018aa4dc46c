"""The rules of reporting shipments (temu-api.md 5.3 and the codes of 2.3), and the packages known.

A confirm call is judged as a whole: the first fault refuses all of it with one code.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.temu.carriers import (
    WAREHOUSES,
    Carrier,
    find_carrier,
    is_known_anywhere,
)
from temu_desktop.sandbox.temu.codes import Code, Refused
from temu_desktop.sandbox.temu.model import CancelGroup, Line, Order, Package, Status
from temu_desktop.sandbox.temu.order_desk import PENDING_CANCELLATION, OrderDesk
from temu_desktop.sandbox.temu.parameters import (
    Params,
    items,
    objects,
    text,
    whole_number,
)

MOST_EXTRA_PARCELS = 10
"""Parcels that can be attached to one package."""
_SHORTEST_TRACKING = 6
_LONGEST_TRACKING = 40
_DENIALS = {
    PENDING_CANCELLATION: ("DENY_CANCELLATION", Code.SHIP_CANCELLATION_PENDING),
    "pending_buyer_address_change": ("DENY_ADDRESS_CHANGE", Code.SHIP_ADDRESS_CHANGE_PENDING),
    "pending_risk_control_alert": ("DENY_PARENT_RISK_WARNING", Code.SHIP_RISK_ALERT),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some units of one line in one parcel."""

    order: Order
    line: Line
    quantity: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """One element of a confirm call, judged and resolved."""

    carrier: Carrier
    tracking: str
    warehouse_id: str
    pieces: tuple[Piece, ...]
    accepted: frozenset[str]
    extra: tuple[tuple[Carrier, str], ...] = ()


@dataclass(slots=True)
class Register:
    """All packages by number, and every tracking number ever used with the package it is on."""

    packages: dict[str, Package] = field(default_factory=dict)
    orders_of: dict[str, list[Order]] = field(default_factory=dict)
    tracking: dict[str, str] = field(default_factory=dict)

    def next_number(self) -> str:
        """A new package number."""
        return f"PK-{len(self.packages) + sum(len(p.extra) for p in self.packages.values()):017d}"


class ShippingDesk:
    """Judges reported shipments, keeps the packages and moves the orders."""

    def __init__(self, desk: OrderDesk, clock: SandboxClock) -> None:
        self._desk = desk
        self._clock = clock
        self.register = Register()

    def confirm(self, params: Params) -> None:
        """Take a shipment report or refuse it whole."""
        send_type = whole_number(params, "sendType")
        if send_type not in (0, 1, 2):
            raise Refused(Code.SHIP_BAD_PARAMETER, "sendType must be 0, 1 or 2")
        requests = objects(params, "sendRequestList")
        if not requests:
            raise Refused(Code.SHIP_BAD_PARAMETER, "sendRequestList can not be empty")
        pieces_of = [self._pieces(request) for request in requests]
        orders = _orders_in(pieces_of)
        _check_combination(send_type, requests, orders)
        _check_open(pieces_of)
        parcels = [self._parcel(r, p) for r, p in zip(requests, pieces_of, strict=True)]
        _check_fresh_numbers(parcels)
        _check_holds(parcels, orders)
        _check_complete(parcels, orders)
        self._ship(parcels, orders)

    def packages_of(self, parent_order_sn: str, order_sn: str) -> list[Package]:
        """The reported packages that hold pieces of a line; a wrong pair is refused."""
        order, _line = self._pair(parent_order_sn, order_sn)
        return [package for package in order.packages if order_sn in package.pieces]

    def change_package(self, params: Params) -> None:
        """Replace number, carrier and warehouse of packages (`shippingtype.update`)."""
        edits = objects(params, "editPackageRequestList")
        if not edits:
            raise Refused(Code.SHIP_BAD_PARAMETER, "editPackageRequestList can not be empty")
        judged = []
        for edit in edits:
            package = self._package(text(edit, "packageSn"))
            order = self.register.orders_of[package.package_sn][0]
            carrier = _carrier(edit, "shipCompanyId", order.region_id)
            tracking = self._tracking(edit, allowed_on=package.package_sn)
            judged.append((package, carrier, tracking, _warehouse(edit)))
        for package, carrier, tracking, warehouse in judged:
            package.carrier_id, package.carrier_name = carrier.id, carrier.name
            package.tracking, package.warehouse_id = tracking, warehouse
            self.register.tracking[tracking] = package.package_sn
            self._note(package)

    def attach(self, params: Params) -> None:
        """Attach further parcels to a package, once (`shipment.sub.confirm`)."""
        package = self._package(text(params, "mainPackageSn"))
        if package.extra_added_later:
            raise Refused(Code.SHIP_SUB_ONCE, "sub packages can be added only once")
        extra = self._extra_parcels(
            params, "sendSubRequestList", self.register.orders_of[package.package_sn][0]
        )
        if not extra:
            raise Refused(Code.SHIP_BAD_PARAMETER, "sendSubRequestList can not be empty")
        self._add_extra(package, extra)
        package.extra_added_later = True
        self._note(package)

    def _pair(self, parent_order_sn: str | None, order_sn: str | None) -> tuple[Order, Line]:
        order = self._desk.orders.get(parent_order_sn)
        if order is None:
            raise Refused(Code.SHIP_PARENT_UNKNOWN, "parent order does not exist")
        line = order.line(order_sn)
        if line is None:
            raise Refused(Code.SHIP_WRONG_PAIR, "parent order and order do not match")
        return order, line

    def _pieces(self, request: Params) -> tuple[Piece, ...]:
        infos = objects(request, "orderSendInfoList")
        if not infos:
            raise Refused(Code.SHIP_BAD_PARAMETER, "orderSendInfoList can not be empty")
        pieces = []
        for info in infos:
            order, line = self._pair(text(info, "parentOrderSn"), text(info, "orderSn"))
            quantity = whole_number(info, "quantity")
            if quantity is None or quantity < 1:
                raise Refused(Code.SHIP_QUANTITY, "quantity must be positive")
            pieces.append(Piece(order, line, quantity))
        if len({piece.line.order_sn for piece in pieces}) < len(pieces):
            raise Refused(Code.SHIP_LINE_TWICE, "the same order twice under one tracking number")
        return tuple(pieces)

    def _parcel(self, request: Params, pieces: tuple[Piece, ...]) -> Parcel:
        order = pieces[0].order
        accepted = items(request, "confirmAcceptance") or []
        extra = self._extra_parcels(request, "subSendRequests", order)
        if extra and any(piece.quantity != 1 for piece in pieces):
            raise Refused(
                Code.SUB_NEEDS_QUANTITY_ONE, "attached numbers need an order quantity of 1"
            )
        return Parcel(
            carrier=_carrier(request, "carrierId", order.region_id),
            tracking=self._tracking(request),
            warehouse_id=_warehouse(request),
            pieces=pieces,
            accepted=frozenset(value for value in accepted if isinstance(value, str)),
            extra=extra,
        )

    def _extra_parcels(
        self, request: Params, name: str, order: Order
    ) -> tuple[tuple[Carrier, str], ...]:
        requests = objects(request, name) or []
        if len(requests) > MOST_EXTRA_PARCELS:
            raise Refused(Code.SUB_TOO_MANY, "more than 10 sub tracking numbers")
        extra = []
        for sub in requests:
            _warehouse(sub)
            extra.append((_carrier(sub, "carrierId", order.region_id), self._tracking(sub)))
        numbers = [tracking for _, tracking in extra]
        if len(set(numbers)) < len(numbers):
            raise Refused(Code.TRACKING_DUPLICATE, "duplicate tracking number")
        return tuple(extra)

    def _tracking(self, request: Params, *, allowed_on: str | None = None) -> str:
        """A tracking number in order and never used before, except on `allowed_on` itself."""
        tracking = (text(request, "trackingNumber") or "").strip()
        if not tracking:
            raise Refused(Code.TRACKING_BLANK, "tracking number can not be blank")
        if any(character in "-%#" for character in tracking):
            raise Refused(Code.TRACKING_SPECIAL_CHARACTERS, "special characters are not allowed")
        plain = tracking.isascii() and tracking.isalnum()
        if not plain or not _SHORTEST_TRACKING <= len(tracking) <= _LONGEST_TRACKING:
            raise Refused(Code.TRACKING_INVALID, f"invalid tracking number {tracking}")
        used_on = self.register.tracking.get(tracking)
        if used_on is not None and used_on != allowed_on:
            raise Refused(Code.TRACKING_USED, f"tracking number {tracking} has been used")
        return tracking

    def _package(self, package_sn: str | None) -> Package:
        package = self.register.packages.get(package_sn or "")
        if package is None:
            raise Refused(Code.PACKAGE_UNKNOWN, f"packageSn {package_sn} does not exist")
        return package

    def _ship(self, parcels: list[Parcel], orders: list[Order]) -> None:
        for parcel in parcels:
            package = Package(
                package_sn=self.register.next_number(),
                carrier_id=parcel.carrier.id,
                carrier_name=parcel.carrier.name,
                tracking=parcel.tracking,
                warehouse_id=parcel.warehouse_id,
                pieces={piece.line.order_sn: piece.quantity for piece in parcel.pieces},
            )
            self.register.packages[package.package_sn] = package
            self.register.tracking[parcel.tracking] = package.package_sn
            self._add_extra(package, parcel.extra)
            inside = list({piece.order.number: piece.order for piece in parcel.pieces}.values())
            self.register.orders_of[package.package_sn] = inside
            for order in inside:
                order.packages.append(package)
        now = self._clock.seconds()
        for order in orders:
            if self._desk.pending_wish(order) is not None:
                self._desk.answer_wish(order, CancelGroup.REJECTED, now)
        self._desk.ship(orders, now)

    def _add_extra(self, package: Package, extra: tuple[tuple[Carrier, str], ...]) -> None:
        for carrier, tracking in extra:
            number = f"{self.register.next_number()}-S{len(package.extra) + 1}"
            package.extra.append((number, carrier.id, carrier.name, tracking))
            self.register.tracking[tracking] = package.package_sn

    def _note(self, package: Package) -> None:
        for order in self.register.orders_of[package.package_sn]:
            self._desk.note_change(order, self._clock.seconds())


def _carrier(request: Params, name: str, region_id: int) -> Carrier:
    """The carrier of an id; an older official sample sends digits as text, so both pass."""
    value = request.get(name)
    carrier_id = int(value) if isinstance(value, str) and value.isdigit() else value
    if isinstance(carrier_id, bool) or not isinstance(carrier_id, int):
        raise Refused(Code.CARRIER_INVALID, "invalid logistics company id")
    carrier = find_carrier(region_id, carrier_id)
    if carrier is not None:
        return carrier
    if is_known_anywhere(carrier_id):
        raise Refused(Code.CARRIER_NOT_ALLOWED, "carrier not allowed for this destination")
    raise Refused(Code.CARRIER_INVALID, "invalid logistics company id")


def _warehouse(request: Params) -> str:
    warehouse = text(request, "selfShippingWarehouseId")
    if not warehouse:
        raise Refused(Code.WAREHOUSE_MISSING, "selfShippingWarehouseId can not be empty")
    if all(warehouse != known for known, _, _ in WAREHOUSES):
        raise Refused(Code.WAREHOUSE_UNKNOWN, f"warehouse {warehouse} does not exist")
    return warehouse


def _orders_in(pieces_of: list[tuple[Piece, ...]]) -> list[Order]:
    return list({p.order.number: p.order for pieces in pieces_of for p in pieces}.values())


def _check_combination(send_type: int, requests: list[Params], orders: list[Order]) -> None:
    """sendType 0: one order, one package; 1: one order, several; 2: several orders in one."""
    packages = len(requests)
    has_extra = any(objects(request, "subSendRequests") for request in requests)
    fits = {
        0: packages == 1 and len(orders) == 1 and not has_extra,
        1: len(orders) == 1 and (packages > 1 or has_extra),
        2: packages == 1 and len(orders) > 1,
    }[send_type]
    if not fits:
        raise Refused(Code.SHIP_BAD_COMBINATION, "packages and orders do not fit the sendType")
    first = orders[0].address
    if any(
        (o.address.lines, o.address.post_code) != (first.lines, first.post_code) for o in orders
    ):
        raise Refused(Code.SHIP_ADDRESSES_DIFFER, "the combined orders have different addresses")


def _check_open(pieces_of: list[tuple[Piece, ...]]) -> None:
    for piece in (p for pieces in pieces_of for p in pieces):
        if piece.line.status in (Status.SHIPPED, Status.DELIVERED):
            raise Refused(Code.SHIP_ALREADY, f"order {piece.line.order_sn} has been shipped")
        if piece.line.status is not Status.TO_SHIP:
            raise Refused(Code.SHIP_NOTHING_MATCHES, "no shippable order matches")


def _check_fresh_numbers(parcels: list[Parcel]) -> None:
    numbers = [parcel.tracking for parcel in parcels]
    numbers += [tracking for parcel in parcels for _, tracking in parcel.extra]
    if len(set(numbers)) < len(numbers):
        raise Refused(Code.TRACKING_DUPLICATE, "duplicate tracking number")


def _check_holds(parcels: list[Parcel], orders: list[Order]) -> None:
    """A pending request of the buyer or an alert stops shipping unless it is denied openly."""
    accepted = frozenset().union(*(parcel.accepted for parcel in parcels))
    for order in orders:
        for label, (denial, code) in _DENIALS.items():
            if label in order.labels and denial not in accepted:
                raise Refused(code, f"{label} of {order.number}")


def _check_complete(parcels: list[Parcel], orders: list[Order]) -> None:
    """Everything outstanding of each parent order must be in this one call."""
    sent: dict[str, int] = {}
    for piece in (p for parcel in parcels for p in parcel.pieces):
        sent[piece.line.order_sn] = sent.get(piece.line.order_sn, 0) + piece.quantity
    for order in orders:
        for line in order.lines:
            if line.status is not Status.TO_SHIP:
                continue
            if sent.get(line.order_sn, 0) != line.quantity:
                raise Refused(Code.SHIP_QUANTITY, f"quantity of {line.order_sn} does not match")
