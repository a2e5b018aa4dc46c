"""Indexes by which the table of orders is sorted, filtered and searched, and people's repairs.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mssql

revision = "0007"
down_revision = "0006"
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


repairs = sa.Table(
    "repairs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("order_number", sa.Unicode(200), nullable=False),
    sa.Column("line_number", sa.Unicode(50), nullable=False, server_default=""),
    sa.Column("field", sa.Unicode(20), nullable=False),
    sa.Column("old", sa.Unicode()),
    sa.Column("new", sa.Unicode()),
    sa.Column("repaired_at", utc(), nullable=False),
    sa.Column("repaired_by", sa.Unicode(100), nullable=False),
    sa.Column("replaced_at", utc()),
)
sa.Index(None, repairs.c.order_number)

SORTED = (
    ("temu_orders", ("kaufdatum", "id")),
    ("temu_orders", ("ship_by_at", "id")),
    ("temu_orders", ("name_empfaenger", "id")),
    ("temu_orders", ("status", "kaufdatum", "id")),
    ("temu_orders", ("status", "ship_by_at", "id")),
    ("temu_orders", ("cancelled_at", "id")),
)
SEARCHED = (
    ("temu_orders", "nachname_empfaenger"),
    ("temu_orders", "vorname_empfaenger"),
    ("temu_orders", "plz"),
    ("temu_order_items", "sku"),
    ("exports", "wawi_order_number"),
)
SEARCHED_ALREADY = (
    ("temu_orders", "bestell_id"),
    ("temu_orders", "trackingnummer"),
    ("temu_order_items", "bestellartikel_id"),
    ("parcels", "tracking"),
)


def upgrade() -> None:
    """New indexes and one new table; no row changes."""
    metadata.create_all(op.get_bind(), checkfirst=False)
    for table, columns in SORTED:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    for table, column in SEARCHED:
        make_searchable(table, column)
    if op.get_bind().dialect.name == "postgresql":
        for table, column in SEARCHED_ALREADY:
            drop_plain_indexes(table, column)
            make_searchable(table, column)


def make_searchable(table: str, column: str) -> None:
    """PostgreSQL finds the beginning of a text by such an index in every collation."""
    by_bytes = {column: "varchar_pattern_ops"}
    op.create_index(f"ix_{table}_{column}", table, [column], postgresql_ops=by_bytes)


def drop_plain_indexes(table: str, column: str) -> None:
    """Under whatever name a merchant has them."""
    for index in sa.inspect(op.get_bind()).get_indexes(table):
        if index["column_names"] == [column] and not index["unique"] and index["name"]:
            op.drop_index(index["name"], table)
