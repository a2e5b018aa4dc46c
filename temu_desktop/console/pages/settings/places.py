"""Countries in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def place_name(iso: str, german: str, language: str) -> str:
    """A country's name: German as the orders have it, English as Qt knows it."""
    if language == "de" or not iso:
        return german
    territory = QLocale.codeToTerritory(iso)
    if territory == QLocale.Country.AnyTerritory:
        return german
    return QLocale.territoryToString(territory)
