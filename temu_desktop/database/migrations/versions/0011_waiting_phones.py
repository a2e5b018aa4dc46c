"""Issues say which phones a message has not reached yet.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A new column; no message waits yet."""
    op.add_column("issues", sa.Column("push_waiting", sa.Unicode()))
