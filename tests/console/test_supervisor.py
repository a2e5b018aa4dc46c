"""The watch over the kiosk: what ends by itself has ended, everything else begins anew."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from temu_desktop.console import supervisor
from temu_desktop.console.pulse import PLACE, Silence, beating
from temu_desktop.console.supervisor import MOST, supervise

HANGING = Path(__file__).with_name("hanging.py")
COUNTING = """
import os, pathlib, sys
file = pathlib.Path(sys.argv[1])
times = len(file.read_text()) if file.exists() else 0
file.write_text("x" * (times + 1))
os._exit(0 if times == int(sys.argv[2]) else 3)
"""
WAITING = """
import pathlib, sys, time
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PAUSE_SECONDS", 0.0)


def python(source: str, *arguments: object) -> list[str]:
    return [sys.executable, "-S", "-c", source, *map(str, arguments)]


@pytest.mark.usefixtures("at_once")
def test_what_crashes_is_started_again_until_it_ends_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "starts"
    assert supervise(python(COUNTING, file, 2)) == 0
    assert file.read_text() == "xxx"


@pytest.mark.usefixtures("at_once")
def test_what_crashes_again_and_again_is_given_up(tmp_path: Path) -> None:
    file = tmp_path / "starts"
    assert supervise(python(COUNTING, file, 99)) == 3
    assert len(file.read_text()) == MOST


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_whoever_ends_the_watch_ends_the_console(tmp_path: Path, number: int) -> None:
    begun = tmp_path / "begun"

    def end() -> None:
        while not begun.exists():
            threading.Event().wait(0.01)
        os.kill(os.getpid(), number)

    before = signal.getsignal(number)
    threading.Thread(target=end).start()
    assert supervise(python(WAITING, begun)) == 0
    assert signal.getsignal(number) is before


def test_a_loop_that_hangs_is_ended_leaves_where_it_hung_and_begins_anew(tmp_path: Path) -> None:
    assert supervise([sys.executable, str(HANGING), str(tmp_path)], look=0.2, silence=3.0) == 0
    assert (tmp_path / "ended").exists(), "the second one lived longer than the silence"
    reports = [one.read_text("utf-8") for one in (tmp_path / "crashes").glob("*.txt")]
    assert any("Aborted" in one and "in ask_forever" in one for one in reports)


@pytest.mark.usefixtures("at_once")
def test_what_does_not_die_of_it_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "DYING_SECONDS", 0.2)
    stubborn = f"import signal; signal.signal(signal.SIGABRT, signal.SIG_IGN)\n{WAITING}"
    once = f"import pathlib, sys; pathlib.Path(sys.argv[1]).exists() and sys.exit()\n{stubborn}"
    assert supervise(python(once, tmp_path / "begun"), look=0.1, silence=0.5) == 0


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def later(silence: Silence, clock: Clock, seconds: float) -> float:
    clock.now += seconds
    return silence.seconds()


def beat(file: Path, at: int) -> None:
    os.utime(file, (at, at))


def test_silence_lasts_until_the_next_sign(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "sign"
    file.touch()
    silence = Silence(file, 5.0, clock)
    assert [later(silence, clock, 5.0) for _ in range(3)] == [5.0, 10.0, 15.0]
    beat(file, 17)
    assert [later(silence, clock, 5.0) for _ in range(2)] == [0.0, 5.0]


def test_the_time_in_which_the_computer_slept_is_no_silence(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "sign"
    file.touch()
    silence = Silence(file, 5.0, clock)
    assert later(silence, clock, 5.0) == 5.0
    assert later(silence, clock, 8 * 3600.0) == 5.0
    assert later(silence, clock, 5.0) == 10.0


def test_who_expects_no_sign_misses_none(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "sign"
    silence = Silence(file, 5.0, clock)
    assert [later(silence, clock, 5.0) for _ in range(30)] == [0.0] * 30
    file.touch()
    assert later(silence, clock, 5.0) == 0.0


async def test_a_loop_gives_signs_until_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sign"
    file.touch()
    beat(file, 17)
    monkeypatch.setenv(PLACE, str(file))
    with beating(0.01):
        await asyncio.sleep(0.1)
        assert file.stat().st_mtime != 17
    assert not file.exists()
    await asyncio.sleep(0.05)
    assert not file.exists()
