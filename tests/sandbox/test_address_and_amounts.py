"""When the address and the amounts can be had, and what they say (temu-api.md 4 and 11.6)."""

from __future__ import annotations

from decimal import Decimal

import pytest

PLAIN = "bg.order.shippinginfo.v2.get"
DECRYPTED = "bg.order.decryptshippinginfo.get"
AMOUNTS = "bg.order.amount.query"


def ship(temu, control, order):
    warehouse = temu.call("bg.logistics.warehouse.list.get")["warehouseList"][0]["warehouseId"]
    control.post("tick", advance=1)
    temu.call(
        "bg.logistics.shipment.v2.confirm",
        sendType=0,
        sendRequestList=[
            {
                "carrierId": 141252268,
                "trackingNumber": f"0034{order['number'][-12:]}",
                "selfShippingWarehouseId": warehouse,
                "orderSendInfoList": [
                    {
                        "parentOrderSn": order["number"],
                        "orderSn": line["order_sn"],
                        "quantity": line["quantity"],
                    }
                    for line in order["lines"]
                ],
            }
        ],
    )


def test_a_pending_order_has_no_address(temu, control):
    number = control.place(status=1)["number"]
    for call in (PLAIN, DECRYPTED):
        answer = temu.call(call, parentOrderSn=number)
        assert answer["receiptName"] is None
        assert answer["regionName1"] is None
        assert answer["addressExtra"] is None


def test_the_address_comes_late_where_it_is_late(temu, control):
    number = control.place(address_after=120)["number"]
    assert temu.call(DECRYPTED, parentOrderSn=number)["addressLine1"] is None
    control.post("tick", advance=130)
    temu.offset += 130
    assert temu.call(DECRYPTED, parentOrderSn=number)["addressLine1"]


def test_the_decrypted_address_holds_the_real_phone_and_the_plain_one_a_virtual(temu, control):
    number = control.place()["number"]
    plain, real = (temu.call(call, parentOrderSn=number) for call in (PLAIN, DECRYPTED))
    assert real["mobile"].startswith("+49")
    assert len(plain["mobile"]) == 10 + 1 + 4
    assert plain["receiptName"] == real["receiptName"]
    assert plain["warning"] == {"isRestriction": False, "reason": None}
    assert "warning" not in real
    extra = real["addressExtra"]
    assert real["receiptName"] == f"{extra['firstName']} {extra['lastName']}"


def test_decryption_has_a_scope_of_its_own(temu, control):
    number = control.place()["number"]
    control.post("token", action="revoke_scope", scope=DECRYPTED)
    assert temu.refusal(DECRYPTED, parentOrderSn=number) == 3000032
    assert temu.call(PLAIN, parentOrderSn=number)["receiptName"]
    control.post("token", action="grant_scope", scope=DECRYPTED)


def test_the_address_is_closed_once_the_order_has_left(temu, control):
    order = control.place()
    ship(temu, control, order)
    assert temu.call(DECRYPTED, parentOrderSn=order["number"])["receiptName"] is None


@pytest.mark.parametrize("call", [PLAIN, DECRYPTED, AMOUNTS])
def test_an_unknown_order_is_not_found(temu, call):
    assert temu.refusal(call, parentOrderSn="PO-076-0") == 140020002


def test_a_missing_order_number_is_a_bad_parameter(temu):
    assert temu.refusal(PLAIN) == 180020003
    assert temu.refusal(AMOUNTS) == 140020005
    assert temu.refusal(AMOUNTS, parentOrderSn=["PO-1"]) == 3000000


def test_amounts_are_being_calculated_for_the_first_seconds(temu, control):
    number = control.place(amounts_after=8)["number"]
    assert temu.refusal(AMOUNTS, parentOrderSn=number) == 140020008
    control.post("tick", advance=9)
    temu.offset += 9
    assert temu.call(AMOUNTS, parentOrderSn=number)["parentOrderMap"]["parentOrderSn"] == number


def test_net_and_rate_make_gross_to_the_cent_on_every_line(temu, control):
    for _ in range(30):
        order = control.place()
        answer = temu.call(AMOUNTS, parentOrderSn=order["number"])
        for line in answer["orderList"]:
            net = line["unitRetailPriceVatExcl"]["amount"]
            gross = line["unitRetailPriceVatIncl"]["amount"]
            rate = Decimal(line["productTaxRate"]) / 1_000_000
            assert abs(net * (1 + rate / 100) - gross) <= 1
            assert line["unitRetailPriceVatIncl"]["currency"] == "EUR"
        parent = answer["parentOrderMap"]
        shipping_net = parent["shippingAmountTotal"]["amount"]
        shipping_rate = Decimal(answer["orderList"][0]["shipTaxRate"]) / 1_000_000
        shipping_gross = parent["shipAmountTotalTaxIncl"]["amount"]
        assert abs(shipping_net * (1 + shipping_rate / 100) - shipping_gross) <= 1


def test_german_standard_rate_is_19000000(temu, control):
    rates = set()
    for _ in range(40):
        order = control.place()
        if order["country"] in ("Germany", "Deutschland"):
            answer = temu.call(AMOUNTS, parentOrderSn=order["number"])
            rates |= {line["productTaxRate"] for line in answer["orderList"]}
    assert rates <= {19_000_000, 7_000_000}
    assert 19_000_000 in rates


def test_lines_of_amounts_are_not_in_the_order_of_the_list(temu, control):
    lines = [{"sku_id": 51480000000001, "quantity": 1}, {"sku_id": 51480000000008, "quantity": 2}]
    order = control.place(lines=lines)
    amounts = temu.call(AMOUNTS, parentOrderSn=order["number"])["orderList"]
    assert [a["orderSn"] for a in amounts] == [x["order_sn"] for x in order["lines"]][::-1]


def test_the_documented_formulas_hold(temu, control):
    for _ in range(20):
        number = control.place()["number"]
        money = temu.call(AMOUNTS, parentOrderSn=number)["parentOrderMap"]
        cents = {k: v["amount"] for k, v in money.items() if isinstance(v, dict)}
        assert cents["customerPaid"] == (
            cents["retailPriceTotal"]
            + cents["shippingAmountTotal"]
            + cents["taxTotal"]
            - cents["refundsTotal"]
            - cents["totalDiscount"]
        )
        assert cents["estimatedRevenue"] == (
            cents["basePriceTotal"]
            + cents["shippingAmountTotal"]
            - cents["estimatedRevenueDeduction"]
        )


def test_amounts_speak_of_the_original_quantity_and_refund_the_rest(temu, control):
    order = control.place(status=1, lines=[{"sku_id": 51480000000001, "quantity": 3}])
    control.post(f"orders/{order['number']}/cancel_pieces", pieces=1)
    answer = temu.call(AMOUNTS, parentOrderSn=order["number"])
    line = answer["orderList"][0]
    assert line["quantity"] == 3
    refunds = answer["parentOrderMap"]["refundsTotal"]["amount"]
    assert refunds == line["unitRetailPriceVatIncl"]["amount"]
