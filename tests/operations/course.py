"""A day with a phone, step by step, as a person has it; in either language, on any device."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, expect

from headless.words import speech
from tests.operations.pm2 import kill_hard
from tests.operations.server import Server
from tests.pwa.files import reseal, words
from tests.pwa.phone import Phone

ORDERS, STOCK = "sync_orders_temu", "full_inventory_temu"
OWNER = "Jana Weiß"
CHECKS = 10
"""What the diagnosis looks at."""


@dataclass
class Course:
    """One phone at one server; every step leaves a picture."""

    server: Server
    phone: Phone
    language: str
    pictures: Path

    def __post_init__(self) -> None:
        shutil.rmtree(self.pictures, ignore_errors=True)
        self.pictures.mkdir(parents=True)

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
        return self.phone.page.get_by_role("dialog")

    def lines(self, run: str) -> Locator:
        """What the log says of the end of a run."""
        return self.phone.page.locator(".line").filter(has_text=f"Run {run} of {ORDERS}: success")

    async def runs(self, job: str) -> None:
        """Its card says so."""
        pill = self.card(job).locator("header .pill")
        await expect(pill).to_have_text(self.say("state.running"))

    async def says_offline(self) -> None:
        """And since when."""
        since = self.begins("connection.offline_since")
        await expect(self.phone.page.locator(".connection")).to_contain_text(since)

    async def shoot(self, name: str) -> None:
        """A picture for people to look at."""
        await self.phone.page.screenshot(path=self.pictures / f"{name}.png")

    async def is_installable(self) -> None:
        """The browser would offer to install it."""
        page = self.phone.page
        await page.goto(self.server.url)
        await expect(page.get_by_role("heading", name=self.say("screen.pairing"))).to_be_visible()
        await self.phone.has_worker()
        session = await self.phone.context.new_cdp_session(page)
        manifest = await session.send("Page.getAppManifest")
        assert manifest["errors"] == []
        assert manifest["url"] == f"{self.server.url}/manifest.json"
        found = await session.send("Page.getInstallabilityErrors")
        assert found["installabilityErrors"] == []
        await self.shoot("01-pairing")

    async def pairs(self) -> None:
        """The code from the console's screen is typed."""
        page = self.phone.page
        await page.locator("#pair-code").fill(await self.server.code())
        await page.locator("#pair-name").fill(OWNER)
        await self.shoot("02-code")
        await self.button("pairing.pair", page.locator("form")).click()
        await self.phone.is_live()
        await expect(self.card(ORDERS)).to_be_visible()
        await self.shoot("03-jobs")

    async def is_set_up(self) -> None:
        """Settings offer installing and messages; the diagnosis finds nothing else to say."""
        page = self.phone.page
        await self.phone.go("settings")
        await expect(page.get_by_text(OWNER)).to_be_visible()
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

    async def starts_a_run_and_watches(self) -> None:
        """Run now; the bar moves without anything being touched."""
        await self.server.sandbox.control.script_faults(slow(10))
        card = self.card(ORDERS)
        await self.button("job.run", card).click()
        await self.shoot("06-run-now")
        await self.button("run.start", self.dialog).click()
        await self.runs(ORDERS)
        await expect(card.locator(".step")).to_contain_text(self.begins("job.step"))
        await expect(card.get_by_role("progressbar")).to_be_visible()
        await self.shoot("07-running")
        await expect(card.locator(".facts")).to_contain_text(self.say("state.success"))
        await expect(card.locator("header .pill")).to_have_text(self.say("state.idle"))

    async def watches_what_others_start(self) -> None:
        """A run that was started elsewhere, over the screen of one run."""
        await self.server.sandbox.control.script_faults(slow(10))
        run = await self.server.run(ORDERS)
        await self.phone.go(f"run/{run}")
        pill = self.phone.page.locator("header .pill").first
        await expect(pill).to_have_text(self.say("state.running"))
        await self.shoot("07-run-alone")
        await expect(pill).to_have_text(self.say("state.success"))
        await self.phone.go("jobs")

    async def sees_an_order_go_to_jtl(self) -> None:
        """Placed at TEMU, imported by the Wawi, found on the phone by its number."""
        page, control = self.phone.page, self.server.sandbox.control
        number = await control.place_order(status=2)
        for _ in range(2):
            await self.server.succeeds(ORDERS)
            await control.tick(90)
        await self.server.succeeds(ORDERS)
        await self.phone.go("orders")
        await page.get_by_label(self.say("orders.search")).fill(number)
        await expect(page.locator("a.row")).to_have_count(1)
        await page.locator("a.row").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text(number)
        await expect(page.locator(".timeline")).to_contain_text(self.say("event.in_jtl"))
        await self.shoot("08-order")
        await self.phone.go("jobs")

    async def leaves_nothing_twice(self) -> None:
        """The books of both neighbours agree, after all of it."""
        await self.server.sandbox.control.run_wawi()
        await self.server.succeeds(ORDERS)
        outside = {view: await self.server.orders(view) for view in ("external", "rejected")}
        books = await self.server.sandbox.control.books(orders_from=self.server.since, **outside)
        assert (books["duplicates"], books["lost"]) == (0, 0), books
        assert books["in_jtl"]

    async def cancels(self) -> None:
        """After a question; what was sent stays sent."""
        await self.server.sandbox.control.script_faults(slow(60))
        card = self.card(STOCK)
        await self.button("job.run", card).click()
        await self.button("run.start", self.dialog).click()
        await self.button("job.cancel", card).click()
        await self.shoot("09-cancel")
        await self.button("cancel.yes", self.dialog).click()
        await expect(card.locator(".facts")).to_contain_text(self.say("state.cancelled"))
        await self.server.sandbox.control.script_faults()

    async def is_offline_and_back(self) -> None:
        """In the cellar: the app opens, says how old its data is, and catches up within 2 s."""
        page = self.phone.page
        await self.phone.go("logs")
        await expect(page.locator(".line").first).to_be_visible()
        await self.phone.context.set_offline(True)
        await self.says_offline()
        missed = await self.server.succeeds(ORDERS)
        await self.phone.go("jobs")
        await page.reload()
        await expect(self.card(ORDERS)).to_be_visible()
        await expect(page.locator(".age")).to_be_visible()
        await self.says_offline()
        await self.shoot("10-offline")
        await self.phone.context.set_offline(False)
        await expect(page.locator(".connection.good")).to_be_visible(timeout=2_000)
        await expect(page.locator(".age")).to_have_count(0, timeout=2_000)
        await self.phone.go("logs")
        await expect(self.lines(missed)).to_have_count(1)
        await self.shoot("11-caught-up")

    async def takes_a_new_version(self) -> None:
        """Offered, not forced; nothing of the old one is left."""
        page = self.phone.page
        before = await page.evaluate("caches.keys()")
        styles = self.server.files / "styles.css"
        styles.write_text(styles.read_text(encoding="utf-8") + "\n/* newer */\n", encoding="utf-8")
        version = reseal(self.server.files)
        await page.evaluate("window.working = true")
        await self.phone.looks_for_update()
        offer = page.locator(".banner").filter(has_text=self.say("update.offer"))
        await expect(offer).to_be_visible()
        assert await page.evaluate("window.working") is True
        await self.shoot("12-update")
        async with page.expect_navigation():
            await self.button("update.take", offer).click()
        await self.phone.is_live()
        assert await page.evaluate("caches.keys()") == [f"app-{version}"] != before
        served = await page.evaluate("fetch('/styles.css').then(answer => answer.text())")
        assert "newer" in served

    async def outlives_a_crash(self) -> None:
        """kill -9 during a run: PM2 starts the program, the phone comes back by itself."""
        page = self.phone.page
        await self.phone.go("jobs")
        await self.server.sandbox.control.script_faults(slow(200))
        run = await self.server.run(ORDERS)
        await self.runs(ORDERS)
        await self.phone.go("logs")
        await expect(page.locator(".line").filter(has_text=run).first).to_be_visible()
        pid = await asyncio.to_thread(self.server.pm2.pid)
        kill_hard(pid)
        await expect(page.locator(".connection")).not_to_have_class("connection good")
        await self.shoot("13-server-away")
        await self.server.sandbox.control.script_faults()
        await self.server.is_back(pid)
        await self.phone.is_live()
        assert self.server.pm2.app()["pm2_env"]["restart_time"] == 1
        await self._shows_what_it_missed(run)

    async def _shows_what_it_missed(self, interrupted: str) -> None:
        page = self.phone.page
        assert await self.server.ended(interrupted) == "interrupted"
        newest = (await self.server.call("GET", f"/api/jobs/{ORDERS}"))["job"]["run"]["id"]
        again = newest if newest != interrupted else await self.server.run(ORDERS)
        assert await self.server.ended(again) == "success"
        await expect(self.lines(again)).to_have_count(1)
        begun = page.locator(".line").filter(has_text=f"Run {interrupted} of {ORDERS}: attempt 1")
        await expect(begun).to_have_count(1)
        await self.shoot("14-back")
        await self.phone.go(f"run/{interrupted}")
        pill = page.locator("header .pill").first
        await expect(pill).to_have_text(self.say("state.interrupted"))
        why = speech(self.language).error("process_died").happened
        await expect(page.locator("main .notice")).to_contain_text(why)
        await self.shoot("15-interrupted")
        await self.phone.go("jobs")
        await expect(self.card(ORDERS).locator(".facts")).to_contain_text(self.say("state.success"))
        await self.shoot("16-jobs-again")


def slow(times: int) -> dict[str, object]:
    """TEMU takes its time, so often."""
    return {"type": "*", "fault": "slow", "times": times}
