"""Destination countries: every name TEMU may send in ``regionName1`` → ISO code and German name.

One table for the European countries that TEMU's EU gateway serves (temu-api.md 3.4), with the
English, German and native names. An unknown name is a rejected order, never a silent default.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from temu_desktop.errors import RecordRejected


@dataclass(frozen=True, slots=True)
class Country:
    """A destination: ISO 3166 two-letter code and the German name JTL shows."""

    iso: str
    german: str


_NAMES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("DE", "Deutschland", ("Germany",)),
    ("AT", "Österreich", ("Austria",)),
    ("CH", "Schweiz", ("Switzerland", "Suisse", "Svizzera", "Svizra")),
    ("LI", "Liechtenstein", ()),
    ("FR", "Frankreich", ("France",)),
    ("MC", "Monaco", ()),
    ("IT", "Italien", ("Italy", "Italia")),
    ("SM", "San Marino", ()),
    ("ES", "Spanien", ("Spain", "España")),
    ("PT", "Portugal", ()),
    ("NL", "Niederlande", ("Netherlands", "The Netherlands", "Nederland", "Holland")),
    ("BE", "Belgien", ("Belgium", "België", "Belgique")),
    ("LU", "Luxemburg", ("Luxembourg", "Lëtzebuerg")),
    ("PL", "Polen", ("Poland", "Polska")),
    ("CZ", "Tschechien", ("Czech Republic", "Czechia", "Tschechische Republik", "Česko")),
    ("CZ", "Tschechien", ("Česká republika",)),
    ("SK", "Slowakei", ("Slovakia", "Slovak Republic", "Slovensko", "Slowakische Republik")),
    ("HU", "Ungarn", ("Hungary", "Magyarország")),
    ("SI", "Slowenien", ("Slovenia", "Slovenija")),
    ("HR", "Kroatien", ("Croatia", "Hrvatska")),
    ("RO", "Rumänien", ("Romania", "România")),
    ("BG", "Bulgarien", ("Bulgaria", "България")),
    ("GR", "Griechenland", ("Greece", "Ελλάδα", "Hellas")),
    ("CY", "Zypern", ("Cyprus", "Κύπρος", "Kıbrıs")),
    ("MT", "Malta", ()),
    ("DK", "Dänemark", ("Denmark", "Danmark")),
    ("SE", "Schweden", ("Sweden", "Sverige")),
    ("FI", "Finnland", ("Finland", "Suomi")),
    ("NO", "Norwegen", ("Norway", "Norge", "Noreg")),
    ("IS", "Island", ("Iceland", "Ísland")),
    ("EE", "Estland", ("Estonia", "Eesti")),
    ("LV", "Lettland", ("Latvia", "Latvija")),
    ("LT", "Litauen", ("Lithuania", "Lietuva")),
    ("IE", "Irland", ("Ireland", "Éire", "Republic of Ireland")),
    (
        "GB",
        "Vereinigtes Königreich",
        ("United Kingdom", "Great Britain", "UK", "Großbritannien", "England"),
    ),
)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


_BY_NAME: dict[str, Country] = {
    _key(name): Country(iso, german)
    for iso, german, others in _NAMES
    for name in (iso, german, *others)
}


def country_of(name: str) -> Country:
    """The country of a ``regionName1``.

    Raises RecordRejected(unknown_country) for a name that is not in the table.
    """
    country = _BY_NAME.get(_key(name))
    if country is None:
        raise RecordRejected("unknown_country", country=name)
    return country
