"""Commands that show what needs a person, and map carriers."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from temu_desktop.attention.service import IssueRow
from temu_desktop.cli.app import AsJson, Who, app
from temu_desktop.cli.errors import explained
from temu_desktop.cli.jobs import jobs_app
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import core_here, language_here, run_async
from temu_desktop.orders.carriers import MappedCarrier
from temu_desktop.texts import Texts

Region = Annotated[int | None, typer.Option(help="TEMU's region id; none: the default.")]


@app.command()
@jobs_app.command()
def issues(
    history: Annotated[bool, typer.Option(help="Issues that are over.")] = False,
    act: Annotated[int | None, typer.Option(help="Note that you act on this one.")] = None,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Show what needs a person now: open issues and records that could not be taken over."""
    if history or act is not None:
        _past_or_act(act, by, as_json)
        return
    with explained(language_here(), as_json=as_json):
        found = run_async(_what_waits())
    if as_json:
        write_json(found)
        return
    texts = Texts.load(language_here())
    table = Table(box=SIMPLE_HEAD)
    for name in ("no", "since", "what", "which", "details", "what to do"):
        table.add_column(name)
    for item in found["issues"]:
        what, remedy = texts.reason(item["rule"]), texts.guide(item["rule"]).remedy
        cells = (item["since"][:16], what, item["subject"], _line(item), remedy)
        table.add_row(str(item["id"]), *cells)
    for item in found["rejected"]:
        what = texts.reason(item["reason"])
        table.add_row("", item["since"][:16], what, item["key"], _line(item), "")
    screen().print(table)


async def _what_waits() -> dict[str, list[dict[str, Any]]]:
    async with core_here() as core:
        open_now = await core.issues.open()
        rejected = await core.operator.rejected()
    return {
        "issues": [
            {
                "id": item.id,
                "rule": item.issue.rule.value,
                "severity": item.guide.severity.value,
                "remedy": item.guide.remedy.value,
                "acted_by": item.acted_by,
                "subject": item.issue.subject_key,
                "since": item.since.isoformat(),
                "details": dict(item.issue.params),
            }
            for item in open_now
        ],
        "rejected": [
            {
                "kind": item.kind,
                "key": item.key,
                "reason": item.reason,
                "since": item.first_seen_at.isoformat(),
                "details": dict(item.params),
            }
            for item in rejected
        ],
    }


def _past_or_act(act: int | None, by: str | None, as_json: bool) -> None:
    async def work() -> list[IssueRow]:
        async with core_here() as core:
            if act is not None:
                await core.issues.act(act, by or getpass.getuser())
                return []
            return await core.issues.history()

    with explained(language_here(), as_json=as_json):
        rows = run_async(work())
    if as_json:
        write_json({"acted_on": act, "closed": [asdict(row) for row in rows]})
        return
    if act is not None:
        screen().print(f"{act}: noted")
    texts = Texts.load(language_here())
    for row in rows:
        words = f"{row.since:%Y-%m-%d %H:%M} – {row.closed_at:%Y-%m-%d %H:%M}"
        line = f"{words}  {texts.reason(row.issue.rule.value)}: {row.issue.subject_key}"
        screen().print(line + (f" ({row.acted_by})" if row.acted_by else ""), markup=False)


def _line(item: dict[str, Any]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in item["details"].items())


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
    region: Region = None,
    by: Who = None,
) -> None:
    """Say which carrier of TEMU's a shipping method of JTL's is."""
    if (carrier is None) is not no_tracking:
        raise typer.BadParameter("give either --carrier or --no-tracking")

    async def work() -> None:
        async with core_here() as core:
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
            await core.operator.map_carriers([mapping], by or getpass.getuser())

    with explained(language_here(), as_json=False):
        run_async(work())
