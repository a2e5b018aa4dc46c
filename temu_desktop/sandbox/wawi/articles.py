"""The Wawi's articles in memory, found by any spelling that JTL's collation equates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from temu_desktop.sandbox.catalogue import Article, spelling_key

FIRST_ARTICLE_KEY = 10_001


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its key; ``parts`` are (article key, pieces) of a bill of materials."""

    id: int
    article: Article
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def reserves(self) -> bool:
        """Whether orders take something off its stock."""
        return self.article.stock_managed and not self.parts

    @property
    def is_sellable(self) -> bool:
        """Whether JTL offers it at all: no father, active, not deleted."""
        article = self.article
        return article.active and not article.deleted and not article.is_father

    def needs(self, quantity: Decimal) -> Iterator[tuple[int, Decimal]]:
        """(article key, pieces) that leave the shelf for this quantity."""
        if not self.parts:
            yield self.id, quantity
        for part, per_set in self.parts:
            yield part, quantity * per_set


class ArticleIndex:
    """All articles by key and by comparable number."""

    def __init__(self, articles: Sequence[Article]) -> None:
        keys = {
            spelling_key(article.number): FIRST_ARTICLE_KEY + index
            for index, article in enumerate(articles)
        }
        self.by_id = {
            (key := keys[spelling_key(article.number)]): StoredArticle(
                id=key,
                article=article,
                parts=tuple((keys[spelling_key(n)], pieces) for n, pieces in article.components),
            )
            for article in articles
        }
        self._ids = keys
        self._sets: dict[int, list[int]] = {}
        for stored in self.by_id.values():
            for part, _ in stored.parts:
                self._sets.setdefault(part, []).append(stored.id)

    def find(self, number: str) -> StoredArticle | None:
        """The article of this number in any spelling, or None."""
        key = self._ids.get(spelling_key(number))
        return None if key is None else self.by_id[key]

    def with_sets(self, ids: set[int]) -> set[int]:
        """These articles and every bill of materials that one of them is part of."""
        return ids | {owner for part in ids for owner in self._sets.get(part, ())}
