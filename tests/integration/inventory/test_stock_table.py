"""The table of stock: views, search, sorting and paging, on every engine at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.database.engine import writing
from temu_desktop.inventory import queries
from temu_desktop.inventory.model import Decider
from temu_desktop.inventory.queries import (
    StockJump,
    StockRow,
    stock_count,
    stock_page,
    stock_places,
)
from temu_desktop.inventory.selection import StockFilter, StockSort, StockView
from temu_desktop.settings import DEFAULT_SHOP as SHOP

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
RUN = "20261123-140000-abcdef"


def a_product(key: int, sku: str, **changes: Any) -> dict[str, Any]:
    row = {
        "id": key,
        "sku": sku,
        "goods_id": 603_050_000_000_000 + key,
        "sku_id": 51_480_000_000_000 + key,
        "name": f"Ware {key}",
        "article_id": key,
        "is_active": True,
        "shop_id": SHOP,
    }
    return {**row, **changes}


def a_stock(product: int, **changes: Any) -> dict[str, Any]:
    row = {
        "product_id": product,
        "available": 5,
        "temu_stock": 5,
        "temu_stock_known": True,
        "needs_sync": False,
        "jtl_available": 5,
        "in_flight": 0,
        "target": 5,
        "reason": {"decider": "available", "result": 5},
        "sent_at": None,
        "held_by_run": None,
        "refused_code": None,
        "refused_text": None,
    }
    return {**row, **changes}


PRODUCTS = (
    a_product(1, "MUG-BLUE", name="Tasse, blau"),
    a_product(2, "MUG-RED", name="Tasse, rot"),
    a_product(3, "GRÜNE-LAMPE", name="Grüne Lampe", article_id=None),
    a_product(4, "CRUNCHY-ARMCHAIR", name=None),
    a_product(5, "OLD-STOOL", is_active=False),
    a_product(6, "100%_WOOL", name="[Decke] 100 %"),
    a_product(7, "NEVER-COMPARED", shop_id=None),
)
STOCK = (
    a_stock(1, target=3, temu_stock=9, needs_sync=True, sent_at=NOW, held_by_run=RUN),
    a_stock(2, target=0, temu_stock=0, reason={"decider": "minimum"}, sent_at=NOW),
    a_stock(3, target=None, jtl_available=None, temu_stock_known=False, reason=None),
    a_stock(4, refused_code="goods_deleted", refused_text="no", sent_at=NOW - timedelta(hours=1)),
    a_stock(5, target=0),
    a_stock(6, target=8, temu_stock=5, needs_sync=True),
)


@pytest.fixture
def shop(any_ops_engine: Engine) -> Engine:
    """Seven SKUs, each in a state of its own."""
    with writing(any_ops_engine).begin() as conn:
        insert_rows(conn, schema.products, PRODUCTS)
        insert_rows(conn, schema.inventory, STOCK)
        insert_rows(
            conn,
            schema.stock_rules,
            [{"shop_id": SHOP, "product_id": 4, "paused": True}],
        )
    return any_ops_engine


@pytest.fixture(params=["gathered", "walked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Small results are sorted, large ones read along an index: nobody may see a difference."""
    if request.param == "walked":
        monkeypatch.setattr(queries, "FEW", -1)
    return str(request.param)


def skus(engine: Engine, **wanted: Any) -> list[str]:
    with engine.connect() as conn:
        return [row.sku for row in stock_page(conn, SHOP, StockFilter(**wanted)).rows]


def paged(conn: Connection, wanted: StockFilter, limit: int) -> list[StockRow]:
    rows: list[StockRow] = []
    after = None
    while True:
        page = stock_page(conn, SHOP, wanted, after, limit)
        assert len(page.rows) <= limit
        rows += page.rows
        if page.following is None:
            return rows
        after = page.following


VIEWS: Mapping[StockView, set[str]] = {
    StockView.ALL: {p["sku"] for p in PRODUCTS} - {"OLD-STOOL"},
    StockView.DIFFERENCES: {"MUG-BLUE", "100%_WOOL"},
    StockView.UNMAPPED: {"GRÜNE-LAMPE"},
    StockView.REFUSED: {"CRUNCHY-ARMCHAIR"},
    StockView.HELD: {"MUG-BLUE"},
    StockView.PAUSED: {"CRUNCHY-ARMCHAIR"},
    StockView.ZERO: {"MUG-RED"},
    StockView.INACTIVE: {"OLD-STOOL"},
}


@pytest.mark.parametrize("sort", StockSort)
@pytest.mark.parametrize("descending", [False, True])
def test_every_view_shows_its_skus_once_however_it_is_sorted_and_paged(
    shop: Engine, way: str, sort: StockSort, descending: bool
) -> None:
    with shop.connect() as conn:
        for view, expected in VIEWS.items():
            wanted = StockFilter(view, sort=sort, descending=descending)
            for limit in (2, 100):
                found = [row.sku for row in paged(conn, wanted, limit)]
                assert sorted(found) == sorted(expected), (way, view, limit)
            assert stock_count(conn, SHOP, wanted) == len(expected)


