"""What a person must know about an order: why it is rejected or held, and its open issues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from temu_desktop.attention.catalogue import Severity, severity_of
from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.console.i18n import Languages
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.told import Told
from temu_desktop.console.words.foreign import isolated
from temu_desktop.orders.details import OrderDetails, RejectionDetails

_TONES = {
    Severity.INFO: Tone.INFO,
    Severity.WARNING: Tone.WARN,
    Severity.CRITICAL: Tone.BAD,
}


def cards_of(details: OrderDetails, languages: Languages) -> list[Told]:
    """Everything that is open, the gravest kind first as it comes."""
    issues = (
        _issue(issue, languages)
        for issue in details.issues
        if issue.closed_at is None and issue.issue.rule is not IssueRule.RECORD_REJECTED
    )
    return [*_rejected(details, languages), *_held(details, languages), *issues]


def _rejected(details: OrderDetails, languages: Languages) -> Iterator[Told]:
    rejection = details.rejection
    if rejection is None or rejection.resolved_at is not None:
        return
    translate = QCoreApplication.translate
    reason = languages.texts.reason(rejection.reason)
    title = translate("OrderCards", "Rejected: {reason}").format(reason=reason)
    since = translate("OrderCards", "Since {time}; every run of the orders job looks again.")
    text = since.format(time=languages.formats.moment(rejection.first_seen_at))
    figures = rejection_figures(rejection)
    hint = translate("OrderCards", "Repair the value, or give the record up if it is not ours.")
    yield Told(Tone.BAD, title, f"{figures}\n{text}".strip(), hint)


def rejection_figures(rejection: RejectionDetails) -> str:
    """What was wrong, in figures."""
    translate = QCoreApplication.translate
    names: Mapping[str, str] = {
        "country": translate("OrderCards", "Country: {value}"),
        "line": translate("OrderCards", "Line: {value}"),
        "sku": translate("OrderCards", "Article: {value}"),
        "skus": translate("OrderCards", "Articles: {value}"),
        "products": translate("OrderCards", "Articles: {value}"),
        "articles": translate("OrderCards", "Articles: {value}"),
        "quantity": translate("OrderCards", "Quantity: {value}"),
        "net": translate("OrderCards", "Net: {value}"),
        "gross": translate("OrderCards", "Gross: {value}"),
        "rate": translate("OrderCards", "Tax rate: {value}%"),
        "length": translate("OrderCards", "Characters: {value}"),
        "allowed": translate("OrderCards", "Allowed: {value}"),
    }
    told = (
        words.format(value=isolated(_shown(rejection.params[name])))
        for name, words in names.items()
        if name in rejection.params
    )
    return "  ·  ".join(told)


def _shown(value: Any) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)


def _held(details: OrderDetails, languages: Languages) -> Iterator[Told]:
    row = details.row
    if row is None or row.hold_reason is None:
        return
    translate = QCoreApplication.translate
    reason = languages.texts.reason(row.hold_reason.value)
    title = translate("OrderCards", "Held: {reason}").format(reason=reason)
    hints = {
        "buyer_cancellation": translate(
            "OrderCards", "Agree, or ship all the same. TEMU agrees by itself after a day."
        ),
        "risk_control": translate("OrderCards", "It goes on by itself when TEMU is done."),
        "address_change": translate("OrderCards", "It goes on by itself with the new address."),
        "mass_cancellation": translate(
            "OrderCards", "Look at the list on the overview and let it go there if it is right."
        ),
        "unknown_article": translate(
            "OrderCards", "Create the article in JTL, or set another one with 'Repair'."
        ),
    }
    text = translate("OrderCards", "The order is not handed to JTL meanwhile.")
    yield Told(Tone.WARN, title, text, hints[row.hold_reason.value])


def _issue(stored: StoredIssue, languages: Languages) -> Told:
    issue = stored.issue
    words = languages.texts.issue(issue.rule.value, issue.subject_key, issue.params)
    text = words.means
    if figures := issue_figures(issue.rule, issue.params):
        text = f"{text}\n{figures}"
    if stored.acted_by and stored.acted_at is not None:
        seen = QCoreApplication.translate("OrderCards", "Seen to by {name}, {time}")
        at = languages.formats.moment(stored.acted_at)
        text = f"{text}\n{seen.format(name=isolated(stored.acted_by), time=at)}"
    return Told(_TONES[severity_of(issue)], words.title, text, words.remedy)


def issue_figures(rule: IssueRule, params: Mapping[str, Any]) -> str:
    """What the core noted that its sentences leave to the order itself."""
    translate = QCoreApplication.translate
    if rule is IssueRule.ADDRESS_CHANGED_AFTER_EXPORT and params.get("new"):
        return translate("OrderCards", "New address: {address}").format(
            address=isolated(str(params["new"]))
        )
    if rule is IssueRule.QUANTITY_REDUCED_AFTER_EXPORT and params.get("pieces"):
        pieces = ", ".join(f"{line}: {change}" for line, change in params["pieces"].items())
        return translate("OrderCards", "Pieces to ship: {pieces}").format(pieces=pieces)
    if rule is IssueRule.ORDER_WARNING and params.get("warnings"):
        return "\n".join(remark_words(str(code)) for code in params["warnings"])
    return ""


def remark_words(code: str) -> str:
    """A label or warning of TEMU's; the code itself where it is new to us."""
    translate = QCoreApplication.translate
    words = {
        "SUGGEST_SIGNATURE_ON_DELIVERY": translate("OrderCards", "Have the delivery signed for."),
        "CONFIRMED_CHANGED_ADDRESS": translate("OrderCards", "The buyer changed the address."),
        "RESTRICT_SELF_SHIPPING": translate("OrderCards", "Only TEMU's own labels are allowed."),
        "RESTRICT_FEDEX_SELF_SHIPPING": translate("OrderCards", "FedEx is not allowed."),
        "RESTRICT_USPS_SELF_SHIPPING": translate("OrderCards", "USPS is not allowed."),
        "REQUIRES_CUSTOMER_PICKUP": translate("OrderCards", "The buyer picks it up."),
        "prices_missing": translate("OrderCards", "Prices are missing."),
        "address_cut": translate(
            "OrderCards",
            "Name or address fill the room there is; the end may be missing. Compare with TEMU.",
        ),
        "soon_to_be_overdue": translate("OrderCards", "The deadline is near."),
        "past_due": translate("OrderCards", "The deadline is over."),
        "pending_buyer_cancellation": translate("OrderCards", "The buyer wants to cancel."),
        "pending_buyer_address_change": translate(
            "OrderCards", "The buyer is changing the address."
        ),
        "pending_risk_control_alert": translate("OrderCards", "TEMU is checking the order."),
    }
    if code in words:
        return words[code]
    blocked = code.removeprefix("BLOCK_LOGISTICS_PROVIDERS_")
    if blocked != code:
        names = translate("OrderCards", "Carriers not allowed: {names}")
        return names.format(names=isolated(blocked.strip("{}").replace("_", ", ")))
    return isolated(code)
