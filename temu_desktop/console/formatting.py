"""Numbers, money and times as the language has them, in the merchant's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

NOTHING = "–"
"""Stands where there is no figure; zero is a figure."""
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF"}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Formats:
    """Turns values into text in one language."""

    locale: QLocale
    zone: ZoneInfo

    def number(self, value: float | Decimal | None, decimals: int = 0) -> str:
        """1234 → 1.234 in German; None → a dash."""
        if value is None:
            return NOTHING
        return self.locale.toString(float(value), "f", decimals)

    def money(self, value: Decimal | None, currency: str = "EUR") -> str:
        """With two decimals and the currency's sign, where the language has it."""
        if value is None:
            return NOTHING
        number, sign = self.number(value, 2), _SYMBOLS.get(currency, currency)
        if self._is_german:
            return f"{number} {sign}".strip()
        minus = number[: len(number) - len(number.lstrip("-"))]
        gap = " " if sign.isalpha() else ""
        return f"{minus}{sign}{gap}{number.removeprefix(minus)}"

    def country(self, iso: str | None, german: str | None) -> str:
        """PL → PL Polen; ``german`` is JTL's name of it."""
        name = german or ""
        if iso and not self._is_german:
            place = QLocale.codeToTerritory(iso)
            known = place is not QLocale.Country.AnyCountry
            name = QLocale.territoryToString(place) if known else name
        return " ".join(part for part in (iso, name) if part)

    def percent(self, share: float | None) -> str:
        """0.953 → 95 %, 95% in English."""
        if share is None:
            return NOTHING
        return f"{self.number(share * 100)}{' %' if self._is_german else '%'}"

    def moment(self, value: datetime | None) -> str:
        """Date and time in the merchant's zone, to the minute."""
        return self._told(value, "dd.MM.yyyy HH:mm", "dd/MM/yyyy HH:mm")

    def clock(self, value: datetime | None, *, seconds: bool = False) -> str:
        """The time of day."""
        tail = "HH:mm:ss" if seconds else "HH:mm"
        return self._told(value, tail, tail)

    def day(self, value: datetime | None) -> str:
        """The date."""
        return self._told(value, "dd.MM.yyyy", "dd/MM/yyyy")

    def short(self, value: datetime | None, now: datetime) -> str:
        """The time alone where it is today, otherwise day and month before it."""
        if value is None:
            return NOTHING
        here, today = value.astimezone(self.zone), now.astimezone(self.zone)
        if here.date() == today.date():
            return self.clock(value)
        return self._told(value, "dd.MM. HH:mm", "dd/MM HH:mm")

    def duration(self, seconds: float | None) -> str:
        """0.84 → 840 ms, 12.3 → 12.3 s, 4000 → 1 h 6 min."""
        if seconds is None:
            return NOTHING
        if seconds < 1:
            return f"{self.number(seconds * 1000)} ms"
        if seconds < _MINUTE:
            return f"{self.number(seconds, 1)} s"
        minutes = int(seconds // _MINUTE)
        if minutes < _MINUTE:
            return f"{minutes} min {int(seconds % _MINUTE)} s"
        if seconds < 2 * _DAY:
            return f"{int(seconds // _HOUR)} h {minutes % _MINUTE} min"
        return _days(int(seconds // _DAY))

    def age(self, since: datetime | None, now: datetime) -> str:
        """How long ago, in one unit."""
        if since is None:
            return NOTHING
        seconds = max(0.0, (now - since).total_seconds())
        if seconds < _MINUTE:
            return QCoreApplication.translate("Formats", "just now")
        return QCoreApplication.translate("Formats", "{time} ago").format(time=self._span(seconds))

    def until(self, moment: datetime | None, now: datetime) -> str:
        """How long until, or since when it is over."""
        if moment is None:
            return NOTHING
        seconds = (moment - now).total_seconds()
        if abs(seconds) < _MINUTE:
            return QCoreApplication.translate("Formats", "now")
        words = (
            QCoreApplication.translate("Formats", "in {time}")
            if seconds > 0
            else QCoreApplication.translate("Formats", "{time} late")
        )
        return words.format(time=self._span(abs(seconds)))

    def _span(self, seconds: float) -> str:
        if seconds < _HOUR:
            return f"{int(seconds // _MINUTE)} min"
        if seconds < 2 * _DAY:
            return f"{int(seconds // _HOUR)} h"
        return _days(int(timedelta(seconds=seconds).days))

    @property
    def _is_german(self) -> bool:
        return self.locale.language() is QLocale.Language.German

    def _told(self, value: datetime | None, german: str, english: str) -> str:
        if value is None:
            return NOTHING
        here = value.astimezone(self.zone)
        shape = german if self._is_german else english
        moment = QDateTime(
            QDate(here.year, here.month, here.day), QTime(here.hour, here.minute, here.second)
        )
        return self.locale.toString(moment, shape)


def _days(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("Formats", "1 day")
    return QCoreApplication.translate("Formats", "{count} days").format(count=count)
