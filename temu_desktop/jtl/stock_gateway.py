"""JTL's articles and what it can still promise of them: the stock source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, func, literal, select

from temu_desktop.database.batching import select_in
from temu_desktop.database.unit_of_work import Database
from temu_desktop.ids import ArticleId, article_key
from temu_desktop.jtl import schema
from temu_desktop.jtl.connection import JtlConnection
from temu_desktop.jtl.model import Article, ArticleStock
from temu_desktop.settings import JtlChoices

_ROWS_AT_ONCE = 5000
_ZERO = Decimal(0)


class JtlStock:
    """Articles by number and stock by article, in batches."""

    def __init__(self, database: Database, choices: JtlChoices) -> None:
        self._jtl = JtlConnection(database)
        self._choices = choices

    async def articles(self, skus: Sequence[str]) -> dict[str, Article]:
        """The article of each SKU as asked; SKUs without one are left out.

        Spellings that JTL's collation equates (case, trailing blanks) find the same article.
        """
        return await self._jtl.read(lambda connection: read_articles(connection, skus))

    async def known_articles(self, skus: Sequence[str]) -> frozenset[str]:
        """Those SKUs (as asked) that JTL has an article for which is not deleted."""
        found = await self.articles(skus)
        return frozenset(sku for sku, article in found.items() if not article.deleted)

    async def articles_by_barcode(self, barcodes: Sequence[str]) -> dict[str, list[str]]:
        """Article numbers by barcode as asked; barcodes of no article are left out."""
        return await self._jtl.read(lambda connection: _by_barcode(connection, barcodes))

    async def stock(self, article_ids: Sequence[ArticleId]) -> dict[ArticleId, ArticleStock]:
        """Stock figures by kArtikel; articles that JTL does not know are left out.

        A read that fails raises a JtlError: it is never a zero.
        """
        houses = self._choices.warehouses
        return await self._jtl.read(lambda connection: _read_stock(connection, article_ids, houses))


def read_articles(connection: Connection, skus: Sequence[str]) -> dict[str, Article]:
    """Articles by SKU as asked."""
    wanted: dict[str, list[str]] = {}
    for sku in skus:
        if sku.strip(" ") and len(sku.rstrip(" ")) <= schema.ARTICLE_NUMBER_LENGTH:
            wanted.setdefault(article_key(sku), []).append(sku)
    spellings = [spelling.rstrip(" ") for asked in wanted.values() for spelling in asked]
    column = schema.articles.c.number
    found = _by_key(select_in(connection, _select_articles(), column, spellings))
    missing = wanted.keys() - found.keys()
    if missing and connection.dialect.name != "mssql":
        # Only SQL Server compares as JTL does; elsewhere the rest is compared here.
        ids = _ids_in_any_spelling(connection, missing)
        rows = select_in(connection, _select_articles(), schema.articles.c.id, ids)
        found |= _by_key(rows)
    return {sku: found[key] for key, asked in wanted.items() if key in found for sku in asked}


def _by_barcode(connection: Connection, barcodes: Sequence[str]) -> dict[str, list[str]]:
    c = schema.articles.c
    alive = select(c.number, c.barcode).where(func.coalesce(c.deleted, 0) == 0)
    found: dict[str, list[str]] = {}
    for row in select_in(connection, alive, c.barcode, barcodes):
        found.setdefault(row.barcode.strip(), []).append(row.number.rstrip(" "))
    return {barcode: sorted(numbers) for barcode, numbers in found.items()}


def _by_key(rows: Iterable[Row[Any]]) -> dict[str, Article]:
    articles = sorted((_article_of(row) for row in rows), key=lambda article: -article.id)
    return {article_key(article.number): article for article in articles}


def _ids_in_any_spelling(connection: Connection, keys: Iterable[str]) -> list[int]:
    wanted = frozenset(keys)
    c = schema.articles.c
    query = select(c.id, c.number).execution_options(yield_per=_ROWS_AT_ONCE)
    return [id_ for id_, number in connection.execute(query) if article_key(number) in wanted]


def _select_articles() -> Select[Any]:
    c = schema.articles.c
    return select(
        c.id,
        c.number,
        c.buffer,
        c.active,
        c.deleted,
        c.is_father,
        c.stock_managed,
        c.oversell_allowed,
    )


def _article_of(row: Row[Any]) -> Article:
    id_, number, buffer, active, deleted, is_father, managed, oversell = tuple(row)
    return Article(
        id=id_,
        number=number,
        buffer=buffer,
        sellable=_is_sellable(active, deleted, is_father),
        stock_managed=managed == "Y",
        oversell_allowed=oversell == "Y",
        deleted=bool(deleted),
    )


def _is_sellable(active: str, deleted: int | None, is_father: int) -> bool:
    # JTL leaves the deletion mark NULL on articles that were never deleted.
    return active == "Y" and not deleted and not is_father


def _read_stock(
    connection: Connection, article_ids: Sequence[ArticleId], houses: tuple[int, ...]
) -> dict[ArticleId, ArticleStock]:
    physical = _physical(connection, article_ids, houses) if houses else None
    article, stock = schema.articles, schema.stock
    query = (
        _select_articles()
        .add_columns(stock.c.article_id, stock.c.available)
        .select_from(article.outerjoin(stock, stock.c.article_id == article.c.id))
    )
    return {
        row[0]: _stock_of(row, None if physical is None else physical.get(row[0], _ZERO))
        for row in select_in(connection, query, article.c.id, article_ids)
    }


def _stock_of(row: Row[Any], physical: Decimal | None) -> ArticleStock:
    # Unpacked by place: look-ups by name cost as much as the whole query for many articles.
    id_, _, buffer, active, deleted, is_father, managed, oversell, present, available = tuple(row)
    return ArticleStock(
        article_id=id_,
        available=_ZERO if available is None else available,
        buffer=buffer,
        row_present=present is not None,
        warehouses_physical=physical,
        stock_managed=managed == "Y",
        oversell_allowed=oversell == "Y",
        sellable=_is_sellable(active, deleted, is_father),
    )


def _physical(
    connection: Connection, article_ids: Sequence[int], houses: tuple[int, ...]
) -> dict[int, Decimal]:
    """Pieces in these warehouses that are not in blocked bins."""
    lying, blocked = schema.stock_per_warehouse.c, schema.blocked_per_warehouse.c
    sold_from = [literal(house) for house in houses]
    there = select(lying.article_id, lying.physical).where(lying.warehouse_id.in_(sold_from))
    locked = select(blocked.article_id, blocked.blocked).where(
        blocked.warehouse_id.in_(sold_from), blocked.blocked > 0
    )
    pieces: dict[int, Decimal] = {}
    for row in select_in(connection, there, lying.article_id, article_ids):
        pieces[row.article_id] = pieces.get(row.article_id, _ZERO) + (row.physical or _ZERO)
    for row in select_in(connection, locked, blocked.article_id, article_ids):
        pieces[row.article_id] = pieces.get(row.article_id, _ZERO) - row.blocked
    return pieces
