"""Writes the pictures of the handbook from those that the tests took: ``make handbook``."""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs" / "handbuch"
TAKEN = ROOT / "var" / "screenshots"
LOOK = "de-light"
COLOURS = 256
MOST_BYTES = 120 * 1024


def named() -> list[str]:
    """Pictures that a chapter shows."""
    texts = (chapter.read_text("utf-8") for chapter in sorted(HANDBOOK.glob("*.md")))
    found = (re.findall(r"\]\(bilder/([\w-]+)\.png\)", text) for text in texts)
    return sorted({name for names in found for name in names})


def taken(name: str) -> Path:
    """Where the tests left a picture."""
    places = (TAKEN / "all" / f"{name}-{LOOK}.png", TAKEN / f"{name}-{LOOK}.png")
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise FileNotFoundError(f"no test took {name}-{LOOK}.png")
    return found


def with_few_colours(image: QImage) -> QImage:
    """The same with a palette: the colours that are seen most."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(array("I", bytes(plain.constBits())))
    palette = [colour for colour, _ in counted.most_common(COLOURS)]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, palette)


def write(name: str) -> int:
    """One picture; its size in bytes."""
    file = HANDBOOK / "bilder" / f"{name}.png"
    file.parent.mkdir(exist_ok=True)
    image = with_few_colours(QImage(str(taken(name))))
    if not image.save(str(file), "PNG", 0):
        raise OSError(f"{file} cannot be written")
    return file.stat().st_size


def main() -> None:
    """All of them; what no chapter shows goes away."""
    names = named()
    for old in (HANDBOOK / "bilder").glob("*.png"):
        if old.stem not in names:
            old.unlink()
    sizes = {name: write(name) for name in names}
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes.values()) / 1024:.0f} KB\n")


if __name__ == "__main__":
    main()
