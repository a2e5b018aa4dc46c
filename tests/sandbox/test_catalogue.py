"""The seeded shop."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from temu_desktop.sandbox.catalogue import build_catalogue, spelling_key


def test_the_same_seed_builds_the_same_shop():
    assert build_catalogue(7, 300, awkward=True) == build_catalogue(7, 300, awkward=True)
    assert build_catalogue(7, 300, awkward=True) != build_catalogue(8, 300, awkward=True)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 120), st.booleans())
def test_every_article_number_is_one_of_a_kind_and_every_link_holds(seed, skus, awkward):
    shop = build_catalogue(seed, skus, awkward)
    assert len(shop.listings) == skus
    keys = [spelling_key(article.number) for article in shop.articles]
    assert len(keys) == len(set(keys))
    assert len({listing.sku_id for listing in shop.listings}) == skus
    for listing in shop.listings:
        article = shop.find_article(listing.sku)
        assert (article.number if article else None) == listing.article
        assert 1 <= listing.sold_factor <= 6
        assert listing.stock >= 0
    known = set(keys)
    for article in shop.articles:
        assert all(spelling_key(part) in known and n > 0 for part, n in article.components)


def test_shares_are_about_as_promised():
    shop = build_catalogue(1, 3000, awkward=True)
    assert 45 <= sum(listing.article is None for listing in shop.listings) <= 150
    assert 100 <= sum(listing.sold_factor > 1 for listing in shop.listings) <= 260
    differently = [x for x in shop.listings if x.article and x.article != x.sku]
    assert 200 <= len(differently) <= 450
    per_goods = Counter(listing.goods_id for listing in shop.listings)
    assert set(per_goods.values()) <= {1, 2, 3, 4}
    assert sum(bool(article.components) for article in shop.articles) > 20
    assert any(article.is_father for article in shop.articles)
    assert any(article.deleted for article in shop.articles)


def test_duplicate_codes_come_in_awkward_shops_only():
    def duplicates(awkward):
        listings = build_catalogue(1, 1000, awkward).listings
        codes = Counter(spelling_key(listing.sku) for listing in listings)
        return [code for code, times in codes.items() if times > 1]

    assert duplicates(awkward=True)
    assert not duplicates(awkward=False)


def test_names_are_in_many_scripts():
    names = "".join(listing.goods_name for listing in build_catalogue(1, 2000, False).listings)
    for sign in ("ü", "ż", "Κ", "陶", "у", "ك", "🐴", "ș"):
        assert sign in names


def test_article_numbers_of_bar_codes_carry_a_right_check_digit():
    for article in build_catalogue(1, 50, False).articles:
        digits = [int(digit) for digit in article.ean]
        assert len(digits) == 13
        assert sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
