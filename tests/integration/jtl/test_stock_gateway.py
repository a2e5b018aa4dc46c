"""The stock source on a real Wawi: articles in any spelling, and what can still be promised."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from temu_desktop.clock import SettableClock
from temu_desktop.database import Database
from temu_desktop.inventory.rules import deliverable
from temu_desktop.jtl.model import ArticleStock
from temu_desktop.jtl.stock_gateway import JtlStock
from temu_desktop.sandbox.wawi import Wawi
from temu_desktop.sandbox.wawi import tables as wawi_tables
from temu_desktop.settings import JtlChoices
from tests.wawi_fixtures import (
    ARMCHAIR,
    DELETED,
    FATHER,
    LAMP,
    PREORDER,
    RETIRED,
    SCREW,
    SERVICE,
    SET,
    SHOP,
    Line,
    OrderText,
    put_into_inbox,
)

pytestmark = pytest.mark.usefixtures("statements_are_tsql")
HAUPTLAGER, AUSSENLAGER = 3, 4


async def stock_of(jtl: Database, sku: str, *, warehouses: tuple[int, ...] = ()) -> ArticleStock:
    """What the gateway says about one article."""
    source = JtlStock(jtl, JtlChoices(warehouses=warehouses))
    article = (await source.articles([sku]))[sku]
    return (await source.stock([article.id]))[article.id]


def order(wawi: Wawi, clock: SettableClock, *lines: Line) -> None:
    """An order comes in and reserves its goods."""
    put_into_inbox(wawi, OrderText("PO-1", lines).xml())
    assert wawi.import_inbox(clock.now()).imported == 1


@pytest.mark.parametrize(
    ("article", "pieces"),
    [
        (ARMCHAIR, 10),
        (LAMP, 5),  # seven less a buffer of two
        (SCREW, 96),
        (SET, 10),  # ten armchairs; screws: (100 less 4) // 8 = 12
        (SERVICE, 0),
        (PREORDER, 0),  # may be oversold: the merchant's figure decides, by default none
        (FATHER, None),
        (RETIRED, None),
        (DELETED, None),
    ],
    ids=lambda value: getattr(value, "number", str(value)),
)
async def test_what_jtl_can_promise(jtl: Database, article: object, pieces: int | None) -> None:
    stock = await stock_of(jtl, article.number)  # type: ignore[attr-defined]
    assert deliverable(stock, unmanaged=0) == pieces


async def test_orders_in_jtl_are_taken_off_at_once(
    jtl: Database, any_wawi: Wawi, clock: SettableClock
) -> None:
    order(any_wawi, clock, Line(ARMCHAIR.number, "4.00"), Line(LAMP.number, "9.00"))
    assert (await stock_of(jtl, ARMCHAIR.number)).available == 6
    lamp = await stock_of(jtl, LAMP.number)
    assert lamp.available == -2
    assert deliverable(lamp, unmanaged=0) == 0


async def test_a_set_falls_with_its_scarcest_part(
    jtl: Database, any_wawi: Wawi, clock: SettableClock
) -> None:
    order(any_wawi, clock, Line(SCREW.number, "50.00"))
    # (100 - 50 - buffer 4) // 8
    assert (await stock_of(jtl, SET.number)).available == 5
    any_wawi.sell_elsewhere(ARMCHAIR.number, 8)
    assert (await stock_of(jtl, SET.number)).available == 2


async def test_a_missing_row_is_zero_and_says_so(jtl: Database, any_wawi: Wawi) -> None:
    with any_wawi.database.write() as connection:
        connection.execute(sa.delete(wawi_tables.stock))
    stock = await stock_of(jtl, ARMCHAIR.number)
    assert (stock.row_present, stock.available) == (False, 0)


async def test_half_pieces_are_not_sold(jtl: Database, any_wawi: Wawi) -> None:
    with any_wawi.database.write() as connection:
        connection.execute(sa.update(wawi_tables.stock).values(fVerfuegbar=Decimal("2.75")))
    stock = await stock_of(jtl, ARMCHAIR.number)
    assert stock.available == Decimal("2.75")
    assert deliverable(stock, unmanaged=0) == 2


@pytest.mark.parametrize(
    ("warehouses", "blocked", "pieces"),
    [
        ((), 0, 10),
        ((HAUPTLAGER,), 0, 7),
        ((AUSSENLAGER,), 0, 3),
        ((HAUPTLAGER, AUSSENLAGER), 0, 10),
        ((HAUPTLAGER,), 5, 2),
        ((7,), 0, 0),
    ],
)
async def test_only_the_warehouses_that_are_sold_from_count(
    jtl: Database, any_wawi: Wawi, warehouses: tuple[int, ...], blocked: int, pieces: int
) -> None:
    """JTL's own promise is global, so the smaller of both is the safe figure."""
    lying = wawi_tables.stock_per_warehouse
    with any_wawi.database.write() as connection:
        main = sa.update(lying).where(lying.c.kWarenlager == HAUPTLAGER)
        connection.execute(main.values(fBestand=7, fVerfuegbarGesperrt=blocked))
        (id_,) = connection.execute(
            sa.select(wawi_tables.article.c.kArtikel).where(
                wawi_tables.article.c.cArtNr == ARMCHAIR.number
            )
        ).one()
        connection.execute(
            sa.insert(lying), {"kArtikel": id_, "kWarenlager": AUSSENLAGER, "fBestand": Decimal(3)}
        )
    stock = await stock_of(jtl, ARMCHAIR.number, warehouses=warehouses)
    assert deliverable(stock, unmanaged=0) == pieces


