"""TEMU's answers as frozen dataclasses, read tolerantly; what cannot be read is named, not lost."""

from temu_desktop.temu.payloads.account import TokenInfo, parse_token_info
from temu_desktop.temu.payloads.address import AddressMissing, TemuAddress, parse_address
from temu_desktop.temu.payloads.after_sales import (
    AfterSalesCase,
    AfterSalesPage,
    Cancellation,
    CancellationPage,
    CancelledLine,
    parse_after_sales,
    parse_cancellations,
)
from temu_desktop.temu.payloads.amounts import LineAmounts, TemuAmounts, parse_amounts
from temu_desktop.temu.payloads.orders import (
    OrderPage,
    TemuLine,
    TemuOrder,
    TemuProduct,
    parse_order_page,
)
from temu_desktop.temu.payloads.stock import (
    Refusal,
    SkuPage,
    SkuStock,
    StockEditAnswer,
    TemuSku,
    parse_sku_page,
    parse_stock,
    parse_stock_edit,
)
from temu_desktop.temu.reading import Unreadable

__all__ = [
    "AddressMissing",
    "AfterSalesCase",
    "AfterSalesPage",
    "Cancellation",
    "CancellationPage",
    "CancelledLine",
    "LineAmounts",
    "OrderPage",
    "Refusal",
    "SkuPage",
    "SkuStock",
    "StockEditAnswer",
    "TemuAddress",
    "TemuAmounts",
    "TemuLine",
    "TemuOrder",
    "TemuProduct",
    "TemuSku",
    "TokenInfo",
    "Unreadable",
    "parse_address",
    "parse_after_sales",
    "parse_amounts",
    "parse_cancellations",
    "parse_order_page",
    "parse_sku_page",
    "parse_stock",
    "parse_stock_edit",
    "parse_token_info",
]
