"""Reporting shipments: every rule of temu-api.md 5.3 to 5.5 and 11.5 by its code."""

from __future__ import annotations

from itertools import count

import pytest

CONFIRM = "bg.logistics.shipment.v2.confirm"
GET = "bg.logistics.shipment.v2.get"
UPDATE = "bg.logistics.shipment.shippingtype.update"
SUB = "bg.logistics.shipment.sub.confirm"
DHL, UPS = 141252268, 314439762
WAREHOUSE = "WH-07600000000000001"
ONE_PIECE = [{"sku_id": 51480000000001, "quantity": 1}]
THREE_PIECES = [{"sku_id": 51480000000001, "quantity": 3}]
TWO_LINES = [{"sku_id": 51480000000001, "quantity": 1}, {"sku_id": 51480000000008, "quantity": 2}]
_serial = count(1)


def tracking():
    return f"00340434{next(_serial):012d}"


def pieces(order, quantities=None):
    lines = order["lines"]
    quantities = quantities or [line["quantity"] for line in lines]
    return [
        {"parentOrderSn": order["number"], "orderSn": line["order_sn"], "quantity": quantity}
        for line, quantity in zip(lines, quantities, strict=True)
    ]


def parcel(infos, **changes):
    return {
        "carrierId": DHL,
        "trackingNumber": tracking(),
        "selfShippingWarehouseId": WAREHOUSE,
        "orderSendInfoList": infos,
    } | changes


def without(parcel_, name):
    return {key: value for key, value in parcel_.items() if key != name}


def confirm(temu, *parcels, send_type=0):
    return temu.call(CONFIRM, sendType=send_type, sendRequestList=list(parcels))


def refused(temu, *parcels, send_type=0):
    return temu.refusal(CONFIRM, sendType=send_type, sendRequestList=list(parcels))


def status(control, order):
    return control.get(f"orders/{order['number']}")["status"]


def test_confirming_ships_the_order_and_its_lines(temu, control):
    order = control.place(lines=TWO_LINES)
    answer = confirm(temu, parcel(pieces(order)))
    assert answer == {"assistantAgreementText": None, "warningMessage": []}
    seen = control.get(f"orders/{order['number']}")
    assert seen["status"] == 4
    assert {line["status"] for line in seen["lines"]} == {4}
    item = temu.call("bg.order.list.v2.get", parentOrderSnList=[order["number"]])["pageItems"][0]
    assert item["parentOrderMap"]["parentShippingTime"] > 0
    assert item["orderList"][0]["orderShippingTime"] > 0


def test_what_was_reported_can_be_read_back(temu, control):
    order = control.place(lines=ONE_PIECE)
    sent = parcel(pieces(order))
    confirm(temu, sent)
    pair = {"parentOrderSn": order["number"], "orderSn": order["lines"][0]["order_sn"]}
    shipment = temu.call(GET, **pair)["shipmentInfoDTO"]
    assert len(shipment) == 1
    assert shipment[0]["trackingNumber"] == sent["trackingNumber"]
    assert shipment[0]["carrierId"] == DHL
    assert shipment[0]["quantity"] == 1
    assert shipment[0]["packageSn"].startswith("PK-")
    assert shipment[0]["subPackageShipmentInfoList"] == []


def test_nothing_is_reported_before_it_was_confirmed(temu, control):
    order = control.place(lines=ONE_PIECE)
    pair = {"parentOrderSn": order["number"], "orderSn": order["lines"][0]["order_sn"]}
    assert temu.call(GET, **pair)["shipmentInfoDTO"] == []
    assert temu.refusal(GET, parentOrderSn=order["number"]) == 120011020
    assert temu.refusal(GET, **{**pair, "orderSn": "076-0"}) == 120012016


def test_a_second_confirmation_finds_the_order_shipped(temu, control):
    order = control.place(lines=ONE_PIECE)
    sent = parcel(pieces(order))
    confirm(temu, sent)
    assert refused(temu, sent) == 120012004
    assert refused(temu, parcel(pieces(order))) == 120012004


