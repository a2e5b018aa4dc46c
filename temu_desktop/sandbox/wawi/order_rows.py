"""Writes an order that was read from a document into JTL's tables and reserves its goods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from temu_desktop.sandbox.wawi import order_tables as tables
from temu_desktop.sandbox.wawi.articles import StoredArticle
from temu_desktop.sandbox.wawi.countries import country_columns
from temu_desktop.sandbox.wawi.journal import Journal
from temu_desktop.sandbox.wawi.packing import local
from temu_desktop.sandbox.wawi.state import OpenPosition, OrderCard, WawiState
from temu_desktop.sandbox.wawi.views import BILLING, DELIVERY
from temu_desktop.sandbox.wawi.xml_reader import ImportRefused, ReadOrder, ReadPosition, Values

ORDER = 1
"""``tAuftrag.nType`` of an order."""
GOODS = 1
"""``tAuftragPosition.nType`` of goods."""
_PAID = 2
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a document may refer to: active methods by folded name, known keys."""

    shipping: Mapping[str, int]
    payment: Mapping[str, int]
    platforms: frozenset[int]
    companies: frozenset[int]
    users: frozenset[int]

    def check(self, order: ReadOrder) -> None:
        """Raises ImportRefused when the order names something that is not there or not active."""
        header = order.header
        if header["cVersandartName"].rstrip().casefold() not in self.shipping:
            raise ImportRefused(f"unknown shipping method {header['cVersandartName']}")
        if header["cZahlungsartName"].rstrip().casefold() not in self.payment:
            raise ImportRefused(f"unknown payment method {header['cZahlungsartName']}")
        for name, known in (("kFirma", self.companies), ("kBenutzer", self.users)):
            value = order.attributes.get(name, "1")
            if int(value) not in known:
                raise ImportRefused(f"unknown {name} {value}")


class OrderWriter:
    """Makes rows of orders; keys and stock come from the state."""

    def __init__(self, state: WawiState) -> None:
        self._state = state

    def write(
        self, order: ReadOrder, platform: int, targets: Targets, journal: Journal, now: datetime
    ) -> OrderCard:
        """One order with customer, addresses, positions and totals; its goods are reserved."""
        key = self._state.keys.take("order", 300_001)
        number = order.header.get("cBestellNr") or f"AU-{key}"
        customer, customer_number = self._customer(order, journal, now)
        _write_header(
            key,
            number,
            order,
            journal,
            _Header(
                platform=platform,
                customer=customer,
                customer_number=customer_number,
                shipping=targets.shipping[order.header["cVersandartName"].rstrip().casefold()],
                payment=targets.payment[order.header["cZahlungsartName"].rstrip().casefold()],
                now=local(now),
            ),
        )
        for kind, values in ((BILLING, order.customer), (DELIVERY, order.delivery)):
            journal.insert(tables.order_address, kAuftrag=key, nTyp=kind, **person(values))
        card = OrderCard(
            id=key,
            number=number,
            external=order.external_number,
            positions=self._positions(key, order, journal),
            address=_door(order.delivery),
        )
        self._state.add(card)
        return card

    def _customer(self, order: ReadOrder, journal: Journal, now: datetime) -> tuple[int, str]:
        """The customer of that number, or a new one: nothing but the number is compared."""
        wanted = order.customer.get("cKundenNr", "").strip()
        known = self._state.customers.get(wanted.casefold())
        if wanted and known is not None:
            return known, wanted
        key = self._state.keys.take("customer", 200_001)
        number = wanted or f"K{key}"
        self._state.customers[number.casefold()] = key
        journal.insert(
            tables.customer,
            kKunde=key,
            cKundenNr=number,
            cHerkunft=order.customer.get("cHerkunft", ""),
            dErstellt=local(now),
        )
        journal.insert(tables.address, kAdresse=key, kKunde=key, **person(order.customer))
        return key, number

    def _positions(self, order: int, read: ReadOrder, journal: Journal) -> list[OpenPosition]:
        positions = []
        for place, line in enumerate(read.positions):
            position = self._position(order, place, line, journal)
            if line.type == GOODS:
                positions.append(position)
        return positions

    def _position(
        self, order: int, place: int, line: ReadPosition, journal: Journal
    ) -> OpenPosition:
        keys = self._state.keys
        article = self._state.articles.find(line.article_number) if line.type == GOODS else None
        key = keys.take("position", 400_001)
        own = article.id if article else 0
        owner = key if article and article.parts else None
        _write_position(_Line(order, key, place, line, own, owner), journal)
        if article is not None:
            self._state.ledger.reserve(article, line.quantity)
        return OpenPosition(
            id=key,
            article=article,
            number=article.article.number if article else line.article_number,
            ordered=line.quantity,
            open=line.quantity,
            parts=self._parts(_Line(order, key, place, line, own, owner), article, journal),
        )

    def _parts(
        self, line: _Line, article: StoredArticle | None, journal: Journal
    ) -> tuple[tuple[int, Decimal], ...]:
        """The positions of a set's components: (position key, pieces per set)."""
        parts: list[tuple[int, Decimal]] = []
        for part, pieces in article.parts if article else ():
            key = self._state.keys.take("position", 400_001)
            number = self._state.articles.by_id[part].article.number
            _write_part(replace(line, key=key, article=part), number, pieces, journal)
            parts.append((key, Decimal(pieces)))
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class _Header:
    platform: int
    customer: int
    customer_number: str
    shipping: int
    payment: int
    now: datetime


