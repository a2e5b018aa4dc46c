"""``temu-desktop jobs logs``."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import Connection

from temu_desktop.cli.app import AsJson
from temu_desktop.cli.errors import explained
from temu_desktop.cli.jobs import jobs_app, with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import language_here
from temu_desktop.core import Core
from temu_desktop.errors import SettingsError
from temu_desktop.logs import queries
from temu_desktop.logs.queries import LogFilter, LogLine

_FOLLOW_SECONDS = 0.5


class Form(StrEnum):
    """What lines are exported as."""

    CSV = "csv"
    JSON = "json"


@jobs_app.command()
def logs(
    job: Annotated[str | None, typer.Option(help="Of one job.")] = None,
    run: Annotated[str | None, typer.Option(help="Of one run.")] = None,
    level: Annotated[str | None, typer.Option(help="At least this level, e.g. WARNING.")] = None,
    step: Annotated[str | None, typer.Option(help="Of one step.")] = None,
    subject: Annotated[str | None, typer.Option(help="Order or SKU, or its beginning.")] = None,
    search: Annotated[str | None, typer.Option(help="A part of the message.")] = None,
    since: Annotated[datetime | None, typer.Option(help="Local time.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=queries.MOST)] = 100,
    follow: Annotated[bool, typer.Option(help="Go on with new lines.")] = False,
    export: Annotated[Form | None, typer.Option(help="Every line, as a stream.")] = None,
    as_json: AsJson = False,
) -> None:
    """What the jobs wrote: the newest lines, filtered."""
    with explained(language_here(), as_json=as_json):
        if level is not None and level.upper() not in queries.LEVELS:
            known = ", ".join(queries.LEVELS)
            raise SettingsError((f"level={level!r} is wrong; expected one of {known}",))

    async def work(core: Core) -> None:
        at = since.replace(tzinfo=core.settings.zone) if since else None
        lowest = level.upper() if level else None
        wanted = LogFilter(job, run, lowest, step, subject, search, since=at)
        if export is not None:
            await core.database.read(lambda conn: _export(conn, wanted, export))
            return
        async for lines in _pages(core, wanted, limit, follow):
            _show(lines, core, as_json)

    with_core(work, as_json)


def _export(conn: Connection, wanted: LogFilter, form: Form) -> None:
    writer: Callable[[Iterator[LogLine]], Iterator[str]] = (
        queries.as_csv if form is Form.CSV else queries.as_json_lines
    )
    for chunk in writer(queries.all_lines(conn, wanted)):
        sys.stdout.write(chunk)


async def _pages(
    core: Core, wanted: LogFilter, limit: int, follow: bool
) -> AsyncIterator[list[LogLine]]:
    lines = await core.database.read(lambda conn: queries.page(conn, wanted, limit=limit))
    yield lines
    last = lines[-1].id if lines else 0
    while follow:
        await asyncio.sleep(_FOLLOW_SECONDS)
        lines = await core.database.read(
            lambda conn, after=last: queries.page(conn, wanted, after=after)  # type: ignore[misc]
        )
        if lines:
            yield lines
            last = lines[-1].id


def _show(lines: list[LogLine], core: Core, as_json: bool) -> None:
    for line in lines:
        if as_json:
            write_json(asdict(line))
            continue
        at = line.at.astimezone(core.settings.zone)
        where = " ".join(part for part in (line.run, line.step, line.subject) if part)
        text = f"{at:%d.%m. %H:%M:%S} {line.level:<7} {where} {line.message}"
        screen().print(text, markup=False, highlight=False)
