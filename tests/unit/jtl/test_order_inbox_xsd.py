"""The XSD of the inbox: what it takes, what it refuses, and that the Wawi's reader agrees."""

from __future__ import annotations

from importlib import resources

import pytest
from lxml import etree

from temu_desktop.sandbox.wawi.xml_reader import ImportRefused, read_document
from tests.wawi_fixtures import Line, OrderText

GOOD = OrderText(
    "PO-076-21900000000000001", (Line("CRUNCHY-ARMCHAIR"), Line("", kind="versandkosten"))
)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema as the installed package has it."""
    path = resources.files("temu_desktop.jtl") / "order_inbox.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


def both_take(schema: etree.XMLSchema, text: str) -> bool:
    """Whether schema and reader take the document; they must agree."""
    valid = bool(schema.validate(etree.fromstring(text.encode("iso-8859-1"))))
    try:
        read_document(text)
    except ImportRefused:
        assert not valid, "the schema took what the reader refused"
        return False
    assert valid, schema.error_log.last_error
    return True


@pytest.mark.parametrize(
    "text",
    [
        GOOD.xml(),
        GOOD.with_(name="Łódź 李 😀 & <Söhne>").xml(),
        GOOD.with_(number="P" * 50).xml(),
        GOOD.xml().replace("23.11.2026", "2026-11-23").replace("2026-11-22", ""),
        GOOD.xml().replace("<fAnzahl>1.00", "<fAnzahl>0.2500"),
        GOOD.xml().replace(" kFirma='1' kBenutzer='1'", ""),
    ],
    ids=["usual", "names", "50 characters", "dates", "quarter", "no keys"],
)
def test_good_documents_are_taken(schema: etree.XMLSchema, text: str) -> None:
    assert both_take(schema, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (GOOD.number, "P" * 51),
        (GOOD.number, ""),
        (GOOD.number, "   "),
        ("<cWaehrung>EUR</cWaehrung>", ""),
        ("<cSprache>ger</cSprache>", "<cUnbekannt>1</cUnbekannt>"),
        ("8.39496", "8.394961"),
        ("8.39496", "8,39"),
        ("9.99", "-9.99"),
        ("9.99", "9.999"),
        ("9.99", "1e3"),
        ("19.00", "119.00"),
        ("<fAnzahl>1.00", "<fAnzahl>0.00"),
        ("<fAnzahl>1.00", "<fAnzahl>-1.00"),
        ("<fAnzahl>1.00", "<fAnzahl>"),
        ("<cPosTyp>standard", "<cPosTyp>gutschein"),
        ("<cName>Ware</cName>", "<cName></cName>"),
        ("2026-11-22", "22.13.2026"),
        ("2026-11-22", "gestern"),
        ("<cPLZ>10117", "<cPLZ>" + "1" * 25),
        ("<cPLZ>10117</cPLZ><cOrt>Berlin</cOrt>", "<cOrt>Berlin</cOrt><cPLZ>10117</cPLZ>"),
        ("<cVorname>Zoë</cVorname>", "<cVorname>Zoë</cVorname><cVorname>Zoë</cVorname>"),
        ("kFirma='1'", "kFirma='eins'"),
        ("kFirma='1'", "kShop='1'"),
        ("<tBestellung kFirma='1' kBenutzer='1'>", "<tBestellung><tkunde></tkunde>"),
        ("tBestellungen", "Bestellungen"),
    ],
)
def test_bad_documents_are_refused(schema: etree.XMLSchema, old: str, new: str) -> None:
    text = GOOD.xml()
    assert old in text
    assert not both_take(schema, text.replace(old, new))


def test_positions_after_the_customer_are_refused(schema: etree.XMLSchema) -> None:
    text = GOOD.xml()
    start, end = text.index("<twarenkorbpos>"), text.index("<tkunde>")
    positions = text[start:end]
    moved = text.replace(positions, "").replace("</tkunde>", "</tkunde>" + positions)
    assert not both_take(schema, moved)


def test_an_order_without_positions_is_refused(schema: etree.XMLSchema) -> None:
    assert not both_take(schema, GOOD.with_(lines=()).xml())
