"""Roles and kinds of devices in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from temu_desktop.devices.model import DeviceKind, DeviceRole


def role_name(role: DeviceRole) -> str:
    """What a role is called."""
    return {
        DeviceRole.VIEWER: QCoreApplication.translate("DeviceWords", "Viewer"),
        DeviceRole.OPERATOR: QCoreApplication.translate("DeviceWords", "Operator"),
        DeviceRole.ADMIN: QCoreApplication.translate("DeviceWords", "Administrator"),
    }[role]


def role_means(role: DeviceRole) -> str:
    """What it may do."""
    return {
        DeviceRole.VIEWER: QCoreApplication.translate("DeviceWords", "looks, changes nothing"),
        DeviceRole.OPERATOR: QCoreApplication.translate(
            "DeviceWords", "runs jobs, moves orders on"
        ),
        DeviceRole.ADMIN: QCoreApplication.translate("DeviceWords", "everything"),
    }[role]


def kind_name(kind: DeviceKind) -> str:
    """Phone or machine."""
    return {
        DeviceKind.PHONE: QCoreApplication.translate("DeviceWords", "Phone"),
        DeviceKind.MACHINE: QCoreApplication.translate("DeviceWords", "Machine"),
    }[kind]
