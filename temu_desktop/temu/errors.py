"""The one place where TEMU's answers and the network's failures become our errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from temu_desktop.errors import (
    BrokenAnswer,
    CallRefused,
    ClockOff,
    OutcomeUnknown,
    RateLimited,
    RepeatedKey,
    TemuAway,
    TemuBusy,
    TemuError,
)
from temu_desktop.temu.codes import MEANINGS, SYSTEM_EXCEPTION, Meaning

UNKNOWN_CODE = "unknown_code"
"""``reason`` of a business refusal whose number is in no table; number and text are kept."""
NO_CODE = "refused_without_code"
"""``reason`` of a refusal that carries no number."""

_LONGEST_TEXT = 500


class NeverSent(TemuAway):
    """No connection came about, so the platform has seen nothing and a write may be repeated."""


def refusal(
    call: str, code: int | None, text: str, request_id: str, *, skew: float | None = None
) -> TemuError:
    """The error for an answer that says 'no'.

    ``code`` is TEMU's number, ``text`` its words (kept, shortened), ``skew`` how many seconds the
    platform's clock is ahead of ours, where that is known.
    """
    meaning = _meaning_of(code, text)
    params: dict[str, object] = {
        "reason": meaning.reason,
        "call": call,
        "text": shortened(text),
        "request_id": request_id,
    }
    if code == SYSTEM_EXCEPTION:
        params["hint"] = "a key of another region is answered like this, too"
    if meaning.error is ClockOff and skew is not None:
        params["platform_ahead_seconds"] = round(skew)
    return meaning.error("TEMU refuses", temu_code=code, **params)


def inner_refusal(call: str, code: int | None, text: str, request_id: str) -> TemuError:
    """The error for an answer whose envelope says 'yes' and whose content says 'no'."""
    error = refusal(call, code, text, request_id)
    error.params["inner"] = True
    return error


def status_failure(call: str, status: int) -> TemuError:
    """The error for an HTTP status other than 200 (failures of the platform come as 200)."""
    if status == 429:
        return RateLimited("too many calls", reason="too_many_calls", call=call, status=status)
    if status >= 500 or status == 408:
        return TemuAway("the gateway fails", reason="gateway", call=call, status=status)
    return CallRefused("not TEMU's API", reason="http_status", call=call, status=status)


def unknown_outcome(call: str, cause: TemuError) -> OutcomeUnknown:
    """A write whose answer was lost; ``cause`` says how."""
    return OutcomeUnknown(
        "the answer to a write was lost",
        call=call,
        because=cause.code,
        reason=str(cause.params.get("reason", cause.code)),
    )


def reason_of(error: TemuError) -> str:
    """Our word for what happened; the error's code where there is none."""
    return str(error.params.get("reason", error.code))


@contextmanager
def translated(call: str) -> Iterator[None]:
    """Turn what httpx raises into TemuAway; `NeverSent` where the platform saw nothing."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise NeverSent("no connection to TEMU", reason="no_connection", call=call) from error
    except httpx.TimeoutException as error:
        raise TemuAway("no answer in time", reason="time_out", call=call) from error
    except httpx.TransportError as error:
        raise TemuAway("the connection broke", reason="connection_lost", call=call) from error
    except httpx.HTTPError as error:
        raise BrokenAnswer("not a readable answer", reason="http", call=call) from error


def decoded(call: str, content: bytes) -> dict[str, object]:
    """The JSON object of an answer; raises BrokenAnswer."""
    try:
        envelope = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BrokenAnswer("not JSON", reason="not_json", call=call, size=len(content)) from error
    if not isinstance(envelope, dict):
        raise BrokenAnswer("not a JSON object", reason="not_an_object", call=call)
    return envelope


def shortened(text: str) -> str:
    """A text of the platform's, short enough for a log line."""
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"


def is_system_exception(error: TemuError) -> bool:
    """4000000, the one failure of the platform that is tried again at once."""
    return isinstance(error, TemuBusy) and error.temu_code == SYSTEM_EXCEPTION


def _meaning_of(code: int | None, text: str) -> Meaning:
    if code is not None and code in MEANINGS:
        return MEANINGS[code]
    if "requestuniquekey" in text.casefold():
        return Meaning(RepeatedKey, "repeated_key")
    return Meaning(CallRefused, UNKNOWN_CODE if code else NO_CODE)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
