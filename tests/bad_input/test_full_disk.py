"""A full disk: a typed error that says so, nothing written before it lost. On a small tmpfs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from temu_desktop.bootstrap import running_core
from temu_desktop.core import Core
from temu_desktop.errors import DatabaseError
from temu_desktop.jobs.model import SYNC_ORDERS, RunRequest, RunState
from tests.core_fixtures import OpenShop

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="needs root to mount a small tmpfs"
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of four megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"this machine mounts nothing: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(b"x" * 1024)


async def code_of_a_run(core: Core) -> str | None:
    """How a run fails: before it can be recorded, or with its record."""
    try:
        return (await core.jobs.run(RunRequest(job=SYNC_ORDERS))).error_code
    except DatabaseError as error:
        return error.code


async def test_a_full_disk_is_named_and_what_was_stored_stays(
    open_shop: OpenShop, small_disk: Path
) -> None:
    shop = await open_shop(in_step=False)
    number = await shop.place()
    settings = shop.core.settings
    database = replace(settings.database, operations_url=f"sqlite:///{small_disk / 'toci.db'}")
    small = replace(settings, data_dir=small_disk, database=database)
    async with running_core(small, clock=shop.core.clock) as core:
        assert (await core.jobs.run(RunRequest(job=SYNC_ORDERS))).state is RunState.SUCCESS
        fill = small_disk / "film"
        fill_up(fill)
        await shop.place()
        assert await code_of_a_run(core) == "disk_full"
        fill.unlink()
        assert (await core.jobs.run(RunRequest(job=SYNC_ORDERS))).state is RunState.SUCCESS
    await shop.tick(60)
    books = await shop.temu.books()
    assert (books["in_jtl"], books["duplicates"]) == (2, 0)
    assert number
