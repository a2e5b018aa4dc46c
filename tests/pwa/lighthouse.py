"""Google's Lighthouse over a page, as on a phone of the middle class with a slow network."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.pwa.phone import FLAGS, ROOT, chromium

PROGRAM = ROOT / "packaging/node/node_modules/.bin/lighthouse"
REPORTS = ROOT / "var/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Report:
    """What it said of one load of a page."""

    scores: dict[str, int]
    blemishes: dict[str, str]
    """Audits that are not perfect, and what they say."""

    @property
    def text(self) -> str:
        """For whoever reads why a test failed."""
        lines = [f"  {name}: {said}" for name, said in sorted(self.blemishes.items())]
        return "\n".join([str(self.scores), *lines])


async def audit(url: str, name: str, profile: Path, *, keeps: bool = False) -> Report:
    """Load the page in a browser of its own; ``keeps``: with what the profile already has."""
    if not PROGRAM.exists():
        pytest.skip("needs: npm ci --prefix packaging/node")
    REPORTS.mkdir(parents=True, exist_ok=True)
    file = REPORTS / f"{name}.json"
    flags = " ".join([*FLAGS, "--headless=new", f"--user-data-dir={profile}"])
    words = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}"]
    words += ["--output=json", f"--output-path={file}", "--quiet", "--no-enable-error-reporting"]
    words += ["--disable-storage-reset"] * keeps
    process = await asyncio.create_subprocess_exec(
        *(shutil.which("node") or "node", str(PROGRAM), url, *words),
        env={**os.environ, "CHROME_PATH": chromium()},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(_LONGEST):
            said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, said.decode(errors="replace")[-3000:]
    return _read(json.loads(file.read_text(encoding="utf-8")))


def _read(result: dict[str, Any]) -> Report:
    assert not result.get("runtimeError"), result["runtimeError"]
    categories = result["categories"]
    asked = {audit["id"] for one in categories.values() for audit in one["auditRefs"]}
    return Report(
        scores={name: round(categories[name]["score"] * 100) for name in CATEGORIES},
        blemishes={
            name: f"{found['title']} {found.get('displayValue', '')}"
            for name, found in result["audits"].items()
            if name in asked and found["score"] is not None and found["score"] < 1
        },
    )
