"""/docs and /openapi.json: the API described from itself, without scripts or third parties."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse

from headless.dependencies import RULES, Reader
from headless.schemas.base import ProblemOut
from temu_desktop import __version__

router = APIRouter(include_in_schema=False)

_DESCRIPTION = "Orders, stock and jobs of TEMU and JTL-Wawi. docs/API.md has the WebSocket."


@router.get("/openapi.json")
async def openapi(_: Reader, request: Request) -> JSONResponse:
    """The description for programs."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
async def docs(_: Reader, request: Request) -> HTMLResponse:
    """The description for people."""
    return HTMLResponse("".join(_page(request.app.openapi())))


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with who may call what; made once."""
    if app.openapi_schema:
        return app.openapi_schema
    document = get_openapi(
        title="temu-desktop",
        version=__version__,
        description=_DESCRIPTION,
        routes=app.routes,
        openapi_version="3.1.0",
    )
    schemas = document["components"]["schemas"]
    schemas["ProblemOut"] = ProblemOut.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    schemas.update(schemas["ProblemOut"].pop("$defs", {}))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    document["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    for route, role in rules_of(app).items():
        for method in ("get", "post"):
            operation = document["paths"].get(route[1].replace(":path", ""), {}).get(method)
            if operation is not None and route[0] == method.upper():
                operation["security"] = [{"token": []}, {"key": []}] if role else []
                operation["x-role"] = role or "anybody"
    app.openapi_schema = document
    return document


def rules_of(app: FastAPI) -> dict[tuple[str, str], str | None]:
    """Who may call what: (method, path) → role, None for anybody. Raises LookupError for a route
    that does not say so exactly once."""
    found: dict[tuple[str, str], str | None] = {}
    for route in app.routes:
        dependant = getattr(route, "dependant", None)
        if dependant is None:
            continue
        rules = [item.call for item in dependant.dependencies if item.call in RULES]
        if len(rules) != 1:
            raise LookupError(f"{route.path} says {len(rules)} times who may call it")  # type: ignore[attr-defined]
        role = RULES[rules[0]]
        for method in route.methods:  # type: ignore[attr-defined]
            found[method, route.path] = role.value if role else None  # type: ignore[attr-defined]
    return found


def _page(document: dict[str, Any]) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width"><title>temu-desktop API</title>'
    yield f"</head><body><h1>temu-desktop {escape(__version__)}</h1>"
    yield f"<p>{escape(_DESCRIPTION)}</p>"
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield from _operation(method, path, operation)
    yield "</body></html>"


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
    yield f"<p>{escape(operation.get('description', ''))} <em>({operation['x-role']})</em></p><ul>"
    for parameter in operation.get("parameters", []):
        needed = "" if parameter.get("required") else ", optional"
        yield f"<li><code>{escape(parameter['name'])}</code> in {parameter['in']}{needed}</li>"
    yield f"</ul><p>Answers: {', '.join(operation['responses'])}</p>"
