"""Which SKUs a front end asks for, and in what order: plain data and the conditions it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select, true, union_all

from temu_desktop.database import schema
from temu_desktop.database.matching import in_any_case
from temu_desktop.ids import ShopId
from temu_desktop.inventory.repository import general_rule

PRODUCTS = schema.products
INVENTORY = schema.inventory
RULES = schema.stock_rules
_MOST_GOODS_ID = 2**63 - 1


class StockView(StrEnum):
    """A slice of all SKUs; a SKU can be in several. All but ``inactive`` show listed SKUs only."""

    ALL = "all"
    DIFFERENCES = "differences"
    UNMAPPED = "unmapped"
    REFUSED = "refused"
    HELD = "held"
    PAUSED = "paused"
    ZERO = "zero"
    INACTIVE = "inactive"


class StockSort(StrEnum):
    """What the table of stock can be sorted by; SKUs without a value come last."""

    SKU = "sku"
    NAME = "name"
    GOODS = "goods"
    AVAILABLE = "available"
    TARGET = "target"
    TEMU = "temu"
    DIFFERENCE = "difference"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class StockFilter:
    """Which SKUs, and how sorted. ``search`` is the beginning of a SKU or of a goods' name, in any
    case, or a whole goods id. A quantity of TEMU's that is not known for sure is sorted as it was
    last known."""

    view: StockView = StockView.ALL
    search: str = ""
    sort: StockSort = StockSort.SKU
    descending: bool = False

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.search.strip()

    @property
    def is_everything(self) -> bool:
        """No view and no search leaves anything out."""
        return self.view is StockView.ALL and not self.words


SORT_COLUMNS: dict[StockSort, Any] = {
    StockSort.SKU: PRODUCTS.c.sku,
    StockSort.NAME: PRODUCTS.c.name,
    StockSort.GOODS: PRODUCTS.c.goods_id,
    StockSort.AVAILABLE: INVENTORY.c.jtl_available,
    StockSort.TARGET: INVENTORY.c.target,
    StockSort.TEMU: INVENTORY.c.temu_stock,
    StockSort.DIFFERENCE: INVENTORY.c.difference,
    StockSort.SENT: INVENTORY.c.sent_at,
}
WITH_STOCK = frozenset({StockView.DIFFERENCES, StockView.REFUSED, StockView.HELD, StockView.ZERO})
"""Views whose SKUs all have a row of stock."""


class Selection:
    """The conditions of one filter on one database."""

    def __init__(self, conn: Connection, shop: ShopId, wanted: StockFilter) -> None:
        self.shop = shop
        self.wanted = wanted
        self._conn = conn
        self.general_paused = general_rule(conn, shop).paused

    @property
    def needs_stock(self) -> bool:
        """Every SKU of the view has a row of stock."""
        return self.wanted.view in WITH_STOCK

    def condition(self, *, indexed: bool, search: bool = True) -> ColumnElement[bool]:
        """What a row must be; without ``search`` only by the view.

        ``indexed`` False forms it so that no engine looks the view up in an index: where the index
        of the sort leads to the first rows more quickly.
        """
        parts = [self._of_shop(), self._listed(), *self._view(indexed)]
        if search and self.wanted.words:
            parts.append(or_(*self._beginnings()))
        return and_(*parts)

    def found_ids(self) -> Any:
        """Ids of what the search finds; a SKU may be among them twice."""
        return union_all(*(select(PRODUCTS.c.id).where(begins) for begins in self._beginnings()))

    def paused(self) -> ColumnElement[Any]:
        """Whether TEMU's quantity is left alone by rule; for rows joined with their own rule."""
        if self.general_paused:
            return func.coalesce(RULES.c.paused, true())
        return func.coalesce(RULES.c.paused, false())

    def _of_shop(self) -> ColumnElement[bool]:
        return or_(PRODUCTS.c.shop_id == self.shop, PRODUCTS.c.shop_id.is_(None))

    def _listed(self) -> ColumnElement[bool]:
        listed = func.coalesce(PRODUCTS.c.is_active, false())
        return (listed == false()) if self.wanted.view is StockView.INACTIVE else listed != false()

    def _view(self, indexed: bool) -> list[ColumnElement[bool]]:
        match self.wanted.view:
            case StockView.DIFFERENCES:
                needs = INVENTORY.c.needs_sync
                return [needs if indexed else func.coalesce(needs, false()) != false()]
            case StockView.UNMAPPED:
                article = PRODUCTS.c.article_id
                return [article.is_(None) if indexed else func.coalesce(article, -1) == -1]
            case StockView.REFUSED:
                return [INVENTORY.c.refused_code.is_not(None)]
            case StockView.HELD:
                return [INVENTORY.c.held_by_run.is_not(None)]
            case StockView.PAUSED:
                return [self._paused_by_rule()]
            case StockView.ZERO:
                # Sorted by the target itself its index serves both.
                by_index = indexed or self.wanted.sort is StockSort.TARGET
                target = INVENTORY.c.target
                return [(target if by_index else func.coalesce(target, -1)) == 0]
            case _:
                return []

    def _paused_by_rule(self) -> ColumnElement[bool]:
        own = select(RULES.c.product_id).where(
            RULES.c.shop_id == self.shop, RULES.c.product_id.is_not(None)
        )
        if self.general_paused:
            return PRODUCTS.c.id.not_in(own.where(~RULES.c.paused))
        return PRODUCTS.c.id.in_(own.where(RULES.c.paused))

    def _beginnings(self) -> list[ColumnElement[bool]]:
        words = self.wanted.words
        found = [self._begins(column, words) for column in (PRODUCTS.c.sku, PRODUCTS.c.name)]
        if words.isascii() and words.isdigit() and int(words) <= _MOST_GOODS_ID:
            found.append(PRODUCTS.c.goods_id == int(words))
        return found

    def _begins(self, column: Any, words: str) -> ColumnElement[bool]:
        return in_any_case(self._conn, column, words, "%")
