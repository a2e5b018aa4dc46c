"""Create the tables that exist at merchants, or adopt them with their rows untouched.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mssql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def utc() -> sa.types.TypeEngine[datetime]:
    """A time of our own, in UTC."""
    return sa.DateTime().with_variant(mssql.DATETIME2(6), "mssql")  # type: ignore[no-untyped-call]


def precise() -> sa.types.TypeEngine[datetime]:
    """DATETIME2 with its own precision, as ``scheduler_logs`` has it."""
    return sa.DateTime().with_variant(mssql.DATETIME2(), "mssql")  # type: ignore[no-untyped-call]


class LocalNow(FunctionElement[Any]):
    """The server's local time."""

    inherit_cache = True


@compiles(LocalNow)
def _default_now(element: LocalNow, compiler: SQLCompiler, **options: Any) -> str:
    return "(now() AT TIME ZONE 'Europe/Berlin')"


@compiles(LocalNow, "mssql")
def _sql_server_now(element: LocalNow, compiler: SQLCompiler, **options: Any) -> str:
    return "GETDATE()"


@compiles(LocalNow, "sqlite")
def _sqlite_now(element: LocalNow, compiler: SQLCompiler, **options: Any) -> str:
    return "(strftime('%Y-%m-%d %H:%M:%f', 'now', 'localtime'))"


now = LocalNow()

orders = sa.Table(
    "temu_orders",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("bestell_id", sa.Unicode(50), nullable=False, unique=True),
    sa.Column("bestellstatus", sa.Unicode(50)),
    sa.Column("kaufdatum", sa.DateTime()),
    sa.Column("name_empfaenger", sa.Unicode(200)),
    sa.Column("vorname_empfaenger", sa.Unicode(100)),
    sa.Column("nachname_empfaenger", sa.Unicode(100)),
    sa.Column("telefon_empfaenger", sa.Unicode(50)),
    sa.Column("email", sa.Unicode(255)),
    sa.Column("strasse", sa.Unicode(200)),
    sa.Column("adresszusatz", sa.Unicode(200)),
    sa.Column("plz", sa.Unicode(20)),
    sa.Column("ort", sa.Unicode(100)),
    sa.Column("bundesland", sa.Unicode(100)),
    sa.Column("land", sa.Unicode(50)),
    sa.Column("land_iso", sa.Unicode(2)),
    sa.Column("versandkosten", sa.DECIMAL(10, 2)),
    sa.Column("versanddienstleister", sa.Unicode(100)),
    sa.Column("trackingnummer", sa.Unicode(100)),
    sa.Column("versanddatum", sa.DateTime()),
    sa.Column("status", sa.Unicode(50), server_default="importiert"),
    sa.Column("xml_erstellt", sa.Boolean, server_default=sa.false()),
    sa.Column("temu_gemeldet", sa.Boolean, server_default=sa.false()),
    sa.Column("created_at", sa.DateTime(), server_default=now),
    sa.Column("updated_at", sa.DateTime(), server_default=now),
    sa.Column("shop_id", sa.Unicode(64)),
    sa.Column("temu_status", sa.Integer),
    sa.Column("region_id", sa.Integer),
    sa.Column("temu_updated_at", utc()),
    sa.Column("confirmed_at", utc()),
    sa.Column("ship_by_at", utc()),
    sa.Column("deliver_by_at", utc()),
    sa.Column("labels", sa.Unicode()),
    sa.Column("warnings", sa.Unicode()),
    sa.Column("hold_reason", sa.Unicode(100)),
    sa.Column("cancelled_at", utc()),
    sa.Column("shipping_gross", sa.DECIMAL(10, 2)),
    sa.Column("shipping_rate", sa.DECIMAL(7, 4)),
    sa.Column("currency", sa.Unicode(3)),
    sa.Column("address_hash", sa.Unicode(64)),
    sa.Column("seen_at", utc()),
    sa.Column("handed_over_at", utc()),
    sa.Column("reported_at", utc()),
    sa.Column("tax_code", sa.Unicode(100)),
    sa.Column("prices_missing", sa.Boolean),
    sa.Column("company", sa.Unicode(200)),
)
sa.Index(None, orders.c.bestell_id)
sa.Index(None, orders.c.status)
sa.Index(None, orders.c.trackingnummer)

order_items = sa.Table(
    "temu_order_items",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "order_id", sa.Integer, sa.ForeignKey(orders.c.id, ondelete="CASCADE"), nullable=False
    ),
    sa.Column("bestell_id", sa.Unicode(50), nullable=False),
    sa.Column("bestellartikel_id", sa.Unicode(50), nullable=False, unique=True),
    sa.Column("produktname", sa.Unicode(500)),
    sa.Column("sku", sa.Unicode(100)),
    sa.Column("sku_id", sa.Unicode(100)),
    sa.Column("variation", sa.Unicode(200)),
    sa.Column("menge", sa.DECIMAL(10, 2)),
    sa.Column("netto_einzelpreis", sa.DECIMAL(10, 2)),
    sa.Column("brutto_einzelpreis", sa.DECIMAL(10, 2)),
    sa.Column("gesamtpreis_netto", sa.DECIMAL(10, 2)),
    sa.Column("gesamtpreis_brutto", sa.DECIMAL(10, 2)),
    sa.Column("mwst_satz", sa.DECIMAL(5, 2), server_default=sa.text("19.00")),
    sa.Column("created_at", sa.DateTime(), server_default=now),
    sa.Column("unit_net_exact", sa.DECIMAL(14, 5)),
    sa.Column("goods_id", sa.BigInteger),
    sa.Column("sold_factor", sa.Integer),
    sa.Column("pieces", sa.Integer),
    sa.Column("original_quantity", sa.Integer),
    sa.Column("cancelled_quantity", sa.Integer),
    sa.Column("line_status", sa.Integer),
    sa.Column("products", sa.Unicode()),
)
sa.Index(None, order_items.c.order_id)
sa.Index(None, order_items.c.bestellartikel_id)
sa.Index(None, order_items.c.bestell_id)

