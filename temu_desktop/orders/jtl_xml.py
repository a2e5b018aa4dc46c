"""An order as JTL's inbox wants it: dialect A of jtl-wawi.md 1.6, one order per document. Pure.

ISO-8859-1 is declared and every other character is a numeric reference, so the text can be bound
as Unicode. Element order, lengths and decimals follow the table of jtl-wawi.md; control characters
are stripped, over-long texts cut to the column they end in. An order number that is too long is
rejected long before (``assess``): cutting it would break the link between the systems.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from temu_desktop.clock import BERLIN
from temu_desktop.orders.model import Address, Shipping
from temu_desktop.orders.pricing import cents
from temu_desktop.settings import JtlChoices

_Fields = Sequence[tuple[str, str]]
_NO_XML = "\ufffe\uffff"


@dataclass(frozen=True, slots=True)
class Position:
    """One goods position: ``pieces`` of an article; prices per piece, rate in percent.

    An empty ``article`` makes it a free position.
    """

    line_number: str
    name: str
    article: str
    pieces: int
    unit_net: Decimal
    unit_gross: Decimal
    vat_rate: Decimal


@dataclass(frozen=True, slots=True)
class Document:
    """What goes into one inbox row."""

    number: str
    ordered_at: datetime
    paid_at: datetime | None
    address: Address
    customer_number: str
    positions: tuple[Position, ...]
    shipping: Shipping | None
    currency: str


def build_xml(document: Document, choices: JtlChoices, zone: ZoneInfo = BERLIN) -> str:
    """The document's text, with the declaration ISO-8859-1."""
    root = ElementTree.Element("tBestellungen")
    keys = {"kFirma": str(choices.company_key), "kBenutzer": str(choices.user_key)}
    order = ElementTree.SubElement(root, "tBestellung", keys)
    _append(order, _header(document, choices, zone))
    for position in document.positions:
        _group(order, "twarenkorbpos", _goods(position))
    if document.shipping is not None and document.shipping.gross > 0:
        _group(order, "twarenkorbpos", _shipping(document.shipping, choices))
    _group(order, "tkunde", _customer(document, choices))
    _group(order, "tlieferadresse", _delivery(document.address, choices))
    _group(order, "tzahlungsinfo", ((name, "") for name in _PAYMENT_FIELDS))
    encoded = ElementTree.tostring(root, encoding="iso-8859-1", xml_declaration=False)
    content = encoded.decode("iso-8859-1")
    return f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{content}'


def total_gross(document: Document) -> Decimal:
    """What the buyer pays in all: positions and shipping, gross, in cents."""
    goods = sum((item.unit_gross * item.pieces for item in document.positions), Decimal(0))
    return cents(goods + (document.shipping.gross if document.shipping else Decimal(0)))


def clean(text: str, longest: int) -> str:
    """Text without what XML or a label printer cannot take, cut to ``longest`` characters."""
    kept = (
        " " if char in "\t\r\n" else char
        for char in text
        if char in "\t\r\n" or not (unicodedata.category(char) in {"Cc", "Cs"} or char in _NO_XML)
    )
    return "".join(kept).strip()[:longest].rstrip()


def _header(document: Document, choices: JtlChoices, zone: ZoneInfo) -> _Fields:
    return (
        ("cSprache", choices.language),
        ("cWaehrung", document.currency),
        ("fGuthaben", "0.00"),
        ("fGesamtsumme", f"{total_gross(document):.2f}"),
        ("cBestellNr", ""),
        ("cExterneBestellNr", document.number),
        ("cVersandartName", clean(choices.shipping_method, 255)),
        ("cVersandInfo", ""),
        ("dVersandDatum", ""),
        ("cTracking", ""),
        ("dLieferDatum", ""),
        ("cKommentar", ""),
        ("cBemerkung", ""),
        ("dErstellt", _date(document.ordered_at, choices, zone)),
        ("cZahlungsartName", clean(choices.payment_method, 255)),
        ("dBezahltDatum", _date(document.paid_at, choices, zone) if document.paid_at else ""),
    )


def _goods(position: Position) -> _Fields:
    return (
        ("cName", clean(position.name, 255) or clean(position.article, 255)),
        ("cArtNr", clean(position.article, 100)),
        ("cBarcode", ""),
        ("cSeriennummer", clean(position.line_number, 255)),
        ("cEinheit", ""),
        ("fPreisEinzelNetto", f"{position.unit_net:.5f}"),
        ("fPreis", f"{position.unit_gross:.2f}"),
        ("fMwSt", f"{position.vat_rate:.2f}"),
        ("fAnzahl", f"{Decimal(position.pieces):.2f}"),
        ("cPosTyp", "standard"),
        ("fRabatt", "0.00"),
    )


def _shipping(shipping: Shipping, choices: JtlChoices) -> _Fields:
    return (
        ("cName", clean(choices.shipping_method, 255)),
        ("cArtNr", ""),
        ("cBarcode", ""),
        ("cSeriennummer", ""),
        ("cEinheit", ""),
        ("fPreisEinzelNetto", f"{shipping.net:.5f}"),
        ("fPreis", f"{shipping.gross:.2f}"),
        ("fMwSt", f"{shipping.rate:.2f}"),
        ("fAnzahl", "1.00"),
        ("cPosTyp", "versandkosten"),
        ("fRabatt", "0.00"),
    )


def _customer(document: Document, choices: JtlChoices) -> _Fields:
    address = document.address
    return (
        ("cKundenNr", clean(document.customer_number, 30)),
        ("cAnrede", ""),
        ("cTitel", ""),
        ("cVorname", clean(address.first_name, 255)),
        ("cNachname", clean(address.last_name, 255)),
        ("cFirma", clean(address.company, 128)),
        *_place(address, choices),
        ("cUSTID", clean(address.tax_code, 20)),
        ("cWWW", ""),
    )


def _delivery(address: Address, choices: JtlChoices) -> _Fields:
    return (
        ("cAnrede", ""),
        ("cVorname", clean(address.first_name, 255)),
        ("cNachname", clean(address.last_name, 255)),
        ("cTitel", ""),
        ("cFirma", clean(address.company, 128)),
        *_place(address, choices),
    )


def _place(address: Address, choices: JtlChoices) -> _Fields:
    country = address.country_iso if choices.country_as_iso else address.country
    return (
        ("cStrasse", clean(address.street, 255)),
        ("cAdressZusatz", clean(address.extra, 255)),
        ("cPLZ", clean(address.post_code, 24)),
        ("cOrt", clean(address.city, 255)),
        ("cBundesland", clean(address.state, 255)),
        ("cLand", country),
        ("cTel", clean(address.phone, 30)),
        ("cMobil", ""),
        ("cFax", ""),
        ("cMail", clean(address.mail, 255)),
    )


_PAYMENT_FIELDS = (
    *("cBankName", "cBLZ", "cKontoNr", "cKartenNr", "dGueltigkeit"),
    *("cCVV", "cKartenTyp", "cInhaber", "cIBAN", "cBIC"),
)


def _date(moment: datetime, choices: JtlChoices, zone: ZoneInfo) -> str:
    day: date = moment.astimezone(zone).date()
    return day.strftime("%d.%m.%Y") if choices.german_dates else day.isoformat()


def _group(parent: ElementTree.Element, name: str, fields: Iterable[tuple[str, str]]) -> None:
    _append(ElementTree.SubElement(parent, name), fields)


def _append(parent: ElementTree.Element, fields: Iterable[tuple[str, str]]) -> None:
    for name, value in fields:
        ElementTree.SubElement(parent, name).text = value
