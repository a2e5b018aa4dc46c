"""What the timeline of a SKU recorded, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QCoreApplication

from temu_desktop.console.formatting import NOTHING
from temu_desktop.console.i18n import Languages
from temu_desktop.console.pages.inventory.words import stock_words
from temu_desktop.inventory.model import Decider, Why
from temu_desktop.timeline.model import StoredEntry

_Data = Mapping[str, Any]


def event_words(stored: StoredEntry, languages: Languages) -> str:
    """One entry as a sentence; a code without words is shown as it stands."""
    telling = _TELLING.get(stored.entry.event)
    return telling(stored.entry.data, languages) if telling else stored.entry.event


def _decided(data: _Data, languages: Languages) -> str:
    words = QCoreApplication.translate("StockEvents", "New number: {sum}")
    if {field.name for field in fields(Why)} - data.keys():
        result = data.get("result")
        number = NOTHING if result is None else languages.formats.number(int(result))
        return words.format(sum=number)
    why = Why(**{**data, "decider": Decider(data["decider"])})
    return words.format(sum=stock_words(languages.language).line(why))


def _sent(data: _Data, languages: Languages) -> str:
    words = QCoreApplication.translate("StockEvents", "Sent to TEMU: {before} → {after}")
    return _figures(words, data, languages)


def _refused(data: _Data, languages: Languages) -> str:
    words = QCoreApplication.translate("StockEvents", "TEMU refused {before} → {after}: {reason}")
    reason = languages.texts.reason(str(data.get("reason")))
    return _figures(words, data, languages, reason=reason)


def _unknown(data: _Data, languages: Languages) -> str:
    words = QCoreApplication.translate(
        "StockEvents", "Sent {before} → {after}; TEMU gave no clear answer"
    )
    return _figures(words, data, languages)


def _figures(words: str, data: _Data, languages: Languages, **more: str) -> str:
    number = languages.formats.number
    return words.format(before=number(data.get("from")), after=number(data.get("to")), **more)


_TELLING: Mapping[str, Callable[[_Data, Languages], str]] = {
    "target_decided": _decided,
    "stock_sent": _sent,
    "stock_refused": _refused,
    "stock_outcome_unknown": _unknown,
}
"""By the event's code; every one that is recorded about SKUs (a test compares)."""
