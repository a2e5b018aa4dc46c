"""What every error of this program has; the tree stands in ``errors``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


class TemuDesktopError(Exception):
    """Base of all errors of this program: a code, parameters, and whether a repeat can help."""

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str = "", **params: object) -> None:
        super().__init__(message)
        self.params = params

    def __str__(self) -> str:
        text = super().__str__()
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        if text and details:
            return f"{text} ({details})"
        return text or details or self.code


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """What is wrong with one setting: a code for front ends with its parameters, and one line."""

    name: str
    code: str
    line: str
    params: Mapping[str, object] = field(default_factory=dict)


class SettingsError(TemuDesktopError):
    """One or more settings are missing or wrong; ``problems`` names each with an example,
    ``details`` says the same about settings one by one."""

    code = "settings_invalid"

    def __init__(self, problems: tuple[str, ...], details: tuple[SettingProblem, ...] = ()) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
        self.details = details


class SettingsNotSaved(TemuDesktopError):
    """The file of settings cannot be read or written (``path``, ``reason``)."""

    code = "settings_not_saved"
