"""The files of a busy log: a process of its own, which loses nothing when either side ends."""

from __future__ import annotations

import io
import logging
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from temu_desktop.logs import Masking, bound, writer
from temu_desktop.logs.files import BUSY, LogFiles

log = logging.getLogger("temu_desktop.inventory.push")


@pytest.fixture
def files(tmp_path: Path) -> Iterator[LogFiles]:
    found = LogFiles(tmp_path, Masking(["app-secret-0123456789"]))
    ours = logging.getLogger("temu_desktop")
    before = (ours.level, ours.propagate)
    ours.setLevel(logging.INFO)
    ours.propagate = False
    ours.addHandler(found)
    yield found
    ours.removeHandler(found)
    ours.level, ours.propagate = before
    found.close()


def chatter(first: int, count: int) -> None:
    for number in range(first, first + count):
        log.info("SKU MUG-%s: 4 pieces available", number)


def handed_over(files: LogFiles) -> subprocess.Popen[bytes]:
    chatter(0, 5 * BUSY)
    wait_until(lambda: files.process is not None)
    assert files.process is not None
    return files.process


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until, "it never became true"
        time.sleep(0.01)


def numbers(folder: Path) -> list[int]:
    file = folder / "app.log"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return [int(part.split(":")[0]) for part in text.split("SKU MUG-")[1:]]


def test_a_quiet_log_is_written_by_the_program_itself(files: LogFiles, tmp_path: Path) -> None:
    chatter(0, BUSY - 1)
    wait_until(lambda: len(numbers(tmp_path)) == BUSY - 1)
    assert files.process is None


def test_a_busy_log_is_written_by_a_process_of_its_own_in_the_same_form(
    files: LogFiles, tmp_path: Path
) -> None:
    process = handed_over(files)
    with bound(run="20261126-060000-ab12cd", step="push", subject="MUG-7"):
        # Handed over by hand: pytest keeps what is logged and cannot send half an emoji on.
        text = "refused with app-secret-0123456789, half an emoji \ud83d, a NUL \0"
        files.handle(log.makeRecord(log.name, logging.WARNING, __file__, 1, text, (), None))
    files.close()
    assert process.returncode == 0
    assert numbers(tmp_path) == list(range(5 * BUSY))
    (line,) = (
        line
        for line in (tmp_path / "app.log").read_text(encoding="utf-8").splitlines()
        if "refused" in line
    )
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} WARNING MainThread temu_desktop.inventory.push "
        r"\[20261126-060000-ab12cd push MUG-7\] refused with •••, half an emoji \?, a NUL \?",
        line,
    )


def test_files_rotate_in_the_process_as_well(files: LogFiles, tmp_path: Path) -> None:
    handed_over(files)
    for _ in range(writer.BYTES // 10_000 + 20):
        log.info("x" * 10_000)
    wait_until((tmp_path / "app.log.1").exists)
    chatter(10_000, 5)
    files.close()
    assert (tmp_path / "app.log.1").stat().st_size >= writer.BYTES
    assert numbers(tmp_path)[-5:] == list(range(10_000, 10_005))


def test_a_writer_that_is_killed_is_noted_and_the_program_writes_on_itself(
    files: LogFiles, tmp_path: Path
) -> None:
    process = handed_over(files)
    process.kill()
    process.wait()
    chatter(10_000, 10)
    wait_until(lambda: 10_009 in numbers(tmp_path))
    wait_until(lambda: "The log writer ended" in (tmp_path / "app.log").read_text("utf-8"))
    assert files.process is None
    assert set(range(10_000, 10_010)) <= set(numbers(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a console's events instead")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_does_not_end_the_writer_before_the_last_line(
    files: LogFiles, tmp_path: Path, number: signal.Signals
) -> None:
    process = handed_over(files)
    wait_until(lambda: bool(numbers(tmp_path)))
    process.send_signal(number)
    chatter(10_000, 10)
    files.close()
    assert process.returncode == 0
    assert numbers(tmp_path)[-10:] == list(range(10_000, 10_010))


DYING = """
import logging, os, sys, threading, time
from pathlib import Path
from temu_desktop.logs import Masking
from temu_desktop.logs.files import LogFiles
class Watched(LogFiles):
    handing = threading.Lock()
    def _write(self):
        with self.handing:
            super()._write()
    def all_handed_over(self):
        with self.handing:
            return not self._waiting
files = Watched(Path(sys.argv[1]), Masking(()))
log = logging.getLogger("temu_desktop.inventory")
log.addHandler(files)
log.setLevel("INFO")
for number in range(20_000):
    log.info("SKU MUG-%s: 4 pieces", number)
while not files.all_handed_over():
    time.sleep(0.01)
assert files.process is not None
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_what_a_killed_program_had_handed_over_is_written(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DYING, str(tmp_path)], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    wait_until(lambda: len(numbers(tmp_path)) == 20_000)
    assert numbers(tmp_path) == list(range(20_000))


def test_a_program_that_cannot_start_a_process_writes_itself(
    files: LogFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    chatter(0, 5 * BUSY)
    wait_until(lambda: len(numbers(tmp_path)) == 5 * BUSY)
    wait_until(lambda: "No process for the log files" in (tmp_path / "app.log").read_text("utf-8"))
    assert files.process is None


def test_half_a_block_is_dropped_and_the_whole_ones_before_it_are_written(tmp_path: Path) -> None:
    line = (time.time(), "INFO", "MainThread", "temu_desktop.jobs", "", "SKU MUG-1: 4", None)
    pipe = io.BytesIO()
    writer.send(pipe, [line])
    whole = pipe.getvalue()
    writer.serve(io.BytesIO(whole + whole[:-3]), tmp_path)
    assert numbers(tmp_path) == [1]


def test_a_frozen_program_is_its_own_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program calls itself with a word that it knows before it knows its commands."""
    program = (
        "import sys; sys.frozen = True; "
        "from temu_desktop.cli import main; sys.argv[0] = 'temu-desktop'; main()"
    )
    pipe = io.BytesIO()
    line = (time.time(), "INFO", "MainThread", "temu_desktop.jobs", "", "SKU MUG-1: 4", None)
    writer.send(pipe, [line])
    subprocess.run(
        [sys.executable, "-c", program, writer.ARGUMENT, str(tmp_path)],
        input=pipe.getvalue(),
        check=True,
        timeout=60,
    )
    assert numbers(tmp_path) == [1]
