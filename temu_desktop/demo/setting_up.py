"""What an operator does once: map JTL's shipping methods to TEMU's carriers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from temu_desktop.database import Database, build_engine
from temu_desktop.demo.session import DemoSession
from temu_desktop.errors import CredentialsRefused, TemuError
from temu_desktop.jtl.model import ShippingMethod
from temu_desktop.jtl.tracking_gateway import JtlShipments
from temu_desktop.temu.shipping_api import Carrier, ShippingApi

HOME_REGION = 76
"""Germany (temu-api.md 3.4): the sandbox's carriers have the same ids everywhere."""
TRIES = 20


async def map_carriers(session: DemoSession) -> None:
    """Each method to the carrier whose name it begins with, as a person would pick them from the
    list; methods without one (pick-up) send no tracking."""
    database = Database(build_engine(session.settings.database.jtl_url or ""), name="db-demo")
    try:
        methods = await JtlShipments(database).methods()
    finally:
        await database.close()
    carriers = await _carriers(session)
    await session.core.operator.map_carriers(
        [_mapping(method, carriers) for method in methods], "demo"
    )


async def _carriers(session: DemoSession) -> Sequence[Carrier]:
    for attempt in range(TRIES):
        try:
            if session.core.temu is None:
                return ()
            return await ShippingApi(session.core.temu).companies(HOME_REGION)
        except CredentialsRefused:
            await session.refresh_credentials()
        except TemuError:
            if attempt == TRIES - 1:
                raise
    return ()


def _mapping(method: ShippingMethod, carriers: Sequence[Carrier]) -> dict[str, Any]:
    first_word = method.name.split()[0].casefold()
    found = next((c for c in carriers if c.name.split()[0].casefold() == first_word), None)
    return {
        "method_id": method.id,
        "method_name": method.name,
        "region_id": None,
        "carrier_id": found.carrier_id if found else None,
        "carrier_name": found.name if found else "",
        "sends_no_tracking": found is None,
    }
