"""Log lines as front ends read them: filtered, searched, paged from the tail, streamed out."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from temu_desktop.database import schema

LOGS = schema.scheduler_logs
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
MOST = 1000
_ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines. ``job`` takes a prefix that ends with %; ``level`` is the lowest one;
    ``subject`` is the beginning of an order's number or a SKU; ``search`` is a part of the message,
    without case where the database has none; ``area`` is the beginning of the logger's name."""

    job: str | None = None
    run: str | None = None
    level: str | None = None
    step: str | None = None
    subject: str | None = None
    search: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line; ``at`` is aware."""

    id: int
    at: datetime
    level: str
    job: str
    run: str | None
    step: str | None
    subject: str | None
    logger: str | None
    message: str
    error: str | None


@dataclass(frozen=True, slots=True)
class LogFigures:
    """How many lines since a moment; lines of no job are under an empty name."""

    since: datetime
    by_level: Mapping[str, int]
    by_job: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_level.values())


def page(
    conn: Connection,
    wanted: LogFilter,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[LogLine]:
    """At most ``limit`` lines in the order they were written: the newest ones (but for the last
    ``offset``), the newest before a line, or the first ones after a line."""
    statement = _filtered(wanted)
    limit = min(limit, MOST)
    if after is not None:
        rows = conn.execute(
            statement.where(LOGS.c.log_id > after).order_by(LOGS.c.log_id).limit(limit)
        )
        return [_line(row) for row in rows]
    if before is not None:
        statement = statement.where(LOGS.c.log_id < before)
    newest = statement.order_by(LOGS.c.log_id.desc()).limit(limit)
    rows = conn.execute(newest.offset(offset) if offset else newest)
    return [_line(row) for row in rows][::-1]


def count(conn: Connection, wanted: LogFilter, newest: int) -> int:
    """How many lines there are up to and including the line ``newest``."""
    inner = _filtered(wanted).where(LOGS.c.log_id <= newest).with_only_columns(LOGS.c.log_id)
    return int(conn.execute(select(func.count()).select_from(inner.subquery())).scalar_one())


def statistics(conn: Connection, since: datetime) -> LogFigures:
    """How many lines there are since a moment."""
    grouped = (
        select(LOGS.c.level, LOGS.c.job_id, func.count().label("count"))
        .where(LOGS.c.timestamp >= since)
        .group_by(LOGS.c.level, LOGS.c.job_id)
    )
    by_level: dict[str, int] = defaultdict(int)
    by_job: dict[str, int] = defaultdict(int)
    for level, job, number in conn.execute(grouped):
        by_level[level] += number
        by_job[job or ""] += number
    return LogFigures(since, dict(by_level), dict(by_job))


def all_lines(conn: Connection, wanted: LogFilter) -> Iterator[LogLine]:
    """Every line, read page by page."""
    last = 0
    while lines := page(conn, wanted, after=last, limit=MOST):
        yield from lines
        last = lines[-1].id


def as_json_lines(lines: Iterator[LogLine]) -> Iterator[str]:
    """One JSON object a line."""
    for line in lines:
        yield json.dumps(asdict(line), default=str, ensure_ascii=False) + "\n"


def as_csv(lines: Iterator[LogLine]) -> Iterator[str]:
    """A table with a head; cells that a spreadsheet would take for formulas are disarmed."""
    names = [field.name for field in fields(LogLine)]
    yield _row(names)
    for line in lines:
        values = asdict(line)
        yield _row([_harmless(values[name]) for name in names])


def _row(values: list[Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@")):
        return f"'{value}"
    return value


def _filtered(wanted: LogFilter) -> Select[Any]:
    statement = select(LOGS)
    if wanted.job is not None and wanted.job.endswith("%"):
        prefix = f"{_escaped(wanted.job[:-1])}%"
        statement = statement.where(LOGS.c.job_id.like(prefix, escape=_ESCAPE))
    elif wanted.job is not None:
        statement = statement.where(LOGS.c.job_id == wanted.job)
    for column, value in (
        (LOGS.c.run_id, wanted.run),
        (LOGS.c.step, wanted.step),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if wanted.level is not None:
        statement = statement.where(LOGS.c.level.in_(LEVELS[LEVELS.index(wanted.level) :]))
    if wanted.subject:
        statement = statement.where(
            LOGS.c.subject.like(f"{_escaped(wanted.subject)}%", escape=_ESCAPE)
        )
    if wanted.area:
        statement = statement.where(LOGS.c.logger.like(f"{_escaped(wanted.area)}%", escape=_ESCAPE))
    if wanted.search:
        pattern = f"%{_escaped(wanted.search)}%"
        statement = statement.where(LOGS.c.message.ilike(pattern, escape=_ESCAPE))
    if wanted.since is not None:
        statement = statement.where(LOGS.c.timestamp >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(LOGS.c.timestamp < wanted.until)
    return statement


def _escaped(text: str) -> str:
    """SQL Server knows brackets as well."""
    for special in (_ESCAPE, "%", "_", "["):
        text = text.replace(special, _ESCAPE + special)
    return text


def _line(row: Any) -> LogLine:
    return LogLine(
        id=row.log_id,
        at=row.timestamp,
        level=row.level,
        job=row.job_id,
        run=row.run_id,
        step=row.step,
        subject=row.subject,
        logger=row.logger,
        message=row.message,
        error=row.error_text,
    )
