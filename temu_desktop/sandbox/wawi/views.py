"""JTL's views that others read, written once and rendered for each engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.selectable import SelectBase

from temu_desktop.sandbox.wawi import order_tables as orders
from temu_desktop.sandbox.wawi import tables

Columns = list[sa.ColumnElement[Any]]

BILLING = 1
DELIVERY = 0


def _customers() -> SelectBase:
    """Kunde.lvKunde: standard billing address only; a customer without one is missing."""
    who, where = orders.customer.c, orders.address.c
    same = ("cName", "cVorname", "cFirma", "cStrasse", "cPLZ", "cOrt", "cLand", "cTel", "cMobil")
    columns: Columns = [who.kKunde, who.cKundenNr, where.cMail.label("cEMail")]
    columns += [where[name] for name in (*same, "cUSTID")]
    columns += [
        who.cHerkunft,
        who.cSperre.label("Gesperrt"),
        who.kKundenGruppe.label("KundenGruppe"),
    ]
    joined = orders.customer.join(
        orders.address,
        sa.and_(where.kKunde == who.kKunde, where.nStandard == 1, where.nTyp == BILLING),
    )
    return sa.select(*columns).select_from(joined)


def _delivery_notes() -> SelectBase:
    """Versand.lvLieferschein: inner joins to both addresses and the totals, no order key."""
    note, order, totals = orders.note.c, orders.order.c, orders.note_totals.c
    billing, delivery = orders.order_address.alias("ra"), orders.order_address.alias("la")
    columns: Columns = [
        note.kLieferschein,
        note.cLieferscheinNr,
        note.dErstellt,
        totals.dVersendet,
        order.cExterneAuftragsnummer.label("cBestellungInetBestellNr"),
        order.cAuftragsNr.label("cBestellNr"),
        order.kKunde,
        order.cKundenNr.label("cKundeNr"),
        order.kPlattform.label("nPlattform"),
        tables.platform.c.nTyp.label("nPlattformTyp"),
        order.kFirma,
        totals.kVersandArt.label("kVersandart"),
        totals.nAnzahlPakete,
        totals.nAnzahlVersendetePakete,
        totals.nVersandStatus.label("nShippingStatus"),
        note.nFulfillment.label("nIstFulfillment"),
        sa.case((note.kLieferantenBestellung.is_(None), 0), else_=1).label("nIstDropshipping"),
        delivery.c.cName.label("cLieferadresseName"),
        delivery.c.cPLZ.label("cLieferadressePLZ"),
        billing.c.cName.label("cRechnungsadresseName"),
    ]
    joined = (
        orders.note.join(orders.order, order.kAuftrag == note.kBestellung)
        .join(orders.note_totals, totals.kLieferschein == note.kLieferschein)
        .join(billing, sa.and_(billing.c.kAuftrag == order.kAuftrag, billing.c.nTyp == BILLING))
        .join(delivery, sa.and_(delivery.c.kAuftrag == order.kAuftrag, delivery.c.nTyp == DELIVERY))
        .join(tables.platform, tables.platform.c.nPlattform == order.kPlattform)
    )
    return sa.select(*columns).select_from(joined)


def _packages() -> SelectBase:
    """Versand.lvLieferscheinpaket."""
    package, method = orders.package.c, tables.shipping_method.c
    columns: Columns = [
        package.kLieferschein,
        package.kVersand.label("kInternePaketnummer"),
        package.cIdentCode.label("cTrackingId"),
        package.cShipmentId.label("cSendungsreferenz"),
        package.dErstellt.label("dVerpackt"),
        package.dVersendet,
        package.cHinweis,
        package.dAnkunftszeit.label("dVoraussichtlichesLieferdatum"),
        sa.func.coalesce(method.cName, sa.literal("")).label("cVersandartName"),
        package.fGewicht,
        package.nStatus,
        package.cEnclosedReturnIdentCode,
    ]
    joined = orders.package.outerjoin(
        tables.shipping_method, method.kVersandArt == package.kVersandArt
    )
    return sa.select(*columns).select_from(joined)


def _note_positions() -> SelectBase:
    """Versand.lvLieferscheinposition."""
    row, position = orders.note_position.c, orders.position.c
    columns: Columns = [
        row.kLieferschein,
        row.kLieferscheinPos,
        row.kBestellPos,
        position.cArtNr,
        position.cName,
        row.fAnzahl.label("fMenge"),
        position.kArtikel,
        position.kAuftragStueckliste.label("kStuecklistenVater"),
    ]
    joined = orders.note_position.join(
        orders.position, position.kAuftragPosition == row.kBestellPos
    )
    return sa.select(*columns).select_from(joined)


def _stock_per_warehouse(dialect: Dialect) -> SelectBase:
    """dbo.vLagerbestandProLager: what lies there, and the sets that could be built from it."""
    lying, article = tables.stock_per_warehouse.c, tables.article.c
    part, house = tables.bill_of_materials.c, tables.warehouse.c
    share = sa.func.coalesce(lying.fBestand, 0) / part.fAnzahl
    whole = sa.cast(share, sa.Integer) if dialect.name == "sqlite" else sa.func.floor(share)
    joined = (
        tables.article.join(tables.bill_of_materials, part.kStueckliste == article.kStueckliste)
        .join(tables.warehouse, sa.true() if dialect.name != "mssql" else sa.literal(1) == 1)
        .outerjoin(
            tables.stock_per_warehouse,
            sa.and_(lying.kArtikel == part.kArtikel, lying.kWarenlager == house.kWarenLager),
        )
    )
    sets = (
        sa.select(article.kArtikel, house.kWarenLager, sa.func.min(whole))
        .select_from(joined)
        .where(article.kStueckliste > 0)
        .group_by(article.kArtikel, house.kWarenLager)
    )
    own = sa.select(
        lying.kArtikel, lying.kWarenlager.label("kWarenlager"), lying.fBestand.label("fBestand")
    )
    return sa.union_all(own, sets)


def view_definitions(dialect: Dialect) -> Mapping[tuple[str, str], SelectBase]:
    """(schema, name) → its SELECT, in the order in which they are created."""
    return {
        ("dbo", "vLagerbestandProLager"): _stock_per_warehouse(dialect),
        ("Kunde", "lvKunde"): _customers(),
        ("Versand", "lvLieferschein"): _delivery_notes(),
        ("Versand", "lvLieferscheinpaket"): _packages(),
        ("Versand", "lvLieferscheinposition"): _note_positions(),
    }
