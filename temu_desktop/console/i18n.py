"""The console's language, changed while it runs.

The source of every text is English, in ``tr`` calls; the German of an area lies in
``resources/i18n/<area>.de.ts`` and, compiled, beside it. Words that phones and mails need too
(errors, issues, reasons) come from the core's ``texts``.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from temu_desktop.console.assets import translation_files
from temu_desktop.console.formatting import Formats
from temu_desktop.texts import LANGUAGES, Texts

_LOCALES = {
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Languages(QObject):
    """Holds the language; every widget hears of a change through Qt's LanguageChange event."""

    changed = Signal()

    def __init__(self, application: QApplication, language: str, zone: ZoneInfo) -> None:
        super().__init__()
        self._application = application
        self._zone = zone
        self._translators: list[QTranslator] = []
        self._texts: Texts | None = None
        self.locale = _LOCALES[LANGUAGES[0]]
        self._set(language)

    def use(self, language: str) -> None:
        """Change to ``de`` or ``en``; nothing happens where it is spoken already."""
        if language != self.language and language in LANGUAGES:
            self._set(language)
            self.changed.emit()

    @property
    def texts(self) -> Texts:
        """The words of errors, issues and reasons; read when first needed."""
        if self._texts is None:
            self._texts = Texts.load(self.language)
        return self._texts

    def close(self) -> None:
        """Take the translations away."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = []

    def tell_time_of(self, zone: ZoneInfo) -> None:
        """Times are told in this zone from now on."""
        self._zone = zone
        self.formats = Formats(self.locale, zone)

    def _set(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._texts = None
        self.locale = _LOCALES[self.language]
        self.formats = Formats(self.locale, self._zone)
        QLocale.setDefault(self.locale)
        self.close()
        self._translators = [*self._own(), *self._of_qt()]
        for translator in self._translators:
            self._application.installTranslator(translator)

    def _own(self) -> list[QTranslator]:
        found = []
        for file in translation_files(self.language):
            translator = QTranslator(self)
            if translator.load(str(file)):
                found.append(translator)
        return found

    def _of_qt(self) -> list[QTranslator]:
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return [translator] if translator.load(self.locale, "qtbase", "_", folder) else []
