"""What a job is: shipped defaults in a file, the operator's changes on top, all of it checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from temu_desktop.errors import DefinitionWrong
from temu_desktop.ids import JobId
from temu_desktop.jobs.parameters import Parameter, problems_of
from temu_desktop.jobs.schedule import CRON_FIELDS, Cron, Every, When, cron_trigger

CHANGEABLE = (
    "every_minutes",
    "cron",
    "zone",
    "parameters",
    "timeout_seconds",
    "retries",
    "retry_delay_seconds",
    "grace_seconds",
    "late_factor",
    "rerun",
    "enabled",
)
"""What the operator may change; id and type are the program's."""

_NUMBERS: Mapping[str, tuple[float, float, str]] = {
    "timeout_seconds": (1, 86_400, "300"),
    "retries": (0, 20, "3"),
    "retry_delay_seconds": (0.01, 3_600, "30"),
    "grace_seconds": (1, 86_400, "240"),
    "late_factor": (1, 1_000, "4.0"),
}
"""Name → smallest, largest, example."""


@dataclass(frozen=True, slots=True)
class JobDefinition:
    """One job. Times in seconds; ``rerun``: run again after its process died; ``changed``: what
    the operator changed, by name."""

    id: JobId
    type: str
    when: When
    zone: ZoneInfo
    timeout_seconds: float
    retries: int
    retry_delay_seconds: float
    grace_seconds: float
    late_factor: float
    rerun: bool
    enabled: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()

    def as_document(self) -> dict[str, Any]:
        """For programs and for the audit."""
        document = asdict(replace(self, when=Every(1)))
        del document["when"], document["changed"]
        when = self.when
        schedule = (
            {"every_minutes": when.minutes}
            if isinstance(when, Every)
            else {"cron": dict(when.fields)}
        )
        changed = sorted(self.changed)
        return {**document, "zone": str(self.zone), **schedule, "changed": changed}


def shipped() -> dict[JobId, dict[str, Any]]:
    """The defaults as they stand in the file, by job."""
    text = resources.files("temu_desktop.jobs").joinpath("defaults.toml").read_text("utf-8")
    return {JobId(name): values for name, values in tomllib.loads(text).items()}


def build(
    job: JobId,
    values: Mapping[str, Any],
    changes: Mapping[str, Any],
    zone: ZoneInfo,
    parameters: Sequence[Parameter],
) -> JobDefinition:
    """A definition from its default and the operator's changes.

    ``zone`` is the settings' one, for jobs that name none; ``parameters`` is what the type takes.
    Raises DefinitionWrong naming everything that is wrong.
    """
    merged = {"enabled": True, "parameters": {}, **values, **changes}
    if "every_minutes" in changes:
        merged.pop("cron", None)
    elif "cron" in changes:
        merged.pop("every_minutes", None)
    problems = _unchangeable(changes)
    own_zone = _zone(merged.get("zone"), zone, problems)
    when = _when(merged, own_zone, problems)
    problems += _wrong_numbers(merged) + _wrong_switches(merged)
    problems += _wrong_parameters(parameters, merged["parameters"])
    if problems:
        raise DefinitionWrong(tuple(problems), job=job)
    seconds = {name: float(merged[name]) for name in _NUMBERS if name != "retries"}
    return JobDefinition(
        id=job,
        type=merged["type"],
        when=when,
        zone=own_zone,
        retries=merged["retries"],
        rerun=merged["rerun"],
        enabled=merged["enabled"],
        parameters=dict(merged["parameters"]),
        changed=frozenset(changes),
        **seconds,
    )


def _unchangeable(changes: Mapping[str, Any]) -> list[str]:
    return [
        f"{name} cannot be changed; known: {', '.join(CHANGEABLE)}"
        for name in changes
        if name not in CHANGEABLE
    ]


def _zone(name: object, usual: ZoneInfo, problems: list[str]) -> ZoneInfo:
    if name is None:
        return usual
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        problems.append(f"zone={name!r} does not exist; e.g. Europe/Berlin")
        return usual


def _when(values: Mapping[str, Any], zone: ZoneInfo, problems: list[str]) -> When:
    if "every_minutes" in values:
        minutes = values["every_minutes"]
        if type(minutes) is int and 1 <= minutes <= 10_080:
            return Every(minutes)
        problems.append(f"every_minutes={minutes!r} is wrong; expected 1 to 10080, e.g. 5")
        return Every(1)
    fields = values.get("cron")
    if not isinstance(fields, Mapping) or not fields:
        problems.append('cron is empty; expected fields, e.g. {"hour": "3", "minute": "30"}')
        return Every(1)
    before = len(problems)
    problems += _wrong_fields(fields)
    cron = Cron({name: str(value) for name, value in fields.items()})
    if len(problems) == before:
        try:
            cron_trigger(cron, zone)
        except ValueError as error:
            problems.append(f"cron: {error}; e.g. hour=3, minute=30, day_of_week=mon-fri")
    return cron


def _wrong_fields(fields: Mapping[str, Any]) -> list[str]:
    return [
        f"cron field {name!r} does not exist; known: {', '.join(CRON_FIELDS)}"
        for name in fields
        if name not in CRON_FIELDS
    ]


def _wrong_numbers(values: Mapping[str, Any]) -> list[str]:
    problems = []
    for name, (smallest, largest, example) in _NUMBERS.items():
        value = values.get(name)
        whole = name == "retries"
        is_number = type(value) is int or (type(value) is float and not whole)
        if not is_number or not smallest <= value <= largest:  # type: ignore[operator]
            expected = f"{smallest:g} to {largest:g}, e.g. {example}"
            problems.append(f"{name}={value!r} is wrong; expected {expected}")
    return problems


def _wrong_switches(values: Mapping[str, Any]) -> list[str]:
    return [
        f"{name}={values[name]!r} is wrong; expected true or false"
        for name in ("rerun", "enabled")
        if not isinstance(values[name], bool)
    ]


def _wrong_parameters(known: Sequence[Parameter], given: object) -> list[str]:
    if not isinstance(given, Mapping):
        return [f"parameters={given!r} is wrong; expected names and values"]
    return [f"parameters: {problem}" for problem in problems_of(known, given)]