async def test_sets_that_one_warehouse_could_build_limit_the_set(
    jtl: Database, any_wawi: Wawi
) -> None:
    lying = wawi_tables.stock_per_warehouse
    with any_wawi.database.write() as connection:
        connection.execute(sa.update(lying).values(fBestand=Decimal(17)))
    stock = await stock_of(jtl, SET.number, warehouses=(HAUPTLAGER,))
    assert stock.warehouses_physical == 2


SPELLINGS = {
    "crunchy-armchair": ARMCHAIR,
    "Crunchy-Armchair  ": ARMCHAIR,
    "grüne-lampe": LAMP,
    "GRÜNE-LAMPE ": LAMP,
    "Sessel-Set": SET,
}


async def test_every_spelling_that_jtl_equates_finds_the_article(jtl: Database) -> None:
    found = await JtlStock(jtl, JtlChoices()).articles([*SPELLINGS, "GRUNE-LAMPE", "", " "])
    assert {sku: article.number for sku, article in found.items()} == {
        sku: article.number for sku, article in SPELLINGS.items()
    }


async def test_spellings_of_one_article_are_all_answered(jtl: Database) -> None:
    asked = [LAMP.number, LAMP.number.lower(), LAMP.number + " "]
    found = await JtlStock(jtl, JtlChoices()).articles(asked)
    assert list(found) == asked
    assert len({article.id for article in found.values()}) == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
async def test_case_and_trailing_blanks_never_matter(jtl: Database, data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(SHOP.articles))
    letters = [
        data.draw(st.sampled_from((letter.lower(), letter.upper()))) for letter in article.number
    ]
    sku = "".join(letters) + " " * data.draw(st.integers(0, 3))
    found = await JtlStock(jtl, JtlChoices()).articles([sku])
    assert found[sku].number == article.number


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sku=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=120))
async def test_any_text_may_be_asked_for(jtl: Database, sku: str) -> None:
    found = await JtlStock(jtl, JtlChoices()).articles([sku])
    assert set(found) <= {sku}


async def test_a_deleted_article_is_not_known_to_orders(jtl: Database) -> None:
    source = JtlStock(jtl, JtlChoices())
    asked = [ARMCHAIR.number.lower(), DELETED.number, FATHER.number, "GIBT-ES-NICHT"]
    assert await source.known_articles(asked) == {asked[0], asked[2]}


async def test_articles_that_jtl_does_not_have_are_left_out(jtl: Database) -> None:
    assert await JtlStock(jtl, JtlChoices()).stock([]) == {}
    assert await JtlStock(jtl, JtlChoices()).articles(["X" * 101, "NIX"]) == {}
