"""Create the tables of our own.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mssql

revision = "0002"
down_revision = "0001"
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


def big_key() -> sa.types.TypeEngine[int]:
    """BIGINT, which SQLite numbers only when it is called INTEGER."""
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


known = [
    sa.Table(name, metadata, sa.Column("id", sa.Integer, primary_key=True))
    for name in ("temu_orders", "temu_products", "temu_xml_export")
]

exports = sa.Table(
    "exports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("shop_id", sa.Unicode(64), nullable=False),
    sa.Column("order_id", sa.Integer, sa.ForeignKey("temu_orders.id"), nullable=False, unique=True),
    sa.Column("order_number", sa.Unicode(50), nullable=False, unique=True),
    sa.Column("xml_export_id", sa.Integer, sa.ForeignKey("temu_xml_export.id")),
    sa.Column("xml_sha256", sa.Unicode(64)),
    sa.Column("state", sa.Unicode(20), nullable=False),
    sa.Column("inbox_key", sa.Integer),
    sa.Column("wawi_order_id", sa.Integer),
    sa.Column("wawi_order_number", sa.Unicode(50)),
    sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("state_at", utc(), nullable=False),
    sa.Column("handed_over_at", utc()),
    sa.Column("imported_at", utc()),
    sa.Column("last_error_code", sa.Unicode(60)),
    sa.Column("last_error_text", sa.Unicode(500)),
    sa.Column("gone_at", utc()),
)
sa.Index(None, exports.c.state)

parcels = sa.Table(
    "parcels",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("order_id", sa.Integer, sa.ForeignKey("temu_orders.id"), nullable=False),
    sa.Column("order_number", sa.Unicode(50), nullable=False),
    sa.Column("package_key", sa.BigInteger, nullable=False),
    sa.Column("delivery_note", sa.Integer),
    sa.Column("tracking", sa.Unicode(255)),
    sa.Column("method_id", sa.Integer),
    sa.Column("method_name", sa.Unicode(255)),
    sa.Column("shipped_at", utc()),
    sa.Column("contents", sa.Unicode()),
    sa.Column("report_state", sa.Unicode(20), nullable=False),
    sa.Column("reported_tracking", sa.Unicode(255)),
    sa.Column("carrier_id", sa.BigInteger),
    sa.Column("temu_package_sn", sa.Unicode(100)),
    sa.Column("reported_at", utc()),
    sa.Column("error_code", sa.Unicode(60)),
    sa.Column("error_text", sa.Unicode(500)),
    sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.UniqueConstraint("order_id", "package_key"),
)
sa.Index(None, parcels.c.order_number)
sa.Index(None, parcels.c.report_state)
sa.Index(None, parcels.c.tracking)

timeline = sa.Table(
    "timeline",
    metadata,
    sa.Column("id", big_key(), primary_key=True),
    sa.Column("subject_type", sa.Unicode(40), nullable=False),
    sa.Column("subject_key", sa.Unicode(200), nullable=False),
    sa.Column("at", utc(), nullable=False),
    sa.Column("run_id", sa.Unicode(40)),
    sa.Column("step", sa.Unicode(60)),
    sa.Column("event", sa.Unicode(60), nullable=False),
    sa.Column("data", sa.Unicode()),
)
sa.Index(None, timeline.c.subject_type, timeline.c.subject_key)
sa.Index(None, timeline.c.run_id)

rejected_records = sa.Table(
    "rejected_records",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Unicode(40), nullable=False),
    sa.Column("key", sa.Unicode(200), nullable=False),
    sa.Column("reason", sa.Unicode(60), nullable=False),
    sa.Column("params", sa.Unicode()),
    sa.Column("payload", sa.Unicode()),
    sa.Column("first_seen_at", utc(), nullable=False),
    sa.Column("last_seen_at", utc(), nullable=False),
    sa.Column("run_id", sa.Unicode(40)),
    sa.Column("resolved_at", utc()),
    sa.UniqueConstraint("kind", "key"),
)
sa.Index(None, rejected_records.c.resolved_at)

issues = sa.Table(
    "issues",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("rule", sa.Unicode(60), nullable=False),
    sa.Column("subject_type", sa.Unicode(40), nullable=False),
    sa.Column("subject_key", sa.Unicode(200), nullable=False),
    sa.Column("params", sa.Unicode()),
    sa.Column("since", utc(), nullable=False),
    sa.Column("last_seen_at", utc(), nullable=False),
    sa.Column("closed_at", utc()),
    sa.Column("closed_marker", sa.Unicode(40), nullable=False, server_default=""),
    sa.Column("acted_by", sa.Unicode(100)),
    sa.Column("acted_at", utc()),
    sa.UniqueConstraint("rule", "subject_type", "subject_key", "closed_marker"),
)
sa.Index(None, issues.c.closed_marker)

job_runs = sa.Table(
    "job_runs",
    metadata,
    sa.Column("run_id", sa.Unicode(40), primary_key=True),
    sa.Column("job_id", sa.Unicode(100), nullable=False),
    sa.Column("job_type", sa.Unicode(60), nullable=False),
    sa.Column("state", sa.Unicode(20), nullable=False),
    sa.Column("trigger", sa.Unicode(40), nullable=False),
    sa.Column("started_by", sa.Unicode(100)),
    sa.Column("parameters", sa.Unicode()),
    sa.Column("dry_run", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("started_at", utc(), nullable=False),
    sa.Column("ended_at", utc()),
    sa.Column("error_code", sa.Unicode(60)),
    sa.Column("error_text", sa.Unicode(2000)),
    sa.Column("counters", sa.Unicode()),
)
sa.Index(None, job_runs.c.job_id, job_runs.c.started_at)
sa.Index(None, job_runs.c.state)

job_steps = sa.Table(
    "job_steps",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "run_id",
        sa.Unicode(40),
        sa.ForeignKey(job_runs.c.run_id, ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.Unicode(60), nullable=False),
    sa.Column("state", sa.Unicode(20), nullable=False),
    sa.Column("started_at", utc()),
    sa.Column("ended_at", utc()),
    sa.Column("counters", sa.Unicode()),
    sa.Column("error_code", sa.Unicode(60)),
    sa.Column("error_text", sa.Unicode(2000)),
    sa.UniqueConstraint("run_id", "position"),
)

job_locks = sa.Table(
    "job_locks",
    metadata,
    sa.Column("job_id", sa.Unicode(100), primary_key=True),
    sa.Column("owner", sa.Unicode(200), nullable=False),
    sa.Column("acquired_at", utc(), nullable=False),
    sa.Column("heartbeat_at", utc(), nullable=False),
    sa.Column("run_id", sa.Unicode(40)),
)

stock_rules = sa.Table(
    "stock_rules",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("shop_id", sa.Unicode(64), nullable=False),
    sa.Column("product_id", sa.Integer, sa.ForeignKey("temu_products.id", ondelete="CASCADE")),
    sa.Column("buffer", sa.Integer),
    sa.Column("cap", sa.Integer),
    sa.Column("minimum", sa.Integer),
    sa.Column("paused", sa.Boolean),
)
sa.Index(None, stock_rules.c.shop_id, stock_rules.c.product_id)

carrier_mappings = sa.Table(
    "carrier_mappings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("shop_id", sa.Unicode(64), nullable=False),
    sa.Column("method_id", sa.Integer, nullable=False),
    sa.Column("method_name", sa.Unicode(255), nullable=False),
    sa.Column("region_id", sa.Integer),
    sa.Column("carrier_id", sa.BigInteger),
    sa.Column("carrier_name", sa.Unicode(255)),
    sa.Column("sends_no_tracking", sa.Boolean, nullable=False, server_default=sa.false()),
)
sa.Index(None, carrier_mappings.c.shop_id, carrier_mappings.c.method_id)

operator_settings = sa.Table(
    "operator_settings",
    metadata,
    sa.Column("key", sa.Unicode(100), primary_key=True),
    sa.Column("value", sa.Unicode()),
    sa.Column("changed_at", utc(), nullable=False),
    sa.Column("changed_by", sa.Unicode(100)),
)

sync_state = sa.Table(
    "sync_state",
    metadata,
    sa.Column("key", sa.Unicode(100), primary_key=True),
    sa.Column("value", sa.Unicode()),
    sa.Column("updated_at", utc(), nullable=False),
)

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("run_id", sa.Unicode(40), nullable=False),
    sa.Column("kind", sa.Unicode(60), nullable=False),
    sa.Column("items", sa.Unicode()),
    sa.Column("requested_at", utc(), nullable=False),
    sa.Column("approved_at", utc()),
    sa.Column("approved_by", sa.Unicode(100)),
)
sa.Index(None, approvals.c.run_id)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", utc(), nullable=False),
    sa.Column("who", sa.Unicode(100), nullable=False),
    sa.Column("action", sa.Unicode(60), nullable=False),
    sa.Column("subject", sa.Unicode(200)),
    sa.Column("details", sa.Unicode()),
)
sa.Index(None, audit.c.at)

after_sales = sa.Table(
    "after_sales",
    metadata,
    sa.Column("parent_after_sales_sn", sa.Unicode(100), primary_key=True),
    sa.Column("order_number", sa.Unicode(50), nullable=False),
    sa.Column("kind", sa.Unicode(40)),
    sa.Column("status", sa.Integer),
    sa.Column("payload", sa.Unicode()),
    sa.Column("updated_at", utc()),
)
sa.Index(None, after_sales.c.order_number)

exposure = sa.Table(
    "exposure",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Unicode(20), nullable=False),
    sa.Column("subject_key", sa.Unicode(200), nullable=False),
    sa.Column("started_at", utc(), nullable=False),
    sa.Column("ended_at", utc(), nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("run_id", sa.Unicode(40)),
)
sa.Index(None, exposure.c.kind, exposure.c.ended_at)


def upgrade() -> None:
    """Create all tables of this step."""
    tables = [table for table in metadata.sorted_tables if table not in known]
    metadata.create_all(op.get_bind(), tables=tables, checkfirst=False)
