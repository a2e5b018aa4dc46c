"""Order list and details: filters, pages, order of time (temu-api.md 3 and 4.1)."""

from __future__ import annotations

import pytest

LIST = "bg.order.list.v2.get"


def numbers(page):
    return [item["parentOrderMap"]["parentOrderSn"] for item in page["pageItems"]]


def now_of(control):
    return int(control.get("clock")["now"])


@pytest.fixture
def quiet_second(control):
    """A moment of the sandbox's time that no other order of the module was created in."""
    control.post("tick", advance=7200)
    return now_of(control)


def test_the_newest_order_comes_first(temu, control, quiet_second):
    placed = []
    for _ in range(3):
        placed.append(control.place()["number"])
        control.post("tick", advance=2)
    temu.offset += 7206
    page = temu.call(LIST, createAfter=quiet_second - 1, createBefore=now_of(control), pageSize=100)
    assert numbers(page) == placed[::-1]
    assert page["totalItemNum"] == 3


def test_a_change_moves_an_order_to_the_front_by_update_time_only(temu, control, quiet_second):
    first = control.place()["number"]
    control.post("tick", advance=2)
    second = control.place()["number"]
    control.post("tick", advance=2)
    control.post(f"orders/{first}/change_address", street="Neue Straße 1")
    temu.offset = control.get("clock")["offset"]
    window = {"updateAtStart": quiet_second - 1, "updateAtEnd": now_of(control) + 1}
    assert numbers(temu.call(LIST, sortby="updateTime", **window)) == [first, second]
    assert numbers(temu.call(LIST, sortby="createTime", **window)) == [second, first]
    assert numbers(temu.call(LIST, **window)) == [second, first]


def test_windows_are_closed_on_both_sides(temu, control, quiet_second):
    number = control.place()["number"]
    temu.offset = control.get("clock")["offset"]
    page = temu.call(LIST, parentOrderSnList=[number])
    at = page["pageItems"][0]["parentOrderMap"]["parentOrderTime"]
    assert number in numbers(temu.call(LIST, createAfter=at, createBefore=at + 5))
    assert number in numbers(temu.call(LIST, createAfter=at - 5, createBefore=at))
    assert number not in numbers(temu.call(LIST, createAfter=at + 1, createBefore=at + 5))
    assert number not in numbers(temu.call(LIST, createAfter=at - 5, createBefore=at - 1))
    both = {"createAfter": at - 5, "createBefore": at, "sortby": "updateTime"}
    assert number in numbers(temu.call(LIST, updateAtStart=at, updateAtEnd=at + 9, **both))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"updateAtStart": 1_760_000_000}, 140020013),
        ({"createBefore": 1_760_000_000}, 140020013),
        ({"updateAtStart": 1_760_000_000, "updateAtEnd": 1_759_999_999}, 140020012),
        ({"createAfter": 1_760_000_000_000, "createBefore": 1_760_000_001_000}, 140020014),
        ({"parentOrderSnList": [f"PO-{i}" for i in range(21)]}, 140020005),
        ({"pageNumber": 0}, 140020005),
        ({"pageSize": -1}, 140020005),
        ({"sortby": "price"}, 140020005),
        ({"pageNumber": "two"}, 3000000),
        ({"parentOrderSnList": "PO-1"}, 3000000),
        ({"parentOrderSnList": [7]}, 3000000),
    ],
)
def test_wrong_filters_are_named_by_code(temu, params, expected):
    assert temu.refusal(LIST, **params) == expected


def test_pages_together_hold_every_order_once_and_wrong_page_names_are_ignored(temu, control):
    for _ in range(7):
        control.place()
    everything = temu.call(LIST, pageSize=100)
    pages = [temu.call(LIST, pageNumber=n, pageSize=3) for n in range(1, 4)]
    assert [n for page in pages for n in numbers(page)] == numbers(everything)[:9]
    assert {page["totalItemNum"] for page in pages} == {everything["totalItemNum"]}
    assert numbers(temu.call(LIST, pageNo=2, pageSize=3)) == numbers(pages[0])
    assert temu.call(LIST, pageNumber=1000)["pageItems"] == []


def test_without_a_page_size_ten_come_and_more_than_100_is_cut_to_100(temu, control):
    for _ in range(105):
        control.place(lines=[{"sku_id": 51480000000008, "quantity": 1}])
    assert len(temu.call(LIST)["pageItems"]) == 10
    assert len(temu.call(LIST, pageSize=500)["pageItems"]) == 100


