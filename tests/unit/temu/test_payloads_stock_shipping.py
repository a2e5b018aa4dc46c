"""Stock, carriers, shipments, cancellations and tokens are read in all their forms."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from temu_desktop.ids import SkuId
from temu_desktop.temu.payloads import (
    parse_after_sales,
    parse_cancellations,
    parse_sku_page,
    parse_stock,
    parse_stock_edit,
    parse_token_info,
)
from temu_desktop.temu.payloads.shipping import (
    ItemToSend,
    PackageToSend,
    ShipmentConfirmation,
    SubPackage,
    confirmation_params,
    parse_carriers,
    parse_confirm,
    parse_shipments,
    parse_warehouses,
)

Json = dict[str, object]
SAMPLES = Path(__file__).parent / "samples"

SKU: Json = json.loads((SAMPLES / "sku.json").read_text("utf-8"))


def test_a_sku_is_read_and_a_broken_one_named() -> None:
    page = parse_sku_page(
        {"pageNo": 1, "total": 3, "skuList": [SKU, {**SKU, "skuId": None}, {**SKU, "goodsId": "x"}]}
    )
    assert (page.page, page.total, page.read) == (1, 3, 3)
    assert page.skus[0].sku == "MUG-BLUE"
    assert page.skus[0].stock == 12
    assert [entry.key for entry in page.unreadable] == ["#1", "51480000000001"]


@pytest.mark.parametrize("stock", [-1, 1_000_001, None, "many", True, 2.5])
def test_an_absurd_stock_is_unknown_and_the_sku_is_kept(stock: object) -> None:
    page = parse_sku_page({"pageNo": 1, "total": 1, "skuList": [{**SKU, "stock": stock}]})
    assert page.skus[0].stock is None


BLUE, RED = SkuId(51480000000001), SkuId(51480000000002)


def test_a_stock_edit_tells_apart_what_was_taken_and_what_not() -> None:
    answer = parse_stock_edit(
        {
            "operateResult": True,
            "skuStockEditStatusInfoList": [
                {"skuId": BLUE, "stockEditStatus": 1, "errorCode": 1000000, "errorMsg": ""},
                {"skuId": RED, "stockEditStatus": 2, "errorCode": 150010233, "errorMsg": "locked"},
            ],
        },
        frozenset({BLUE, RED}),
    )
    assert answer.ok == {BLUE}
    assert answer.refused[RED].code == 150010233
    assert answer.refused[RED].reason == "locked_by_activity"
    assert not answer.unanswered


@pytest.mark.parametrize(
    "entry",
    [
        {"stockEditStatus": 1},
        {"stockEditStatus": True},
        {"stockEditStatus": "1", "errorCode": "0"},
        {"stockEditStatus": 1, "errorCode": 1000000, "errorMsg": None},
        {},
    ],
)
def test_success_of_one_sku_is_read_in_each_of_its_forms(entry: Json) -> None:
    result = {"operateResult": True, "skuStockEditStatusInfoList": [{"skuId": BLUE, **entry}]}
    assert parse_stock_edit(result, frozenset({BLUE})).ok == {BLUE}


def test_a_status_of_success_with_an_error_number_is_a_refusal() -> None:
    entry = {"skuId": BLUE, "stockEditStatus": 1, "errorCode": 987}
    answer = parse_stock_edit(
        {"operateResult": True, "skuStockEditStatusInfoList": [entry]}, frozenset({BLUE})
    )
    assert answer.refused[BLUE].reason == "unknown_code"


def test_a_sku_the_platform_does_not_mention_is_not_taken_for_done() -> None:
    entry = {"skuId": BLUE, "stockEditStatus": 1}
    answer = parse_stock_edit(
        {"operateResult": True, "skuStockEditStatusInfoList": [entry]}, frozenset({BLUE, RED})
    )
    assert answer.unanswered == {RED}


def test_a_yes_without_a_list_speaks_for_all() -> None:
    answer = parse_stock_edit({"operateResult": True}, frozenset({BLUE, RED}))
    assert answer.ok == {BLUE, RED}


def test_the_stock_of_skus_is_read_and_those_without_are_left_out() -> None:
    stock = parse_stock(
        {
            "stockList": [
                {
                    "goodsId": 603050000000001,
                    "skuStockInfoList": [
                        {
                            "skuId": BLUE,
                            "outSkuSn": "MUG-BLUE",
                            "selfOrdinaryStock": {"stockType": 0, "stock": 12},
                        },
                        {"skuId": RED, "selfOrdinaryStock": None},
                    ],
                }
            ]
        }
    )
    assert [(entry.sku_id, entry.stock, entry.sku) for entry in stock] == [(BLUE, 12, "MUG-BLUE")]


def test_carriers_come_as_a_list_or_in_an_object() -> None:
    dhl = {
        "logisticsServiceProviderId": 141252268,
        "logisticsServiceProviderName": "DHL",
        "logisticsBrandName": "DHL",
    }
    assert parse_carriers([dhl]) == parse_carriers({"list": [dhl]})
    assert parse_carriers([dhl])[0].carrier_id == 141252268
    assert parse_carriers([]) == ()


def test_warehouses_say_which_is_the_default() -> None:
    (warehouse,) = parse_warehouses(
        {
            "warehouseList": [
                {"warehouseId": "WH-1", "warehouseName": "Göttingen", "defaultWarehouse": True}
            ]
        }
    )
    assert warehouse.default


def test_a_confirmation_says_all_that_the_platform_wants_and_no_more() -> None:
    items = (
        ItemToSend("PO-1", "076-2", 1, None, BLUE),  # type: ignore[arg-type]
    )
    confirmation = ShipmentConfirmation(
        1,
        (
            PackageToSend(
                141252268, "00340434", "WH-1", items, (SubPackage(141252268, "00340435", "WH-1"),)
            ),
        ),
        ("DENY_CANCELLATION",),
    )
    assert confirmation_params(confirmation) == {
        "sendType": 1,
        "sendRequestList": [
            {
                "carrierId": 141252268,
                "trackingNumber": "00340434",
                "selfShippingWarehouseId": "WH-1",
                "orderSendInfoList": [
                    {
                        "parentOrderSn": "PO-1",
                        "orderSn": "076-2",
                        "quantity": 1,
                        "goodsId": None,
                        "skuId": BLUE,
                    }
                ],
                "confirmAcceptance": ["DENY_CANCELLATION"],
                "subSendRequests": [
                    {
                        "carrierId": 141252268,
                        "trackingNumber": "00340435",
                        "selfShippingWarehouseId": "WH-1",
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("result", "warnings"),
    [
        (None, ()),
        (True, ()),
        ({"warningMessage": None}, ()),
        ({"warningMessage": ["check the number", ""]}, ("check the number",)),
        ({"warningMessage": "check the number"}, ("check the number",)),
    ],
)
def test_a_confirmation_that_was_taken_is_taken_whatever_its_remarks_look_like(
    result: object, warnings: tuple[str, ...]
) -> None:
    assert parse_confirm(result).warnings == warnings


def test_a_reported_shipment_is_read_with_its_further_parcels() -> None:
    (shipment,) = parse_shipments(
        {
            "shipmentInfoDTO": [
                {
                    "carrierId": 141252268,
                    "carrierName": "DHL",
                    "trackingNumber": "00340434",
                    "skuId": BLUE,
                    "quantity": 1,
                    "packageSn": "PK-1",
                    "packageDeliveryType": 1,
                    "trackingWarningLabel": 2,
                    "subPackageShipmentInfoList": [
                        {"carrierId": 141252268, "packageSn": "PK-2", "trackingNumber": "00340435"}
                    ],
                }
            ]
        }
    )
    assert shipment.tracking_warning == 2
    assert shipment.sub_packages[0].tracking_number == "00340435"
    assert parse_shipments(None) == ()
    assert parse_shipments({"shipmentInfoDTO": None}) == ()


def test_a_cancellation_is_read_and_a_broken_one_named() -> None:
    page = parse_cancellations(
        {
            "data": [
                {
                    "parentAfterSalesSn": "PO-1-D01",
                    "parentAfterSalesStatus": 1,
                    "afterSalesInfoList": [
                        {
                            "orderSn": "076-2",
                            "parentOrderSn": "PO-1",
                            "applyGoodsNumber": 1,
                            "createAtMillis": 1759991800123,
                        }
                    ],
                },
                {"parentAfterSalesSn": "PO-2-D01", "afterSalesInfoList": []},
            ]
        }
    )
    assert page.cases[0].number == "PO-1"
    assert page.cases[0].lines[0].quantity == 1
    assert page.unreadable[0].key == "PO-2-D01"
    assert parse_cancellations(None).read == 0


def test_an_after_sales_case_is_read() -> None:
    page = parse_after_sales(
        {
            "total": 1,
            "data": [
                {
                    "parentAfterSalesSn": "PO-1-D01",
                    "parentOrderSn": "PO-1",
                    "afterSalesType": 2,
                    "parentAfterSalesStatus": 10,
                    "afterSalesStatusGroup": 2,
                    "createAt": 1759990000,
                    "updateAt": 1759991800,
                    "operateExpireTimeMs": 1760163000000,
                }
            ],
        }
    )
    assert page.cases[0].kind == 2
    assert page.cases[0].act_by == datetime.fromtimestamp(1760163000, UTC)


def test_a_token_says_which_mall_until_when_and_for_what() -> None:
    info = parse_token_info(
        {
            "mallId": 634418210987654,
            "regionId": 76,
            "expiredTime": 1791527800,
            "apiScopeList": ["bg.order.list.v2.get", "bg.order.amount.query"],
        }
    )
    assert info.mall_id == 634418210987654
    assert info.expires_at == datetime.fromtimestamp(1791527800, UTC)
    assert "bg.order.amount.query" in info.scopes
