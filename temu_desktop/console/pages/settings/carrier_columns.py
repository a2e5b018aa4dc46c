"""What the table of shipping methods shows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.view_model import MethodRow
from temu_desktop.console.table_model import Column
from temu_desktop.console.theme import Tone


class CarrierColumns(QObject):
    """The method, what waits for it, and where it leads."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def all(self) -> list[Column[MethodRow]]:
        """All of them."""
        return [
            Column(
                "method",
                lambda: self.tr("JTL's method"),
                lambda one: one.method.name,
                icon=self._sign,
            ),
            Column("waiting", lambda: self.tr("Waiting"), self._waiting, right=True),
            Column("carrier", lambda: self.tr("At TEMU"), self._carrier),
        ]

    def _waiting(self, one: MethodRow) -> str:
        return self.desk.languages.formats.number(one.waiting) if one.waiting else ""

    def _carrier(self, one: MethodRow) -> str:
        if one.chosen and (one.carrier is None or one.inherited):
            return self.tr("to be removed")
        if one.elsewhere:
            return self.tr("per destination")
        if one.carrier is None:
            return self.tr("not decided") if one.method.active else self.tr("not used in JTL")
        name = self.tr("sends no tracking") if one.carrier.sends_no_tracking else one.carrier.name
        if one.chosen:
            return self.tr("{carrier} (not saved)").format(carrier=name)
        return self.tr("{carrier} (default)").format(carrier=name) if one.inherited else name

    def _sign(self, one: MethodRow) -> object:
        look = self.desk.look
        if one.is_open:
            return look.icon("triangle-alert", Tone.WARN)
        if one.chosen:
            return look.icon("pencil", Tone.INFO)
        known = one.carrier is not None or one.elsewhere
        return look.icon("circle-check", Tone.GOOD) if known else look.icon("minus")
