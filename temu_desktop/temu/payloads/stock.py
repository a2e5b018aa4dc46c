"""SKU list, stock edits and stock queries (temu-api.md 6.1, 6.2) as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from temu_desktop.errors import RecordRejected
from temu_desktop.ids import GoodsId, Sku, SkuId
from temu_desktop.temu.codes import MEANINGS, OK
from temu_desktop.temu.reading import Record, Unreadable, as_integer

STOCK_LIMIT = 1_000_000
"""The largest stock that TEMU takes."""


@dataclass(frozen=True, slots=True)
class TemuSku:
    """One SKU of the seller's list. ``sku`` is the seller's code (may be empty), ``stock`` what
    TEMU offers (``None``: not said, or not a possible stock), ``status`` 2 on sale, 3 off sale."""

    sku_id: SkuId
    goods_id: GoodsId
    sku: Sku
    name: str
    spec: str
    stock: int | None
    status: int | None


@dataclass(frozen=True, slots=True)
class SkuPage:
    """One page of the SKU list; ``total`` counts all pages."""

    page: int
    total: int
    skus: tuple[TemuSku, ...]
    unreadable: tuple[Unreadable, ...]

    @property
    def read(self) -> int:
        """How many records the page held, readable or not."""
        return len(self.skus) + len(self.unreadable)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why TEMU did not take the stock of one SKU: its number, its text, our word for it."""

    code: int | None
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class StockEditAnswer:
    """What TEMU took and what not, per SKU. A SKU it did not mention is in ``unanswered`` and must
    be read back."""

    ok: frozenset[SkuId]
    refused: Mapping[SkuId, Refusal]
    unanswered: frozenset[SkuId] = frozenset()


@dataclass(frozen=True, slots=True)
class SkuStock:
    """The stock of one SKU as TEMU keeps it, with the seller's code."""

    sku_id: SkuId
    goods_id: GoodsId
    stock: int
    sku: Sku


def parse_sku_page(result: object) -> SkuPage:
    """Read one page; a broken SKU becomes an `Unreadable` and the others go on. Raises
    RecordRejected where the page itself is not one."""
    page = Record.of(result, "result")
    skus: list[TemuSku] = []
    unreadable: list[Unreadable] = []
    for position, item in enumerate(page.items("skuList")):
        try:
            skus.append(_sku(Record.of(item, "skuList")))
        except RecordRejected as problem:
            unreadable.append(
                Unreadable(_key_of(item) or f"#{position}", problem.reason, problem.params)
            )
    return SkuPage(
        page.integer("pageNo") or 0, page.integer("total") or 0, tuple(skus), tuple(unreadable)
    )


def parse_stock_edit(result: object, asked: frozenset[SkuId]) -> StockEditAnswer:
    """Read the nested result of a stock edit that named the SKUs ``asked``.

    A SKU was taken where its status is 1 or true and no error number stands beside it; the platform
    publishes no list of status values, so any other status is a refusal. Without a status, or
    without a list, ``operateResult`` speaks for all.
    """
    answer = Record.of(result, "result")
    done = answer.flag("operateResult")
    ok: set[SkuId] = set()
    refused: dict[SkuId, Refusal] = {}
    for entry in answer.records("skuStockEditStatusInfoList"):
        sku_id = SkuId(entry.required_integer("skuId"))
        code = entry.integer("errorCode")
        taken = entry.flag("stockEditStatus") if entry.has("stockEditStatus") else done
        if taken and code in {None, 0, OK}:
            ok.add(sku_id)
        else:
            refused[sku_id] = _refusal(code, entry.text("errorMsg"))
    silent = asked - ok - refused.keys()
    if done and not ok and not refused:
        return StockEditAnswer(silent, MappingProxyType({}))
    return StockEditAnswer(frozenset(ok), MappingProxyType(refused), silent)


def whole_refusal(result: object) -> str | None:
    """The platform's text where a stock edit was refused as a whole, with no word per SKU."""
    answer = Record.of(result, "result")
    if answer.flag("operateResult") or answer.items("skuStockEditStatusInfoList"):
        return None
    return answer.text("msg")


def parse_stock(result: object) -> tuple[SkuStock, ...]:
    """Read a stock query; SKUs without ordinary stock are left out."""
    answer = Record.of(result, "result")
    return tuple(
        stock
        for goods in answer.records("stockList")
        for entry in goods.records("skuStockInfoList")
        if (stock := _sku_stock(goods, entry)) is not None
    )


def _sku(item: Record) -> TemuSku:
    return TemuSku(
        sku_id=SkuId(item.required_integer("skuId")),
        goods_id=GoodsId(item.required_integer("goodsId")),
        sku=Sku(item.seller_code("skuSn")),
        name=item.text("goodsName"),
        spec=item.text("specName"),
        stock=_possible_stock(item),
        status=item.integer("status4VO"),
    )


def _possible_stock(item: Record) -> int | None:
    """An absurd figure counts as unknown, so that the SKU itself is not lost."""
    stock = as_integer(item.value("stock"))
    return stock if stock is not None and 0 <= stock <= STOCK_LIMIT else None


def _sku_stock(goods: Record, entry: Record) -> SkuStock | None:
    stock = entry.record("selfOrdinaryStock").integer("stock")
    if stock is None:
        return None
    return SkuStock(
        sku_id=SkuId(entry.required_integer("skuId")),
        goods_id=GoodsId(goods.required_integer("goodsId")),
        stock=stock,
        sku=Sku(entry.seller_code("outSkuSn")),
    )


def _refusal(code: int | None, message: str) -> Refusal:
    meaning = MEANINGS.get(code) if code else None
    return Refusal(code, message, meaning.reason if meaning else "unknown_code")


def _key_of(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    number = as_integer(item.get("skuId"))
    return "" if number is None else str(number)
