"""A screen, and what stands on it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.operations.places import program, until
from tests.screen import running_screen


@dataclass(frozen=True, slots=True)
class Screen:
    """An X display of a test alone."""

    display: str

    def windows(self, name: str) -> list[str]:
        """The numbers of the visible windows with this title."""
        done = subprocess.run(
            [program("xdotool"), "search", "--onlyvisible", "--name", name],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        return done.stdout.split()

    def colours(self, window: str, file: Path) -> int:
        """How many colours a window shows; the picture is kept in the file."""
        subprocess.run(
            [program("import"), "-display", self.display, "-window", window, str(file)],
            check=True,
            timeout=30,
        )
        said = subprocess.run(
            [program("identify"), "-format", "%k", str(file)],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return int(said.stdout)


@contextmanager
def screen() -> Iterator[Screen]:
    """One of 1280 × 800 for a block, once its window manager is there."""
    with running_screen() as display:
        prop = [program("xprop"), "-display", display, "-root", "_NET_SUPPORTING_WM_CHECK"]
        until(lambda: b"window id" in subprocess.run(prop, capture_output=True).stdout)
        yield Screen(display)
