"""The operator's rules for stock: checked, stored, listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.errors import StockRuleWrong
from temu_desktop.ids import ShopId
from temu_desktop.inventory.details import OwnRule, holding, own_rule
from temu_desktop.inventory.model import StockRule
from temu_desktop.inventory.repository import general_rule
from temu_desktop.inventory.rules import MOST

PRODUCTS = schema.products
RULES = schema.stock_rules


@dataclass(frozen=True, slots=True)
class StockRules:
    """The rule for all SKUs, and those of single SKUs by SKU."""

    general: OwnRule
    own: tuple[tuple[str, OwnRule], ...]


def all_rules(conn: Connection, shop: ShopId) -> StockRules:
    """Every rule."""
    rows = conn.execute(
        select(PRODUCTS.c.sku, RULES)
        .join(PRODUCTS, PRODUCTS.c.id == RULES.c.product_id)
        .where(RULES.c.shop_id == shop)
        .order_by(PRODUCTS.c.sku)
    )
    own = tuple((row.sku, OwnRule(row.buffer, row.cap, row.minimum, row.paused)) for row in rows)
    return StockRules(own_rule(conn, shop, None), own)


def store_rule(
    conn: Connection, shop: ShopId, product: int | None, rule: OwnRule | None
) -> OwnRule:
    """Put a rule in the place of the one that is there (None: remove it), and return the old one.

    Raises StockRuleWrong.
    """
    new = rule or OwnRule()
    before = own_rule(conn, shop, product)
    base = StockRule() if product is None else general_rule(conn, shop)
    if problems := tuple(_problems(new, holding(new, base))):
        raise StockRuleWrong(problems)
    of = RULES.c.product_id.is_(None) if product is None else RULES.c.product_id == product
    conn.execute(delete(RULES).where(RULES.c.shop_id == shop, of))
    if not new.is_empty:
        insert_rows(conn, RULES, [{"shop_id": shop, "product_id": product, **figures_of(new)}])
    return before


def figures_of(rule: OwnRule) -> Mapping[str, int | None]:
    """The figures by name, for storage and for the audit."""
    return {
        "buffer": rule.buffer,
        "cap": rule.cap,
        "minimum": rule.minimum,
        "paused": rule.paused,
    }


def _problems(rule: OwnRule, holds: StockRule) -> Iterator[str]:
    wrong = False
    for name, value in figures_of(rule).items():
        if value is None:
            continue
        if name == "paused":
            if type(value) is not bool:
                yield f"paused={value!r} is wrong; expected true or false"
        elif type(value) is not int or not 0 <= value <= MOST:
            wrong = True
            yield f"{name}={value!r} is wrong; expected a whole number from 0 to {MOST:,}"
    if not wrong and holds.cap is not None and holds.minimum > holds.cap:
        yield (
            f"minimum={holds.minimum} is above cap={holds.cap}: nothing could ever be listed; "
            "expected a minimum of at most the cap"
        )
