"""/metrics: what Prometheus reads."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, Response
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from headless.dependencies import TheServer, Viewer
from headless.routes import answers
from temu_desktop.attention.catalogue import Severity, severity_of

router = APIRouter(tags=["metrics"])


@router.get(
    "/metrics",
    responses={**answers(), 200: {"content": {"text/plain": {}}, "description": "Metrics"}},
    response_class=Response,
)
async def metrics(_: Viewer, server: TheServer) -> Response:
    """Everything that is counted."""
    found = Counter(severity_of(item.issue) for item in await server.core.issues.open())
    issues = {severity.value: found[severity] for severity in Severity}
    text = server.metrics.text(server.core.serving.acting, issues)
    return Response(text, media_type=CONTENT_TYPE_LATEST)
