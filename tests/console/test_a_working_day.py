"""A working day in fast motion, on a real screen with a window manager, by real input events."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screen import running_screen

NEEDED = ("Xvfb", "openbox", "xdotool")


@pytest.mark.timeout(300)
def test_a_whole_day_runs_through_the_console() -> None:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    assert missing == [], "make setup installs them as root on Debian"
    with running_screen() as display:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"),
                *("--timeout", "280", str(Path(__file__).with_name("working_day.py"))),
            ],
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:]
