"""Every error as problem details (RFC 9457): one shape, stable codes, words in the caller's
language."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from headless.errors import MethodNotAllowed, NotFound, ValidationFailed
from headless.words import language_of, speech
from temu_desktop.errors import DefinitionWrong, SettingsError, TemuDesktopError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:temu-desktop:problem:"
RETRY_SECONDS = 5
READ_BY_PEOPLE = frozenset({"/docs", "/openapi.json"})
"""A browser that is refused here asks for the token in its password box."""

STATUS: Mapping[str, int] = {
    "body_invalid": 400,
    "request_invalid": 400,
    "ws_message_invalid": 400,
    "token_missing": 401,  # nosec B105 - the name of an error
    "access_refused": 401,
    "pairing_refused": 401,
    "webhook_refused": 401,
    "role_too_low": 403,
    "origin_refused": 403,
    "not_found": 404,
    "job_unknown": 404,
    "run_unknown": 404,
    "order_unknown": 404,
    "sku_unknown": 404,
    "unknown_issue": 404,
    "device_unknown": 404,
    "method_not_allowed": 405,
    "job_running": 409,
    "not_cancellable": 409,
    "nothing_to_approve": 409,
    "action_not_offered": 409,
    "not_set_up": 409,
    "another_acts": 409,
    "order_act_refused": 409,
    "writes_stopped": 409,
    "body_too_large": 413,
    "content_type_wrong": 415,
    "validation_failed": 422,
    "settings_invalid": 422,
    "definition_wrong": 422,
    "database_constraint": 422,
    "name_invalid": 422,
    "push_invalid": 422,
    "job_disabled": 423,
    "too_many_requests": 429,
    "too_many_attempts": 429,
}
"""Status by code; a retryable error that is not here is 503, any other 500."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One error, ready to be sent."""

    status: int
    document: Mapping[str, Any]
    headers: Mapping[str, str]

    def response(self) -> Response:
        """The answer."""
        content = json.dumps(self.document, ensure_ascii=False, default=str)
        return Response(content, self.status, self.headers, media_type=MEDIA_TYPE)


def status_of(error: TemuDesktopError) -> int:
    """The status an error is answered with."""
    return STATUS.get(error.code, 503 if error.retryable else 500)


def problem_of(error: TemuDesktopError, scope: Mapping[str, Any], usual: str) -> Problem:
    """An error as problem details of a request."""
    words = speech(language_of(header(scope, b"accept-language"), usual)).error(error.code)
    status = status_of(error)
    document = {
        "type": TYPE + error.code,
        "title": words.happened,
        "status": status,
        "detail": words.means,
        "remedy": words.remedy,
        "instance": scope["path"],
        "code": error.code,
        "params": {name: value for name, value in error.params.items() if name != "errors"},
        "retryable": error.retryable,
        "request_id": scope.get("state", {}).get("request_id", ""),
        "errors": _errors(error),
    }
    headers = _headers(error, status)
    if status == 401 and scope["path"] in READ_BY_PEOPLE:
        headers["WWW-Authenticate"] = 'Basic realm="temu-desktop"'
    return Problem(status, document, headers)


def header(scope: Mapping[str, Any], wanted: bytes) -> str:
    """A header's value, empty where there is none."""
    for name, value in scope["headers"]:
        if name == wanted:
            return str(value.decode("latin-1"))
    return ""


def of_http_exception(error: HTTPException) -> TemuDesktopError:
    """The framework's own errors as ours."""
    if error.status_code == 405:
        return MethodNotAllowed("this address takes other methods")
    if error.status_code == 404:
        return NotFound("nothing here")
    return ValidationFailed(str(error.detail))


def of_validation(error: RequestValidationError) -> TemuDesktopError:
    """What is wrong with parameters and fields, one by one."""
    found = [
        {"where": [str(part) for part in item["loc"]], "message": str(item["msg"])}
        for item in error.errors()
    ]
    return ValidationFailed("a parameter or a field is wrong", errors=found)


def language_for(request: Request, usual: str) -> str:
    """The language a request wishes for."""
    return language_of(header(request.scope, b"accept-language"), usual)


def _errors(error: TemuDesktopError) -> Sequence[Mapping[str, object]]:
    if isinstance(error, DefinitionWrong | SettingsError):
        return [{"where": [], "message": line} for line in error.problems]
    errors = error.params.get("errors")
    return errors if isinstance(errors, list) else []


def _headers(error: TemuDesktopError, status: int) -> dict[str, str]:
    if status == 401 and error.code != "webhook_refused":
        return {"WWW-Authenticate": 'Bearer realm="temu-desktop"'}
    if status in {429, 503}:
        wait = error.params.get("wait_seconds")
        seconds = wait if isinstance(wait, int | float) else RETRY_SECONDS
        return {"Retry-After": str(max(1, math.ceil(seconds)))}
    return {}
