"""Definitions as they hold now: the shipped defaults with the operator's changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from temu_desktop.audit.repository import Act, record_act
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork, schema
from temu_desktop.database.batching import upsert_rows
from temu_desktop.errors import DefinitionWrong, UnknownJob
from temu_desktop.events import DefinitionsChanged
from temu_desktop.ids import JobId
from temu_desktop.jobs.definitions import JobDefinition, build, shipped
from temu_desktop.jobs.parameters import Parameter

log = logging.getLogger(__name__)

TABLE = schema.job_definitions
_SCHEDULES = ("every_minutes", "cron")


class DefinitionStore:
    """Reads and changes definitions. ``parameters_of`` says what a type of job takes."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: ZoneInfo,
        parameters_of: Callable[[str], tuple[Parameter, ...]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._parameters_of = parameters_of
        self._shipped = shipped()

    async def all(self) -> dict[JobId, JobDefinition]:
        """Every job, in the order of the file.

        A stored change that no longer makes sense (after an update of the program) is reported
        and left out, so that the job goes on as shipped.
        """
        changes = await self._database.read(_changes)
        return {job: self._forgiving(job, changes.get(job, {})) for job in self._shipped}

    async def get(self, job: JobId) -> JobDefinition:
        """One job; raises UnknownJob."""
        self.require(job)
        return (await self.all())[job]

    def require(self, job: JobId) -> None:
        """Raise UnknownJob for a job that does not exist."""
        if job not in self._shipped:
            raise UnknownJob("no such job", job=job, known=", ".join(self._shipped))

    async def change(self, job: JobId, changes: Mapping[str, Any], who: str) -> JobDefinition:
        """Change a job; what is not named stays. Raises UnknownJob, DefinitionWrong."""
        self.require(job)

        def work(uow: UnitOfWork) -> JobDefinition:
            stored = _changes(uow.connection).get(job, {})
            kept = stored
            if any(name in changes for name in _SCHEDULES):
                kept = {name: stored[name] for name in stored if name not in _SCHEDULES}
            merged = {**kept, **changes}
            definition = self._built(job, merged)
            self._keep(uow, job, merged, who, {"from": stored, "to": merged})
            return definition

        return await self._database.write(work)

    async def reset(self, job: JobId, who: str) -> JobDefinition:
        """Back to the shipped default; raises UnknownJob."""
        self.require(job)

        def work(uow: UnitOfWork) -> JobDefinition:
            stored = _changes(uow.connection).get(job, {})
            self._keep(uow, job, {}, who, {"from": stored, "to": {}})
            return self._built(job, {})

        return await self._database.write(work)

    def _keep(
        self,
        uow: UnitOfWork,
        job: JobId,
        changes: Mapping[str, Any],
        who: str,
        details: Mapping[str, Any],
    ) -> None:
        now = self._clock.now()
        row = {"job_id": job, "changes": dict(changes), "changed_at": now, "changed_by": who}
        names = ["changes", "changed_at", "changed_by"]
        upsert_rows(uow.connection, TABLE, [row], ["job_id"], names)
        record_act(uow.connection, Act(who, "change_job", job, details), now)
        uow.record(DefinitionsChanged((job,), who))

    def _built(self, job: JobId, changes: Mapping[str, Any]) -> JobDefinition:
        values = self._shipped[job]
        return build(job, values, changes, self._zone, self._parameters_of(values["type"]))

    def _forgiving(self, job: JobId, changes: Mapping[str, Any]) -> JobDefinition:
        try:
            return self._built(job, changes)
        except DefinitionWrong as wrong:
            log.error("The changes to %s are left out: %s", job, wrong)
            return self._built(job, {})


def _changes(conn: Connection) -> dict[str, Mapping[str, Any]]:
    return {row.job_id: row.changes or {} for row in conn.execute(select(TABLE))}
