"""The whole program: what one process raises, the acting one delivers."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from sqlalchemy import select

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.bootstrap import running_core
from temu_desktop.database import schema
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.integration.alarms.receivers import Receiver


def settings_of(folder: Path, url: str) -> Settings:
    given = {"TEMU_DATA_DIR": str(folder), "ALARM_WEBHOOK_URL": url}
    return load_settings(given, key_ring=lambda name: None)


async def test_what_a_command_raises_waits_for_the_process_that_acts(
    tmp_path: Path, receiver: Receiver
) -> None:
    settings = settings_of(tmp_path, receiver.url)
    issue = Issue(IssueRule.BRAKE, "run", "run-1", {"skus": 12})
    async with running_core(settings) as command:
        now = command.clock.now()
        await command.database.write(lambda uow: raise_issues(uow, [issue], now, by="run-1"))
        states = select(schema.alarms.c.state)
        rows = await command.database.read(lambda conn: conn.execute(states).scalars().all())
        assert (list(rows), receiver.requests) == (["waiting"], [])
    async with running_core(settings) as acting, acting.serving.serving("test"):
        await asyncio.wait_for(receiver.heard.wait(), 30)
    (request,) = receiver.requests
    assert json.loads(request[1])["rule"] == "brake"


async def test_a_dry_run_raises_no_alarm(tmp_path: Path, receiver: Receiver) -> None:
    settings = settings_of(tmp_path, receiver.url)
    issue = Issue(IssueRule.BRAKE, "run", "run-1", {"skus": 12})
    async with running_core(settings) as core:
        now = core.clock.now()
        async with core.database.overlay() as overlay:
            await overlay.write(lambda uow: raise_issues(uow, [issue], now, by="run-1"))
        assert await core.issues.open() == []
        states = select(schema.alarms.c.state)
        assert await core.database.read(lambda conn: conn.execute(states).all()) == []
