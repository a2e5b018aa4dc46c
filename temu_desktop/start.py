"""Where the program begins: with the console at once, or with the command line.

The command line brings libraries that a window does not need before it is seen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec

from temu_desktop.screens import has_desktop

_FLAGS = frozenset({"--kiosk", "--demo", "--supervised"})


def main() -> None:
    """Entry point of ``temu-desktop``."""
    arguments = sys.argv[1:]
    if wants_console(arguments) and has_desktop() and find_spec("PySide6") is not None:
        from temu_desktop.console.starting import open_console

        flags = frozenset(arguments)
        sys.exit(
            open_console(
                kiosk="--kiosk" in flags, demo="--demo" in flags, supervised="--supervised" in flags
            )
        )
    from temu_desktop.cli import main as command_line

    command_line()


def wants_console(arguments: Sequence[str]) -> bool:
    """Nothing at all, or plainly the console; anything else is read by the command line."""
    return not arguments or (arguments[0] == "console" and set(arguments[1:]) <= _FLAGS)
