"""The six tables that exist at merchants (operations-db.md): names and types are fixed.

Their columns have German names in the database and English keys here; this is the only place
where the two meet. Columns that this program added are nullable and have English names, so that
an older program can still write its rows. Its own columns hold naive Berlin time, ours UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    false,
    text,
    true,
)

from temu_desktop.database.schema.base import (
    BerlinNow,
    metadata,
    prefix_index,
    row_id,
    special_index,
)
from temu_desktop.database.types import (
    JsonText,
    Money,
    NaiveBerlinDateTime,
    NVarChar,
    UtcDateTime,
)

orders = Table(
    "temu_orders",
    metadata,
    row_id(),
    Column("bestell_id", NVarChar(50), key="number", nullable=False, unique=True),
    Column("bestellstatus", NVarChar(50), key="temu_status_word"),
    Column("kaufdatum", NaiveBerlinDateTime, key="ordered_at"),
    Column("name_empfaenger", NVarChar(200), key="recipient_name"),
    Column("vorname_empfaenger", NVarChar(100), key="recipient_first_name"),
    Column("nachname_empfaenger", NVarChar(100), key="recipient_last_name"),
    Column("telefon_empfaenger", NVarChar(50), key="recipient_phone"),
    Column("email", NVarChar(255), key="recipient_mail"),
    Column("strasse", NVarChar(200), key="street"),
    Column("adresszusatz", NVarChar(200), key="address_extra"),
    Column("plz", NVarChar(20), key="post_code"),
    Column("ort", NVarChar(100), key="city"),
    Column("bundesland", NVarChar(100), key="state"),
    Column("land", NVarChar(50), key="country"),
    Column("land_iso", NVarChar(2), key="country_iso"),
    Column("versandkosten", Money(10, 2), key="shipping_net"),
    Column("versanddienstleister", NVarChar(100), key="carrier"),
    Column("trackingnummer", NVarChar(100), key="tracking_number"),
    Column("versanddatum", NaiveBerlinDateTime, key="shipped_at"),
    Column("status", NVarChar(50), server_default="importiert"),
    Column("xml_erstellt", Boolean, key="exported", server_default=false()),
    Column("temu_gemeldet", Boolean, key="reported", server_default=false()),
    Column("created_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("updated_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("shop_id", NVarChar(64)),
    Column("temu_status", Integer),
    Column("region_id", Integer),
    Column("temu_updated_at", UtcDateTime),
    Column("confirmed_at", UtcDateTime),
    Column("ship_by_at", UtcDateTime),
    Column("deliver_by_at", UtcDateTime),
    Column("labels", JsonText),
    Column("warnings", JsonText),
    Column("hold_reason", NVarChar(100)),
    Column("cancelled_at", UtcDateTime),
    Column("shipping_gross", Money(10, 2)),
    Column("shipping_rate", Money(7, 4)),
    Column("currency", NVarChar(3)),
    Column("address_hash", NVarChar(64)),
    Column("seen_at", UtcDateTime),
    Column("handed_over_at", UtcDateTime),
    Column("reported_at", UtcDateTime),
    Column("tax_code", NVarChar(100)),
    Column("prices_missing", Boolean),
    Column("company", NVarChar(200)),
)
"""TEMU's parent orders and where each stands on its way to JTL and back."""
prefix_index(orders.c.number)
Index(None, orders.c.status)
prefix_index(orders.c.tracking_number)
prefix_index(orders.c.recipient_last_name)
prefix_index(orders.c.recipient_first_name)
prefix_index(orders.c.post_code)
Index(None, orders.c.ordered_at, orders.c.id)
Index(None, orders.c.ship_by_at, orders.c.id)
Index(None, orders.c.recipient_name, orders.c.id)
Index(None, orders.c.status, orders.c.ordered_at, orders.c.id)
Index(None, orders.c.status, orders.c.ship_by_at, orders.c.id)
Index(None, orders.c.status, orders.c.reported, orders.c.id)
Index(None, orders.c.cancelled_at, orders.c.id)
Index(None, orders.c.status, orders.c.reported)

