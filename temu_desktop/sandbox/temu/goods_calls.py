"""The goods family of calls: SKU list, stock edit, stock query (temu-api.md 6.1 and 6.2)."""

from __future__ import annotations

from collections.abc import Sequence

from temu_desktop.sandbox.catalogue import ACTIVE, INACTIVE
from temu_desktop.sandbox.temu.answer import Answer, rendered, result
from temu_desktop.sandbox.temu.codes import Code, Refused
from temu_desktop.sandbox.temu.parameters import (
    Params,
    items,
    objects,
    paging,
    text,
    texts,
    whole_number,
)
from temu_desktop.sandbox.temu.shelf import LARGEST_STOCK, Offer, Shelf

LARGEST_PAGE = 100
"""A larger `pageSize` of the SKU list is refused."""
_EDIT_OK = 1
_EDIT_FAILED = 2


class GoodsCalls:
    """Answers the goods family."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._rendered: dict[int, tuple[int, float, bytes]] = {}

    def list_skus(self, params: Params) -> Answer:
        """`bg.local.goods.sku.list.query`: one of the two states, newest listing first.

        Either of `skuSearchType` and `skuStatusFilterType` names the state; two that differ match
        nothing, none at all is refused.
        """
        page, size = paging(params, "pageNo", Code.GOODS_BAD_PARAMETER)
        if size > LARGEST_PAGE:
            raise Refused(Code.GOODS_BAD_PARAMETER, "pageSize can not be greater than 100")
        offers = self._in_asked_state(params)
        wanted = items(params, "skuIdList")
        if wanted:
            asked = {value for value in wanted if isinstance(value, int)}
            offers = [offer for offer in offers if offer.listing.sku_id in asked]
        words = text(params, "searchText")
        if words:
            offers = [offer for offer in offers if _matches(offer, words.casefold())]
        total = len(offers)
        rows = b",".join(self._row(offer) for offer in _newest_first(offers, page, size))
        return Answer(b'{"pageNo":%d,"total":%d,"skuList":[%s]}' % (page, total, rows))

    def query_stock(self, params: Params) -> Answer:
        """`temu.local.goods.sku.stock.query`: by goods id, SKU ids or SKU codes."""
        goods_id = whole_number(params, "goodsId")
        sku_ids = items(params, "skuIdList")
        codes = texts(params, "outSkuSnList")
        if goods_id is None and not sku_ids and not codes:
            raise Refused(
                Code.GOODS_BAD_PARAMETER, "goodsId, skuIdList and outSkuSnList are all empty"
            )
        offers: list[Offer] = []
        if goods_id is not None:
            offers = self._shelf.of_goods(goods_id)
        elif sku_ids:
            found = (self._shelf.offer(sku_id) for sku_id in dict.fromkeys(map(_as_id, sku_ids)))
            offers = [offer for offer in found if offer is not None]
        elif codes:
            asked = frozenset(codes)
            offers = [offer for offer in self._shelf if offer.listing.sku in asked]
        by_goods: dict[int, list[dict[str, object]]] = {}
        for offer in offers:
            by_goods.setdefault(offer.listing.goods_id, []).append(_stock_row(offer))
        rows = [{"goodsId": g, "skuStockInfoList": skus} for g, skus in by_goods.items()]
        return result({"stockList": rows})

    def edit_stock(self, params: Params) -> Answer:
        """`bg.local.goods.stock.edit`: one goods, absolute or relative, once per unique key.

        A fault of the call refuses it whole (150013001-3, 150010188). A fault of one SKU shows in
        its row only: `stockEditStatus` 1 is done, 2 failed with `errorCode` and `errorMsg`. A
        repeated `requestUniqueKey` changes nothing: outer success, `operateResult` false.
        """
        goods_id = whole_number(params, "goodsId")
        if goods_id is None:
            raise Refused(Code.GOODS_BAD_PARAMETER, "goodsId can not be empty")
        offers = {offer.listing.sku_id: offer for offer in self._shelf.of_goods(goods_id)}
        if not offers:
            raise Refused(Code.GOODS_NOT_OF_MALL, "mall and goods do not match")
        wishes = _wishes(params, offers)
        key = text(params, "requestUniqueKey")
        if key is not None and key in self._shelf.used_keys:
            return result(_edit_answer(goods_id, False, "requestUniqueKey has been used", []))
        rows = [_edit_row(sku_id, offers.get(sku_id)) for sku_id in wishes]
        done = {r["skuId"] for r in rows if r["stockEditStatus"] == _EDIT_OK}
        self._shelf.publish({sku_id: q for sku_id, q in wishes.items() if sku_id in done})
        if key is not None:
            self._shelf.used_keys.add(key)
        complete = len(done) == len(rows)
        return result(_edit_answer(goods_id, complete, "" if complete else "partly failed", rows))

    def _row(self, offer: Offer) -> bytes:
        """The rendered row, kept until quantity or state change."""
        known = self._rendered.get(offer.listing.sku_id)
        if known is None or (known[0], known[1]) != (offer.stock, offer.changed_at):
            known = (offer.stock, offer.changed_at, rendered(_sku_row(offer)))
            self._rendered[offer.listing.sku_id] = known
        return known[2]

    def _in_asked_state(self, params: Params) -> Sequence[Offer]:
        search = whole_number(params, "skuSearchType")
        state = whole_number(params, "skuStatusFilterType")
        if search is None and state is None:
            raise Refused(Code.GOODS_BAD_PARAMETER, "skuSearchType can not be empty")
        if search is not None and state is not None and search != state:
            return []
        asked = state if state is not None else search
        return self._shelf.in_status(asked) if asked in (ACTIVE, INACTIVE) else []


def _newest_first(offers: Sequence[Offer], page: int, size: int) -> list[Offer]:
    end = len(offers) - (page - 1) * size
    return [offers[i] for i in range(end - 1, max(0, end - size) - 1, -1)] if end > 0 else []


def _as_id(value: object) -> object:
    """SKU ids come as numbers or digit strings."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


