"""``temu-desktop orders`` and ``order``: the table of orders, and everything about one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from temu_desktop.cli.app import AsJson, app
from temu_desktop.cli.jobs import with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import language_here
from temu_desktop.clock import BERLIN
from temu_desktop.core import Core
from temu_desktop.orders.details import OrderDetails
from temu_desktop.orders.filtering import OrderFilter, OrderView, SortBy
from temu_desktop.orders.queries import Count, OrderPage, Span
from temu_desktop.orders.rows import OrderRow
from temu_desktop.texts import Texts

_NONE = "–"


@app.command()
def orders(
    view: Annotated[OrderView, typer.Option(help="Which orders.")] = OrderView.ALL,
    search: Annotated[
        str, typer.Option(help="Beginnings of numbers, SKUs, names or post codes.")
    ] = "",
    sort: Annotated[SortBy, typer.Option(help="By what.")] = SortBy.ORDERED_AT,
    ascending: Annotated[bool, typer.Option("--ascending", help="The lowest first.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="So many at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """The table of orders, the newest first."""
    wanted = OrderFilter(view, search, sort, not ascending)

    async def work(core: Core) -> tuple[OrderPage, Count]:
        page = await core.orders.page(wanted, Span(limit=limit))
        return page, await core.orders.count(wanted)

    page, count = with_core(work, as_json)
    if as_json:
        found = {"number": count.number, "exact": count.exact}
        write_json({"count": found, "rows": [asdict(row) for row in page.rows]})
        return
    table = Table(box=SIMPLE_HEAD)
    for name in ("order", "buyer", "status", "pieces", "total", "ship by", "JTL", "tracking", ""):
        table.add_column(name)
    texts = Texts.load(language_here())
    for row in page.rows:
        table.add_row(*_cells(row, texts))
    screen().print(table)
    screen().print(f"{len(page.rows)} of {count}")


@app.command()
def order(
    number: Annotated[str, typer.Argument(help="TEMU's number of the order.")],
    as_json: AsJson = False,
) -> None:
    """Everything about one order: lines, parcels, issues, repairs and what happened."""

    async def work(core: Core) -> OrderDetails:
        return await core.orders.details(number)

    details = with_core(work, as_json)
    if as_json:
        write_json(asdict(details))
        return
    _show(details, Texts.load(language_here()))


def _cells(row: OrderRow, texts: Texts) -> tuple[str, ...]:
    why = row.rejection_reason or row.hold_reason
    marks = [texts.reason(str(why))] if why else []
    marks += [texts.reason(rule) for rule in row.issues if rule != "record_rejected"]
    return (
        row.number,
        escape(row.buyer) or _NONE,
        f"{row.status.value}{' ✓' if row.reported else ''}",
        str(row.pieces),
        f"{row.total} {row.currency}" if row.total is not None else _NONE,
        _local(row.ship_by_at),
        row.wawi_order_number or _NONE,
        escape(row.tracking or _NONE),
        escape("; ".join(marks)),
    )


def _show(details: OrderDetails, texts: Texts) -> None:
    console = screen()
    row = details.row
    status = f"{row.status.value} · {row.buyer} · {row.total} {row.currency}" if row else _NONE
    console.print(f"[bold]{escape(details.number)}[/]  {escape(status)}")
    if details.rejection is not None and details.rejection.resolved_at is None:
        console.print(f"  {texts.reason(details.rejection.reason)}: {details.rejection.params}")
    for line in details.lines:
        price = f"{line.unit_gross} ({line.vat_rate} %)"
        text = f"  {line.number}  {line.pieces} × {line.sku}  {line.name}  {price}"
        console.print(escape(text))
    for parcel in details.parcels:
        error = texts.reason(parcel.error_code) if parcel.error_code else ""
        text = f"  {parcel.tracking}  {parcel.method_name}  {parcel.state.value}  {error}"
        console.print(escape(text))
    for item in details.issues:
        if item.closed_at is None:
            console.print(f"  [yellow]![/] {texts.reason(item.issue.rule.value)}")
    for repair in details.repairs:
        made = repair.repair
        text = f"  {made.field.value} {made.line}: {_plain(made.old)} → {_plain(made.value)}"
        console.print(escape(f"{text} ({repair.by}, {_local(repair.at)})"))
    for entry in details.timeline:
        text = f"  {_local(entry.at)}  {entry.step or '':<8} {entry.entry.event}"
        console.print(escape(f"{text}  {_plain(entry.entry.data)}"))


def _plain(data: Any) -> str:
    return "  ".join(f"{name}={value}" for name, value in dict(data or {}).items()) or _NONE


def _local(moment: datetime | None) -> str:
    return f"{moment.astimezone(BERLIN):%d.%m.%Y %H:%M}" if moment else _NONE
