"""All commands. Each opens what it needs, does one thing, and says how it ended."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from temu_desktop import __version__
from temu_desktop.bootstrap import operations_engine
from temu_desktop.cli.errors import explain, explained
from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.cli.output import StepProgress, run_document, screen, show_run, write_json
from temu_desktop.cli.session import core_here, language_here, run_async, settings_here
from temu_desktop.database import back_up, migrate, restore
from temu_desktop.doctor.model import Report, Verdict
from temu_desktop.errors import NotSetUp, SettingsError
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.model import RunRequest, RunResult, RunState
from temu_desktop.logs.writer import serve_if_asked
from temu_desktop.switches.model import Switch
from temu_desktop.texts import Texts

app = typer.Typer(
    name="temu-desktop",
    help="Keeps TEMU and JTL-Wawi in step: orders, tracking numbers and stock.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, for programs.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Keep this run's finest log lines.")]
Who = Annotated[str | None, typer.Option("--by", help="Name of the person; default: the login.")]


class OnOff(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


def main() -> None:
    """Entry point of ``temu-desktop``."""
    serve_if_asked()
    app()


@app.command()
def version() -> None:
    """Show the version."""
    screen().print(__version__)


@app.command()
def run(
    job: Annotated[str, typer.Argument(help="sync_orders_temu or sync_inventory_temu")],
    mode: Annotated[str | None, typer.Option(help="full, quick or tracking_only")] = None,
    days_back: Annotated[int | None, typer.Option(help="Orders of so many days.")] = None,
    status: Annotated[int | None, typer.Option(help="Only orders of this TEMU status.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show, write nothing.")] = False,
    from_archive: Annotated[
        str | None, typer.Option(help="Import the stored answers of this run again.")
    ] = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> None:
    """Run a job once, on whatever the settings name."""
    parameters: dict[str, Any] = {"mode": mode, "days_back": days_back, "status": status}
    request = RunRequest(
        job=JobId(job),
        parameters={name: value for name, value in parameters.items() if value is not None},
        started_by=getpass.getuser(),
        dry_run=dry_run,
        from_archive=RunId(from_archive) if from_archive else None,
        verbose=verbose,
    )

    async def work() -> RunResult:
        with StepProgress(quiet=as_json) as progress:
            async with core_here() as core:
                progress.follow(core.bus)
                return await core.jobs.run(request)

    with explained(language_here(), as_json=as_json):
        result = run_async(work())
    _end_of_run(result, as_json)


def _end_of_run(result: RunResult, as_json: bool) -> None:
    if as_json:
        write_json(run_document(result))
    else:
        show_run(screen(), result)
    if result.state is RunState.SUCCESS:
        return
    explain(result.error_code or "error", result.error_text or "", Texts.load(language_here()))
    if result.error_code == NotSetUp.code:
        raise typer.Exit(ExitCode.SETTINGS)
    raise typer.Exit(ExitCode.FAILED_TRY_AGAIN if result.retryable else ExitCode.FAILED)


@app.command("stop-writes")
def stop_writes(by: Who = None) -> None:
    """Stop all writes to TEMU and JTL at once; reads go on."""
    _turn(Switch.WRITES_STOPPED, True, by)


@app.command("resume-writes")
def resume_writes(by: Who = None) -> None:
    """Let writes to TEMU and JTL go on."""
    _turn(Switch.WRITES_STOPPED, False, by)


@app.command()
def holiday(
    state: Annotated[OnOff, typer.Argument(help="on pushes zeros, off restores")], by: Who = None
) -> None:
    """Holiday mode: every quantity at TEMU becomes zero, and comes back afterwards."""
    _turn(Switch.HOLIDAY, state is OnOff.ON, by)


def _turn(switch: Switch, on: bool, by: str | None) -> None:
    async def work() -> None:
        async with core_here() as core:
            await core.operator.turn(switch, on, by or getpass.getuser())

    with explained(language_here(), as_json=False):
        run_async(work())
    screen().print(f"{switch.value}: {'on' if on else 'off'}")


@app.command()
def approve(
    run: Annotated[str, typer.Argument(help="The run that holds something back.")],
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Let go what a run holds back (brake, first push, mass cancellation)."""

    async def work() -> list[dict[str, object]]:
        async with core_here() as core:
            found = await core.operator.approve(run, by or getpass.getuser())
        return [{"kind": item.kind.value, "items": len(item.items)} for item in found]

    with explained(language_here(), as_json=as_json):
        approved = run_async(work())
    if as_json:
        write_json({"run": run, "approved": approved})
        return
    for item in approved:
        screen().print(f"{item['kind']}: {item['items']} — goes out with the next run")


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check settings, databases, TEMU's token, clock, folders; say how to mend what is wrong."""

    async def work() -> Report:
        async with core_here() as core:
            return await core.doctor.examine()

    with explained(language_here(), as_json=as_json):
        report = run_async(work())
    if as_json:
        checks = [
            {"name": c.name, "verdict": c.verdict.value, "found": c.found, "remedy": c.remedy}
            for c in report.checks
        ]
        write_json({"healthy": report.healthy, "checks": checks})
    else:
        _show_report(report)
    if not report.healthy:
        raise typer.Exit(ExitCode.UNHEALTHY)


def _show_report(report: Report) -> None:
    console = screen()
    marks = {
        Verdict.OK: "[green]ok     [/]",
        Verdict.WARNING: "[yellow]warning[/]",
        Verdict.FAILED: "[bold red]failed [/]",
        Verdict.SKIPPED: "[dim]skipped[/]",
    }
    for check in report.checks:
        console.print(f"{marks[check.verdict]} {check.name}: ", end="")
        console.print(check.found, markup=False)
        if check.remedy:
            console.print(f"        → {check.remedy}", markup=False)


@app.command("migrate")
def migrate_command() -> None:
    """Bring the operations database to what this version needs (a backup first)."""
    with explained(language_here(), as_json=False):
        settings = settings_here()
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        done = migrate(
            operations_engine(settings),
            now=datetime.now(UTC),
            backups=settings.data_dir / "backups",
        )
    screen().print("migrated" if done.changed else "up to date")


@app.command()
def backup() -> None:
    """Back up the embedded operations database."""
    with explained(language_here(), as_json=False):
        settings = settings_here()
        path = back_up(
            operations_engine(settings), settings.data_dir / "backups", datetime.now(UTC)
        )
    screen().print(str(path))


@app.command("restore")
def restore_command(
    source: Annotated[Path, typer.Argument(help="A backup file.", dir_okay=False)],
) -> None:
    """Put a backup in the place of the embedded database; what was there is set aside."""
    with explained(language_here(), as_json=False):
        settings = settings_here()
        if not source.is_file():
            raise SettingsError((f"{source} is not a file; expected a backup, e.g. toci-….db",))
        aside = restore(operations_engine(settings), source, datetime.now(UTC))
    screen().print(f"restored {source}" + (f"; before it: {aside}" if aside else ""))
