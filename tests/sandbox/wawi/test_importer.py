"""The worker that reads the inbox: what it makes of documents, and what it refuses."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from temu_desktop.clock import SettableClock
from temu_desktop.sandbox.wawi import ImportResult, NotEmpty, Wawi, tables
from temu_desktop.sandbox.wawi import order_tables as orders
from tests.wawi_fixtures import (
    ARMCHAIR,
    LAMP,
    SCREW,
    SET,
    SHOP,
    Line,
    OrderText,
    ask,
    drift,
    put_into_inbox,
)

ORDER = OrderText("PO-076-21900000000000001")


def errors(wawi: Wawi) -> list[object]:
    """What the worker wrote into JTL's error log."""
    rows = ask(wawi, sa.select(tables.error_log.c.cMeldung).order_by(tables.error_log.c.kErrorlog))
    return [row[0] for row in rows]


def take(wawi: Wawi, clock: SettableClock, *texts: str, platform: int = 5) -> ImportResult:
    """One run of the worker over these documents."""
    put_into_inbox(wawi, *texts, platform=platform)
    result = wawi.import_inbox(clock.now())
    assert ask(wawi, sa.select(tables.inbox.c.kXMLBestellImport)) == []
    return result


def test_a_document_becomes_an_order_with_all_that_belongs_to_it(
    wawi: Wawi, clock: SettableClock
) -> None:
    text = ORDER.with_(lines=(Line(ARMCHAIR.number, "2.00"), Line("", kind="versandkosten")))
    assert take(wawi, clock, text.xml()) == ImportResult(imported=1, refused=0)
    order = orders.order.c
    ((key, number, external, platform, shipping, cancelled, delivered),) = ask(
        wawi,
        sa.select(
            order.kAuftrag,
            order.cAuftragsNr,
            order.cExterneAuftragsnummer,
            order.kPlattform,
            order.kVersandArt,
            order.nStorno,
            order.nKomplettAusgeliefert,
        ),
    )
    assert (external, platform, shipping) == (ORDER.number, 5, 11)
    assert (cancelled, delivered, number) == (False, 0, f"AU-{key}")
    position = orders.position.c
    goods, costs = ask(
        wawi, sa.select(position.nType, position.fAnzahl, position.fVkNetto, position.fMwSt)
    )
    assert goods == (1, Decimal(2), Decimal("8.39496"), Decimal(19))
    assert costs[0] == 2
    totals = orders.order_totals.c
    assert ask(wawi, sa.select(totals.fWertBrutto, totals.nZahlungStatus)) == [
        (Decimal("29.97"), 2)
    ]
    assert drift(wawi) == {}


@pytest.mark.parametrize("country", ["Deutschland", "DE", "de", "deutschland"])
def test_either_form_of_a_country_fills_both_columns(
    wawi: Wawi, clock: SettableClock, country: str
) -> None:
    take(wawi, clock, ORDER.with_(country=country).xml())
    where = orders.order_address.c
    found = ask(wawi, sa.select(where.nTyp, where.cISO).order_by(where.nTyp))
    assert found == [(0, "DE"), (1, "DE")]


@pytest.mark.parametrize("name", ["Łódź", "Ștefănescu", "李小龍", "O'Neill & <Söhne>", "€ 😀"])
def test_every_name_comes_back_exactly(wawi: Wawi, clock: SettableClock, name: str) -> None:
    take(wawi, clock, ORDER.with_(name=name).xml())
    where = orders.order_address.c
    assert ask(wawi, sa.select(where.cVorname, where.cName).where(where.nTyp == 0)) == [
        ("Zoë", name)
    ]


def test_goods_are_reserved_at_once(wawi: Wawi, clock: SettableClock) -> None:
    take(wawi, clock, ORDER.with_(lines=(Line(ARMCHAIR.number, "3.00"),)).xml())
    stock, article = tables.stock.c, tables.article.c
    query = sa.select(stock.fInAuftraegen, stock.fLagerbestandEigen, stock.fVerfuegbar)
    query = query.join_from(tables.stock, tables.article, article.kArtikel == stock.kArtikel)
    assert ask(wawi, query.where(article.cArtNr == ARMCHAIR.number)) == [(3, 10, 7)]


def test_a_set_is_taken_apart(wawi: Wawi, clock: SettableClock) -> None:
    take(wawi, clock, ORDER.with_(lines=(Line(SET.number, "2.00"),)).xml())
    position = orders.position.c
    rows = ask(wawi, sa.select(position.cArtNr, position.fAnzahl, position.fVkNetto))
    assert rows == [
        (SET.number, Decimal(2), Decimal("8.39496")),
        (ARMCHAIR.number, Decimal(2), Decimal(0)),
        (SCREW.number, Decimal(16), Decimal(0)),
    ]
    assert wawi.available()[ARMCHAIR.number] == 8
    assert wawi.available()[SCREW.number] == 84


def test_an_article_is_found_in_any_spelling(wawi: Wawi, clock: SettableClock) -> None:
    take(wawi, clock, ORDER.with_(lines=(Line("grüne-lampe "),)).xml())
    assert wawi.available()[LAMP.number] == LAMP.stock - 1


def test_an_unknown_article_becomes_a_free_position(wawi: Wawi, clock: SettableClock) -> None:
    assert take(wawi, clock, ORDER.with_(lines=(Line("GIBT-ES-NICHT"),)).xml()).imported == 1
    position = orders.position.c
    assert ask(wawi, sa.select(position.kArtikel, position.cArtNr)) == [(None, "GIBT-ES-NICHT")]