xml_exports = sa.Table(
    "temu_xml_export",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("bestell_id", sa.Unicode(50), nullable=False),
    sa.Column("xml_content", sa.Unicode(), nullable=False),
    sa.Column("status", sa.Unicode(50), server_default="pending"),
    sa.Column("verarbeitet", sa.Boolean, server_default=sa.false()),
    sa.Column("created_at", sa.DateTime(), server_default=now),
    sa.Column("processed_at", sa.DateTime()),
)

products = sa.Table(
    "temu_products",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sku", sa.Unicode(100), nullable=False, unique=True),
    sa.Column("goods_id", sa.BigInteger, nullable=False),
    sa.Column("sku_id", sa.BigInteger),
    sa.Column("goods_name", sa.Unicode(500)),
    sa.Column("jtl_article_id", sa.Integer),
    sa.Column("is_active", sa.Boolean, server_default=sa.true()),
    sa.Column("synced_at", sa.DateTime()),
    sa.Column("created_at", sa.DateTime(), server_default=now),
    sa.Column("updated_at", sa.DateTime(), server_default=now),
    sa.Column("shop_id", sa.Unicode(64)),
    sa.Column("sold_factor", sa.Integer),
    sa.Column("temu_status", sa.Integer),
)
sa.Index(None, products.c.goods_id)
sa.Index(None, products.c.jtl_article_id)

inventory = sa.Table(
    "temu_inventory",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "product_id", sa.Integer, sa.ForeignKey(products.c.id, ondelete="CASCADE"), nullable=False
    ),
    sa.Column("jtl_article_id", sa.Integer),
    sa.Column("jtl_stock", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("temu_stock", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("needs_sync", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("last_synced_to_temu", sa.DateTime()),
    sa.Column("created_at", sa.DateTime(), server_default=now),
    sa.Column("updated_at", sa.DateTime(), server_default=now),
    sa.Column("temu_stock_known", sa.Boolean),
    sa.Column("jtl_available", sa.Integer),
    sa.Column("in_flight", sa.Integer),
    sa.Column("buffer", sa.Integer),
    sa.Column("cap", sa.Integer),
    sa.Column("target", sa.Integer),
    sa.Column("reason", sa.Unicode()),
    sa.Column("read_at", utc()),
    sa.Column("sent_at", utc()),
    sa.Column("proven_at", utc()),
    sa.Column("sent_quantity", sa.Integer),
    sa.Column("held_by_run", sa.Unicode(40)),
    sa.Column("approved_by_run", sa.Unicode(40)),
    sa.Column("refused_code", sa.Unicode(40)),
    sa.Column("refused_text", sa.Unicode(500)),
    sa.Column("paused", sa.Boolean),
)
sa.Index(None, inventory.c.product_id)
sa.Index(None, inventory.c.needs_sync)

scheduler_logs = sa.Table(
    "scheduler_logs",
    metadata,
    sa.Column("log_id", sa.Integer, primary_key=True),
    sa.Column("job_id", sa.String(255), nullable=False),
    sa.Column("job_type", sa.String(100), nullable=False),
    sa.Column("level", sa.String(20), nullable=False),
    sa.Column("message", sa.Unicode(), nullable=False),
    sa.Column("timestamp", precise(), nullable=False, server_default=now),
    sa.Column("duration_seconds", sa.Float),
    sa.Column("status", sa.String(20)),
    sa.Column("error_text", sa.Unicode()),
)
sa.Index(None, scheduler_logs.c.job_id)
sa.Index(None, scheduler_logs.c.timestamp)
sa.Index(None, scheduler_logs.c.level)


def upgrade() -> None:
    """Create what is missing; of a table that is there, only add missing columns and indexes."""
    connection = op.get_bind()
    present = set(sa.inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in present:
            adopt(connection, table)
        else:
            table.create(connection)


def adopt(connection: sa.Connection, table: sa.Table) -> None:
    """Add the columns and indexes that a merchant's table lacks."""
    inspector = sa.inspect(connection)
    present = {column["name"].lower() for column in inspector.get_columns(table.name)}
    for column in table.columns:
        if column.name.lower() in present:
            continue
        if not column.nullable:
            raise RuntimeError(f"table {table.name} exists, but without column {column.name}")
        op.add_column(table.name, sa.Column(column.name, column.type))
    indexed = {tuple(index["column_names"]) for index in inspector.get_indexes(table.name)}
    for index in table.indexes:
        if tuple(column.name for column in index.columns) not in indexed:
            index.create(connection)
