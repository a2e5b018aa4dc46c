"""A client of the tests' own: signs by the book, sends what it is told, reads the envelope."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from temu_desktop.sandbox.process import SandboxAddress


def sign(body: Mapping[str, object], secret: str) -> str:
    """The signature of temu-api.md 1.4."""

    def text(value: object) -> str:
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    joined = "".join(key + text(body[key]) for key in sorted(body))
    digest = hashlib.md5(f"{secret}{joined}{secret}".encode(), usedforsecurity=False)
    return digest.hexdigest().upper()


@dataclass
class TemuCaller:
    """Calls of one app; `offset` is how far the sandbox's time is ahead."""

    address: SandboxAddress
    http: httpx.Client
    token: str = ""
    offset: float = 0.0

    def body(self, call_type: str, **params: object) -> dict[str, object]:
        """An unsigned body with the common fields."""
        return {
            "type": call_type,
            "app_key": self.address.app_key,
            "access_token": self.token or self.address.access_token,
            "timestamp": int(time.time() + self.offset),
            "data_type": "JSON",
            **params,
        }

    def signed(self, call_type: str, **params: object) -> dict[str, object]:
        """A signed body."""
        body = self.body(call_type, **params)
        return body | {"sign": sign(body, self.address.app_secret)}

    def post(self, body: Mapping[str, object] | bytes) -> dict[str, object]:
        """Send a body as it is; the parsed envelope."""
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        headers = {"content-type": "application/json"}
        response = self.http.post(self.address.endpoint, content=raw, headers=headers)
        assert response.status_code == 200
        parsed = response.json()
        assert set(parsed) == {"success", "errorCode", "errorMsg", "requestId", "result"}
        return parsed

    def call(self, call_type: str, **params: object) -> object:
        """A call that must succeed; its result."""
        answer = self.post(self.signed(call_type, **params))
        assert answer["success"] is True, answer
        assert answer["errorCode"] == 1000000
        return answer["result"]

    def refusal(self, call_type: str, **params: object) -> int:
        """A call that must be refused; its code."""
        answer = self.post(self.signed(call_type, **params))
        assert answer["success"] is False, answer
        assert answer["result"] is None
        return int(str(answer["errorCode"]))


@dataclass
class Control:
    """The control interface, blocking."""

    address: SandboxAddress
    http: httpx.Client

    def get(self, path: str) -> object:
        """A control page."""
        return self.http.get(f"{self.address.control_url}/{path}").raise_for_status().json()

    def post(self, path: str, **body: object) -> dict[str, object]:
        """A control call."""
        response = self.http.post(f"{self.address.control_url}/{path}", json=body)
        response.raise_for_status()
        parsed = response.json()
        assert isinstance(parsed, dict)
        return parsed

    def place(self, **body: object) -> dict[str, object]:
        """Place an order and look at it."""
        number = self.post("orders", **body)["number"]
        order = self.get(f"orders/{number}")
        assert isinstance(order, dict)
        return order
