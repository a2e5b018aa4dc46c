"""Master data and stock of an ``eazybusiness``, with the names and types of JTL-Wawi 1.10.11.

These definitions belong to the other side of the fence: the program under test has its own, and
a contract test shows that both mean the same columns.
"""

from __future__ import annotations

import sqlalchemy as sa

from temu_desktop.sandbox.wawi.types import (
    flag,
    identity,
    integer,
    key,
    number,
    nvarchar,
    nvarchar_max,
    rowversion,
    tinyint,
)

metadata = sa.MetaData()

inbox = sa.Table(
    "tXMLBestellImport",
    metadata,
    identity("kXMLBestellImport"),
    sa.Column("cText", nvarchar_max()),
    sa.Column("nPlattform", tinyint()),
    sa.Column("nRechnung", tinyint()),
    sa.Column("bRowversion", rowversion()),
    schema="dbo",
    sqlite_autoincrement=True,
)

error_log = sa.Table(
    "tErrorlog",
    metadata,
    identity("kErrorlog"),
    sa.Column("cRechnername", nvarchar(255)),
    sa.Column("dErstelltUtc", sa.DateTime, nullable=False),
    integer("nIstWorker"),
    integer("nFehlerID"),
    sa.Column("cMeldung", nvarchar_max()),
    schema="dbo",
    sqlite_autoincrement=True,
)

platform = sa.Table(
    "tPlattform",
    metadata,
    key("nPlattform"),
    sa.Column("cName", nvarchar(30)),
    sa.Column("cID", nvarchar(30)),
    integer("nInet"),
    sa.Column("cWaehrung", nvarchar(3)),
    integer("nTyp", 9),
    schema="dbo",
)

version = sa.Table("tVersion", metadata, sa.Column("cVersion", nvarchar(50)), schema="dbo")

company = sa.Table(
    "tfirma", metadata, key("kFirma"), sa.Column("cName", nvarchar(255)), schema="dbo"
)

user = sa.Table(
    "tBenutzer", metadata, key("kBenutzer"), sa.Column("cName", nvarchar(255)), schema="dbo"
)

tenant = sa.Table(
    "tMandant",
    metadata,
    key("kMandant"),
    sa.Column("cName", nvarchar(255)),
    sa.Column("cDB", nvarchar(255)),
    schema="dbo",
)

shipping_method = sa.Table(
    "tversandart",
    metadata,
    key("kVersandArt"),
    sa.Column("cName", nvarchar(255)),
    flag("cAktiv", "Y"),
    sa.Column("cTrackingUrlTemplate", nvarchar(255)),
    sa.Column("cAmazonCarrierCode", nvarchar(50)),
    sa.Column("cEbayCarrierCode", nvarchar(50)),
    sa.Column("cMarktplatzLieferservice", nvarchar(255)),
    integer("kShippingServiceProviderType"),
    integer("nTrackingIDEingabePflicht"),
    sa.Column("cTrackingIDRegex", nvarchar(255)),
    schema="dbo",
)

payment_method = sa.Table(
    "tZahlungsart",
    metadata,
    key("kZahlungsart"),
    sa.Column("cName", nvarchar(255)),
    integer("nAktiv", 1),
    schema="dbo",
)

article = sa.Table(
    "tArtikel",
    metadata,
    key("kArtikel"),
    sa.Column("cArtNr", nvarchar(100), nullable=False, unique=True),
    sa.Column("cBarcode", nvarchar(255)),
    sa.Column("cHAN", nvarchar(255)),
    flag("cAktiv", "Y"),
    sa.Column("nDelete", sa.Integer),
    flag("cInet", "N"),
    flag("cLagerArtikel", "Y"),
    flag("cLagerAktiv", "Y"),
    flag("cLagerKleinerNull", "N"),
    flag("cLagerVariation", "N"),
    flag("cTeilbar", "N"),
    integer("nIstVater"),
    integer("kVaterArtikel"),
    integer("kStueckliste"),
    integer("nPuffer"),
    sa.Column("nPufferTyp", sa.Integer),
    integer("nNichtBestellbar"),
    integer("kZustand", 1),
    sa.Column("dMod", sa.DateTime),
    sa.Column("bRowversion", rowversion()),
    schema="dbo",
)

article_text = sa.Table(
    "tArtikelBeschreibung",
    metadata,
    key("kArtikel"),
    key("kSprache"),
    key("kPlattform"),
    sa.Column("cName", nvarchar(255)),
    schema="dbo",
)

bill_of_materials = sa.Table(
    "tStueckliste",
    metadata,
    key("kStueckliste"),
    key("kArtikel"),
    number("fAnzahl"),
    integer("kVaterArtikel"),
    integer("nSort"),
    schema="dbo",
)

warehouse = sa.Table(
    "tWarenLager",
    metadata,
    key("kWarenLager"),
    sa.Column("cName", nvarchar(255)),
    sa.Column("cKuerzel", nvarchar(50)),
    sa.Column("cLagerTyp", nvarchar(50)),
    integer("kFirma"),
    integer("nFulfillment"),
    integer("nLagerplatzVerwaltung"),
    integer("nAuslieferungsPrio"),
    sa.Column("kQuellLager", sa.Integer),
    sa.Column("kZielLager", sa.Integer),
    integer("nAktiv"),
    schema="dbo",
)

stock = sa.Table(
    "tlagerbestand",
    metadata,
    key("kArtikel"),
    number("fLagerbestand"),
    number("fLagerbestandEigen"),
    number("fVerfuegbar"),
    number("fVerfuegbarGesperrt"),
    number("fInAuftraegen"),
    number("fZulauf"),
    number("fAufEinkaufsliste"),
    sa.Column("dLieferdatum", sa.DateTime),
    number("fAuslieferungGesperrt"),
    number("fProduktionGesperrt"),
    integer("nLagerAktiv", 1),
    integer("nArtikelTyp"),
    integer("nTeilbar"),
    integer("nLagerKleinerNull"),
    sa.Column("bRowversion", rowversion()),
    schema="dbo",
)

stock_per_warehouse = sa.Table(
    "tlagerbestandProLagerLagerartikel",
    metadata,
    key("kArtikel"),
    key("kWarenlager"),
    number("fBestand"),
    number("fVerfuegbarGesperrt"),
    number("fAuslieferungGesperrt"),
    sa.Column("bRowversion", rowversion()),
    schema="dbo",
)

supplier_stock = sa.Table(
    "tliefartikel",
    metadata,
    key("kLiefArtikel"),
    sa.Column("tArtikel_kArtikel", sa.Integer, nullable=False, index=True),
    number("fLagerbestand"),
    integer("nLagerBeachten"),
    schema="dbo",
)

external_reservation = sa.Table(
    "tExterneReservierung",
    metadata,
    key("kExterneReservierung"),
    sa.Column("kArtikel", sa.Integer, nullable=False, index=True),
    number("fAnzahl"),
    schema="dbo",
)
