"""A person's acts on an order, each in one transaction with its audit and its timeline entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from temu_desktop.attention.catalogue import Action
from temu_desktop.attention.model import IssueRule
from temu_desktop.attention.repository import close_issues, note_act
from temu_desktop.audit.repository import Act, record_act
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import update_rows
from temu_desktop.errors import OrderActRefused, RepairInvalid
from temu_desktop.events import OrdersChanged
from temu_desktop.fitting import fit
from temu_desktop.ids import article_key
from temu_desktop.orders import states
from temu_desktop.orders.model import ExportState, OrderStatus, ReportState
from temu_desktop.orders.repair_store import in_force, put_repairs
from temu_desktop.orders.repairs import Repair, RepairField, decision, give_up
from temu_desktop.orders.repository import resolve_rejected
from temu_desktop.orders.states import Standing, standing_of
from temu_desktop.timeline.model import Entry, Subject
from temu_desktop.timeline.repository import record

ORDERS = schema.orders
EXPORTS = schema.exports
PARCELS = schema.parcels
STEP = "person"
"""What stands in a timeline where else a run's step does."""

ENDED_BY_PERSON = frozenset(
    {
        IssueRule.CANCELLED_AFTER_EXPORT,
        IssueRule.QUANTITY_REDUCED_AFTER_EXPORT,
        IssueRule.ADDRESS_CHANGED_AFTER_EXPORT,
        IssueRule.SHIPPED_ELSEWHERE,
        IssueRule.ORDER_WARNING,
        IssueRule.EXPORT_FAILED,
    }
)
"""Issues that tell of an event: nothing but a person can say that they are seen to."""


def export_again(uow: UnitOfWork, number: str, who: str, now: datetime) -> None:
    """Back to where a crash would leave it: the next run looks into JTL's inbox and orders, and
    only what is nowhere is handed over."""
    it = standing_of(uow.connection, number)
    states.may_export_again(it)
    export = {
        "id": it.export.id,  # type: ignore[union-attr]
        "state": ExportState.HANDING_OVER.value,
        **dict.fromkeys(("inbox_key", "wawi_order_id", "wawi_order_number"), None),
        **dict.fromkeys(("imported_at", "gone_at", "last_error_code", "last_error_text"), None),
    }
    update_rows(uow.connection, EXPORTS, [export], ["id"])
    order = {"id": _id(it), "status": OrderStatus.IMPORTED.value, "exported": False}
    update_rows(uow.connection, ORDERS, [{**order, "updated_at": now}], ["id"])
    for rule in (IssueRule.EXPORT_FAILED, IssueRule.GONE_FROM_JTL):
        close_issues(uow, rule, [it.number], now, by=who)
    _note(uow, it, "export_again", who, now)


def look_up_tracking(uow: UnitOfWork, number: str, who: str, now: datetime) -> None:
    """Nothing changes; that a person asked is kept."""
    it = standing_of(uow.connection, number)
    states.may_look_up(it)
    _note(uow, it, "look_up_tracking", who, now)


def report_again(uow: UnitOfWork, number: str, who: str, now: datetime) -> None:
    """Refused parcels are new again; the run reads what TEMU has before it sends in doubt."""
    it = standing_of(uow.connection, number)
    refused = states.to_report_again(it)
    rows = [
        {
            "id": parcel.id,
            "report_state": ReportState.FOUND.value,
            "error_code": None,
            "error_text": None,
        }
        for parcel in refused
    ]
    update_rows(uow.connection, PARCELS, rows, ["id"])
    codes = sorted({parcel.error_code for parcel in refused if parcel.error_code})
    _note(uow, it, "report_again", who, now, {"parcels": len(refused), "refused": codes})


def mark_handled(uow: UnitOfWork, number: str, who: str, now: datetime) -> None:
    """Acknowledge every open issue; those that tell of an event end."""
    it = standing_of(uow.connection, number)
    states.may_mark_handled(it)
    for issue in it.issues:
        note_act(uow, issue, Action.ACKNOWLEDGE.value, who, now)
    for rule in sorted(it.open_rules & ENDED_BY_PERSON):
        close_issues(uow, rule, [it.number], now, by=who)
    _note(uow, it, "mark_handled", who, now, {"rules": sorted(it.open_rules)})


def release_hold(uow: UnitOfWork, number: str, who: str, now: datetime) -> None:
    """The order may go although TEMU says that it should wait, until TEMU says something else."""
    it = standing_of(uow.connection, number)
    hold = states.hold_to_release(it)
    kept = decision(RepairField.RELEASED, {"hold": hold.value})
    put_repairs(uow.connection, it.number, [kept], who, now)
    _free(uow, it, now)
    _note(uow, it, "release_hold", who, now, {"hold": hold.value})


