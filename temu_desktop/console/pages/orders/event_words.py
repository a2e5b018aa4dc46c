"""What the timeline of an order recorded, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from temu_desktop.console.pages.orders.words import field_name
from temu_desktop.console.words.foreign import isolated
from temu_desktop.console.words.orders import status_name
from temu_desktop.orders.repairs import RepairField
from temu_desktop.texts import Texts
from temu_desktop.timeline.model import StoredEntry

_Data = Mapping[str, Any]


def event_words(stored: StoredEntry, texts: Texts) -> str:
    """One entry as a sentence; a code without words is shown as it stands."""
    entry = stored.entry
    if entry.event in _TELLING:
        return _TELLING[entry.event](entry.data, texts)
    return plain_events().get(entry.event, entry.event)


def event_actor(stored: StoredEntry) -> str:
    """Who did it: a person's name, or nothing for a run."""
    data = stored.entry.data
    return str(data.get("who") or data.get("by") or "")


def plain_events() -> Mapping[str, str]:
    """Events that need no figures."""
    translate = QCoreApplication.translate
    return {
        "xml_built": translate("OrderEvents", "Document for JTL made"),
        "handover_looked_up": translate("OrderEvents", "Asked JTL how an unclear hand-over ended"),
        "already_in_jtl": translate("OrderEvents", "JTL had the order already"),
        "handed_over": translate("OrderEvents", "Handed to JTL's inbox"),
        "in_jtl": translate("OrderEvents", "Created in JTL"),
        "handover_failed": translate("OrderEvents", "JTL did not create the order"),
        "reported": translate("OrderEvents", "Reported to TEMU as shipped"),
        "refused": translate("OrderEvents", "TEMU refused the shipment"),
        "cancelled_after_export": translate("OrderEvents", "Cancelled at TEMU; JTL has it already"),
        "address_changed_after_export": translate(
            "OrderEvents", "Address changed at TEMU; JTL has the old one"
        ),
        "cancellation_asked_after_export": translate(
            "OrderEvents", "Buyer wants to cancel; JTL has the order already"
        ),
        "shipped_elsewhere": translate("OrderEvents", "Shipped elsewhere, not from here"),
        "cancellation_agreed": translate("OrderEvents", "Cancellation granted at TEMU"),
        "cancellation_over": translate("OrderEvents", "The wish to cancel is over"),
        "person_export_again": translate("OrderEvents", "Export again asked for"),
        "person_look_up_tracking": translate("OrderEvents", "Tracking numbers looked up by hand"),
        "person_mark_handled": translate("OrderEvents", "Marked as handled"),
    }


def temu_status_name(status: object) -> str:
    """TEMU's status as a word; the number where it is new to us."""
    translate = QCoreApplication.translate
    words = {
        1: translate("OrderEvents", "pending"),
        2: translate("OrderEvents", "to be shipped"),
        3: translate("OrderEvents", "cancelled"),
        4: translate("OrderEvents", "shipped"),
        5: translate("OrderEvents", "received"),
        41: translate("OrderEvents", "shipped in part"),
        51: translate("OrderEvents", "received in part"),
    }
    return words.get(status, str(status)) if isinstance(status, int) else str(status)


def repair_words(field: RepairField, line: str, old: _Data | None, new: _Data, texts: Texts) -> str:
    """A repair as 'what: before → after'."""
    name = f"{field_name(field)} ({line})" if line else field_name(field)
    after = _value(field, new, texts)
    before = _value(field, old, texts) if old else ""
    return f"{name}: {before} → {after}" if before else f"{name}: {after}"


def _value(field: RepairField, value: _Data, texts: Texts) -> str:
    translate = QCoreApplication.translate
    if field is RepairField.COUNTRY:
        return str(value.get("iso") or value.get("country") or "")
    if field is RepairField.SKU:
        if "skus" in value:
            return ", ".join(value["skus"])
        factor = int(value.get("factor", 1))
        return str(value["sku"]) if factor == 1 else f"{factor} × {value['sku']}"
    if field is RepairField.QUANTITY:
        return str(value.get("quantity", ""))
    if field is RepairField.PRICE:
        words = translate("OrderEvents", "net {net}, gross {gross}")
        return words.format(net=value.get("net", ""), gross=value.get("gross", ""))
    if field is RepairField.GIVEN_UP:
        return isolated(str(value.get("reason", "")))
    if field is RepairField.RELEASED:
        return texts.reason(str(value.get("hold", "")))
    return _answer(value.get("answer"))


def _answer(answer: object) -> str:
    translate = QCoreApplication.translate
    if answer == "agree":
        return translate("OrderEvents", "agreed to cancel")
    return translate("OrderEvents", "ship all the same")


def _seen(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "First read from TEMU ({temu}): {ours}")
    status = temu_status_name(data.get("temu_status"))
    return words.format(temu=status, ours=status_name(str(data.get("status"))))


def _moved(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "{before} → {after}")
    before, after = status_name(str(data.get("from"))), status_name(str(data.get("to")))
    return words.format(before=before, after=after)


def _cancelled(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Cancelled at TEMU (before: {before})")
    return words.format(before=status_name(str(data.get("from"))))


def _reduced(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Fewer pieces at TEMU than in JTL: {pieces}")
    pieces = data.get("pieces") or {}
    return words.format(pieces=", ".join(f"{line}: {change}" for line, change in pieces.items()))


def _shipped(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Left the warehouse; parcels: {count}")
    return words.format(count=data.get("parcels", "–"))


def _void(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "No longer in force: {what}")
    return words.format(what=field_name(RepairField(data["field"])))


def _reported_again(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Report again asked for; parcels: {count}")
    return words.format(count=data.get("parcels", "–"))


def _released(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Hold released: {reason}")
    return words.format(reason=texts.reason(str(data.get("hold"))))


def _answered(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Answer to the buyer: {answer}")
    return words.format(answer=_answer(data.get("answer")))


def _repaired(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Repaired: {what}")
    told = (
        repair_words(RepairField(item["field"]), item["line"], item["old"], item["new"], texts)
        for item in data.get("repairs", ())
    )
    return words.format(what="; ".join(told))


def _given_up(data: _Data, texts: Texts) -> str:
    words = QCoreApplication.translate("OrderEvents", "Given up: {reason}")
    return words.format(reason=isolated(str(data.get("reason", ""))))


_TELLING: Mapping[str, Callable[[_Data, Texts], str]] = {
    "order_seen": _seen,
    "order_moved": _moved,
    "order_cancelled": _cancelled,
    "quantity_reduced_after_export": _reduced,
    "shipped": _shipped,
    "decision_void": _void,
    "person_report_again": _reported_again,
    "person_release_hold": _released,
    "person_answer_cancellation": _answered,
    "person_repair": _repaired,
    "person_give_up": _given_up,
}
