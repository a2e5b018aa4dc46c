"""A server that comes up: what is loaded when its health is known, what calls find meanwhile."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from headless import reception
from headless.app import create_app
from headless.options import Options
from headless.server import listening, server_of
from temu_desktop.bootstrap import running_core
from tests.headless.house import API_KEY, GENEROUS, migrated_copy, settings_in

HEAVY = (
    *("alembic", "apscheduler.schedulers", "cryptography", "pywebpush", "httpx", "rich", "jinja2"),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.mssql", "temu_desktop.orders.service"),
    *("temu_desktop.inventory.workflow", "temu_desktop.temu.client", "headless.docs_page"),
)
"""What a server needs only once it is asked for more than its health."""


def test_nothing_heavy_is_loaded_before_the_server_can_say_how_it_is() -> None:
    program = (
        f"import sys, headless.main; print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


async def test_a_call_that_comes_at_once_waits_for_its_route_and_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than the test: the call itself must begin the loading.
    monkeypatch.setattr(reception, "QUIET_SECONDS", 300)
    settings = settings_in(tmp_path)
    await asyncio.to_thread(migrated_copy, tmp_path / "toci.db")
    async with running_core(settings) as core:
        app = create_app(core, Options(api_key=API_KEY, limits=GENEROUS), late=True)
        few = len(app.router.routes)
        listener = listening("127.0.0.1", 0)
        server = server_of(app)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            async with httpx.AsyncClient(base_url=address, headers={"X-API-Key": API_KEY}) as http:
                assert (await http.get("/api/health")).status_code in {200, 503}
                assert len(app.router.routes) == few
                answers = await asyncio.gather(
                    *(http.get(path) for path in ("/api/jobs", "/api/orders", "/nowhere"))
                )
                assert [answer.status_code for answer in answers] == [200, 200, 404]
                assert (await http.get("/openapi.json")).status_code == 200
        finally:
            server.leave()
            await running
            listener.close()
        routes = [getattr(route, "path", "") for route in app.router.routes]
        assert sorted(routes) == sorted(
            getattr(route, "path", "") for route in create_app(core).router.routes
        )


async def test_a_server_that_nobody_asks_loads_everything_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "QUIET_SECONDS", 0.01)
    settings = settings_in(tmp_path)
    await asyncio.to_thread(migrated_copy, tmp_path / "toci.db")
    async with running_core(settings) as core:
        app = create_app(core, Options(api_key=API_KEY), late=True)
        few, until = len(app.router.routes), time.monotonic() + 20
        async with app.state.reception.opening():
            while len(app.router.routes) == few and time.monotonic() < until:  # noqa: ASYNC110 - seen from outside
                await asyncio.sleep(0.02)
        assert len(app.router.routes) > 20
