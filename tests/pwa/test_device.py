"""What the app needs of a phone: its camera, its messages, its home screen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import segno
from playwright.async_api import CDPSession, Page, Route, Worker, expect
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter

from tests.pwa.phone import OpenPhone, Phone
from tests.pwa.stage import Stage

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]


def film(folder: Path, text: str) -> Path:
    """What a camera sees that is held before a code: frames of JPEG, as Chromium plays them."""
    code = folder / "code.png"
    segno.make(text, micro=False).save(str(code), scale=6, border=8)
    frame = QImage(640, 480, QImage.Format.Format_RGB32)
    frame.fill(Qt.GlobalColor.lightGray)
    painter = QPainter(frame)
    painter.rotate(4)
    painter.drawImage(190, 90, QImage(str(code)))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    frame.save(buffer, "JPEG", 90)
    path = folder / "film.mjpeg"
    path.write_bytes(bytes(data.data()) * 5)
    return path


async def an_order(stage: Stage) -> str:
    found = await stage.sandbox.control.orders()
    return str(next(order["number"] for order in found if order.get("temu_status") != 1))


async def test_a_code_before_the_camera_opens_its_order(
    stage: Stage, open_own: OpenPhone, tmp_path: Path
) -> None:
    number = await an_order(stage)
    camera = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film(tmp_path, number)}",
    )
    phone = await open_own(flags=camera)
    await phone.go("orders")
    await phone.page.get_by_role("button", name="Scannen").click()
    await expect(phone.page.get_by_role("heading", level=1)).to_have_text(number)
    await expect(phone.page.get_by_role("dialog")).to_have_count(0)


async def test_a_camera_that_is_not_allowed_is_explained(open_own: OpenPhone) -> None:
    phone = await open_own(flags=("--deny-permission-prompts",))
    await phone.go("orders")
    await phone.page.get_by_role("button", name="Scannen").click()
    toast = phone.page.locator(".toast.bad")
    await expect(toast).to_contain_text("Kamera")


COUNT_MESSAGES = """() => {
  const show = self.registration.showNotification;
  self.messagesShown = 0;
  self.registration.showNotification = async (...given) => {
    await show.apply(self.registration, given);
    self.messagesShown += 1;
  };
}"""


class Messages:
    """The service worker's side of a phone, as a push service sees it."""

    def __init__(
        self, phone: Phone, worker: Worker, session: CDPSession, registration: str
    ) -> None:
        self.phone = phone
        self._worker = worker
        self._session = session
        self._registration = registration

    async def deliver(self, data: str) -> None:
        """Something arrives."""
        await self._session.send(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": self.phone.shop.url,
                "registrationId": self._registration,
                "data": data,
            },
        )

    async def shown(self) -> list[dict[str, str]]:
        """The messages that lie before the person."""
        found: list[dict[str, str]] = await self.phone.page.evaluate(
            """async () => {
                 const registration = await navigator.serviceWorker.ready;
                 const shown = await registration.getNotifications();
                 return shown.map(({title, body, tag, data}) => ({title, body, tag, ...data}));
               }"""
        )
        return found

    async def wait_for(self, count: int) -> list[dict[str, str]]:
        """So many messages. They are not looked at before the worker is through with them:
        Chromium takes one for gone that is asked for in the moment in which it appears."""
        for _ in range(300):
            if await self._worker.evaluate("self.messagesShown") >= count:
                return await self.shown()
            await self.phone.page.wait_for_timeout(50)
        raise AssertionError(f"not {count} messages: {await self.shown()}")


async def messages_of(phone: Phone) -> Messages:
    await phone.context.grant_permissions(["notifications"], origin=phone.shop.url)
    await phone.has_worker()
    session = await phone.context.new_cdp_session(phone.page)
    known: list[str] = []

    def seen(event: dict[str, list[dict[str, str]]]) -> None:
        known.extend(one["registrationId"] for one in event["registrations"])

    session.on("ServiceWorker.workerRegistrationUpdated", seen)
    await session.send("ServiceWorker.enable")
    while not known:
        await phone.page.wait_for_timeout(20)
    (worker,) = phone.context.service_workers
    await worker.evaluate(COUNT_MESSAGES)
    return Messages(phone, worker, session, known[-1])


async def test_every_push_is_shown_whatever_comes(open_own: OpenPhone) -> None:
    messages = await messages_of(await open_own())
    issue = {
        "type": "issue",
        "rule": "job_failed",
        "severity": "critical",
        "title": "Job fehlgeschlagen",
        "body": "Aufträge: TEMU ist nicht erreichbar.",
        "tag": "job_failed:sync_orders_temu",
        "url": "/#issues",
        "at": "2026-11-26T09:30:00Z",
    }
    await messages.deliver(json.dumps(issue))
    (shown,) = await messages.wait_for(1)
    assert shown == {name: issue[name] for name in ("title", "body", "tag", "url")}
    await messages.deliver("no JSON at all")
    other = next(one for one in await messages.wait_for(2) if one["title"] != issue["title"])
    assert other["title"] == "TEMU Desktop"
    assert other["body"] == "no JSON at all"


