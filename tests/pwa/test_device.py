"""What the app needs of a phone: its camera, its messages, its home screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import segno
from playwright.async_api import CDPSession, Worker, expect
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
