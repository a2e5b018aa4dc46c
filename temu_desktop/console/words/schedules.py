"""When a job runs, what its parameters mean, and what is wrong with a schedule, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from temu_desktop.jobs.schedule import Every, When

_WRONG = re.compile(r"(?P<name>\w+)=(?P<value>.*) is wrong; expected (?P<expected>.*)")
_RANGE = re.compile(r"(?P<low>[\d.]+) to (?P<high>[\d.]+), e\.g\. (?P<example>[\d.]+)")


def when_in_words(when: When) -> str:
    """A schedule in one line."""
    if isinstance(when, Every):
        if when.minutes == 1:
            return QCoreApplication.translate("JobWords", "every minute")
        words = QCoreApplication.translate("JobWords", "every {count} minutes")
        return words.format(count=when.minutes)
    fields = dict(when.fields)
    hour, minute = fields.pop("hour", None), fields.pop("minute", "0")
    if hour is not None and hour.isdigit() and minute.isdigit() and not fields:
        words = QCoreApplication.translate("JobWords", "daily at {time}")
        return words.format(time=f"{int(hour):02}:{int(minute):02}")
    shown = ", ".join(f"{field_name(name)} {value}" for name, value in when.fields.items())
    return QCoreApplication.translate("JobWords", "at {fields}").format(fields=shown)


def field_name(name: str) -> str:
    """A field of a schedule, or a parameter."""
    words = {
        "every_minutes": QCoreApplication.translate("JobWords", "Every (minutes)"),
        "minute": QCoreApplication.translate("JobWords", "Minute"),
        "hour": QCoreApplication.translate("JobWords", "Hour"),
        "day": QCoreApplication.translate("JobWords", "Day"),
        "month": QCoreApplication.translate("JobWords", "Month"),
        "day_of_week": QCoreApplication.translate("JobWords", "Weekday"),
        "cron": QCoreApplication.translate("JobWords", "Times"),
        "zone": QCoreApplication.translate("JobWords", "Time zone"),
        "timeout_seconds": QCoreApplication.translate("JobWords", "Longest duration (s)"),
        "retries": QCoreApplication.translate("JobWords", "Further attempts"),
        "retry_delay_seconds": QCoreApplication.translate("JobWords", "Pause before them (s)"),
        "grace_seconds": QCoreApplication.translate("JobWords", "May begin late by (s)"),
        "mode": QCoreApplication.translate("JobWords", "Mode"),
        "days_back": QCoreApplication.translate("JobWords", "Days back"),
        "status": QCoreApplication.translate("JobWords", "TEMU's status"),
    }
    return words.get(name, name)


def value_name(name: str, value: object) -> str:
    """A value of a parameter."""
    modes = {
        "full": QCoreApplication.translate("JobWords", "everything"),
        "quick": QCoreApplication.translate("JobWords", "only what changed"),
        "tracking_only": QCoreApplication.translate("JobWords", "only parcels and reports"),
    }
    statuses = {
        0: QCoreApplication.translate("JobWords", "all"),
        1: QCoreApplication.translate("JobWords", "1 – not ready yet"),
        2: QCoreApplication.translate("JobWords", "2 – to be shipped"),
        3: QCoreApplication.translate("JobWords", "3 – cancelled"),
        4: QCoreApplication.translate("JobWords", "4 – shipped"),
        5: QCoreApplication.translate("JobWords", "5 – delivered"),
        41: QCoreApplication.translate("JobWords", "41 – shipped in part"),
        51: QCoreApplication.translate("JobWords", "51 – delivered in part"),
    }
    if name == "mode":
        return modes.get(str(value), str(value))
    if name == "status" and isinstance(value, int):
        return statuses.get(value, str(value))
    return str(value)


def parameters_in_words(parameters: Mapping[str, Any]) -> str:
    """The parameters of a run in one line."""
    return ", ".join(
        f"{field_name(name)}: {value_name(name, value)}" for name, value in parameters.items()
    )


def problems_in_words(problems: Sequence[str]) -> str:
    """What the core finds wrong with a schedule, a line each."""
    return "\n".join(_problem(problem) for problem in problems)


def wrong_fields(problems: Sequence[str]) -> set[str]:
    """Which fields the problems are about."""
    found = set()
    for problem in problems:
        name = re.split(r"[=: ]", problem.removeprefix("parameters: "), maxsplit=1)[0]
        quoted = re.search(r'for field "(\w+)"', problem)
        found.add(quoted.group(1) if quoted else name)
    return found


def _problem(problem: str) -> str:
    if quoted := re.search(r'for field "(\w+)"', problem):
        words = QCoreApplication.translate(
            "JobWords", "{field}: this cannot be understood; e.g. 3, */2 or mon-fri"
        )
        return words.format(field=field_name(quoted.group(1)))
    if problem.startswith("cron is empty"):
        return QCoreApplication.translate("JobWords", "Times: enter at least an hour or a minute")
    if problem.startswith("zone="):
        words = QCoreApplication.translate("JobWords", "Time zone: unknown; e.g. {example}")
        return words.format(example="Europe/Berlin")
    wrong = _WRONG.fullmatch(problem.removeprefix("parameters: "))
    limits = _RANGE.fullmatch(wrong["expected"]) if wrong else None
    if wrong is None or limits is None:
        return problem
    words = QCoreApplication.translate(
        "JobWords", "{field}: possible are {low} to {high}, for example {example}"
    )
    return words.format(
        field=field_name(wrong["name"]),
        low=limits["low"],
        high=limits["high"],
        example=limits["example"],
    )
