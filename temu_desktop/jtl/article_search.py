"""Finds JTL's articles for a person who maps a SKU by hand.

The table of names is read here alone, so the preflight does not ask for the right to read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Unicode,
    func,
    select,
    union_all,
)

from temu_desktop.database.batching import select_in
from temu_desktop.database.matching import in_any_case
from temu_desktop.database.unit_of_work import Database
from temu_desktop.ids import ArticleId
from temu_desktop.jtl import schema
from temu_desktop.jtl.connection import JtlConnection

MOST = 50

names = Table(
    "tArtikelBeschreibung",
    MetaData(),
    Column("kArtikel", Integer, key="article_id"),
    Column("kSprache", Integer, key="language"),
    Column("cName", Unicode(255), key="name"),
    schema="dbo",
)


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article as a person knows it; ``sellable`` is false for fathers and inactive ones."""

    id: ArticleId
    number: str
    name: str
    barcode: str
    sellable: bool


class JtlArticles:
    """Articles by what a person types."""

    def __init__(self, database: Database) -> None:
        self._jtl = JtlConnection(database)

    async def find(self, text: str, most: int = MOST) -> list[ArticleHit]:
        """Articles whose number or name begins with the text, in any case, or whose EAN it is, by
        number. Deleted ones are left out. Raises JtlError."""
        words = text.strip()
        if not words:
            return []
        return await self._jtl.read(lambda conn: _described(conn, _found(conn, words, most)))

    async def article(self, article_id: ArticleId) -> ArticleHit | None:
        """One article that is not deleted; None where JTL has none. Raises JtlError."""
        found = await self._jtl.read(lambda conn: _described(conn, [article_id]))
        return found[0] if found else None


def _found(conn: Connection, words: str, most: int) -> list[int]:
    articles = schema.articles.c
    finds = union_all(
        select(articles.id.label("id")).where(in_any_case(conn, articles.number, words, "%")),
        select(articles.id.label("id")).where(articles.barcode == words),
        select(names.c.article_id.label("id")).where(in_any_case(conn, names.c.name, words, "%")),
    ).subquery()
    by_number = (
        select(articles.id)
        .where(articles.id.in_(select(finds.c.id)), func.coalesce(articles.deleted, 0) == 0)
        .order_by(articles.number)
        .limit(most)
    )
    return list(conn.execute(by_number).scalars())


def _described(conn: Connection, ids: Sequence[int]) -> list[ArticleHit]:
    articles = schema.articles.c
    asked = select(
        *(articles.id, articles.number, articles.barcode, articles.active),
        *(articles.deleted, articles.is_father),
    )
    rows = select_in(conn, asked, articles.id, ids)
    texts = select_in(conn, select(names), names.c.article_id, ids)
    by_article: dict[int, str] = {}
    for text in sorted(texts, key=lambda text: text.language):
        by_article.setdefault(text.article_id, text.name or "")
    hits = [_hit(row, by_article.get(row.id, "")) for row in rows if not row.deleted]
    return sorted(hits, key=lambda hit: hit.number)


def _hit(row: Any, name: str) -> ArticleHit:
    sellable = row.active == "Y" and not row.is_father
    return ArticleHit(row.id, row.number, name, row.barcode or "", sellable)
