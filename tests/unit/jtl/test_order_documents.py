"""Our order documents against the XSD, and read back by a reader that is not ours."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from temu_desktop.orders.jtl_xml import Document, Position, build_xml
from temu_desktop.orders.model import Address, Shipping
from temu_desktop.sandbox.wawi.xml_reader import read_document
from temu_desktop.settings import JtlChoices

CONFIRMED = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
ANY_TEXT = st.text(max_size=300)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema as the installed package has it."""
    path = resources.files("temu_desktop.jtl") / "order_inbox.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


def an_address(**changes: str) -> Address:
    values = {
        "first_name": "Zoë",
        "last_name": "Ólafsdóttir",
        "company": "",
        "street": "Lange Straße 5",
        "extra": "Hinterhaus",
        "post_code": "10117",
        "city": "Berlin",
        "state": "",
        "country": "Deutschland",
        "country_iso": "DE",
        "phone": "+49 30 1234567",
        "mail": "kunde@example.org",
    }
    return Address(**{**values, **changes})


def a_position(**changes: object) -> Position:
    values: dict[str, object] = {
        "line_number": "210-1",
        "name": "Sessel, grün",
        "article": "CRUNCHY-ARMCHAIR",
        "pieces": 2,
        "unit_net": Decimal("8.39496"),
        "unit_gross": Decimal("9.99"),
        "vat_rate": Decimal(19),
    }
    return Position(**{**values, **changes})  # type: ignore[arg-type]


def a_document(address: Address, *positions: Position) -> Document:
    return Document(
        number="PO-076-21900000000000001",
        ordered_at=CONFIRMED,
        paid_at=CONFIRMED,
        address=address,
        customer_number="",
        positions=positions or (a_position(),),
        shipping=Shipping(Decimal("3.36"), Decimal("3.99"), Decimal("19.00")),
        currency="EUR",
    )


def valid(schema: etree.XMLSchema, text: str) -> bool:
    """Whether the document, as its bytes stand in the inbox, follows the schema."""
    schema.assertValid(etree.fromstring(text.encode("iso-8859-1")))
    return True


@pytest.mark.parametrize(
    "choices",
    [
        JtlChoices(),
        JtlChoices(german_dates=True, country_as_iso=True),
        JtlChoices(shipping_method="Sonder & <Versand>", payment_method="Zahlung über TEMU €"),
    ],
    ids=["usual", "other forms", "odd names"],
)
def test_a_document_follows_the_schema_and_is_understood(
    schema: etree.XMLSchema, choices: JtlChoices
) -> None:
    text = build_xml(a_document(an_address()), choices)
    assert valid(schema, text)
    (order,) = read_document(text)
    goods, costs = order.positions
    assert (goods.net, goods.gross, goods.rate) == (Decimal("8.39496"), Decimal("9.99"), 19)
    assert (goods.quantity, goods.article_number, goods.type) == (2, "CRUNCHY-ARMCHAIR", 1)
    assert (costs.net, costs.gross, costs.type) == (Decimal("3.36"), Decimal("3.99"), 2)
    assert order.header["cVersandartName"] == choices.shipping_method
    assert order.header["cZahlungsartName"] == choices.payment_method
    assert order.header["fGesamtsumme"] == "23.97"
    # Half past eleven at night in UTC is the next day in Berlin.
    assert str(order.created) == str(order.paid) == "2026-11-23"


@pytest.mark.parametrize(
    "name",
    ["Łukasz Żółć", "Ștefania Țăran", "李小龍", "محمد", "O’Connor & <Söhne>", "€uro 😀", "Ἀθηνᾶ"],
)
def test_every_name_comes_back_exactly(schema: etree.XMLSchema, name: str) -> None:
    text = build_xml(a_document(an_address(last_name=name)), JtlChoices())
    assert valid(schema, text)
    (order,) = read_document(text)
    assert order.customer["cNachname"] == order.delivery["cNachname"] == name


@given(name=ANY_TEXT, street=ANY_TEXT, phone=ANY_TEXT, post_code=ANY_TEXT, goods=ANY_TEXT)
def test_whatever_buyers_type_makes_a_valid_document(
    schema: etree.XMLSchema, name: str, street: str, phone: str, post_code: str, goods: str
) -> None:
    address = an_address(last_name=name, street=street, phone=phone, post_code=post_code)
    text = build_xml(a_document(address, a_position(name=goods)), JtlChoices())
    assert valid(schema, text)
    (order,) = read_document(text)
    readable = "".join(
        " " if letter in "\t\r\n" else letter
        for letter in name
        if letter in "\t\r\n" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
    assert (
        order.customer["cNachname"]
        == readable.replace("\ufffe", "").replace("\uffff", "").strip()[:255].rstrip()
    )


@given(
    pieces=st.integers(1, 10_000),
    net=st.decimals(0, 99_999, places=5),
    gross=st.decimals(0, 99_999, places=2),
    rate=st.decimals(0, 100, places=2),
)
def test_every_amount_comes_back_exactly(
    schema: etree.XMLSchema, pieces: int, net: Decimal, gross: Decimal, rate: Decimal
) -> None:
    position = a_position(pieces=pieces, unit_net=net, unit_gross=gross, vat_rate=rate)
    text = build_xml(a_document(an_address(), position), JtlChoices())
    assert valid(schema, text)
    read = read_document(text)[0].positions[0]
    assert (read.quantity, read.net, read.gross, read.rate) == (pieces, net, gross, rate)
