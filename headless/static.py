"""The PWA's files, with the headers that a phone and its service worker need."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from headless.envelope import PART
from headless.errors import MethodNotAllowed, NotFound
from headless.problems import header

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    "manifest.json": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}
"""What is served, by name or suffix; a file of any other kind is not."""
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
_PARTS = frozenset(TYPES[kind] for kind in (".js", ".css", ".png", ".webp", ".wasm", ".woff2"))
_WORKER = "/service-worker.js"
_SMALLEST_PACKED = 1000
_PACKED = frozenset({".html", ".js", ".mjs", ".css", ".json", ".svg", ".txt"})


@dataclass(frozen=True, slots=True)
class _Asset:
    """One file as it is sent; ``stamp`` says whether the file is still the same."""

    stamp: tuple[int, int]
    content: bytes
    packed: bytes | None
    etag: str
    media_type: str


class Pwa:
    """Answers every path that is no call of the API."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder.resolve() if folder is not None else None
        self._assets: dict[str, _Asset] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; raises NotFound, MethodNotAllowed."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 4404})
            return
        asset = self._asset(scope["path"].removeprefix("/") or "index.html")
        if asset is None:
            raise NotFound("nothing here")
        if scope["method"] not in {"GET", "HEAD"}:
            raise MethodNotAllowed("files are read only")
        await _answer(asset, scope)(scope, receive, send)

    def _asset(self, name: str) -> _Asset | None:
        """A file of the folder; what leads out of it, is hidden or of another kind is not there."""
        if self._folder is None or "\\" in name or "\0" in name:
            return None
        parts = name.split("/")
        if any(not part or part.startswith(".") for part in parts):
            return None
        path = self._folder.joinpath(*parts)
        if path.suffix not in TYPES:
            return None
        try:
            found = path.resolve(strict=True)
            if not found.is_relative_to(self._folder) or not found.is_file():
                return None
            status = found.stat()
        except OSError:
            return None
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._assets.get(name)
        if known is None or known.stamp != stamp:
            known = self._assets[name] = _read(found, stamp)
        return known


def _read(path: Path, stamp: tuple[int, int]) -> _Asset:
    content = path.read_bytes()
    pack = path.suffix in _PACKED and len(content) >= _SMALLEST_PACKED
    return _Asset(
        stamp=stamp,
        content=content,
        packed=gzip.compress(content, 9, mtime=0) if pack else None,
        etag=f'"{hashlib.sha256(content).hexdigest()[:16]}"',
        media_type=TYPES.get(path.name, TYPES[path.suffix]),
    )


def _answer(asset: _Asset, scope: Scope) -> Response:
    headers = {
        "etag": asset.etag,
        # Asked for anew each time; the service worker keeps its own set and 304 costs nothing.
        "cache-control": "no-cache",
        "vary": "accept-encoding",
    }
    worker = scope["path"] == _WORKER
    scope["state"][PART] = not worker and asset.media_type in _PARTS
    if worker:
        headers["service-worker-allowed"] = "/"
    if worker or asset.media_type == TYPES[".html"]:
        # What runs by itself; a script or a picture runs under the policy of its page.
        headers |= {"content-security-policy": POLICY, "permissions-policy": _PERMISSIONS}
    if asset.etag in header(scope, b"if-none-match"):
        return Response(status_code=304, headers=headers)
    content = asset.content
    if asset.packed is not None and "gzip" in header(scope, b"accept-encoding"):
        content = asset.packed
        headers["content-encoding"] = "gzip"
    return Response(content, headers=headers, media_type=asset.media_type)
