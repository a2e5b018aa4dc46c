"""Where the sandbox's customers live: TEMU's region ids, spellings of countries, VAT rates, towns.

Region ids are those of TEMU's order guide (temu-api.md 3.4); rates are percent of VAT, standard and
reduced. One country turns up under its English, German and native name.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Destination:
    """A country that orders go to; `weight` is its share of the orders."""

    iso: str
    region_id: int
    spellings: tuple[str, ...]
    vat: Decimal
    reduced_vat: Decimal
    towns: tuple[tuple[str, str], ...]
    weight: int


def _destination(
    iso: str,
    region_id: int,
    spellings: str,
    rates: tuple[str, str],
    towns: str,
    weight: int,
) -> Destination:
    pairs = tuple(
        (town.strip(), code.strip()) for code, town in (t.split("|") for t in towns.split(";"))
    )
    names = tuple(spellings.split("|"))
    vat, reduced = (Decimal(rate) for rate in rates)
    return Destination(iso, region_id, names, vat, reduced, pairs, weight)


DESTINATIONS: tuple[Destination, ...] = (
    _destination(
        "DE", 76, "Germany|Deutschland", ("19", "7"),
        "80331|München;50667|Köln;01067|Dresden;24937|Flensburg;99867|Gotha", 52,
    ),
    _destination(
        "AT", 13, "Austria|Österreich", ("20", "10"), "1010|Wien;8010|Graz;3100|St. Pölten", 9
    ),
    _destination(
        "FR", 69, "France|Frankreich", ("20", "5.5"),
        "75001|Paris;13001|Marseille;67000|Strasbourg;59140|Dunkerque", 8,
    ),
    _destination(
        "IT", 98, "Italy|Italien|Italia", ("22", "10"), "20121|Milano;39100|Bolzano;00184|Roma", 7
    ),
    _destination(
        "ES", 186, "Spain|Spanien|España", ("21", "10"),
        "28013|Madrid;15001|A Coruña;08002|Barcelona", 5,
    ),
    _destination(
        "NL", 141, "Netherlands|Niederlande|Nederland", ("21", "9"),
        "1012 AB|Amsterdam;2511 CV|'s-Gravenhage", 4,
    ),
    _destination(
        "BE", 20, "Belgium|Belgien|België|Belgique", ("21", "6"), "1000|Bruxelles;4000|Liège", 3
    ),
    _destination(
        "PL", 162, "Poland|Polen|Polska", ("23", "8"), "00-001|Warszawa;90-001|Łódź", 4
    ),
    _destination(
        "CZ", 53, "Czechia|Tschechien|Česko|Czech Republic", ("21", "12"),
        "110 00|Praha;602 00|Brno;370 01|České Budějovice", 2,
    ),
    _destination(
        "RO", 167, "Romania|Rumänien|România", ("21", "11"),
        "010011|București;900001|Constanța;700001|Iași", 1,
    ),
    _destination(
        "SE", 191, "Sweden|Schweden|Sverige", ("25", "12"), "111 20|Stockholm;211 20|Malmö", 1
    ),
    _destination(
        "DK", 54, "Denmark|Dänemark|Danmark", ("25", "25"), "1050|København;8000|Århus", 1
    ),
    _destination("LU", 114, "Luxembourg|Luxemburg", ("17", "8"), "1111|Luxembourg", 1),
    _destination("GR", 79, "Greece|Griechenland|Ελλάδα", ("24", "13"), "105 57|Αθήνα", 1),
    _destination("HU", 90, "Hungary|Ungarn|Magyarország", ("27", "5"), "1011|Budapest", 1),
)  # fmt: skip

SELLER_REGION = 76
"""The region of the shop's app key and token: Germany, on the EU gateway."""
