"""A phone or a desktop browser on its day: what its owner does with the app, and sees."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from headless.words import speech
from tests.pwa.files import words
from tests.pwa.phone import Phone

ORDERS, STOCK = "sync_orders_temu", "full_inventory_temu"
CHECKS = 10
"""What the diagnosis looks at."""


@dataclass
class App:
    """The app in somebody's browser, in their language."""

    owner: str
    phone: Phone
    language: str
    pictures: Path

    def __post_init__(self) -> None:
        shutil.rmtree(self.pictures, ignore_errors=True)
        self.pictures.mkdir(parents=True)

    @property
    def page(self) -> Page:
        """What is seen."""
        return self.phone.page

    def say(self, key: str) -> str:
        """The app's words in this language."""
        return words(self.language)[key]

    def begins(self, key: str) -> str:
        """The app's words up to their first parameter."""
        return self.say(key).partition("{")[0]

    def card(self, job: str) -> Locator:
        """The card of a job."""
        return self.phone.card(speech(self.language).job(job))

    def button(self, key: str, within: Locator) -> Locator:
        """By what it says."""
        return within.get_by_role("button", name=self.say(key))

    @property
    def dialog(self) -> Locator:
        """What asks for an answer."""
        return self.page.get_by_role("dialog")

    def lines(self, run: str) -> Locator:
        """What the log says of the end of a run."""
        return self.page.locator(".line").filter(has_text=f"Run {run} of {ORDERS}: success")

    async def runs(self, job: str) -> None:
        """Its card says so."""
        pill = self.card(job).locator("header .pill")
        await expect(pill).to_have_text(self.say("state.running"))

    async def shows(self, state: str) -> None:
        """The screen of one run says so."""
        await expect(self.page.locator("header .pill").first).to_have_text(self.say(state))

    async def says_offline(self) -> None:
        """And since when."""
        since = self.begins("connection.offline_since")
        await expect(self.page.locator(".connection")).to_contain_text(since)

    async def shoot(self, name: str) -> None:
        """A picture for people to look at."""
        await self.page.screenshot(path=self.pictures / f"{name}.png")


