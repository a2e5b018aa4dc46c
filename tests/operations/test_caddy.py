"""Phones reach headless mode through the real Caddy."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests.operations.caddy import Caddy, serving
from tests.operations.places import API_KEY, free_port
from tests.operations.pm2 import APP, Pm2


class _Mirror(BaseHTTPRequestHandler):
    """Answers with the headers that arrived."""

    def do_GET(self) -> None:
        text = json.dumps({name.lower(): value for name, value in self.headers.items()})
        body = text.ljust(4000).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Server", "mirror/1.0")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def mirror() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Mirror)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def mirrored(tmp_path: Path) -> Iterator[Caddy]:
    with mirror() as port, serving(tmp_path, port) as caddy:
        yield caddy


def test_certificates_are_those_of_its_own_authority_and_nobody_else_is_trusted(
    mirrored: Caddy,
) -> None:
    assert mirrored.get("/").status_code == 200
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(mirrored.url, timeout=10)


@pytest.mark.parametrize(("offered", "chosen"), [(("h2", "http/1.1"), "h2"), (("http/1.1",),) * 2])
def test_it_speaks_http_2_with_whoever_does(
    mirrored: Caddy, offered: tuple[str, ...], chosen: str | tuple[str]
) -> None:
    raw = socket.create_connection(("localhost", mirrored.port), 10)
    with mirrored.trust(*offered).wrap_socket(raw, server_hostname="localhost") as shaken:
        assert shaken.selected_alpn_protocol() == (chosen if isinstance(chosen, str) else chosen[0])
        assert (shaken.version() or "") >= "TLSv1.2"


def test_old_tls_is_refused(mirrored: Caddy) -> None:
    context = mirrored.trust()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("localhost", mirrored.port), 10) as raw,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(raw, server_hostname="localhost")


def test_what_a_caller_claims_about_his_address_does_not_reach_the_program(
    mirrored: Caddy,
) -> None:
    arrived = mirrored.get("/", X_Forwarded_For="10.9.8.7", X_Forwarded_Proto="http").json()
    assert arrived["x-forwarded-for"] in {"127.0.0.1", "::1"}
    assert arrived["x-forwarded-proto"] == "https"
    assert arrived["x-forwarded-host"] == f"localhost:{mirrored.port}"


def test_answers_are_packed_and_say_nothing_of_the_servers(mirrored: Caddy) -> None:
    answer = mirrored.get("/", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "server" not in answer.headers
    # What has no lifetime of its own has none.
    assert answer.headers["cache-control"] == "no-store"


def test_without_tls_there_is_the_certificate_and_nothing_else(mirrored: Caddy) -> None:
    fetched = httpx.get(f"{mirrored.plain_url}/temu-root.crt")
    assert fetched.headers["content-type"] == "application/x-x509-ca-cert"
    assert fetched.content == mirrored.root.read_bytes()
    assert mirrored.root.with_name("root.key").exists()
    for path in ("/root.key", "/temu-root.crt/../root.key", "/", "/jobs?a=b"):
        answer = httpx.get(f"{mirrored.plain_url}{path}")
        assert answer.status_code == 308
        assert answer.headers["location"].startswith(f"{mirrored.url}/")
    assert answer.headers["location"] == f"{mirrored.url}/jobs?a=b"


def test_where_nothing_listens_a_caller_gets_an_error_that_no_browser_keeps(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, free_port(), TEMU_PATIENCE="1s") as caddy:
        began = time.monotonic()
        answer = caddy.get("/api/health")
        assert answer.status_code == 502
        assert time.monotonic() - began > 0.8
        assert answer.headers["retry-after"] == "5"
        assert answer.headers["cache-control"] == "no-store"


def test_a_phone_gets_the_app_its_headers_and_live_messages(pm2: Pm2, tmp_path: Path) -> None:
    pm2.start()
    with serving(tmp_path, pm2.port) as caddy:
        page = caddy.get("/", Accept_Encoding="gzip")
        assert page.headers["cache-control"] == "no-cache"
        assert "default-src 'self'" in page.headers["content-security-policy"]
        worker = caddy.get("/service-worker.js", Accept_Encoding="gzip")
        assert worker.headers["cache-control"] == "no-cache"
        assert worker.headers["service-worker-allowed"] == "/"
        again = caddy.get("/service-worker.js", If_None_Match=worker.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
        calls = caddy.get("/api/jobs", X_API_Key=API_KEY)
        assert calls.headers["cache-control"] == "no-cache"
        assert caddy.get("/api/orders", X_API_Key=API_KEY).headers["cache-control"] == "no-store"
        assert calls.json()

        with connect(f"wss://localhost:{caddy.port}/ws/logs", ssl=caddy.trust()) as live:
            live.send(json.dumps({"type": "auth", "token": API_KEY}))
            assert json.loads(live.recv(10))["type"] == "hello"
            assert json.loads(live.recv(10))["type"] == "jobs_update"


def test_no_caller_notices_that_the_program_is_started_anew(pm2: Pm2, tmp_path: Path) -> None:
    pm2.start()
    # Two tests at once make a start take longer than on a server that does nothing else.
    with serving(tmp_path, pm2.port, TEMU_PATIENCE="30s") as caddy:
        seen: list[int | str] = []
        over = threading.Event()

        def call() -> None:
            with httpx.Client(verify=caddy.trust(), timeout=60) as client:
                while not over.is_set():
                    try:
                        answer = client.get(f"{caddy.url}/api/health")
                        seen.append(200 if answer.is_success else f"{answer}: {answer.text}")
                    except httpx.TransportError as error:
                        seen.append(repr(error))
                    over.wait(0.02)

        callers = [threading.Thread(target=call) for _ in range(4)]
        for caller in callers:
            caller.start()
        first = pm2.pid()
        pm2("restart", APP)
        pm2("reload", APP)
        time.sleep(0.5)
        over.set()
        for caller in callers:
            caller.join()
        assert pm2.pid() != first
        assert len(seen) > 20
        assert set(seen) == {200}
