"""The order document as JTL's import reads it: which elements, in which order, how long.

Dialect "OldWawi" as jtl-wawi.md 1.6 lists it. Written for the sandbox's reader only; the program
that writes such documents has its own knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the text of an element must look like."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    DECIMAL2 = "decimal2"
    DECIMAL4 = "decimal4"
    DECIMAL5 = "decimal5"


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name, how many characters fit, and whether it must be filled."""

    name: str
    limit: int = 4000
    kind: Kind = Kind.TEXT
    filled: bool = False


def _texts(*pairs: tuple[str, int]) -> tuple[Element, ...]:
    return tuple(Element(name, limit) for name, limit in pairs)


HEADER = (
    Element("cSprache", 10, filled=True),
    Element("cWaehrung", 3, filled=True),
    Element("fGuthaben", kind=Kind.DECIMAL2),
    Element("fGesamtsumme", kind=Kind.DECIMAL2),
    Element("cBestellNr", 50),
    Element("cExterneBestellNr", 50, filled=True),
    Element("cVersandartName", 255, filled=True),
    Element("cVersandInfo"),
    Element("dVersandDatum", kind=Kind.DATE),
    Element("cTracking"),
    Element("dLieferDatum", kind=Kind.DATE),
    Element("cKommentar"),
    Element("cBemerkung"),
    Element("dErstellt", kind=Kind.DATE),
    Element("cZahlungsartName", 255, filled=True),
    Element("dBezahltDatum", kind=Kind.DATE),
    Element("nZahlungsziel", kind=Kind.WHOLE),
    Element("fBezahlt", kind=Kind.DECIMAL2),
)

POSITION = (
    Element("cName", 255, filled=True),
    Element("cArtNr", 100),
    Element("cBarcode", 255),
    Element("cSeriennummer"),
    Element("cEinheit", 255),
    Element("fPreisEinzelNetto", kind=Kind.DECIMAL5, filled=True),
    Element("fPreis", kind=Kind.DECIMAL2, filled=True),
    Element("fMwSt", kind=Kind.DECIMAL2, filled=True),
    Element("fAnzahl", kind=Kind.DECIMAL4, filled=True),
    Element("cPosTyp", 20, filled=True),
    Element("fRabatt", kind=Kind.DECIMAL2),
)

CUSTOMER = (
    *_texts(
        ("cKundenNr", 30),
        ("cAnrede", 30),
        ("cTitel", 64),
        ("cVorname", 255),
        ("cNachname", 255),
        ("cFirma", 128),
        ("cStrasse", 255),
        ("cAdressZusatz", 255),
        ("cPLZ", 24),
        ("cOrt", 255),
        ("cBundesland", 255),
        ("cLand", 255),
        ("cTel", 30),
        ("cMobil", 30),
        ("cFax", 30),
        ("cMail", 255),
        ("cUSTID", 20),
        ("cWWW", 255),
    ),
    Element("fRabatt", kind=Kind.DECIMAL2),
    Element("cHerkunft", 255),
    Element("dErstellt", kind=Kind.DATE),
)

DELIVERY = _texts(
    ("cAnrede", 30),
    ("cVorname", 255),
    ("cNachname", 255),
    ("cTitel", 64),
    ("cFirma", 128),
    ("cStrasse", 255),
    ("cAdressZusatz", 255),
    ("cPLZ", 24),
    ("cOrt", 255),
    ("cBundesland", 255),
    ("cLand", 255),
    ("cTel", 30),
    ("cMobil", 30),
    ("cFax", 30),
    ("cMail", 255),
)

PAYMENT = _texts(
    *(
        (name, 255)
        for name in (
            "cBankName",
            "cBLZ",
            "cKontoNr",
            "cKartenNr",
            "dGueltigkeit",
            "cCVV",
            "cKartenTyp",
            "cInhaber",
            "cIBAN",
            "cBIC",
        )
    )
)

ORDER_ATTRIBUTES = frozenset({"cRechnungsNr", "kFirma", "kBenutzer"})

POSITION_TYPES = {"standard": 1, "versandkosten": 2}
"""``cPosTyp`` → ``tAuftragPosition.nType``; other values are not confirmed anywhere."""
