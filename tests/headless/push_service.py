"""A push service that checks what a real one checks, and a browser that decrypts what it gets."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from headless.server import listening


@dataclass
class Browser:
    """A phone's browser with its keys."""

    name: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = b"0123456789abcdef"
    received: list[dict[str, Any]] = field(default_factory=list)

    def subscription(self, address: str, language: str = "de") -> dict[str, Any]:
        """What PushSubscription.toJSON() gives, with the language."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _text(point), "auth": _text(self.secret)}
        return {"endpoint": f"{address}/{self.name}", "keys": keys, "language": language}

    def decrypted(self, body: bytes) -> dict[str, Any]:
        """A message (RFC 8291)."""
        plain = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        message: dict[str, Any] = json.loads(plain)
        return message


@dataclass
class PushService:
    """Takes messages at /<name of a browser>."""

    address: str
    vapid: str
    browsers: dict[str, Browser] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    claims: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    busy: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    tries: Counter[str] = field(default_factory=Counter)

    async def take(self, request: Request) -> Response:
        """One message."""
        name = request.path_params["name"]
        self.tries[name] += 1
        if name in self.busy:
            status, headers = self.busy[name]
            return Response(status_code=status, headers=headers)
        if name in self.gone:
            return Response(status_code=410)
        try:
            self.claims.append(self._proven(request.headers["authorization"]))
            browser = self.browsers[name]
            browser.received.append(browser.decrypted(await request.body()))
            assert int(request.headers["ttl"]) > 0
        except Exception as error:
            self.refused.append(repr(error))
            return Response(status_code=403)
        await asyncio.sleep(self.slow.get(name, 0))
        return Response(status_code=201)

    def _proven(self, authorization: str) -> dict[str, Any]:
        """The claims of a VAPID header (RFC 8292) whose signature is right."""
        kind, _, rest = authorization.partition(" ")
        assert kind.lower() == "vapid"
        fields = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert fields["k"].rstrip("=") == self.vapid.rstrip("=")
        head, claims, sign = fields["t"].split(".")
        raw = _bytes(sign)
        number = encode_dss_signature(
            int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        )
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(self.vapid))
        public.verify(number, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
        told: dict[str, Any] = json.loads(_bytes(claims))
        assert told["aud"] == self.address
        return told


@asynccontextmanager
async def push_service(vapid: str) -> AsyncIterator[PushService]:
    """A push service on a real socket for a block."""
    listener = listening("127.0.0.1", 0)
    service = PushService(f"http://127.0.0.1:{listener.getsockname()[1]}", vapid)
    async with answering(service, listener):
        yield service


@asynccontextmanager
async def answering(service: PushService, listener: socket.socket) -> AsyncIterator[None]:
    """It is there for a block."""
    app = Starlette(routes=[Route("/{name}", service.take, methods=["POST"])])
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve([listener]))
    try:
        while not server.started:  # noqa: ASYNC110 - looked at from outside
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await running
        listener.close()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
