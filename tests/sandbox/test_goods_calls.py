"""SKU list, stock edit and stock query (temu-api.md 6 and 11.7)."""

from __future__ import annotations

import pytest

LIST = "bg.local.goods.sku.list.query"
EDIT = "bg.local.goods.stock.edit"
QUERY = "temu.local.goods.sku.stock.query"
FIRST_GOODS = 603050000000001


def offers(control, goods_id=FIRST_GOODS):
    return [row for row in control.get("skus") if row["goods_id"] == goods_id]


def target(sku_id, quantity):
    return {"skuId": sku_id, "stockTarget": quantity}


def stock(temu, *sku_ids):
    rows = temu.call(QUERY, skuIdList=list(sku_ids))["stockList"]
    return {
        sku["skuId"]: sku["selfOrdinaryStock"]["stock"]
        for goods in rows
        for sku in goods["skuStockInfoList"]
    }


def test_both_states_together_are_the_whole_catalogue(temu, control):
    active = temu.call(LIST, pageSize=100, skuSearchType=2, skuStatusFilterType=2)
    inactive = temu.call(LIST, pageSize=100, skuSearchType=3, skuStatusFilterType=3)
    ids = {row["skuId"] for page in (active, inactive) for row in page["skuList"]}
    assert ids == {row["sku_id"] for row in control.get("skus")}
    assert active["total"] + inactive["total"] == 60
    assert inactive["total"] >= 1


def test_a_sku_shows_its_code_as_the_seller_typed_it_and_its_stock(temu, control):
    rows = temu.call(LIST, pageSize=100, skuStatusFilterType=2)["skuList"]
    spelled = {row["skuId"]: (row["skuSn"], row["stock"], row["goodsId"]) for row in rows}
    for offer in control.get("skus"):
        if offer["status"] == 2:
            expected = (offer["sku"], offer["stock"], offer["goods_id"])
            assert spelled[offer["sku_id"]] == expected
    assert any(code != code.strip() or code != code.upper() for code, _, _ in spelled.values())


@pytest.mark.parametrize(
    ("params", "total"),
    [
        ({"skuSearchType": 2, "skuStatusFilterType": 3}, 0),
        ({"skuSearchType": 1}, 0),
        ({"skuStatusFilterType": 5}, 0),
    ],
)
def test_other_states_are_empty(temu, params, total):
    assert temu.call(LIST, **params)["total"] == total


def test_the_state_must_be_named_and_pages_are_100_at_most(temu):
    assert temu.refusal(LIST, pageNo=1) == 150010001
    assert temu.refusal(LIST, skuStatusFilterType=2, pageSize=101) == 150010001
    assert temu.refusal(LIST, skuStatusFilterType=2, pageNo=0) == 150010001


def test_pages_hold_every_sku_once_and_a_wrong_page_name_is_ignored(temu):
    pages = [temu.call(LIST, skuStatusFilterType=2, pageNo=n, pageSize=25) for n in (1, 2, 3, 4)]
    ids = [row["skuId"] for page in pages for row in page["skuList"]]
    assert len(ids) == len(set(ids)) == pages[0]["total"]
    first_again = temu.call(LIST, skuStatusFilterType=2, pageNumber=2, pageSize=25)
    assert first_again["skuList"] == pages[0]["skuList"]


def test_skus_can_be_searched_by_text_and_id(temu, control):
    offer = next(row for row in control.get("skus") if row["status"] == 2)
    found = temu.call(LIST, skuStatusFilterType=2, searchText=offer["sku"].strip().lower())
    assert [row["skuId"] for row in found["skuList"]] == [offer["sku_id"]]
    by_id = temu.call(LIST, skuStatusFilterType=2, skuIdList=[offer["sku_id"], 5])
    assert by_id["total"] == 1


def test_an_edit_sets_the_quantities_and_answers_per_sku(temu, control):
    skus = [row["sku_id"] for row in offers(control)]
    answer = temu.call(
        EDIT,
        goodsId=FIRST_GOODS,
        skuStockTargetList=[target(sku_id, 7 + i) for i, sku_id in enumerate(skus)],
        requestUniqueKey="edit-1",
    )
    assert answer["operateResult"] is True
    assert {row["stockEditStatus"] for row in answer["skuStockEditStatusInfoList"]} == {1}
    assert stock(temu, *skus) == {sku_id: 7 + i for i, sku_id in enumerate(skus)}


def test_a_repeated_key_changes_nothing_and_says_so_inside(temu, control):
    sku_id = offers(control)[0]["sku_id"]
    wish = {"goodsId": FIRST_GOODS, "requestUniqueKey": "twice"}
    temu.call(EDIT, skuStockTargetList=[target(sku_id, 5)], **wish)
    again = temu.call(EDIT, skuStockTargetList=[target(sku_id, 9)], **wish)
    assert again["operateResult"] is False
    assert "requestUniqueKey" in again["msg"]
    assert stock(temu, sku_id) == {sku_id: 5}