def _matches(offer: Offer, words: str) -> bool:
    listing = offer.listing
    return words in listing.sku.casefold() or words in listing.goods_name.casefold()


def _wishes(params: Params, offers: dict[int, Offer]) -> dict[int, int]:
    """SKU id to wanted quantity; refuses both lists, none, duplicates and wild quantities."""
    targets, changes = objects(params, "skuStockTargetList"), objects(params, "skuStockChangeList")
    if targets and changes:
        raise Refused(Code.STOCK_BOTH_WAYS, "only one way of adjusting the stock is allowed")
    if not targets and not changes:
        raise Refused(Code.GOODS_BAD_PARAMETER, "no stock to edit")
    wishes: dict[int, int] = {}
    for element in targets or changes or []:
        sku_id = whole_number(element, "skuId")
        figure = whole_number(element, "stockTarget" if targets else "stockDiff")
        if sku_id is None or figure is None:
            raise Refused(Code.GOODS_BAD_PARAMETER, "skuId and quantity can not be empty")
        if sku_id in wishes:
            raise Refused(Code.STOCK_DUPLICATE_SKU, f"duplicate skuId {sku_id}")
        if not targets and sku_id in offers:
            figure += offers[sku_id].stock
        if not 0 <= figure <= LARGEST_STOCK:
            raise Refused(Code.STOCK_OUT_OF_RANGE, "stock must be between 0 and 1000000")
        wishes[sku_id] = figure
    return wishes


def _edit_row(sku_id: int, offer: Offer | None) -> dict[str, object]:
    row: dict[str, object] = {"skuId": sku_id, "stockEditStatus": _EDIT_OK}
    row |= {"errorCode": None, "errorMsg": None}
    if offer is None:
        code, message = Code.SKU_NOT_OF_GOODS, "sku and goods do not match"
    elif offer.locked:
        code, message = Code.SKU_LOCKED_BY_ACTIVITY, "the SKU is locked by an activity"
    else:
        return row
    return row | {
        "stockEditStatus": _EDIT_FAILED,
        "errorCode": int(code),
        "errorMsg": message,
    }


def _edit_answer(
    goods_id: int, complete: bool, message: str, rows: list[dict[str, object]]
) -> dict[str, object]:
    return {
        "goodsId": goods_id,
        "operateResult": complete,
        "msg": message,
        "skuStockEditStatusInfoList": rows,
    }


def _sku_row(offer: Offer) -> dict[str, object]:
    listing = offer.listing
    on_sale = offer.status == ACTIVE
    price = str(listing.price_net)
    return {
        "goodsId": listing.goods_id,
        "skuId": listing.sku_id,
        "skuSn": listing.sku,
        "goodsName": listing.goods_name,
        "specName": listing.spec,
        "specList": [{"specId": listing.sku_id % 100_000, "parentSpecId": 1001}],
        "thumbUrl": f"https://img.example/{listing.sku_id}.jpg",
        "stock": offer.stock,
        "price": price,
        "retailPrice": {"amount": str(listing.price_gross), "currency": "EUR"},
        "currency": "EUR",
        "crtTime": int(offer.created_at),
        "status4VO": offer.status,
        "subStatus4VO": 2001 if on_sale else 3002,
        "skuShowSubStatus4VO": 2001 if on_sale else 3002,
        "goodsIsOnSale": 1 if on_sale else 0,
        "skuStatusChangeTime": str(int(offer.changed_at * 1000)),
        "volumeInfo": None,
        "weightInfo": None,
        "lowTrafficTag": 2,
        "restrictedTrafficTag": 2,
    }


def _stock_row(offer: Offer) -> dict[str, object]:
    return {
        "skuId": offer.listing.sku_id,
        "outSkuSn": offer.listing.sku,
        "selfOrdinaryStock": {"stockType": 0, "stock": offer.stock},
        "selfPreSaleStock": None,
        "certOrdinaryStock": None,
    }
