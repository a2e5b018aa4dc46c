"""The tables of our own: English names, UTC times."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    false,
    text,
)

from temu_desktop.database.schema.base import long_row_id, metadata, prefix_index, row_id
from temu_desktop.database.schema.merchant import orders, products, xml_exports
from temu_desktop.database.types import JsonText, NVarChar, UtcDateTime

RUN_ID = NVarChar(40)
SHOP_ID = NVarChar(64)
SUBJECT_TYPE = NVarChar(40)
SUBJECT_KEY = NVarChar(200)
CODE = NVarChar(60)

exports = Table(
    "exports",
    metadata,
    row_id(),
    Column("shop_id", SHOP_ID, nullable=False),
    Column("order_id", Integer, ForeignKey(orders.c.id), nullable=False, unique=True),
    Column("order_number", NVarChar(50), nullable=False, unique=True),
    Column("xml_export_id", Integer, ForeignKey(xml_exports.c.id)),
    Column("xml_sha256", NVarChar(64)),
    Column("state", NVarChar(20), nullable=False),
    Column("inbox_key", Integer),
    Column("wawi_order_id", Integer),
    Column("wawi_order_number", NVarChar(50)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("state_at", UtcDateTime, nullable=False),
    Column("handed_over_at", UtcDateTime),
    Column("imported_at", UtcDateTime),
    Column("last_error_code", CODE),
    Column("last_error_text", NVarChar(500)),
    Column("gone_at", UtcDateTime),
)
"""The outbox to JTL, one row per order: pending, handing_over, handed_over, imported or failed."""
Index(None, exports.c.state)
prefix_index(exports.c.wawi_order_number)

parcels = Table(
    "parcels",
    metadata,
    row_id(),
    Column("order_id", Integer, ForeignKey(orders.c.id), nullable=False),
    Column("order_number", NVarChar(50), nullable=False),
    Column("package_key", BigInteger, nullable=False),
    Column("delivery_note", Integer),
    Column("tracking", NVarChar(255)),
    Column("method_id", Integer),
    Column("method_name", NVarChar(255)),
    Column("shipped_at", UtcDateTime),
    Column("contents", JsonText),
    Column("report_state", NVarChar(20), nullable=False),
    Column("reported_tracking", NVarChar(255)),
    Column("carrier_id", BigInteger),
    Column("temu_package_sn", NVarChar(100)),
    Column("reported_at", UtcDateTime),
    Column("error_code", CODE),
    Column("error_text", NVarChar(500)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("order_id", "package_key"),
)
"""Shipped parcels by JTL's key: found, sending, reported, refused or needs_person."""
Index(None, parcels.c.order_number)
Index(None, parcels.c.report_state)
prefix_index(parcels.c.tracking)

