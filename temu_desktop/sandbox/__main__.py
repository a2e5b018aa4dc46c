"""`python -m temu_desktop.sandbox`: both neighbours in a process of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.faults import Level


def main(
    temu_port: Annotated[int, typer.Option(help="0 picks a free port")] = 0,
    orders: Annotated[int, typer.Option(help="orders in all, half of them there at once")] = 40,
    skus: Annotated[int, typer.Option(help="listings at TEMU")] = 200,
    seed: Annotated[int, typer.Option(help="the same seed gives the same shop")] = 1,
    faults: Annotated[Level, typer.Option(help="what goes wrong by itself")] = Level.NONE,
    wawi: Annotated[
        str | None, typer.Option(help="SQLAlchemy URL of an empty database, or 'none'")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="folder of the Wawi's SQLite file")] = None,
    latency_ms: Annotated[float, typer.Option(help="added to every call of TEMU")] = 0.0,
    qps: Annotated[float, typer.Option(help="calls a second that TEMU allows, 0: any")] = 20.0,
    manual_clock: Annotated[
        bool, typer.Option("--manual-clock", help="things happen at /control/tick only")
    ] = False,
    clock_offset: Annotated[float, typer.Option(help="seconds ahead of the computer")] = 0.0,
    awkward: Annotated[bool, typer.Option(help="awkward articles and orders by seed")] = True,
    pace: Annotated[float, typer.Option(help="the warehouse takes that many times as long")] = 1.0,
    leave_with_parent: Annotated[
        bool, typer.Option("--leave-with-parent", help="end when the starting process is gone")
    ] = False,
) -> None:
    """Serve a TEMU platform and a JTL-Wawi until SIGTERM; the first line on stdout is JSON."""
    # Late: the command line knows this command, too, and the other commands need no server.
    from temu_desktop.sandbox.server import serve

    serve(
        SandboxConfig(
            temu_port=temu_port,
            orders=orders,
            skus=skus,
            seed=seed,
            faults=faults,
            wawi_url=wawi,
            data_dir=data_dir,
            latency_ms=latency_ms,
            qps=qps,
            manual_clock=manual_clock,
            clock_offset=clock_offset,
            awkward=awkward,
            pace=pace,
            leave_with_parent=leave_with_parent,
        )
    )


if __name__ == "__main__":
    typer.run(main)
