"""A process that dies while an alarm is on its way: told again, never lost."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.settings import AlarmSettings
from tests.integration.alarms.conftest import House
from tests.integration.alarms.receivers import Receiver

FAILED = Issue(IssueRule.JOB_FAILED, "job", "sync_orders_temu")


async def test_a_process_killed_between_sending_and_noting_it_sends_again(
    house: House, receiver: Receiver
) -> None:
    house.settle_in(AlarmSettings(webhook_url=receiver.url))
    await house.raises(FAILED)
    receiver.mute = True
    url = house.engine.url.render_as_string(hide_password=False)
    script = Path(__file__).with_name("one_look.py")
    process = await asyncio.create_subprocess_exec(sys.executable, script, url, receiver.url)
    await asyncio.wait_for(receiver.heard.wait(), 30)
    process.kill()
    await process.wait()
    assert await house.states() == [("webhook", "job_failed", "waiting")]
    receiver.mute = False
    house.settle_in(AlarmSettings(webhook_url=receiver.url))
    await house.looks()
    first, second = (json.loads(body) for _, body in receiver.requests)
    assert first["id"] == second["id"], "whoever gets it twice can tell"
    assert await house.states() == [("webhook", "job_failed", "sent")]
