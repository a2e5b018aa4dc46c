"""The console on both sandboxes: a shop with live traffic, unmistakably marked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from temu_desktop.console.app import ConsoleOptions, run_console
from temu_desktop.demo.model import DemoOptions
from temu_desktop.demo.practice_shop import practice_shop
from temu_desktop.sandbox.faults import Level
from temu_desktop.settings import Settings

ORDERS, SKUS, SEED = 400, 300, 1


def run_practice(folder: Path, *, kiosk: bool) -> int:
    """Run until the window is closed; everything lies in ``folder``."""

    @asynccontextmanager
    async def world() -> AsyncIterator[Callable[[], Settings]]:
        options = DemoOptions(ORDERS, SKUS, SEED, 0.0, 200.0, Level.SOME, folder)
        async with practice_shop(options) as shop:
            yield lambda: shop.settings

    return run_console(ConsoleOptions(folder, world, kiosk=kiosk, practice=True))
