"""How a sandbox is set up; what the command line's options become."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from temu_desktop.sandbox.faults import Level

NO_WAWI = "none"
"""As the Wawi's URL: there is none, only TEMU."""


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """One sandbox.

    `temu_port` 0 picks a free one. `wawi_url` is an SQLAlchemy URL of an empty database, None for
    an SQLite file in `data_dir`, NO_WAWI for none. `qps` is the platform's rate limit per second,
    0 for none. `latency_ms` is added to every call of TEMU. With `manual_clock` things happen only
    when a tick is asked for, else every second by themselves. `clock_offset` is how far the
    sandbox's time is ahead of the computer's, in seconds. `awkward` plans odd articles, orders and
    parcels where there are 50 of something; `pace` stretches the Wawi's working times. With
    `leave_with_parent` the sandbox ends when the process that started it is gone.
    """

    temu_port: int = 0
    orders: int = 40
    skus: int = 200
    seed: int = 1
    faults: Level = Level.NONE
    wawi_url: str | None = None
    data_dir: Path | None = None
    latency_ms: float = 0.0
    qps: float = 20.0
    manual_clock: bool = False
    clock_offset: float = 0.0
    awkward: bool = True
    pace: float = 1.0
    leave_with_parent: bool = False
