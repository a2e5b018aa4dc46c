"""The nightly job: logs, runs and archives that have served their time go; personal data is
blanked where the merchant wants it; the embedded database is backed up."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from temu_desktop.database import back_up, prune_backups, sqlite_file
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.jobs.model import RunRequest
from temu_desktop.jobs.parameters import Parameter
from temu_desktop.maintenance import repository
from temu_desktop.maintenance.repository import Batch
from temu_desktop.settings import RetentionPolicy
from temu_desktop.temu.archive import ApiArchive

REQUESTS_KEPT = timedelta(days=1)
LEFTOVERS_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie: the order XML, the backups, and the data folder itself."""

    xml: Path
    backups: Path
    data: Path


class MaintenanceWorkflow:
    """Keeps the installation small and its backups fresh."""

    parameters: tuple[Parameter, ...] = ()

    def __init__(self, archive: ApiArchive, folders: Folders, retention: RetentionPolicy) -> None:
        self._archive = archive
        self._folders = folders
        self._retention = retention

    async def run(self, context: RunContext, request: RunRequest) -> None:
        """All steps; raises DatabaseError, BackupError, DiskFull."""
        now, kept = context.clock.now(), self._retention
        async with context.step("logs") as step:
            before = now - timedelta(days=kept.log_days)
            await self._clear(context, step, "log_lines", repository.old_logs(before))
        async with context.step("runs") as step:
            before = now - timedelta(days=kept.run_days)
            await self._clear(context, step, "runs", repository.old_runs(before))
            await self._clear(context, step, "alarms", repository.old_alarms(before))
            old = repository.old_requests(now - REQUESTS_KEPT)
            await self._clear(context, step, "requests", old)
        async with context.step("archives") as step:
            await self._archives(context, step, now)
        async with context.step("privacy") as step:
            await self._privacy(context, step, now)
        async with context.step("backup") as step:
            await self._back_up(context, step, now)

    async def _clear(self, context: RunContext, step: Step, name: str, batch: Batch) -> None:
        step.count(name, 0)
        if context.dry_run:
            return
        while taken := await context.database.write(lambda uow: batch(uow.connection)):
            step.count(name, taken)
            step.progress(step.counters[name])

    async def _archives(self, context: RunContext, step: Step, now: datetime) -> None:
        before = now - timedelta(days=self._retention.archive_days)
        step.count("archives", 0)
        step.count("files", 0)
        if not context.dry_run:
            gone = await asyncio.to_thread(self._archive.prune, before)
            step.count("archives", len(gone))
            step.count("files", await asyncio.to_thread(_delete_files, self._folders, before, now))

    async def _privacy(self, context: RunContext, step: Step, now: datetime) -> None:
        days = self._retention.privacy_days
        step.count("blanked", 0)
        if days is not None:
            batch = repository.personal_data(now - timedelta(days=days))
            await self._clear(context, step, "blanked", batch)

    async def _back_up(self, context: RunContext, step: Step, now: datetime) -> None:
        step.count("backups", 0)
        engine = context.database.engine
        if context.dry_run or sqlite_file(engine) is None:
            return  # a server's backups are its own
        await asyncio.to_thread(back_up, engine, self._folders.backups, now)
        step.count("backups")
        kept = self._retention.backups
        gone = await asyncio.to_thread(prune_backups, engine, self._folders.backups, kept)
        step.count("old_backups", len(gone))


def _delete_files(folders: Folders, before: datetime, now: datetime) -> int:
    """Order XML older than the archives, and copies that a killed preview left behind."""
    gone = 0
    limit = before.timestamp()
    for path in folders.xml.glob("*.xml"):
        if path.stat().st_mtime < limit:
            path.unlink()
            gone += 1
    leftover = (now - LEFTOVERS_AFTER).timestamp()
    for folder in folders.data.glob(".overlay-*"):
        if folder.stat().st_mtime < leftover:
            shutil.rmtree(folder)
            gone += 1
    return gone
