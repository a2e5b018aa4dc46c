"""A practice shop in which every page of the console has something to show, odd cases included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.devices.model import DeviceRole
from temu_desktop.inventory.details import OwnRule
from temu_desktop.people.model import Role
from tests.core_fixtures import OpenShop, Shop
from tests.integration.orders.rows import a_line, a_parcel, an_export, an_order, put

LONG_NAME = ("Wolfeschlegelsteinhausenbergerdorff" * 9)[:300]
ARABIC = "محمد بن عبد الله"
NAMES = ("Anna Müller", "Jürgen Groß", "Zoë Øster", "Łukasz Wójcik", "Renée d'Hôtel", ARABIC)
GOODS = ("Tasse mit Henkel, blau, 300 ml", "Sessel „Kuschel“", "Lampe", "Teppich 120 × 180 cm")
SHARED = "JJD000390009999999999"
"""A tracking number that stands at two orders."""
DAYS = 14
BRAKED = 14


@dataclass(frozen=True, slots=True)
class FilledShop:
    """The shop and what the pictures are of."""

    shop: Shop
    rejected: str
    asked: str
    refused: str
    long: str
    held_sku: str
    ruled_sku: str


async def well_filled(open_shop: OpenShop) -> FilledShop:
    """One shop for all pictures."""
    shop = await open_shop(awkward=True, skus=60, orders=60)
    refused = await a_refused_shipment(shop)
    rejected = await shop.place(country="Atlantis")
    asked = await shop.place()
    await shop.temu.order_act(asked, "ask_to_cancel")
    await shop.run_orders()
    held, ruled = await stock_troubles(shop)
    long = await awkward_orders(shop)
    await cases(shop)
    await people_and_phones(shop)
    await forget_carrier(shop, "Hermes")
    return FilledShop(shop, rejected, asked, refused, long, held, ruled)


async def a_refused_shipment(shop: Shop) -> str:
    """A parcel with a carrier that TEMU does not take; the mapping is mended afterwards."""
    table = schema.carrier_mappings
    good = await shop.ask(select(table))
    await map_all(shop, good, carrier_id=999_999)
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.run_orders()
    await map_all(shop, good)
    return number


async def map_all(shop: Shop, mappings: Sequence[Any], **changes: Any) -> None:
    """Every method as it was, but for these changes."""
    names = ("method_id", "method_name", "region_id", "carrier_id", "carrier_name")
    rows = [
        {**{name: getattr(row, name) for name in names}, "sends_no_tracking": False, **changes}
        for row in mappings
        if not row.sends_no_tracking
    ]
    await shop.core.operator.map_carriers(rows, "test")


async def stock_troubles(shop: Shop) -> tuple[str, str]:
    """A refused SKU, one with a rule, a paused one, and a push that the brake holds back."""
    skus = await shop.temu.skus()
    articles = [item["article"] for item in skus]
    alone = [
        item
        for item in skus
        if int(str(item["stock"])) > 6
        and item["article"]
        and item["sold_factor"] == 1
        and articles.count(item["article"]) == 1
    ]
    refused, ruled, paused, *others = alone
    await shop.temu.change_sku(int(str(refused["sku_id"])), locked=True)
    await shop.temu.wawi_act("sell_elsewhere", str(refused["article"]), 1)
    gone = others[:BRAKED]
    for item in gone:
        everything = int(str(item["stock"])) + 500
        await shop.temu.wawi_act("sell_elsewhere", str(item["article"]), everything)
    name = str(ruled["sku"]).rstrip()
    await shop.core.inventory.set_rule(name, OwnRule(buffer=5, cap=40), "Lager")
    await shop.core.inventory.set_rule(str(paused["sku"]), OwnRule(paused=True), "Lager")
    await shop.run_inventory()
    return str(gone[0]["sku"]).rstrip(), name


async def awkward_orders(shop: Shop) -> str:
    """Two weeks of orders, names of every kind, and one order with 200 lines; its number."""
    now = shop.core.clock.now()
    past = [a_past_order(now, key) for key in range(1, 8 * DAYS)]
    late = an_order(900, ordered_at=now, ship_by_at=now - timedelta(hours=3))
    near = an_order(901, ordered_at=now, ship_by_at=now + timedelta(hours=2))
    gone = an_order(902, ordered_at=now, status="xml_erstellt", cancelled_at=now, exported=True)
    long = the_long_order(now)
    orders = [*past, late, near, gone]
    lines = [a_line(one, name=GOODS[one["id"] % len(GOODS)]) for one in orders]
    many = [
        a_line(long, line_number=f"076-{place:04d}", name=f"Tasse mit Henkel {place} " * 5)
        for place in range(200)
    ]
    exports = [
        an_export(one, f"AU-{4000 + one['id']}", state_at=one["ordered_at"])
        for one in (*past, gone)
    ]
    parcels = [
        a_parcel(
            *(one, SHARED if one["id"] in {1001, 1002} else f"00340434{one['id']:012d}"),
            report_state="reported",
            shipped_at=one["ordered_at"] + timedelta(hours=9),
        )
        for one in past
    ]
    await put(shop.core.database, orders, lines=lines, exports=exports, parcels=parcels)
    boxes = [
        a_parcel(long, f"JJD{place:017d}", package_key=place, shipped_at=now)
        for place in range(1, 4)
    ]
    document = [an_export(long, "AU-4711", state_at=now)]
    await put(shop.core.database, [long], lines=many, exports=document, parcels=boxes)
    stopped = Issue(IssueRule.CANCELLED_AFTER_EXPORT, "order", gone["number"])
    await shop.core.database.write(lambda uow: raise_issues(uow, [stopped], now, by="run-1"))
    return str(long["number"])


def a_past_order(now: datetime, key: int) -> dict[str, Any]:
    """One that went its way."""
    name = NAMES[key % len(NAMES)]
    return an_order(
        *(1000 + key,),
        status="versendet",
        temu_status=4,
        exported=True,
        reported=True,
        recipient_name=name,
        recipient_last_name=name.rsplit(" ", 1)[-1],
        shipping_gross=Decimal(key % 7) + Decimal("0.99"),
        ordered_at=now - timedelta(hours=3 * key + key % 5),
        ship_by_at=now - timedelta(hours=3 * key - 48),
    )


def the_long_order(now: datetime) -> dict[str, Any]:
    """Everything as long as it may be."""
    return an_order(
        *(950,),
        status="versendet",
        exported=True,
        recipient_name=LONG_NAME[:200],
        recipient_first_name=LONG_NAME[:100],
        recipient_last_name=LONG_NAME[100:200],
        street="Donaudampfschifffahrtsgesellschaftskapitänsstraße 4711",
        city="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        ordered_at=now,
        ship_by_at=now + timedelta(days=1),
    )


async def cases(shop: Shop) -> None:
    """An after-sales case in each of its states."""
    now = shop.core.clock.now()
    rows = [
        {
            "parent_after_sales_sn": f"PO-076-{key:08d}-D01",
            "order_number": f"PO-076-{1000 + key:08d}",
            "kind": str(key % 2 + 1),
            "status": key % 11 + 1,
            "payload": {"act_by": (now + timedelta(hours=key)).isoformat()},
            "updated_at": now - timedelta(minutes=key),
        }
        for key in range(1, 12)
    ]
    await shop.core.database.write(
        lambda uow: insert_rows(uow.connection, schema.after_sales, rows)
    )


async def people_and_phones(shop: Shop) -> None:
    """Who works here, and a phone at the gate."""
    zoe = await shop.core.people.add("Zoë Brandt", Role.ADMIN, "test")
    await shop.core.people.set_pin(zoe.id, "4711", "test")
    await shop.core.people.add("Jürgen Groß", Role.OPERATOR, "test")
    code = await shop.core.devices.pair(DeviceRole.OPERATOR, "Zoë Brandt", "Tor 3")
    await shop.core.devices.exchange(code.code, "Tor 3")
    await shop.core.devices.make_key("Monitor", DeviceRole.VIEWER, "Zoë Brandt")


async def forget_carrier(shop: Shop, method: str) -> None:
    """A shipping method that nobody has decided about."""
    table = schema.carrier_mappings
    await shop.core.database.write(
        lambda uow: uow.connection.execute(delete(table).where(table.c.method_name == method))
    )
