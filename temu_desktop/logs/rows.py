"""Lines as rows of ``scheduler_logs``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import encoder_of, insert_plain, insert_rows
from temu_desktop.fitting import fit
from temu_desktop.logs.context import Belonging
from temu_desktop.logs.writer import Line

Waiting = tuple[Line, Belonging]
LOGS = schema.scheduler_logs
_MESSAGE = ("level", "message", "timestamp", "error_text", "logger")
_BELONGING = ("job_id", "job_type", "run_id", "step", "subject")
_SECOND = len("2026-11-26 14:30:59.")


def insert(uow: UnitOfWork, lines: Sequence[Waiting]) -> int:
    """Write lines; returns the id of the newest."""
    conn = uow.connection
    keys = (*_MESSAGE, *_BELONGING)
    if conn.dialect.name == "sqlite":
        insert_plain(conn, LOGS, keys, list(_rows(lines, _stamps(conn))))
    else:
        stamped = _rows(lines, lambda at: datetime.fromtimestamp(at, UTC))
        insert_rows(conn, LOGS, [dict(zip(keys, row, strict=True)) for row in stamped])
    return int(conn.execute(select(func.max(LOGS.c.log_id))).scalar() or 0)


def _rows(lines: Sequence[Waiting], stamp: Callable[[float], Any]) -> Iterator[tuple[Any, ...]]:
    known: dict[int, tuple[str | None, ...]] = {}
    names: dict[str, str] = {}
    for (at, level, _, logger, _, message, trace), where in lines:
        # The lines hold their belongings, so that no identity is given twice meanwhile.
        belongs = known.get(id(where)) or known.setdefault(id(where), _belongs(where))
        name = names.get(logger) or names.setdefault(logger, fit(logger, 200))
        yield (level, message, stamp(at), trace, name, *belongs)


def _belongs(where: Belonging) -> tuple[str | None, ...]:
    subject = fit(where.subject, 200) or None
    return (where.job, where.job_type, where.run or None, where.step or None, subject)


def _stamps(conn: Connection) -> Callable[[float], str]:
    """The column's own text of a moment; its seconds are made once for thousands of lines."""
    encode = encoder_of(conn, LOGS.c.timestamp)
    seconds: dict[int, str] = {}

    def stamp(at: float) -> str:
        second = int(at)
        text = seconds.get(second)
        if text is None:
            whole = str(encode(datetime.fromtimestamp(second, UTC)))
            text = seconds[second] = f"{whole[: _SECOND - 1]}."
        return f"{text}{int((at - second) * 1_000_000):06d}"

    return stamp
