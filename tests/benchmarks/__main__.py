"""``python -m tests.benchmarks``: the table of docs/PERFORMANCE.md."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import sqlalchemy
import typer
from rich.console import Console
from rich.table import Table

from tests.benchmarks import (
    console_orders,
    console_stall,
    console_start,
    console_stock,
    headless,
    log_view,
    memory,
    order_table,
    orders,
    overview,
    push,
    stall,
    stock,
    stock_table,
)
from tests.benchmarks.measure import Row
from tests.postgres_server import PostgresServer, running_server

Benchmark = Callable[[PostgresServer, Path], Awaitable[list[Row]]]
FULL: dict[str, Benchmark] = {
    "stock": lambda server, folder: stock.rows(server, folder, small=10_000, large=100_000),
    "fetch": lambda server, folder: orders.fetch_rows(folder, count=1000),
    "import": lambda server, folder: orders.import_rows(server, folder, count=10_000),
    "export": lambda server, folder: orders.export_rows(server, folder, count=1000),
    "push": lambda server, folder: push.rows(folder, goods=1500, calls_per_second=150),
    "stall": lambda server, folder: stall.rows(folder, skus=100_000),
    "console_stall": lambda server, folder: console_stall.rows(folder, skus=100_000),
    "lines": lambda server, folder: stall.log_rows(folder, skus=20_000),
    "stock_table": lambda server, folder: stock_table.rows(folder, small=100_000, large=1_000_000),
    "order_table": lambda server, folder: order_table.rows(folder, small=100_000, large=1_000_000),
    "console_orders": lambda server, folder: console_orders.rows(
        folder, small=100_000, large=1_000_000
    ),
    "console_stock": lambda server, folder: console_stock.rows(
        folder, small=100_000, large=1_000_000
    ),
    "overview": lambda server, folder: overview.rows(folder, size=100_000),
    "log_view": lambda server, folder: log_view.rows(
        folder, kept=1_000_000, lines_a_second=5000, seconds=20
    ),
    "console_start": lambda server, folder: console_start.rows(),
    "memory": lambda server, folder: memory.rows(folder, small=10_000, large=100_000),
    "headless": lambda server, folder: headless.rows(folder, skus=100_000, runs=10_000),
}


def main(
    only: Annotated[list[str] | None, typer.Argument(help="Names; default: all.")] = None,
    target: Annotated[Path, typer.Option(help="Where the figures go.")] = Path("var/bench.json"),
) -> None:
    """Measure and print; nothing fails here, the table says what is reached."""
    rows = asyncio.run(_all(only or list(FULL)))
    _show(rows)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(_document(rows), indent=1), encoding="utf-8")


async def _all(names: list[str]) -> list[Row]:
    found: list[Row] = []
    with running_server() as server:
        for name in names:
            with tempfile.TemporaryDirectory(prefix="temu-bench-") as folder:
                print(f"measuring {name} …", file=sys.stderr)  # noqa: T201 - progress for a person
                found += await FULL[name](server, Path(folder))
    return found


def _document(rows: list[Row]) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "sqlalchemy": sqlalchemy.__version__,
        "cores": os.cpu_count(),
        "rows": [
            {
                "what": row.what,
                "ours": row.ours,
                "baseline": row.baseline,
                "ratio": row.ratio,
                "target": row.target,
                "reached": row.reached,
            }
            for row in rows
        ],
    }


def _show(rows: list[Row]) -> None:
    table = Table(title=f"Python {platform.python_version()}, {os.cpu_count()} cores")
    for name in ("what", "ours", "baseline", "ratio", "to reach", "reached"):
        table.add_column(name)
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        table.add_row(
            f"{row.what} {row.remark}".strip(),
            f"{row.ours:.2f}",
            f"{row.baseline:.2f}",
            f"{row.ratio:.2f}",
            f"{sign} {row.target:g}",
            "yes" if row.reached else "NO",
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    typer.run(main)
