"""Seal the set of files that phones keep: their SHA-256 and one version over all of them.

python packaging/pwa/seal.py           writes them into pwa/service-worker.js
python packaging/pwa/seal.py --check   says whether they are right
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

PWA = Path(__file__).parents[2] / "pwa"
WORKER = PWA / "service-worker.js"
SEALED = re.compile(r"(?<=// sealed: begin\n).*?(?=// sealed: end\n)", re.S)
NEVER = (
    *("screenshots/", "icons/LICENSE", "vendor/zxing/LICENSE"),
    *("js/types.js", "js/context.js"),
)
"""No part of the running app: what shops show, licences, types."""
LATER = ("vendor/", "icons/", "js/i18n/", "js/scanner.js", "js/chart.js")
"""Kept from when a phone first needs it: scanner, charts, language, what installing asks for."""
AT_ONCE = ("icons/sprite.svg", "icons/icon.svg")


def app_files() -> list[Path]:
    """Files that belong to the running app, by name."""
    names = sorted(path for path in PWA.rglob("*") if path.is_file() and path != WORKER)
    return [path for path in names if not _name(path).startswith(NEVER) and not _is_hidden(path)]


def is_later(path: Path) -> bool:
    """Whether a phone fetches the file only when it needs it."""
    return _name(path).startswith(LATER) and _name(path) not in AT_ONCE


def address(path: Path) -> str:
    """Under which the server has the file."""
    return "/" if _name(path) == "index.html" else f"/{_name(path)}"


def sealed(source: str) -> str:
    """The service worker's source with version and files as they are now."""
    digests = {path: _digest(path.read_bytes()) for path in app_files()}
    at_once = {address(path): it for path, it in digests.items() if not is_later(path)}
    later = {address(path): it for path, it in digests.items() if is_later(path)}
    everything = json.dumps([at_once, later]) + SEALED.sub("", source)
    version = hashlib.sha256(everything.encode()).hexdigest()[:12]
    block = f'const VERSION = "{version}";\n{_table("FILES", at_once)}{_table("LATER", later)}'
    return SEALED.sub(block, source)


def _table(name: str, digests: dict[str, str]) -> str:
    lines = "".join(f'  "{path}": "{digest}",\n' for path, digest in digests.items())
    return f"const {name} = {{\n{lines}}};\n"


def _name(path: Path) -> str:
    return path.relative_to(PWA).as_posix()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in _name(path).split("/"))


def _digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def main() -> int:
    """Write, or check; 1 where the check finds a difference."""
    source = WORKER.read_text(encoding="utf-8")
    now = sealed(source)
    if "--check" in sys.argv:
        return int(now != source)
    WORKER.write_text(now, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
