"""Where an order stands, in a word or two."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from temu_desktop.orders.model import ExportState, OrderStatus, ReportState


def status_name(status: str) -> str:
    """Our status as a word."""
    translate = QCoreApplication.translate
    words = {
        OrderStatus.WAITING.value: translate("OrderWords", "waiting"),
        OrderStatus.IMPORTED.value: translate("OrderWords", "taken over"),
        OrderStatus.EXPORTED.value: translate("OrderWords", "in JTL"),
        OrderStatus.SHIPPED.value: translate("OrderWords", "shipped"),
        OrderStatus.CANCELLED.value: translate("OrderWords", "cancelled"),
        OrderStatus.EXTERNAL.value: translate("OrderWords", "external"),
    }
    return words.get(status, status)


def export_state_name(state: ExportState) -> str:
    """Where the hand-over stands."""
    translate = QCoreApplication.translate
    return {
        ExportState.PENDING: translate("OrderWords", "prepared, not handed over yet"),
        ExportState.HANDING_OVER: translate("OrderWords", "is being handed over"),
        ExportState.HANDED_OVER: translate("OrderWords", "in JTL's inbox"),
        ExportState.IMPORTED: translate("OrderWords", "created in JTL"),
        ExportState.FAILED: translate("OrderWords", "not created by JTL"),
    }[state]


def report_state_name(state: ReportState) -> str:
    """Where the confirmation of a parcel stands."""
    translate = QCoreApplication.translate
    return {
        ReportState.FOUND: translate("OrderWords", "to be reported"),
        ReportState.SENDING: translate("OrderWords", "being reported"),
        ReportState.REPORTED: translate("OrderWords", "reported to TEMU"),
        ReportState.REFUSED: translate("OrderWords", "refused by TEMU"),
        ReportState.NEEDS_PERSON: translate("OrderWords", "needs a decision"),
    }[state]
