"""Words about settings: what each is called, what it is for, and what is wrong with a value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from temu_desktop.errors import SettingProblem
from temu_desktop.texts import LANGUAGES


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A setting's name for people, and one sentence or two on what it is for."""

    label: str
    help: str


@dataclass(frozen=True, slots=True)
class SettingTexts:
    """All words about settings in one language, by the names in the code."""

    language: str
    settings: Mapping[str, SettingWords]
    groups: Mapping[str, str]
    origins: Mapping[str, str]
    problems: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, language: str) -> SettingTexts:
        """The words of a language, German where it is not known."""
        chosen = language if language in LANGUAGES else LANGUAGES[0]
        source = files("temu_desktop.texts").joinpath(f"settings.{chosen}.toml")
        read = tomllib.loads(source.read_text(encoding="utf-8"))
        words = {name: SettingWords(**entry) for name, entry in read.pop("settings").items()}
        return cls(chosen, words, **read)

    def problem(self, problem: SettingProblem) -> str:
        """What is wrong with a value, in one sentence that says what would be right."""
        return self.problems[problem.code].format_map(dict(problem.params))

    def choice(self, name: str, value: str) -> str:
        """What one of the choices of a setting is called."""
        return self.choices.get(name, {}).get(value, value)
