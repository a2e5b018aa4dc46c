"""Customers, orders, delivery notes and packages of an ``eazybusiness`` (see ``tables``)."""

from __future__ import annotations

import sqlalchemy as sa

from temu_desktop.sandbox.wawi.tables import metadata
from temu_desktop.sandbox.wawi.types import (
    integer,
    key,
    number,
    nvarchar,
    rowversion,
    tinyint,
)

customer = sa.Table(
    "tkunde",
    metadata,
    key("kKunde"),
    integer("kInetKunde"),
    sa.Column("cKundenNr", nvarchar(30), index=True),
    integer("kKundenGruppe", 1),
    sa.Column("cSperre", sa.CHAR(1)),
    sa.Column("cHerkunft", nvarchar(255)),
    integer("kZahlungsart"),
    integer("nDebitorennr"),
    integer("kSprache", 1),
    sa.Column("dErstellt", sa.DateTime),
    schema="dbo",
)

_PERSON = (
    ("cAnrede", 30),
    ("cTitel", 64),
    ("cVorname", 255),
    ("cName", 255),
    ("cFirma", 128),
    ("cStrasse", 255),
    ("cAdressZusatz", 255),
    ("cPLZ", 24),
    ("cOrt", 255),
    ("cBundesland", 255),
    ("cLand", 255),
    ("cISO", 5),
    ("cTel", 30),
    ("cMobil", 30),
    ("cFax", 30),
    ("cMail", 255),
    ("cUSTID", 20),
    ("cPostID", 255),
)


def _person_columns() -> list[sa.Column[str]]:
    return [sa.Column(name, nvarchar(length)) for name, length in _PERSON]


address = sa.Table(
    "tAdresse",
    metadata,
    key("kAdresse"),
    sa.Column("kKunde", sa.Integer, nullable=False, index=True),
    integer("nTyp", 1),
    integer("nStandard", 1),
    *_person_columns(),
    schema="dbo",
)

order = sa.Table(
    "tAuftrag",
    metadata,
    key("kAuftrag"),
    sa.Column("cAuftragsNr", nvarchar(50), nullable=False),
    sa.Column("nType", tinyint(), nullable=False),
    sa.Column("cExterneAuftragsnummer", nvarchar(50)),
    sa.Column("cKundenAuftragsnummer", nvarchar(250)),
    sa.Column("kKunde", sa.Integer, index=True),
    sa.Column("cKundenNr", nvarchar(30)),
    sa.Column("kFirma", sa.Integer),
    sa.Column("kBenutzer", sa.Integer),
    sa.Column(
        "kPlattform",
        sa.Integer,
        sa.ForeignKey("dbo.tPlattform.nPlattform", name="FK_tAuftrag_tPlattform"),
        index=True,
    ),
    integer("kShop"),
    integer("kVersandArt"),
    integer("kZahlungsart"),
    sa.Column("kWarenlager", sa.Integer),
    sa.Column("cWaehrung", nvarchar(3)),
    sa.Column("dErstellt", sa.DateTime),
    sa.Column("dErstelltWawi", sa.DateTime),
    sa.Column("dExternesErstelldatum", sa.DateTime),
    sa.Column("nStorno", sa.Boolean, nullable=False),
    integer("nKomplettAusgeliefert"),
    integer("kRueckhaltegrund"),
    integer("kVorgangsstatus"),
    integer("nAuftragStatus"),
    integer("nPending"),
    integer("nArchiv"),
    sa.Column("bRowversion", rowversion()),
    sa.UniqueConstraint("cAuftragsNr", "nType", name="UQ_tAuftrag_cAuftragsNr_nType"),
    sa.Index("IX_Verkauf_tAuftrag_cExterneAuftragsnummer", "cExterneAuftragsnummer"),
    sa.Index("IX_Verkauf_tAuftrag_Lieferstand", "nKomplettAusgeliefert", "nType", "nStorno"),
    schema="Verkauf",
)

order_totals = sa.Table(
    "tAuftragEckdaten",
    metadata,
    key("kAuftrag"),
    number("fWertNetto"),
    number("fWertBrutto"),
    number("fOffenerWert"),
    sa.Column("dLetzterVersand", sa.DateTime),
    integer("nAnzahlPakete"),
    integer("nAnzahlVersendetePakete"),
    integer("nZahlungStatus"),
    sa.Column("dBezahlt", sa.DateTime),
    schema="Verkauf",
)

