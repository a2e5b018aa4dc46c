"""One console per data folder; what a killed one leaves stands in nobody's way."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from temu_desktop.console.instance import SingleInstance
from tests.console.hand import until
from tests.console.real_console import RealConsole, eventually
from tests.screen import running_screen

KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from temu_desktop.console.instance import SingleInstance

application = QCoreApplication(sys.argv[:1])
one = SingleInstance(Path(sys.argv[1]))
assert one.first()
one.listen()
os.kill(os.getpid(), signal.SIGKILL)
"""
Make = Callable[[Path], SingleInstance]


@pytest.fixture
def instance(application: QApplication) -> Iterator[Make]:
    """Makes them; each lets the next one start at the test's end."""
    made: list[SingleInstance] = []

    def make(folder: Path) -> SingleInstance:
        made.append(SingleInstance(folder))
        return made[-1]

    yield make
    for one in made:
        one.close()


def heard(one: SingleInstance) -> list[bool]:
    """Filled when somebody starts the console again."""
    found: list[bool] = []
    one.asked.connect(lambda: found.append(True))
    return found


async def test_a_second_start_is_told_to_the_first_one(instance: Make, tmp_path: Path) -> None:
    first = instance(tmp_path)
    assert first.first()
    asked = heard(first)
    first.listen()
    assert not instance(tmp_path).first()
    await until(lambda: asked == [True])
    assert not instance(tmp_path).first()
    await until(lambda: asked == [True, True])


def test_consoles_of_two_folders_do_not_know_each_other(instance: Make, tmp_path: Path) -> None:
    assert instance(tmp_path / "a").first()
    assert instance(tmp_path / "b").first()


def test_the_next_one_may_start_once_the_first_has_ended(instance: Make, tmp_path: Path) -> None:
    first = instance(tmp_path)
    assert first.first()
    first.close()
    assert instance(tmp_path).first()


def test_a_second_start_leaves_also_where_the_first_does_not_listen_yet(
    instance: Make, tmp_path: Path
) -> None:
    assert instance(tmp_path).first()
    assert not instance(tmp_path).first()


def leave_behind(folder: Path) -> None:
    """A console that is killed while it listens."""
    command = [sys.executable, "-c", KILLED, str(folder)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert (folder / "console.lock").exists()


async def test_lock_and_socket_of_one_that_was_killed_block_nobody(
    instance: Make, tmp_path: Path
) -> None:
    await asyncio.to_thread(leave_behind, tmp_path)
    next_one = instance(tmp_path)
    assert next_one.first()
    asked = heard(next_one)
    next_one.listen()
    assert not instance(tmp_path).first()
    await until(lambda: asked)


def test_starting_again_brings_the_window_to_the_front_and_a_killed_one_blocks_no_start(
    tmp_path: Path,
) -> None:
    with running_screen() as display:
        console = RealConsole(tmp_path, display)
        with console.started() as first:
            window = console.main_window()
            console.hand("windowminimize", "--sync", window)
            eventually(lambda: not console.window(), "nothing but the desktop")
            with console.started() as second:
                assert second.wait(20) == 0
                assert eventually(console.window, "the window again") == window
                active = eventually(lambda: console.hand("getactivewindow"), "an active window")
                assert active == window
            assert first.poll() is None
            first.kill()
            assert first.wait(20) == -signal.SIGKILL
        with console.started() as third:
            console.main_window()
            third.terminate()
            assert third.wait(20) == 0