def test_orders_can_be_asked_for_by_status_region_number_and_sku(temu, control):
    pending = control.place(status=1)
    ready = control.place()
    only = {"parentOrderSnList": [pending["number"], ready["number"], "PO-999-1"]}
    assert set(numbers(temu.call(LIST, **only))) == {pending["number"], ready["number"]}
    assert numbers(temu.call(LIST, parentOrderStatus=1, **only)) == [pending["number"]]
    assert numbers(temu.call(LIST, parentOrderStatus=2, **only)) == [ready["number"]]
    assert len(numbers(temu.call(LIST, parentOrderStatus=0, **only))) == 2
    assert numbers(temu.call(LIST, parentOrderStatus=51, **only)) == []
    assert numbers(temu.call(LIST, regionId=5, **only)) == []
    sku_id = ready["lines"][0]["sku_id"]
    assert ready["number"] in numbers(temu.call(LIST, skuId=sku_id, **only))
    cooperative = {"fulfillmentTypeList": ["fulfillByCooperativeWarehouse"]}
    assert numbers(temu.call(LIST, **cooperative, **only)) == []


def test_a_pending_cancellation_shows_as_label_and_can_be_filtered(temu, control):
    number = control.place()["number"]
    control.post(f"orders/{number}/ask_to_cancel")
    label = "pending_buyer_cancellation"
    assert number in numbers(temu.call(LIST, parentOrderLabel=[label], pageSize=100))
    item = temu.call(LIST, parentOrderSnList=[number])["pageItems"][0]
    flags = {row["name"]: row["value"] for row in item["parentOrderMap"]["parentOrderLabel"]}
    assert flags[label] == 1
    assert flags["past_due"] == 0
    assert len(flags) == 6


def test_an_order_past_its_ship_by_time_says_so_by_itself(temu, control):
    number = control.place()["number"]

    def flag(name):
        item = temu.call(LIST, parentOrderSnList=[number])["pageItems"][0]
        labels = item["parentOrderMap"]["parentOrderLabel"]
        return next(row["value"] for row in labels if row["name"] == name)

    assert (flag("soon_to_be_overdue"), flag("past_due")) == (0, 0)
    control.post("tick", advance=30 * 3600)
    temu.offset = control.get("clock")["offset"]
    assert (flag("soon_to_be_overdue"), flag("past_due")) == (1, 0)
    control.post("tick", advance=20 * 3600)
    temu.offset = control.get("clock")["offset"]
    assert (flag("soon_to_be_overdue"), flag("past_due")) == (0, 1)


def test_quantity_is_what_is_left_to_ship_after_a_partial_cancellation(temu, control):
    order = control.place(status=1, lines=[{"sku_id": 51480000000001, "quantity": 3}])
    control.post(f"orders/{order['number']}/cancel_pieces", pieces=2)
    line = temu.call(LIST, parentOrderSnList=[order["number"]])["pageItems"][0]["orderList"][0]
    assert line["originalOrderQuantity"] == 3
    assert line["canceledQuantityBeforeShipment"] == 2
    assert line["quantity"] == 1
    assert line["orderStatus"] == 1


def test_cancelling_the_last_piece_cancels_the_parent_order(temu, control):
    order = control.place(lines=[{"sku_id": 51480000000001, "quantity": 1}])
    control.post(f"orders/{order['number']}/cancel_pieces", pieces=1)
    item = temu.call(LIST, parentOrderSnList=[order["number"]])["pageItems"][0]
    assert item["parentOrderMap"]["parentOrderStatus"] == 3


def test_the_seller_code_of_the_listing_is_the_ext_code_of_the_line(temu, control):
    order = control.place()
    line = temu.call(LIST, parentOrderSnList=[order["number"]])["pageItems"][0]["orderList"][0]
    assert line["productList"][0]["extCode"] == order["lines"][0]["sku"]
    assert line["productList"][0]["soldFactor"] == order["lines"][0]["sold_factor"]
    assert line["skuId"] > 2**32


def test_details_name_the_country_but_no_update_time(temu, control):
    order = control.place(country="Österreich")
    answer = temu.call("bg.order.detail.v2.get", parentOrderSn=order["number"])
    assert answer["parentOrderMap"]["regionName1"] == "Österreich"
    assert "updateTime" not in answer["parentOrderMap"]
    assert answer["orderList"][0]["packageSnInfo"] == []
    assert temu.refusal("bg.order.detail.v2.get", parentOrderSn="PO-1") == 140020002
    assert temu.refusal("bg.order.detail.v2.get") == 140020005
