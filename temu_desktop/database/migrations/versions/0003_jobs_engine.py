"""The jobs engine: the lease, definitions, requests, alarms, and the
columns by which runs, steps, log lines and issues tell more.

Frozen: what a step does never changes once merchants have run it, so nothing is imported from the
program.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mssql

revision = "0003"
down_revision = "0002"
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


scheduler_lease = sa.Table(
    "scheduler_lease",
    metadata,
    sa.Column("name", sa.Unicode(40), primary_key=True),
    sa.Column("owner", sa.Unicode(200)),
    sa.Column("kind", sa.Unicode(40)),
    sa.Column("fence", sa.BigInteger, nullable=False),
    sa.Column("beat", sa.BigInteger, nullable=False),
    sa.Column("acquired_at", utc(), nullable=False),
    sa.Column("beaten_at", utc(), nullable=False),
)

job_definitions = sa.Table(
    "job_definitions",
    metadata,
    sa.Column("job_id", sa.Unicode(100), primary_key=True),
    sa.Column("changes", sa.Unicode()),
    sa.Column("changed_at", utc(), nullable=False),
    sa.Column("changed_by", sa.Unicode(100)),
)

job_requests = sa.Table(
    "job_requests",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("action", sa.Unicode(20), nullable=False),
    sa.Column("job_id", sa.Unicode(100)),
    sa.Column("run_id", sa.Unicode(40)),
    sa.Column("parameters", sa.Unicode()),
    sa.Column("asked_by", sa.Unicode(100)),
    sa.Column("asked_at", utc(), nullable=False),
    sa.Column("answered_at", utc()),
    sa.Column("error_code", sa.Unicode(60)),
    sa.Column("error_params", sa.Unicode()),
)
sa.Index(None, job_requests.c.answered_at)

alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("rule", sa.Unicode(60), nullable=False),
    sa.Column("subject_type", sa.Unicode(40), nullable=False),
    sa.Column("subject_key", sa.Unicode(200), nullable=False),
    sa.Column("params", sa.Unicode()),
    sa.Column("channel", sa.Unicode(20), nullable=False),
    sa.Column("state", sa.Unicode(20), nullable=False),
    sa.Column("raised_at", utc(), nullable=False),
    sa.Column("settled_at", utc()),
    sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("error_text", sa.Unicode(500)),
)
sa.Index(None, alarms.c.state)

NEW_COLUMNS: dict[str, list[sa.Column[object]]] = {
    "scheduler_logs": [
        sa.Column("run_id", sa.Unicode(40)),
        sa.Column("step", sa.Unicode(60)),
        sa.Column("subject", sa.Unicode(200)),
        sa.Column("logger", sa.Unicode(200)),
    ],
    "job_runs": [
        sa.Column("attempt", sa.Integer),
        sa.Column("due_at", utc()),
        sa.Column("due_count", sa.Integer),
        sa.Column("next_attempt_at", utc()),
    ],
    "job_steps": [
        sa.Column("attempt", sa.Integer),
        sa.Column("done", sa.Integer),
        sa.Column("total", sa.Integer),
    ],
    "issues": [sa.Column("action", sa.Unicode(60))],
}


def upgrade() -> None:
    """New tables, new nullable columns; nothing that is there changes; the lease
    takes the place of the locks."""
    metadata.create_all(op.get_bind(), checkfirst=False)
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("ix_scheduler_logs_run_id", "scheduler_logs", ["run_id"])
    op.drop_table("job_locks")
    op.create_index("ix_job_runs_started_at", "job_runs", ["started_at"])
