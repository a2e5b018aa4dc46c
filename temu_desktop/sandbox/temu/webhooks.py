"""TEMU's side of webhooks: tells a registered address what changed, signed and encrypted.

Written from TEMU's documentation (temu-api.md 7.4) and not shared with the client. Failed messages
are not repeated: a sandbox's day is too short for TEMU's pauses of hours.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.temu.access import MALL_ID, Access
from temu_desktop.sandbox.temu.model import Order

STATUS_CHANGE = "bg_order_status_change_event"
PATIENCE_SECONDS = 5.0
_BLOCK = 16


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message: what it told, how it was answered (0: not at all) and after how long."""

    event: str
    order: str
    status: int
    milliseconds: float


class Webhooks:
    """Sends while an address is registered; ``ext_param``: with that header, as one of TEMU's two
    documents has it."""

    def __init__(self, access: Access, clock: SandboxClock) -> None:
        self.url = ""
        self.ext_param = True
        self.deliveries: list[Delivery] = []
        self._access = access
        self._clock = clock
        self._sending: set[asyncio.Task[None]] = set()

    def note(self, order: Order) -> None:
        """An order is new or has changed."""
        if not self.url:
            return
        event = {
            "mallId": MALL_ID,
            "parentOrderSn": order.number,
            "orderSn": order.lines[0].order_sn if order.lines else "",
            "orderStatus": int(order.status),
            "updateTime": int(order.updated_at),
        }
        task = asyncio.get_running_loop().create_task(self._send(STATUS_CHANGE, event))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, code: str, event: Mapping[str, object]) -> None:
        headers, body = self.message(code, json.dumps(event, separators=(",", ":")))
        began = time.perf_counter()
        status = 0
        try:
            async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as http:
                status = (await http.post(self.url, json=body, headers=headers)).status_code
        except httpx.HTTPError:
            status = 0
        took = (time.perf_counter() - began) * 1000
        self.deliveries.append(Delivery(code, str(event["parentOrderSn"]), status, took))

    def message(self, code: str, text: str) -> tuple[dict[str, str], dict[str, str]]:
        """Headers and body of one message."""
        secret = self._access.app_secret
        headers = {
            "x-tm-app-key": self._access.app_key,
            "x-tm-event-code": code,
            "x-tm-timestamp": str(int(self._clock.seconds() * 1000)),
        }
        if self.ext_param:
            headers["x-tm-ext-param"] = "{}"
        signed = {**headers, "eventData": text}
        joined = "".join(name + signed[name] for name in sorted(signed))
        sign = hmac.new(secret.encode(), joined.encode(), hashlib.sha256).hexdigest()
        return {**headers, "x-tm-signature": sign}, {"eventData": encrypted(text, secret)}


def encrypted(text: str, secret: str) -> str:
    """AES-128-CBC with PKCS#5 padding; the secret's first 16 bytes are key and start."""
    key, raw = secret.encode()[:_BLOCK], text.encode()
    missing = _BLOCK - len(raw) % _BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key)).encryptor()
    packed = encryptor.update(raw + bytes([missing]) * missing) + encryptor.finalize()
    return base64.b64encode(packed).decode("ascii")
