"""The parameters a type of job takes: typed, with what is allowed, checked in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from temu_desktop.errors import SettingsError

LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: a word out of ``allowed``, or a whole number that is allowed or within
    ``minimum`` and ``maximum``, or a list of at most ``texts`` texts. One that is not given is left
    to the workflow."""

    name: str
    allowed: tuple[str | int, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    texts: int = 0

    @property
    def expected(self) -> str:
        """What is allowed, in words."""
        if self.allowed:
            return ", ".join(str(value) for value in self.allowed)
        if self.texts:
            return f"a list of 1 to {self.texts} texts of at most {LONGEST_TEXT} characters"
        return f"a whole number from {self.minimum} to {self.maximum}"

    def takes(self, value: object) -> bool:
        """Whether the value is allowed."""
        if self.allowed:
            return any(type(value) is type(known) and value == known for known in self.allowed)
        if self.texts:
            return _are_texts(value, self.texts)
        if type(value) is not int:
            return False
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )


def _are_texts(value: object, most: int) -> bool:
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= most:
        return False
    return all(
        isinstance(text, str) and text.strip() and len(text) <= LONGEST_TEXT for text in value
    )


def problems_of(known: Sequence[Parameter], given: Mapping[str, Any]) -> list[str]:
    """What is wrong with the given values, each with what is allowed."""
    by_name = {parameter.name: parameter for parameter in known}
    problems = []
    for name, value in given.items():
        parameter = by_name.get(name)
        if parameter is None:
            problems.append(f"{name} is not taken here; known: {', '.join(by_name) or 'none'}")
        elif not parameter.takes(value):
            problems.append(f"{name}={value!r} is wrong; expected {parameter.expected}")
    return problems


def check_parameters(known: Sequence[Parameter], given: Mapping[str, Any]) -> None:
    """Raise SettingsError naming every wrong parameter."""
    if problems := problems_of(known, given):
        raise SettingsError(tuple(problems))