def test_differences_can_be_sent_instead_of_targets(temu, control):
    sku_id = offers(control)[0]["sku_id"]
    temu.call(EDIT, goodsId=FIRST_GOODS, skuStockTargetList=[target(sku_id, 5)])
    down = [{"skuId": sku_id, "stockDiff": -2}]
    temu.call(EDIT, goodsId=FIRST_GOODS, skuStockChangeList=down)
    assert stock(temu, sku_id) == {sku_id: 3}
    too_far = [{"skuId": sku_id, "stockDiff": -4}]
    assert temu.refusal(EDIT, goodsId=FIRST_GOODS, skuStockChangeList=too_far) == 150013002


def test_each_fault_of_a_whole_edit_has_its_code(temu, control):
    sku_id = offers(control)[0]["sku_id"]

    def refusal(goods_id=FIRST_GOODS, **lists):
        return temu.refusal(EDIT, goodsId=goods_id, **lists)

    good = [target(sku_id, 4)]
    assert refusal(skuStockTargetList=good * 2) == 150013001
    assert refusal(skuStockTargetList=[target(sku_id, -1)]) == 150013002
    assert refusal(skuStockTargetList=[target(sku_id, 1_000_001)]) == 150013002
    both = {"skuStockTargetList": good, "skuStockChangeList": [{"skuId": sku_id, "stockDiff": 1}]}
    assert refusal(**both) == 150013003
    assert refusal(goods_id=1, skuStockTargetList=good) == 150010188
    assert refusal() == 150010001
    assert temu.refusal(EDIT, skuStockTargetList=good) == 150010001
    assert refusal(skuStockTargetList=[{"skuId": sku_id}]) == 150010001
    assert refusal(skuStockTargetList=[target(str(sku_id), 1)]) == 3000000


def test_a_refused_edit_does_not_use_up_its_key(temu, control):
    sku_id = offers(control)[0]["sku_id"]
    wish = {"goodsId": FIRST_GOODS, "requestUniqueKey": "third-time-lucky"}
    assert temu.refusal(EDIT, skuStockTargetList=[target(sku_id, -1)], **wish) == 150013002
    answer = temu.call(EDIT, skuStockTargetList=[target(sku_id, 6)], **wish)
    assert answer["operateResult"] is True


def test_a_fault_of_one_sku_shows_inside_an_outer_success(temu, control):
    mine = offers(control)[0]["sku_id"]
    other = next(r["sku_id"] for r in control.get("skus") if r["goods_id"] != FIRST_GOODS)
    answer = temu.call(
        EDIT, goodsId=FIRST_GOODS, skuStockTargetList=[target(mine, 8), target(other, 8)]
    )
    rows = {row["skuId"]: row for row in answer["skuStockEditStatusInfoList"]}
    assert answer["operateResult"] is False
    assert rows[mine]["stockEditStatus"] == 1
    assert (rows[other]["stockEditStatus"], rows[other]["errorCode"]) == (2, 150010189)
    assert stock(temu, mine)[mine] == 8


def test_a_sku_locked_by_an_activity_is_refused_alone(temu, control):
    sku_id = offers(control)[0]["sku_id"]
    control.post("stock", sku_id=sku_id, locked=True)
    answer = temu.call(EDIT, goodsId=FIRST_GOODS, skuStockTargetList=[target(sku_id, 11)])
    assert answer["skuStockEditStatusInfoList"][0]["errorCode"] == 150010233
    control.post("stock", sku_id=sku_id, locked=False)
    answer = temu.call(EDIT, goodsId=FIRST_GOODS, skuStockTargetList=[target(sku_id, 11)])
    assert answer["operateResult"] is True


def test_stock_can_be_asked_by_goods_and_by_code(temu, control):
    mine = offers(control)
    by_goods = temu.call(QUERY, goodsId=FIRST_GOODS)["stockList"]
    assert [goods["goodsId"] for goods in by_goods] == [FIRST_GOODS]
    assert len(by_goods[0]["skuStockInfoList"]) == len(mine)
    by_code = temu.call(QUERY, outSkuSnList=[mine[0]["sku"]])["stockList"]
    assert by_code[0]["skuStockInfoList"][0]["skuId"] == mine[0]["sku_id"]
    assert temu.call(QUERY, skuIdList=[5])["stockList"] == []
    assert temu.refusal(QUERY) == 150010001


def test_a_sale_lowers_the_stock_at_temu(temu, control):
    sku_id = offers(control)[0]["sku_id"]
    control.post("stock", sku_id=sku_id, stock=9)
    control.place(lines=[{"sku_id": sku_id, "quantity": 2}])
    assert stock(temu, sku_id) == {sku_id: 7}


def test_a_removed_sku_vanishes_from_every_list(temu, control):
    sku_id = control.get("skus")[-1]["sku_id"]
    control.post("stock", sku_id=sku_id, removed=True)
    for state in (2, 3):
        rows = temu.call(LIST, skuStatusFilterType=state, pageSize=100)["skuList"]
        assert sku_id not in {row["skuId"] for row in rows}
    assert stock(temu, sku_id) == {}
