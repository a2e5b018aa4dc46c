"""The commands ``console`` and ``headless``; a front end is imported when it is asked for."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from temu_desktop.cli.app import app
from temu_desktop.cli.errors import explained
from temu_desktop.cli.output import screen
from temu_desktop.cli.session import language_here, run_async, settings_here
from temu_desktop.errors import SettingsError
from temu_desktop.screens import has_desktop

Kiosk = Annotated[bool, typer.Option("--kiosk", help="Full screen; a PIN leaves it.")]
Demo = Annotated[bool, typer.Option("--demo", help="On both sandboxes, with live traffic.")]

Supervised = Annotated[bool, typer.Option("--supervised", hidden=True)]


@app.command()
def console(kiosk: Kiosk = False, demo: Demo = False, supervised: Supervised = False) -> None:
    """Open the operator console."""
    with explained(language_here(), as_json=False):
        _require_desktop()
    from temu_desktop.console.starting import open_console

    raise typer.Exit(open_console(kiosk=kiosk, demo=demo, supervised=supervised))


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
    typer.echo(context.get_help())


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
