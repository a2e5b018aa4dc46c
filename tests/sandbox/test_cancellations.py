"""Cancellations and after-sales cases (temu-api.md 7.1, 7.2)."""

from __future__ import annotations

CANCELS = "bg.aftersales.cancel.list.get"
AGREE = "bg.aftersales.cancel.agree"
CASES = "bg.aftersales.parentaftersales.list.get"


def wishes(temu, number, **params):
    return temu.call(CANCELS, parentOrderSnList=[number], **params)["data"]


def test_a_wish_is_pending_until_the_seller_agrees(temu, control):
    order = control.place()
    number = order["number"]
    assert wishes(temu, number) == []
    control.post(f"orders/{number}/ask_to_cancel")
    wish = wishes(temu, number, afterSalesStatusGroup=8)[0]
    info = wish["afterSalesInfoList"][0]
    assert info["parentOrderSn"] == number
    assert info["orderSn"] == order["lines"][0]["order_sn"]
    assert info["applyGoodsNumber"] == order["lines"][0]["quantity"]
    agreed = {"parentAfterSalesSn": wish["parentAfterSalesSn"], "parentOrderSn": number}
    assert temu.call(AGREE, **agreed) is None
    assert control.get(f"orders/{number}")["status"] == 3
    assert len(wishes(temu, number, afterSalesStatusGroup=9)) == 1
    assert temu.refusal(AGREE, **agreed) == 130010005


def test_a_wish_can_be_withdrawn_and_made_again(temu, control):
    number = control.place()["number"]
    control.post(f"orders/{number}/ask_to_cancel")
    control.post(f"orders/{number}/withdraw")
    seen = control.get(f"orders/{number}")
    assert (seen["status"], seen["labels"]) == (2, [])
    control.post(f"orders/{number}/ask_to_cancel")
    assert len(wishes(temu, number)) == 2
    assert len(wishes(temu, number, afterSalesStatusGroup=11)) == 1


def test_unknown_wishes_and_missing_parameters_have_codes(temu, control):
    number = control.place()["number"]
    assert temu.refusal(AGREE, parentAfterSalesSn="x", parentOrderSn=number) == 130010004
    assert temu.refusal(AGREE, parentAfterSalesSn="x") == 130010001
    assert temu.refusal(CANCELS, pageSize=201) == 130010001
    assert temu.refusal(CANCELS, parentOrderSnList=["x"] * 201) == 130010001


def test_after_sales_cases_need_a_window_or_numbers(temu, control):
    number = control.place()["number"]
    control.post(f"orders/{number}/after_sale", type=2, status=3)
    now = int(control.get("clock")["now"])
    assert temu.refusal(CASES, pageNo=1) == 130010001
    found = temu.call(CASES, updateAtStart=now - 60, updateAtEnd=now + 60)
    case = next(row for row in found["data"] if row["parentOrderSn"] == number)
    assert case["parentAfterSalesSn"] == f"{number}-D01"
    assert case["afterSalesStatusGroup"] == 1
    assert temu.call(CASES, createAtStart=1, createAtEnd=2)["total"] == 0
    by_number = temu.call(CASES, parentOrderSnList=[number], afterSalesStatusGroup=5)
    assert by_number["total"] == 0
