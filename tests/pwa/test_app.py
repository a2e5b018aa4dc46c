"""The app on a phone, driven as a person drives it, on a real server over a real shop."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import WebSocketRoute, expect

from temu_desktop.events import OrdersChanged
from temu_desktop.jobs.model import SYNC_ORDERS, RunRequest
from tests.pwa.files import reseal
from tests.pwa.phone import OpenPhone, Phone
from tests.pwa.stage import Stage

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """What happens in the block may take so long."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    assert took <= seconds, f"{took:.1f} s"


SLOW = {"type": "*", "fault": "slow", "times": 8}


async def start(phone: Phone, name: str) -> None:
    """Run a job now, as it is set."""
    await phone.card(name).get_by_role("button", name="Jetzt starten").click()
    await phone.page.get_by_role("dialog").get_by_role("button", name="Starten").click()


async def test_a_phone_pairs_by_the_link_and_the_code_leaves_the_address(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone(None)
    await phone.page.goto(stage.url)
    await expect(phone.page.get_by_role("heading", name="Gerät koppeln")).to_be_visible()
    await phone.pair()
    await expect(phone.card("Aufträge")).to_be_visible()
    assert "pair" not in phone.page.url
    await phone.go("settings")
    await expect(phone.page.get_by_text("Telefon von Jana")).to_be_visible()
    await expect(phone.page.get_by_text("Bediener", exact=True)).to_be_visible()


async def test_a_code_can_be_typed_as_people_type(stage: Stage, open_phone: OpenPhone) -> None:
    phone = await open_phone(None)
    await phone.page.goto(stage.url)
    typed = (await stage.code()).lower().replace("-", " ")
    await phone.page.get_by_label("Code").fill(f" {typed} ")
    await phone.page.get_by_role("button", name="Koppeln").click()
    await phone.is_live()


async def test_a_wrong_code_is_refused_with_words(stage: Stage, open_phone: OpenPhone) -> None:
    phone = await open_phone(None)
    await phone.page.goto(f"{stage.url}/#pair=AAAA-AAAA")
    await phone.page.get_by_role("button", name="Koppeln").click()
    await expect(phone.page.get_by_role("alert")).to_contain_text("Code")
    await expect(phone.page.get_by_label("Code")).to_be_focused()


async def test_a_revoked_phone_is_sent_to_pairing_and_forgets_what_it_knew(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    await expect(phone.card("Aufträge")).to_be_visible()
    devices = await stage.house.core.devices.devices()
    newest = max(devices, key=lambda device: device.id)
    await stage.house.core.devices.revoke(newest.id, "Jana")
    await expect(phone.page.get_by_role("heading", name="Gerät koppeln")).to_be_visible()
    await expect(phone.page.get_by_role("alert")).to_be_visible()
    left = await phone.page.evaluate("Object.keys(localStorage)")
    assert [key for key in left if key in {"temu.token", "temu.me"}] == []


async def test_a_run_is_started_and_watched_live(stage: Stage, open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await stage.sandbox.control.script_faults(SLOW)
    await start(phone, "Aufträge")
    card = phone.card("Aufträge")
    await expect(card.locator("header .pill")).to_have_text("Läuft")
    await expect(card.locator(".step")).to_contain_text("Schritt")
    await expect(card.get_by_role("progressbar")).to_be_visible()
    await phone.shoot("live-run")
    await expect(card.locator(".facts")).to_contain_text("Erfolgreich", timeout=60_000)
    await expect(card.get_by_role("button", name="Jetzt starten")).to_be_visible()


async def test_a_run_is_cancelled_after_a_question(stage: Stage, open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await stage.sandbox.control.script_faults({**SLOW, "times": 40})
    await start(phone, "Bestand, vollständig")
    card = phone.card("Bestand, vollständig")
    await card.get_by_role("button", name="Lauf abbrechen").click()
    question = phone.page.get_by_role("dialog")
    await expect(question).to_contain_text("abbrechen?")
    await question.get_by_role("button", name="Lauf abbrechen").click()
    await expect(card.locator(".facts")).to_contain_text("Abgebrochen")
    await stage.sandbox.control.script_faults()


async def test_a_dry_run_shows_what_it_would_write(stage: Stage, open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.card("Aufträge").get_by_role("button", name="Jetzt starten").click()
    dialog = phone.page.get_by_role("dialog")
    await dialog.get_by_label("Umfang").select_option("full")
    await dialog.get_by_label("Probelauf").check()
    await stage.sandbox.control.place_order(status=2)
    await dialog.get_by_role("button", name="Starten").click()
    await phone.page.get_by_role("link", name="Lauf ansehen").click()
    await expect(phone.page.get_by_text("Das war ein Probelauf")).to_be_visible()
    written = phone.page.locator("section").filter(has_text="Würde geschrieben")
    await expect(written.locator("li").first).to_contain_text("JTL")


async def test_a_job_is_paused_and_resumed(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    card = phone.card("Wartung")
    await card.get_by_role("button", name="Pausieren").click()
    await phone.page.get_by_role("dialog").get_by_role("button", name="Pausieren").click()
    await expect(card.locator("header .pill")).to_have_text("Pausiert")
    await card.get_by_role("button", name="Fortsetzen").click()
    await expect(card.locator("header .pill")).to_have_text("Bereit")


async def test_who_may_only_look_sees_no_button_that_acts(open_phone: OpenPhone) -> None:
    phone = await open_phone("viewer")
    await expect(phone.card("Aufträge")).to_be_visible()
    await expect(phone.page.locator("article.job button:visible")).to_have_count(0)
    await phone.go("settings")
    await expect(phone.page.get_by_role("button", name="Schreiben anhalten")).to_have_count(0)


async def test_an_admin_stops_all_writes_and_everybody_sees_it(open_phone: OpenPhone) -> None:
    viewer = await open_phone("viewer")
    admin = await open_phone("admin")
    await admin.go("settings")
    dialog = admin.page.get_by_role("dialog")
    await admin.page.get_by_role("button", name="Schreiben anhalten").click()
    await dialog.get_by_role("button", name="Schreiben anhalten").click()
    banner = viewer.page.locator(".banner")
    await expect(banner).to_contain_text("Schreiben an TEMU und JTL ist angehalten")
    await admin.page.get_by_role("button", name="Schreiben fortsetzen").click()
    await dialog.get_by_role("button", name="Schreiben fortsetzen").click()
    await expect(viewer.page.locator(".banner")).to_have_count(0)


async def test_without_a_network_the_last_data_is_shown_with_its_age(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    await phone.has_worker()
    for screen, sign in (("statistics", ".tile"), ("issues", ".issue"), ("orders", "a.row")):
        await phone.go(screen)
        await expect(phone.page.locator(sign).first).to_be_visible()
    await phone.go("jobs")
    await phone.page.wait_for_timeout(800)
    await phone.context.set_offline(True)
    await expect(phone.page.locator(".connection")).to_contain_text("Offline seit")
    await expect(phone.page.locator(".age")).to_contain_text("Stand")
    await phone.page.reload()
    await expect(phone.card("Aufträge")).to_be_visible()
    await expect(phone.page.locator(".age")).to_contain_text("Stand")
    await expect(phone.page.locator(".connection")).to_contain_text("Offline seit")
    await phone.shoot("offline-jobs")
    await phone.go("orders")
    await expect(phone.page.locator("a.row").first).to_be_visible()
    await phone.go("statistics")
    await expect(phone.page.locator(".tile").first).to_be_visible()

    result = await stage.house.core.jobs.run(RunRequest(job=SYNC_ORDERS, started_by="Jana"))
    await phone.go("job/sync_orders_temu")
    missed = phone.page.locator(f'main a[href="#run/{result.run}"]')
    await expect(missed).to_have_count(0)
    async with within(2):
        await phone.context.set_offline(False)
        await expect(phone.page.locator(".connection.good")).to_be_visible()
        await expect(missed.locator(".pill")).to_have_text("Erfolgreich")
    await expect(phone.page.get_by_role("alert")).to_have_count(0)
    await phone.go(f"run/{result.run}")
    await expect(phone.page.locator("header .pill").first).to_have_text("Erfolgreich")
    await expect(phone.page.locator(".age")).to_have_count(0)


class Sleep:
    """A phone that lies in a drawer: its connections are dead, and nobody told it."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self._line = 0

    async def can_come(self) -> None:
        """Stand between the phone and the server; before the page is opened."""
        began = datetime.now(UTC) - timedelta(hours=8)
        await self.phone.page.clock.install(time=began)
        await self.phone.page.route_web_socket(re.compile("/ws/logs"), self._connect)
        await self.phone.context.add_init_script(SCREEN)

    def _connect(self, socket: WebSocketRoute) -> None:
        line, server = self._line, socket.connect_to_server()
        socket.on_message(lambda text: self._line == line and server.send(text))
        server.on_message(lambda text: self._line == line and socket.send(text))

    async def begin(self) -> None:
        """The screen goes dark, the connection dies."""
        await self.phone.page.evaluate("turnScreen(false)")
        self._line += 1

    async def end(self, event: str) -> None:
        """Eight hours later it is looked at."""
        await self.phone.page.clock.fast_forward("08:00:00")
        await self.phone.page.evaluate("event => turnScreen(true, event)", event)


SCREEN = """(() => {
  let on = true;
  const state = () => on ? 'visible' : 'hidden';
  Object.defineProperty(document, 'visibilityState', {get: state});
  Object.defineProperty(document, 'hidden', {get: () => !on});
  window.turnScreen = (now, event = 'visibilitychange') => {
    on = now;
    (event === 'pageshow' ? window : document).dispatchEvent(new Event(event));
  };
})()"""


@pytest.mark.parametrize("event", ["visibilitychange", "pageshow"])
async def test_a_phone_that_slept_eight_hours_shows_what_it_missed(
    stage: Stage, open_phone: OpenPhone, event: str
) -> None:
    phone = await open_phone(None)
    sleep = Sleep(phone)
    await sleep.can_come()
    await phone.pair()
    await phone.go("job/sync_orders_temu")
    await expect(phone.page.locator("main ul.rows a").first).to_be_visible()
    await sleep.begin()
    result = await stage.house.core.jobs.run(RunRequest(job=SYNC_ORDERS, started_by="Jana"))
    missed = phone.page.locator(f'main a[href="#run/{result.run}"]')
    await phone.page.wait_for_timeout(500)
    await expect(missed).to_have_count(0)
    async with within(2):
        await sleep.end(event)
        await phone.is_live()
        await expect(missed.locator(".pill")).to_have_text("Erfolgreich")
    await phone.page.wait_for_timeout(1000)
    await expect(missed).to_have_count(1)
    await expect(phone.page.locator(".age")).to_have_count(0)
    # Its clock was wrong before it slept; now it is right.
    await expect(phone.page.locator(".banner")).to_have_count(0)
    await phone.go("jobs")
    await expect(phone.page.locator("article.job").first).to_be_visible()
    names = await phone.page.locator("article.job h2, article.job h3").all_inner_texts()
    assert len(names) == len(set(names)) > 2
    ended = f"Run {result.run} of sync_orders_temu: success"
    await phone.go("logs")
    await expect(phone.page.locator(".line").filter(has_text=ended)).to_have_count(1)


async def test_the_phone_comes_back_when_the_server_does(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    for client in list(stage.house.server.hub._clients):
        client.close(1012, "restart")
    await expect(phone.page.locator(".connection")).not_to_contain_text("Live")
    await phone.is_live()


async def test_an_update_is_offered_not_forced_and_leaves_nothing_old(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    await phone.has_worker()
    before = await phone.page.evaluate("caches.keys()")
    await phone.page.evaluate("window.working = true")
    styles = stage.files / "styles.css"
    styles.write_text(styles.read_text(encoding="utf-8") + "\n/* newer */\n", encoding="utf-8")
    version = reseal(stage.files)
    await phone.looks_for_update()
    offer = phone.page.locator(".banner").filter(has_text="Eine neue Version")
    await expect(offer).to_be_visible()
    assert await phone.page.evaluate("window.working") is True
    await phone.shoot("update-offered")
    async with phone.page.expect_navigation():
        await offer.get_by_role("button", name="Jetzt laden").click()
    await phone.is_live()
    assert await phone.page.evaluate("window.working") is None
    assert await phone.page.evaluate("caches.keys()") == [f"app-{version}"] != before
    served = "fetch('/styles.css').then(r => r.text())"
    assert "newer" in await phone.page.evaluate(served)


async def test_a_set_that_does_not_fit_together_is_not_taken(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    await phone.has_worker()
    before = await phone.page.evaluate("caches.keys()")
    styles, worker = stage.files / "styles.css", stage.files / "service-worker.js"
    whole, sealed = styles.read_text(encoding="utf-8"), worker.read_text(encoding="utf-8")
    # A deployment caught half-way: the new list is there, one of its files is not yet.
    styles.write_text(whole + "/* newest */", encoding="utf-8")
    reseal(stage.files)
    styles.write_text(whole, encoding="utf-8")
    installing = phone.page.evaluate(
        """navigator.serviceWorker.getRegistration().then(registration => {
             const gone = new Promise(resolve => {
               registration.onupdatefound = ({ target: { installing } }) => {
                 installing.onstatechange = () => resolve(installing.state);
               };
             });
             return registration.update().then(() => gone);
           })"""
    )
    assert await asyncio.wait_for(installing, 20) == "redundant"
    await expect(phone.page.locator(".banner")).to_have_count(0)
    await phone.page.reload()
    await phone.is_live()
    kept = await phone.page.evaluate("fetch('/styles.css').then(r => r.text())")
    assert "newest" not in kept
    assert set(before) <= set(await phone.page.evaluate("caches.keys()"))
    worker.write_text(sealed, encoding="utf-8")


async def test_two_windows_live_side_by_side_and_unpair_together(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    other = await phone.context.new_page()
    phone.attend(other)
    await other.goto(f"{stage.url}/#settings")
    await phone.is_live(other)
    await phone.is_live()
    await other.get_by_role("button", name="Kopplung aufheben").click()
    await other.get_by_role("dialog").get_by_role("button", name="Kopplung aufheben").click()
    for page in (other, phone.page):
        await expect(page.get_by_role("heading", name="Gerät koppeln")).to_be_visible()


async def test_orders_are_found_and_tell_what_happened(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.go("orders")
    first = phone.page.locator("a.row .code").first
    await expect(first).to_be_visible()
    number = await first.inner_text()
    await phone.page.get_by_label("Nummer, SKU, Name, Sendung").fill(number)
    await expect(phone.page.locator("a.row")).to_have_count(1)
    await phone.page.locator("a.row").click()
    await expect(phone.page.get_by_role("heading", level=1)).to_have_text(number)
    await expect(phone.page.get_by_role("heading", level=1)).to_be_focused()
    await expect(phone.page.locator(".timeline li").first).to_contain_text("TEMU")
    await expect(phone.page.locator("address")).to_be_visible()


async def test_a_list_that_is_read_again_stays_under_the_finger(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    await phone.go("orders")
    row = phone.page.locator("a.row").first
    await expect(row).to_be_visible()
    await phone.is_live()
    number = await row.locator(".code").inner_text()
    await row.hover()
    await phone.page.mouse.down()
    async with phone.page.expect_response(re.compile(r"/api/orders\?")) as answer:
        stage.session.core.bus.publish(OrdersChanged((number,), "run"))
    await (await answer.value).finished()
    await phone.page.wait_for_timeout(100)
    await phone.page.mouse.up()
    await expect(phone.page.get_by_role("heading", level=1)).to_have_text(number)


async def test_temus_remarks_about_an_order_are_words(stage: Stage, open_phone: OpenPhone) -> None:
    temu = stage.sandbox.control
    number = await temu.place_order(status=2)
    remarks = (
        "SUGGEST_SIGNATURE_ON_DELIVERY",
        "BLOCK_LOGISTICS_PROVIDERS_{DHL_UPS}",
        "something_new",
    )
    for remark in remarks:
        await temu.order_act(number, "warn", warning=remark)
    await stage.session.core.jobs.run(RunRequest(SYNC_ORDERS, {}, "test"))
    phone = await open_phone()
    await phone.go(f"order/{number}")
    facts = phone.page.locator("dl.facts")
    await expect(facts).to_contain_text("Zustellung gegen Unterschrift.")
    await expect(facts).to_contain_text("Nicht erlaubte Versanddienstleister: DHL, UPS")
    await expect(facts).to_contain_text("something_new")
    await phone.shoot("order-remarks")


async def test_names_with_markup_stay_text(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.go("orders")
    await expect(phone.page.get_by_text("<Lager>").first).to_be_visible()


async def test_a_late_answer_does_not_replace_a_newer_one(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.go("orders")
    await expect(phone.page.locator("a.row").first).to_be_visible()
    number = await phone.page.locator("a.row .code").first.inner_text()
    release = asyncio.Event()

    async def hold(route: object) -> None:
        await release.wait()
        await route.continue_()  # type: ignore[attr-defined]

    await phone.page.route(re.compile(r"/api/orders\?.*search=slow"), hold)
    field = phone.page.get_by_label("Nummer, SKU, Name, Sendung")
    await field.fill("slow")
    await phone.page.wait_for_timeout(600)
    await field.fill(number)
    await expect(phone.page.locator("a.row")).to_have_count(1)
    release.set()
    await phone.page.wait_for_timeout(700)
    await expect(phone.page.locator("a.row .code")).to_have_text(number)
    await phone.page.unroute_all(behavior="ignoreErrors")


async def test_log_lines_come_by_themselves_each_once(stage: Stage, open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.go("logs")
    await expect(phone.page.locator(".line").first).to_be_visible()
    result = await stage.house.core.jobs.run(RunRequest(job=SYNC_ORDERS, started_by="Jana"))
    line = phone.page.locator(".line").filter(
        has_text=f"Run {result.run} of sync_orders_temu: success"
    )
    await expect(line).to_have_count(1)
    await phone.page.get_by_label("Stufe").select_option("ERROR")
    await expect(line).to_have_count(0)
    await phone.page.get_by_label("Stufe").select_option("INFO")
    await expect(line).to_have_count(1)
    async with phone.page.expect_download() as coming:
        await phone.page.get_by_role("button", name="CSV").click()
    file = await (await coming.value).path()
    assert result.run in file.read_text(encoding="utf-8")


async def test_log_lines_of_a_break_follow_each_once(stage: Stage, open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.go("logs")
    await expect(phone.page.locator(".line").first).to_be_visible()
    await phone.context.set_offline(True)
    await expect(phone.page.locator(".connection")).to_contain_text("Offline")
    result = await stage.house.core.jobs.run(RunRequest(job=SYNC_ORDERS, started_by="Jana"))
    await phone.context.set_offline(False)
    ended = f"Run {result.run} of sync_orders_temu: success"
    line = phone.page.locator(".line").filter(has_text=ended)
    await expect(line).to_have_count(1, timeout=4_000)
    await stage.house.core.jobs.run(RunRequest(job=SYNC_ORDERS, started_by="Jana"))
    await expect(phone.page.locator(".line").filter(has_text=ended)).to_have_count(1)
    begun = f"Run {result.run} of sync_orders_temu: attempt 1"
    await expect(phone.page.locator(".line").filter(has_text=begun)).to_have_count(1)


async def test_a_server_that_refuses_the_socket_is_not_stormed(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    tried: list[str] = []
    phone.page.on("websocket", lambda socket: tried.append(socket.url))
    for client in list(stage.house.server.hub._clients):
        client.close(4401, "token_missing")
    await expect(phone.page.locator(".connection")).not_to_contain_text("Live")
    await phone.page.wait_for_timeout(3000)
    assert len(tried) <= 1
    await expect(phone.card("Aufträge")).to_be_visible()


async def test_an_issue_is_marked_as_seen(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.go("issues")
    card = phone.page.locator("article.issue").first
    await expect(card).to_contain_text("Was tun:")
    await card.get_by_role("button", name="Gesehen").click()
    await phone.page.get_by_role("dialog").get_by_role("button", name="Gesehen").click()
    await expect(
        phone.page.locator("article.issue").filter(has_text="Telefon von Jana")
    ).to_be_visible()


async def test_a_wrong_clock_is_named_and_times_stay_right(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    await phone.context.add_init_script(
        "const now = Date.now; Date.now = () => now() + 20 * 60 * 1000;"
    )
    await phone.page.reload()
    await expect(phone.page.locator(".banner")).to_contain_text("20 Minuten")
    await phone.go("diagnosis")
    await expect(phone.page.locator("li").filter(has_text="geht 1200 s")).to_be_visible()


async def test_the_diagnosis_finds_nothing_wrong(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.has_worker()
    await phone.page.reload()
    await phone.go("diagnosis")
    await expect(phone.page.locator("main [role=status]")).to_contain_text("Aufmerksamkeit")
    trouble = phone.page.locator("li p.strong:not(.good)")
    await expect(trouble).to_have_text(["Nachrichten: Hinweis"])
