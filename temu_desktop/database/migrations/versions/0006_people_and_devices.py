"""People who act, the devices they pair, and what those are reached with.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mssql

revision = "0006"
down_revision = "0003"
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


people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Unicode(100), nullable=False),
    sa.Column("name_key", sa.Unicode(300), nullable=False, unique=True),
    sa.Column("role", sa.Unicode(20), nullable=False),
    sa.Column("pin_hash", sa.Unicode(200)),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("wrong_guesses", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("wait_until", utc()),
    sa.Column("created_at", utc(), nullable=False),
)

devices = sa.Table(
    "devices",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Unicode(100), nullable=False),
    sa.Column("kind", sa.Unicode(20), nullable=False),
    sa.Column("role", sa.Unicode(20), nullable=False),
    sa.Column("token_hash", sa.Unicode(64), nullable=False, unique=True),
    sa.Column("created_at", utc(), nullable=False),
    sa.Column("created_by", sa.Unicode(100), nullable=False),
    sa.Column("expires_at", utc()),
    sa.Column("last_seen_at", utc()),
    sa.Column("revoked_at", utc()),
    sa.Column("revoked_by", sa.Unicode(100)),
)

pairing_codes = sa.Table(
    "pairing_codes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code_hash", sa.Unicode(64), nullable=False, unique=True),
    sa.Column("role", sa.Unicode(20), nullable=False),
    sa.Column("name", sa.Unicode(100)),
    sa.Column("created_at", utc(), nullable=False),
    sa.Column("created_by", sa.Unicode(100), nullable=False),
    sa.Column("expires_at", utc(), nullable=False),
    sa.Column("used_at", utc()),
    sa.Column("device_id", sa.Integer, sa.ForeignKey(devices.c.id)),
)
sa.Index(None, pairing_codes.c.expires_at)

push_subscriptions = sa.Table(
    "push_subscriptions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "device_id", sa.Integer, sa.ForeignKey(devices.c.id, ondelete="CASCADE"), nullable=False
    ),
    sa.Column("endpoint", sa.Unicode(2000), nullable=False),
    sa.Column("endpoint_hash", sa.Unicode(64), nullable=False, unique=True),
    sa.Column("p256dh", sa.Unicode(200), nullable=False),
    sa.Column("auth", sa.Unicode(100), nullable=False),
    sa.Column("language", sa.Unicode(10), nullable=False),
    sa.Column("created_at", utc(), nullable=False),
    sa.Column("renewed_at", utc(), nullable=False),
)
sa.Index(None, push_subscriptions.c.device_id)

server_keys = sa.Table(
    "server_keys",
    metadata,
    sa.Column("name", sa.Unicode(40), primary_key=True),
    sa.Column("public_key", sa.Unicode(500), nullable=False),
    sa.Column("private_key", sa.Unicode(500), nullable=False),
    sa.Column("created_at", utc(), nullable=False),
)


def upgrade() -> None:
    """New tables; one person to begin with, whom nobody asks for a PIN."""
    metadata.create_all(op.get_bind(), checkfirst=False)
    first = {
        "name": "Lager",
        "name_key": "lager",
        "role": "operator",
        "created_at": datetime.now(UTC).replace(tzinfo=None),
    }
    op.get_bind().execute(people.insert(), [first])
