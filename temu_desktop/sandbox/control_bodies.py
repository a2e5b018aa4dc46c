"""Readers of the control API's JSON bodies: every wrong field is named, with what was expected."""

from __future__ import annotations

from collections.abc import Mapping

from temu_desktop.sandbox.audit import PublishRules
from temu_desktop.sandbox.books import Claims
from temu_desktop.sandbox.faults import Fault, Level, ScriptedFault

Body = Mapping[str, object]
"""A parsed control body."""


class BadBody(ValueError):
    """A control body that cannot be understood; the text says what was expected."""


def number(body: Body, name: str, default: float | None = None) -> float:
    """A number; raises BadBody when it is missing without default or something else."""
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadBody(f"{name} must be a number, got {value!r}")
    return float(value)


def whole(body: Body, name: str) -> int | None:
    """An integer, None when absent; raises BadBody for something else."""
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadBody(f"{name} must be a whole number, got {value!r}")
    return value


def word(body: Body, name: str, allowed: tuple[str, ...] = ()) -> str:
    """A text, one of `allowed` where that is given; raises BadBody."""
    value = body.get(name)
    if not isinstance(value, str) or (allowed and value not in allowed):
        raise BadBody(f"{name} must be {' | '.join(allowed) or 'a text'}, got {value!r}")
    return value


def elements(body: Body, name: str) -> list[Body]:
    """A list of objects, empty when absent; raises BadBody."""
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(element, dict) for element in value):
        raise BadBody(f"{name} must be a list of objects")
    return list(value)


def texts(body: Body, name: str) -> frozenset[str]:
    """A set of texts, empty when absent; raises BadBody."""
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(element, str) for element in value):
        raise BadBody(f"{name} must be a list of texts")
    return frozenset(value)


def level(body: Body) -> Level:
    """The weather: none, some or hard."""
    return Level(word(body, "level", tuple(Level)))


def script(body: Body) -> list[ScriptedFault]:
    """The scripted faults of a body."""
    return [
        ScriptedFault(
            call_type=word(element, "type") if "type" in element else "*",
            fault=Fault(word(element, "fault", tuple(Fault))),
            times=int(number(element, "times", 1)),
            after=int(number(element, "after", 0)),
        )
        for element in elements(body, "script")
    ]


def claims(body: Body) -> Claims:
    """What the client says about its orders."""
    cut_over = body.get("orders_from")
    return Claims(
        rejected=texts(body, "rejected"),
        external=texts(body, "external"),
        orders_from=None if cut_over is None else number(body, "orders_from"),
    )


def rules(body: Body) -> PublishRules:
    """The operator's rules for all SKUs."""
    cap = whole(body, "cap")
    return PublishRules(
        buffer=int(number(body, "buffer", 0)),
        cap=cap,
        minimum=int(number(body, "minimum", 0)),
        paused=texts(body, "paused"),
    )
