"""What goes wrong inside the console leaves a report, without anything that concerns nobody."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from temu_desktop.console.app import Console, ConsoleOptions
from temu_desktop.console.crash import KEPT, CrashReports
from temu_desktop.console.session import Session
from temu_desktop.errors import NobodyActs
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from tests.console.hand import until, words
from tests.console.test_kiosk_start import AWAY, began, keep

MAIL, SECRET = "zoe.meier@example.com", "not-for-anybody-at-all"
CRASHING = """
import os, signal, sys
from pathlib import Path
from temu_desktop.console.crash import CrashReports

def touch_nothing():
    os.kill(os.getpid(), signal.SIGSEGV)

with CrashReports(Path(sys.argv[1]), print).kept():
    touch_nothing()
"""


@pytest.fixture
def told() -> list[BaseException]:
    return []


@pytest.fixture
def crashes(tmp_path: Path, told: list[BaseException]) -> Iterator[CrashReports]:
    """Reports in a folder of this test; the handler of pytest is back afterwards."""
    yield CrashReports(tmp_path, told.append)
    faulthandler.enable(sys.__stderr__ or sys.stderr)


def reports(folder: Path) -> list[str]:
    return [one.read_text("utf-8") for one in sorted((folder / "crashes").glob("*.txt"))]


@pytest.fixture
async def console(
    application: QApplication, own_settings: Path, tmp_path: Path
) -> AsyncIterator[Console]:
    """The console as it is started, on a database of its own."""

    @asynccontextmanager
    async def world() -> AsyncIterator[Callable[[], Settings]]:
        yield lambda: load_settings(os.environ, settings_file=own_settings)

    url = f"sqlite:///{tmp_path / 'ours.db'}"
    keep(own_settings, url, f"API_KEY='{SECRET}'\n")
    made = Console(application, ConsoleOptions(tmp_path, world))
    task = asyncio.create_task(made.main())
    yield made
    made.end()
    await asyncio.wait_for(task, 20)


async def session_of(console: Console) -> Session:
    await until(lambda: began(console))
    session = console.session
    assert session is not None
    await until(session.window.isVisible)
    return session


async def test_a_fault_in_the_work_of_a_page_is_kept_without_names_and_keys(
    console: Console, tmp_path: Path
) -> None:
    session = await session_of(console)

    async def look_up() -> None:
        raise ValueError(f"no parcel for {MAIL} with {SECRET}")

    session.tasks.run(session.window, look_up())
    await until(lambda: reports(tmp_path), "a report")
    (report,) = reports(tmp_path)
    assert "ValueError: no parcel for" in report
    assert "in look_up" in report
    assert MAIL not in report
    assert SECRET not in report
    happened = session.languages.texts.of("fault").happened
    await until(lambda: words(session.window).count(happened) == 1)


async def test_an_error_that_is_raised_on_purpose_is_told_and_leaves_no_report(
    console: Console, tmp_path: Path
) -> None:
    session = await session_of(console)

    async def ask() -> None:
        raise NobodyActs

    session.tasks.run(session.window, ask())
    happened = session.languages.texts.of(NobodyActs.code).happened
    await until(lambda: happened in words(session.window))
    assert reports(tmp_path) == []


async def test_a_start_that_fails_in_an_unforeseen_way_says_so_and_is_kept(
    console: Console, own_settings: Path, tmp_path: Path
) -> None:
    keep(own_settings, "mysql://warehouse/toci")
    await until(console.start.again.isVisible, "why it cannot start")
    assert console.languages.texts.of("fault").happened in words(console.start)
    assert "MySQLdb" in reports(tmp_path)[0]


async def test_whoever_ends_a_console_that_cannot_start_is_not_asked(
    console: Console, own_settings: Path
) -> None:
    """The fixture waits for its end, which came while nobody could choose anything."""
    keep(own_settings, AWAY)
    await console.start.painted()
    console.end()


def test_a_fault_in_a_slot_is_kept_and_told(
    crashes: CrashReports, told: list[BaseException], tmp_path: Path
) -> None:
    fault = ValueError(f"from {MAIL}")
    with crashes.kept():
        sys.excepthook(ValueError, fault, None)
    assert told == [fault]
    (report,) = reports(tmp_path)
    assert "ValueError" in report
    assert MAIL not in report


async def test_a_fault_of_a_task_that_nobody_awaits_is_kept_and_told(
    crashes: CrashReports, told: list[BaseException], tmp_path: Path
) -> None:
    fault, loop = ValueError("alone"), asyncio.get_running_loop()
    crashes.watch(loop)
    try:
        loop.call_exception_handler({"message": "never retrieved", "exception": fault})
    finally:
        loop.set_exception_handler(None)
    assert told == [fault]
    assert "ValueError: alone" in reports(tmp_path)[0]


def test_a_fault_that_ends_the_program_is_kept(crashes: CrashReports, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the end"), crashes.kept():
        raise ValueError("the end")
    assert "ValueError: the end" in reports(tmp_path)[0]


def test_a_crash_in_c_is_a_report_after_the_next_start(
    crashes: CrashReports, tmp_path: Path
) -> None:
    done = subprocess.run([sys.executable, "-c", CRASHING, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGSEGV
    assert reports(tmp_path) == []
    with crashes.kept():
        (report,) = reports(tmp_path)
    assert "Segmentation fault" in report
    assert "in touch_nothing" in report
    with crashes.kept():
        assert len(reports(tmp_path)) == 1, "it is kept once"


def test_only_the_latest_reports_are_kept(crashes: CrashReports, tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        crashes.keep(ValueError(f"fault {number}!"))
    found = reports(tmp_path)
    assert len(found) == KEPT
    assert "fault 3!" in found[0]


def test_where_no_report_can_be_written_the_log_has_the_fault(
    crashes: CrashReports, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "crashes").write_text("no folder", "utf-8")
    crashes.keep(ValueError("lost?"))
    assert "ValueError: lost?" in caplog.text
