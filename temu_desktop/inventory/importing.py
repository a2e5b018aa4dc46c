"""Step 2: archive → ``temu_products``, streamed, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from temu_desktop.attention.approvals import Kind, approved, request
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_all_but, raise_issues
from temu_desktop.database import UnitOfWork
from temu_desktop.errors import Implausible
from temu_desktop.events import InventoryChanged
from temu_desktop.fitting import fit, width
from temu_desktop.ids import ShopId, article_key
from temu_desktop.inventory import repository
from temu_desktop.inventory.rules import brake_pulled, list_is_plausible
from temu_desktop.settings import StockPolicy
from temu_desktop.temu.archive import Family
from temu_desktop.temu.payloads import TemuSku, parse_sku_page
from temu_desktop.temu.replay import RunArchive

BATCH = 1000
MAX_SKU = 100
"""Length of ``temu_products.sku`` and of JTL's ``cArtNr``."""


@dataclass(slots=True)
class SkuImport:
    """What step 2 reports, and what it must remember of the whole list: ``owners`` are the SKU ids
    by the key of their SKU."""

    new: int = 0
    updated: int = 0
    deactivated: int = 0
    owners: dict[str, int] = field(default_factory=dict)
    rejected: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    total: int = 0
    unreadable: int = 0


def import_skus(
    uow: UnitOfWork,
    archive: RunArchive,
    shop: ShopId,
    policy: StockPolicy,
    *,
    run: str,
    now: datetime,
) -> SkuImport:
    """Upsert by SKU; the mapping to JTL survives; vanished SKUs become inactive.

    Raises Implausible for an empty list or one shrunken by half; then nothing is written.
    """
    conn = uow.connection
    known = repository.count_active(conn, shop)
    done = SkuImport()
    for batch in _batches(archive, done):
        _write(conn, shop, batch, done, now)
    if not list_is_plausible(len(done.owners), known):
        raise Implausible("TEMU's SKU list shrank by half", found=len(done.owners), known=known)
    _deactivate(uow, shop, policy, done, run=run, now=now)
    repository.mark_sku_rejected(conn, done.rejected, run, now)
    _tell(uow, done, run, now)
    uow.record(InventoryChanged((), run))
    return done


def _batches(archive: RunArchive, done: SkuImport) -> Iterator[list[TemuSku]]:
    """SKUs of the archive, each spelling once, in batches."""
    batch: list[TemuSku] = []
    totals: dict[object, int] = {}
    for entry in archive.stream(Family.SKUS):
        page = parse_sku_page(entry.result)
        totals[entry.params.get("skuStatusFilterType")] = page.total
        done.unreadable += len(page.unreadable)
        for item in page.unreadable:
            done.rejected.append((item.key, item.reason, item.params))
        batch.extend(sku for sku in page.skus if _accept(sku, done))
        if len(batch) >= BATCH:
            yield batch
            batch = []
    done.total = sum(totals.values())
    if batch:
        yield batch


def _accept(sku: TemuSku, done: SkuImport) -> bool:
    """False for a SKU that cannot be linked; its reason is kept."""
    key = article_key(sku.sku)
    if not key:
        done.rejected.append((str(sku.sku_id), "no_sku", {"name": sku.name[:100]}))
        return False
    if width(sku.sku.rstrip(" ")) > MAX_SKU:
        done.rejected.append((str(sku.sku_id), "sku_too_long", {"sku": sku.sku[:100]}))
        return False
    if key not in done.owners:
        done.owners[key] = sku.sku_id
        return True
    owner = done.owners[key]
    if owner != sku.sku_id:  # else the same SKU on a page that was read twice
        done.rejected.append(
            (str(sku.sku_id), "duplicate_sku", {"sku": sku.sku, "other_sku_id": str(owner)})
        )
    return False


def _write(
    conn: Connection, shop: ShopId, batch: Sequence[TemuSku], done: SkuImport, now: datetime
) -> None:
    stored = {
        article_key(row.sku): row
        for row in repository.known_products(conn, [sku.sku.rstrip(" ") for sku in batch])
    }
    new = [sku for sku in batch if article_key(sku.sku) not in stored]
    known = [(stored[article_key(s.sku)], s) for s in batch if article_key(s.sku) in stored]
    changed = [(row, sku) for row, sku in known if _differs(row, sku)]
    repository.insert_products(conn, [_new_row(sku, shop, now) for sku in new])
    repository.update_products(conn, [_changed_row(row, sku, now) for row, sku in changed])
    ids = repository.product_ids(conn, [sku.sku.rstrip(" ") for sku in batch])
    _note_stock(conn, [(ids[article_key(sku.sku)], sku) for sku in batch], now)
    done.new += len(new)
    done.updated += len(changed)


