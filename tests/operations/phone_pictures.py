"""Writes the pictures of docs/DEPLOYMENT.md: python -m tests.operations.phone_pictures

They are those that the course in English took of the emulated phone, smaller.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.console.handbook_pictures import with_few_colours
from tests.operations.places import ROOT

TAKEN = ROOT / "var/screenshots/course/phone-en"
PICTURES = ROOT / "docs/pictures"
NAMES = {
    "phone-code": "02-code",
    "phone-jobs": "03-jobs",
    "phone-settings": "04-settings",
    "phone-diagnosis": "05-diagnosis",
    "phone-running": "07-running",
    "phone-offline": "10-offline",
    "phone-update": "12-update",
}
WIDTH = 412
MOST_BYTES = 60 * 1024


def write(name: str, taken: str) -> int:
    """One picture; its size in bytes."""
    file = PICTURES / f"{name}.png"
    file.parent.mkdir(exist_ok=True)
    image = QImage(str(TAKEN / f"{taken}.png"))
    if image.isNull():
        raise FileNotFoundError(f"no test took {TAKEN.name}/{taken}.png")
    smooth = Qt.TransformationMode.SmoothTransformation
    if not with_few_colours(image.scaledToWidth(WIDTH, smooth)).save(str(file), "PNG", 0):
        raise OSError(f"{file} cannot be written")
    return file.stat().st_size


def main() -> None:
    """All of them."""
    sizes = {name: write(name, taken) for name, taken in NAMES.items()}
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes.values()) / 1024:.0f} KB\n")


if __name__ == "__main__":
    main()
