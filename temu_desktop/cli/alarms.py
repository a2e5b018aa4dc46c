"""``temu-desktop alarms …``."""

from __future__ import annotations

import getpass
from dataclasses import asdict

import typer

from temu_desktop.alarms.model import Outcome
from temu_desktop.cli.app import AsJson, app
from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.cli.jobs import with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import language_here
from temu_desktop.core import Core
from temu_desktop.texts import Texts

alarms_app = typer.Typer(help="Alarms that leave the building.", no_args_is_help=True)
app.add_typer(alarms_app, name="alarms")


@alarms_app.callback()
def alarms() -> None:
    """Mail, webhook and dead-man address."""


@alarms_app.command("test")
def test_alarms(as_json: AsJson = False) -> None:
    """Send a test over every channel that is set up, now."""

    async def work(core: Core) -> list[Outcome]:
        return await core.alarms.test(getpass.getuser())

    found = with_core(work, as_json)
    texts = Texts.load(language_here())
    if as_json:
        write_json({"channels": [asdict(outcome) for outcome in found]})
    else:
        for outcome in found:
            words = texts.line("test_delivered" if outcome.delivered else "test_failed")
            reason = f" ({outcome.reason})" if outcome.reason else ""
            screen().print(f"{outcome.channel.value}: {words}{reason}", markup=False)
    if not found:
        typer.echo(texts.line("no_channel"), err=True)
        raise typer.Exit(ExitCode.SETTINGS)
    if not all(outcome.delivered for outcome in found):
        raise typer.Exit(ExitCode.NOT_DELIVERED)
