"""Invented receivers: names in any script, addresses of real towns, phones and relay mails."""

from __future__ import annotations

import random

from temu_desktop.sandbox.destinations import Destination
from temu_desktop.sandbox.temu.model import Address
from temu_desktop.sandbox.words import FIRST_NAMES, LAST_NAMES, STREETS

_ADDITIONS = ("", "", "", "", "Hinterhaus 2. OG", "c/o Familie Øster", "Étage 3, à gauche 🚪")
_CONTROL_CHARACTERS = "\x07\x1f\x0b"


def make_address(rng: random.Random, destination: Destination, country: str) -> Address:
    """A receiver in that country; now and then with a very long name or control characters."""
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    if rng.random() < 0.03:
        last = f"{last} {'von und zu ' * 9}{rng.choice(LAST_NAMES)}"
    if rng.random() < 0.02:
        first = f"{first}{rng.choice(_CONTROL_CHARACTERS)}"
    town, post_code = rng.choice(destination.towns)
    return Address(
        first_name=first,
        last_name=last,
        mobile=f"+49{rng.randint(1_500_000_000, 1_799_999_999)}",
        mail=f"{rng.randint(10**9, 10**10 - 1):x}@relay.example",
        country=country,
        state="",
        city=town,
        district="",
        lines=(rng.choice(STREETS), rng.choice(_ADDITIONS), ""),
        post_code=post_code,
        restricted=rng.random() < 0.01,
    )
