"""A phone or desktop browser with the app, and what a person does with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    expect,
)

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


class Shop(Protocol):
    """What a phone is pointed at."""

    @property
    def url(self) -> str:
        """Where the app is."""
        ...

    async def code(self, role: str = "operator") -> str:
        """A pairing code as the console shows it."""
        ...


class Phone:
    """One browser with one page to begin with."""

    def __init__(self, context: BrowserContext, page: Page, shop: Shop) -> None:
        self.context = context
        self.page = page
        self.shop = shop
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
        await self.page.goto(f"{self.shop.url}/#pair={await self.shop.code(role)}")
        await self.page.locator("#pair-name").fill(name)
        await self.page.locator("form button[type=submit]").click()
        await self.is_live()

    async def go(self, screen: str) -> None:
        """To a screen by its link, as a bookmark or a message would."""
        await self.page.evaluate("hash => { location.hash = hash; }", f"#{screen}")

    async def is_live(self, page: Page | None = None) -> None:
        """The connection stands and is shown."""
        await expect((page or self.page).locator(".connection.good")).to_be_visible()

    async def looks_for_update(self) -> None:
        """What happens every hour and whenever the app comes to the front."""
        await self.page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")

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


class OpenPhone(Protocol):
    """`await open_phone(role="viewer", language="en-GB")`: a paired phone, None for unpaired."""

    async def __call__(self, role: str | None = "operator", **options: Any) -> Phone:
        """Open one in a browser of its own."""
        ...


@asynccontextmanager
async def phones(
    player: Playwright, folder: Path, shop: Shop, shared: Browser | None = None
) -> AsyncIterator[OpenPhone]:
    """Opens phones until the end of the block; a page that threw an error fails there.

    In a ``shared`` browser a phone is a profile of its own, without cookies, storage and workers of
    others; without one each is a browser of its own, with ``flags`` if wanted.
    """
    async with AsyncExitStack() as stack:
        opened: list[Phone] = []

        async def context_for(flags: Sequence[str], options: Mapping[str, Any]) -> BrowserContext:
            if shared is not None:
                return await shared.new_context(**options)
            return await player.chromium.launch_persistent_context(
                folder / f"browser-{len(opened)}",
                executable_path=chromium(),
                args=[*FLAGS, *flags],
                **options,
            )

        async def start(
            role: str | None = "operator",
            *,
            language: str = "de-DE",
            kind: str = "Pixel 7",
            flags: tuple[str, ...] = (),
            **options: Any,
        ) -> Phone:
            device = dict(player.devices[kind]) if kind else {}
            device.pop("default_browser_type", None)
            place = {"locale": language, "timezone_id": "Europe/Berlin"}
            context = await context_for(flags, {**place, **device, **options})
            stack.push_async_callback(context.close)
            page = context.pages[0] if context.pages else await context.new_page()
            phone = Phone(context, page, shop)
            opened.append(phone)
            if role is not None:
                await phone.pair(role)
            return phone

        yield start
        for phone in opened:
            assert phone.errors == []
