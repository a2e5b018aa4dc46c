"""Draw the app's icons from resources/app/icon.svg, with Chromium: python packaging/pwa/icons.py"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
ICON = (ROOT / "resources/app/icon.svg").read_text(encoding="utf-8")
TARGET = ROOT / "pwa/icons"
ACCENT = "#074b8d"
COLOURS = 64
"""Each takes four bytes that nothing can pack."""


def draw(page: Page, name: str, size: int, svg: str, ground: str = "transparent") -> None:
    """One icon as PNG."""
    page.set_viewport_size({"width": size, "height": size})
    style = f"margin:0;background:{ground}"
    sized = svg.replace('width="256" height="256"', f'width="{size}" height="{size}"', 1)
    page.set_content(f'<body style="{style}"><div style="line-height:0">{sized}</div></body>')
    shot = QImage.fromData(page.screenshot(omit_background=True))
    (TARGET / name).write_bytes(png(shot.convertToFormat(QImage.Format.Format_RGBA8888)))


def png(image: QImage) -> bytes:
    """The picture with a palette: a third of the size, and nobody sees the difference."""
    data, width, height = bytes(image.constBits()), image.width(), image.height()
    pixels = [_coarse(*data[at : at + 4]) for at in range(0, len(data), 4)]
    palette = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]
    place = {colour: index for index, colour in enumerate(palette)}
    for pixel in set(pixels) - place.keys():
        place[pixel] = place[min(palette, key=_from(pixel))]
    indexes = bytes(place[pixel] for pixel in pixels)
    rows = b"".join(b"\0" + indexes[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour[:3]) for colour in palette)
    alphas = bytes(colour[3] for colour in palette)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"tRNS", alphas))
    packed = ((b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in (*parts, *packed))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _coarse(*channels: int) -> tuple[int, ...]:
    """The same colour in steps of 8: the edges blend three colours only."""
    return tuple(min(255, round(channel / 8.5) * 17 // 2) for channel in channels)


def _from(pixel: tuple[int, ...]) -> Callable[[tuple[int, ...]], int]:
    return lambda colour: sum((a - b) ** 2 for a, b in zip(colour, pixel, strict=True))


def maskable() -> str:
    """The sign within the inner four fifths; the ground reaches every edge."""
    inner = ICON[ICON.index(">") + 1 : ICON.rindex("</svg>")]
    ground = f'<rect width="256" height="256" fill="{ACCENT}"/>'
    sign = f'<g transform="translate(28 28) scale(0.78)">{inner}</g>'
    return ICON[: ICON.index(">") + 1] + ground + sign + "</svg>"


def badge() -> str:
    """The outline alone: Android colours it."""
    paths = ICON[ICON.index("<path") : ICON.rindex("</svg>")].replace("#ffce78", "#ffffff")
    head = ICON[: ICON.index(">") + 1].replace('"0 0 256 256"', '"36 30 184 196"')
    return head + paths + "</svg>"


def main() -> None:
    """All icons."""
    (TARGET / "icon.svg").write_text(ICON, encoding="utf-8", newline="\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page()
        draw(page, "icon-192.png", 192, ICON)
        draw(page, "icon-512.png", 512, ICON)
        draw(page, "icon-180.png", 180, maskable(), ACCENT)
        draw(page, "maskable-192.png", 192, maskable(), ACCENT)
        draw(page, "maskable-512.png", 512, maskable(), ACCENT)
        draw(page, "badge-96.png", 96, badge())
        browser.close()


if __name__ == "__main__":
    main()
