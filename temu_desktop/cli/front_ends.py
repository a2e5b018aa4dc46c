"""The commands ``console`` and ``headless``; a front end is imported when it is asked for."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from temu_desktop.cli.app import app
from temu_desktop.cli.errors import explained
from temu_desktop.cli.output import screen
from temu_desktop.cli.session import language_here, run_async, settings_here
from temu_desktop.errors import SettingsError
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import data_dir_here

Kiosk = Annotated[bool, typer.Option("--kiosk", help="Full screen; a PIN leaves it.")]
Demo = Annotated[bool, typer.Option("--demo", help="On both sandboxes, with live traffic.")]

Supervised = Annotated[bool, typer.Option("--supervised", hidden=True)]


@app.command()
def console(kiosk: Kiosk = False, demo: Demo = False, supervised: Supervised = False) -> None:
    """Open the operator console."""
    with explained(language_here(), as_json=False):
        _require_desktop()
    if kiosk and not supervised:
        from temu_desktop.console.supervisor import own_command, supervise

        raise typer.Exit(supervise(own_command(sys.argv[1:])))
    if demo:
        raise typer.Exit(_demo(kiosk))
    raise typer.Exit(_real(kiosk))


@app.command("headless")
def headless() -> None:
    """Serve phones and machines over HTTP until told to stop (SIGTERM, Ctrl-C)."""
    with explained(language_here(), as_json=False):
        _require_web()
        from headless.running import serve

        run_async(serve(settings_here(), screen().print))


@app.callback(invoke_without_command=True)
def without_command(context: typer.Context) -> None:
    """Keeps TEMU and JTL-Wawi in step: orders, tracking numbers and stock."""
    if context.invoked_subcommand is not None:
        return
    if has_desktop() and find_spec("PySide6") is not None:
        raise typer.Exit(_real(kiosk=False))
    typer.echo(context.get_help())


def has_desktop() -> bool:
    """Whether there is a screen to open a window on."""
    if sys.platform in {"win32", "darwin"}:
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def _require_desktop() -> None:
    problems = []
    if find_spec("PySide6") is None:
        problems.append("the console is not installed; pip install 'temu-desktop[console]'")
    if not has_desktop():
        problems.append("there is no screen; expected DISPLAY or WAYLAND_DISPLAY to be set")
    if problems:
        raise SettingsError(tuple(problems))


def _require_web() -> None:
    if any(find_spec(name) is None for name in ("fastapi", "pywebpush", "prometheus_client")):
        raise SettingsError(
            ("headless mode is not installed; pip install 'temu-desktop[headless]'",)
        )


def _real(kiosk: bool) -> int:
    from temu_desktop.console.app import ConsoleOptions, run_console

    @asynccontextmanager
    async def world() -> AsyncIterator[Callable[[], Settings]]:
        yield settings_here

    return run_console(ConsoleOptions(data_dir_here(), world, kiosk=kiosk))


def _demo(kiosk: bool) -> int:
    from temu_desktop.console.practice import run_practice

    with tempfile.TemporaryDirectory(prefix="temu-demo-") as folder:
        return run_practice(Path(folder), kiosk=kiosk)
