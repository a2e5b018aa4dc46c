"""The table of orders: first page of open, sort, filter, search; jump to the end; at two sizes.

The baseline is a bare select of the same columns of as many rows along an index.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from temu_desktop.database import build_engine, migrate, schema, writing
from temu_desktop.database.batching import insert_rows
from temu_desktop.orders.filtering import OrderFilter, OrderView, SortBy
from temu_desktop.orders.queries import PAGE, Span, count, page
from tests.benchmarks.measure import Row, at_most, median

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SLICE = 20_000
MOST_SECONDS = 0.15
MOST_GROWTH = 3.0
LAST_NAMES = ("Müller", "Schmidt", "Weber", "Nowak", "Rossi", "Martin", "Garcia", "Jansen")
FIRST_NAMES = ("Anna", "Ben", "Clara", "David", "Eva", "Felix", "Greta", "Hans")


@dataclass(frozen=True, slots=True)
class Look:
    """One thing a person does with the table."""

    name: str
    wanted: OrderFilter
    span: Span | None = None


def looks(orders: int) -> list[Look]:
    """What a person does, common and rare words alike."""
    number, name = _number(orders // 2), LAST_NAMES[1]
    return [
        Look("open", OrderFilter()),
        Look("jump to the end", OrderFilter(), Span(from_end=True)),
        *(Look(f"sort by {sort.value}", OrderFilter(sort=sort)) for sort in SortBy),
        *(Look(f"view {view.value}", OrderFilter(view=view)) for view in OrderView),
        Look(
            "view shipped_not_reported, oldest first",
            OrderFilter(OrderView.SHIPPED_NOT_REPORTED, descending=False),
        ),
        Look("view held, by buyer", OrderFilter(OrderView.HELD, sort=SortBy.BUYER)),
        Look("view reported, by buyer", OrderFilter(OrderView.REPORTED, sort=SortBy.BUYER)),
        Look("search an order number", OrderFilter(search=number)),
        Look("search the beginning of all", OrderFilter(search="po-076")),
        Look("search a common name", OrderFilter(search=name.lower())),
        Look("search name and post code", OrderFilter(search=f"{name} 1000")),
        Look("search two common names", OrderFilter(search=f"{name} {FIRST_NAMES[0]}")),
        Look("search nothing there", OrderFilter(search="zzz-unheard-of")),
        Look("search a SKU", OrderFilter(search="sku-00017")),
        Look("search within a view", OrderFilter(OrderView.REPORTED, search=number[:20])),
    ]


async def rows(folder: Path, small: int, large: int) -> list[Row]:
    """Every look at both sizes: against the target at the small one, growth at the large one."""
    taken = {size: _measured(folder / f"orders-{size}.db", size) for size in (small, large)}
    found: list[Row] = []
    for name, seconds in taken[small].items():
        if name == BARE:
            continue
        bare, at_large = taken[small][BARE], taken[large][name]
        remark = f"({seconds / bare:.0f} × a bare page; ms at {small:,})"
        found.append(_target(f"order table, {name}", seconds, remark))
        # What is quicker than the target allows may grow up to what the target allows.
        allowed = max(seconds, MOST_SECONDS) * 1000
        remark = f"(ms at {large:,})"
        found.append(at_most(f"order table, {name}", at_large * 1000, allowed, MOST_GROWTH, remark))
    return found


BARE = "bare page"


def _target(what: str, seconds: float, remark: str) -> Row:
    return at_most(what, seconds * 1000, MOST_SECONDS * 1000, 1.0, remark)


def _measured(file: Path, orders: int) -> dict[str, float]:
    engine = build_engine(f"sqlite:///{file}")
    migrate(engine, now=NOW)
    fill(engine, orders)
    try:
        taken = {look.name: _seconds(engine, _look(look)) for look in looks(orders)}
        for look in looks(orders):
            taken[f"count of {look.name}"] = _seconds(engine, _counted(look))
        return {**taken, BARE: _seconds(engine, _bare_page)}
    finally:
        engine.dispose()


def _seconds(engine: Engine, read: Callable[[Connection], Any]) -> float:
    def once() -> None:
        with engine.connect() as conn:
            read(conn)

    return median(once)


def _look(look: Look) -> Callable[[Connection], Any]:
    return lambda conn: page(conn, look.wanted, NOW, look.span)


def _counted(look: Look) -> Callable[[Connection], Any]:
    return lambda conn: count(conn, look.wanted, NOW)


def _bare_page(conn: Connection) -> Any:
    ordered = schema.orders.c.ordered_at
    return conn.execute(select(schema.orders).order_by(ordered.desc()).limit(PAGE)).all()


def fill(engine: Engine, orders: int) -> None:
    """A shop's years: most orders are reported, the newest ones stand at every stage."""
    chance = random.Random(7)
    for start in range(0, orders, SLICE):
        indexes = range(start, min(start + SLICE, orders))
        made = [_order(index, orders, chance) for index in indexes]
        with writing(engine).begin() as conn:
            insert_rows(conn, schema.orders, made)
            insert_rows(conn, schema.order_items, [_item(order, chance) for order in made])
            insert_rows(conn, schema.exports, list(_exports(made)))
            insert_rows(conn, schema.parcels, list(_parcels(made)))
            insert_rows(conn, schema.issues, list(_issues(made)))