class Device(App):
    """Every step leaves a picture."""

    async def is_installable(self, url: str) -> None:
        """The browser would offer to install it."""
        page = self.page
        await page.goto(url)
        await expect(page.get_by_role("heading", name=self.say("screen.pairing"))).to_be_visible()
        await self.phone.has_worker()
        session = await self.phone.context.new_cdp_session(page)
        manifest = await session.send("Page.getAppManifest")
        assert manifest["errors"] == []
        assert manifest["url"] == f"{url}/manifest.json"
        found = await session.send("Page.getInstallabilityErrors")
        assert found["installabilityErrors"] == []
        await self.shoot("01-pairing")

    async def pairs(self, code: str) -> None:
        """The code from the console's screen is typed."""
        await self.page.locator("#pair-code").fill(code)
        await self.page.locator("#pair-name").fill(self.owner)
        await self.shoot("02-code")
        await self.button("pairing.pair", self.page.locator("form")).click()
        await self.phone.is_live()
        await expect(self.card(ORDERS)).to_be_visible()
        await self.shoot("03-jobs")

    async def is_set_up(self) -> None:
        """Settings offer installing and messages; the diagnosis finds nothing else to say."""
        page = self.page
        await self.phone.go("settings")
        await expect(page.get_by_text(self.owner)).to_be_visible()
        await expect(self.button("push.turn_on", page.locator("main"))).to_be_visible()
        version = page.get_by_text(self.say("settings.version"), exact=True)
        await version.scroll_into_view_if_needed()
        await self.shoot("04-settings")
        await self.phone.go("diagnosis")
        found = page.locator("li p.strong")
        await expect(found).to_have_count(CHECKS)
        off = f"{self.say('diagnosis.push')}: {self.say('diagnosis.tone.warn')}"
        await expect(page.locator("li p.strong:not(.good)")).to_have_text([off])
        await self.shoot("05-diagnosis")
        await self.phone.go("jobs")

    async def starts(self, job: str, picture: str = "") -> None:
        """Run now, as it is offered."""
        await self.button("job.run", self.card(job)).click()
        if picture:
            await self.shoot(picture)
        await self.button("run.start", self.dialog).click()

    async def watches(self) -> None:
        """The bar of a run moves without anything being touched."""
        card = self.card(ORDERS)
        await self.runs(ORDERS)
        await expect(card.locator(".step")).to_contain_text(self.begins("job.step"))
        await expect(card.get_by_role("progressbar")).to_be_visible()
        await self.shoot("07-running")

    async def sees_its_end(self) -> None:
        """Of the run on the card."""
        card = self.card(ORDERS)
        await expect(card.locator(".facts")).to_contain_text(self.say("state.success"))
        await expect(card.locator("header .pill")).to_have_text(self.say("state.idle"))

    async def watches_alone(self, run: str) -> None:
        """The screen of one run, until its good end."""
        await self.phone.go(f"run/{run}")
        await self.shows("state.running")
        await self.shoot("07-run-alone")
        await self.shows("state.success")
        await self.phone.go("jobs")

    async def finds(self, number: str) -> None:
        """An order by its number, with what happened to it."""
        page = self.page
        await self.phone.go("orders")
        await page.get_by_label(self.say("orders.search")).fill(number)
        await expect(page.locator("a.row")).to_have_count(1)
        await page.locator("a.row").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(number)
        await expect(page.locator(".timeline")).to_contain_text(self.say("event.in_jtl"))
        await self.shoot("08-order")
        await self.phone.go("jobs")

    async def cancels(self, job: str) -> None:
        """After a question."""
        await self.button("job.cancel", self.card(job)).click()
        await self.shoot("09-cancel")
        await self.button("cancel.yes", self.dialog).click()

    async def sees_cancelled(self, job: str) -> None:
        """On its card."""
        await expect(self.card(job).locator(".facts")).to_contain_text(self.say("state.cancelled"))

    async def loses_its_network(self) -> None:
        """While it shows the log."""
        await self.phone.go("logs")
        await expect(self.page.locator(".line").first).to_be_visible()
        await self.phone.context.set_offline(True)
        await self.says_offline()

    async def opens_without_a_network(self) -> None:
        """With what it had, and how old that is."""
        await self.phone.go("jobs")
        await self.page.reload()
        await expect(self.card(ORDERS)).to_be_visible()
        await expect(self.page.locator(".age")).to_be_visible()
        await self.says_offline()
        await self.shoot("10-offline")

    async def catches_up(self, missed: str) -> None:
        """By itself; that it takes no longer than 2 s is shown where one phone is alone
        (tests/pwa/test_app.py)."""
        page = self.page
        await self.phone.context.set_offline(False)
        await expect(page.locator(".connection.good")).to_be_visible()
        await expect(page.locator(".age")).to_have_count(0)
        await self.phone.go("logs")
        await expect(self.lines(missed)).to_have_count(1)
        await self.shoot("11-caught-up")

    async def caches(self) -> list[str]:
        """The sets of the app's files that it holds."""
        return list(await self.page.evaluate("caches.keys()"))

    async def takes_the_new_version(self) -> None:
        """A new version is offered, not forced; nothing of the old one is left."""
        page = self.page
        await page.evaluate("window.working = true")
        await self.phone.looks_for_update()
        offer = page.locator(".banner").filter(has_text=self.say("update.offer"))
        await expect(offer).to_be_visible()
        assert await page.evaluate("window.working") is True
        await self.shoot("12-update")
        async with page.expect_navigation():
            await self.button("update.take", offer).click()
        await self.phone.is_live()
        served = await page.evaluate("fetch('/styles.css').then(answer => answer.text())")
        assert "newer" in served

    async def sees_begun(self, run: str) -> None:
        """On its card, and line by line."""
        await self.runs(ORDERS)
        await self.phone.go("logs")
        await expect(self.page.locator(".line").filter(has_text=run).first).to_be_visible()

    async def sees_the_server_gone(self) -> None:
        """Without being asked."""
        await expect(self.page.locator(".connection")).not_to_have_class("connection good")
        await self.shoot("13-server-away")

    async def shows_what_it_missed(self, interrupted: str, again: str) -> None:
        """Each thing once, and why the run ended."""
        page = self.page
        await expect(self.lines(again)).to_have_count(1)
        begun = page.locator(".line").filter(has_text=f"Run {interrupted} of {ORDERS}: attempt 1")
        await expect(begun).to_have_count(1)
        await self.shoot("14-back")
        await self.phone.go(f"run/{interrupted}")
        await self.shows("state.interrupted")
        why = speech(self.language).error("process_died").happened
        await expect(page.locator("main .notice")).to_contain_text(why)
        await self.shoot("15-interrupted")
        await self.phone.go("jobs")
        await expect(self.card(ORDERS).locator(".facts")).to_contain_text(self.say("state.success"))
        await self.shoot("16-jobs-again")
