"""Makes the console's three sounds in resources/sounds: plain tones, so that nobody's rights are in
them. Run it once after a change: ``python packaging/make_sounds.py``."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
SOUNDS = {
    "alarm": [(880, 0.18), (0, 0.05), (660, 0.18), (0, 0.05), (880, 0.18), (0, 0.05), (660, 0.3)],
    "found": [(1047, 0.07), (1568, 0.1)],
    "not_found": [(220, 0.25)],
}
"""Name → (Hz, seconds); 0 Hz is a pause."""


def samples(tones: list[tuple[int, float]]) -> bytes:
    """16-bit mono; every tone swells and fades, so that it does not click."""
    parts = bytearray()
    for hertz, seconds in tones:
        count = int(RATE * seconds)
        for place in range(count):
            swell = min(1.0, place / 300, (count - place) / 600)
            value = math.sin(2 * math.pi * hertz * place / RATE) * swell if hertz else 0.0
            parts += struct.pack("<h", int(value * 14_000))
    return bytes(parts)


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, tones in SOUNDS.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(tones))


if __name__ == "__main__":
    main()