order_items = Table(
    "temu_order_items",
    metadata,
    row_id(),
    Column("order_id", Integer, ForeignKey(orders.c.id, ondelete="CASCADE"), nullable=False),
    Column("bestell_id", NVarChar(50), key="order_number", nullable=False),
    Column("bestellartikel_id", NVarChar(50), key="line_number", nullable=False, unique=True),
    Column("produktname", NVarChar(500), key="name"),
    Column("sku", NVarChar(100)),
    Column("sku_id", NVarChar(100)),
    Column("variation", NVarChar(200)),
    Column("menge", Money(10, 2), key="quantity"),
    Column("netto_einzelpreis", Money(10, 2), key="unit_net"),
    Column("brutto_einzelpreis", Money(10, 2), key="unit_gross"),
    Column("gesamtpreis_netto", Money(10, 2), key="total_net"),
    Column("gesamtpreis_brutto", Money(10, 2), key="total_gross"),
    Column("mwst_satz", Money(5, 2), key="vat_rate", server_default=text("19.00")),
    Column("created_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("unit_net_exact", Money(14, 5)),
    Column("goods_id", BigInteger),
    Column("sold_factor", Integer),
    Column("pieces", Integer),
    Column("original_quantity", Integer),
    Column("cancelled_quantity", Integer),
    Column("line_status", Integer),
    Column("products", JsonText),
)
"""The lines of an order; ``line_number`` is TEMU's orderSn."""
Index(None, order_items.c.order_id)
prefix_index(order_items.c.line_number)
prefix_index(order_items.c.sku)
Index(None, order_items.c.order_number)

xml_exports = Table(
    "temu_xml_export",
    metadata,
    row_id(),
    Column("bestell_id", NVarChar(50), key="order_number", nullable=False),
    Column("xml_content", NVarChar(), key="xml", nullable=False),
    Column("status", NVarChar(50), server_default="pending"),
    Column("verarbeitet", Boolean, key="processed", server_default=false()),
    Column("created_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("processed_at", NaiveBerlinDateTime),
)
"""The order XML as it was handed to JTL; ``exports`` follows what became of it."""

products = Table(
    "temu_products",
    metadata,
    row_id(),
    Column("sku", NVarChar(100), nullable=False, unique=True),
    Column("goods_id", BigInteger, nullable=False),
    Column("sku_id", BigInteger),
    Column("goods_name", NVarChar(500), key="name"),
    Column("jtl_article_id", Integer, key="article_id"),
    Column("is_active", Boolean, server_default=true()),
    Column("synced_at", NaiveBerlinDateTime),
    Column("created_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("updated_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("shop_id", NVarChar(64)),
    Column("sold_factor", Integer),
    Column("temu_status", Integer),
)
"""TEMU's listed SKUs and the JTL article behind each."""
Index(None, products.c.goods_id)
Index(None, products.c.article_id)
Index(None, products.c.name)

inventory = Table(
    "temu_inventory",
    metadata,
    row_id(),
    Column("product_id", Integer, ForeignKey(products.c.id, ondelete="CASCADE"), nullable=False),
    Column("jtl_article_id", Integer, key="article_id"),
    Column("jtl_stock", Integer, key="available", nullable=False, server_default=text("0")),
    Column("temu_stock", Integer, nullable=False, server_default=text("0")),
    Column("needs_sync", Boolean, nullable=False, server_default=false()),
    Column("last_synced_to_temu", NaiveBerlinDateTime, key="last_pushed_at"),
    Column("created_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("updated_at", NaiveBerlinDateTime, server_default=BerlinNow()),
    Column("temu_stock_known", Boolean),
    Column("jtl_available", Integer),
    Column("in_flight", Integer),
    Column("buffer", Integer),
    Column("cap", Integer),
    Column("target", Integer),
    Column("reason", JsonText),
    Column("read_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("proven_at", UtcDateTime),
    Column("sent_quantity", Integer),
    Column("held_by_run", NVarChar(40)),
    Column("approved_by_run", NVarChar(40)),
    Column("refused_code", NVarChar(40)),
    Column("refused_text", NVarChar(500)),
    Column("paused", Boolean),
    Column("difference", Integer, Computed("target - temu_stock")),
)
"""The quantity to publish per SKU (``available``), what TEMU last knew, and how it came about."""
Index(None, inventory.c.product_id)
Index(None, inventory.c.needs_sync)
for _figure in ("jtl_available", "target", "temu_stock", "difference", "sent_at"):
    Index(None, inventory.c[_figure], inventory.c.product_id)
for _mark in (inventory.c.held_by_run, inventory.c.refused_code):
    _marked = {"where": _mark.is_not(None)}
    special_index(_mark, sqlite=_marked, postgresql=_marked, mssql=_marked)

scheduler_logs = Table(
    "scheduler_logs",
    metadata,
    Column("log_id", Integer, primary_key=True),
    Column("job_id", String(255), nullable=False),
    Column("job_type", String(100), nullable=False),
    Column("level", String(20), nullable=False),
    Column("message", NVarChar(), nullable=False),
    Column("timestamp", NaiveBerlinDateTime(fine=True), nullable=False, server_default=BerlinNow()),
    Column("duration_seconds", Float),
    Column("status", String(20)),
    Column("error_text", NVarChar()),
    Column("run_id", NVarChar(40)),
    Column("step", NVarChar(60)),
    Column("subject", NVarChar(200)),
    Column("logger", NVarChar(200)),
)
"""Log lines: of job runs, as the programs before this one wrote them, and of the program itself
(``job_id`` and ``job_type`` empty). ``subject`` is the order or SKU a line is about."""
Index(None, scheduler_logs.c.run_id)
Index(None, scheduler_logs.c.job_id)
Index(None, scheduler_logs.c.timestamp)
Index(None, scheduler_logs.c.level)
