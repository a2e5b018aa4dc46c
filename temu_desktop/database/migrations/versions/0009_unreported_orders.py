"""An index for the few orders that have shipped and are not reported yet.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new index; no row changes."""
    op.create_index(
        "ix_temu_orders_status_temu_gemeldet_id",
        "temu_orders",
        ["status", "temu_gemeldet", "id"],
    )
