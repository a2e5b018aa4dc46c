"""The calls of TEMU's API that this program makes, and which of them change nothing."""

from __future__ import annotations

ORDER_LIST = "bg.order.list.v2.get"
ADDRESS = "bg.order.shippinginfo.v2.get"
ADDRESS_DECRYPTED = "bg.order.decryptshippinginfo.get"
AMOUNTS = "bg.order.amount.query"
CANCEL_LIST = "bg.aftersales.cancel.list.get"
CANCEL_AGREE = "bg.aftersales.cancel.agree"
AFTER_SALES_LIST = "bg.aftersales.parentaftersales.list.get"
CARRIERS = "bg.logistics.companies.get"
WAREHOUSES = "bg.logistics.warehouse.list.get"
SHIPMENT_CONFIRM = "bg.logistics.shipment.v2.confirm"
SHIPMENT_GET = "bg.logistics.shipment.v2.get"
SHIPMENT_CHANGE = "bg.logistics.shipment.shippingtype.update"
SHIPMENT_ADD = "bg.logistics.shipment.sub.confirm"
SKU_LIST = "bg.local.goods.sku.list.query"
STOCK_EDIT = "bg.local.goods.stock.edit"
STOCK_QUERY = "temu.local.goods.sku.stock.query"
TOKEN_INFO = "bg.open.accesstoken.info.get"  # noqa: S105 - the name of a call, not a secret

WRITES = frozenset({CANCEL_AGREE, SHIPMENT_CONFIRM, SHIPMENT_CHANGE, SHIPMENT_ADD, STOCK_EDIT})
"""Calls that change something at TEMU; every other call only reads."""

REQUIRED = frozenset(
    {ORDER_LIST, ADDRESS, CARRIERS, WAREHOUSES, SHIPMENT_CONFIRM, SHIPMENT_GET}
    | {SHIPMENT_CHANGE, SHIPMENT_ADD, CANCEL_LIST, SKU_LIST, STOCK_EDIT, STOCK_QUERY}
)
"""Calls that both workflows need; a token without one of them cannot do the job."""

OPTIONAL = frozenset({ADDRESS_DECRYPTED, AMOUNTS, CANCEL_AGREE, AFTER_SALES_LIST, TOKEN_INFO})
"""Calls without which less is possible; amounts need TEMU's whitelist."""
