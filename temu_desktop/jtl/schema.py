"""JTL's tables and views as far as they are read here, and the inbox, which is written.

Names and types as in JTL-Wawi 1.10.11 (docs: ``jtl-wawi.md``). Columns have English keys; JTL's own
names stand only in this module. Nothing here is ever created: the tables belong to JTL.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    CHAR,
    Boolean,
    Column,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Unicode,
    UnicodeText,
)
from sqlalchemy.dialects import mssql
from sqlalchemy.types import TypeEngine

from temu_desktop.database.types import NaiveBerlinDateTime
from temu_desktop.jtl.types import Quantity

SCHEMAS = ("dbo", "Verkauf", "Versand", "Kunde")
WITHOUT_SCHEMAS: Mapping[str, None] = dict.fromkeys(SCHEMAS)
"""For an engine that has none (an SQLite file): the names stand alone."""

ORDER_TYPE = 1
"""``tAuftrag.nType`` of an order; quotations and others share the table."""
GOODS_TYPES = (0, 1)
"""``tAuftragPosition.nType`` of goods; 2 is shipping, 3 and up are vouchers and fees."""
EXTERNAL_NUMBER_LENGTH = 50
ARTICLE_NUMBER_LENGTH = 100

metadata = MetaData()
_TINYINT: TypeEngine[int] = SmallInteger().with_variant(mssql.TINYINT(), "mssql")
_MAX_TEXT: TypeEngine[str] = UnicodeText().with_variant(mssql.NVARCHAR(), "mssql")

inbox = Table(
    "tXMLBestellImport",
    metadata,
    Column("kXMLBestellImport", Integer, key="key", primary_key=True),
    Column("cText", _MAX_TEXT, key="text"),
    Column("nPlattform", _TINYINT, key="platform"),
    Column("nRechnung", _TINYINT, key="invoice"),
    schema="dbo",
)

orders = Table(
    "tAuftrag",
    metadata,
    Column("kAuftrag", Integer, key="id", primary_key=True),
    Column("cAuftragsNr", Unicode(50), key="number"),
    Column("nType", _TINYINT, key="type"),
    Column("cExterneAuftragsnummer", Unicode(EXTERNAL_NUMBER_LENGTH), key="external_number"),
    Column("nStorno", Boolean, key="cancelled"),
    Column("nKomplettAusgeliefert", Integer, key="delivered_state"),
    schema="Verkauf",
)

positions = Table(
    "tAuftragPosition",
    metadata,
    Column("kAuftragPosition", Integer, key="id", primary_key=True),
    Column("kAuftrag", Integer, key="order_id"),
    Column("kArtikel", Integer, key="article_id"),
    Column("cArtNr", Unicode(ARTICLE_NUMBER_LENGTH), key="article_number"),
    Column("fAnzahl", Quantity, key="quantity"),
    Column("nType", _TINYINT, key="type"),
    Column("kAuftragStueckliste", Integer, key="set_position_id"),
    schema="Verkauf",
)

position_totals = Table(
    "tAuftragPositionEckdaten",
    metadata,
    Column("kAuftragPosition", Integer, key="position_id", primary_key=True),
    Column("fAnzahlOffen", Quantity, key="open_quantity"),
    schema="Verkauf",
)

delivery_notes = Table(
    "tLieferschein",
    metadata,
    Column("kLieferschein", Integer, key="id", primary_key=True),
    Column("kBestellung", Integer, key="order_id"),
    schema="dbo",
)

delivery_note_positions = Table(
    "tLieferscheinPos",
    metadata,
    Column("kLieferscheinPos", Integer, key="id", primary_key=True),
    Column("kLieferschein", Integer, key="delivery_note_id"),
    Column("kBestellPos", Integer, key="position_id"),
    Column("fAnzahl", Quantity, key="quantity"),
    schema="dbo",
)

packages = Table(
    "tVersand",
    metadata,
    Column("kVersand", Integer, key="key", primary_key=True),
    Column("kLieferschein", Integer, key="delivery_note_id"),
    Column("cIdentCode", Unicode(255), key="tracking"),
    Column("dVersendet", NaiveBerlinDateTime, key="shipped_at"),
    Column("kVersandArt", Integer, key="method_id"),
    schema="dbo",
)

shipping_methods = Table(
    "tversandart",
    metadata,
    Column("kVersandArt", Integer, key="id", primary_key=True),
    Column("cName", Unicode(255), key="name"),
    Column("cAktiv", CHAR(1), key="active"),
    Column("cTrackingUrlTemplate", Unicode(255), key="tracking_url"),
    Column("cAmazonCarrierCode", Unicode(50), key="amazon_code"),
    Column("cEbayCarrierCode", Unicode(50), key="ebay_code"),
    schema="dbo",
)

payment_methods = Table(
    "tZahlungsart",
    metadata,
    Column("kZahlungsart", Integer, key="id", primary_key=True),
    Column("cName", Unicode(255), key="name"),
    Column("nAktiv", Integer, key="active"),
    schema="dbo",
)

articles = Table(
    "tArtikel",
    metadata,
    Column("kArtikel", Integer, key="id", primary_key=True),
    Column("cArtNr", Unicode(ARTICLE_NUMBER_LENGTH), key="number"),
    Column("cBarcode", Unicode(255), key="barcode"),
    Column("cAktiv", CHAR(1), key="active"),
    Column("nDelete", Integer, key="deleted"),
    Column("cLagerAktiv", CHAR(1), key="stock_managed"),
    Column("cLagerKleinerNull", CHAR(1), key="oversell_allowed"),
    Column("nIstVater", Integer, key="is_father"),
    Column("nPuffer", Integer, key="buffer"),
    schema="dbo",
)

stock = Table(
    "tlagerbestand",
    metadata,
    Column("kArtikel", Integer, key="article_id", primary_key=True),
    Column("fVerfuegbar", Quantity, key="available"),
    schema="dbo",
)

stock_per_warehouse = Table(
    "vLagerbestandProLager",
    metadata,
    Column("kArtikel", Integer, key="article_id"),
    Column("kWarenlager", Integer, key="warehouse_id"),
    Column("fBestand", Quantity, key="physical"),
    schema="dbo",
)

blocked_per_warehouse = Table(
    "tlagerbestandProLagerLagerartikel",
    metadata,
    Column("kArtikel", Integer, key="article_id"),
    Column("kWarenlager", Integer, key="warehouse_id"),
    Column("fVerfuegbarGesperrt", Quantity, key="blocked"),
    schema="dbo",
)

warehouses = Table(
    "tWarenLager",
    metadata,
    Column("kWarenLager", Integer, key="id", primary_key=True),
    Column("cName", Unicode(255), key="name"),
    Column("nAktiv", Integer, key="active"),
    schema="dbo",
)

platforms = Table(
    "tPlattform",
    metadata,
    Column("nPlattform", Integer, key="id", primary_key=True),
    Column("cName", Unicode(30), key="name"),
    schema="dbo",
)

companies = Table(
    "tfirma", metadata, Column("kFirma", Integer, key="id", primary_key=True), schema="dbo"
)

users = Table(
    "tBenutzer", metadata, Column("kBenutzer", Integer, key="id", primary_key=True), schema="dbo"
)

versions = Table("tVersion", metadata, Column("cVersion", Unicode(50), key="text"), schema="dbo")

customers = Table(
    "lvKunde",
    metadata,
    Column("kKunde", Integer, key="id"),
    Column("cKundenNr", Unicode(30), key="number"),
    Column("cEMail", Unicode(255), key="mail"),
    schema="Kunde",
)