async def test_a_touched_message_opens_the_right_screen_in_the_window_that_is_open(
    open_own: OpenPhone,
) -> None:
    phone = await open_own()
    messages = await messages_of(phone)
    await messages.deliver(json.dumps({"title": "Störung", "url": "/#issues"}))
    await messages.wait_for(1)
    (worker,) = phone.context.service_workers
    await worker.evaluate(
        """async () => {
             const [notification] = await self.registration.getNotifications();
             self.dispatchEvent(new NotificationEvent('notificationclick', {notification}));
           }"""
    )
    await expect(phone.page.get_by_role("heading", name="Störungen", level=1)).to_be_visible()
    assert await messages.shown() == []


async def test_the_browser_would_install_the_app(stage: Stage, open_own: OpenPhone) -> None:
    phone = await open_own()
    await phone.has_worker()
    session = await phone.context.new_cdp_session(phone.page)
    manifest = await session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    found = await session.send("Page.getInstallabilityErrors")
    assert found["installabilityErrors"] == []


async def test_a_first_visit_fetches_nothing_twice(stage: Stage, open_own: OpenPhone) -> None:
    phone = await open_own(None)
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))
    await phone.page.goto(stage.url)
    await phone.has_worker()
    sizes = await phone.page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.encodedBodySize)"
    )
    assert len(sizes) > 20
    assert sum(sizes) < 72 * 1024
    foreign = [url for url in asked if not url.startswith((stage.url, "data:", "blob:"))]
    assert foreign == []


PUSH_SERVICE = """(() => {
  const kept = () => JSON.parse(localStorage.getItem('test.push') ?? 'null');
  const letters = (count) => btoa('x'.repeat(count)).replace(/=+$/, '');
  const keys = {p256dh: letters(65), auth: letters(16)};
  const known = () => kept() && {
    endpoint: kept().endpoint,
    options: {applicationServerKey: Uint8Array.from(kept().key).buffer},
    toJSON: () => ({endpoint: kept().endpoint, keys}),
    unsubscribe: async () => { localStorage.removeItem('test.push'); return true; },
  };
  PushManager.prototype.getSubscription = async () => known();
  PushManager.prototype.subscribe = async ({applicationServerKey}) => {
    if (localStorage.getItem('test.away')) throw new DOMException('push service error');
    const count = Number(localStorage.getItem('test.count')) + 1;
    localStorage.setItem('test.count', String(count));
    const endpoint = `http://127.0.0.1:9/${count}`;
    const kept = JSON.stringify({endpoint, key: [...applicationServerKey]});
    localStorage.setItem('test.push', kept);
    return known();
  };
  const answer = () => localStorage.getItem('test.answer') ?? 'granted';
  Notification.requestPermission = async () => answer();
  Object.defineProperty(Notification, 'permission', {get: answer});
})()"""
"""A browser's own service for messages: one subscription that outlives the page."""


class Posted:
    """What a page sends to the server about its subscription."""

    def __init__(self, page: Page) -> None:
        self.all: list[tuple[str, dict[str, Any]]] = []
        page.on("request", lambda request: self._seen(request.url, request.post_data))

    def _seen(self, url: str, data: str | None) -> None:
        if found := re.search(r"/api/push/(\w+)$", url):
            self.all.append((found[1], json.loads(data or "{}")))


async def told(stage: Stage) -> list[str]:
    """Where the server sends messages."""
    found = await stage.house.core.devices.push.subscriptions()
    return [one.target.endpoint.rsplit("/", 1)[1] for one in found]


async def before_push(open_phone: OpenPhone) -> tuple[Phone, Posted]:
    """A paired phone whose person is about to decide."""
    phone = await open_phone(None)
    await phone.context.add_init_script(PUSH_SERVICE)
    await phone.pair()
    await phone.has_worker()
    posted = Posted(phone.page)
    await phone.go("settings")
    return phone, posted


async def with_push(open_phone: OpenPhone) -> tuple[Phone, Posted]:
    """One that receives messages."""
    phone, posted = await before_push(open_phone)
    await phone.page.get_by_role("button", name="Einschalten", exact=True).click()
    await expect(phone.page.get_by_text("Nachrichten sind an.")).to_be_visible()
    return phone, posted


async def settled(phone: Phone) -> None:
    """The app was opened anew and has told the server what it had to."""
    await phone.page.reload()
    await phone.is_live()
    await phone.page.wait_for_timeout(700)


