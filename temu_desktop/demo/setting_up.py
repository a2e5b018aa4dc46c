"""What an operator does once: map JTL's shipping methods to TEMU's carriers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from temu_desktop.database import Database, build_engine
from temu_desktop.demo.session import DemoFailed, DemoSession
from temu_desktop.errors import CredentialsRefused, TemuError
from temu_desktop.jtl.model import ShippingMethod
from temu_desktop.jtl.tracking_gateway import JtlShipments
from temu_desktop.temu.shipping_api import Carrier

REGIONS = (
    *(76, 13, 192, 69, 98, 186, 163, 141, 20, 114, 162, 53, 180, 90, 181, 50, 167, 32),
    *(79, 52, 122, 54, 191, 68, 151, 91, 64, 108, 113, 96, 210),
)
"""Where the shop ships to (temu-api.md 3.4): carriers have other ids in every region."""
TRIES = 20


async def map_carriers(session: DemoSession) -> None:
    """Do it, as a person would who picks them from the list."""
    await session.core.operator.map_carriers(await fitting_carriers(session), "demo")


async def fitting_carriers(session: DemoSession) -> list[dict[str, Any]]:
    """Each method with the carrier whose name it begins with; methods without one (pick-up) send no
    tracking."""
    database = Database(build_engine(session.settings.database.jtl_url or ""), name="db-demo")
    try:
        methods = await JtlShipments(database).methods()
    finally:
        await database.close()
    # One after the other: a token that expires meanwhile brings another core.
    return [
        _mapping(method, region, carriers)
        for region in REGIONS
        if (carriers := await _carriers(session, region))
        for method in methods
    ]


async def _carriers(session: DemoSession, region: int) -> Sequence[Carrier]:
    """The carriers of a region, as patiently as a person who clicks again."""
    for _ in range(TRIES):
        try:
            return await session.shipping().companies(region)
        except CredentialsRefused:
            await session.refresh_credentials()
        except TemuError:
            continue
    raise DemoFailed(None)


def _mapping(method: ShippingMethod, region: int, carriers: Sequence[Carrier]) -> dict[str, Any]:
    first_word = method.name.split()[0].casefold()
    found = next((c for c in carriers if c.name.split()[0].casefold() == first_word), None)
    return {
        "method_id": method.id,
        "method_name": method.name,
        "region_id": region,
        "carrier_id": found.carrier_id if found else None,
        "carrier_name": found.name if found else "",
        "sends_no_tracking": found is None,
    }
