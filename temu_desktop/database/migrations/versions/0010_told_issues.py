"""Issues say whether phones have been told of them, and who is telling.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mssql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime().with_variant(mssql.DATETIME2(6), "mssql")  # type: ignore[no-untyped-call]
_NAME = sa.Unicode(40)


def upgrade() -> None:
    """New columns; what is known by now counts as told."""
    op.add_column("issues", sa.Column("pushed_at", _MOMENT))
    op.add_column("issues", sa.Column("push_claim", _NAME))
    op.add_column("issues", sa.Column("push_claimed_until", _MOMENT))
    issues = sa.table("issues", sa.column("pushed_at"), sa.column("since"))
    op.execute(issues.update().values(pushed_at=issues.c.since))
