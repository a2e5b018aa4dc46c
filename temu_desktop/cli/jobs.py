"""``temu-desktop jobs …`` and ``serve``: the jobs engine from the command line."""

from __future__ import annotations

import asyncio
import getpass
import json
import signal
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, TypeVar

import typer
from rich.table import Table

from temu_desktop.cli.app import AsJson, Verbose, Who, app
from temu_desktop.cli.errors import explained
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import core_here, language_here, run_async
from temu_desktop.core import Core
from temu_desktop.demo.practice import following_practice
from temu_desktop.errors import SettingsError
from temu_desktop.events import ActingChanged, RunStateChanged
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.definitions import JobDefinition
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.queries import RunFilter, RunRow, StepRow
from temu_desktop.jobs.schedule import Every
from temu_desktop.jobs.service import JobStatus

_Result = TypeVar("_Result")

jobs_app = typer.Typer(help="Jobs: what runs, when, and what came of it.", no_args_is_help=True)
app.add_typer(jobs_app, name="jobs")

Job = Annotated[str, typer.Argument(help="A job's id, e.g. sync_orders_temu.")]


def with_core(work: Callable[[Core], Coroutine[Any, Any, _Result]], as_json: bool) -> _Result:
    """Do the work of a command on a running core; an error ends the program with its words."""

    async def opened() -> _Result:
        async with core_here() as core:
            return await work(core)

    with explained(language_here(), as_json=as_json):
        return run_async(opened())


@jobs_app.command("list")
def list_jobs(as_json: AsJson = False) -> None:
    """All jobs: state, last run, next run, success over 24 hours."""

    async def work(core: Core) -> tuple[list[JobStatus], dict[str, Any], dict[str, Any]]:
        figures = await core.jobs.figures()
        by_job = {str(job): {s: asdict(f) for s, f in of.items()} for job, of in figures.items()}
        holder = await core.jobs.acting()
        about = {"acting": holder.kind if holder else None}
        return await core.jobs.jobs(), by_job, {**about, "exposure": await core.jobs.exposure()}

    jobs, figures, about = with_core(work, as_json)
    if as_json:
        document = [_status(job, figures.get(job.definition.id, {})) for job in jobs]
        write_json({**about, "jobs": document})
        return
    table = Table(title=f"acting: {about['acting'] or 'nobody'}", title_justify="left")
    for title in ("job", "state", "when", "last run", "ended", "next run", "24 h"):
        table.add_column(title, no_wrap=title == "job")
    for job in jobs:
        day = figures.get(job.definition.id, {}).get("24h")
        rate = day["success_rate"] if day else None
        table.add_row(
            *(job.definition.id, job.status, _when(job.definition)),
            *(_local(job.last.started_at if job.last else None, job.definition),),
            job.last.state.value if job.last else "",
            _local(job.next_run, job.definition) + (" overdue" if job.overdue else ""),
            f"{rate:.0%}" if rate is not None else "",
        )
    screen().print(table)
    for kind, spans in about["exposure"].items():
        p50, p95 = spans["24h"]
        screen().print(f"{kind}: p50 {p50:.0f} s, p95 {p95:.0f} s (24 h)", highlight=False)


