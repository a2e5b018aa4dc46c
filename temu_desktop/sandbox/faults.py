"""What goes wrong on the way to the platform: by a script, or at random with a seed.

A level draws one fault per call at most; a script comes first. Both see TEMU's calls only, never
the control calls of the sandbox itself.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a day it is."""

    NONE = "none"
    SOME = "some"
    HARD = "hard"


class Fault(StrEnum):
    """One thing that can go wrong with one call.

    `timeout_after`, `hang` and `broken_json` let the call do its work first: the client gets no
    full answer, none for some seconds, or one that is no JSON. `event_before` lets the next thing
    of the scenario happen just before the call. The others keep the call from being executed.
    """

    TIMEOUT_AFTER = "timeout_after"
    HANG = "hang"
    BROKEN_JSON = "broken_json"
    DROP_BEFORE = "drop_before"
    SLOW = "slow"
    RATE_LIMITED = "rate_limited_429"
    LIMIT = "limit_4000004"
    SYSTEM = "system_4000000"
    BAD_GATEWAY = "bad_gateway_502"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - the name of a fault
    SKU_LOCKED = "sku_locked"
    EVENT_BEFORE = "event_before"


_CHANCES: Mapping[Level, Mapping[Fault, float]] = {
    Level.NONE: {},
    Level.SOME: {
        Fault.TIMEOUT_AFTER: 0.004,
        Fault.DROP_BEFORE: 0.004,
        Fault.RATE_LIMITED: 0.006,
        Fault.LIMIT: 0.006,
        Fault.SYSTEM: 0.005,
        Fault.BAD_GATEWAY: 0.005,
        Fault.SLOW: 0.004,
    },
    Level.HARD: {
        Fault.TIMEOUT_AFTER: 0.015,
        Fault.HANG: 0.001,
        Fault.BROKEN_JSON: 0.004,
        Fault.DROP_BEFORE: 0.010,
        Fault.RATE_LIMITED: 0.012,
        Fault.LIMIT: 0.012,
        Fault.SYSTEM: 0.012,
        Fault.BAD_GATEWAY: 0.012,
        Fault.SLOW: 0.006,
        Fault.SKU_LOCKED: 0.010,
        Fault.EVENT_BEFORE: 0.020,
    },
}
HANG_SECONDS = 3.0
"""How long a hanging call stays silent before the connection closes, in real time."""
SLOW_SECONDS = 0.4
"""How much longer a slow call takes, in real time."""
TOKEN_AWAY_SECONDS = 300.0
"""After that much of the sandbox's time a token that expired at random is good again."""


@dataclass(slots=True)
class ScriptedFault:
    """The next calls of a type (`*`: any) after `after` of them: this fault, `times` times."""

    call_type: str
    fault: Fault
    times: int = 1
    after: int = 0

    def strikes(self, call_type: str) -> bool:
        """Count one call; whether it is one that the fault is meant for."""
        if self.times <= 0 or self.call_type not in ("*", call_type):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True


class Faults:
    """Decides call by call; the same seed and the same calls give the same faults."""

    def __init__(self, seed: int, level: Level = Level.NONE) -> None:
        self._seed = seed
        self._script: list[ScriptedFault] = []
        self.level = level
        self.set_level(level)

    def set_level(self, level: Level) -> None:
        """Change the weather; the random sequence starts anew."""
        self.level = level
        self._rng = random.Random(f"faults/{self._seed}/{level}")
        self._calls = 0
        self._expiries = _expiries(self._rng) if level is Level.HARD else []

    def play(self, script: list[ScriptedFault]) -> None:
        """Replace the script."""
        self._script = script

    def next_fault(self, call_type: str) -> Fault | None:
        """The fault that strikes this call, or None."""
        struck = None
        for scripted in self._script:
            if scripted.strikes(call_type):
                struck = scripted.fault
                break
        self._script = [scripted for scripted in self._script if scripted.times > 0]
        return struck or self._drawn_fault()

    def token_expires_now(self) -> bool:
        """Whether the token ends with this call (once or twice in a hard life)."""
        return self._calls in self._expiries

    def _drawn_fault(self) -> Fault | None:
        if self.level is Level.NONE:
            return None
        self._calls += 1
        draw = self._rng.random()
        for fault, chance in _CHANCES[self.level].items():
            draw -= chance
            if draw < 0:
                return fault
        return None


def _expiries(rng: random.Random) -> list[int]:
    """The calls at which a token ends."""
    first = rng.randint(60, 400)
    return [first] if rng.random() < 0.5 else [first, first + rng.randint(300, 1200)]
