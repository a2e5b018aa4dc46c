"""Countries in words, a choice among them, and what is in the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel

from temu_desktop.console.i18n import Languages
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import set_tone
from temu_desktop.console.widgets.settings_form import Choice
from temu_desktop.errors import TemuDesktopError
from temu_desktop.orders.carriers import Destination


def place_name(iso: str, german: str, language: str) -> str:
    """A country's name: German as the orders have it, English as Qt knows it."""
    if language == "de" or not iso:
        return german
    territory = QLocale.codeToTerritory(iso)
    if territory == QLocale.Country.AnyTerritory:
        return german
    return QLocale.territoryToString(territory)


class RegionChoice(Choice):
    """The default, or one of the shop's destinations."""

    def __init__(self, languages: Languages) -> None:
        super().__init__()
        self._languages = languages

    def chosen(self) -> int | None:
        """The region's id; None for the default."""
        found = self.currentData()
        return int(found) if found is not None else None

    def show_places(self, destinations: Sequence[Destination]) -> None:
        """Other destinations, or another language; the choice stays."""
        chosen = self.chosen()
        self.blockSignals(True)
        self.clear()
        self.addItem(self.tr("Default, where nothing else is said"), None)
        for one in destinations:
            name = place_name(one.country_iso, one.country, self._languages.language)
            self.addItem(name or str(one.region_id), one.region_id)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)


class Trouble(QLabel):
    """Why something cannot be shown; hidden where nothing is in the way."""

    def __init__(self, languages: Languages) -> None:
        super().__init__()
        self._languages = languages
        self.setProperty("kind", "body")
        self.setWordWrap(True)
        set_tone(self, Tone.BAD)
        self.hide()

    def tell(self, error: TemuDesktopError) -> None:
        """What happened and what to do."""
        words = self._languages.texts.of(error.code)
        self.setText(f"{words.happened} {words.remedy}")
        self.show()

    def nothing(self) -> None:
        """Nothing is in the way."""
        self.clear()
        self.hide()
