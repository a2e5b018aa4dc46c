"""The difference to TEMU's quantity as a column, and indexes by which stock is sorted and counted.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEXES = (
    ("temu_orders", ("status", "temu_gemeldet")),
    ("exposure", ("kind", "ended_at", "seconds")),
    ("temu_products", ("goods_name",)),
    ("temu_inventory", ("jtl_available", "product_id")),
    ("temu_inventory", ("target", "product_id")),
    ("temu_inventory", ("temu_stock", "product_id")),
    ("temu_inventory", ("difference", "product_id")),
    ("temu_inventory", ("sent_at", "product_id")),
)
FEW = ("held_by_run", "refused_code")
"""Empty in nearly all rows; only the others are indexed."""


def upgrade() -> None:
    """One column that the database computes itself, and indexes; no stored value changes."""
    # Before version 18 PostgreSQL can only store such a column; SQLite cannot add a stored one.
    stored = True if op.get_bind().dialect.name == "postgresql" else None
    formula = sa.Computed("target - temu_stock", persisted=stored)
    op.add_column("temu_inventory", sa.Column("difference", sa.Integer, formula))
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    op.drop_index("ix_exposure_kind_ended_at", "exposure")
    for name in FEW:
        filled = sa.column(name).is_not(None)
        op.create_index(
            f"ix_temu_inventory_{name}",
            "temu_inventory",
            [name],
            sqlite_where=filled,
            postgresql_where=filled,
            mssql_where=filled,
        )
