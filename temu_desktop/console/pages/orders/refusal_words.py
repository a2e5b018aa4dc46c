"""Why the core will not do something, in words that say what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from temu_desktop.errors import OrderActRefused, RepairInvalid, TemuDesktopError
from temu_desktop.texts import Texts


def why_not(error: TemuDesktopError, texts: Texts) -> str:
    """One or two sentences about an act or a repair that was refused."""
    if isinstance(error, OrderActRefused):
        return act_refused(error.reason, texts)
    if isinstance(error, RepairInvalid):
        return repair_refused(str(error.params.get("problem", "")))
    words = texts.of(error.code)
    return f"{words.happened} {words.remedy}".strip()


def act_refused(reason: str, texts: Texts) -> str:
    """The state that does not allow it."""
    translate = QCoreApplication.translate
    words = {
        "never_exported": translate("OrderRefusals", "The order was never handed to JTL."),
        "cancelled": translate("OrderRefusals", "The order is cancelled."),
        "shipped": translate("OrderRefusals", "The order has left already."),
        "not_open_at_temu": translate("OrderRefusals", "TEMU does not have it open any more."),
        "still_in_jtl": translate("OrderRefusals", "JTL has the order."),
        "not_in_jtl": translate("OrderRefusals", "JTL does not have the order."),
        "nothing_refused": translate("OrderRefusals", "No parcel was refused."),
        "not_held": translate("OrderRefusals", "The order is not held any more."),
        "not_asked": translate("OrderRefusals", "No buyer waits for an answer."),
        "in_jtl": translate("OrderRefusals", "JTL has the order; change it there."),
        "settled": translate("OrderRefusals", "The order is settled already."),
        "not_rejected": translate("OrderRefusals", "The order is not rejected any more."),
        "nothing_open": translate("OrderRefusals", "Nothing is open about this order."),
        "not_stored": translate("OrderRefusals", "The order is not taken over yet."),
    }
    known = words.get(reason) or f"{texts.reason(reason)}."
    nothing = translate("OrderRefusals", "Nothing was changed.")
    return f"{known} {nothing}"


def repair_refused(problem: str) -> str:
    """What is wrong with a value."""
    translate = QCoreApplication.translate
    words = {
        "unknown_country": translate(
            "OrderRefusals", "This country is not known. Enter its name or its two letters."
        ),
        "empty_or_not_printable": translate("OrderRefusals", "Enter an article number."),
        "too_long": translate("OrderRefusals", "The article number has more than 100 characters."),
        "factor_out_of_range": translate(
            "OrderRefusals", "Pieces per unit must be a whole number from 1 on."
        ),
        "out_of_range": translate("OrderRefusals", "The quantity is out of range."),
        "not_a_whole_number": translate("OrderRefusals", "Enter a whole number."),
        "not_a_number": translate("OrderRefusals", "Enter a number, for example 8,40."),
        "rate_out_of_range": translate("OrderRefusals", "The tax rate must lie from 0 to 99."),
        "price_out_of_range": translate("OrderRefusals", "Prices must be above 0."),
        "net_and_gross_differ": translate(
            "OrderRefusals", "Net, gross and tax rate do not fit together."
        ),
        "reason_missing_or_too_long": translate(
            "OrderRefusals", "Give a reason of at most 500 characters."
        ),
        "nothing_set": translate("OrderRefusals", "Change at least one value."),
        "unknown_line": translate("OrderRefusals", "The order does not have this line any more."),
    }
    return words.get(problem, translate("OrderRefusals", "This value will not do."))
