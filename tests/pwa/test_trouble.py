"""What a person reads when something is wrong: refused, overloaded, away, wrongly set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Locator, Route, expect

from headless.problems import MEDIA_TYPE, TYPE
from headless.words import speech
from temu_desktop.devices.model import Device, DeviceRole
from temu_desktop.devices.repository import change_device
from tests.pwa.phone import OpenPhone, Phone
from tests.pwa.stage import Stage

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]


class Refusing:
    """A server that answers so, as often as it is asked, until it is well again."""

    def __init__(self, status: int, code: str = "", wait: int = 0) -> None:
        self.well = False
        self.asked = 0
        self._status = status
        self._headers = {"Retry-After": str(wait)} if wait else {}
        self._document = document(status, code) if code else None

    async def __call__(self, route: Route) -> None:
        """Answer."""
        if self.well:
            return await route.continue_()
        self.asked += 1
        about = {"status": self._status, "headers": self._headers}
        if self._document is None:
            page = f"<html><h1>{self._status} Bad Gateway</h1></html>"
            return await route.fulfill(**about, body=page, content_type="text/html")
        await route.fulfill(**about, json=self._document, content_type=MEDIA_TYPE)


def document(status: int, code: str) -> dict[str, object]:
    """A problem in the server's words."""
    words = speech("de").error(code)
    return {
        "type": TYPE + code,
        "title": words.happened,
        "status": status,
        "detail": words.means,
        "remedy": words.remedy,
        "code": code,
        "params": {},
        "retryable": status != 403,
        "request_id": "6f1c",
    }


ORDERS = re.compile(r"/api/orders\?")


async def newest(stage: Stage) -> Device:
    """The phone that was paired last."""
    return max(await stage.house.core.devices.devices(), key=lambda device: device.id)


async def changed(stage: Stage, **values: object) -> None:
    """It is not what it was, and nobody told it."""
    device = await newest(stage)
    await stage.house.core.database.write(
        lambda uow: change_device(uow.connection, device.id, **values)
    )
    stage.house.server.doorkeeper._forget_device(device.id)


async def notice(phone: Phone) -> Locator:
    """What stands there instead of the orders."""
    await phone.go("orders")
    found = phone.page.locator("main").get_by_role("alert")
    await expect(found).to_be_visible()
    return found


@pytest.mark.parametrize(
    ("refusing", "sentences"),
    [
        (
            Refusing(503, "database_away", wait=2),
            ("Die eigene Datenbank ist nicht erreichbar.", "Bitte 2 s warten.", "6f1c"),
        ),
        (
            Refusing(429, "too_many_requests", wait=2),
            ("Zu viele Anfragen in kurzer Zeit.", "Bitte 2 s warten."),
        ),
        (
            Refusing(502, wait=2),
            ("Der Server ist gerade nicht bereit.", "Er startet vielleicht gerade neu."),
        ),
    ],
    ids=["database", "too_many", "gateway"],
)
async def test_what_keeps_the_server_is_told_and_asked_again_by_itself(
    open_phone: OpenPhone, refusing: Refusing, sentences: tuple[str, ...]
) -> None:
    phone = await open_phone()
    await phone.page.route(ORDERS, refusing)
    told = await notice(phone)
    for sentence in sentences:
        await expect(told).to_contain_text(sentence)
    await told.get_by_role("button").focus()
    await phone.shoot(f"trouble-{refusing._status}")
    await phone.page.wait_for_timeout(2_600)
    # A run that ends meanwhile makes it ask once more.
    assert refusing.asked in {2, 3}
    # Asked again, still no: the words stay as they were, and so does the finger's place.
    await expect(told.get_by_role("button")).to_be_focused()
    refusing.well = True
    await expect(phone.page.locator("a.row").first).to_be_visible(timeout=4_000)
    await expect(told).to_have_count(0)


