"""Reads an order document as a separate program would: from ISO-8859-1 bytes, trusting nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lxml import etree

from temu_desktop.sandbox.wawi.xml_structure import (
    CUSTOMER,
    DELIVERY,
    HEADER,
    ORDER_ATTRIBUTES,
    PAYMENT,
    POSITION,
    POSITION_TYPES,
    Element,
    Kind,
)

Values = dict[str, str]

_DECIMALS = {Kind.DECIMAL2: 2, Kind.DECIMAL4: 4, Kind.DECIMAL5: 5}
_GROUPS = {"twarenkorbpos": 1, "tkunde": 2, "tlieferadresse": 3, "tzahlungsinfo": 4}


class ImportRefused(Exception):
    """JTL would not take this document; the text says why."""


@dataclass(frozen=True, slots=True)
class ReadPosition:
    """One line: prices per unit in the order's currency, the rate in percent."""

    name: str
    article_number: str
    unit: str
    net: Decimal
    gross: Decimal
    rate: Decimal
    quantity: Decimal
    discount: Decimal
    type: int


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """An order as it was understood; dates are calendar days."""

    header: Values
    attributes: Values
    positions: tuple[ReadPosition, ...]
    customer: Values
    delivery: Values
    created: date | None
    paid: date | None

    @property
    def external_number(self) -> str:
        """The marketplace's order number."""
        return self.header["cExterneBestellNr"]


def read_document(text: str | None) -> tuple[ReadOrder, ...]:
    """All orders of one inbox row; raises ImportRefused when any of them cannot be taken."""
    if not text or not text.strip():
        raise ImportRefused("the document is empty")
    try:
        raw = text.encode("iso-8859-1")
    except UnicodeEncodeError as error:
        raise ImportRefused(f"not ISO-8859-1: {error.object[error.start]!r}") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, encoding="iso-8859-1")
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ImportRefused(f"broken XML: {error}") from error
    if root.tag != "tBestellungen":
        raise ImportRefused(f"the root element is {root.tag}, not tBestellungen")
    orders = tuple(_order(element) for element in _children(root))
    if not orders:
        raise ImportRefused("no order in the document")
    return orders


def _children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _order(element: etree._Element) -> ReadOrder:
    if element.tag != "tBestellung":
        raise ImportRefused(f"unexpected element {element.tag} below the root")
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if unknown := attributes.keys() - ORDER_ATTRIBUTES:
        raise ImportRefused(f"unknown attribute {min(unknown)}")
    for name in ("kFirma", "kBenutzer"):
        if not re.fullmatch(r"\d{1,9}", attributes.get(name, "1"), re.A):
            raise ImportRefused(f"{name} is no key: {attributes[name]}")
    children = _children(element)
    split = next((i for i, child in enumerate(children) if child.tag in _GROUPS), len(children))
    header = _values("tBestellung", children[:split], HEADER)
    groups = _groups(children[split:])
    positions = tuple(_position(child) for child in groups["twarenkorbpos"])
    if not positions:
        raise ImportRefused("an order without positions")
    if len(groups["tkunde"]) != 1:
        raise ImportRefused("an order needs exactly one customer")
    customer = _values("tkunde", _children(groups["tkunde"][0]), CUSTOMER)
    delivery = [_values("tlieferadresse", _children(d), DELIVERY) for d in groups["tlieferadresse"]]
    for payment in groups["tzahlungsinfo"]:
        _values("tzahlungsinfo", _children(payment), PAYMENT)
    return ReadOrder(
        header=header,
        attributes=attributes,
        positions=positions,
        customer=customer,
        delivery=delivery[0] if delivery else customer,
        created=_date(header.get("dErstellt", "")),
        paid=_date(header.get("dBezahltDatum", "")),
    )


def _groups(children: list[etree._Element]) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {name: [] for name in _GROUPS}
    reached = 0
    for child in children:
        name = str(child.tag)
        if name not in _GROUPS:
            raise ImportRefused(f"unexpected element {name} in tBestellung")
        if _GROUPS[name] < reached:
            raise ImportRefused(f"{name} stands too late in tBestellung")
        reached = _GROUPS[name]
        found[name].append(child)
    for single in ("tlieferadresse", "tzahlungsinfo"):
        if len(found[single]) > 1:
            raise ImportRefused(f"{single} stands more than once")
    return found


def _position(element: etree._Element) -> ReadPosition:
    children = [child for child in _children(element) if child.tag != "twarenkorbposeigenschaft"]
    values = _values("twarenkorbpos", children, POSITION)
    kind = values["cPosTyp"]
    if kind not in POSITION_TYPES:
        raise ImportRefused(f"unknown cPosTyp {kind}")
    quantity = Decimal(values["fAnzahl"])
    net, gross = Decimal(values["fPreisEinzelNetto"]), Decimal(values["fPreis"])
    if quantity <= 0:
        raise ImportRefused(f"quantity {quantity} in a position")
    if net < 0 or gross < 0 or not 0 <= Decimal(values["fMwSt"]) <= 100:
        raise ImportRefused("a price below zero or a VAT rate that cannot be")
    return ReadPosition(
        name=values["cName"],
        article_number=values.get("cArtNr", ""),
        unit=values.get("cEinheit", ""),
        net=net,
        gross=gross,
        rate=Decimal(values["fMwSt"]),
        quantity=quantity,
        discount=Decimal(values.get("fRabatt") or 0),
        type=POSITION_TYPES[kind],
    )


def _values(group: str, children: list[etree._Element], known: tuple[Element, ...]) -> Values:
    places = {element.name: index for index, element in enumerate(known)}
    values: Values = {}
    reached = -1
    for child in children:
        name = str(child.tag)
        if name not in places:
            raise ImportRefused(f"unexpected element {name} in {group}")
        if places[name] <= reached:
            raise ImportRefused(f"{name} stands in the wrong place in {group}")
        reached = places[name]
        values[name] = _text(child, known[reached])
    for element in known:
        if element.filled and not values.get(element.name, "").strip():
            raise ImportRefused(f"{element.name} is missing or empty in {group}")
    return values


def _text(child: etree._Element, element: Element) -> str:
    if len(child):
        raise ImportRefused(f"{element.name} holds elements instead of text")
    text = child.text or ""
    if len(text) > element.limit:
        raise ImportRefused(f"{element.name} is longer than {element.limit} characters")
    if not text:
        return text
    places = _DECIMALS.get(element.kind)
    if places is not None and not re.fullmatch(rf"-?\d{{1,12}}(\.\d{{1,{places}}})?", text, re.A):
        raise ImportRefused(f"{element.name} is no number with up to {places} places: {text}")
    if element.kind is Kind.WHOLE and not re.fullmatch(r"\d{1,9}", text, re.A):
        raise ImportRefused(f"{element.name} is no whole number: {text}")
    if element.kind is Kind.DATE:
        _date(text)
    return text


def _date(text: str) -> date | None:
    """Both spellings that are seen in the wild: 2026-11-23 and 23.11.2026."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a calendar day only
        except ValueError:
            continue
    raise ImportRefused(f"no date: {text}")
