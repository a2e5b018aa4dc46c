"""Step 2: archive → ``temu_orders`` and ``temu_order_items``, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.database import UnitOfWork
from temu_desktop.events import OrdersChanged
from temu_desktop.fitting import fit
from temu_desktop.ids import ShopId
from temu_desktop.orders import repository
from temu_desktop.orders.after_sales import store_cases
from temu_desktop.orders.assess import Answers, assess, holds, issue_warnings
from temu_desktop.orders.braking import braked_cancellations, note_brake
from temu_desktop.orders.cursors import Cursors, save_cursors
from temu_desktop.orders.merging import Merged, Notice, StoredOrder, merge
from temu_desktop.orders.model import HoldReason, Order, OrderStatus, TemuStatus
from temu_desktop.orders.reading import Fetched
from temu_desktop.orders.repair_store import (
    StoredRepair,
    end_repairs,
    given_up,
    in_force,
    rewrite,
)
from temu_desktop.orders.repairs import (
    Repair,
    RepairField,
    articles_set,
    bound,
    is_void,
    repaired,
)
from temu_desktop.settings import OrderPolicy, StockPolicy
from temu_desktop.temu.payloads import TemuOrder, Unreadable
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record

BATCH = 500
STEP = "import"

_ISSUE_OF_NOTICE = {
    Notice.CANCELLED_AFTER_EXPORT: IssueRule.CANCELLED_AFTER_EXPORT,
    Notice.QUANTITY_REDUCED_AFTER_EXPORT: IssueRule.QUANTITY_REDUCED_AFTER_EXPORT,
    Notice.ADDRESS_CHANGED_AFTER_EXPORT: IssueRule.ADDRESS_CHANGED_AFTER_EXPORT,
    Notice.CANCELLATION_ASKED_AFTER_EXPORT: IssueRule.CANCELLATION_ASKED,
    Notice.SHIPPED_ELSEWHERE: IssueRule.SHIPPED_ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class ImportRules:
    """What the import decides by."""

    shop: ShopId
    policy: OrderPolicy
    stock: StockPolicy
    orders_from: datetime | None


@dataclass(slots=True)
class ImportCounts:
    """What step 2 reports."""

    new: int = 0
    updated: int = 0
    rejected: int = 0
    cancelled: int = 0
    numbers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Batch:
    """The decisions about up to BATCH orders, before they are written."""

    new: list[Order] = field(default_factory=list)
    changes: list[tuple[StoredOrder, Merged]] = field(default_factory=list)
    rejected: list[tuple[str, str, Mapping[str, Any], Any]] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    void: list[int] = field(default_factory=list)
    bound: list[tuple[int, Repair]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def import_orders(
    uow: UnitOfWork,
    fetched: Fetched,
    rules: ImportRules,
    cursors: Cursors | None,
    *,
    run: str,
    now: datetime,
) -> ImportCounts:
    """Write what was fetched; ``cursors`` move the window on, in the same transaction.

    Raises DatabaseError; then nothing of it is written and the window stays where it was.
    """
    conn = uow.connection
    counts = ImportCounts()
    braked = braked_cancellations(conn, fetched, rules.stock)
    for numbers in _slices(sorted(fetched.orders)):
        batch = _decide(conn, [fetched.orders[n] for n in numbers], fetched, rules, braked)
        _write(uow, batch, rules.shop, counts, run=run, now=now)
    _write_unreadable(uow, list(fetched.unreadable.values()), counts, run=run, now=now)
    note_brake(uow, braked, run, now)
    store_cases(conn, list(fetched.after_sales.values()), now)
    if cursors is not None:
        save_cursors(conn, rules.shop, cursors, now)
    if counts.numbers:
        uow.record(OrdersChanged(tuple(counts.numbers), run))
    return counts


def _slices(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def _decide(
    conn: Connection,
    orders: Sequence[Any],
    fetched: Fetched,
    rules: ImportRules,
    braked: frozenset[str],
) -> _Batch:
    numbers = [order.number for order in orders]
    stored = repository.load_stored(conn, numbers)
    repairs = in_force(conn, numbers)
    batch = _Batch()
    for said in orders:
        known = stored.get(said.number)
        kept = _still_in_force(batch, said, fetched.answers_of(said.number), repairs)
        temu, answers = repaired(said, fetched.answers_of(said.number), kept)
        if known is not None:
            answers = replace(
                answers,
                address_known=known.address_hash is not None,
                prices_known=known.has_prices,
            )
        order = assess(temu, answers, rules.policy, rules.orders_from)
        if any(repair.field is RepairField.GIVEN_UP for repair in kept):
            order = replace(order, status=OrderStatus.EXTERNAL, rejection=None)
        if known is None:
            _decide_new(batch, order)
        else:
            _decide_known(batch, order, known, order.number in braked)
            _set_articles(batch, order, known, articles_set(kept))
    return batch


def _still_in_force(
    batch: _Batch,
    temu: TemuOrder,
    answers: Answers,
    repairs: Mapping[str, Sequence[StoredRepair]],
) -> list[Repair]:
    """What people set for this order and TEMU has not overtaken."""
    kept: list[Repair] = []
    held = holds(temu, answers)
    for stored in repairs.get(temu.number, ()):
        if is_void(stored.repair, answers, held):
            batch.void.append(stored.id)
            data = {"field": stored.repair.field.value}
            batch.entries.append(Entry(Subject.ORDER, temu.number, "decision_void", data))
            continue
        if (exact := bound(stored.repair, answers)) is not None:
            batch.bound.append((stored.id, exact))
        kept.append(stored.repair)
    return kept


def _set_articles(
    batch: _Batch, order: Order, known: StoredOrder, articles: Mapping[str, tuple[str, int]]
) -> None:
    """Stored lines get the article that a person set; TEMU's own never changes them."""
    if known.handed_over:
        return
    batch.articles += [
        {
            "id": known.lines[line.number].row_id,
            "sku": fit(line.sku, 100),
            "products": [{"sku": item.sku, "factor": item.factor} for item in line.products],
        }
        for line in order.lines
        if line.number in articles and line.number in known.lines
    ]


