"""Settings of the interpreter by which a loop stays quick beside threads that work hard."""

from __future__ import annotations

import gc
import sys
from typing import Any

SWITCH_SECONDS = 0.0002
"""A thread that computes gives way after so long; Python's own 5 ms add up with several of them.
With half a millisecond, and with a tenth, lines that are logged beside a sync slowed it more."""
YOUNG, MIDDLE, OLD = 5_000, 1, 1_000
"""Collections of young objects stay short, and those of all objects rare: a sync makes millions
that live as long as their batch, and looking at everything else each time stops the loop."""
PIECE = 500
"""So many objects are freed in a tenth of a millisecond: less than a turn of ``SWITCH_SECONDS``."""


def keep_responsive() -> None:
    """Tune this process; called once by a program, after its imports."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # Without a collection before: imports leave next to no garbage, and to look for it takes a
    # tenth of a start.
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def let_go(items: list[Any]) -> None:
    """Empty a long list in pieces, in a thread: freed as one, a shop's worth of objects keeps the
    interpreter from all other threads for tens of milliseconds.
    """
    while items:
        del items[-PIECE:]
