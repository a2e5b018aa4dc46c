"""What one process asks of the acting one, through the database: run, cancel, plan anew."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update

from temu_desktop.clock import Clock
from temu_desktop.database import Database, schema
from temu_desktop.database.batching import insert_returning, update_rows
from temu_desktop.errors import NobodyActs
from temu_desktop.fitting import fit
from temu_desktop.ids import JobId, RunId

REQUESTS = schema.job_requests
LOOK_SECONDS = 0.3
ANSWER_SECONDS = 10.0
"""How long one who asks waits for the acting process to take the request up."""
WORTHLESS_AFTER = timedelta(seconds=60)
"""A request that nobody took up for so long is refused: whoever asked has gone."""


class Action(StrEnum):
    """What can be asked."""

    RUN = "run"
    CANCEL = "cancel"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. ``parameters`` of a run are that run's alone."""

    action: Action
    asked_by: str
    job: JobId | None = None
    run: RunId | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that waits for its answer."""

    id: int
    asked: Asked
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request: a run's id, or an error's code and parameters."""

    run: RunId | None
    error_code: str | None = None
    error_params: Mapping[str, Any] = field(default_factory=dict)


async def ask(database: Database, clock: Clock, asked: Asked) -> Answer:
    """Put a request and wait until the acting process has answered.

    Raises NobodyActs where none does in time; the request is withdrawn then, so that nothing
    happens behind the asker's back.
    """
    row = {
        "action": asked.action.value,
        "job_id": asked.job,
        "run_id": asked.run,
        "parameters": dict(asked.parameters),
        "asked_by": fit(asked.asked_by, 100),
        "asked_at": clock.now(),
    }
    keys = await database.write(
        lambda uow: insert_returning(uow.connection, REQUESTS, [row], ["id"])
    )
    key = keys[0].id
    deadline = asyncio.get_running_loop().time() + ANSWER_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        answer = await database.read(lambda conn: _answer(conn, key))
        if answer is not None:
            return answer
        await asyncio.sleep(LOOK_SECONDS)
    if not await database.write(lambda uow: _withdraw(uow.connection, key, clock.now())):
        answer = await database.read(lambda conn: _answer(conn, key))
        if answer is not None:
            return answer
    raise NobodyActs("the acting process does not answer", seconds=ANSWER_SECONDS)


def open_requests(conn: Connection) -> list[OpenRequest]:
    """What waits for an answer, the oldest first."""
    rows = conn.execute(
        select(REQUESTS).where(REQUESTS.c.answered_at.is_(None)).order_by(REQUESTS.c.id)
    )
    return [
        OpenRequest(
            row.id,
            Asked(
                Action(row.action),
                row.asked_by or "",
                JobId(row.job_id) if row.job_id else None,
                RunId(row.run_id) if row.run_id else None,
                row.parameters or {},
            ),
            row.asked_at,
        )
        for row in rows
    ]


def answer(conn: Connection, request: int, given: Answer, now: datetime) -> None:
    """Answer a request."""
    row = {
        "id": request,
        "run_id": given.run,
        "answered_at": now,
        "error_code": given.error_code,
        "error_params": dict(given.error_params),
    }
    update_rows(conn, REQUESTS, [row], ["id"])


def _answer(conn: Connection, request: int) -> Answer | None:
    row = conn.execute(select(REQUESTS).where(REQUESTS.c.id == request)).one()
    if row.answered_at is None:
        return None
    run = RunId(row.run_id) if row.run_id else None
    return Answer(run, row.error_code, row.error_params or {})


def _withdraw(conn: Connection, request: int, now: datetime) -> bool:
    withdrawn = conn.execute(
        update(REQUESTS)
        .where(REQUESTS.c.id == request, REQUESTS.c.answered_at.is_(None))
        .values(answered_at=now, error_code=NobodyActs.code)
    )
    return withdrawn.rowcount == 1
