"""Names of those we talk to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from temu_desktop.connections.model import Neighbour


def neighbour_name(neighbour: Neighbour) -> str:
    """As short as the top bar needs it."""
    names = {Neighbour.TEMU: "TEMU", Neighbour.JTL: "JTL"}
    return names.get(neighbour) or QCoreApplication.translate("TopBar", "Database")
