"""``temu-desktop alarms …``."""

from __future__ import annotations

from dataclasses import asdict

import typer

from temu_desktop.alarms.service import Delivery
from temu_desktop.cli.app import AsJson, app
from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.cli.jobs import with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.core import Core

alarms_app = typer.Typer(help="Alarms that leave the building.", no_args_is_help=True)
app.add_typer(alarms_app, name="alarms")


@alarms_app.callback()
def alarms() -> None:
    """Mail, webhook and dead-man address."""


@alarms_app.command("test")
def test_alarms(as_json: AsJson = False) -> None:
    """Send a test over every channel that is set up, now."""

    async def work(core: Core) -> list[Delivery]:
        return await core.alarms.test()

    found = with_core(work, as_json)
    if as_json:
        write_json({"channels": [asdict(delivery) for delivery in found]})
    elif not found:
        screen().print("no channel is set up: see ALARM_ in docs/SETTINGS.md")
    else:
        for delivery in found:
            words = "delivered" if delivery.delivered else f"failed: {delivery.error}"
            screen().print(f"{delivery.channel}: {words}", markup=False)
    if any(not delivery.delivered for delivery in found):
        raise typer.Exit(ExitCode.NOT_DELIVERED)
