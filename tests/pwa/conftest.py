"""A shop, a browser, and phones in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright

from tests.operations.caddy import Caddy, serving
from tests.pwa.phone import FLAGS, OpenPhone, chromium, phones
from tests.pwa.stage import Stage, raised


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One shop for all tests of a file; its clock is the computer's."""
    async with raised(tmp_path_factory.mktemp("stage"), clock_offset=-3 * 3600.0) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def caddy(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Caddy]:
    """The real one before the shop, as phones meet it."""
    opened = serving(tmp_path_factory.mktemp("caddy"), stage.house.port)
    async with AsyncExitStack() as stack:
        # The server that Caddy asks is in this process: nothing here may wait for it in its loop.
        running = await asyncio.to_thread(opened.__enter__)
        stack.push_async_callback(asyncio.to_thread, opened.__exit__, None, None, None)
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def player() -> AsyncIterator[Playwright]:
    """Playwright, for all tests of a file."""
    async with async_playwright() as playwright:
        yield playwright


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(player: Playwright) -> AsyncIterator[Browser]:
    """One browser for all phones of a file."""
    opened = await player.chromium.launch(executable_path=chromium(), args=list(FLAGS))
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def open_phone(
    stage: Stage, player: Playwright, browser: Browser, tmp_path: Path
) -> AsyncIterator[OpenPhone]:
    """Opens phones; a page that threw an error fails its test."""
    async with phones(player, tmp_path, stage, browser) as opening:
        yield opening


@pytest_asyncio.fixture(loop_scope="module")
async def open_own(stage: Stage, player: Playwright, tmp_path: Path) -> AsyncIterator[OpenPhone]:
    """The same, each phone a browser of its own: with flags, or with messages of the system."""
    async with phones(player, tmp_path, stage) as opening:
        yield opening
