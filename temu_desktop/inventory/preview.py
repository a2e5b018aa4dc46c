"""What a push would change, before it happens; and what a brake holds, with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from temu_desktop.attention import approvals
from temu_desktop.attention.approvals import Kind
from temu_desktop.errors import NothingToApprove
from temu_desktop.ids import RunId, ShopId, article_key
from temu_desktop.inventory import repository
from temu_desktop.inventory.model import Difference
from temu_desktop.inventory.push import first_push_approved
from temu_desktop.inventory.rules import brake_pulled, falls_steeply
from temu_desktop.inventory.selected import held_ids
from temu_desktop.jobs.repository import require_run
from temu_desktop.settings import StockPolicy

MOST_SHOWN = 1000


class Change(StrEnum):
    """How a quantity changes, the worst first."""

    TO_ZERO = "to_zero"
    FALLS = "falls"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PushItem:
    """One quantity: TEMU's (None: not known), and the one it is to show."""

    sku: str
    name: str
    before: int | None
    after: int
    change: Change


@dataclass(frozen=True, slots=True)
class PushPreview:
    """What would go out now, by the last comparison.

    ``changes`` of ``listed`` SKUs; ``to_zero`` and ``falls`` (by 90 % or more) are among them.
    ``brake``: the falling ones would wait for a person; ``first_push``: everything would.
    ``waiting`` are held already and not counted. ``items`` are the worst first, at most a thousand.
    """

    changes: int
    to_zero: int
    falls: int
    listed: int
    brake: bool
    first_push: bool
    waiting: int
    items: tuple[PushItem, ...]


@dataclass(frozen=True, slots=True)
class HeldChanges:
    """What one run holds back until a person approves; ``items`` are all of it."""

    run: RunId
    kind: Kind
    requested_at: datetime
    items: tuple[PushItem, ...]


def push_preview(
    conn: Connection, shop: ShopId, policy: StockPolicy, skus: Sequence[str] | None = None
) -> PushPreview:
    """What a push of these SKUs (None: of all) would change."""
    found = repository.differences(conn, shop)
    if skus is not None:
        chosen = frozenset(map(article_key, skus))
        found = [one for one in found if article_key(one.sku) in chosen]
    held = held_ids(conn)
    free = [one for one in found if one.inventory_id not in held]
    listed = repository.count_active(conn, shop)
    kinds = [_change(one.temu_stock, one.target) for one in free]
    falling = [one for one in free if _brakes(one)]
    worst = sorted(zip(kinds, free, strict=True), key=lambda pair: _ORDER[pair[0]])[:MOST_SHOWN]
    return PushPreview(
        changes=len(free),
        to_zero=kinds.count(Change.TO_ZERO),
        falls=kinds.count(Change.FALLS),
        listed=listed,
        brake=brake_pulled(
            len(falling),
            listed,
            minimum=policy.brake_minimum,
            share_percent=policy.brake_share_percent,
        ),
        first_push=not first_push_approved(conn, shop),
        waiting=len(found) - len(free),
        items=_named(conn, [(one.sku, one.temu_stock, one.target) for _, one in worst]),
    )


def held_changes(conn: Connection, run: RunId) -> list[HeldChanges]:
    """The quantities that a run holds back; raises UnknownRun, or NothingToApprove where it holds
    none."""
    require_run(conn, run)
    found = [
        HeldChanges(
            RunId(item.run),
            item.kind,
            item.requested_at,
            _named(conn, [(str(one["sku"]), one["from"], int(one["to"])) for one in item.items]),
        )
        for item in approvals.waiting(conn, run)
        if item.kind in {Kind.STOCK_PUSH, Kind.FIRST_PUSH}
    ]
    if not found:
        raise NothingToApprove("no quantity of this run waits", run=run)
    return found


_ORDER = {change: place for place, change in enumerate(Change)}


def _change(before: int | None, after: int) -> Change:
    if not falls_steeply(before, after):
        return Change.OTHER
    return Change.FALLS if after else Change.TO_ZERO


def _brakes(one: Difference) -> bool:
    return not one.approved and falls_steeply(one.temu_stock, one.target)


def _named(
    conn: Connection, changes: Sequence[tuple[str, int | None, int]]
) -> tuple[PushItem, ...]:
    rows = repository.known_products(conn, [sku for sku, _, _ in changes])
    names = {row.sku: row.name or "" for row in rows}
    return tuple(
        PushItem(sku, names.get(sku, ""), before, after, _change(before, after))
        for sku, before, after in changes
    )
