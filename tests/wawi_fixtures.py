"""A practice Wawi on each engine at hand, and the documents that go into its inbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import sqlalchemy as sa

from temu_desktop.clock import SettableClock
from temu_desktop.database import Database, build_engine
from temu_desktop.sandbox.catalogue import Article, Catalogue
from temu_desktop.sandbox.wawi import Wawi
from temu_desktop.sandbox.wawi import tables as wawi_tables

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

ARMCHAIR = Article(number="CRUNCHY-ARMCHAIR", name="Sessel", ean="4006381333931", stock=10)
LAMP = Article(number="GRÜNE-LAMPE", name="Lampe", ean="4006381333948", stock=7, buffer=2)
SCREW = Article(number="SCHRAUBE-M4", name="Schraube", ean="4006381333955", stock=100, buffer=4)
SET = Article(
    number="SESSEL-SET",
    name="Sessel mit Schrauben",
    ean="4006381333962",
    stock=0,
    components=((ARMCHAIR.number, 1), (SCREW.number, 8)),
)
SERVICE = Article(number="AUFBAU", name="Aufbau", ean="4006381333979", stock=0, stock_managed=False)
PREORDER = Article(number="VORBESTELLUNG", name="Neu", ean="4006381333986", stock=3, oversell=True)
FATHER = Article(number="VATER", name="Hemd", ean="4006381333993", stock=25, is_father=True)
RETIRED = Article(number="ALT", name="Alt", ean="4006381334006", stock=9, active=False)
DELETED = Article(number="WEG", name="Weg", ean="4006381334013", stock=9, deleted=True)
SHOP = Catalogue(
    seed=1,
    articles=(ARMCHAIR, LAMP, SCREW, SET, SERVICE, PREORDER, FATHER, RETIRED, DELETED),
    listings=(),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One position of a document."""

    article: str
    quantity: str = "1.00"
    name: str = "Ware"
    kind: str = "standard"


@dataclass(frozen=True, slots=True)
class OrderText:
    """What goes into a document; ``replace`` it to make it odd."""

    number: str
    lines: Sequence[Line] = (Line(ARMCHAIR.number),)
    name: str = "Grün"
    street: str = "Lange Straße 5"
    shipping: str = "TEMU"
    payment: str = "TEMU"
    mail: str = "kunde@example.org"
    customer: str = ""
    country: str = "Deutschland"

    def with_(self, **changes: object) -> OrderText:
        """The same with something else in it."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def xml(self) -> str:
        """The document as it stands in the inbox."""
        positions = "".join(_position(line) for line in self.lines)
        text = (
            "<tBestellungen><tBestellung kFirma='1' kBenutzer='1'>"
            "<cSprache>ger</cSprache><cWaehrung>EUR</cWaehrung>"
            f"<cExterneBestellNr>{escape(self.number)}</cExterneBestellNr>"
            f"<cVersandartName>{escape(self.shipping)}</cVersandartName>"
            "<dErstellt>2026-11-22</dErstellt>"
            f"<cZahlungsartName>{escape(self.payment)}</cZahlungsartName>"
            f"<dBezahltDatum>23.11.2026</dBezahltDatum>{positions}"
            f"<tkunde><cKundenNr>{self.customer}</cKundenNr><cVorname>Zoë</cVorname>"
            f"<cNachname>{escape(self.name)}</cNachname><cStrasse>{escape(self.street)}</cStrasse>"
            f"<cPLZ>10117</cPLZ><cOrt>Berlin</cOrt><cLand>{self.country}</cLand>"
            f"<cMail>{self.mail}</cMail></tkunde></tBestellung></tBestellungen>"
        )
        encoded = text.encode("iso-8859-1", "xmlcharrefreplace").decode("iso-8859-1")
        return f'<?xml version="1.0" encoding="ISO-8859-1"?>{encoded}'


def _position(line: Line) -> str:
    return (
        f"<twarenkorbpos><cName>{escape(line.name)}</cName><cArtNr>{escape(line.article)}</cArtNr>"
        "<fPreisEinzelNetto>8.39496</fPreisEinzelNetto><fPreis>9.99</fPreis><fMwSt>19.00</fMwSt>"
        f"<fAnzahl>{line.quantity}</fAnzahl><cPosTyp>{line.kind}</cPosTyp></twarenkorbpos>"
    )


def put_into_inbox(wawi: Wawi, *texts: str, platform: int = 5) -> None:
    """What any client does: one row per document."""
    rows = [{"cText": text, "nPlattform": platform, "nRechnung": 0} for text in texts]
    with wawi.database.write() as connection:
        connection.execute(sa.insert(wawi_tables.inbox), rows)


def ask(wawi: Wawi, query: sa.Select[*tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows of the Wawi's own tables."""
    with wawi.database.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


def drift(wawi: Wawi) -> dict[str, tuple[Decimal, Decimal]]:
    """Articles whose stored fVerfuegbar is not what the books give."""
    number, stored = wawi_tables.article.c, wawi_tables.stock.c
    query = sa.select(number.cArtNr, stored.fVerfuegbar).join_from(
        wawi_tables.article, wawi_tables.stock, stored.kArtikel == number.kArtikel
    )
    with wawi.database.read() as connection:
        rows = {row.cArtNr: row.fVerfuegbar for row in connection.execute(query)}
    books = wawi.available()
    return {name: (rows[name], books[name]) for name in rows if rows[name] != books[name]}


def work_until_idle(wawi: Wawi, clock: SettableClock) -> None:
    """Let the warehouse finish everything, by its own appointments."""
    while (due := wawi.next_due) is not None:
        clock.advance(max(0.0, (due - clock.now()).total_seconds()))
        wawi.work(clock.now())


@pytest.fixture
def clock() -> SettableClock:
    """Monday morning, nine o'clock in Berlin."""
    return SettableClock(MORNING)


@pytest.fixture
def wawi(tmp_path: Path, clock: SettableClock) -> Iterator[Wawi]:
    """A small Wawi on SQLite whose warehouse does nothing odd by itself."""
    url = f"sqlite:///{tmp_path / 'eazybusiness.db'}"
    made = Wawi.create(url, SHOP, seed=1, clock=clock, awkward=False)
    yield made
    made.close()


@pytest.fixture
def any_wawi(any_empty_url: str, clock: SettableClock) -> Iterator[Wawi]:
    """The same on each engine at hand."""
    made = Wawi.create(any_empty_url, SHOP, seed=1, clock=clock, awkward=False)
    yield made
    made.close()


@pytest.fixture
async def jtl(any_wawi: Wawi, any_empty_url: str) -> AsyncIterator[Database]:
    """The program's own access to that Wawi's database."""
    database = Database(build_engine(any_empty_url), name="db-jtl")
    yield database
    await database.close()
