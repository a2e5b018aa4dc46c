"""Every route but the health's; importing this builds them all."""

from __future__ import annotations

from headless import docs_page
from headless.routes import (
    approvals,
    devices,
    inventory,
    issues,
    jobs,
    logs,
    metrics,
    orders,
    push,
    runs,
    statistics,
    webhook,
)

ROUTERS = (
    *(jobs.router, runs.router, logs.router, orders.router, inventory.router),
    *(issues.router, approvals.router, statistics.router, devices.router, push.router),
    *(webhook.router, metrics.router, docs_page.router),
)
