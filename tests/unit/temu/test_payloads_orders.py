"""Order pages are read as they come: odd where odd, refused where they make no sense."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.errors import BrokenAnswer
from temu_desktop.temu.payloads import (
    parse_order_page,
)
from temu_desktop.temu.reading import cleaned, readable

Json = dict[str, object]
SAMPLES = Path(__file__).parent / "samples"

ORDER: Json = json.loads((SAMPLES / "order.json").read_text("utf-8"))


def an_order(head: Json | None = None, line: Json | None = None) -> Json:
    order = copy.deepcopy(ORDER)
    order["parentOrderMap"].update(head or {})  # type: ignore[attr-defined]
    order["orderList"][0].update(line or {})  # type: ignore[index]
    return order


def a_page(*orders: object) -> Json:
    return {"totalItemNum": len(orders), "pageItems": list(orders)}


def test_an_order_is_read_with_its_lines() -> None:
    (order,) = parse_order_page(a_page(ORDER)).orders
    assert order.number == "PO-076-00000000000000001"
    assert order.region_id == 76
    assert order.ordered_at == datetime.fromtimestamp(1759990000, UTC)
    assert order.shipped_at is None
    assert order.labels == {"pending_buyer_cancellation"}
    assert order.warnings == ("RESTRICT_SELF_SHIPPING",)
    (line,) = order.lines
    assert (line.quantity, line.original_quantity, line.cancelled_quantity) == (1, 2, 1)
    assert line.goods_id == 603050000000001
    assert line.products[0].ext_code == "MUG-BLUE"


def test_numbers_may_come_as_text() -> None:
    odd = an_order(
        {"parentOrderStatus": "2", "updateTime": "1759991800", "regionId": " 76 "},
        {"quantity": "3", "goodsId": "603050000000001", "skuId": 51480000000001.0},
    )
    (order,) = parse_order_page(a_page(odd)).orders
    assert order.region_id == 76
    assert order.lines[0].quantity == 3
    assert order.lines[0].goods_id == 603050000000001
    assert order.lines[0].sku_id == 51480000000001


@pytest.mark.parametrize("unset", [None, 0, "0", "", -1, "absent"])
def test_an_unset_time_may_be_null_zero_or_absent(unset: object) -> None:
    odd = an_order({"parentConfirmTime": unset})
    if unset == "absent":
        del odd["parentOrderMap"]["parentConfirmTime"]  # type: ignore[attr-defined]
    (order,) = parse_order_page(a_page(odd)).orders
    assert order.confirmed_at is None


def test_a_time_in_milliseconds_is_recognised() -> None:
    (order,) = parse_order_page(a_page(an_order({"updateTime": 1759991800123}))).orders
    assert order.updated_at.year == 2025


def test_without_an_update_time_the_time_of_order_serves() -> None:
    (order,) = parse_order_page(a_page(an_order({"updateTime": None}))).orders
    assert order.updated_at == order.ordered_at


def test_missing_lists_are_empty() -> None:
    bare = an_order()
    for name in ("parentOrderLabel", "fulfillmentWarning"):
        del bare["parentOrderMap"][name]  # type: ignore[attr-defined]
    bare["orderList"] = None
    (order,) = parse_order_page(a_page(bare)).orders
    assert order.labels == frozenset()
    assert order.lines == ()


def test_a_missing_code_of_the_seller_is_empty() -> None:
    line: Json = {"productList": [{"productId": 1, "productSkuId": 2}]}
    (order,) = parse_order_page(a_page(an_order(line=line))).orders
    assert order.lines[0].products[0].ext_code == ""
    assert order.lines[0].products[0].sold_factor == 1


def test_a_missing_quantity_is_what_was_ordered_less_what_was_cancelled() -> None:
    line: Json = {
        "quantity": None,
        "originalOrderQuantity": 5,
        "canceledQuantityBeforeShipment": 2,
    }
    (order,) = parse_order_page(a_page(an_order(line=line))).orders
    assert order.lines[0].quantity == 3


@pytest.mark.parametrize("quantity", [-3, 0, 2**62])
def test_a_quantity_that_makes_no_sense_reaches_the_one_who_judges(quantity: int) -> None:
    (order,) = parse_order_page(a_page(an_order(line={"quantity": quantity}))).orders
    assert order.lines[0].quantity == quantity


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (an_order({"parentOrderStatus": None}), "parentOrderStatus"),
        (an_order({"parentOrderStatus": "soon"}), "parentOrderStatus"),
        (an_order({"updateTime": None, "parentOrderTime": None}), "updateTime"),
        (an_order({"updateTime": 10**17}), "updateTime"),
        (an_order({"regionId": True}), "regionId"),
        (an_order(line={"orderSn": ""}), "orderSn"),
        (an_order(line={"goodsId": 2**63}), "goodsId"),
        (an_order(line={"quantity": "many"}), "quantity"),
        (an_order(line={"quantity": 1.5}), "quantity"),
        (an_order(line={"productList": "none"}), "productList"),
    ],
)
def test_a_broken_order_is_named_and_the_others_go_on(broken: Json, field: str) -> None:
    good = an_order({"parentOrderSn": "PO-076-00000000000000009"})
    page = parse_order_page(a_page(broken, good))
    assert [order.number for order in page.orders] == ["PO-076-00000000000000009"]
    (unreadable,) = page.unreadable
    assert unreadable.key == "PO-076-00000000000000001"
    assert unreadable.reason == "bad_field"
    assert unreadable.params["field"] == field
    assert page.read == 2


@pytest.mark.parametrize("rubbish", [None, 7, "order", [], {"parentOrderMap": "x"}, {}])
def test_rubbish_between_orders_is_named_by_its_place(rubbish: object) -> None:
    page = parse_order_page(a_page(ORDER, rubbish))
    assert len(page.orders) == 1
    assert page.unreadable[0].key == "#1"


def test_an_order_that_lists_a_line_twice_is_refused() -> None:
    twice = an_order()
    twice["orderList"] = [*twice["orderList"], *twice["orderList"]]  # type: ignore[misc]
    page = parse_order_page(a_page(twice))
    assert page.unreadable[0].reason == "line_twice"


@pytest.mark.parametrize("result", [None, [], "page", 3])
def test_a_page_that_is_none_is_a_broken_answer(result: object) -> None:
    with pytest.raises(BrokenAnswer):
        readable("bg.order.list.v2.get", result, parse_order_page)


def test_control_characters_leave_the_text_and_every_script_stays() -> None:
    assert cleaned(" Ta\x00sse\r\nblau\x1b \ud83d") == "Tasse  blau"
    assert cleaned("Łódź 東京 👩‍👩‍👧 ẞ") == "Łódź 東京 👩‍👩‍👧 ẞ"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_cleaned_text_fits_into_xml_and_utf_8(text: str) -> None:
    result = cleaned(text)
    result.encode("utf-8")
    assert not any(ord(char) < 0x20 or ord(char) in (0xFFFE, 0xFFFF) for char in result)
    assert cleaned(result) == result


def test_a_sellers_code_keeps_the_blanks_in_front_and_its_case() -> None:
    line: Json = {"productList": [{"extCode": "  mug-Blue \t"}]}
    (order,) = parse_order_page(a_page(an_order(line=line))).orders
    assert order.lines[0].products[0].ext_code == "  mug-Blue"