def test_a_tracking_number_can_be_used_once(temu, control):
    first, second = control.place(lines=ONE_PIECE), control.place(lines=ONE_PIECE)
    sent = parcel(pieces(first))
    confirm(temu, sent)
    again = parcel(pieces(second), trackingNumber=sent["trackingNumber"])
    assert refused(temu, again) == 120014004
    assert status(control, second) == 2


def test_carrier_ids_may_come_as_digits_in_text(temu, control):
    order = control.place(lines=ONE_PIECE)
    confirm(temu, parcel(pieces(order), carrierId=str(DHL)))
    assert status(control, order) == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"carrierId": 123456789}, 120015002),
        ({"carrierId": "DHL"}, 120015002),
        ({"carrierId": None}, 120015002),
        ({"carrierId": True}, 120015002),
        ({"trackingNumber": ""}, 120014001),
        ({"trackingNumber": "   "}, 120014001),
        ({"trackingNumber": "JD-0001-222"}, 120014020),
        ({"trackingNumber": "100%SICHER"}, 120014020),
        ({"trackingNumber": "12"}, 120014023),
        ({"trackingNumber": "Paket Nummer 7"}, 120014023),
        ({"selfShippingWarehouseId": None}, 120015527),
        ({"selfShippingWarehouseId": "WH-99"}, 120011085),
        ({"orderSendInfoList": []}, 120011020),
    ],
)
def test_each_fault_of_a_parcel_has_its_code(temu, control, changes, code):
    order = control.place(lines=ONE_PIECE)
    assert refused(temu, parcel(pieces(order)) | changes) == code
    assert status(control, order) == 2


def test_a_carrier_of_another_country_is_not_allowed(temu, control):
    order = control.place(lines=ONE_PIECE, number="PO-076-11111111111111111")
    region = int(order["number"].split("-")[1])
    foreign = 998264994 if region != 98 else 998264853
    assert refused(temu, parcel(pieces(order), carrierId=foreign)) == 120015037


def test_a_missing_warehouse_is_missing_even_when_the_key_is_not_sent(temu, control):
    order = control.place(lines=ONE_PIECE)
    assert refused(temu, without(parcel(pieces(order)), "selfShippingWarehouseId")) == 120015527


def test_pairs_must_belong_together(temu, control):
    order, other = control.place(lines=ONE_PIECE), control.place(lines=ONE_PIECE)
    mixed = pieces(order)[0] | {"orderSn": other["lines"][0]["order_sn"]}
    assert refused(temu, parcel([mixed])) == 120012016
    unknown = pieces(order)[0] | {"parentOrderSn": "PO-076-0"}
    assert refused(temu, parcel([unknown])) == 120012007


@pytest.mark.parametrize("quantity", [0, -1, 2, None])
def test_the_quantity_must_be_what_is_outstanding(temu, control, quantity):
    order = control.place(lines=ONE_PIECE)
    info = pieces(order)[0] | {"quantity": quantity}
    assert refused(temu, parcel([info])) == 120013002


def test_a_part_of_an_order_cannot_be_shipped_alone(temu, control):
    order = control.place(lines=TWO_LINES)
    assert refused(temu, parcel(pieces(order)[:1])) == 120013002
    assert refused(temu, parcel(pieces(order, [1, 1]))) == 120013002


def test_cancelled_pieces_are_not_outstanding(temu, control):
    order = control.place(status=1, lines=THREE_PIECES)
    control.post(f"orders/{order['number']}/cancel_pieces", pieces=2)
    control.post(f"orders/{order['number']}/confirm")
    assert refused(temu, parcel(pieces(order, [3]))) == 120013002
    confirm(temu, parcel(pieces(order, [1])))


def test_one_order_in_two_parcels_goes_in_one_call_of_type_1(temu, control):
    order = control.place(lines=THREE_PIECES)
    one, two = parcel(pieces(order, [2])), parcel(pieces(order, [1]), carrierId=UPS)
    assert refused(temu, one, two, send_type=0) == 120011022
    confirm(temu, one, two, send_type=1)
    pair = {"parentOrderSn": order["number"], "orderSn": order["lines"][0]["order_sn"]}
    shipments = temu.call(GET, **pair)["shipmentInfoDTO"]
    assert {(s["quantity"], s["carrierId"]) for s in shipments} == {(2, DHL), (1, UPS)}


