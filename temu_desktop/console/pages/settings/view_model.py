"""What the sections show, read through the core; no widgets."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from temu_desktop.core import Core
from temu_desktop.jtl.model import ShippingMethod
from temu_desktop.orders.carriers import Destination, MappedCarrier, Place
from temu_desktop.temu.shipping_api import Carrier

HOME_REGION, HOME_ISO, HOME_NAME = 76, "DE", "Deutschland"
SUGGESTIONS = 3
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One of JTL's methods at one destination. ``carrier`` None: nothing is known; ``inherited``:
    the default counts; ``chosen``: not saved yet, a removal included; ``elsewhere``: no default,
    and none needed, because every destination has its own."""

    method: ShippingMethod
    waiting: int
    carrier: MappedCarrier | None
    inherited: bool = False
    chosen: bool = False
    elsewhere: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide."""
        return self.carrier is None and self.method.active and not self.elsewhere

    @property
    def removable(self) -> bool:
        """Whether there is a mapping of just this place."""
        return self.carrier is not None and not self.inherited


class CarrierBoard:
    """JTL's methods, where they lead, and what a person has chosen and not saved."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._methods: list[tuple[ShippingMethod, dict[int | None, MappedCarrier]]] = []
        self._waiting: Mapping[int, int] = {}
        self.destinations: list[Destination] = []
        self.chosen: dict[Place, MappedCarrier | None] = {}
        """Not saved yet; None: to be taken away."""

    async def read(self) -> None:
        """Methods, mapping, destinations and what waits; raises JtlError, NotSetUp."""
        self._methods = await self._core.operator.shipping_methods()
        self._waiting = await self._core.operator.parcels_waiting()
        found = await self._core.operator.destinations()
        if not any(one.region_id == HOME_REGION for one in found):
            found.append(Destination(HOME_REGION, HOME_ISO, HOME_NAME, 0))
        self.destinations = found

    async def carriers(self, region: int | None) -> Sequence[Carrier]:
        """TEMU's carriers for a destination; for the default those of the most frequent one."""
        wanted = region if region is not None else self.destinations[0].region_id
        return await self._core.operator.carriers_of(wanted)

    def rows(self, region: int | None) -> list[MethodRow]:
        """The methods at one destination: what is undecided first, then by what waits."""
        rows = [self._row(method, known, region) for method, known in self._methods]
        return sorted(
            rows,
            key=lambda row: (
                not row.is_open and not row.chosen,
                not row.method.active,
                -row.waiting,
                row.method.name.casefold(),
            ),
        )

    def open_region(self, method: str) -> int | None:
        """The first destination at which a method (its name or key) is undecided; None: none."""
        for one in self.destinations:
            for row in self.rows(one.region_id):
                if row.is_open and method in {row.method.name, str(row.method.id)}:
                    return one.region_id
        return None

    def choose(self, method: int, region: int | None, carrier: MappedCarrier | None) -> None:
        """A person's choice (None: no carrier any more), until it is saved or taken back; what is
        so already is no choice."""
        known = next(known for one, known in self._methods if one.id == method)
        if known.get(region) == carrier:
            self.chosen.pop((method, region), None)
        else:
            self.chosen[method, region] = carrier

    async def save(self, who: str) -> None:
        """Save every choice in one batch."""
        names = {method.id: method.name for method, _ in self._methods}
        mappings: list[Mapping[str, Any]] = [
            {
                "method_id": method,
                "method_name": names[method],
                "region_id": region,
                "carrier_id": carrier.carrier_id,
                "carrier_name": carrier.name,
                "sends_no_tracking": carrier.sends_no_tracking,
            }
            for (method, region), carrier in self.chosen.items()
            if carrier is not None
        ]
        remove = {place for place, carrier in self.chosen.items() if carrier is None}
        await self._core.operator.map_carriers(mappings, who, remove=remove)
        # JTL need not be asked again for what is known.
        self._methods = [
            (method, self._with_choices(method, known)) for method, known in self._methods
        ]
        self.chosen.clear()

    def _row(
        self,
        method: ShippingMethod,
        known: Mapping[int | None, MappedCarrier],
        region: int | None,
    ) -> MethodRow:
        waiting, chosen = self._waiting.get(method.id, 0), (method.id, region) in self.chosen
        known = self._with_choices(method, known)
        if (own := known.get(region)) is not None:
            return MethodRow(method, waiting, own, chosen=chosen)
        if (usual := known.get(None)) is not None:
            return MethodRow(method, waiting, usual, inherited=True, chosen=chosen)
        everywhere = all(one.region_id in known for one in self.destinations)
        elsewhere = region is None and everywhere
        return MethodRow(method, waiting, None, chosen=chosen, elsewhere=elsewhere)

    def _with_choices(
        self, method: ShippingMethod, known: Mapping[int | None, MappedCarrier]
    ) -> dict[int | None, MappedCarrier]:
        """Where a method leads once what is chosen is saved."""
        mine = {at: carrier for (of, at), carrier in self.chosen.items() if of == method.id}
        found = dict(known) | mine
        return {region: carrier for region, carrier in found.items() if carrier is not None}


def suggestions(method: str, carriers: Sequence[Carrier]) -> list[Carrier]:
    """The carriers whose name resembles the method's, the likest first; nothing is chosen."""
    scored = [(_likeness(method, one.name), one) for one in carriers]
    likely = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return [one for _, one in likely[:SUGGESTIONS]]


def _likeness(method: str, carrier: str) -> float:
    mine, theirs = method.casefold().split(), carrier.casefold().split()
    if not mine or not theirs:
        return 0.0
    whole = difflib.SequenceMatcher(None, " ".join(mine), " ".join(theirs)).ratio()
    return whole + (1.0 if mine[0] == theirs[0] else 0.0)
