"""The commands ``demo`` and ``sandbox``."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from temu_desktop.cli.app import AsJson, app
from temu_desktop.cli.errors import explained
from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.cli.output import StepProgress, screen, write_json
from temu_desktop.cli.session import language_here, run_async
from temu_desktop.demo.model import DemoOptions, DemoResult
from temu_desktop.demo.play import play
from temu_desktop.errors import SettingsError
from temu_desktop.sandbox.__main__ import main as serve_sandbox
from temu_desktop.sandbox.faults import Level

Orders = Annotated[int, typer.Option(help="Orders in all.", min=0)]
Skus = Annotated[int, typer.Option(help="Listings at TEMU.", min=1)]
Seed = Annotated[int, typer.Option(help="The same seed gives the same shop.")]
Faults = Annotated[Level, typer.Option(help="What goes wrong by itself.")]
Latency = Annotated[float, typer.Option(help="Milliseconds added to every call.", min=0)]
Qps = Annotated[float, typer.Option(help="Calls a second that TEMU allows.", min=0.1)]


@app.command()
def demo(
    once: Annotated[
        bool, typer.Option("--once", help="Play to the end and leave; so far the only way.")
    ] = True,
    orders: Orders = 60,
    skus: Skus = 300,
    seed: Seed = 1,
    latency_ms: Latency = 0.0,
    qps: Qps = 200.0,
    faults: Faults = Level.SOME,
    data_dir: Annotated[Path | None, typer.Option(help="Where to keep everything.")] = None,
    as_json: AsJson = False,
) -> None:
    """Play a whole shop through on both sandboxes, then compare everybody's books."""
    with ExitStack() as stack:
        stack.enter_context(explained(language_here(), as_json=as_json))
        folder = _folder(data_dir, stack)
        options = DemoOptions(orders, skus, seed, latency_ms, qps, faults, folder)

        progress = stack.enter_context(StepProgress(quiet=as_json))
        result = run_async(play(options, lambda core: progress.follow(core.bus)))
        _show(result, as_json)
    if not result.reconciled:
        raise typer.Exit(ExitCode.NOT_RECONCILED)


def _folder(data_dir: Path | None, stack: ExitStack) -> Path:
    if data_dir is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="temu-demo-")))
    if (data_dir / "toci.db").exists():
        raise SettingsError(
            (f"--data-dir {data_dir} holds a database already; expected an empty folder",)
        )
    (data_dir / "sandbox").mkdir(parents=True, exist_ok=True)
    return data_dir


def _show(result: DemoResult, as_json: bool) -> None:
    if as_json:
        write_json(result.as_json())
        return
    console = screen()
    table = Table(box=SIMPLE_HEAD)
    for title in ("orders", "", "inventory", ""):
        table.add_column(title, justify="left" if title else "right")
    for order, stock in zip_longest(result.orders.items(), result.inventory.items()):
        table.add_row(*(str(cell) for cell in (*order, *(stock or ("", "")))))
    console.print(table)
    for name in ("duplicates", "lost", "oversold"):
        console.print(f"{name}: {getattr(result, name)}")
    console.print(f"{result.http_calls} calls to TEMU in {result.seconds:.1f} s")
    console.print("[green]reconciled[/]" if result.reconciled else "[bold red]NOT reconciled[/]")
    if not result.reconciled:
        console.print(result.examples)


app.command("sandbox")(serve_sandbox)
