"""A phone or desktop browser with the app, and what a person does with it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.pwa.stage import Stage

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "var/screenshots/pwa"
AXE = ROOT / "packaging/node/node_modules/axe-core/axe.min.js"
FLAGS = (
    *("--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"),
    "--ignore-certificate-errors",
)
EXPECTED = ("Failed to load resource", "WebSocket connection to")
"""What the browser itself writes when a server is away or says no."""

expect.set_options(timeout=15_000)


def chromium() -> str:
    """The browser's program; a test without it is skipped, in CI it fails."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing")
        pytest.skip("needs: apt-get install chromium")
    return found


class Phone:
    """One browser with one page to begin with."""

    def __init__(
        self, context: BrowserContext, page: Page, stage: Stage, url: str | None = None
    ) -> None:
        self.context = context
        self.page = page
        self.stage = stage
        self.url = url or stage.url
        self.errors: list[str] = []
        self.attend(page)

    def attend(self, page: Page) -> None:
        """Remember what goes wrong in a page."""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.errors.append(message.text)

    async def pair(self, role: str = "operator", name: str = "Telefon von Jana") -> None:
        """By the link of the QR code."""
        await self.page.goto(f"{self.url}/#pair={await self.stage.code(role)}")
        await self.page.locator("#pair-name").fill(name)
        await self.page.locator("form button[type=submit]").click()
        await self.is_live()

    async def go(self, screen: str) -> None:
        """To a screen by its link, as a bookmark or a message would."""
        await self.page.evaluate("hash => { location.hash = hash; }", f"#{screen}")

    async def is_live(self, page: Page | None = None) -> None:
        """The connection stands and is shown."""
        await expect((page or self.page).locator(".connection.good")).to_be_visible()

    async def has_worker(self) -> None:
        """The service worker is in charge of the page."""
        await self.page.evaluate("navigator.serviceWorker.ready")
        await self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def card(self, name: str) -> Locator:
        """The card of a job."""
        heading = self.page.get_by_role("heading", name=name, exact=True)
        return self.page.locator("article.job").filter(has=heading)

    async def shoot(self, name: str) -> None:
        """A picture for people to look at."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    async def violations(self) -> list[str]:
        """What axe finds wrong with the page as it is."""
        if not AXE.exists():
            pytest.skip("needs: npm ci --prefix packaging/node")
        await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = await self.page.evaluate("axe.run()")
        return [
            f"{item['id']}: {node['target']} {node.get('failureSummary', '')}"
            for item in found["violations"]
            for node in item["nodes"]
        ]
