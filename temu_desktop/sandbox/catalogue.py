"""The seeded shop: JTL's articles and TEMU's listings of them, the same for the same seed.

The link between the two is the seller's SKU code: `Listing.sku` (TEMU's `skuSn`) equals
`Article.number` (JTL's `cArtNr`) up to case and trailing blanks, as SQL Server's usual collation
compares them (decisions.md 6 and 34).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from temu_desktop.sandbox.words import CODE_WORDS, FOREIGN_GOODS_NAMES, GOODS_NAMES, SPECS

ACTIVE = 2
"""TEMU's `skuStatusFilterType` of a SKU that is for sale."""
INACTIVE = 3
"""TEMU's `skuStatusFilterType` of a SKU that was taken off."""

_FIRST_GOODS_ID = 603050000000001
_FIRST_SKU_ID = 51480000000001


def spelling_key(code: str) -> str:
    """The form in which two SKU codes are compared: without case, without trailing blanks."""
    return code.rstrip(" ").casefold()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as JTL has it; `stock` is the own physical stock over all warehouses, in pieces.

    `number` is `cArtNr`, `buffer` is `nPuffer`, `vat` the German rate in percent. `components`
    holds (number, quantity) of a bill of materials and is empty for an ordinary article, whose
    own stock then counts; an article with components has no stock of its own. `oversell` is
    `cLagerKleinerNull`, `stock_managed` is `cLagerAktiv`.
    """

    number: str
    name: str
    ean: str
    stock: int
    buffer: int = 0
    active: bool = True
    deleted: bool = False
    stock_managed: bool = True
    oversell: bool = False
    is_father: bool = False
    components: tuple[tuple[str, int], ...] = ()
    vat: Decimal = Decimal(19)


@dataclass(frozen=True, slots=True)
class Listing:
    """A SKU as TEMU lists it; `article` is the `cArtNr` it means, None when JTL has none such.

    `stock` is TEMU's quantity on the first day, in units of the listing. `price_net` and
    `price_gross` are euros per unit with German VAT. `sold_factor` is how many pieces of the
    article one unit holds.
    """

    goods_id: int
    sku_id: int
    sku: str
    goods_name: str
    spec: str
    status: int
    stock: int
    price_net: Decimal
    price_gross: Decimal
    sold_factor: int
    article: str | None

    @property
    def product_id(self) -> int:
        """TEMU's `productId`, another number than the goods id."""
        return self.goods_id - 600_000_000_000_000

    @property
    def product_sku_id(self) -> int:
        """TEMU's `productSkuId`, another number than the SKU id."""
        return self.sku_id - 51_000_000_000_000


@dataclass(frozen=True)
class Catalogue:
    """All articles and listings, with the look-ups that both sandboxes need."""

    seed: int
    articles: tuple[Article, ...]
    listings: tuple[Listing, ...]
    article_by_key: Mapping[str, Article] = field(init=False, repr=False, compare=False)
    listing_by_sku_id: Mapping[int, Listing] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the articles by comparable number and the listings by SKU id."""
        articles = {spelling_key(article.number): article for article in self.articles}
        listings = {listing.sku_id: listing for listing in self.listings}
        object.__setattr__(self, "article_by_key", MappingProxyType(articles))
        object.__setattr__(self, "listing_by_sku_id", MappingProxyType(listings))

    def find_article(self, code: str) -> Article | None:
        """The article that JTL's collation finds for this spelling of a number, or None."""
        return self.article_by_key.get(spelling_key(code))


def build_catalogue(seed: int, skus: int, awkward: bool) -> Catalogue:
    """Make a shop of `skus` listings and the articles behind them.

    About 3 % of the listings have no article, 6 % are bundles, 10 % are spelled differently from
    the article. `awkward` adds duplicate SKU codes and a few fathers, deleted, unmanaged and
    oversellable articles.
    """
    rng = random.Random(f"catalogue/{seed}")
    listings: list[Listing] = []
    articles: list[Article] = []
    for goods_index, size in enumerate(_goods_sizes(rng, skus)):
        goods_name = _goods_name(rng)
        for _ in range(size):
            number = _article_number(rng, len(listings))
            article = _article(rng, number, goods_name, len(listings), awkward)
            listing = _listing(rng, article, goods_index, goods_name, len(listings))
            listings.append(listing)
            if listing.article is not None:
                articles.append(article)
    articles = _with_bills_of_material(rng, articles)
    articles.extend(_unlisted_articles(rng, len(listings)))
    if awkward:
        listings = _with_duplicates(rng, listings)
    return Catalogue(seed=seed, articles=tuple(articles), listings=tuple(listings))


