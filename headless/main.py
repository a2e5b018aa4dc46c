"""The command: settings, loop, server, and words for whoever reads the log of a failed start."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

from headless.running import serve
from temu_desktop.configuration.model import Place
from temu_desktop.configuration.service import language_of
from temu_desktop.errors import DatabaseError, SettingsError, TemuDesktopError
from temu_desktop.responsiveness import keep_responsive
from temu_desktop.settings_reader import load_settings
from temu_desktop.texts import Texts

SETTINGS, DATABASE, TRY_AGAIN, FAILED = 6, 10, 3, 4
"""Exit codes, as the command line has them (docs/WORKFLOWS.md)."""


def main() -> int:
    """Serve until told to stop; the exit code."""
    _hear_signals()
    try:
        asyncio.run(_serve())
    except TemuDesktopError as error:
        _explain(error)
        return code_of(error)
    except KeyboardInterrupt:
        pass  # It was told to end before it served, and has ended in order.
    return 0


async def _serve() -> None:
    keep_responsive()
    gc.enable()
    workers = ThreadPoolExecutor(thread_name_prefix="work")
    asyncio.get_running_loop().set_default_executor(workers)
    place = Place.here()
    settings = load_settings(dotenv_path=place.dotenv_path, settings_file=place.file)
    await serve(settings, _say)


def _hear_signals() -> None:
    """Both end a start in order; while the server serves, it hears them itself. Whoever starts us
    in the background may have had SIGINT ignored, and PM2 ends programs by it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


def code_of(error: TemuDesktopError) -> int:
    """The exit code for an error that ends the program."""
    if isinstance(error, SettingsError):
        return SETTINGS
    if isinstance(error, DatabaseError):
        return DATABASE
    return TRY_AGAIN if error.retryable else FAILED


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _explain(error: TemuDesktopError) -> None:
    words = Texts.load(language_of(Place.here())).of(error.code)
    text = "\n".join(error.problems) if isinstance(error, SettingsError) else str(error)
    lines = (f"{words.happened} ({error.code})", text, words.means, words.remedy)
    sys.stderr.write("\n".join(lines) + "\n")