def test_send_types_are_what_they_are(temu, control):
    order, other = control.place(lines=ONE_PIECE), control.place(lines=ONE_PIECE)
    assert refused(temu, parcel(pieces(order)), send_type=1) == 120011022
    assert refused(temu, parcel(pieces(order)), send_type=2) == 120011022
    assert refused(temu, parcel(pieces(order)), send_type=7) == 120011020
    both = parcel(pieces(order) + pieces(other))
    assert refused(temu, both, send_type=0) == 120011022
    assert temu.refusal(CONFIRM, sendType=0, sendRequestList=[]) == 120011020


def test_orders_to_different_addresses_cannot_share_a_parcel(temu, control):
    order, other = control.place(lines=ONE_PIECE), control.place(lines=ONE_PIECE)
    control.post(f"orders/{order['number']}/change_address", street="Am Markt 1")
    control.post(f"orders/{other['number']}/change_address", street="Am Hafen 2")
    assert refused(temu, parcel(pieces(order) + pieces(other)), send_type=2) == 120012015


def test_orders_to_one_address_share_a_parcel_with_type_2(temu, control):
    orders = [control.place(lines=ONE_PIECE) for _ in range(2)]
    for order in orders:
        where = {"street": "Am Markt 1", "post_code": "12345"}
        control.post(f"orders/{order['number']}/change_address", **where)
    confirm(temu, parcel([info for order in orders for info in pieces(order)]), send_type=2)
    assert [status(control, order) for order in orders] == [4, 4]


def test_the_same_line_twice_in_one_parcel_is_refused(temu, control):
    order = control.place(lines=THREE_PIECES)
    twice = pieces(order, [2]) + pieces(order, [1])
    assert refused(temu, parcel(twice)) == 120012041


def test_the_same_number_twice_in_one_call_is_refused(temu, control):
    order = control.place(lines=THREE_PIECES)
    one = parcel(pieces(order, [2]))
    two = parcel(pieces(order, [1]), trackingNumber=one["trackingNumber"])
    assert refused(temu, one, two, send_type=1) == 120014003


@pytest.mark.parametrize("stage", ["pending", "cancelled"])
def test_what_cannot_be_shipped_does_not_match(temu, control, stage):
    order = control.place(lines=ONE_PIECE, status=1)
    if stage == "cancelled":
        control.post(f"orders/{order['number']}/cancel")
    assert refused(temu, parcel(pieces(order))) == 120012012


def test_a_pending_cancellation_stops_the_parcel_unless_it_is_denied(temu, control):
    order = control.place(lines=ONE_PIECE)
    control.post(f"orders/{order['number']}/ask_to_cancel")
    assert refused(temu, parcel(pieces(order))) == 120012030
    confirm(temu, parcel(pieces(order), confirmAcceptance=["DENY_CANCELLATION"]))
    rejected = temu.call(
        "bg.aftersales.cancel.list.get",
        parentOrderSnList=[order["number"]],
        afterSalesStatusGroup=10,
    )
    assert rejected["total"] == 1


@pytest.mark.parametrize(
    ("label", "code", "denial"),
    [
        ("pending_buyer_address_change", 120012023, "DENY_ADDRESS_CHANGE"),
        ("pending_risk_control_alert", 120012031, "DENY_PARENT_RISK_WARNING"),
    ],
)
def test_other_holds_stop_the_parcel_unless_they_are_denied(temu, control, label, code, denial):
    order = control.place(lines=ONE_PIECE)
    control.post(f"orders/{order['number']}/label", label=label)
    assert refused(temu, parcel(pieces(order))) == code
    confirm(temu, parcel(pieces(order), confirmAcceptance=[denial]))


def sub(**changes):
    return {
        "carrierId": DHL,
        "trackingNumber": tracking(),
        "selfShippingWarehouseId": WAREHOUSE,
    } | changes


