"""The calls on a shop that has orders, stock, issues, runs: what they answer and what they do."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.events import StepProgressed, StepStarted
from temu_desktop.jobs.model import RunState
from tests.core_fixtures import OpenShop, Shop
from tests.headless.house import Calls, House, eventually, open_house, served


@pytest.fixture
async def shop(open_shop: OpenShop) -> Shop:
    """A shop with one order in JTL."""
    opened = await open_shop(skus=5)
    await opened.place()
    await opened.run_orders()
    return opened


@pytest.fixture
async def trading(shop: Shop) -> AsyncIterator[House]:
    """A server over it."""
    async with served(shop.core) as house:
        yield house


async def test_an_order_is_found_listed_and_told_in_full(trading: House) -> None:
    async with trading.calling("operator") as calls:
        page = await calls.get("/api/orders")
        number = page["items"][0]["number"]
        assert page["count"] == {"number": 1, "exact": True}
        assert page["next"] is None
        found = await calls.get("/api/orders", search=number[:10], view="in_jtl")
        assert [order["number"] for order in found["items"]] == [number]
        told = await calls.get(f"/api/orders/{number}")
        assert told["order"]["number"] == number
        assert told["address"]["post_code"]
        assert [entry["event"] for entry in told["timeline"]]
        assert told["lines"][0]["sku"]
        assert isinstance(told["amounts"]["total_gross"], str)
        hits = (await calls.get("/api/lookup", code=f" {number.lower()} "))["hits"]
        assert hits[0]["order"] == number
        sku = told["lines"][0]["sku"]
        assert (await calls.get("/api/lookup", code=sku))["hits"]
    async with trading.calling("viewer") as calls:
        assert (await calls.get(f"/api/orders/{number}"))["address"] is None


async def test_pages_of_orders_follow_each_other_without_gap_or_repeat(shop: Shop) -> None:
    for _ in range(6):
        await shop.place()
    await shop.run_orders()
    async with served(shop.core) as house, house.calling("viewer") as calls:
        for sort in ("ordered_at", "ship_by_at", "number", "buyer"):
            seen: list[str] = []
            after: str | None = None
            while True:
                asked = {"after": after} if after else {}
                page = await calls.get("/api/orders", sort=sort, limit=3, **asked)
                seen += [order["number"] for order in page["items"]]
                after = page["next"]
                if after is None:
                    break
            assert len(seen) == len(set(seen)) == 7
        place = (await calls.get("/api/orders", sort="number", limit=3))["next"]
        await calls.get("/api/orders", status=422, sort="ordered_at", after=place)


async def test_stock_is_listed_page_by_page_and_one_sku_in_full(trading: House) -> None:
    async with trading.calling("viewer") as calls:
        first = await calls.get("/api/inventory", limit=3)
        assert (len(first["items"]), first["count"]) == (3, 5)
        second = await calls.get("/api/inventory", limit=3, after=first["next"])
        assert len(second["items"]) == 2
        assert second["next"] is None
        sku = first["items"][0]["sku"]
        told = await calls.get(f"/api/inventory/{sku}")
        assert told["stock"] == first["items"][0]
        assert isinstance(told["stock"]["goods_id"], str)
        assert told["rule"]["paused"] is False
        assert (await calls.get("/api/inventory", view="unmapped"))["count"] == 0
        by_number = await calls.get("/api/inventory", sort="target", limit=2)
        await calls.get("/api/inventory", sort="target", after=by_number["next"])
        await calls.get("/api/inventory", status=422, sort="name", after=by_number["next"])


async def test_statistics_tell_tiles_figures_and_days(trading: House) -> None:
    async with trading.calling("viewer") as calls:
        answer = await calls.http.get("/api/statistics", params={"days": 7})
        told = answer.json()
        assert len(told["orders_per_day"]) == 7
        assert sum(day["count"] for day in told["orders_per_day"]) == 1
        assert told["kpis"]["sync_orders_temu"]["24h"]["succeeded"] == 1
        assert set(told["exposure"]) == {"stock", "order", "tracking"}
        assert told["tiles"]["issues"].keys() == {"info", "warning", "critical"}
        tag = {"If-None-Match": answer.headers["etag"]}
        again = await calls.http.get("/api/statistics", params={"days": 7}, headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        durations = await calls.get("/api/statistics/durations", job_id="sync_orders_temu")
        assert [item["state"] for item in durations["items"]] == ["success"]
        await calls.get("/api/statistics/durations", status=404, job_id="none")


async def test_runs_are_listed_and_told_with_their_steps(trading: House) -> None:
    async with trading.calling("viewer") as calls:
        page = await calls.get("/api/runs", job_id="sync_inventory_temu", limit=1)
        assert page["next"] == page["items"][0]["id"]
        before = await calls.get("/api/runs", job_id="sync_inventory_temu", before=page["next"])
        assert before["items"][0]["id"] != page["next"]
        told = await calls.get(f"/api/runs/{page['next']}")
        assert told["run"] == page["items"][0]
        assert {step["state"] for step in told["steps"]} <= {"success", "skipped"}
        assert (await calls.get("/api/runs", state="failed"))["items"] == []
        await calls.get("/api/runs", status=404, before="none")


async def test_a_dry_run_writes_nothing_and_is_shown_while_the_process_lives(
    trading: House, shop: Shop
) -> None:
    number = await shop.place()
    async with trading.calling("operator") as calls:
        started = await calls.post(
            "/api/jobs/sync_orders_temu/run-now", status=202, dry_run=True, days_back=3
        )
        assert started["dry_run"] is True
        await ended(calls, started["run"])
        told_run = await calls.get(f"/api/runs/{started['run']}")
        assert told_run["run"]["state"] == "success"
        assert told_run["run"]["dry_run"] is True
        assert any(write["target"] == "jtl" for write in told_run["intended"])
        await calls.get(f"/api/orders/{number}", status=404)
        wrong = await calls.post(
            "/api/jobs/maintenance/run-now", status=422, dry_run=True, mode="full"
        )
        assert wrong["code"] == "settings_invalid"


async def test_jobs_are_read_again_only_after_something_has_changed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = 0
    read = type(house.core.database).read

    async def counted(self: object, work: object) -> object:
        nonlocal reads
        reads += 1
        return await read(self, work)  # type: ignore[arg-type]

    monkeypatch.setattr("headless.board.STANDING_BY", timedelta(seconds=60))
    async with house.calling("viewer") as calls:
        first = await calls.http.get("/api/jobs")
        monkeypatch.setattr(type(house.core.database), "read", counted)
        for _ in range(50):
            assert (await calls.http.get("/api/jobs")).content == first.content
        assert reads == 0
        tag = {"If-None-Match": first.headers["etag"]}
        assert (await calls.http.get("/api/jobs", headers=tag)).status_code == 304
        await house.core.jobs.pause("maintenance", "Jana")  # type: ignore[arg-type]
        changed = await calls.http.get("/api/jobs", headers=tag)
        assert changed.status_code == 200
        assert changed.headers["etag"] != first.headers["etag"]
        status = (await calls.get("/api/jobs/status"))["maintenance"]
        assert status == {
            "status": "paused",
            "last_run": None,
            "duration_seconds": None,
            "error": None,
        }


async def told(calls: Calls, path: str, *names: str) -> Any:
    """A part of what a call answers."""
    found = (await calls.http.get(path)).json()
    for name in names:
        found = found[name]
    return found


async def ended(calls: Calls, run: str) -> Any:
    """A run after its end."""
    await eventually(lambda: told(calls, f"/api/runs/{run}", "run", "ended_at"))
    return await told(calls, f"/api/runs/{run}", "run")


async def test_a_run_is_started_without_waiting_and_told_to_whom_it_is_due(
    acting: House,
) -> None:
    async with acting.calling("operator") as calls:
        started = await calls.post("/api/jobs/maintenance/run-now", status=202)
        run = await ended(calls, started["run"])
        assert (run["state"], run["started_by"]) == ("success", "Phone operator")
        async with asyncio.timeout(20):
            # Lines are written to the database a moment after they were logged.
            while not (shown := await calls.get("/api/jobs/maintenance"))["logs"]:  # noqa: ASYNC110 - seen from outside
                await asyncio.sleep(0.1)
        assert shown["job"]["run"]["id"] == started["run"]
        assert shown["job"]["health"] == "healthy"
        assert shown["steps"][0]["name"] == "logs"
        assert shown["kpis"]["24h"]["succeeded"] == 1
        assert shown["logs"][0]["job"] == "maintenance"
        wrong = await calls.post("/api/jobs/maintenance/run-now", status=422, mode="full")
        assert wrong["code"] == "settings_invalid"
        failed = await calls.post("/api/jobs/sync_orders_temu/run-now", status=202)
        run = await ended(calls, failed["run"])
        assert run["error"]["code"] == "not_set_up"
        assert (await calls.get("/api/jobs/sync_orders_temu"))["job"]["health"] == "unhealthy"


async def test_a_running_job_answers_409_with_its_run_and_can_be_cancelled(
    acting: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def long(self: object, context: object, request: object) -> None:
        acting.core.bus.publish(StepStarted(context.run, "logs"))  # type: ignore[attr-defined]
        acting.core.bus.publish(StepProgressed(context.run, "logs", 3, 10))  # type: ignore[attr-defined]
        await asyncio.sleep(60)

    monkeypatch.setattr("temu_desktop.maintenance.workflow.MaintenanceWorkflow.run", long)
    async with acting.calling("operator") as calls:
        run = (await calls.post("/api/jobs/maintenance/run-now", status=202))["run"]
        problem = await calls.post("/api/jobs/maintenance/run-now", status=409)
        assert (problem["code"], problem["params"]["run"]) == ("job_running", run)
        progress = await eventually(lambda: told(calls, "/api/jobs/maintenance", "job", "progress"))
        assert (progress["run"], progress["done"], progress["total"]) == (run, 3, 10)
        await calls.post("/api/jobs/maintenance/cancel", status=202)
        assert (await ended(calls, run))["state"] == "cancelled"
        await calls.post("/api/jobs/maintenance/cancel", status=409)


async def test_a_schedule_is_changed_checked_and_reset(house: House) -> None:
    async with house.calling("admin") as calls:
        every = await calls.post("/api/jobs/maintenance/schedule", interval_minutes=90)
        assert every["schedule"]["every_minutes"] == 90
        assert every["changed"] == ["every_minutes"]
        body = {"cron": {"hour": "4", "minute": "15"}, "zone": "Europe/Vienna"}
        cron = await calls.post("/api/jobs/maintenance/schedule", body)
        assert cron["schedule"] == {"every_minutes": None, **body}
        wrong = await calls.post(
            "/api/jobs/maintenance/schedule", {"cron": {"hour": "25"}}, status=422
        )
        assert wrong["code"] == "definition_wrong"
        assert wrong["errors"][0]["message"]
        await calls.post("/api/jobs/maintenance/schedule", status=422)
        await calls.post("/api/jobs/maintenance/schedule", body, status=422, interval_minutes=5)
        off = await calls.post("/api/jobs/maintenance/toggle", enabled=False)
        assert (off["enabled"], off["status"]["status"]) == (False, "paused")
        back = await calls.post("/api/jobs/maintenance/reset")
        assert (back["enabled"], back["changed"]) == (True, [])


async def test_log_lines_are_filtered_paged_counted_exported_and_cleared(acting: House) -> None:
    async with acting.calling("admin") as calls:
        run = (await calls.post("/api/jobs/maintenance/run-now", status=202))["run"]
        await ended(calls, run)
        last = f"Run {run} of maintenance: success"
        await eventually(lambda: told(calls, f"/api/logs?run_id={run}&search={last}", "items"))
        lines = (await calls.get("/api/logs", job_id="maint%", level="INFO"))["items"]
        assert {line["job"] for line in lines} == {"maintenance"}
        # Of lines that do not become more meanwhile: calls are logged as well.
        among = {"limit": 1, "job_id": "maint%"}
        newest = await calls.get("/api/logs", **among)
        older = await calls.get("/api/logs", **among, before=newest["next"])
        assert older["items"][0]["id"] < newest["items"][0]["id"]
        assert (await calls.get("/api/logs", **among, offset=1))["items"] == older["items"]
        assert (await calls.get("/api/logs", job_id="sync_%", run_id=run))["items"] == []
        stats = await calls.get("/api/logs/stats")
        assert stats["total"] == sum(stats["by_level"].values()) == sum(stats["by_job"].values())
        exported = await calls.http.get("/api/logs/export", params={"run_id": run})
        assert exported.headers["content-type"] == "application/x-ndjson"
        rows = [json.loads(line) for line in exported.text.splitlines()]
        assert {row["run"] for row in rows} == {run}
        table = await calls.http.get("/api/logs/export", params={"format": "csv"})
        assert "attachment" in table.headers["content-disposition"]
        assert next(csv.reader(io.StringIO(table.text)))[:3] == ["id", "at", "level"]
        assert (await calls.post("/api/logs/cleanup", days=1))["deleted"] == 0


async def test_an_issue_is_told_acted_on_and_kept_in_the_history(acting: House) -> None:
    core = acting.core
    issue = Issue(IssueRule.JOB_FAILED, "job", "maintenance", {"error_code": "temu_away"})
    await core.database.write(lambda uow: raise_issues(uow, [issue], core.clock.now(), by="test"))
    async with acting.calling("operator", Accept_Language="en") as calls:
        answer = await calls.http.get("/api/issues")
        shown = answer.json()["items"][0]
        assert answer.json()["counts"] == {"critical": 1, "warning": 0, "info": 0}
        assert shown["actions"] == ["run_job", "acknowledge"]
        assert shown["title"] and shown["means"] and shown["remedy"]
        tag = {"If-None-Match": answer.headers["etag"]}
        assert (await calls.http.get("/api/issues", headers=tag)).status_code == 304
        assert (await calls.get("/api/issues", severity="info"))["items"] == []
        path = f"/api/issues/{shown['id']}/act"
        refused = await calls.post(path, {"action": "map_carrier"}, status=409)
        assert refused["code"] == "action_not_offered"
        acted = await calls.post(path, {"action": "run_job"})
        assert (acted["issue"]["acted"], acted["issue"]["acted_by"]) == (
            "run_job",
            "Phone operator",
        )
        assert (await ended(calls, acted["run"]))["state"] == RunState.SUCCESS.value
        past = await eventually(lambda: told(calls, "/api/issues/history", "items"))
        assert (past[0]["id"], past[0]["acted"]) == (shown["id"], "run_job")


async def test_the_first_push_waits_and_is_let_go(open_shop: OpenShop) -> None:
    shop = await open_shop(skus=12, in_step=False)
    run = (await shop.run_inventory("full")).run
    async with served(shop.core) as house, house.calling("operator") as calls:
        waiting = (await calls.get("/api/approvals"))["items"]
        assert [(item["run"], item["kind"]) for item in waiting] == [(run, "first_push")]
        assert waiting[0]["count"] >= len(waiting[0]["sample"]) > 0
        issue = (await calls.get("/api/issues", rule="brake"))["items"][0]
        await calls.post(f"/api/issues/{issue['id']}/act", {"action": "approve"})
        assert (await calls.get("/api/approvals"))["items"] == []
        await calls.post(f"/api/approvals/{run}", status=409)


async def test_switches_are_turned_by_an_admin(house: House) -> None:
    async with house.calling("admin") as calls:
        before = await calls.get("/api/switches")
        assert before["holiday"] == {"on": False, "since": None, "by": None}
        after = await calls.post("/api/switches/writes_stopped", on=True)
        assert (after["writes_stopped"]["on"], after["writes_stopped"]["by"]) == (
            True,
            "Phone admin",
        )
        await calls.post("/api/switches/gravity", status=422, on=False)


async def test_health_says_what_is_down_to_those_who_may_know(tmp_path: Path) -> None:
    async with (
        open_house(tmp_path / "idle") as house,
        house.calling() as anybody,
        house.calling("viewer") as calls,
    ):
        assert await anybody.get("/api/health", status=503) == {"status": "down"}
        shown = await calls.get("/api/health", status=503)
        down = {check["name"]: check["detail"] for check in shown["checks"] if not check["ok"]}
        assert down == {"lease": "nobody acts"}
    async with (
        open_house(tmp_path / "acting", acts=True) as acting,
        acting.calling("viewer") as calls,
    ):
        shown = await calls.get("/api/health")
        assert shown["acting"]["here"] is True
        assert shown["acting"]["kind"] == "headless"


async def test_metrics_count_requests_runs_and_sockets(acting: House) -> None:
    async with acting.calling("operator") as calls, acting.live():
        run = (await calls.post("/api/jobs/maintenance/run-now", status=202))["run"]
        await ended(calls, run)
        text = (await calls.http.get("/metrics")).text
    assert 'temu_runs_finished_total{job="maintenance",state="success"} 1.0' in text
    assert 'route="/api/jobs/{job}/run-now",status="202"} 1.0' in text
    assert "temu_websocket_clients 1.0" in text
    assert "temu_acting 1.0" in text


async def test_devices_are_listed_named_revoked_and_machines_get_keys(house: House) -> None:
    async with house.calling("admin") as calls:
        key = await calls.post(
            "/api/devices/keys",
            {"name": "Monitor", "role": "viewer", "expires_at": "2099-01-01T00:00:00Z"},
            status=201,
        )
        device = key["device"]["id"]
        renamed = await calls.post(f"/api/devices/{device}/rename", {"name": "Grafana"})
        assert renamed["device"]["name"] == "Grafana"
        await calls.post(f"/api/devices/{device}/revoke")
        assert device not in [item["id"] for item in (await calls.get("/api/devices"))["items"]]
        every = (await calls.get("/api/devices", revoked=True))["items"]
        assert next(item for item in every if item["id"] == device)["revoked_at"]
