"""What a person can do about an order, against a real shop: nothing is sent twice, all is noted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from temu_desktop.attention.model import IssueRule
from temu_desktop.database import schema
from temu_desktop.database.batching import update_rows
from temu_desktop.errors import OrderActRefused, RepairInvalid, UnknownOrder
from temu_desktop.jtl import schema as jtl
from temu_desktop.orders.cases import CaseFilter, CaseStatus
from temu_desktop.orders.filtering import OrderFilter, OrderView
from temu_desktop.orders.model import ExportState, HoldReason, OrderStatus, ReportState
from temu_desktop.orders.repairs import set_country, set_price, set_quantity, set_sku
from temu_desktop.orders.service import Follow
from temu_desktop.orders.states import OrderAct
from temu_desktop.switches.model import Switch
from tests.core_fixtures import OpenShop, Shop

pytestmark = pytest.mark.usefixtures("statements_are_tsql")


async def in_jtl(shop: Shop, number: str) -> int:
    rows = await shop.jtl(
        select(func.count()).select_from(jtl.orders).where(jtl.orders.c.external_number == number)
    )
    return int(rows[0][0])


async def follow(shop: Shop, act: Follow) -> None:
    await shop.run_orders(**act.parameters)


async def acts_of(shop: Shop, number: str) -> list[tuple[str, str]]:
    audit = schema.audit
    rows = await shop.ask(
        select(audit.c.who, audit.c.action).where(audit.c.subject == number).order_by(audit.c.id)
    )
    return [(row.who, row.action) for row in rows]


async def events_of(shop: Shop, number: str) -> list[str]:
    return [item.entry.event for item in (await shop.core.orders.details(number)).timeline]


async def refused(shop: Shop, act: str, number: str, **options: Any) -> str:
    """The reason why an act is refused; nothing of it is written down."""
    before = await acts_of(shop, number)
    with pytest.raises(OrderActRefused) as caught:
        await getattr(shop.core.orders, act)(number, who="Rosa", **options)
    assert await acts_of(shop, number) == before
    return caught.value.reason


async def map_all(shop: Shop, mappings: list[Any], **changes: Any) -> None:
    names = ("method_id", "method_name", "region_id", "carrier_id", "carrier_name")
    rows = [
        {**{name: getattr(row, name) for name in names}, "sends_no_tracking": False, **changes}
        for row in mappings
        if not row.sends_no_tracking
    ]
    await shop.core.operator.map_carriers(rows, "test")


async def exported(shop: Shop) -> str:
    number = await shop.place()
    await shop.run_orders()
    await shop.tick(900)
    await shop.run_orders()
    assert (await shop.order(number)).status == OrderStatus.EXPORTED
    assert await in_jtl(shop, number) == 1
    return number


async def test_an_order_that_vanished_from_jtl_is_exported_again_once(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await exported(shop)
    assert await refused(shop, "export_again", number) == "still_in_jtl"
    await shop.temu.wawi_act("delete_order", number)
    await shop.run_orders()
    assert await shop.rules(number) == {"gone_from_jtl"}
    await follow(shop, await shop.core.orders.export_again(number, "Rosa"))
    assert await shop.rules(number) == set()
    for _ in range(4):
        await shop.tick(900)
        await shop.run_orders()
    assert await in_jtl(shop, number) == 1
    details = await shop.core.orders.details(number)
    assert details.export is not None
    assert (details.export.state, details.export.gone_at) == (ExportState.IMPORTED, None)
    assert await acts_of(shop, number) == [("Rosa", "order_export_again")]
    assert "person_export_again" in await events_of(shop, number)


async def test_only_what_would_not_be_refused_is_offered(open_shop: OpenShop) -> None:
    shop = await open_shop()
    orders = shop.core.orders
    rejected = await shop.place(country="Atlantis")
    asked = await shop.place()
    await shop.temu.order_act(asked, "ask_to_cancel")
    done = await exported(shop)
    offered = {number: await orders.possible_acts(number) for number in (rejected, asked, done)}
    assert offered[rejected] == {OrderAct.REPAIR, OrderAct.GIVE_UP, OrderAct.MARK_HANDLED}
    assert {OrderAct.AGREE_TO_CANCEL, OrderAct.SHIP_ALL_THE_SAME} <= offered[asked]
    assert offered[done] == {OrderAct.LOOK_UP_TRACKING}
    assert await orders.possible_acts("PO-076-OF-ANOTHER-SHOP") == frozenset()


async def test_an_order_that_jtl_has_after_all_is_not_exported_a_second_time(
    open_shop: OpenShop,
) -> None:
    """The outbox says that JTL failed, but meanwhile the order is there."""
    shop = await open_shop()
    number = await exported(shop)
    order = await shop.order(number)
    row = {"order_id": order.id, "state": ExportState.FAILED.value}
    await shop.core.database.write(
        lambda uow: update_rows(uow.connection, schema.exports, [row], ["order_id"])
    )
    await follow(shop, await shop.core.orders.export_again(number, "Rosa"))
    await shop.tick(900)
    await shop.run_orders()
    assert await in_jtl(shop, number) == 1
    assert (await shop.order(number)).status == OrderStatus.EXPORTED


async def test_what_was_never_exported_or_has_left_is_not_exported_again(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    waiting = await shop.place(status=1)
    await shop.run_orders()
    assert await refused(shop, "export_again", waiting) == "never_exported"
    shipped = await shop.place()
    await shop.until_shipped(shipped)
    await shop.run_orders()
    assert await refused(shop, "export_again", shipped) == "shipped"
    with pytest.raises(UnknownOrder):
        await shop.core.orders.export_again("PO-076-OF-ANOTHER-SHOP", "Rosa")


async def test_tracking_is_looked_up_by_the_run_that_the_act_names(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place(status=1)
    await shop.run_orders()
    assert await refused(shop, "look_up_tracking", number) == "not_in_jtl"
    await shop.temu.order_act(number, "confirm")
    await shop.run_orders()
    act = await shop.core.orders.look_up_tracking(number, "Rosa")
    result = await shop.run_orders(**act.parameters)
    assert [step.name for step in result.steps] == ["tracking", "report"]
    assert await acts_of(shop, number) == [("Rosa", "order_look_up_tracking")]


async def test_a_refused_parcel_is_reported_again_and_only_once(open_shop: OpenShop) -> None:
    shop = await open_shop()
    good = await shop.ask(select(schema.carrier_mappings))
    await map_all(shop, good, carrier_id=999_999)
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.run_orders()
    (parcel,) = (await shop.core.orders.details(number)).parcels
    assert parcel.state is ReportState.REFUSED
    assert parcel.error_code == "carrier_invalid"
    await map_all(shop, good)
    await shop.run_orders(mode="tracking_only")
    (parcel,) = (await shop.core.orders.details(number)).parcels
    assert parcel.state is ReportState.REFUSED
    await follow(shop, await shop.core.orders.report_again(number, "Rosa"))
    details = await shop.core.orders.details(number)
    assert [item.state for item in details.parcels] == [ReportState.REPORTED]
    assert details.row is not None
    assert details.row.reported
    assert await refused(shop, "report_again", number) == "nothing_refused"
    assert await shop.rules(number) == set()


async def test_marking_as_handled_names_who_and_ends_what_tells_of_an_event(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    number = await exported(shop)
    assert await refused(shop, "mark_handled", number) == "nothing_open"
    await shop.temu.order_act(number, "cancel")
    await shop.run_orders()
    assert await shop.rules(number) == {"cancelled_after_export"}
    page = await shop.core.orders.page(OrderFilter(OrderView.NEEDS_PERSON))
    assert [row.number for row in page.rows] == [number]
    await shop.core.orders.mark_handled(number, "Rosa")
    assert await shop.rules(number) == set()
    (issue,) = (await shop.core.orders.details(number)).issues
    assert (issue.acted_by, issue.action) == ("Rosa", "acknowledge")
    assert issue.closed_at is not None


async def test_a_released_order_goes_to_jtl_until_temu_holds_it_anew(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.order_act(number, "label", label="pending_risk_control_alert")
    await shop.run_orders()
    assert (await shop.order(number)).hold_reason == HoldReason.RISK_CONTROL
    assert await in_jtl(shop, number) == 0
    await follow(shop, await shop.core.orders.release_hold(number, "Rosa"))
    await shop.tick(900)
    await shop.run_orders()
    assert await in_jtl(shop, number) == 1
    assert await refused(shop, "release_hold", number) == "not_held"


async def test_a_release_is_over_with_the_hold_that_it_was_about(open_shop: OpenShop) -> None:
    shop = await open_shop()
    await shop.core.operator.turn(Switch.WRITES_STOPPED, True, "test")
    number = await shop.place()
    await shop.temu.order_act(number, "label", label="pending_risk_control_alert")
    await shop.run_orders()
    await shop.core.orders.release_hold(number, "Rosa")
    await shop.run_orders()
    assert (await shop.order(number)).hold_reason is None
    await shop.tick(60)
    await shop.temu.order_act(number, "unlabel", label="pending_risk_control_alert")
    await shop.run_orders()
    await shop.tick(60)
    await shop.temu.order_act(number, "label", label="pending_risk_control_alert")
    await shop.run_orders()
    assert (await shop.order(number)).hold_reason == HoldReason.RISK_CONTROL
    assert "decision_void" in await events_of(shop, number)


async def test_what_a_buyer_or_the_brake_holds_is_not_released_by_hand(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    assert await refused(shop, "release_hold", number) == "buyer_cancellation"


async def test_a_wish_to_cancel_is_granted_at_temu_once(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    assert (await shop.order(number)).hold_reason == HoldReason.BUYER_CANCELLATION
    await follow(shop, await shop.core.orders.answer_cancellation(number, "Rosa", agree=True))
    assert (await shop.order(number)).status == OrderStatus.CANCELLED
    assert (await shop.temu.order(number))["status"] == 3
    assert await in_jtl(shop, number) == 0
    assert (await events_of(shop, number)).count("cancellation_agreed") == 1
    assert await refused(shop, "answer_cancellation", number, agree=True) == "cancelled"
    result = await shop.run_orders()
    assert "cancellations_agreed" not in result.counters()["fetch"]


async def test_with_the_stop_switch_on_a_consent_waits(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    await shop.core.operator.turn(Switch.WRITES_STOPPED, True, "test")
    await follow(shop, await shop.core.orders.answer_cancellation(number, "Rosa", agree=True))
    assert (await shop.temu.order(number))["status"] == 2
    await shop.core.operator.turn(Switch.WRITES_STOPPED, False, "test")
    await shop.run_orders()
    assert (await shop.temu.order(number))["status"] == 3


async def test_a_consent_whose_answer_is_lost_is_read_back(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    await shop.temu.script_faults(
        {"type": "bg.aftersales.cancel.agree", "fault": "timeout_after", "times": 1}
    )
    await follow(shop, await shop.core.orders.answer_cancellation(number, "Rosa", agree=True))
    await shop.run_orders()
    assert (await shop.order(number)).status == OrderStatus.CANCELLED
    assert (await events_of(shop, number)).count("cancellation_agreed") == 1


async def test_a_refused_wish_ships_and_tells_temu_so(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    await follow(shop, await shop.core.orders.answer_cancellation(number, "Rosa", agree=False))
    await shop.until_shipped(number)
    await shop.run_orders()
    details = await shop.core.orders.details(number)
    assert details.row is not None
    assert details.row.reported
    assert IssueRule.CANCELLATION_ASKED not in details.open_rules
    assert (await shop.temu.order(number))["status"] == 4


async def test_a_second_wish_is_not_refused_by_the_answer_to_the_first(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    await shop.core.operator.turn(Switch.WRITES_STOPPED, True, "test")
    number = await shop.place()
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    await shop.core.orders.answer_cancellation(number, "Rosa", agree=False)
    await shop.run_orders()
    assert (await shop.order(number)).hold_reason is None
    await shop.tick(60)
    await shop.temu.order_act(number, "withdraw")
    await shop.run_orders()
    await shop.tick(60)
    await shop.temu.order_act(number, "ask_to_cancel")
    await shop.run_orders()
    assert (await shop.order(number)).hold_reason == HoldReason.BUYER_CANCELLATION


async def test_nobody_is_answered_who_did_not_ask(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.run_orders()
    for agree in (True, False):
        assert await refused(shop, "answer_cancellation", number, agree=agree) == "not_asked"


async def repaired(shop: Shop, number: str, *repairs: Any) -> None:
    """Repair, let two runs and the Wawi do their part, and see that it is in JTL once."""
    await follow(shop, await shop.core.orders.repair(number, repairs, "Rosa"))
    await shop.tick(900)
    await shop.run_orders()
    assert await in_jtl(shop, number) == 1, await shop.reasons()
    assert number not in await shop.reasons()
    assert "record_rejected" not in await shop.rules(number)


async def first_line(shop: Shop, number: str) -> Any:
    (line, *_) = (await shop.core.orders.details(number)).lines
    return line


async def test_a_repaired_country_lets_the_order_go_on(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place(country="Atlantis")
    await shop.run_orders()
    assert (await shop.reasons())[number] == "unknown_country"
    await repaired(shop, number, set_country("Österreich"))
    details = await shop.core.orders.details(number)
    assert details.address is not None
    assert details.address.country_iso == "AT"
    (repair,) = details.repairs
    assert (repair.by, repair.repair.old) == ("Rosa", {"country": "Atlantis"})
    (entry,) = [e for e in details.timeline if e.entry.event == "person_repair"]
    assert entry.entry.data["who"] == "Rosa"
    assert entry.entry.data["repairs"] == [
        {"field": "country", "line": "", "old": {"country": "Atlantis"}, "new": {"iso": "AT"}}
    ]


async def test_a_country_that_temu_corrects_itself_goes_before_the_repair(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    number = await shop.place(country="Atlantis")
    await shop.run_orders()
    await shop.core.orders.repair(number, [set_country("AT")], "Rosa")
    await shop.temu.order_act(number, "change_address", country="France")
    await shop.run_orders()
    assert (await shop.order(number)).country_iso == "FR"


async def test_a_repaired_price_lets_the_order_go_on(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place(awkward="price_zero")
    await shop.run_orders()
    assert (await shop.reasons())[number] == "price_zero"
    lines = (await shop.core.orders.details(number)).lines
    prices = (Decimal("8.40336"), Decimal("10.00"), Decimal(19))
    await repaired(shop, number, *(set_price(line.number, *prices) for line in lines))
    line = await first_line(shop, number)
    assert (line.unit_gross, line.unit_net) == (Decimal("10.00"), Decimal("8.40336"))
    await shop.tick(60)
    await shop.temu.order_act(number, "warn", warning="SOMETHING_NEW")
    await shop.run_orders()
    assert (await first_line(shop, number)).unit_gross == Decimal("10.00")


async def test_a_repaired_quantity_lets_the_order_go_on_until_temu_says_another(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    number = await shop.place(awkward="absurd_quantity")
    await shop.run_orders()
    assert (await shop.reasons())[number] in {"quantity_absurd", "no_quantity"}
    line = await first_line(shop, number)
    await shop.core.orders.repair(number, [set_quantity(line.number, 3)], "Rosa")
    await repaired(shop, number, set_quantity(line.number, 2))
    assert (await first_line(shop, number)).quantity == 2
    held = (await shop.core.orders.details(number)).repairs
    assert [item.replaced_at is None for item in held] == [False, True]
    assert held[0].repair.old == held[1].repair.old


@pytest.mark.parametrize("awkward", ["several_products", "unknown_article"])
async def test_a_repaired_article_lets_the_order_go_on(open_shop: OpenShop, awkward: str) -> None:
    shop = await open_shop(awkward=True, skus=40)
    number = await shop.place(awkward=awkward)
    await shop.run_orders()
    assert (await shop.reasons())[number] == awkward
    line = await first_line(shop, number)
    products = select(schema.products.c.sku).where(schema.products.c.article_id.is_not(None))
    sku = (await shop.ask(products.order_by(schema.products.c.id)))[0].sku
    await repaired(shop, number, set_sku(line.number, sku))
    line = await first_line(shop, number)
    assert (line.sku, line.products) == (sku, ((sku, 1),))
    await shop.tick(60)
    await shop.temu.order_act(number, "warn", warning="SOMETHING_NEW")
    await shop.run_orders()
    assert (await first_line(shop, number)).sku == sku


async def test_only_lines_of_the_order_can_be_repaired_and_only_before_jtl(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    number = await shop.place(country="Atlantis")
    await shop.run_orders()
    with pytest.raises(RepairInvalid):
        await shop.core.orders.repair(number, [set_quantity("076-NOT-MINE", 1)], "Rosa")
    with pytest.raises(RepairInvalid):
        await shop.core.orders.repair(number, [], "Rosa")
    done = await exported(shop)
    assert await refused(shop, "repair", done, repairs=[set_country("AT")]) == "in_jtl"
    assert await refused(shop, "give_up", done, reason="Kunde holt ab") == "not_rejected"


async def test_a_record_that_is_given_up_comes_back_never(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place(country="Atlantis")
    unstorable = await shop.place(awkward="long_number")
    await shop.run_orders()
    assert set(await shop.reasons()) == {number, unstorable}
    for given_up in (number, unstorable):
        await shop.core.orders.give_up(given_up, "von Hand verschickt", "Rosa")
    for _ in range(2):
        await shop.tick(60)
        for given_up in (number, unstorable):
            await shop.temu.order_act(given_up, "warn", warning="SOMETHING_NEW")
        await shop.run_orders()
        assert await shop.reasons() == {}
    assert (await shop.order(number)).status == OrderStatus.EXTERNAL
    assert await shop.rules(number) == set()
    assert await acts_of(shop, number) == [("Rosa", "order_give_up")]
    assert await refused(shop, "repair", number, repairs=[set_country("AT")]) == "settled"


async def test_after_sales_cases_are_listed_with_their_word(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.temu.order_act(number, "after_sale", type=2, status=2)
    await shop.tick(60)
    await shop.run_orders()
    (case,) = await shop.core.orders.cases()
    assert (case.order_number, case.kind, case.status) == (
        *(number, "2", CaseStatus.RETURN_IN_TRANSIT),
    )
    assert await shop.core.orders.cases(CaseFilter(before=case)) == []
    assert (await shop.core.orders.details(number)).cases == (case,)


async def test_one_order_tells_everything(open_shop: OpenShop) -> None:
    shop = await open_shop()
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.run_orders()
    details = await shop.core.orders.details(number)
    assert details.row is not None
    assert details.address is not None
    assert details.amounts is not None
    assert details.amounts.total_gross == details.row.total
    assert details.xml is not None
    assert number in details.xml
    assert [parcel.state for parcel in details.parcels] == [ReportState.REPORTED]
    assert all(line.unit_gross is not None and line.pieces for line in details.lines)
    events = [item.entry.event for item in details.timeline]
    assert events.index("order_seen") < events.index("in_jtl") < events.index("reported")
    told = repr([item.entry.data for item in details.timeline])
    assert details.address.last_name not in told
    assert details.address.street not in told


async def test_a_rejected_record_that_is_no_order_of_ours_has_details_too(
    open_shop: OpenShop,
) -> None:
    shop = await open_shop()
    number = await shop.place(awkward="long_number")
    await shop.run_orders()
    details = await shop.core.orders.details(number)
    assert details.row is None
    assert details.rejection is not None
    assert details.rejection.reason == "order_number_too_long"
