"""Orders as the platform answers them: list items, details, addresses (temu-api.md 3 and 4)."""

from __future__ import annotations

from temu_desktop.sandbox.destinations import DESTINATIONS
from temu_desktop.sandbox.temu.model import Address, Line, Order, Package, Product, Status

_PARENT_LABELS = (
    "soon_to_be_overdue",
    "past_due",
    "pending_buyer_cancellation",
    "pending_buyer_address_change",
    "pending_risk_control_alert",
    "signature_required_on_delivery",
)
_LINE_LABELS = ("customized_products", "pre_sale_order", "made_to_order", "vacation_order")
_SOON_SECONDS = 24 * 3600
_SITE_IDS = {d.region_id: 105 + i for i, d in enumerate(DESTINATIONS)}


def order_labels(order: Order, now: float) -> frozenset[str]:
    """The labels that are set; overdue ones follow from the ship-by time of unshipped orders."""
    labels = set(order.labels)
    if order.status is Status.TO_SHIP and order.ship_by is not None:
        if now > order.ship_by:
            labels.add("past_due")
        elif now > order.ship_by - _SOON_SECONDS:
            labels.add("soon_to_be_overdue")
    return frozenset(labels)


def list_item(order: Order, labels: frozenset[str]) -> dict[str, object]:
    """One element of `pageItems`."""
    return {
        "parentOrderMap": _parent(order, labels) | {"updateTime": int(order.updated_at)},
        "orderList": [_line(order, line) for line in order.lines],
    }


def detail(order: Order, labels: frozenset[str]) -> dict[str, object]:
    """The answer of `bg.order.detail.v2.get`: no `updateTime`, but country and packages."""
    parent = _parent(order, labels) | {
        "regionName1": order.address.country,
        "regionName2": order.address.state,
        "regionName3": order.address.city,
        "paymentInfo": [{"paymentMethod": "CARD", "paymentAuthCode": None}],
    }
    lines = [
        _line(order, line)
        | {
            "packageSnInfo": [
                _package_info(p) for p in order.packages if line.order_sn in p.pieces
            ],
            "hasUploadedEvidence": False,
        }
        for line in order.lines
    ]
    return {"parentOrderMap": parent, "orderList": lines}


def address_fields(order: Order, now: float, *, decrypted: bool) -> dict[str, object]:
    """The receiver, flat; empty while the order is pending or not ready, and once it has left.

    Without decryption the phone is a virtual number with an extension.
    """
    open_now = order.status is Status.TO_SHIP and now >= order.address_ready_at
    fields = _filled_address(order.address, decrypted) if open_now else _empty_address()
    if not decrypted:
        restricted = open_now and order.address.restricted
        fields["warning"] = {"isRestriction": restricted, "reason": 2 if restricted else None}
    return fields


def _parent(order: Order, labels: frozenset[str]) -> dict[str, object]:
    return {
        "parentOrderSn": order.number,
        "parentOrderStatus": int(order.status),
        "parentOrderTime": int(order.created_at),
        "parentOrderPendingFinishTime": _seconds(order.confirmed_at),
        "parentConfirmTime": _seconds(order.confirmed_at),
        "expectShipLatestTime": _seconds(order.ship_by),
        "latestDeliveryTime": _seconds(order.deliver_by),
        "parentShippingTime": _seconds(order.shipped_at),
        "siteId": _SITE_IDS.get(order.region_id, 105),
        "regionId": order.region_id,
        "parentOrderLabel": [
            {"name": name, "value": 1 if name in labels else 0} for name in _PARENT_LABELS
        ],
        "fulfillmentWarning": list(order.warnings),
        "hasShippingFee": order.shipping_gross == 0,
        "orderPaymentType": order.payment_type,
        "batchOrderNumberList": [],
        "shippingMethod": 1,
        "isShipmentConsolidatedByMainMall": False,
    }


def _line(order: Order, line: Line) -> dict[str, object]:
    listing = line.listing
    return {
        "orderSn": line.order_sn,
        "orderStatus": int(line.status),
        "originalOrderQuantity": line.original,
        "canceledQuantityBeforeShipment": line.cancelled,
        "quantity": line.quantity,
        "goodsId": listing.goods_id,
        "skuId": listing.sku_id,
        "goodsName": listing.goods_name,
        "spec": listing.spec,
        "originalGoodsName": listing.goods_name,
        "originalSpecName": listing.spec,
        "thumbUrl": f"https://img.example/{listing.sku_id}.jpg",
        "productList": [_product(product) for product in line.products],
        "fulfillmentType": "fulfillBySeller",
        "inventoryDeductionWarehouseId": None,
        "inventoryDeductionWarehouseName": None,
        "orderPaymentType": order.payment_type,
        "isCancelledDuringPending": line.status is Status.CANCELLED and order.confirmed_at is None,
        "orderCreateTime": int(order.created_at),
        "orderShippingTime": _seconds(line.shipped_at),
        "orderLabel": [
            {"name": name, "value": 1 if name in line.labels else 0} for name in _LINE_LABELS
        ],
        "fulfillmentWarning": list(line.warnings),
        "packageAbnormalTypeList": [],
        "isShipmentConsolidatedByMainMall": False,
    }


def _product(product: Product) -> dict[str, object]:
    return {
        "productId": product.product_id,
        "productSkuId": product.product_sku_id,
        "soldFactor": product.sold_factor,
        "extCode": product.ext_code,
    }


def _package_info(package: Package) -> dict[str, object]:
    return {"packageSn": package.package_sn, "packageDeliveryType": 1, "callSuccess": True}


def _filled_address(address: Address, decrypted: bool) -> dict[str, object]:
    lines = address.lines
    return {
        "receiptName": f"{address.first_name} {address.last_name}".strip(),
        "receiptAdditionalName": "",
        "mobile": address.mobile if decrypted else _virtual_number(address.mobile),
        "backupMobile": "",
        "mail": address.mail,
        "regionName1": address.country,
        "regionName2": address.state,
        "regionName3": address.city,
        "regionName4": address.district,
        "addressLine1": lines[0],
        "addressLine2": lines[1],
        "addressLine3": lines[2],
        "addressLineAll": ", ".join(line for line in lines if line),
        "postCode": address.post_code,
        "taxCode": address.tax_code,
        "taxCodeType": None,
        "addressExtra": {
            "firstName": address.first_name,
            "lastName": address.last_name,
            "additionalFirstName": "",
            "additionalLastName": "",
            "contactlessDropPoint": False,
        },
    }


def _empty_address() -> dict[str, object]:
    names = (
        "receiptName receiptAdditionalName mobile backupMobile mail regionName1 regionName2 "
        "regionName3 regionName4 addressLine1 addressLine2 addressLine3 addressLineAll postCode "
        "taxCode taxCodeType addressExtra"
    )
    return dict.fromkeys(names.split())


def _virtual_number(mobile: str) -> str:
    digits = "".join(c for c in mobile if c.isdigit()).rjust(10, "0")
    return f"{digits[-10:]}-{int(digits) % 9000 + 1000}"


def _seconds(moment: float | None) -> int | None:
    return None if moment is None else int(moment)