def _differs(row: Any, sku: TemuSku) -> bool:
    return (row.goods_id, row.sku_id, row.name, row.temu_status, bool(row.is_active)) != (
        sku.goods_id,
        sku.sku_id,
        fit(sku.name, 500),
        sku.status,
        True,
    )


def _new_row(sku: TemuSku, shop: ShopId, now: datetime) -> dict[str, Any]:
    return {
        "sku": sku.sku.rstrip(" "),
        "goods_id": sku.goods_id,
        "sku_id": sku.sku_id,
        "name": fit(sku.name, 500),
        "is_active": True,
        "temu_status": sku.status,
        "shop_id": shop,
        "synced_at": now,
        "created_at": now,
        "updated_at": now,
    }


def _changed_row(row: Any, sku: TemuSku, now: datetime) -> dict[str, Any]:
    """TEMU's side only: a changed goods id re-keys the product and keeps its mapping."""
    return {
        "id": row.id,
        "goods_id": sku.goods_id,
        "sku_id": sku.sku_id,
        "name": fit(sku.name, 500),
        "is_active": True,
        "temu_status": sku.status,
        "synced_at": now,
        "updated_at": now,
    }


def _note_stock(conn: Connection, products: Sequence[tuple[int, TemuSku]], now: datetime) -> None:
    """The list says what TEMU has of each SKU: its first known quantity, later a check."""
    stored = repository.inventory_of(conn, [product for product, _ in products])
    new = [(product, sku) for product, sku in products if product not in stored]
    repository.insert_inventory(
        conn,
        [
            {
                "product_id": product,
                "available": 0,
                "temu_stock": sku.stock or 0,
                "temu_stock_known": sku.stock is not None,
                "needs_sync": False,
                "created_at": now,
                "updated_at": now,
            }
            for product, sku in new
        ],
    )
    moved = [
        (stored[product], sku)
        for product, sku in products
        if product in stored
        and sku.stock is not None
        and (not stored[product].temu_stock_known or stored[product].temu_stock != sku.stock)
    ]
    repository.update_inventory(
        conn,
        [
            {
                "id": row.id,
                "temu_stock": sku.stock,
                "temu_stock_known": True,
                "needs_sync": row.target is not None and row.target != sku.stock,
                "updated_at": now,
            }
            for row, sku in moved
        ],
    )


def _deactivate(
    uow: UnitOfWork,
    shop: ShopId,
    policy: StockPolicy,
    done: SkuImport,
    *,
    run: str,
    now: datetime,
) -> None:
    """SKUs that vanished, unless the list moved while it was read, an entry could not be read, or
    so many are gone that a person must say so."""
    conn = uow.connection
    if done.unreadable or len(done.owners) + len(done.rejected) < done.total:
        return
    gone = [
        (key, sku)
        for key, sku in repository.active_skus(conn, shop)
        if article_key(sku) not in done.owners
    ]
    pulled = brake_pulled(
        len(gone),
        repository.count_active(conn, shop),
        minimum=policy.brake_minimum,
        share_percent=policy.brake_share_percent,
    )
    allowed = {
        str(item["sku"])
        for approval in approved(conn, Kind.MASS_DEACTIVATION)
        for item in approval.items
    }
    held = [sku for _, sku in gone if sku not in allowed] if pulled else []
    if held:
        request(conn, run, Kind.MASS_DEACTIVATION, [{"sku": sku} for sku in held], now)
        gone = [(key, sku) for key, sku in gone if sku in allowed]
    close_all_but(uow, IssueRule.MASS_DEACTIVATION, (run,) if held else (), now, by=run)
    if held:
        issue = Issue(IssueRule.MASS_DEACTIVATION, "run", run, {"skus": len(held)})
        raise_issues(uow, [issue], now, by=run)
    repository.deactivate(conn, [key for key, _ in gone], now)
    done.deactivated = len(gone)


def _tell(uow: UnitOfWork, done: SkuImport, run: str, now: datetime) -> None:
    issues = [
        Issue(IssueRule.RECORD_REJECTED, "sku", fit(key, 200), {"reason": reason, **params})
        for key, reason, params in done.rejected
    ]
    raise_issues(uow, issues, now, by=run)