position = sa.Table(
    "tAuftragPosition",
    metadata,
    key("kAuftragPosition"),
    sa.Column("kAuftrag", sa.Integer, nullable=False, index=True),
    sa.Column("kArtikel", sa.Integer),
    sa.Column("cArtNr", nvarchar(100)),
    sa.Column("cName", nvarchar(255)),
    sa.Column("cEinheit", nvarchar(255)),
    number("fAnzahl"),
    number("fVkNetto"),
    number("fVkBrutto"),
    number("fMwSt"),
    number("fRabatt"),
    sa.Column("nType", tinyint(), nullable=False),
    integer("nReserviert"),
    sa.Column("kAuftragStueckliste", sa.Integer),
    integer("nSort"),
    schema="Verkauf",
)

position_totals = sa.Table(
    "tAuftragPositionEckdaten",
    metadata,
    key("kAuftragPosition"),
    sa.Column("kAuftrag", sa.Integer, nullable=False, index=True),
    number("fAnzahlOffen"),
    number("fAnzahlGeliefert"),
    schema="Verkauf",
)

order_address = sa.Table(
    "tAuftragAdresse",
    metadata,
    key("kAuftrag"),
    key("nTyp"),
    *_person_columns(),
    schema="Verkauf",
)

cancellation = sa.Table(
    "tAuftragStorno",
    metadata,
    key("kAuftrag"),
    integer("kBenutzer", 1),
    sa.Column("kAuftragStornogrund", sa.Integer),
    sa.Column("dStorniert", sa.DateTime),
    sa.Column("cKommentar", nvarchar(100)),
    schema="Verkauf",
)

note = sa.Table(
    "tLieferschein",
    metadata,
    key("kLieferschein"),
    sa.Column("kBestellung", sa.Integer, nullable=False, index=True),
    integer("kBenutzer", 1),
    sa.Column("cLieferscheinNr", nvarchar(50)),
    sa.Column("cHinweis", nvarchar(255)),
    sa.Column("dErstellt", sa.DateTime, index=True),
    sa.Column("dGedruckt", sa.DateTime),
    sa.Column("dMailVersand", sa.DateTime),
    integer("nFulfillment"),
    sa.Column("kLieferantenBestellung", sa.Integer),
    sa.Column("bRowversion", rowversion()),
    schema="dbo",
)

note_position = sa.Table(
    "tLieferscheinPos",
    metadata,
    key("kLieferscheinPos"),
    sa.Column("kLieferschein", sa.Integer, nullable=False, index=True),
    sa.Column("kBestellPos", sa.Integer, nullable=False, index=True),
    number("fAnzahl"),
    schema="dbo",
)

note_totals = sa.Table(
    "tLieferscheinEckdaten",
    metadata,
    key("kLieferschein"),
    sa.Column("dErstellt", sa.DateTime),
    sa.Column("dVersendet", sa.DateTime),
    integer("nAnzahlPakete"),
    integer("nAnzahlVersendetePakete"),
    integer("nVersandStatus"),
    integer("kVersandArt"),
    schema="dbo",
)

package = sa.Table(
    "tVersand",
    metadata,
    key("kVersand"),
    sa.Column("kLieferschein", sa.Integer, nullable=False, index=True),
    integer("kLogistik"),
    sa.Column("cIdentCode", nvarchar(255), index=True),
    sa.Column("dErstellt", sa.DateTime),
    sa.Column("dVersendet", sa.DateTime, index=True),
    integer("kVersandArt"),
    sa.Column("cLogistiker", nvarchar(50)),
    sa.Column("cHinweis", nvarchar(255)),
    number("fGewicht"),
    integer("nStatus"),
    sa.Column("cShipmentId", nvarchar(50)),
    sa.Column("cReference", nvarchar(255)),
    sa.Column("cShipmentOrderId", nvarchar(100)),
    sa.Column("cEnclosedReturnIdentCode", nvarchar(255)),
    sa.Column("kReturnVersandart", sa.Integer),
    sa.Column("dAnkunftszeit", sa.DateTime),
    sa.Column("bRowversion", rowversion()),
    schema="dbo",
)