def _number(index: int) -> str:
    return f"PO-076-{index * 7_919_993 % 10**12:017d}"


def _order(index: int, orders: int, chance: random.Random) -> dict[str, Any]:
    age = orders - index
    status, hold = "versendet", None
    if age < 3000:
        status = ("importiert", "xml_erstellt", "wartend")[index % 3]
        hold = "risk_control" if index % 60 == 0 else None
    elif index % 40 == 0:
        status = ("storniert", "extern")[index % 80 == 0]
    last, first = chance.choice(LAST_NAMES), chance.choice(FIRST_NAMES)
    ordered = NOW - timedelta(seconds=60 * age)
    return {
        "id": index + 1,
        "number": _number(index),
        "status": status,
        "temu_status": 2,
        "hold_reason": hold,
        "exported": status in {"xml_erstellt", "versendet"},
        "reported": status == "versendet" and age > 3500,
        "recipient_name": f"{first} {last}",
        "recipient_first_name": first,
        "recipient_last_name": f"{last}-{index % 977}" if index % 3 else last,
        "post_code": f"{10000 + index * 31 % 89999}",
        "country_iso": "DE",
        "ordered_at": ordered,
        "ship_by_at": ordered + timedelta(days=2),
        "shipping_gross": Decimal("3.99"),
        "cancelled_at": ordered if status == "storniert" else None,
    }


def _item(order: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    return {
        "order_id": order["id"],
        "order_number": order["number"],
        "line_number": order["number"].replace("PO-", ""),
        "sku": f"SKU-{chance.randrange(20_000):06d}",
        "quantity": Decimal(2),
        "pieces": 2,
        "total_gross": Decimal("19.98"),
    }


def _exports(orders: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for order in orders:
        if order["exported"]:
            yield {
                "shop_id": "1",
                "order_id": order["id"],
                "order_number": order["number"],
                "state": "imported",
                "wawi_order_number": f"A{order['id']:09d}",
                "state_at": order["ordered_at"],
            }


def _parcels(orders: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for order in orders:
        if order["status"] == "versendet":
            yield {
                "order_id": order["id"],
                "order_number": order["number"],
                "package_key": order["id"],
                "tracking": f"{34043 * 10**12 + order['id'] * 97:020d}",
                "report_state": "reported" if order["reported"] else "found",
            }


def _issues(orders: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for order in orders:
        if order["hold_reason"] is not None:
            yield {
                "rule": "order_warning",
                "subject_type": "order",
                "subject_key": order["number"],
                "since": order["ordered_at"],
                "last_seen_at": order["ordered_at"],
            }
