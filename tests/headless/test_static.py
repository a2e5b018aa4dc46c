"""The app's files: headers, freshness, and that nothing else can be read."""

from __future__ import annotations

from pathlib import Path

import httpcore
import pytest

from tests.headless.house import open_house

SPARED = {
    *("content-security-policy", "permissions-policy", "x-frame-options", "referrer-policy"),
    *("cross-origin-opener-policy", "x-request-id"),
}


@pytest.fixture
def pwa(tmp_path: Path) -> Path:
    """A small app, with something beside it that is nobody's business."""
    folder = tmp_path / "pwa"
    (folder / "icons").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>" + " " * 2000)
    (folder / "service-worker.js").write_text("self.version = 1;")
    (folder / "manifest.json").write_text("{}")
    (folder / "icons" / "icon-192.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.json").write_text("{}")
    (folder / "notes.py").write_text("")
    (tmp_path / "secret.json").write_text('{"secret": true}')
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    return folder


async def test_the_app_is_served_with_the_headers_that_a_phone_needs(pwa: Path) -> None:
    async with open_house(pwa.parent / "house", pwa=pwa) as house, house.calling() as calls:
        page = await calls.http.get("/")
        worker = await calls.http.get("/service-worker.js")
        icon = await calls.http.get("/icons/icon-192.png")
        manifest = await calls.http.get("/manifest.json")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["content-encoding"] == "gzip"
    assert worker.headers["cache-control"] == "no-cache"
    assert worker.headers["service-worker-allowed"] == "/"
    assert worker.headers["content-type"].startswith("text/javascript")
    assert icon.headers["content-type"] == "image/png"
    assert manifest.headers["content-type"] == "application/manifest+json"
    assert worker.headers["content-security-policy"] == policy
    assert "camera=(self)" in page.headers["permissions-policy"]
    # A part of a page is under the page's rules; what it carries is what a phone pays for.
    assert icon.headers["x-content-type-options"] == "nosniff"
    assert icon.headers["cross-origin-resource-policy"] == "same-origin"
    assert icon.headers.keys() & SPARED == set()
    assert page.headers.keys() > SPARED
    assert manifest.headers["content-security-policy"].startswith("default-src 'none'")


async def test_the_documentation_names_the_headers_as_they_are(pwa: Path) -> None:
    text = (Path(__file__).parents[2] / "docs/API.md").read_text(encoding="utf-8")
    async with open_house(pwa.parent / "house", pwa=pwa) as house, house.calling() as calls:
        page = await calls.http.get("/")
    for name in ("Content-Security-Policy", "Permissions-Policy"):
        assert f"\n{name}: {page.headers[name]}\n" in text


async def test_a_file_is_sent_again_only_when_it_has_changed(pwa: Path) -> None:
    async with open_house(pwa.parent / "house", pwa=pwa) as house, house.calling() as calls:
        first = await calls.http.get("/service-worker.js")
        tag = {"If-None-Match": first.headers["etag"]}
        assert (await calls.http.get("/service-worker.js", headers=tag)).status_code == 304
        (pwa / "service-worker.js").write_text("self.version = 2; // new")
        changed = await calls.http.get("/service-worker.js", headers=tag)
    assert (changed.status_code, changed.text) == (200, "self.version = 2; // new")


@pytest.mark.parametrize(
    "path",
    [
        "/icons/../../secret.json",
        "/icons/..%2f..%2fsecret.json",
        "/..%2fsecret.json",
        "/%2e%2e/secret.json",
        "/icons/..%5c..%5csecret.json",
        "/icons//icon-192.png",
        "//etc/passwd",
        "/link.json",
        "/.hidden.json",
        "/notes.py",
        "/icons",
        "/icons/none.png",
        "/" + "a" * 3000 + ".json",
    ],
)
async def test_nothing_outside_the_app_can_be_read(pwa: Path, path: str) -> None:
    async with (
        open_house(pwa.parent / "house", pwa=pwa) as house,
        httpcore.AsyncConnectionPool() as pool,
    ):
        url = httpcore.URL(scheme=b"http", host=b"127.0.0.1", port=house.port, target=path.encode())
        answer = await pool.request("GET", url)
    assert answer.status == 404
    assert b"secret" not in answer.content.replace(path.encode(), b"").split(b'"code"')[-1]


async def test_files_are_read_only_and_without_an_app_there_is_none(pwa: Path) -> None:
    async with open_house(pwa.parent / "one", pwa=pwa) as house, house.calling() as calls:
        assert (await calls.http.post("/index.html")).status_code == 405
    async with open_house(pwa.parent / "two") as house, house.calling() as calls:
        assert (await calls.http.get("/")).status_code == 404
