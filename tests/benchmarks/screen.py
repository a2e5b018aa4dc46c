"""Where the rows about the console are measured: under Xvfb with a window manager, as far as
possible."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.screen import running_screen

WIDTH, HEIGHT = 1920, 1080
NEEDED = ("Xvfb", "openbox")


@dataclass(frozen=True, slots=True)
class Screen:
    """``where`` stands in the rows; ``environ`` is for the processes that are measured."""

    where: str
    environ: dict[str, str]


@contextmanager
def screen() -> Iterator[Screen]:
    """The platform that was asked for, else the display that is there, else one of its own; where
    that cannot be had, offscreen."""
    asked, display = os.environ.get("QT_QPA_PLATFORM"), os.environ.get("DISPLAY")
    if asked:
        yield Screen(f"on {asked}", dict(os.environ))
    elif display:
        yield Screen(f"on display {display}", _on(display))
    elif all(shutil.which(name) for name in NEEDED):
        with running_screen(WIDTH, HEIGHT) as made:
            yield Screen("under Xvfb", _on(made))
    else:
        yield Screen("offscreen", {**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def _on(display: str) -> dict[str, str]:
    return {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