@dataclass(frozen=True, slots=True)
class _Line:
    order: int
    key: int
    place: int
    read: ReadPosition
    article: int
    owner: int | None


def _write_header(
    key: int, number: str, order: ReadOrder, journal: Journal, header: _Header
) -> None:
    journal.insert(
        tables.order,
        kAuftrag=key,
        cAuftragsNr=number,
        nType=ORDER,
        cExterneAuftragsnummer=order.external_number,
        kKunde=header.customer,
        cKundenNr=header.customer_number,
        kFirma=int(order.attributes.get("kFirma", 1)),
        kBenutzer=int(order.attributes.get("kBenutzer", 1)),
        kPlattform=header.platform,
        kVersandArt=header.shipping,
        kZahlungsart=header.payment,
        cWaehrung=order.header["cWaehrung"],
        dErstellt=_midnight(order.created) or header.now,
        dErstelltWawi=header.now,
        nStorno=False,
        nKomplettAusgeliefert=0,
    )
    gross = sum((line.gross * line.quantity for line in order.positions), _ZERO)
    journal.insert(
        tables.order_totals,
        kAuftrag=key,
        fWertNetto=sum((line.net * line.quantity for line in order.positions), _ZERO),
        fWertBrutto=gross,
        fOffenerWert=_ZERO if order.paid else gross,
        nZahlungStatus=_PAID if order.paid else 0,
        dBezahlt=_midnight(order.paid),
    )


def _write_position(line: _Line, journal: Journal) -> None:
    read = line.read
    journal.insert(
        tables.position,
        kAuftragPosition=line.key,
        kAuftrag=line.order,
        kArtikel=line.article or None,
        cArtNr=read.article_number,
        cName=read.name,
        fAnzahl=read.quantity,
        fVkNetto=read.net,
        fVkBrutto=read.gross,
        fMwSt=read.rate,
        nType=read.type,
        nReserviert=int(bool(line.article)),
        kAuftragStueckliste=line.owner,
        nSort=line.place,
    )
    _write_open(line, read.quantity, journal)


def _write_part(line: _Line, number: str, pieces: int, journal: Journal) -> None:
    """A component of a set: no price of its own, several pieces per set."""
    quantity = line.read.quantity * pieces
    journal.insert(
        tables.position,
        kAuftragPosition=line.key,
        kAuftrag=line.order,
        kArtikel=line.article,
        cArtNr=number,
        cName=line.read.name,
        fAnzahl=quantity,
        fVkNetto=_ZERO,
        fVkBrutto=_ZERO,
        fMwSt=line.read.rate,
        nType=GOODS,
        nReserviert=1,
        kAuftragStueckliste=line.owner,
        nSort=line.place,
    )
    _write_open(line, quantity, journal)


def _write_open(line: _Line, quantity: Decimal, journal: Journal) -> None:
    journal.insert(
        tables.position_totals,
        kAuftragPosition=line.key,
        kAuftrag=line.order,
        fAnzahlOffen=quantity,
        fAnzahlGeliefert=_ZERO,
    )


def person(values: Values) -> dict[str, str]:
    """The address columns of a customer or a delivery address."""
    land, iso = country_columns(values.get("cLand", ""))
    same = (
        "cAnrede",
        "cTitel",
        "cVorname",
        "cFirma",
        "cStrasse",
        "cAdressZusatz",
        "cPLZ",
        "cOrt",
        "cBundesland",
        "cTel",
        "cMobil",
        "cFax",
        "cMail",
        "cUSTID",
    )
    row = {name: values.get(name, "") for name in same}
    return {**row, "cName": values.get("cNachname", ""), "cLand": land, "cISO": iso}


def _door(values: Values) -> str:
    """What makes two deliveries go to one door: name, street, place and country."""
    parts = (
        "cVorname",
        "cNachname",
        "cFirma",
        "cStrasse",
        "cAdressZusatz",
        "cPLZ",
        "cOrt",
        "cLand",
    )
    return "|".join(values.get(name, "").strip().casefold() for name in parts)


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())
