"""What the console remembers: a file that cannot be read or written costs the memory, no more."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from temu_desktop.console.memory import SAVE_MS, Memory
from tests.console.hand import until


def test_what_was_remembered_is_there_after_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "console.json")
    memory.put("language", "en")
    memory.put("saver.minutes", 5)
    memory.put("sound.off", True)
    memory.save()
    again = Memory(tmp_path / "console.json")
    assert (again.text("language"), again.number("saver.minutes", 0)) == ("en", 5)
    assert again.switch("sound.off", False)


async def test_what_is_remembered_is_written_by_itself(
    application: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "console.json"
    memory = Memory(file)
    for minutes in range(20):
        memory.put("saver.minutes", minutes)
    await until(file.exists)
    assert Memory(file).number("saver.minutes", 0) == 19


async def test_a_disk_that_takes_its_time_keeps_nobody_waiting(
    application: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "console.json"
    os.mkfifo(file.with_suffix(".new"))  # opened only once somebody reads
    memory = Memory(file)
    memory.put("language", "en")
    await asyncio.sleep(2 * SAVE_MS / 1000)
    memory.put("language", "de")
    written = await asyncio.to_thread(file.with_suffix(".new").read_text)
    assert '"language": "en"' in written
    memory.save()
    assert Memory(file).text("language") == "de"


@pytest.mark.parametrize("text", ["{", "", "\x00\xff", "[1, 2]", '"words"'])
def test_rubbish_is_put_aside_and_the_console_starts_with_its_defaults(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "console.json"
    file.write_text(text, encoding="utf-8")
    memory = Memory(file)
    assert memory.text("language", "de") == "de"
    assert (tmp_path / "console.broken").read_text(encoding="utf-8") == text
    memory.put("language", "en")
    memory.save()
    assert Memory(file).text("language") == "en"


def test_a_value_of_another_kind_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "console.json").write_text('{"saver.minutes": "soon", "sound.off": 1}')
    memory = Memory(tmp_path / "console.json")
    assert memory.number("saver.minutes", 10) == 10
    assert memory.switch("sound.off", False) is False


def test_a_place_that_cannot_be_written_or_read_is_only_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    with caplog.at_level(logging.WARNING):
        memory = Memory(tmp_path / "taken" / "console.json")
        memory.put("language", "en")
        memory.save()
    assert memory.text("language") == "en"
    assert "cannot be written" in caplog.text
