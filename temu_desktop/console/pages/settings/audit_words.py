"""What people did, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from temu_desktop.audit.repository import Act
from temu_desktop.console.words.jobs import job_name
from temu_desktop.switches.model import Switch


def act_name(action: str) -> str:
    """An act; the code itself where it has no words yet."""
    known = _about_people() | _about_devices() | _about_work() | _about_orders() | _about_issues()
    return known.get(action, action)


def act_subject(act: Act) -> str:
    """What it was about: names rather than how many there were."""
    for key in ("methods", "names"):
        if found := act.details.get(key):
            return ", ".join(dict.fromkeys(map(str, found)))
    if act.action == "clear_logs":
        return ""
    if act.action in {"switch_on", "switch_off"}:
        return _switches().get(act.subject, act.subject)
    if act.action in {"change_job", "issue_run_job"}:
        return job_name(act.subject)
    return act.subject


def _switches() -> dict[str, str]:
    return {
        Switch.WRITES_STOPPED: QCoreApplication.translate("AuditWords", "Stop switch"),
        Switch.HOLIDAY: QCoreApplication.translate("AuditWords", "Holiday mode"),
    }


def _about_people() -> dict[str, str]:
    return {
        "enter": QCoreApplication.translate("AuditWords", "acts from now on"),
        "pin_wrong": QCoreApplication.translate("AuditWords", "wrong PIN"),
        "add_person": QCoreApplication.translate("AuditWords", "person added"),
        "rename_person": QCoreApplication.translate("AuditWords", "person renamed"),
        "change_role": QCoreApplication.translate("AuditWords", "rights changed"),
        "set_pin": QCoreApplication.translate("AuditWords", "PIN set"),
        "remove_pin": QCoreApplication.translate("AuditWords", "PIN removed"),
        "deactivate_person": QCoreApplication.translate("AuditWords", "person has left"),
        "save_settings": QCoreApplication.translate("AuditWords", "settings saved"),
    }


def _about_devices() -> dict[str, str]:
    return {
        "make_pairing_code": QCoreApplication.translate("AuditWords", "pairing code made"),
        "pair_device": QCoreApplication.translate("AuditWords", "device paired"),
        "rename_device": QCoreApplication.translate("AuditWords", "device renamed"),
        "make_key": QCoreApplication.translate("AuditWords", "key made"),
        "revoke_device": QCoreApplication.translate("AuditWords", "device locked out"),
    }


def _about_work() -> dict[str, str]:
    return {
        "switch_on": QCoreApplication.translate("AuditWords", "switched on"),
        "switch_off": QCoreApplication.translate("AuditWords", "switched off"),
        "approve": QCoreApplication.translate("AuditWords", "run let go"),
        "cancel_run": QCoreApplication.translate("AuditWords", "run cancelled"),
        "change_job": QCoreApplication.translate("AuditWords", "schedule changed"),
        "clear_logs": QCoreApplication.translate("AuditWords", "log cleared"),
        "map_carriers": QCoreApplication.translate("AuditWords", "carriers mapped"),
        "unmap_carriers": QCoreApplication.translate("AuditWords", "carriers no longer mapped"),
        "stock_rule_set": QCoreApplication.translate("AuditWords", "stock rule set"),
        "stock_rule_removed": QCoreApplication.translate("AuditWords", "stock rule removed"),
        "sku_mapped": QCoreApplication.translate("AuditWords", "SKU mapped"),
        "sku_unmapped": QCoreApplication.translate("AuditWords", "SKU no longer mapped"),
    }


def _about_orders() -> dict[str, str]:
    return {
        "order_export_again": QCoreApplication.translate("AuditWords", "order handed over again"),
        "order_look_up_tracking": QCoreApplication.translate("AuditWords", "parcels looked up"),
        "order_report_again": QCoreApplication.translate("AuditWords", "shipment reported again"),
        "order_mark_handled": QCoreApplication.translate("AuditWords", "marked as handled"),
        "order_release_hold": QCoreApplication.translate("AuditWords", "order released"),
        "order_agree_to_cancel": QCoreApplication.translate("AuditWords", "cancellation agreed to"),
        "order_ship_all_the_same": QCoreApplication.translate("AuditWords", "shipped all the same"),
        "order_repair": QCoreApplication.translate("AuditWords", "order repaired"),
        "order_give_up": QCoreApplication.translate("AuditWords", "order given up"),
    }


def _about_issues() -> dict[str, str]:
    return {
        "issue_acknowledge": QCoreApplication.translate("AuditWords", "issue seen"),
        "issue_run_job": QCoreApplication.translate("AuditWords", "issue: job started"),
        "issue_approve": QCoreApplication.translate("AuditWords", "issue: run let go"),
        "issue_map_carrier": QCoreApplication.translate("AuditWords", "issue: carriers opened"),
        "issue_repair_record": QCoreApplication.translate("AuditWords", "issue: repair opened"),
        "issue_open_order": QCoreApplication.translate("AuditWords", "issue: order opened"),
        "issue_open_sku": QCoreApplication.translate("AuditWords", "issue: SKU opened"),
        "issue_open_settings": QCoreApplication.translate("AuditWords", "issue: settings opened"),
        "issue_examine": QCoreApplication.translate("AuditWords", "issue: examined"),
        "issue_authorise": QCoreApplication.translate("AuditWords", "issue: token renewed"),
    }