def answer_cancellation(
    uow: UnitOfWork, number: str, who: str, now: datetime, *, agree: bool
) -> None:
    """Keep the answer; the next run gives it to TEMU, or ships with it."""
    it = standing_of(uow.connection, number)
    states.may_answer(it, agree)
    answer = "agree" if agree else "deny"
    kept = decision(RepairField.CANCELLATION, {"answer": answer, "cases": []})
    put_repairs(uow.connection, it.number, [kept], who, now)
    if not agree:
        _free(uow, it, now)
        close_issues(uow, IssueRule.CANCELLATION_ASKED, [it.number], now, by=who)
    _note(uow, it, "answer_cancellation", who, now, {"answer": answer})


def repair(
    uow: UnitOfWork, number: str, repairs: Sequence[Repair], who: str, now: datetime
) -> None:
    """Keep repairs with what they replace; the next run assesses the record with them."""
    it = standing_of(uow.connection, number)
    states.may_repair(it)
    if not repairs:
        raise RepairInvalid("nothing to set", field="", problem="nothing_set")
    lines = _lines_said(it)
    for item in repairs:
        if item.line and item.line not in lines:
            raise RepairInvalid(
                "no such line", field=item.field.value, problem="unknown_line", line=item.line
            )
    before = {
        (item.repair.field, item.repair.line): item.repair.old
        for item in in_force(uow.connection, [it.number]).get(it.number, ())
    }
    # A second repair replaces the first, not what TEMU said.
    kept = [
        replace(item, old=before.get((item.field, item.line), _old(it, item, lines)))
        for item in repairs
    ]
    put_repairs(uow.connection, it.number, kept, who, now)
    told = [
        {"field": r.field.value, "line": r.line, "old": r.old, "new": dict(r.value)} for r in kept
    ]
    _note(uow, it, "repair", who, now, {"repairs": told})


def give_up_record(uow: UnitOfWork, number: str, reason: str, who: str, now: datetime) -> None:
    """The record counts as shipped elsewhere from now on."""
    kept = give_up(reason)
    it = standing_of(uow.connection, number)
    states.may_give_up(it)
    put_repairs(uow.connection, it.number, [kept], who, now)
    if it.order is not None:
        row = {"id": _id(it), "status": OrderStatus.EXTERNAL.value, "hold_reason": None}
        update_rows(uow.connection, ORDERS, [{**row, "updated_at": now}], ["id"])
    resolve_rejected(uow.connection, [it.number], now)
    close_issues(uow, IssueRule.RECORD_REJECTED, [it.number], now, by=who)
    _note(uow, it, "give_up", who, now, {"reason": kept.value["reason"]})


def _free(uow: UnitOfWork, it: Standing, now: datetime) -> None:
    row = {"id": _id(it), "hold_reason": None, "updated_at": now}
    update_rows(uow.connection, ORDERS, [row], ["id"])


def _id(it: Standing) -> int:
    if it.order is None:
        raise OrderActRefused("not_stored", order=it.number, act="")
    return int(it.order.id)


def _lines_said(it: Standing) -> dict[str, dict[str, Any]]:
    """What TEMU said of each line, as far as it was kept: articles and quantity."""
    said = {
        item.line_number: {
            "quantity": int(item.quantity or 0),
            "skus": sorted(article_key(product["sku"]) for product in item.products or ()),
        }
        for item in it.items
    }
    payload = (it.rejected.payload if it.rejected is not None else None) or {}
    for line in payload.get("lines", ()):
        articles = sorted(article_key(sku) for sku, _ in line["products"])
        said[line["line"]] = {"quantity": int(line["quantity"]), "skus": articles}
    return said


def _old(
    it: Standing, item: Repair, lines: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    if item.field is RepairField.QUANTITY:
        return {"quantity": lines[item.line]["quantity"]}
    if item.field is RepairField.SKU:
        return {"skus": lines[item.line]["skus"]}
    if item.field is RepairField.COUNTRY:
        return _old_country(it)
    return _old_price(it, item.line)


def _old_country(it: Standing) -> dict[str, Any] | None:
    params = (it.rejected.params if it.rejected is not None else None) or {}
    if "country" in params:
        return {"country": str(params["country"])}
    if it.order is not None and it.order.country_iso:
        return {"country": it.order.country_iso}
    return None


def _old_price(it: Standing, line: str) -> dict[str, Any] | None:
    params = (it.rejected.params if it.rejected is not None else None) or {}
    if params.get("line") == line and "net" in params:
        return {name: params[name] for name in ("net", "gross", "rate") if name in params}
    stored = next((item for item in it.items if item.line_number == line), None)
    if stored is None or stored.unit_net is None:
        return None
    return {"net": str(stored.unit_net), "gross": str(stored.unit_gross)}


def _note(
    uow: UnitOfWork,
    it: Standing,
    act: str,
    who: str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Audit, timeline and event; nothing personal is in the details."""
    told = dict(details or {})
    record_act(uow.connection, Act(who, f"order_{act}", it.number, told), now)
    entry = Entry(Subject.ORDER, fit(it.number, 200), f"person_{act}", {**told, "who": who})
    record(uow.connection, [entry], run=None, step=STEP, now=now)
    uow.record(OrdersChanged((it.number,), who))