def _goods_sizes(rng: random.Random, skus: int) -> Iterator[int]:
    """How many SKUs each goods has: two to four, as many as are left at the end."""
    left = skus
    while left > 0:
        size = min(left, rng.randint(2, 4))
        left -= size
        yield size


def _goods_name(rng: random.Random) -> str:
    names = FOREIGN_GOODS_NAMES if rng.random() < 0.15 else GOODS_NAMES
    return f"{rng.choice(names)} {rng.randint(1, 99)}"


def _article_number(rng: random.Random, index: int) -> str:
    word = "GRÜN" if rng.random() < 0.04 else rng.choice(CODE_WORDS)
    return f"{word}-{index + 1:06d}"


def _article(rng: random.Random, number: str, name: str, index: int, awkward: bool) -> Article:
    oddity = rng.random() if awkward else 1.0
    return Article(
        number=number,
        name=name,
        ean=_ean(4_006_381_000_000 // 10 + index),
        stock=0 if rng.random() < 0.06 else rng.randint(3, 120),
        buffer=rng.choice((0, 0, 0, 0, 1, 2, 5)),
        is_father=oddity < 0.005,
        deleted=0.005 <= oddity < 0.010,
        active=not 0.010 <= oddity < 0.020,
        stock_managed=not 0.020 <= oddity < 0.025,
        oversell=0.025 <= oddity < 0.030,
        vat=Decimal(7) if rng.random() < 0.1 else Decimal(19),
    )


def _listing(
    rng: random.Random, article: Article, goods_index: int, goods_name: str, index: int
) -> Listing:
    factor = rng.randint(2, 6) if rng.random() < 0.06 else 1
    gross_cents = rng.randint(299, 8999)
    net = (Decimal(gross_cents) / (1 + article.vat / 100)).quantize(Decimal(1)) / 100
    return Listing(
        goods_id=_FIRST_GOODS_ID + 3 * goods_index,
        sku_id=_FIRST_SKU_ID + 7 * index,
        sku=_spelled_differently(rng, article.number),
        goods_name=goods_name,
        spec=rng.choice(SPECS),
        status=INACTIVE if rng.random() < 0.05 else ACTIVE,
        stock=_first_quantity_at_temu(rng, article.stock // factor),
        price_net=net,
        price_gross=Decimal(gross_cents) / 100,
        sold_factor=factor,
        article=None if rng.random() < 0.03 else article.number,
    )


def _first_quantity_at_temu(rng: random.Random, sellable: int) -> int:
    """What somebody typed into TEMU long ago: often right, often too little, seldom too much."""
    chance = rng.random()
    if chance < 0.3:
        return sellable
    if chance < 0.95:
        return rng.randint(0, max(1, sellable))
    return sellable + rng.randint(1, 5)


def _spelled_differently(rng: random.Random, number: str) -> str:
    chance = rng.random()
    if chance < 0.04:
        return number.lower()
    if chance < 0.07:
        return number + " "
    if chance < 0.10:
        return number.title() + "  "
    return number


def _with_bills_of_material(rng: random.Random, articles: list[Article]) -> list[Article]:
    """Turn some 2 % of the articles into sets of one or two other ordinary articles."""
    sets = {i for i, a in enumerate(articles) if _is_ordinary(a) and rng.random() < 0.02}
    parts = [a for i, a in enumerate(articles) if i not in sets and _is_ordinary(a)]
    if len(parts) < 2:
        return articles
    return [
        replace(
            article,
            stock=0,
            components=tuple((p.number, rng.randint(1, 3)) for p in rng.sample(parts, 2)),
        )
        if index in sets
        else article
        for index, article in enumerate(articles)
    ]


def _is_ordinary(article: Article) -> bool:
    return (
        article.active
        and article.stock_managed
        and not (article.deleted or article.is_father or article.oversell)
    )


def _unlisted_articles(rng: random.Random, listed: int) -> Iterator[Article]:
    """Articles that TEMU does not know: every shop sells elsewhere, too."""
    for index in range(max(1, listed // 20)):
        yield Article(
            number=f"NUR-LADEN-{index + 1:05d}",
            name=rng.choice(GOODS_NAMES),
            ean=_ean(400_999_000_000 + index),
            stock=rng.randint(0, 50),
        )


def _with_duplicates(rng: random.Random, listings: list[Listing]) -> list[Listing]:
    """Give one listing in 200, at least one where there are 50, the SKU code of another."""
    count = len(listings) // 200 or (1 if len(listings) >= 50 else 0)
    result = list(listings)
    for index in rng.sample(range(1, len(listings)), count) if count else ():
        twin = result[index - 1]
        result[index] = replace(result[index], sku=twin.sku.upper(), article=twin.article)
    return result


def _ean(first_twelve: int) -> str:
    digits = f"{first_twelve:012d}"
    weighted = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"
