"""A process of its own that delivers what waits, for a test that kills it: database, address."""

from __future__ import annotations

import asyncio
import sys

from temu_desktop.alarms.delivery import Delivery
from temu_desktop.alarms.senders import WebhookSender
from temu_desktop.alarms.wording import Wording
from temu_desktop.clock import BERLIN, SystemClock
from temu_desktop.database import Database, build_engine
from temu_desktop.texts import Texts


async def main(url: str, address: str) -> None:
    """Look once."""
    wording = Wording(Texts.load("de"), BERLIN, str)
    database = Database(build_engine(url))
    await Delivery(database, SystemClock(), WebhookSender(address), wording).look()
    await database.close()


asyncio.run(main(*sys.argv[1:]))
