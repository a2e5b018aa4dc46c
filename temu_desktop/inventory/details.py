"""Everything about one SKU: its figures and why, its rule, its timeline, what is open about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.attention.repository import open_by_refs
from temu_desktop.database import schema
from temu_desktop.database.matching import in_any_case
from temu_desktop.errors import SkuUnknown
from temu_desktop.events import IssueRef
from temu_desktop.fitting import fit
from temu_desktop.ids import ShopId, article_key
from temu_desktop.inventory.compare import compared_at
from temu_desktop.inventory.model import Decider, StockRule, Why
from temu_desktop.inventory.queries import StockRow, stock_rows
from temu_desktop.inventory.repository import general_rule
from temu_desktop.inventory.selection import Selection, StockFilter
from temu_desktop.timeline.model import Entry, StoredEntry, Subject

PRODUCTS = schema.products
INVENTORY = schema.inventory
RULES = schema.stock_rules
TIMELINE = schema.timeline
ENTRIES = 200
SKU = "sku"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """What the operator set for one SKU, or for all; None: as for all SKUs."""

    buffer: int | None = None
    cap: int | None = None
    minimum: int | None = None
    paused: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing is set."""
        return self == OwnRule()


@dataclass(frozen=True, slots=True)
class SkuDetails:
    """One SKU. ``why`` None: it was never compared. ``own`` is its own rule, ``rule`` what holds
    for it with ``general``; ``timeline`` are the newest entries, the newest first. ``compared_at``
    is when the last comparison of all SKUs began."""

    row: StockRow
    why: Why | None
    own: OwnRule
    general: StockRule
    rule: StockRule
    timeline: tuple[StoredEntry, ...]
    issues: tuple[StoredIssue, ...]
    compared_at: datetime | None


def sku_details(conn: Connection, shop: ShopId, sku: str) -> SkuDetails:
    """One SKU, in any spelling that JTL takes for the same; raises SkuUnknown."""
    product, stored = require_sku(conn, sku)
    general, own = general_rule(conn, shop), own_rule(conn, shop, product)
    row = stock_rows(conn, Selection(conn, shop, StockFilter()), [product])[0]
    return SkuDetails(
        row=row,
        why=_why(conn, product),
        own=own,
        general=general,
        rule=holding(own, general),
        timeline=_timeline(conn, stored),
        issues=_issues(conn, stored),
        compared_at=compared_at(conn, shop),
    )


def require_sku(conn: Connection, sku: str) -> tuple[int, str]:
    """Product and SKU as stored; raises SkuUnknown. Another spelling costs a look at all SKUs."""
    asked = sku.strip()
    ids = select(PRODUCTS.c.id, PRODUCTS.c.sku)
    found = conn.execute(ids.where(PRODUCTS.c.sku == asked)).all()
    if not found and asked:
        rows = conn.execute(ids.where(in_any_case(conn, PRODUCTS.c.sku, asked))).all()
        found = [row for row in rows if article_key(row.sku) == article_key(asked)]
    if not found:
        raise SkuUnknown("TEMU lists no such SKU", sku=sku)
    return found[0].id, found[0].sku


def own_rule(conn: Connection, shop: ShopId, product: int | None) -> OwnRule:
    """What is set for a SKU (None: for all)."""
    of = RULES.c.product_id.is_(None) if product is None else RULES.c.product_id == product
    row = conn.execute(select(RULES).where(RULES.c.shop_id == shop, of)).first()
    if row is None:
        return OwnRule()
    return OwnRule(row.buffer, row.cap, row.minimum, row.paused)


def holding(own: OwnRule, general: StockRule) -> StockRule:
    """The rule that holds: what a SKU's own leaves open is as for all."""
    return StockRule(
        buffer=general.buffer if own.buffer is None else own.buffer,
        cap=general.cap if own.cap is None else own.cap,
        minimum=general.minimum if own.minimum is None else own.minimum,
        paused=general.paused if own.paused is None else own.paused,
    )


def _why(conn: Connection, product: int) -> Why | None:
    statement = select(INVENTORY.c.reason).where(INVENTORY.c.product_id == product)
    reason = conn.execute(statement).scalar()
    if not reason:
        return None
    return Why(**{**reason, "decider": Decider(reason["decider"])})


def _timeline(conn: Connection, sku: str) -> tuple[StoredEntry, ...]:
    rows = conn.execute(
        select(TIMELINE)
        .where(TIMELINE.c.subject_type == Subject.SKU.value, TIMELINE.c.subject_key == sku)
        .order_by(TIMELINE.c.id.desc())
        .limit(ENTRIES)
    )
    return tuple(
        StoredEntry(
            Entry(Subject.SKU, row.subject_key, row.event, row.data or {}),
            row.at,
            row.run_id,
            row.step,
        )
        for row in rows
    )


def _issues(conn: Connection, sku: str) -> tuple[StoredIssue, ...]:
    key = fit(sku, 200)
    return tuple(open_by_refs(conn, {IssueRef(rule.value, SKU, key) for rule in IssueRule}))
