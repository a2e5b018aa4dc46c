"""Takes the pictures that app stores and installers show: python -m tests.pwa.portraits"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from PySide6.QtGui import QImage

from tests.console.handbook_pictures import with_few_colours
from tests.pwa.phone import FLAGS, Phone, chromium
from tests.pwa.stage import PWA, Stage, raised


async def portrait(browser: Browser, stage: Stage, name: str, screen: str, **view: object) -> None:
    """One screen, light and in German."""
    context = await browser.new_context(
        locale="de-DE", timezone_id="Europe/Berlin", color_scheme="light", **view
    )
    phone = Phone(context, await context.new_page(), stage)
    await phone.pair()
    await phone.go(screen)
    await phone.page.locator("article").first.wait_for()
    await phone.page.mouse.move(0, 0)
    await phone.page.wait_for_timeout(500)
    image = with_few_colours(QImage.fromData(await phone.page.screenshot()))
    image.save(str(PWA / "screenshots" / f"{name}.png"), "PNG", 0)
    await context.close()


async def main() -> None:
    """All of the manifest's."""
    touched = {"device_scale_factor": 2, "is_mobile": True, "has_touch": True}
    small = {"viewport": {"width": 412, "height": 839}, **touched}
    wide = {"viewport": {"width": 1280, "height": 800}}
    with tempfile.TemporaryDirectory() as folder:
        async with raised(Path(folder), clock_offset=-3 * 3600.0) as stage, async_playwright() as p:
            browser = await p.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            await portrait(browser, stage, "phone-jobs", "jobs", **small)
            await portrait(browser, stage, "phone-issues", "issues", **small)
            await portrait(browser, stage, "desktop-jobs", "jobs", **wide)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
