"""Master data of a fresh Wawi, and its articles with their stock."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from temu_desktop.sandbox.wawi import tables
from temu_desktop.sandbox.wawi.articles import ArticleIndex, StoredArticle
from temu_desktop.sandbox.wawi.carriers import METHODS, Method, MethodRow
from temu_desktop.sandbox.wawi.ledger import Ledger, StockCard, all_figures
from temu_desktop.sandbox.wawi.packing import local

MAIN_WAREHOUSE = 3
SECOND_WAREHOUSE = 4
FULFILMENT_WAREHOUSE = 7

WAREHOUSES = (
    (MAIN_WAREHOUSE, "Hauptlager", 0),
    (SECOND_WAREHOUSE, "Außenlager", 0),
    (FULFILMENT_WAREHOUSE, "Amazon FBA", 2),
)
PLATFORMS = (
    (1, "JTL-Wawi", 0),
    (2, "JTL-Shop", 2),
    (5, "XML-Import", 9),
    (7, "JTL-POS", 7),
    (8, "SCX", 11),
    (51, "Amazon.de", 6),
)
PAYMENT_METHODS = ((31, "TEMU", 1), (32, "Rechnung", 1), (33, "Nachnahme", 0))
_BATCH = 5000


def insert_masters(connection: Connection) -> None:
    """Everything that exists before the first article: methods, platforms, warehouses, people."""
    contents: dict[sa.Table, list[dict[str, object]]] = {
        tables.version: [{"cVersion": "1.10.11.0"}],
        tables.company: [{"kFirma": 1, "cName": "Musterhandel GmbH"}],
        tables.user: [{"kBenutzer": 1, "cName": "Admin"}],
        tables.tenant: [{"kMandant": 1, "cName": "Musterhandel", "cDB": "eazybusiness"}],
        tables.shipping_method: [_method_row(row) for row in METHODS],
        tables.payment_method: [
            {"kZahlungsart": key, "cName": name, "nAktiv": active}
            for key, name, active in PAYMENT_METHODS
        ],
        tables.platform: [
            {"nPlattform": key, "cName": name, "cID": str(key), "nTyp": kind, "cWaehrung": "EUR"}
            for key, name, kind in PLATFORMS
        ],
        tables.warehouse: [
            {"kWarenLager": key, "cName": name, "nFulfillment": kind, "kFirma": 1, "nAktiv": 1}
            for key, name, kind in WAREHOUSES
        ],
    }
    for table, rows in contents.items():
        connection.execute(sa.insert(table), rows)


def _method_row(row: MethodRow) -> dict[str, object]:
    return {
        "kVersandArt": int(row.key),
        "cName": row.name,
        "cAktiv": _flag(row.active),
        "cTrackingUrlTemplate": row.tracking_url or None,
        "nTrackingIDEingabePflicht": int(row.key not in (Method.TEMU, Method.PICK_UP)),
    }


def stock_cards(articles: ArticleIndex, rng: random.Random, awkward: bool) -> dict[int, StockCard]:
    """First stock of every article; ``awkward`` spreads some of it, blocks some of it, promises
    some of it to other channels and leaves some articles without a stock row."""
    return {id_: _card(stored, rng, awkward) for id_, stored in articles.by_id.items()}


def _card(stored: StoredArticle, rng: random.Random, awkward: bool) -> StockCard:
    pieces = Decimal(stored.article.stock)
    card = StockCard()
    if not stored.reserves:
        return card
    card.lying[MAIN_WAREHOUSE] = pieces
    oddity = rng.random() if awkward else 1.0
    if oddity < 0.15 and pieces >= 2:
        aside = Decimal(rng.randint(1, int(pieces) - 1))
        card.lying = {MAIN_WAREHOUSE: pieces - aside, SECOND_WAREHOUSE: aside}
    elif oddity < 0.17:
        card.blocked = Decimal(rng.randint(0, int(pieces)))
    elif oddity < 0.19:
        card.supplier = Decimal(rng.randint(1, 20))
    elif oddity < 0.21:
        card.external = Decimal(rng.randint(1, 3))
    elif oddity < 0.215 and not pieces:
        card.has_row = False
    return card


def insert_articles(
    connection: Connection, articles: ArticleIndex, ledger: Ledger, now: datetime
) -> None:
    """Articles, names, bills of material and stock."""
    stored = articles.by_id
    _insert(connection, tables.article, (_article_row(row, local(now)) for row in stored.values()))
    _insert(connection, tables.article_text, (_text_row(row) for row in stored.values()))
    _insert(connection, tables.bill_of_materials, _part_rows(stored.values()))
    _insert(connection, tables.stock, all_figures(ledger, stored))
    _insert(connection, tables.stock_per_warehouse, _lying_rows(ledger, stored))
    cards = [(id_, ledger.card(id_)) for id_ in stored]
    _insert(
        connection,
        tables.supplier_stock,
        (
            {
                "kLiefArtikel": id_,
                "tArtikel_kArtikel": id_,
                "fLagerbestand": card.supplier,
                "nLagerBeachten": 1,
            }
            for id_, card in cards
            if card.supplier
        ),
    )
    _insert(
        connection,
        tables.external_reservation,
        (
            {"kExterneReservierung": id_, "kArtikel": id_, "fAnzahl": card.external}
            for id_, card in cards
            if card.external
        ),
    )


def _insert(connection: Connection, table: sa.Table, rows: Iterable[dict[str, object]]) -> None:
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            connection.execute(sa.insert(table), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(table), batch)


def _article_row(stored: StoredArticle, now: datetime) -> dict[str, object]:
    article = stored.article
    return {
        "kArtikel": stored.id,
        "cArtNr": article.number,
        "cBarcode": article.ean,
        "cAktiv": _flag(article.active),
        # JTL leaves the mark empty on most articles that were never deleted.
        "nDelete": 1 if article.deleted else None,
        "cLagerAktiv": _flag(article.stock_managed),
        "cLagerKleinerNull": _flag(article.oversell),
        "nIstVater": int(article.is_father),
        "kStueckliste": stored.id if stored.parts else 0,
        "nPuffer": article.buffer,
        "dMod": now,
    }


def _flag(value: bool) -> str:
    return "Y" if value else "N"


def _text_row(stored: StoredArticle) -> dict[str, object]:
    name = stored.article.name
    return {"kArtikel": stored.id, "kSprache": 1, "kPlattform": 1, "cName": name}


def _part_rows(stored: Iterable[StoredArticle]) -> Iterator[dict[str, object]]:
    for owner in stored:
        for place, (part, pieces) in enumerate(owner.parts):
            yield {
                "kStueckliste": owner.id,
                "kArtikel": part,
                "fAnzahl": Decimal(pieces),
                "kVaterArtikel": owner.id,
                "nSort": place,
            }


def _lying_rows(ledger: Ledger, ids: Iterable[int]) -> Iterator[dict[str, object]]:
    for id_ in ids:
        card = ledger.card(id_)
        for house, pieces in card.lying.items():
            yield {
                "kArtikel": id_,
                "kWarenlager": house,
                "fBestand": pieces,
                "fVerfuegbarGesperrt": card.blocked if house == MAIN_WAREHOUSE else Decimal(0),
            }
