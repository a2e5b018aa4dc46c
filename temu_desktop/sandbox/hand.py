"""What can be done by hand at the platform: for tests and rehearsals of the rare cases."""

from __future__ import annotations

from dataclasses import replace

from temu_desktop.sandbox import control_bodies as read
from temu_desktop.sandbox.catalogue import ACTIVE, INACTIVE, Listing, spelling_key
from temu_desktop.sandbox.control_bodies import BadBody, Body
from temu_desktop.sandbox.plans import Awkward, OrderPlan, plan_one
from temu_desktop.sandbox.temu.model import Address, AfterSale, CancelGroup, Order, Status
from temu_desktop.sandbox.temu.shelf import Offer
from temu_desktop.sandbox.world import World


class NoSuchOrder(LookupError):
    """TEMU has no order of that number."""


class NoSuchSku(LookupError):
    """TEMU has no SKU of that id."""


class Hand:
    """Changes the world on request; everything happens at the sandbox's present time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._desk = world.platform.desk
        self._placed = 0

    def order(self, number: str) -> Order:
        """The order of that number; raises NoSuchOrder."""
        order = self._desk.orders.get(number)
        if order is None:
            raise NoSuchOrder(f"no order {number}")
        return order

    def place(self, body: Body) -> str:
        """Place one order; gives its number.

        {"lines": [{"sku_id" | "sku", "quantity"}], "status": 1 | 2, "country", "awkward",
        "number", "address_after": s, "amounts_after": s}; all optional. Without lines one unit of
        the first active listing with an ordinary article and stock is sold.
        """
        self._placed += 1
        kind = Awkward(read.word(body, "awkward", tuple(Awkward))) if "awkward" in body else None
        country = read.word(body, "country") if "country" in body else None
        plan = plan_one(
            f"by hand/{self._world.config.seed}/{self._placed}", country=country, awkward=kind
        )
        if "number" in body:
            plan = replace(plan, number=read.word(body, "number"))
        plan = replace(
            plan,
            stage=Status(int(read.number(body, "status", plan.stage))),
            address_after=read.number(body, "address_after", 0),
            amounts_after=read.number(body, "amounts_after", 0),
        )
        if self._desk.orders.get(plan.number) is not None:
            raise BadBody(f"order {plan.number} is there already")
        order = self._make(plan, body)
        self._desk.place(order)
        return order.number

    def act(self, number: str, act: str, body: Body) -> Order:
        """Let one thing happen to an order; raises BadBody for an unknown act or a late one."""
        order = self.order(number)
        done = self._act(order, act, body, self._world.clock.seconds())
        if not done:
            raise BadBody(f"{act} is not possible with order {number} in status {order.status}")
        return order

    def change_offer(self, body: Body) -> dict[str, object]:
        """Change TEMU's side of one SKU; see Control.stock."""
        offer = self._offer(read.whole(body, "sku_id"))
        if "stock" in body:
            offer.stock = int(read.number(body, "stock"))
        if "status" in body:
            status = int(read.number(body, "status"))
            if status not in (ACTIVE, INACTIVE):
                raise BadBody("status must be 2 or 3")
            self._world.platform.shelf.set_status(offer, status, self._world.clock.seconds())
        if "locked" in body:
            offer.locked = bool(body["locked"])
        if body.get("removed"):
            self._world.platform.shelf.remove(offer)
        return {"sku_id": offer.listing.sku_id, "stock": offer.stock, "status": offer.status}

    def _make(self, plan: OrderPlan, body: Body) -> Order:
        now, placing = self._world.clock.seconds(), self._world.placing
        wanted = [
            (self._listing(element), int(read.number(element, "quantity", 1)))
            for element in read.elements(body, "lines")
        ]
        if wanted:
            first = plan.order_sns[0]
            plan = replace(plan, order_sns=tuple(f"{first}{i}" for i in range(len(wanted))))
            return placing.by_hand(plan, wanted, now)
        order = placing.place(plan, now, opening=False)
        if order is None:
            raise BadBody("no listing has stock to sell")
        return order

    def _act(self, order: Order, act: str, body: Body, now: float) -> bool:
        desk = self._desk
        match act:
            case "confirm":
                return desk.confirm(order, now)
            case "cancel":
                return desk.cancel(order, now)
            case "ask_to_cancel":
                return desk.ask_to_cancel(order, now) is not None
            case "withdraw":
                return desk.answer_wish(order, CancelGroup.REVOKED, now)
            case "approve":
                return desk.answer_wish(order, CancelGroup.APPROVED, now)
            case "deliver":
                return desk.deliver(order, now)
            case _:
                return self._further_act(order, act, body, now)

    def _further_act(self, order: Order, act: str, body: Body, now: float) -> bool:
        desk = self._desk
        match act:
            case "cancel_pieces":
                line = order.line(body.get("order_sn")) or order.lines[0]
                return desk.cancel_pieces(order, line, int(read.number(body, "pieces", 1)), now)
            case "change_address":
                address = _changed_address(order.address, body)
                return desk.change_address(order, address, now)
            case "label":
                order.labels.add(read.word(body, "label"))
            case "unlabel":
                return desk.clear_label(order, read.word(body, "label"), now)
            case "warn":
                order.warnings.append(read.word(body, "warning"))
            case "delay_data":
                order.address_ready_at = now + read.number(body, "address_after", 0)
                order.amounts_ready_at = now + read.number(body, "amounts_after", 0)
            case "after_sale":
                desk.after_sales.append(_case(order, body, now))
            case _:
                raise BadBody(f"unknown act {act}")
        desk.note_change(order, now)
        return True

    def _listing(self, element: Body) -> Listing:
        if "sku" not in element:
            return self._offer(read.whole(element, "sku_id")).listing
        code = read.word(element, "sku")
        for offer in self._world.platform.shelf:
            if spelling_key(offer.listing.sku) == spelling_key(code):
                return offer.listing
        raise NoSuchSku(f"no SKU {code}")

    def _offer(self, sku_id: int | None) -> Offer:
        offer = self._world.platform.shelf.offer(sku_id)
        if offer is None:
            raise NoSuchSku(f"no SKU with id {sku_id}")
        return offer


def _changed_address(address: Address, body: Body) -> Address:
    """The same receiver somewhere else; fields that are not named stay."""
    lines = address.lines
    if "street" in body:
        lines = (str(body["street"]), str(body.get("addition", "")), "")
    return replace(
        address,
        first_name=str(body.get("first_name", address.first_name)),
        last_name=str(body.get("last_name", address.last_name)),
        country=str(body.get("country", address.country)),
        city=str(body.get("city", address.city)),
        post_code=str(body.get("post_code", address.post_code)),
        lines=lines,
    )


def _case(order: Order, body: Body, now: float) -> AfterSale:
    return AfterSale(
        sn=f"{order.number}-D01",
        parent_order_sn=order.number,
        type=int(read.number(body, "type", 2)),
        status=int(read.number(body, "status", 1)),
        created_at=now,
        updated_at=now,
    )
