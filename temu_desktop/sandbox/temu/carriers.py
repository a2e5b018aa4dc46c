"""Carriers and warehouses as the platform lists them (temu-api.md 5.1 and 5.2).

Ids seen in public are used where there are any; the others are invented, as are the warehouses.
A carrier's id differs by country brand, so that an id of another country is refused.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carrier:
    """A logistics provider that a region's orders can be shipped with."""

    id: int
    name: str
    brand: str


_EVERYWHERE: tuple[Carrier, ...] = (
    Carrier(141252268, "DHL", "DHL"),
    Carrier(314439762, "UPS", "UPS"),
    Carrier(699272611, "FedEx", "FedEx"),
    Carrier(547987123, "GLS", "GLS"),
)
_BY_REGION: dict[int, tuple[Carrier, ...]] = {
    76: (
        Carrier(998264853, "DPD (DE)", "DPD"),
        Carrier(998311076, "Deutsche Post", "Deutsche Post"),
    ),
    98: (
        Carrier(998320098, "DPD (IT)", "DPD"),
        Carrier(998264874, "GLS (IT)", "GLS"),
        Carrier(998264994, "BRT", "BRT"),
        Carrier(784213879, "Poste Italiane", "Poste Italiane"),
        Carrier(998265084, "SDA", "SDA"),
        Carrier(998265159, "TNT (IT)", "TNT"),
    ),
}
KNOWN_REGIONS: frozenset[int] = frozenset(
    {76, 13, 192, 69, 98, 186, 163, 141, 20, 114, 162, 53, 180, 90, 181, 50, 167, 32, 79, 52}
    | {122, 54, 191, 68, 151, 91, 64, 108, 113, 96, 210}
)
"""Region ids of Europe (temu-api.md 3.4)."""

WAREHOUSES: tuple[tuple[str, str, bool], ...] = (
    ("WH-07600000000000001", "Hauptlager Leipzig", True),
    ("WH-07600000000000002", "Außenlager Görlitz", False),
)
"""Id, name, whether it is the default."""


def carriers_of(region_id: int) -> tuple[Carrier, ...]:
    """The carriers of a region; none for a region that this gateway does not serve."""
    if region_id not in KNOWN_REGIONS:
        return ()
    hermes = Carrier(998310000 + region_id, "Hermes", "Hermes")
    dpd = Carrier(998320000 + region_id, f"DPD ({region_id})", "DPD")
    return (*_EVERYWHERE, hermes, *_BY_REGION.get(region_id, (dpd,)))


def find_carrier(region_id: int, carrier_id: int) -> Carrier | None:
    """The carrier of that id in a region, or None."""
    return next((c for c in carriers_of(region_id) if c.id == carrier_id), None)


def is_known_anywhere(carrier_id: int) -> bool:
    """Whether some region has a carrier of that id."""
    return any(find_carrier(region, carrier_id) for region in KNOWN_REGIONS)