async def test_messages_are_turned_on_renewed_at_each_start_and_turned_off(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone, posted = await with_push(open_phone)
    ((name, body),) = posted.all
    assert (name, body["endpoint"], body["language"]) == (
        "subscriptions",
        "http://127.0.0.1:9/1",
        "de",
    )
    assert set(body["keys"]) == {"p256dh", "auth"}
    assert await told(stage) == ["1"]
    await settled(phone)
    assert posted.all == [(name, body)] * 2
    await expect(phone.page.get_by_text("Nachrichten sind an.")).to_be_visible()
    await phone.shoot("push-on")
    await phone.page.get_by_role("button", name="Ausschalten").click()
    await expect(phone.page.get_by_text("Nachrichten sind aus.")).to_be_visible()
    assert posted.all[2:] == [("unsubscribe", {"endpoint": body["endpoint"]})]
    assert await told(stage) == []
    await settled(phone)
    assert len(posted.all) == 3
    assert await phone.page.evaluate("localStorage.getItem('test.push')") is None


async def test_another_key_of_the_server_makes_another_subscription(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone, posted = await with_push(open_phone)

    async def other_key(route: Route) -> None:
        answer = await route.fetch()
        me = {**await answer.json(), "push_key": "B" + "A" * 86}
        await route.fulfill(response=answer, json=me)

    await phone.page.route("**/api/me", other_key)
    await settled(phone)
    assert [body["endpoint"][-1] for _, body in posted.all] == ["1", "2"]
    await settled(phone)
    assert [body["endpoint"][-1] for _, body in posted.all] == ["1", "2", "2"]
    assert "2" in await told(stage)


async def test_where_the_browser_changed_the_address_the_next_start_tells_it(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone, posted = await with_push(open_phone)
    await phone.page.evaluate("localStorage.removeItem('test.push')")
    await settled(phone)
    assert [body["endpoint"][-1] for _, body in posted.all] == ["1", "2"]
    assert "2" in await told(stage)


MOVED = """() => {
  const {pushManager} = self.registration;
  const subscription = JSON.parse(SUBSCRIPTION);
  Object.getPrototypeOf(pushManager).subscribe = async () => ({toJSON: () => subscription});
  self.dispatchEvent(new ExtendableEvent('pushsubscriptionchange'));
}"""


async def test_an_address_that_changes_while_the_app_is_closed_is_told_by_the_worker(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone, posted = await with_push(open_phone)
    moved = {"endpoint": "http://127.0.0.1:9/9", "keys": posted.all[0][1]["keys"]}
    change = MOVED.replace("SUBSCRIPTION", json.dumps(json.dumps(moved)))
    (worker,) = phone.context.service_workers
    await phone.page.goto("about:blank")
    await worker.evaluate(change)
    for _ in range(100):
        if "9" in await told(stage):
            break
        await phone.page.wait_for_timeout(50)
    assert "9" in await told(stage)


async def test_a_phone_that_is_unpaired_receives_nothing_more(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone, _ = await with_push(open_phone)
    await phone.page.get_by_role("button", name="Kopplung aufheben").click()
    await phone.page.get_by_role("dialog").get_by_role("button", name="Kopplung aufheben").click()
    await expect(phone.page.get_by_role("heading", name="Gerät koppeln")).to_be_visible()
    await expect(phone.page.get_by_role("alert")).to_have_count(0)
    left = "() => ['test.push', 'temu.push'].filter(key => localStorage.getItem(key) !== null)"
    await phone.page.wait_for_function(f"({left})().length === 0")
    assert not await phone.page.evaluate("caches.has('push')")
    assert "1" not in await told(stage)


async def test_unpairing_without_a_network_changes_nothing(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone, _ = await with_push(open_phone)
    await phone.context.set_offline(True)
    await phone.page.get_by_role("button", name="Kopplung aufheben").click()
    await phone.page.get_by_role("dialog").get_by_role("button", name="Kopplung aufheben").click()
    await expect(phone.page.locator(".toast.bad")).to_contain_text("nicht erreichbar")
    assert await phone.page.evaluate("localStorage.getItem('test.push')") is not None
    await phone.context.set_offline(False)
    await settled(phone)
    await expect(phone.page.get_by_text("Nachrichten sind an.")).to_be_visible()


async def test_messages_that_are_not_allowed_are_explained(open_phone: OpenPhone) -> None:
    phone, posted = await before_push(open_phone)
    await phone.page.evaluate("localStorage.setItem('test.answer', 'denied')")
    await phone.page.get_by_role("button", name="Einschalten", exact=True).click()
    section = phone.page.locator("section").filter(has_text="Bei fehlgeschlagenen Jobs")
    await expect(section).to_contain_text("in den Einstellungen des Geräts gesperrt")
    await expect(section.get_by_role("button")).to_have_count(0)
    await phone.shoot("push-denied")
    assert posted.all == []


async def test_a_browser_without_a_service_for_messages_says_so(open_phone: OpenPhone) -> None:
    phone, posted = await before_push(open_phone)
    await phone.page.evaluate("localStorage.setItem('test.away', '1')")
    await phone.page.get_by_role("button", name="Einschalten", exact=True).click()
    toast = phone.page.locator(".toast.bad")
    await expect(toast).to_contain_text("kann hier keine Nachrichten empfangen")
    await expect(phone.page.get_by_text("Nachrichten sind aus.")).to_be_visible()
    await phone.shoot("push-away")
    assert posted.all == []