def test_an_external_number_may_stand_twice(wawi: Wawi, clock: SettableClock) -> None:
    assert take(wawi, clock, ORDER.xml(), ORDER.xml()).imported == 2
    assert wawi.orders()[ORDER.number].orders == 2


def test_customers_are_told_apart_by_their_number_only(wawi: Wawi, clock: SettableClock) -> None:
    take(
        wawi,
        clock,
        ORDER.xml(),
        ORDER.xml(),
        ORDER.with_(customer="T-77", name="Eins").xml(),
        ORDER.with_(customer="t-77", name="Zwei").xml(),
    )
    keys = [row[0] for row in ask(wawi, sa.select(orders.order.c.kKunde))]
    assert len(set(keys)) == 3
    assert keys[2] == keys[3]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("<tBestellungen><tBest", "broken XML"),
        (ORDER.xml().replace("tBestellungen", "Bestellungen"), "root element"),
        ("<tBestellungen></tBestellungen>", "no order"),
        (ORDER.xml().replace("Zoë", "Łukasz"), "not ISO-8859-1"),
        (ORDER.with_(shipping="Postkutsche").xml(), "unknown shipping method"),
        (ORDER.with_(shipping="Paket ECO").xml(), "unknown shipping method"),
        (ORDER.with_(payment="Muscheln").xml(), "unknown payment method"),
        (ORDER.with_(payment="Nachnahme").xml(), "unknown payment method"),
        (ORDER.with_(number="P" * 51).xml(), "longer than 50"),
        (ORDER.with_(lines=(Line("X", kind="gutschein"),)).xml(), "cPosTyp"),
        (ORDER.with_(lines=(Line("X", quantity="1,00"),)).xml(), "fAnzahl is no number"),
        (ORDER.with_(lines=(Line("X", quantity="0.00"),)).xml(), "quantity"),
        (ORDER.with_(lines=()).xml(), "without positions"),
        (ORDER.xml().replace("kFirma='1'", "kFirma='7'"), "unknown kFirma"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + ORDER.xml().split("?>")[1].replace("Grün", "&a;"), ""),
    ],
)
def test_what_jtl_would_not_take_vanishes_with_a_line_in_the_error_log(
    wawi: Wawi, clock: SettableClock, text: str, reason: str
) -> None:
    good = ORDER.with_(number="PO-GOOD")
    result = take(wawi, clock, text, good.xml())
    assert result == ImportResult(imported=1, refused=1)
    assert list(wawi.orders()) == ["PO-GOOD"]
    (message,) = errors(wawi)
    assert reason in str(message)


def test_a_document_of_an_unknown_platform_is_refused(wawi: Wawi, clock: SettableClock) -> None:
    assert take(wawi, clock, ORDER.xml(), platform=6) == ImportResult(imported=0, refused=1)
    assert "unknown platform 6" in str(errors(wawi)[0])


def test_an_order_number_of_our_own_choice_must_be_new(wawi: Wawi, clock: SettableClock) -> None:
    chosen = ORDER.xml().replace("<cExterne", "<cBestellNr>EIGEN-1</cBestellNr><cExterne")
    assert take(wawi, clock, chosen, chosen) == ImportResult(imported=1, refused=1)
    assert take(wawi, clock, chosen.replace("EIGEN-1", "EIGEN-2")).imported == 1


def test_a_stopped_worker_leaves_everything_in_the_inbox(wawi: Wawi, clock: SettableClock) -> None:
    wawi.stop_worker()
    put_into_inbox(wawi, ORDER.xml())
    assert wawi.import_inbox(clock.now()) == ImportResult()
    assert not wawi.idle(clock.now())
    wawi.start_worker()
    assert wawi.import_inbox(clock.now()).imported == 1


def test_a_row_goes_only_together_with_its_order(wawi: Wawi, clock: SettableClock) -> None:
    """Whatever breaks in between, the document is never lost and never taken twice."""
    put_into_inbox(wawi, ORDER.xml())
    with wawi.database.write() as connection:
        connection.exec_driver_sql(
            'CREATE TRIGGER breaks BEFORE INSERT ON "tAuftragPosition" '
            "BEGIN SELECT RAISE(ABORT, 'the power fails'); END"
        )
    with pytest.raises(sa.exc.IntegrityError):
        wawi.import_inbox(clock.now())
    assert len(ask(wawi, sa.select(tables.inbox.c.kXMLBestellImport))) == 1
    assert ask(wawi, sa.select(orders.order.c.kAuftrag)) == []


def test_several_thousand_documents_are_taken_in_one_run(wawi: Wawi, clock: SettableClock) -> None:
    texts = [OrderText(f"PO-{index}").xml() for index in range(1200)]
    assert take(wawi, clock, *texts).imported == 1200
    assert drift(wawi) == {}


def test_a_database_that_holds_a_wawi_is_not_touched(tmp_path: Path, clock: SettableClock) -> None:
    """It may be a real one."""
    url = f"sqlite:///{tmp_path / 'one.db'}"
    Wawi.create(url, SHOP, seed=1, clock=clock, awkward=False).close()
    with pytest.raises(NotEmpty, match="tArtikel"):
        Wawi.create(url, SHOP, seed=1, clock=clock, awkward=False)
