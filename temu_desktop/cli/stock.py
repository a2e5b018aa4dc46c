"""``temu-desktop stock``, ``why``, ``stock-rule``, ``map-sku``: what TEMU is to show, and why."""

from __future__ import annotations

import getpass
from dataclasses import asdict, replace
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from temu_desktop.cli.app import AsJson, Who, app
from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.cli.jobs import with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import language_here
from temu_desktop.core import Core
from temu_desktop.errors import ArticleUnknown
from temu_desktop.ids import ArticleId
from temu_desktop.inventory.details import OwnRule, SkuDetails
from temu_desktop.inventory.queries import StockPage, StockRow
from temu_desktop.inventory.selection import StockFilter, StockSort, StockView
from temu_desktop.inventory.wording import StockWords

_NONE = "–"
SkuName = Annotated[str, typer.Argument(help="The SKU, in any spelling.")]


@app.command()
def stock(
    view: Annotated[StockView, typer.Option(help="Which SKUs.")] = StockView.ALL,
    search: Annotated[str, typer.Option(help="Beginning of a SKU or name, or a goods id.")] = "",
    sort: Annotated[StockSort, typer.Option(help="By what.")] = StockSort.SKU,
    descending: Annotated[bool, typer.Option("--descending", help="The highest first.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="So many at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Stock by SKU: JTL, buffer, what TEMU is to show and shows."""
    wanted = StockFilter(view, search, sort, descending)

    async def work(core: Core) -> tuple[StockPage, int]:
        page = await core.inventory.page(wanted, limit=limit)
        return page, await core.inventory.count(wanted)

    page, count = with_core(work, as_json)
    if as_json:
        write_json({"count": count, "rows": [asdict(row) for row in page.rows]})
        return
    table = Table(box=SIMPLE_HEAD)
    for name in ("SKU", "available", "in flight", "buffer", "target", "at TEMU", "pushed"):
        table.add_column(name)
    for row in page.rows:
        table.add_row(*_cells(row))
    screen().print(table)
    screen().print(f"{len(page.rows)} of {count}")


def _cells(row: StockRow) -> tuple[str, ...]:
    figures = (row.available, row.in_flight, row.buffer, row.target, row.temu_stock)
    sent = f"{row.sent_at:%Y-%m-%d %H:%M}" if row.sent_at else _NONE
    return (escape(row.sku), *(_NONE if one is None else str(one) for one in figures), sent)


@app.command()
def why(sku: SkuName, as_json: AsJson = False) -> None:
    """Why a SKU has its number: the sum, the rule, when it was read, sent and proven."""
    found = with_core(lambda core: core.inventory.details(sku), as_json)
    words = StockWords.load(language_here())
    if as_json:
        write_json(_document(found, words))
        return
    console = screen()
    console.print(f"{found.row.sku}  {found.row.name}", markup=False)
    if found.why is None:
        console.print(_NONE)
        return
    console.print(words.line(found.why), markup=False, style="bold")
    for sentence in words.sentences(found.why):
        console.print(f"  {sentence}", markup=False)
    at_temu = _NONE if found.row.temu_stock is None else found.row.temu_stock
    console.print(f"TEMU: {at_temu}", markup=False)
    times = {"read": found.row.read_at, "sent": found.row.sent_at, "proven": found.row.proven_at}
    for name, at in times.items():
        console.print(f"{name}: {f'{at:%Y-%m-%d %H:%M:%S} UTC' if at else _NONE}", markup=False)
    for item in found.issues:
        console.print(f"! {item.issue.rule.value}", markup=False)


def _document(found: SkuDetails, words: StockWords) -> dict[str, Any]:
    return {
        **asdict(found.row),
        "why": found.why.as_json() if found.why else None,
        "line": words.line(found.why) if found.why else None,
        "sentences": list(words.sentences(found.why)) if found.why else [],
        "own_rule": asdict(found.own),
        "general_rule": asdict(found.general),
        "rule": asdict(found.rule),
        "issues": [item.issue.rule.value for item in found.issues],
        "compared_at": found.compared_at,
        "timeline": [
            {"at": item.at, "event": item.entry.event, "run": item.run, **item.entry.data}
            for item in found.timeline
        ],
    }


@app.command("stock-rule")
def stock_rule(
    sku: Annotated[str | None, typer.Argument(help="The SKU; none: the rule for all.")] = None,
    buffer: Annotated[int | None, typer.Option(help="Pieces that stay back.")] = None,
    cap: Annotated[int | None, typer.Option(help="At most so many are shown.")] = None,
    minimum: Annotated[int | None, typer.Option(help="Below so many, nothing is listed.")] = None,
    pause: Annotated[
        bool | None, typer.Option("--pause/--no-pause", help="Leave TEMU's quantity alone.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the rule away.")] = False,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Show or change the rule of a SKU, or of all; it takes effect with the next comparison."""
    given = {"buffer": buffer, "cap": cap, "minimum": minimum, "paused": pause}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if remove and changes:
        raise typer.BadParameter("--remove takes the whole rule away; give no figures with it")

    async def work(core: Core) -> OwnRule:
        known = await _rule(core, sku)
        if not remove and not changes:
            return known
        rule = None if remove else replace(known, **changes)
        who = by or getpass.getuser()
        if sku is None:
            await core.inventory.set_general_rule(rule, who)
        else:
            await core.inventory.set_rule(sku, rule, who)
        return await _rule(core, sku)

    rule = with_core(work, as_json)
    if as_json:
        write_json({"sku": sku, **asdict(rule)})
        return
    for name, value in asdict(rule).items():
        screen().print(f"{name}: {_NONE if value is None else value}")


async def _rule(core: Core, sku: str | None) -> OwnRule:
    if sku is None:
        return (await core.inventory.rules()).general
    return (await core.inventory.details(sku)).own


@app.command("map-sku")
def map_sku(
    sku: SkuName,
    article: Annotated[
        str, typer.Option(help="JTL's article: its number, EAN, or the beginning of its name.")
    ] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take the article away.")] = False,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Say which of JTL's articles a SKU is; where several fit, they are shown instead."""
    if bool(article) is remove:
        raise typer.BadParameter("give either --article or --remove")

    async def work(core: Core) -> list[dict[str, Any]]:
        who = by or getpass.getuser()
        if remove:
            await core.inventory.unmap(sku, who)
            return []
        found = await core.inventory.find_articles(article)
        exact = [hit for hit in found if hit.number.casefold() == article.strip().casefold()]
        chosen = exact or found
        if not chosen:
            raise ArticleUnknown("JTL has no such article", article=article)
        if len(chosen) == 1:
            await core.inventory.map(sku, ArticleId(chosen[0].id), who)
        return [{"mapped": len(chosen) == 1, **asdict(hit)} for hit in chosen]

    hits = with_core(work, as_json)
    if as_json:
        write_json({"sku": sku, "articles": hits})
    for hit in [] if as_json else hits:
        mark = "→" if hit["mapped"] else "?"
        screen().print(f"{mark} {hit['number']}  {hit['name']}  {hit['barcode']}", markup=False)
    if len(hits) > 1:
        raise typer.Exit(ExitCode.UNKNOWN)
