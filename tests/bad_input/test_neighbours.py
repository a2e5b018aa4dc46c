"""Neighbours that refuse, vanish or talk nonsense: a typed error, and nothing is lost."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from temu_desktop.bootstrap import running_core
from temu_desktop.clock import ShiftedClock
from temu_desktop.doctor.model import Verdict
from temu_desktop.errors import SchemaTooNew
from temu_desktop.jobs.model import SYNC_ORDERS, RunRequest, RunState
from temu_desktop.switches.model import Switch
from tests.core_fixtures import OpenShop, Shop

pytestmark = pytest.mark.usefixtures("statements_are_tsql")
"""Every statement of these runs is also compiled for SQL Server and parsed as T-SQL."""


async def run_with(shop: Shop, **temu: object) -> tuple[str | None, bool]:
    """Error code of an orders run with other access data, and whether a repeat can help."""
    settings = shop.core.settings
    changed = replace(settings, temu=replace(settings.require_temu(), **temu))  # type: ignore[arg-type]
    async with running_core(changed, clock=shop.core.clock) as core:
        result = await core.jobs.run(RunRequest(job=SYNC_ORDERS))
    assert result.state is RunState.FAILED
    return result.error_code, result.retryable


async def test_a_wrong_secret_is_a_matter_of_credentials(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False)
    assert await run_with(shop, app_secret="wrong") == ("temu_credentials", False)


async def test_a_token_that_nobody_knows_is_a_matter_of_credentials(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False)
    assert await run_with(shop, access_token="nobody") == ("temu_credentials", False)


async def test_an_expired_token_says_so(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False)
    await shop.temu.expire_token()
    result = await shop.run_orders()
    assert (result.error_code, result.retryable) == ("temu_token_expired", False)


async def test_a_clock_that_is_off_is_named(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False)
    clock = ShiftedClock(timedelta(seconds=900))
    async with running_core(shop.core.settings, clock=clock) as core:
        result = await core.jobs.run(RunRequest(job=SYNC_ORDERS))
    assert result.error_code == "temu_clock_off"


async def test_orders_wait_when_the_token_may_not_read_amounts(open_shop: OpenShop) -> None:
    shop = await open_shop()
    await shop.temu.revoke_scope("bg.order.amount.query")
    number = await shop.place()
    result = await shop.run_orders()
    assert result.state is RunState.SUCCESS
    assert (await shop.reasons())[number] == "amounts_missing"
    await shop.temu.grant_scope("bg.order.amount.query")
    await shop.run_orders()
    assert (await shop.order(number)).status == "xml_erstellt"


async def test_broken_answers_are_read_again(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.script_faults({"type": "*", "fault": "broken_json", "times": 2})
    assert (await shop.run_orders()).state is RunState.SUCCESS
    assert (await shop.order(number)).status == "xml_erstellt"


async def test_a_missing_jtl_column_is_named_by_the_doctor_and_stops_the_run(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    path = (shop.core.settings.database.jtl_url or "").removeprefix("sqlite:///")
    with sqlite3.connect(path, timeout=30) as connection:
        connection.execute('ALTER TABLE "tlagerbestand" RENAME TO "weg"')
    connection.close()
    report = await shop.core.doctor.examine()
    failed = [check for check in report.checks if check.verdict is Verdict.FAILED]
    assert [check.name for check in failed] == ["jtl"]
    assert "tlagerbestand" in failed[0].found
    result = await shop.run_inventory()
    assert (result.error_code, result.retryable) == ("jtl_object_missing", False)


async def test_a_schema_newer_than_the_program_is_not_touched(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False)
    settings = shop.core.settings
    path = settings.database.operations_url.removeprefix("sqlite:///")
    with sqlite3.connect(path, timeout=30) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    connection.close()
    with pytest.raises(SchemaTooNew):
        async with running_core(settings, clock=shop.core.clock):
            pass


async def test_the_stop_switch_lets_reading_go_on_and_nothing_out(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.core.operator.turn(Switch.WRITES_STOPPED, True, "test")
    result = await shop.run_orders()
    assert result.state is RunState.SUCCESS
    assert (await shop.order(number)).status == "importiert"
    assert {step.name: step.state.value for step in result.steps}["export"] == "skipped"
    await shop.core.operator.turn(Switch.WRITES_STOPPED, False, "test")
    await shop.run_orders()
    assert (await shop.order(number)).status == "xml_erstellt"


async def test_holiday_mode_pushes_zeros_and_restores(open_shop: OpenShop) -> None:
    shop = await open_shop()
    before = {item["sku_id"]: item["stock"] for item in await shop.temu.skus()}
    await shop.core.operator.turn(Switch.HOLIDAY, True, "test")
    await shop.run_inventory()
    assert {item["stock"] for item in await shop.temu.skus() if item["article"]} == {0}
    await shop.core.operator.turn(Switch.HOLIDAY, False, "test")
    await shop.run_inventory()
    assert {item["sku_id"]: item["stock"] for item in await shop.temu.skus()} == before


async def test_a_dry_run_touches_nothing_and_sees_its_own_steps(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    request = RunRequest(job=SYNC_ORDERS, dry_run=True)
    result = await shop.core.jobs.run(request)
    assert [write.subject for write in result.intended] == [number]
    assert result.counters()["import"]["new"] == 1
    assert result.counters()["export"]["exported"] == 1
    assert await shop.order(number) is None
    await shop.tick(60)
    assert (await shop.temu.books())["in_jtl"] == 0


async def test_a_replay_imports_without_temu_or_jtl(open_shop: OpenShop) -> None:
    shop = await open_shop()
    await shop.place()
    first = await shop.run_orders()
    calls = (await shop.temu.books())["calls"]
    request = RunRequest(job=SYNC_ORDERS, from_archive=first.run)
    again = await shop.core.jobs.run(request)
    assert [step.name for step in again.steps] == ["import"]
    assert again.counters()["import"]["new"] == 0
    assert (await shop.temu.books())["calls"] == calls


async def test_many_falling_quantities_wait_while_the_others_go_out(open_shop: OpenShop) -> None:
    """Decision 22: at least 10 SKUs and 20 % of all; the other changes go out."""
    shop = await open_shop(skus=40)
    skus = [
        item for item in await shop.temu.skus() if item["article"] and int(str(item["stock"])) > 0
    ]
    rising, falling = skus[0], skus[1:16]
    for item in falling:
        await shop.temu.wawi_act("sell_elsewhere", str(item["article"]), 100_000)
    await shop.temu.wawi_act("receive_goods", str(rising["article"]), 50)
    result = await shop.run_inventory()
    counters = result.counters()["push"]
    assert counters["held"] >= 10
    assert await shop.at_temu(int(str(rising["sku_id"]))) > int(str(rising["stock"]))
    assert await shop.at_temu(int(str(falling[0]["sku_id"]))) > 0
    await shop.core.operator.approve(result.run, "test")
    await shop.run_inventory()
    assert await shop.at_temu(int(str(falling[0]["sku_id"]))) == 0
