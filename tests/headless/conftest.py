"""A server over an empty core for every test that asks for one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.headless.house import House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A server over a core that stands by."""
    async with open_house(tmp_path / "house") as opened:
        yield opened


@pytest.fixture
async def acting(tmp_path: Path) -> AsyncIterator[House]:
    """A server over a core that runs the jobs."""
    async with open_house(tmp_path / "house", acts=True) as opened:
        yield opened