@pytest.mark.parametrize("sort", StockSort)
@pytest.mark.parametrize("descending", [False, True])
def test_a_jump_ahead_finds_the_places_that_reading_page_by_page_would_find(
    shop: Engine, way: str, sort: StockSort, descending: bool
) -> None:
    wanted = StockFilter(sort=sort, descending=descending)
    with shop.connect() as conn:
        rows = paged(conn, wanted, 2)
        places = stock_places(conn, SHOP, wanted, StockJump(100))
        assert [place.product for place in places] == [row.product for row in rows]
        for skip in range(7):
            jump = StockJump(2, skip)
            assert stock_places(conn, SHOP, wanted, jump) == places[skip : skip + 2]
            jump = StockJump(2, skip, places[1])
            assert stock_places(conn, SHOP, wanted, jump) == places[2:][skip : skip + 2]
            jump = StockJump(2, skip, from_end=True)
            end = len(places) - skip
            assert stock_places(conn, SHOP, wanted, jump) == places[max(0, end - 2) : end]
        (following, *_) = stock_page(conn, SHOP, wanted, places[3], 2).rows
        assert following.product == places[4].product


def test_skus_are_sorted_by_value_and_those_without_one_come_last(shop: Engine, way: str) -> None:
    by_target = skus(shop, sort=StockSort.TARGET)
    assert by_target == [
        "MUG-RED",
        "MUG-BLUE",
        "CRUNCHY-ARMCHAIR",
        "100%_WOOL",
        "GRÜNE-LAMPE",
        "NEVER-COMPARED",
    ]
    down = skus(shop, sort=StockSort.DIFFERENCE, descending=True)
    assert down[0] == "100%_WOOL"
    assert down[3:] == ["MUG-BLUE", "GRÜNE-LAMPE", "NEVER-COMPARED"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mug", {"MUG-BLUE", "MUG-RED"}),
        ("  MUG-b ", {"MUG-BLUE"}),
        ("tasse", {"MUG-BLUE", "MUG-RED"}),
        ("grü", {"GRÜNE-LAMPE"}),
        ("GRÜNE L", {"GRÜNE-LAMPE"}),
        ("100%", {"100%_WOOL"}),
        ("[de", {"100%_WOOL"}),
        ("%", set()),
        ("_", set()),
        ("lampe", set()),
        ("603050000000002", {"MUG-RED"}),
        ("9" * 30, set()),
        ("old", set()),
    ],
)
def test_search_finds_beginnings_in_any_case(
    shop: Engine, way: str, words: str, found: set[str]
) -> None:
    assert set(skus(shop, search=words)) == found
    with shop.connect() as conn:
        assert stock_count(conn, SHOP, StockFilter(search=words)) == len(found)


def test_search_stays_within_its_view(shop: Engine, way: str) -> None:
    assert skus(shop, search="mug", view=StockView.DIFFERENCES) == ["MUG-BLUE"]
    assert skus(shop, search="old", view=StockView.INACTIVE) == ["OLD-STOOL"]


def test_a_page_goes_on_where_it_ended_although_its_last_sku_is_gone(
    shop: Engine, way: str
) -> None:
    wanted = StockFilter(sort=StockSort.TARGET)
    with shop.connect() as conn:
        first = stock_page(conn, SHOP, wanted, limit=2)
    with writing(shop).begin() as conn:
        conn.execute(
            schema.products.update()
            .where(schema.products.c.sku == "MUG-BLUE")
            .values(is_active=False)
        )
    with shop.connect() as conn:
        rest = stock_page(conn, SHOP, wanted, first.following)
    assert rest.rows[0].sku == "CRUNCHY-ARMCHAIR"


def test_a_quantity_that_is_not_known_is_none_and_not_zero(shop: Engine) -> None:
    with shop.connect() as conn:
        rows = {row.sku: row for row in stock_page(conn, SHOP, StockFilter()).rows}
    assert (rows["GRÜNE-LAMPE"].temu_stock, rows["GRÜNE-LAMPE"].difference) == (None, None)
    assert (rows["MUG-BLUE"].temu_stock, rows["MUG-BLUE"].difference) == (9, -6)
    assert rows["MUG-RED"].decider is Decider.MINIMUM
    assert rows["NEVER-COMPARED"].decider is None
    assert rows["CRUNCHY-ARMCHAIR"].paused
    assert rows["CRUNCHY-ARMCHAIR"].name == ""


def test_when_all_are_paused_those_with_a_rule_against_it_are_not(shop: Engine) -> None:
    with writing(shop).begin() as conn:
        rules = [
            {"shop_id": SHOP, "product_id": None, "paused": True},
            {"shop_id": SHOP, "product_id": 1, "paused": False},
        ]
        insert_rows(conn, schema.stock_rules, rules)
    assert set(skus(shop, view=StockView.PAUSED)) == VIEWS[StockView.ALL] - {"MUG-BLUE"}


def test_an_empty_shop_has_an_empty_page(any_ops_engine: Engine) -> None:
    with any_ops_engine.connect() as conn:
        page = stock_page(conn, SHOP, StockFilter(search="anything"))
        assert (page.rows, page.following) == ((), None)
