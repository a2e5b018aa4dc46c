"""TEMU's after-sales cases in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from temu_desktop.console.theme import Tone
from temu_desktop.orders.cases import CaseStatus

_SIGNS = {
    CaseStatus.REFUND_REQUESTED: (Tone.WARN, "euro"),
    CaseStatus.RETURN_REQUESTED: (Tone.INFO, "undo-2"),
    CaseStatus.RETURN_IN_TRANSIT: (Tone.INFO, "truck"),
    CaseStatus.RETURN_RECEIVED: (Tone.WARN, "package-check"),
    CaseStatus.WAITS_FOR_LABEL: (Tone.WARN, "tag"),
    CaseStatus.REFUND_STARTED: (Tone.INFO, "hourglass"),
    CaseStatus.REFUND_STARTED_BY_SYSTEM: (Tone.INFO, "hourglass"),
    CaseStatus.PLATFORM_REVIEW: (Tone.INFO, "search"),
    CaseStatus.REFUNDED: (Tone.GOOD, "circle-check"),
    CaseStatus.WITHDRAWN: (Tone.NEUTRAL, "x"),
    CaseStatus.REFUSED: (Tone.NEUTRAL, "ban"),
    CaseStatus.UNKNOWN: (Tone.NEUTRAL, "circle-help"),
}
WAITS_FOR_SELLER = frozenset(
    {CaseStatus.REFUND_REQUESTED, CaseStatus.RETURN_RECEIVED, CaseStatus.WAITS_FOR_LABEL}
)
"""States in which TEMU waits for the seller (TEMU's group 'pending')."""


def case_sign(status: CaseStatus) -> tuple[Tone, str]:
    """Tone and icon of a state."""
    return _SIGNS[status]


def case_status_name(status: CaseStatus) -> str:
    """A case's state."""
    translate = QCoreApplication.translate
    return {
        CaseStatus.REFUND_REQUESTED: translate("AfterSales", "Refund requested"),
        CaseStatus.RETURN_IN_TRANSIT: translate("AfterSales", "Return on its way"),
        CaseStatus.RETURN_RECEIVED: translate("AfterSales", "Return received"),
        CaseStatus.REFUND_STARTED: translate("AfterSales", "Refund started"),
        CaseStatus.REFUNDED: translate("AfterSales", "Refunded"),
        CaseStatus.WITHDRAWN: translate("AfterSales", "Withdrawn by the buyer"),
        CaseStatus.REFUSED: translate("AfterSales", "Refused"),
        CaseStatus.WAITS_FOR_LABEL: translate("AfterSales", "Return label is missing"),
        CaseStatus.REFUND_STARTED_BY_SYSTEM: translate("AfterSales", "Refund started by TEMU"),
        CaseStatus.RETURN_REQUESTED: translate("AfterSales", "Return requested"),
        CaseStatus.PLATFORM_REVIEW: translate("AfterSales", "TEMU decides"),
        CaseStatus.UNKNOWN: translate("AfterSales", "Unknown"),
    }[status]


def case_kind_name(kind: str) -> str:
    """What the buyer wants; TEMU's number where it is new to us."""
    translate = QCoreApplication.translate
    words = {
        "1": translate("AfterSales", "Refund only"),
        "2": translate("AfterSales", "With return"),
    }
    return words.get(kind, kind)
