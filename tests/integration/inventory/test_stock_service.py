"""What a person does with stock, in a shop with both neighbours: rules, mapping, chosen pushes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from temu_desktop.attention.approvals import Kind
from temu_desktop.attention.model import IssueRule
from temu_desktop.database import schema
from temu_desktop.errors import (
    ArticleUnknown,
    NobodyActs,
    NothingToApprove,
    SettingsError,
    SkuUnknown,
    StockRuleWrong,
    UnknownRun,
)
from temu_desktop.events import ActingChanged, InventoryChanged, RunFinished
from temu_desktop.ids import ArticleId, RunId
from temu_desktop.inventory.details import OwnRule
from temu_desktop.inventory.model import Decider
from temu_desktop.inventory.preview import Change
from temu_desktop.inventory.selection import StockFilter, StockView
from temu_desktop.jobs.model import RunState
from temu_desktop.jtl import schema as jtl
from temu_desktop.switches.model import Switch
from tests.core_fixtures import OpenShop, Shop
from tests.due_times import nothing_due

pytestmark = pytest.mark.usefixtures("statements_are_tsql")


async def stocked(shop: Shop, count: int = 1) -> list[dict[str, Any]]:
    """Listings with stock and an article of their own that no other listing shares."""
    skus = await shop.temu.skus()
    articles = [item["article"] for item in skus]
    found = [
        item
        for item in skus
        if int(str(item["stock"])) > 6
        and item["article"]
        and item["sold_factor"] == 1
        and articles.count(item["article"]) == 1
    ]
    assert len(found) >= count
    return found[:count]


def counters(result: Any, step: str) -> dict[str, int]:
    return dict(next(one.counters for one in result.steps if one.name == step))


async def until(shop: Shop, event: type) -> None:
    """Wait for the next event of a kind."""
    heard = asyncio.Event()
    with shop.core.bus.subscribe(lambda _: heard.set(), event):
        await heard.wait()


async def acts(shop: Shop) -> list[tuple[str, str, str]]:
    table = schema.audit
    rows = await shop.ask(select(table).order_by(table.c.id))
    return [(row.who, row.action, row.subject) for row in rows]


async def test_a_rule_changes_the_number_at_the_next_comparison_and_says_why(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    (item,) = await stocked(shop)
    sku, before = str(item["sku"]), int(str(item["stock"]))
    await shop.core.inventory.set_rule(sku, OwnRule(buffer=2, cap=3), "Frau Nowak")
    await shop.run_inventory()
    found = await shop.core.inventory.details(sku.lower())
    assert found.why is not None
    assert (found.why.decider, found.why.result) == (Decider.CAP, 3)
    assert await shop.at_temu(int(str(item["sku_id"]))) == 3
    assert (found.row.temu_stock, found.row.sent_quantity) == (3, 3)
    assert found.row.proven_at is not None
    assert found.own == OwnRule(buffer=2, cap=3)
    assert {"target_decided", "stock_sent"} <= {entry.entry.event for entry in found.timeline}
    await shop.core.inventory.set_rule(sku, None, "Frau Nowak")
    await shop.run_inventory()
    assert await shop.at_temu(int(str(item["sku_id"]))) == before
    assert ("Frau Nowak", "stock_rule_set", sku) in await acts(shop)
    assert ("Frau Nowak", "stock_rule_removed", sku) in await acts(shop)


async def test_a_rule_for_all_holds_where_a_sku_says_nothing_else(open_shop: OpenShop) -> None:
    shop = await open_shop()
    first, second = (str(item["sku"]) for item in await stocked(shop, 2))
    await shop.core.inventory.set_general_rule(OwnRule(cap=4, buffer=1), "Lager")
    await shop.core.inventory.set_rule(first, OwnRule(cap=2), "Lager")
    rules = await shop.core.inventory.rules()
    assert (rules.general, rules.own) == (OwnRule(cap=4, buffer=1), ((first, OwnRule(cap=2)),))
    one, other = [await shop.core.inventory.details(sku) for sku in (first, second)]
    assert (one.rule.cap, one.rule.buffer) == (2, 1)
    assert (other.rule.cap, other.own.is_empty) == (4, True)


@pytest.mark.parametrize(
    "rule",
    [
        OwnRule(buffer=-1),
        OwnRule(cap=1_000_001),
        OwnRule(minimum=True),
        OwnRule(cap=2, minimum=3),
        OwnRule(paused=1),  # type: ignore[arg-type]
        OwnRule(buffer=2.5),  # type: ignore[arg-type]
    ],
)
async def test_a_rule_without_sense_is_refused_and_changes_nothing(
    open_shop: OpenShop, rule: OwnRule
) -> None:
    shop = await open_shop(in_step=False, skus=3)
    with pytest.raises(StockRuleWrong):
        await shop.core.inventory.set_general_rule(rule, "Lager")
    assert (await shop.core.inventory.rules()).general.is_empty
    assert await acts(shop) == [act for act in await acts(shop) if act[1] == "map_carriers"]


async def test_an_unknown_sku_gets_no_rule_no_article_and_no_push(open_shop: OpenShop) -> None:
    shop = await open_shop()
    stock = shop.core.inventory
    with pytest.raises(SkuUnknown):
        await stock.set_rule("NO-SUCH-THING", OwnRule(cap=1), "Lager")
    with pytest.raises(SkuUnknown):
        await stock.unmap("", "Lager")
    with pytest.raises(SkuUnknown):
        await stock.details("'; DROP TABLE temu_products; --")
    with pytest.raises(SkuUnknown):
        await stock.push(["NO-SUCH-THING"], "Lager")
    result = await shop.run_inventory(skus=["NO-SUCH-THING"])
    assert (result.state, result.error_code) == (RunState.FAILED, "sku_unknown")


async def test_a_sku_mapped_by_hand_shows_the_stock_of_that_article(open_shop: OpenShop) -> None:
    shop = await open_shop()
    item, other = await stocked(shop, 2)
    sku = str(item["sku"])
    (hit,) = [
        hit
        for hit in await shop.core.inventory.find_articles(str(other["article"]).lower())
        if hit.number == other["article"]
    ]
    assert hit.name
    assert hit in await shop.core.inventory.find_articles(hit.barcode)
    assert hit in await shop.core.inventory.find_articles(hit.name[:8])
    heard: list[InventoryChanged] = []
    with shop.core.bus.subscribe(heard.append, InventoryChanged):
        await shop.core.inventory.map(sku, hit.id, "Lager")
    assert heard == [InventoryChanged((sku,), "Lager")]
    await shop.run_inventory()
    mapped, own = [await shop.core.inventory.details(str(name)) for name in (sku, other["sku"])]
    assert mapped.row.article_id == hit.id
    assert mapped.row.available == own.row.available
    await shop.run_inventory("full")
    assert (await shop.core.inventory.details(sku)).row.article_id == hit.id
    await shop.core.inventory.unmap(sku, "Lager")
    assert (await shop.core.inventory.details(sku)).row.article_id is None
    await shop.run_inventory()
    assert (await shop.core.inventory.details(sku)).row.article_id not in {None, hit.id}
    assert [act for _, act, subject in await acts(shop) if subject == sku] == [
        "sku_mapped",
        "sku_unmapped",
    ]


async def test_an_article_that_jtl_lacks_cannot_be_mapped(open_shop: OpenShop) -> None:
    shop = await open_shop()
    (item,) = await stocked(shop)
    before = (await shop.core.inventory.details(str(item["sku"]))).row.article_id
    with pytest.raises(ArticleUnknown):
        await shop.core.inventory.map(str(item["sku"]), ArticleId(987_654_321), "Lager")
    assert (await shop.core.inventory.details(str(item["sku"]))).row.article_id == before
    assert await shop.core.inventory.find_articles("  ") == []
    assert await shop.core.inventory.find_articles("%") == []


async def test_mapping_closes_the_issue_of_the_unmapped_sku(open_shop: OpenShop) -> None:
    shop = await open_shop(awkward=True, skus=60)
    page = await shop.core.inventory.page(StockFilter(StockView.UNMAPPED))
    sku = page.rows[0].sku
    assert IssueRule.UNMAPPED_SKU.value in await shop.rules(sku)
    assert (await shop.core.inventory.details(sku)).issues
    article = (await shop.jtl(select(jtl.articles.c.id).limit(1)))[0].id
    await shop.core.inventory.map(sku, article, "Lager")
    assert await shop.rules(sku) == set()


async def test_a_push_of_chosen_skus_sends_these_alone(open_shop: OpenShop) -> None:
    shop = await open_shop()
    first, second = await stocked(shop, 2)
    for item in (first, second):
        await shop.temu.wawi_act("sell_elsewhere", str(item["article"]), 1)
    before = await shop.core.inventory.details(str(second["sku"]))
    result = await shop.run_inventory(skus=[str(first["sku"])])
    assert result.state is RunState.SUCCESS
    assert [step.name for step in result.steps][-2:] == ["compare", "push"]
    assert counters(result, "push")["pushed"] == 1
    assert counters(result, "push")["proven"] == 1
    assert await shop.at_temu(int(str(first["sku_id"]))) == int(str(first["stock"])) - 1
    assert await shop.at_temu(int(str(second["sku_id"]))) == int(str(second["stock"]))
    after = await shop.core.inventory.details(str(second["sku"]))
    assert (after.row, after.compared_at) == (before.row, before.compared_at)


async def sell_out(shop: Shop, items: list[dict[str, Any]]) -> None:
    for item in items:
        everything = int(str(item["stock"])) + 500
        await shop.temu.wawi_act("sell_elsewhere", str(item["article"]), everything)


async def test_what_waits_for_a_person_is_not_pushed_by_choosing_it(open_shop: OpenShop) -> None:
    shop = await open_shop(skus=40)
    gone = await stocked(shop, 12)
    await sell_out(shop, gone)
    braked = await shop.run_inventory()
    (held,) = await shop.core.inventory.held(braked.run)
    assert (held.kind, len(held.items)) == (Kind.STOCK_PUSH, 12)
    result = await shop.run_inventory(skus=[str(item["sku"]) for item in gone[:2]])
    assert counters(result, "push")["held"] == 2
    assert counters(result, "push")["pushed"] == 0
    assert await shop.at_temu(int(str(gone[0]["sku_id"]))) == gone[0]["stock"]
    assert await shop.core.inventory.held(braked.run) == [held]
    await shop.core.operator.approve(braked.run, "Lager")
    sent = await shop.run_inventory(skus=[str(item["sku"]) for item in gone[:2]])
    assert counters(sent, "push")["pushed"] == 2
    assert await shop.at_temu(int(str(gone[0]["sku_id"]))) == 0
    assert await shop.at_temu(int(str(gone[5]["sku_id"]))) == gone[5]["stock"]


async def test_the_brake_holds_a_large_choice_together_with_what_waits(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop(skus=60)
    gone = await stocked(shop, 25)
    await sell_out(shop, gone[:12])
    await shop.run_inventory()
    await sell_out(shop, gone[12:])
    result = await shop.run_inventory(skus=[str(item["sku"]) for item in gone[12:]])
    assert counters(result, "push")["pushed"] == 0
    assert counters(result, "push")["held"] == 13
    (held,) = await shop.core.inventory.held(result.run)
    assert {item.sku for item in held.items} == {str(item["sku"]).rstrip() for item in gone}
    assert {approval.run for approval in await shop.core.operator.waiting()} == {result.run}
    await shop.core.operator.approve(result.run, "Lager")
    assert counters(await shop.run_inventory(), "push")["pushed"] == 25


async def test_a_push_needs_a_process_that_acts_and_then_runs_there(open_shop: OpenShop) -> None:
    shop = await open_shop()
    (item,) = await stocked(shop)
    await shop.temu.wawi_act("sell_elsewhere", str(item["article"]), 1)
    with pytest.raises(NobodyActs):
        await shop.core.inventory.push([str(item["sku"])], "Lager")
    await nothing_due(shop.core)
    async with shop.core.serving.serving("test"):
        async with asyncio.timeout(30):
            await until(shop, ActingChanged)
            ended = asyncio.create_task(until(shop, RunFinished))
            run = await shop.core.inventory.push([str(item["sku"]).lower()], "Lager")
            await ended
    row, _ = await shop.core.jobs.details(run)
    assert (row.state, row.started_by) == (RunState.SUCCESS, "Lager")
    assert row.parameters["skus"] == [str(item["sku"]).rstrip()]


@pytest.mark.parametrize("skus", [[], "MUG", [""], [5], ["x" * 201], ["MUG"] * 1001])
async def test_a_list_of_skus_without_sense_is_refused_before_a_run_begins(
    open_shop: OpenShop, skus: object
) -> None:
    shop = await open_shop(in_step=False, skus=3)
    with pytest.raises(SettingsError):
        await shop.run_inventory(skus=skus)


async def test_a_preview_says_what_a_push_would_do_and_does_nothing(open_shop: OpenShop) -> None:
    shop = await open_shop()
    gone, fewer = await stocked(shop, 2)
    stock = int(str(gone["stock"]))
    await shop.temu.wawi_act("sell_elsewhere", str(gone["article"]), stock + 500)
    await shop.temu.wawi_act("sell_elsewhere", str(fewer["article"]), 1)
    await shop.core.operator.turn(Switch.WRITES_STOPPED, True, "Lager")
    await shop.run_inventory()
    preview = await shop.core.inventory.preview()
    assert (preview.changes, preview.to_zero, preview.falls) == (2, 1, 0)
    assert (preview.brake, preview.first_push, preview.waiting) == (False, False, 0)
    assert preview.listed >= 2
    first, second = preview.items
    assert (first.sku, first.before, first.after, first.change) == (
        gone["sku"],
        stock,
        0,
        Change.TO_ZERO,
    )
    assert second.change is Change.OTHER
    only = await shop.core.inventory.preview([str(fewer["sku"]).lower()])
    assert [item.sku for item in only.items] == [fewer["sku"]]
    assert await shop.at_temu(int(str(gone["sku_id"]))) == stock


async def test_the_list_of_a_held_run_has_old_and_new_quantities(open_shop: OpenShop) -> None:
    shop = await open_shop(in_step=False)
    first = await shop.run_inventory("full")
    (held,) = await shop.core.inventory.held(first.run)
    assert held.kind is Kind.FIRST_PUSH
    assert held.items
    assert all(item.name for item in held.items)
    waiting = await shop.core.inventory.page(StockFilter(StockView.HELD), limit=1000)
    assert {row.sku: (row.temu_stock, row.target) for row in waiting.rows} == {
        item.sku: (item.before, item.after) for item in held.items
    }
    chosen = await shop.run_inventory(skus=[held.items[0].sku])
    assert counters(chosen, "push")["pushed"] == 0
    assert counters(chosen, "push")["held"] == 1
    assert (await shop.core.inventory.held(first.run)) == [held]
    await shop.core.operator.approve(first.run, "Lager")
    with pytest.raises(NothingToApprove):
        await shop.core.inventory.held(first.run)
    with pytest.raises(UnknownRun):
        await shop.core.inventory.held(RunId("20200101-000000-aaaaaa"))
