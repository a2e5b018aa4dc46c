"""``python tests/console/hanging.py FOLDER``: a console's loop that hangs, once; started again it
ends in order. A smallest one, so that a test need not wait for a window."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from temu_desktop.console.crash import CrashReports
from temu_desktop.console.loop import make_application, run_on
from temu_desktop.console.pulse import beating

BEAT_SECONDS, LIFE_SECONDS = 0.1, 4.0


def ask_forever() -> None:
    """What a page must not do."""
    time.sleep(60)


async def main(hung: Path) -> None:
    """Live a while, then hang; or live longer than the silence that is suffered."""
    with beating(BEAT_SECONDS):
        if hung.exists():  # noqa: ASYNC240 - nothing else runs here
            await asyncio.sleep(LIFE_SECONDS)
        else:
            hung.touch()  # noqa: ASYNC240
            ask_forever()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with CrashReports(folder, print).kept():
        run_on(make_application(), main(folder / "hung"))
    (folder / "ended").touch()
