"""A run that a phone or a machine starts with ``verbose`` keeps its finest log lines."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.core_fixtures import OpenShop
from tests.due_times import nothing_due
from tests.headless.house import Calls, served


async def written(calls: Calls, job: str) -> list[dict[str, Any]]:
    """The lines of a job's newest run, once its end is among them."""
    async with asyncio.timeout(30):
        while True:
            run = (await calls.get(f"/api/jobs/{job}"))["job"]["run"]
            lines = (await calls.get("/api/logs", run_id=run["id"], limit=200))["items"]
            if any(
                f"Run {run['id']}" in one["message"] and "success" in one["message"]
                for one in lines
            ):
                return list(lines)
            await asyncio.sleep(0.1)


async def test_verbose_keeps_the_calls_to_temu_of_that_run_alone(open_shop: OpenShop) -> None:
    shop = await open_shop()
    await shop.place()
    await nothing_due(shop.core)
    async with shop.core.serving.serving("headless"), served(shop.core) as house:
        async with asyncio.timeout(20):
            while not shop.core.serving.acting:  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.01)
        async with house.calling("operator") as calls:
            job = "sync_orders_temu"
            await calls.post(f"/api/jobs/{job}/run-now", status=202, verbose=True)
            fine = await written(calls, job)
            assert any(
                (one["level"], one["step"]) == ("DEBUG", "fetch")
                and one["message"].startswith("TEMU call bg.order.list.v2.get: ")
                for one in fine
            )
            started = await calls.post(f"/api/jobs/{job}/run-now", status=202)
            plain = await written(calls, job)
            assert {one["run"] for one in plain} == {started["run"]}
            assert "DEBUG" not in {one["level"] for one in plain}
            dry = await calls.post(
                f"/api/jobs/{job}/run-now", status=202, dry_run=True, verbose=True
            )
            assert dry["dry_run"] is True
