"""The program as a process that can be killed at a chosen moment.

Every run is a process of its own: a fork of one that has loaded the program, so that a hundred
starts do not load it a hundred times. What runs in it is what ``temu-desktop run`` runs.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from temu_desktop.bootstrap import running_core
from temu_desktop.cli.output import run_document
from temu_desktop.cli.session import run_async
from temu_desktop.clock import ShiftedClock
from temu_desktop.core import Core
from temu_desktop.demo.practice import clock_for
from temu_desktop.errors import JobRunning, TemuDesktopError
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.model import RunRequest, RunResult
from temu_desktop.jobs.queries import RunFilter, RunRow, result_of_run
from temu_desktop.jobs.states import LIVE
from temu_desktop.logs import logging_to
from temu_desktop.settings_reader import load_settings
from tests.reliability.moments import Blow, Watch, WatchedNetwork

LONGEST_RUN = 100.0
"""Seconds after which a run that neither ends nor dies is given up."""


@dataclass(frozen=True, slots=True)
class Launch:
    """One run that is asked for. ``ahead``: seconds that its clock is ahead of the sandbox's;
    ``served``: by a program that serves, which first runs again what was interrupted."""

    job: JobId
    parameters: Mapping[str, Any] = field(default_factory=dict)
    blow: Blow | None = None
    ahead: float = 0.0
    served: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended; ``document`` is what ``run --json`` prints, None where it was killed."""

    killed: bool
    document: Mapping[str, Any] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """The run came to a good end."""
        return self.document is not None and self.document["state"] == "success"

    @property
    def error(self) -> Mapping[str, Any]:
        """Code, text and whether trying again can help."""
        return (self.document or {}).get("error") or {}


class Programs:
    """Starts the program; blocking, to be called from a thread of its own."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["__main__", __name__])

    def run(self, environ: Mapping[str, str], launch: Launch) -> Ended:
        """Run once in a new process and wait for its end."""
        with tempfile.TemporaryDirectory(prefix="temu-run-") as folder:
            report = Path(folder) / "report.json"
            process = self._context.Process(target=_life, args=(dict(environ), launch, report))
            process.start()
            process.join(LONGEST_RUN)
            if process.is_alive():
                process.kill()
                process.join()
                raise TimeoutError(f"{launch} took more than {LONGEST_RUN} seconds")
            if process.exitcode == -9 and not report.exists():
                return Ended(killed=True)
            assert process.exitcode == 0, f"{launch} broke with {process.exitcode}"
            written = json.loads(report.read_text(encoding="utf-8"))
        return Ended(False, written["document"], written["counts"])


def _life(environ: dict[str, str], launch: Launch, report: Path) -> None:
    """The life of one process."""
    watch = Watch(launch.blow)
    watch.watch_databases()
    document = run_async(_run(environ, launch, watch))
    written = {"document": document, "counts": watch.counts}
    report.write_text(json.dumps(written, default=str), encoding="utf-8")


async def _run(environ: dict[str, str], launch: Launch, watch: Watch) -> dict[str, Any]:
    settings = load_settings(environ)
    clock = await clock_for(settings)
    if isinstance(clock, ShiftedClock):
        clock.offset += timedelta(seconds=launch.ahead)
    request = RunRequest(launch.job, launch.parameters, started_by="reliability")
    network = WatchedNetwork(watch)
    with logging_to(settings):
        async with running_core(settings, clock=clock, temu_transport=network) as core:
            watch.watch_steps(core.bus)
            try:
                if launch.served:
                    return run_document(await _served(core, request))
                return run_document(await core.jobs.run(request))
            except TemuDesktopError as error:
                failed = {"code": error.code, "text": str(error), "retry": error.retryable}
                return {"state": "refused", "error": failed}


async def _served(core: Core, request: RunRequest) -> RunResult:
    """As ``temu-desktop serve`` does: acts, runs again what was interrupted, and then this."""
    async with core.serving.serving("serve"):
        run = await _run_now(core, request)
        while any(row.run == run for row in await _live(core)):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)
        return await core.database.read(lambda conn: result_of_run(conn, run))


async def _run_now(core: Core, request: RunRequest) -> RunId:
    """Once nothing runs; the schedule may still be a moment quicker, and is then waited for."""
    while True:
        while not core.serving.acting or await _live(core):  # noqa: ASYNC110 - seen from outside
            await asyncio.sleep(0.02)
        try:
            return await core.jobs.run_now(request.job, request.started_by, request.parameters)
        except JobRunning:
            continue


async def _live(core: Core) -> list[RunRow]:
    return await core.jobs.history(RunFilter(states=tuple(LIVE)))
