"""Order calls against the sandbox over a real socket."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from temu_desktop.errors import (
    CallRefused,
    NotReady,
)
from temu_desktop.ids import OrderSn
from temu_desktop.temu import calls
from temu_desktop.temu.client import TemuClient
from temu_desktop.temu.errors import reason_of
from temu_desktop.temu.orders_api import OrdersApi, Window
from temu_desktop.temu.payloads import (
    AddressMissing,
    parse_address,
    parse_after_sales,
    parse_amounts,
    parse_cancellations,
    parse_order_page,
)

if TYPE_CHECKING:
    from tests.integration.temu.conftest import Sandbox


def now() -> datetime:
    return datetime.now(UTC)


def the_last_hour() -> Window:
    return Window(now() - timedelta(hours=1), now() + timedelta(minutes=1))


async def test_all_pages_of_the_order_list_are_read_exactly_once(
    sandbox: Sandbox, client: TemuClient
) -> None:
    orders = OrdersApi(client)
    wide = Window(now() - timedelta(days=60), now() + timedelta(hours=1))
    first = parse_order_page((await orders.list_page(1, 7, updated=wide)).result)
    numbers = [order.number for order in first.orders]
    for page in range(2, -(-first.total // 7) + 1):
        answer = await orders.list_page(page, 7, updated=wide)
        numbers += [order.number for order in parse_order_page(answer.result).orders]
    known = {order["number"] for order in sandbox.see("orders")}
    assert first.total == len(known)
    assert sorted(numbers) == sorted(known)


async def test_an_order_is_found_by_number_status_and_time(
    sandbox: Sandbox, client: TemuClient
) -> None:
    placed = sandbox.an_order()
    orders = OrdersApi(client)
    window = the_last_hour()
    for filters in (
        {"numbers": [placed["number"]]},
        {"status": 2, "created": window},
        {"updated": window},
    ):
        page = parse_order_page((await orders.list_page(1, **filters)).result)
        (order,) = [order for order in page.orders if order.number == placed["number"]]
        (line,) = order.lines
        assert order.status == 2
        assert order.region_id == int(placed["number"][3:6])
        assert line.number == placed["lines"][0]["order_sn"]
        assert line.quantity == placed["lines"][0]["quantity"]
        assert line.sku_id == placed["lines"][0]["sku_id"]
        assert line.products[0].ext_code == placed["lines"][0]["sku"]
    assert parse_order_page((await orders.list_page(1, numbers=["PO-076-0"])).result).total == 0


async def test_more_than_twenty_numbers_are_not_sent(client: TemuClient) -> None:
    before = client.requests_sent
    with pytest.raises(ValueError, match="20"):
        await OrdersApi(client).list_page(1, numbers=[f"PO-{n}" for n in range(21)])
    assert client.requests_sent == before


async def test_a_window_that_ends_before_it_begins_is_refused(client: TemuClient) -> None:
    with pytest.raises(CallRefused) as caught:
        await OrdersApi(client).list_page(1, updated=Window(now(), now() - timedelta(hours=1)))
    assert reason_of(caught.value) == "end_not_after_start"


async def test_the_address_is_unmasked_where_the_token_may_see_it(
    sandbox: Sandbox, client: TemuClient
) -> None:
    placed = sandbox.an_order()
    answer = await OrdersApi(client).address(placed["number"])
    address = parse_address(answer.result)
    assert answer.type == calls.ADDRESS_DECRYPTED
    assert address.country == placed["country"]
    assert f"{address.first_name} {address.last_name}" == placed["receiver"]
    assert address.lines
    assert address.city


async def test_an_order_without_address_yet_says_so(sandbox: Sandbox, client: TemuClient) -> None:
    placed = sandbox.an_order(address_after=3600)
    answer = await OrdersApi(client).address(placed["number"])
    with pytest.raises(AddressMissing):
        parse_address(answer.result)


async def test_amounts_are_found_by_line_and_fit(sandbox: Sandbox, client: TemuClient) -> None:
    placed = sandbox.an_order()
    amounts = parse_amounts((await OrdersApi(client).amounts(placed["number"])).result)
    (line,) = placed["lines"]
    found = amounts.lines[OrderSn(line["order_sn"])]
    assert amounts.number == placed["number"]
    assert found.unit_gross * 100 == line["unit_gross"]
    assert found.unit_net * 100 == line["unit_net"]
    assert found.rate == Decimal(line["rate"])
    assert abs(found.unit_net * (1 + found.rate / 100) - found.unit_gross) <= Decimal("0.01")


async def test_amounts_that_are_still_calculated_are_not_ready(
    sandbox: Sandbox, client: TemuClient
) -> None:
    placed = sandbox.an_order(amounts_after=3600)
    with pytest.raises(NotReady) as caught:
        await OrdersApi(client).amounts(placed["number"])
    assert caught.value.retryable


async def test_a_buyers_wish_to_cancel_is_read_and_granted(
    sandbox: Sandbox, client: TemuClient
) -> None:
    placed = sandbox.an_order()
    sandbox.act(f"orders/{placed['number']}/ask_to_cancel")
    orders = OrdersApi(client)
    page = parse_cancellations((await orders.cancel_list(1)).result)
    (wish,) = [case for case in page.cases if case.number == placed["number"]]
    assert wish.lines[0].order_sn == placed["lines"][0]["order_sn"]
    listed = parse_order_page((await orders.list_page(1, numbers=[placed["number"]])).result)
    assert "pending_buyer_cancellation" in listed.orders[0].labels
    await orders.agree_cancellation(
        parent_after_sales_sn=wish.case, parent_order_sn=placed["number"]
    )
    assert sandbox.see(f"orders/{placed['number']}")["status"] == 3
    with pytest.raises(CallRefused) as caught:
        await orders.agree_cancellation(
            parent_after_sales_sn=wish.case, parent_order_sn=placed["number"]
        )
    assert reason_of(caught.value) == "operation_forbidden"


async def test_after_sales_cases_of_a_window_are_read(client: TemuClient) -> None:
    answer = await OrdersApi(client).after_sales_list(1, the_last_hour())
    assert parse_after_sales(answer.result).unreadable == ()
