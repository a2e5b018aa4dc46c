"""Opens the console: watched over in a kiosk, on a practice shop, or on the settings of here."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from temu_desktop.console.app import ConsoleOptions, LoadSettings, run_console
from temu_desktop.console.supervisor import own_command, supervise
from temu_desktop.settings_sources import data_dir_here, settings_file_of

if TYPE_CHECKING:
    from temu_desktop.settings import Settings

_DOTENV = Path(".env")


def open_console(*, kiosk: bool, demo: bool, supervised: bool) -> int:
    """Run the console to its end; the exit code."""
    if kiosk and not supervised:
        return supervise(own_command(sys.argv[1:]))
    if not demo:
        return run_console(ConsoleOptions(data_dir_here(), settings_of_here, kiosk=kiosk))
    from temu_desktop.console.practice import run_practice

    with tempfile.TemporaryDirectory(prefix="temu-demo-") as folder:
        return run_practice(Path(folder), kiosk=kiosk)


@asynccontextmanager
async def settings_of_here() -> AsyncIterator[LoadSettings]:
    """The environment, ``.env``, the program's own file and the key ring, read each time anew."""
    from temu_desktop.settings_reader import load_settings

    def load() -> Settings:
        file = settings_file_of(os.environ, _DOTENV)
        return load_settings(dotenv_path=_DOTENV, settings_file=file)

    yield load