def test_further_parcels_of_a_single_piece_are_attached(temu, control):
    order = control.place(lines=ONE_PIECE)
    attached = sub()
    confirm(temu, parcel(pieces(order), subSendRequests=[attached]), send_type=1)
    pair = {"parentOrderSn": order["number"], "orderSn": order["lines"][0]["order_sn"]}
    extra = temu.call(GET, **pair)["shipmentInfoDTO"][0]["subPackageShipmentInfoList"]
    assert [row["trackingNumber"] for row in extra] == [attached["trackingNumber"]]
    other = control.place(lines=ONE_PIECE)
    used = parcel(pieces(other), trackingNumber=attached["trackingNumber"])
    assert refused(temu, used) == 120014004


def test_attached_parcels_need_single_pieces_and_are_ten_at_most(temu, control):
    order = control.place(lines=THREE_PIECES)
    assert refused(temu, parcel(pieces(order), subSendRequests=[sub()]), send_type=1) == 120011045
    single = control.place(lines=ONE_PIECE)
    many = parcel(pieces(single), subSendRequests=[sub() for _ in range(11)])
    assert refused(temu, many, send_type=1) == 120011098
    same = sub()
    twice = parcel(pieces(single), subSendRequests=[same, same])
    assert refused(temu, twice, send_type=1) == 120014003


def package_of(temu, order):
    pair = {"parentOrderSn": order["number"], "orderSn": order["lines"][0]["order_sn"]}
    return temu.call(GET, **pair)["shipmentInfoDTO"][0]


def test_a_reported_number_can_be_replaced(temu, control):
    order = control.place(lines=ONE_PIECE)
    confirm(temu, parcel(pieces(order)))
    edit = {
        "packageSn": package_of(temu, order)["packageSn"],
        "trackingNumber": tracking(),
        "shipCompanyId": UPS,
        "selfShippingWarehouseId": WAREHOUSE,
    }
    assert temu.call(UPDATE, editPackageRequestList=[edit]) is True
    assert package_of(temu, order)["trackingNumber"] == edit["trackingNumber"]
    assert package_of(temu, order)["carrierId"] == UPS
    assert temu.call(UPDATE, editPackageRequestList=[edit | {"shipCompanyId": DHL}]) is True
    unknown = edit | {"packageSn": "PK-0"}
    assert temu.refusal(UPDATE, editPackageRequestList=[unknown]) == 120018027
    assert temu.refusal(UPDATE, editPackageRequestList=[]) == 120011020


def test_parcels_can_be_added_to_a_package_once(temu, control):
    order = control.place(lines=THREE_PIECES)
    confirm(temu, parcel(pieces(order)))
    package = package_of(temu, order)["packageSn"]
    assert temu.call(SUB, mainPackageSn=package, sendSubRequestList=[sub(), sub()]) is True
    assert len(package_of(temu, order)["subPackageShipmentInfoList"]) == 2
    assert temu.refusal(SUB, mainPackageSn=package, sendSubRequestList=[sub()]) == 120012043
    assert temu.refusal(SUB, mainPackageSn="PK-0", sendSubRequestList=[sub()]) == 120018027


def test_one_fault_refuses_the_whole_call(temu, control):
    order = control.place(lines=THREE_PIECES)
    good, bad = parcel(pieces(order, [2])), parcel(pieces(order, [1]), carrierId=1)
    assert refused(temu, good, bad, send_type=1) == 120015002
    confirm(temu, good, bad | {"carrierId": DHL}, send_type=1)


def test_companies_come_as_an_array_that_differs_by_region(temu):
    german = temu.call("bg.logistics.companies.get", regionId=76)
    italian = temu.call("bg.logistics.companies.get", regionId=98)
    assert isinstance(german, list)
    ids = {row["logisticsServiceProviderId"] for row in german}
    assert {DHL, UPS, 998264853} <= ids
    assert 998264853 not in {row["logisticsServiceProviderId"] for row in italian}
    assert temu.call("bg.logistics.companies.get", regionId=211) == []
    assert temu.refusal("bg.logistics.companies.get") == 120011020


def test_one_warehouse_is_the_default(temu):
    rows = temu.call("bg.logistics.warehouse.list.get")["warehouseList"]
    assert [row["warehouseId"] for row in rows if row["defaultWarehouse"]] == [WAREHOUSE]
    assert len(rows) == 2
    only_labels = temu.call(
        "bg.logistics.warehouse.list.get", returnEnableBuyShippingLabelOnly=True
    )
    assert len(only_labels["warehouseList"]) == 1
