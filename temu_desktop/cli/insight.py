"""Commands that show and map carriers."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from temu_desktop.cli.app import AsJson, Who, app
from temu_desktop.cli.errors import explained
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import core_here, language_here, run_async
from temu_desktop.orders.carriers import MappedCarrier

Region = Annotated[int | None, typer.Option(help="TEMU's region id; none: the default.")]


@app.command()
def carriers(region: Region = None, as_json: AsJson = False) -> None:
    """Show where JTL's shipping methods lead, and with --region TEMU's carriers there."""

    async def work() -> dict[str, list[dict[str, Any]]]:
        async with core_here() as core:
            known = await core.operator.shipping_methods()
            offered = await core.operator.carriers_of(region) if region is not None else ()
        return {
            "methods": [
                {"method_id": method.id, "name": method.name, "mapped_to": _where(mapped)}
                for method, mapped in known
            ],
            "carriers": [{"carrier_id": c.carrier_id, "name": c.name} for c in offered],
        }

    with explained(language_here(), as_json=as_json):
        found = run_async(work())
    if as_json:
        write_json(found)
        return
    for title, rows in found.items():
        table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
        for name in rows[0] if rows else ():
            table.add_column(name)
        for row in rows:
            table.add_row(*(str(value) for value in row.values()))
        if rows:
            screen().print(table)


def _where(mapped: dict[int | None, MappedCarrier]) -> str:
    """One line for all regions; empty: not mapped, so no parcel of it can be reported."""
    return "; ".join(
        f"{'default' if region is None else region}: "
        f"{'no tracking' if carrier.sends_no_tracking else carrier.name or carrier.carrier_id}"
        for region, carrier in sorted(mapped.items(), key=lambda item: item[0] or 0)
    )


@app.command("map-carrier")
def map_carrier(
    method: Annotated[int, typer.Argument(help="JTL's shipping method (see `carriers`).")],
    carrier: Annotated[int | None, typer.Option(help="TEMU's carrier id.")] = None,
    no_tracking: Annotated[
        bool, typer.Option("--no-tracking", help="This method sends no tracking numbers.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take this mapping away; others of the method stay.")
    ] = False,
    region: Region = None,
    by: Who = None,
) -> None:
    """Say which carrier of TEMU's a shipping method of JTL's is."""
    if (carrier is not None) + no_tracking + remove != 1:
        raise typer.BadParameter("give one of --carrier, --no-tracking and --remove")

    async def work() -> None:
        who = by or getpass.getuser()
        async with core_here() as core:
            if remove:
                # Also of a method that JTL no longer has.
                await core.operator.map_carriers([], who, remove={(method, region)})
                return
            names = {known.id: known.name for known, _ in await core.operator.shipping_methods()}
            if method not in names:
                raise typer.BadParameter(f"JTL has no shipping method {method}: see `carriers`")
            mapping = {
                "method_id": method,
                "method_name": names[method],
                "region_id": region,
                "carrier_id": carrier,
                "carrier_name": "",
                "sends_no_tracking": no_tracking,
            }
            await core.operator.map_carriers([mapping], who)

    with explained(language_here(), as_json=False):
        run_async(work())
