"""What the table of devices shows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.device_words import kind_name, role_name
from temu_desktop.console.table_model import Column
from temu_desktop.devices.model import Device, DeviceKind


class DeviceColumns(QObject):
    """Name, kind, role, and when it was here and may be."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def all(self) -> list[Column[Device]]:
        """All of them."""
        return [
            Column("name", lambda: self.tr("Name"), lambda one: one.name),
            Column(
                "kind", lambda: self.tr("Kind"), lambda one: kind_name(one.kind), icon=self._sign
            ),
            Column("role", lambda: self.tr("May"), lambda one: role_name(one.role)),
            Column("seen", lambda: self.tr("Last seen"), self._seen),
            Column("until", lambda: self.tr("Valid until"), self._until),
        ]

    def _sign(self, one: Device) -> object:
        name = "smartphone" if one.kind is DeviceKind.PHONE else "monitor"
        return self.desk.look.icon(name)

    def _seen(self, one: Device) -> str:
        now = self.desk.core.clock.now()
        if one.last_seen_at is None:
            return self.tr("never")
        return self.desk.languages.formats.age(one.last_seen_at, now)

    def _until(self, one: Device) -> str:
        if one.expires_at is None:
            return self.tr("no end")
        if one.is_expired(self.desk.core.clock.now()):
            return self.tr("expired")
        return self.desk.languages.formats.day(one.expires_at)