def _decide_new(batch: _Batch, order: Order) -> None:
    if repository.storable(order.number) and all(
        repository.storable(line.number) for line in order.lines
    ):
        batch.new.append(order)
    _note_rejection(batch, order, order.status)
    batch.entries.append(
        Entry(
            Subject.ORDER,
            fit(order.number, 200),
            "order_seen",
            {"temu_status": order.temu_status, "status": order.status.value},
        )
    )
    _note_warnings(batch, order)


def _decide_known(batch: _Batch, order: Order, known: StoredOrder, braked: bool) -> None:
    if braked and not known.handed_over:
        # A mass cancellation is not believed without a person; nothing of it is exported either.
        order = replace(order, hold_reason=HoldReason.MASS_CANCELLATION, temu_status=2)
        batch.changes.append((known, replace(merge(order, known), status=known.status)))
        return
    merged = merge(order, known)
    if not merged.changed:
        return
    batch.changes.append((known, merged))
    _note_rejection(batch, merged.order, merged.status)
    if merged.status is not known.status or merged.cancelled:
        batch.entries.append(
            Entry(
                Subject.ORDER,
                order.number,
                "order_cancelled" if merged.cancelled else "order_moved",
                {"from": known.status.value, "to": merged.status.value},
            )
        )
    if known.handed_over and merged.order.hold_reason is not HoldReason.BUYER_CANCELLATION:
        batch.answered.append(order.number)
    for notice, params in merged.notices:
        batch.issues.append(Issue(_ISSUE_OF_NOTICE[notice], "order", order.number, params))
        batch.entries.append(Entry(Subject.ORDER, order.number, notice.value, params))
    _note_warnings(batch, order)


def _note_rejection(batch: _Batch, order: Order, status: OrderStatus) -> None:
    if status in {OrderStatus.CANCELLED, OrderStatus.EXTERNAL}:
        batch.settled.append(order.number)
        return
    if order.rejection is None:
        batch.accepted.append(order.number)
        return
    batch.rejected.append(
        (order.number, order.rejection.reason, order.rejection.params, payload_of(order))
    )


def _note_warnings(batch: _Batch, order: Order) -> None:
    warnings = issue_warnings(order)
    if warnings and order.temu_status == TemuStatus.UN_SHIPPING:
        batch.issues.append(
            Issue(IssueRule.ORDER_WARNING, "order", fit(order.number, 200), {"warnings": warnings})
        )


def payload_of(order: Order) -> dict[str, Any]:
    """What of a rejected order is needed later: whose stock it takes, and its status."""
    return {
        "temu_status": order.temu_status,
        "number": order.number,
        "lines": [
            {
                "line": line.number,
                "quantity": line.quantity,
                "products": [[product.sku, product.factor] for product in line.products],
            }
            for line in order.lines
        ],
    }


def _write(
    uow: UnitOfWork, batch: _Batch, shop: ShopId, counts: ImportCounts, *, run: str, now: datetime
) -> None:
    conn = uow.connection
    repository.insert_orders(conn, shop, batch.new, now)
    repository.update_orders(conn, batch.changes, now)
    repository.set_articles(conn, batch.articles)
    end_repairs(conn, batch.void, now)
    rewrite(conn, batch.bound)
    repository.mark_rejected(conn, batch.rejected, run, now)
    # Whether JTL knows the articles is for the export to say, not for TEMU's answer.
    resolved = repository.resolve_rejected(conn, batch.accepted, now, but="unknown_article")
    resolved += repository.resolve_rejected(conn, batch.settled, now)
    close_issues(uow, IssueRule.RECORD_REJECTED, resolved, now, by=run)
    close_issues(uow, IssueRule.CANCELLATION_ASKED, batch.answered, now, by=run)
    raise_issues(uow, [*batch.issues, *_rejection_issues(batch)], now, by=run)
    record(conn, batch.entries, run=run, step=STEP, now=now)
    counts.new += len(batch.new)
    counts.updated += len(batch.changes)
    counts.rejected += len(batch.rejected)
    counts.cancelled += sum(merged.cancelled for _, merged in batch.changes)
    counts.numbers += [order.number for order in batch.new]
    counts.numbers += [merged.order.number for _, merged in batch.changes]


_PASSING_REASONS = frozenset({"address_missing", "amounts_missing", "amounts_missing_for_line"})
"""Data that TEMU delivers late: the order waits, no person is needed yet."""


def _rejection_issues(batch: _Batch) -> list[Issue]:
    return [
        Issue(IssueRule.RECORD_REJECTED, "order", fit(number, 200), {"reason": reason, **params})
        for number, reason, params, _ in batch.rejected
        if reason not in _PASSING_REASONS
    ]


def _write_unreadable(
    uow: UnitOfWork,
    unreadable: Sequence[Unreadable],
    counts: ImportCounts,
    *,
    run: str,
    now: datetime,
) -> None:
    let_go = given_up(uow.connection, [item.key for item in unreadable])
    unreadable = [item for item in unreadable if fit(item.key, 200) not in let_go]
    rejected = [(item.key, item.reason, item.params, None) for item in unreadable]
    repository.mark_rejected(uow.connection, rejected, run, now)
    issues = [
        Issue(IssueRule.RECORD_REJECTED, "order", fit(item.key, 200), {"reason": item.reason})
        for item in unreadable
    ]
    raise_issues(uow, issues, now, by=run)
    counts.rejected += len(unreadable)
