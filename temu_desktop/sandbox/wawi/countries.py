"""Country names as staff type them, and their ISO codes, for the two columns of an address."""

from __future__ import annotations

_NAMES = {
    "AT": "Österreich",
    "BE": "Belgien",
    "BG": "Bulgarien",
    "CH": "Schweiz",
    "CY": "Zypern",
    "CZ": "Tschechien",
    "DE": "Deutschland",
    "DK": "Dänemark",
    "EE": "Estland",
    "ES": "Spanien",
    "FI": "Finnland",
    "FR": "Frankreich",
    "GB": "Vereinigtes Königreich",
    "GR": "Griechenland",
    "HR": "Kroatien",
    "HU": "Ungarn",
    "IE": "Irland",
    "IT": "Italien",
    "LT": "Litauen",
    "LU": "Luxemburg",
    "LV": "Lettland",
    "MT": "Malta",
    "NL": "Niederlande",
    "NO": "Norwegen",
    "PL": "Polen",
    "PT": "Portugal",
    "RO": "Rumänien",
    "SE": "Schweden",
    "SI": "Slowenien",
    "SK": "Slowakei",
}
_CODES = {name.casefold(): code for code, name in _NAMES.items()}


def country_columns(text: str) -> tuple[str, str]:
    """``cLand`` and ``cISO`` for a German name or an ISO code; an unknown name has no code."""
    if text.upper() in _NAMES:
        return _NAMES[text.upper()], text.upper()
    return text, _CODES.get(text.strip().casefold(), "")