async def test_what_was_known_stays_beside_the_trouble(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.go("orders")
    await expect(phone.page.locator("a.row").first).to_be_visible()
    await phone.page.wait_for_timeout(700)
    await phone.go("jobs")
    await phone.page.route(ORDERS, Refusing(503, "database_away", wait=5))
    told = await notice(phone)
    await expect(told).to_contain_text("Datenbank")
    await expect(phone.page.locator(".age")).to_contain_text("Stand")
    await expect(phone.page.locator("a.row").first).to_be_visible()
    await phone.shoot("trouble-beside")


async def test_a_click_that_comes_too_often_is_told_how_long_to_wait(
    open_phone: OpenPhone,
) -> None:
    phone = await open_phone()
    await phone.page.route("**/run-now*", Refusing(429, "too_many_requests", wait=7))
    await phone.card("Aufträge").get_by_role("button", name="Jetzt starten").click()
    await phone.page.get_by_role("dialog").get_by_role("button", name="Starten").click()
    toast = phone.page.locator(".toast.bad")
    await expect(toast).to_contain_text("Zu viele Anfragen in kurzer Zeit.")
    await expect(toast).to_contain_text("Bitte 7 s warten.")


async def test_an_expired_phone_is_sent_to_pairing_with_the_reason(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    await expect(phone.card("Aufträge")).to_be_visible()
    await changed(stage, expires_at=stage.house.core.clock.now() - timedelta(minutes=1))
    await phone.page.reload()
    await expect(phone.page.get_by_role("heading", name="Gerät koppeln")).to_be_visible()
    await expect(phone.page.get_by_role("alert")).to_contain_text("abgelaufen")
    assert await phone.page.evaluate("localStorage.getItem('temu.token')") is None
    await phone.shoot("trouble-expired")


async def test_who_may_less_than_a_moment_ago_is_told_and_loses_the_buttons(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone("operator")
    card = phone.card("Aufträge")
    await card.get_by_role("button", name="Jetzt starten").click()
    await changed(stage, role=DeviceRole.VIEWER.value)
    await phone.page.get_by_role("dialog").get_by_role("button", name="Starten").click()
    toast = phone.page.locator(".toast.bad")
    await expect(toast).to_contain_text("Dieses Gerät darf das nicht.")
    await expect(toast).to_contain_text("höheren Rolle neu koppeln")
    await expect(phone.page.locator("article.job button:visible")).to_have_count(0)
    await expect(card).to_be_visible()
    await phone.shoot("trouble-role")


async def test_a_clock_that_is_behind_is_named(open_phone: OpenPhone) -> None:
    phone = await open_phone()
    await phone.context.add_init_script(
        "const now = Date.now; Date.now = () => now() - 20 * 60 * 1000;"
    )
    await phone.page.reload()
    await expect(phone.page.locator(".banner")).to_contain_text("20 Minuten")
    await phone.shoot("trouble-clock")
    await phone.go("diagnosis")
    await expect(phone.page.locator("li").filter(has_text="geht 1200 s nach")).to_be_visible()
    await expect(phone.page.locator("main button.primary")).to_be_enabled()
    await phone.go("orders")
    await expect(phone.page.locator("a.row").first).to_be_visible()


@contextmanager
def without(file: Path) -> Iterator[None]:
    """The server lacks one of its files."""
    aside = file.with_name(f".{file.name}")
    file.rename(aside)
    try:
        yield
    finally:
        aside.rename(file)


async def finding(phone: Phone, name: str) -> Locator:
    """What the diagnosis says about one thing, once it is through."""
    await phone.go("more")
    await expect(phone.page.get_by_role("heading", name="Mehr")).to_be_visible()
    await phone.go("diagnosis")
    await expect(phone.page.locator("main button.primary")).to_be_enabled()
    return phone.page.locator("main li").filter(has_text=re.compile(f"^{re.escape(name)}: "))


async def test_the_diagnosis_names_files_that_are_missing(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone()
    with without(stage.files / "icons/icon-192.png"):
        found = await finding(phone, "Symbole")
        await expect(found).to_contain_text("nicht in Ordnung")
        await expect(found).to_contain_text("Es fehlen: /icons/icon-192.png")
        await expect(found).to_contain_text("vollständig aktualisieren")
    with without(stage.files / "manifest.json"):
        found = await finding(phone, "Beschreibung der App")
        await expect(found).to_contain_text("liefert die Beschreibung nicht (Antwort 404)")
        await expect(found).to_contain_text("Mit dem Netz verbinden")
        await phone.shoot("diagnosis-manifest")


async def test_the_diagnosis_names_a_worker_that_is_missing(
    stage: Stage, open_phone: OpenPhone
) -> None:
    with without(stage.files / "service-worker.js"):
        phone = await open_phone()
        found = await finding(phone, "Betrieb ohne Netz")
        await expect(found).to_contain_text("nicht in Ordnung")
        await expect(found).to_contain_text("Es fehlen: /service-worker.js")
        await expect(found).to_contain_text("vollständig aktualisieren")
        await phone.shoot("diagnosis-worker")
    (said,) = phone.errors
    assert "bad HTTP response code (404)" in said
    phone.errors.clear()
    await phone.page.reload()
    await phone.has_worker()
    await expect(await finding(phone, "Betrieb ohne Netz")).to_contain_text("bereit")


ELSEWHERE = """(() => {
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(url) { super(url.replace('/ws/logs', '/ws/nowhere')); }
  };
})()"""
"""As behind a proxy that does not know the address."""


async def test_the_diagnosis_names_a_live_connection_that_is_refused(
    open_phone: OpenPhone,
) -> None:
    phone = await open_phone()
    await phone.context.add_init_script(ELSEWHERE)
    await phone.page.reload()
    await expect(phone.card("Aufträge")).to_be_visible()
    await expect(phone.page.locator(".connection")).to_contain_text("Offline")
    found = await finding(phone, "Live-Verbindung")
    await expect(found).to_contain_text("kommt nicht zustande")
    await expect(found).to_contain_text("lässt ein Proxy oder eine Firewall /ws/logs nicht durch")
    await phone.shoot("diagnosis-websocket")
    await expect(await finding(phone, "Server")).to_contain_text("antwortet nach")