timeline = Table(
    "timeline",
    metadata,
    long_row_id(),
    Column("subject_type", SUBJECT_TYPE, nullable=False),
    Column("subject_key", SUBJECT_KEY, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("run_id", RUN_ID),
    Column("step", NVarChar(60)),
    Column("event", CODE, nullable=False),
    Column("data", JsonText),
)
"""The flight recorder: what was read, decided, sent and answered about one order or SKU."""
Index(None, timeline.c.subject_type, timeline.c.subject_key)
Index(None, timeline.c.run_id)

rejected_records = Table(
    "rejected_records",
    metadata,
    row_id(),
    Column("kind", SUBJECT_TYPE, nullable=False),
    Column("key", SUBJECT_KEY, nullable=False),
    Column("reason", CODE, nullable=False),
    Column("params", JsonText),
    Column("payload", JsonText),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("run_id", RUN_ID),
    Column("resolved_at", UtcDateTime),
    UniqueConstraint("kind", "key"),
)
"""Records that could not be taken over, with the reason, until it is gone."""
Index(None, rejected_records.c.resolved_at)

repairs = Table(
    "repairs",
    metadata,
    row_id(),
    Column("order_number", SUBJECT_KEY, nullable=False),
    Column("line_number", NVarChar(50), nullable=False, server_default=""),
    Column("field", NVarChar(20), nullable=False),
    Column("old", JsonText),
    Column("new", JsonText),
    Column("repaired_at", UtcDateTime, nullable=False),
    Column("repaired_by", NVarChar(100), nullable=False),
    Column("replaced_at", UtcDateTime),
)
"""What a person set in place of what TEMU says; the latest of a field counts."""
Index(None, repairs.c.order_number)

issues = Table(
    "issues",
    metadata,
    row_id(),
    Column("rule", CODE, nullable=False),
    Column("subject_type", SUBJECT_TYPE, nullable=False),
    Column("subject_key", SUBJECT_KEY, nullable=False),
    Column("params", JsonText),
    Column("since", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_marker", NVarChar(40), nullable=False, server_default=""),
    Column("acted_by", NVarChar(100)),
    Column("acted_at", UtcDateTime),
    Column("action", CODE),
    Column("pushed_at", UtcDateTime),
    Column("push_claim", NVarChar(40)),
    Column("push_claimed_until", UtcDateTime),
    Column("push_waiting", JsonText),
    UniqueConstraint("rule", "subject_type", "subject_key", "closed_marker"),
)
"""What needs a person. ``closed_marker`` is empty while open and the closing time in ISO form
afterwards, so that a subject has one open issue of a rule at most on every engine.
``push_claim`` names the latest telling of phones, ``pushed_at`` says when it was done; until then
``push_waiting`` says which phones have not taken the message that others have."""
Index(None, issues.c.closed_marker)

job_runs = Table(
    "job_runs",
    metadata,
    Column("run_id", RUN_ID, primary_key=True),
    Column("job_id", NVarChar(100), nullable=False),
    Column("job_type", NVarChar(60), nullable=False),
    Column("state", NVarChar(20), nullable=False),
    Column("trigger", NVarChar(40), nullable=False),
    Column("started_by", NVarChar(100)),
    Column("parameters", JsonText),
    Column("dry_run", Boolean, nullable=False, server_default=false()),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("error_code", CODE),
    Column("error_text", NVarChar(2000)),
    Column("counters", JsonText),
    Column("attempt", Integer),
    Column("due_at", UtcDateTime),
    Column("due_count", Integer),
    Column("next_attempt_at", UtcDateTime),
)
"""Executions of jobs, and those that did not happen. ``due_at`` is the time of the schedule that a
row answers to, ``due_count`` how many due times up to it the row stands for."""
Index(None, job_runs.c.started_at)
Index(None, job_runs.c.job_id, job_runs.c.started_at)
Index(None, job_runs.c.state)

job_steps = Table(
    "job_steps",
    metadata,
    row_id(),
    Column("run_id", RUN_ID, ForeignKey(job_runs.c.run_id, ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", NVarChar(60), nullable=False),
    Column("state", NVarChar(20), nullable=False),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("counters", JsonText),
    Column("error_code", CODE),
    Column("error_text", NVarChar(2000)),
    Column("attempt", Integer),
    Column("done", Integer),
    Column("total", Integer),
    UniqueConstraint("run_id", "position"),
)
"""The steps of a run, in order; ``done`` of ``total`` is its progress in pieces of work."""

scheduler_lease = Table(
    "scheduler_lease",
    metadata,
    Column("name", NVarChar(40), primary_key=True),
    Column("owner", NVarChar(200)),
    Column("kind", NVarChar(40)),
    Column("fence", BigInteger, nullable=False),
    Column("beat", BigInteger, nullable=False),
    Column("acquired_at", UtcDateTime, nullable=False),
    Column("beaten_at", UtcDateTime, nullable=False),
)
"""Who acts on this database: ``fence`` grows with every holder, ``beat`` while one lives; without
an owner nobody acts."""

job_definitions = Table(
    "job_definitions",
    metadata,
    Column("job_id", NVarChar(100), primary_key=True),
    Column("changes", JsonText),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", NVarChar(100)),
)
"""What the operator changed about jobs; the defaults lie in a file."""

job_requests = Table(
    "job_requests",
    metadata,
    row_id(),
    Column("action", NVarChar(20), nullable=False),
    Column("job_id", NVarChar(100)),
    Column("run_id", RUN_ID),
    Column("parameters", JsonText),
    Column("asked_by", NVarChar(100)),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("error_code", CODE),
    Column("error_params", JsonText),
)
"""What one process asks of the acting one: run, cancel or plan anew."""
Index(None, job_requests.c.answered_at)

alarms = Table(
    "alarms",
    metadata,
    row_id(),
    Column("rule", CODE, nullable=False),
    Column("subject_type", SUBJECT_TYPE, nullable=False),
    Column("subject_key", SUBJECT_KEY, nullable=False),
    Column("params", JsonText),
    Column("channel", NVarChar(20), nullable=False),
    Column("state", NVarChar(20), nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("error_text", NVarChar(500)),
)
"""Alarms on their way out of the building, one row per channel: waiting, sent, failed or folded
(too many at once: told as a number in the next one)."""
Index(None, alarms.c.state)

stock_rules = Table(
    "stock_rules",
    metadata,
    row_id(),
    Column("shop_id", SHOP_ID, nullable=False),
    Column("product_id", Integer, ForeignKey(products.c.id, ondelete="CASCADE")),
    Column("buffer", Integer),
    Column("cap", Integer),
    Column("minimum", Integer),
    Column("paused", Boolean),
)
"""The operator's rules for what is published; without a product: for all SKUs."""
Index(None, stock_rules.c.shop_id, stock_rules.c.product_id)

carrier_mappings = Table(
    "carrier_mappings",
    metadata,
    row_id(),
    Column("shop_id", SHOP_ID, nullable=False),
    Column("method_id", Integer, nullable=False),
    Column("method_name", NVarChar(255), nullable=False),
    Column("region_id", Integer),
    Column("carrier_id", BigInteger),
    Column("carrier_name", NVarChar(255)),
    Column("sends_no_tracking", Boolean, nullable=False, server_default=false()),
)
"""JTL's shipping method → TEMU's carrier, per destination; without a region: the default."""
Index(None, carrier_mappings.c.shop_id, carrier_mappings.c.method_id)

operator_settings = Table(
    "operator_settings",
    metadata,
    Column("key", NVarChar(100), primary_key=True),
    Column("value", JsonText),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", NVarChar(100)),
)
"""What the operator changes while the program runs."""

sync_state = Table(
    "sync_state",
    metadata,
    Column("key", NVarChar(100), primary_key=True),
    Column("value", JsonText),
    Column("updated_at", UtcDateTime, nullable=False),
)
"""How far each exchange with a neighbour has come."""

approvals = Table(
    "approvals",
    metadata,
    row_id(),
    Column("run_id", RUN_ID, nullable=False),
    Column("kind", CODE, nullable=False),
    Column("items", JsonText),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("approved_at", UtcDateTime),
    Column("approved_by", NVarChar(100)),
)
"""What a brake has held back until a person agrees."""
Index(None, approvals.c.run_id)

audit = Table(
    "audit",
    metadata,
    row_id(),
    Column("at", UtcDateTime, nullable=False),
    Column("who", NVarChar(100), nullable=False),
    Column("action", CODE, nullable=False),
    Column("subject", SUBJECT_KEY),
    Column("details", JsonText),
)
"""Who did what, when."""
Index(None, audit.c.at)

after_sales = Table(
    "after_sales",
    metadata,
    Column("parent_after_sales_sn", NVarChar(100), primary_key=True),
    Column("order_number", NVarChar(50), nullable=False),
    Column("kind", NVarChar(40)),
    Column("status", Integer),
    Column("payload", JsonText),
    Column("updated_at", UtcDateTime),
)
"""TEMU's after-sales cases as last read."""
Index(None, after_sales.c.order_number)

exposure = Table(
    "exposure",
    metadata,
    row_id(),
    Column("kind", NVarChar(20), nullable=False),
    Column("subject_key", SUBJECT_KEY, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("run_id", RUN_ID),
)
"""How long a change took to arrive at the neighbour: stock, order or tracking."""
Index(None, exposure.c.kind, exposure.c.ended_at, exposure.c.seconds)