@jobs_app.command("run")
def run_now(
    job: Job,
    parameter: Annotated[
        list[str] | None, typer.Option("--set", "-s", help="name=value, for this run alone.")
    ] = None,
    verbose: Verbose = False,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Start a job in the process that acts, and return at once."""
    with explained(language_here(), as_json=as_json):
        given = dict(_pair(text) for text in parameter or ())

    async def work(core: Core) -> RunId:
        who = by or getpass.getuser()
        return await core.jobs.run_now(JobId(job), who, given, verbose=verbose)

    run = with_core(work, as_json)
    if as_json:
        write_json({"job": job, "run": run})
    else:
        screen().print(f"{job}: {run}")


@jobs_app.command()
def cancel(
    run: Annotated[str, typer.Argument(help="The run.")], by: Who = None, as_json: AsJson = False
) -> None:
    """Cancel a run, wherever it runs."""

    async def work(core: Core) -> None:
        await core.jobs.cancel(RunId(run), by or getpass.getuser())

    with_core(work, as_json)
    _said({"run": run, "cancelled": True}, f"{run}: cancelled", as_json)


@jobs_app.command()
def pause(job: Job, by: Who = None, as_json: AsJson = False) -> None:
    """Switch a job off; a run under way goes on to its end."""
    _changed(lambda core, who: core.jobs.pause(JobId(job), who), by, as_json)


@jobs_app.command()
def resume(job: Job, by: Who = None, as_json: AsJson = False) -> None:
    """Switch a job on; what was due meanwhile does not count."""
    _changed(lambda core, who: core.jobs.resume(JobId(job), who), by, as_json)


@jobs_app.command()
def schedule(
    job: Job,
    every: Annotated[int | None, typer.Option(help="Every so many minutes.")] = None,
    cron: Annotated[
        list[str] | None, typer.Option(help="A field of the wall clock, e.g. hour=3; repeatable.")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option("--set", "-s", help="E.g. timeout_seconds=300, retries=3, zone=Europe/Berlin"),
    ] = None,
    reset: Annotated[bool, typer.Option(help="Back to what was shipped.")] = False,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Show a job's definition, or change it."""
    with explained(language_here(), as_json=as_json):
        changes: dict[str, Any] = dict(_pair(text) for text in change or ())
        if every is not None:
            changes["every_minutes"] = every
        if cron:
            changes["cron"] = {name: str(value) for name, value in map(_pair, cron)}

    async def work(core: Core) -> JobDefinition:
        who = by or getpass.getuser()
        if reset:
            return await core.jobs.reset(JobId(job), who)
        if changes:
            return await core.jobs.change(JobId(job), changes, who)
        return await core.jobs.definition(JobId(job))

    _show_definition(with_core(work, as_json), as_json)


@jobs_app.command()
def history(
    job: Annotated[str | None, typer.Argument(help="Of one job only.")] = None,
    run: Annotated[str | None, typer.Option(help="One run with its steps.")] = None,
    state: Annotated[list[RunState] | None, typer.Option(help="Only these; repeatable.")] = None,
    before: Annotated[str | None, typer.Option(help="Older than this run.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 30,
    as_json: AsJson = False,
) -> None:
    """What ran, and what did not: the newest first."""

    async def work(core: Core) -> tuple[list[RunRow], list[StepRow]]:
        if run is not None:
            row, steps = await core.jobs.details(RunId(run))
            return [row], steps
        wanted = RunFilter(
            JobId(job) if job else None,
            tuple(state or ()),
            RunId(before) if before else None,
            limit,
        )
        return await core.jobs.history(wanted), []

    rows, steps = with_core(work, as_json)
    if as_json:
        document = [{**asdict(row), "seconds": row.seconds} for row in rows]
        write_json({"runs": document, "steps": [asdict(step) for step in steps]})
        return
    table = Table()
    for title in ("run", "job", "state", "attempt", "by", "seconds", "error"):
        table.add_column(title, no_wrap=title in {"run", "job"})
    for row in rows:
        count = f" ×{row.due_count}" if row.due_count > 1 else ""
        seconds = f"{row.seconds:.1f}" if row.seconds is not None else ""
        cells = (row.run, row.job, row.state.value + count, str(row.attempt or ""))
        table.add_row(*cells, row.started_by or "", seconds, row.error_code or "")
    screen().print(table)
    for step in steps:
        counted = "  ".join(f"{name} {number}" for name, number in step.counters.items())
        screen().print(f"  {step.attempt}. {step.name:<12} {step.state:<10} {counted}")


@app.command()
def serve(as_json: AsJson = False) -> None:
    """Run the core with its scheduler until it is told to stop (SIGTERM, Ctrl-C).

    While another process acts on the same database this one stands by and takes over when that
    one is gone. With --json a line for every change.
    """

    async def work(core: Core) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        told = (ActingChanged, RunStateChanged)
        with core.bus.subscribe(lambda event: _tell(event, as_json), *told):
            async with (
                core.serving.serving("serve"),
                core.connections.watching(),
                following_practice(core),
            ):
                await stop.wait()

    with_core(work, as_json)


def _tell(event: ActingChanged | RunStateChanged, as_json: bool) -> None:
    if as_json:
        write_json({"event": type(event).__name__, **asdict(event)})
    elif isinstance(event, ActingChanged):
        screen().print("acts" if event.acting else "stands by")
    else:
        screen().print(f"{event.run} {event.job} {event.state}", markup=False)


def _changed(
    act: Callable[[Core, str], Coroutine[Any, Any, JobDefinition]], by: str | None, as_json: bool
) -> None:
    who = by or getpass.getuser()
    _show_definition(with_core(lambda core: act(core, who), as_json), as_json)


def _show_definition(definition: JobDefinition, as_json: bool) -> None:
    document = definition.as_document()
    if as_json:
        write_json(document)
        return
    for name, value in document.items():
        screen().print(f"{name}: {value}", markup=False)


def _said(document: dict[str, Any], words: str, as_json: bool) -> None:
    if as_json:
        write_json(document)
    else:
        screen().print(words)


def _pair(text: str) -> tuple[str, Any]:
    """``name=value``; the value is JSON where it reads as such, else text."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise SettingsError((f"{text!r} is wrong; expected name=value, e.g. mode=full",))
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


def _status(job: JobStatus, figures: dict[str, Any]) -> dict[str, Any]:
    """The status object as other programs already read it, with the definition beside it."""
    last = job.last
    return {
        "job": job.definition.id,
        "status": job.status,
        "last_run": last.started_at if last else None,
        "next_run": job.next_run,
        "last_error": last.error_text or last.error_code if last else None,
        "last_duration": last.seconds if last else None,
        "retry_count": max(0, last.attempt - 1) if last else 0,
        "max_retries": job.definition.retries,
        "overdue": job.overdue,
        "last_state": last.state if last else None,
        "run": job.live.run if job.live else None,
        "definition": job.definition.as_document(),
        "figures": figures,
    }


def _when(definition: JobDefinition) -> str:
    when = definition.when
    if isinstance(when, Every):
        return f"every {when.minutes} min"
    return " ".join(f"{name}={value}" for name, value in when.fields.items())


def _local(moment: datetime | None, definition: JobDefinition) -> str:
    return f"{moment.astimezone(definition.zone):%d.%m. %H:%M:%S}" if moment else ""
