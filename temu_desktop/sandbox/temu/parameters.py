"""Readers of request parameters: a wrong type is refused with the path, as the gateway does."""

from __future__ import annotations

from collections.abc import Mapping

from temu_desktop.sandbox.temu.codes import Code, Refused

Params = Mapping[str, object]
"""The fields of a request body; unknown ones are never looked at."""


def whole_number(params: Params, name: str) -> int | None:
    """An integer or None when absent; other types are refused with 3000000."""
    value = params.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(Code.BAD_PARAMETERS, f"Invalid Request Parameters: {name} must be a number")
    return value


def text(params: Params, name: str) -> str | None:
    """A string or None when absent; other types are refused with 3000000."""
    value = params.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused(Code.BAD_PARAMETERS, f"Invalid Request Parameters: {name} must be a string")
    return value


def items(params: Params, name: str) -> list[object] | None:
    """A list or None when absent; other types are refused with 3000000."""
    value = params.get(name)
    if value is None:
        return None
    if not isinstance(value, list):
        raise Refused(Code.BAD_PARAMETERS, f"Invalid Request Parameters: {name} must be a list")
    return value


def texts(params: Params, name: str) -> list[str] | None:
    """A list of strings or None when absent; other types are refused with 3000000."""
    values = items(params, name)
    if values is None:
        return None
    strings = [value for value in values if isinstance(value, str)]
    if len(strings) != len(values):
        raise Refused(Code.BAD_PARAMETERS, f"Invalid Request Parameters: {name} holds no strings")
    return strings


def objects(params: Params, name: str) -> list[Params] | None:
    """A list of objects or None when absent; other types are refused with 3000000."""
    values = items(params, name)
    if values is None:
        return None
    found: list[Params] = [value for value in values if isinstance(value, dict)]
    if len(found) != len(values):
        raise Refused(Code.BAD_PARAMETERS, f"Invalid Request Parameters: {name} holds no objects")
    return found


def required_text(params: Params, name: str, code: Code) -> str:
    """A string that must be there and not be empty, else refused with `code`."""
    value = text(params, name)
    if not value:
        raise Refused(code, f"{name} can not be empty")
    return value


def paging(params: Params, page_name: str, code: Code) -> tuple[int, int]:
    """Page (from 1) and size (default 10), size not judged; anything below 1 is refused."""
    page = whole_number(params, page_name)
    size = whole_number(params, "pageSize")
    page = 1 if page is None else page
    size = 10 if size is None else size
    if page < 1 or size < 1:
        raise Refused(code, f"{page_name} and pageSize must be positive")
    return page, size


def time_pair(params: Params, start_name: str, end_name: str) -> tuple[int, int] | None:
    """A closed window of unix seconds; both ends or none (temu-api.md 3.1).

    One end alone is 140020013, an end not later than its start 140020012, milliseconds 140020014.
    """
    start, end = whole_number(params, start_name), whole_number(params, end_name)
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise Refused(
            Code.TIME_PARTNER_MISSING, f"{start_name} and {end_name} must be given together"
        )
    if max(abs(start), abs(end)) >= 10**11:
        raise Refused(Code.TIME_NOT_SECONDS, f"{start_name} and {end_name} must be in seconds")
    if end <= start:
        raise Refused(Code.END_NOT_LATER, f"{end_name} must be later than {start_name}")
    return start, end
