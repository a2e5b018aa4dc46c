"""Headless mode as it is, but without the limits that keep one caller from measuring it, and with
messages that say when what they tell of was published."""

from __future__ import annotations

import sys
from dataclasses import replace

from headless import app, running
from headless.main import main
from headless.options import Limits, Options
from temu_desktop import bootstrap
from temu_desktop.settings import Settings
from tests.benchmarks.ages import AgedBus, AgedHub

MANY = 1e9
_usual = running.options_of


def options_of(settings: Settings) -> Options:
    """The usual ones, with room for everybody."""
    room = Limits(
        address_rate=MANY,
        address_burst=MANY,
        caller_rate=MANY,
        caller_burst=MANY,
        sockets_each=1000,
        sockets=1000,
    )
    return replace(_usual(settings), limits=room)


if __name__ == "__main__":
    running.options_of = options_of
    bootstrap.EventBus, app.Hub = AgedBus, AgedHub  # type: ignore[attr-defined]
    sys.exit(main())
