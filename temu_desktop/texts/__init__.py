"""Words for people: what happened, what it means, what to do, per error code, in two languages.

Codes and logs are English and stay in the code; sentences live in ``errors.<language>.toml`` and
``issues.<language>.toml``, one line per reason in ``reasons.<language>.toml``, single lines of
commands and alarms in ``alarms.<language>.toml``, with the same keys in both languages (tests
compare them with the code).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from temu_desktop.clock import BERLIN

LANGUAGES = ("de", "en")
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Words:
    """The three sentences about one error."""

    happened: str
    means: str
    remedy: str


@dataclass(frozen=True, slots=True)
class IssueWords:
    """An issue's name, what it means, and what to do."""

    title: str
    means: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Texts:
    """All sentences in one language."""

    language: str
    entries: Mapping[str, Words]
    reasons: Mapping[str, str]
    issues: Mapping[str, IssueWords]
    lines: Mapping[str, str]

    @classmethod
    def load(cls, language: str) -> Texts:
        """The sentences of a language, German where it is not known."""
        chosen = language if language in LANGUAGES else LANGUAGES[0]
        words = {code: Words(**entry) for code, entry in _read(f"errors.{chosen}").items()}
        issues = {rule: IssueWords(**entry) for rule, entry in _read(f"issues.{chosen}").items()}
        return cls(chosen, words, _read(f"reasons.{chosen}"), issues, _read(f"alarms.{chosen}"))

    def of(self, code: str) -> Words:
        """The sentences of a code; those of ``error`` where it has none of its own."""
        return self.entries.get(code, self.entries["error"])

    def reason(self, code: str) -> str:
        """One line for a reason or an issue's rule; the code itself where it has none."""
        return self.reasons.get(code, code)

    def issue(self, rule: str, subject: str, params: Mapping[str, Any]) -> IssueWords:
        """The sentences of an issue with its parameters; a parameter it lacks is a dash, and an
        empty one at the end leaves no blank before the sentence that follows."""
        words = self.issues[rule]
        values = _Values({name: self._shown(name, value) for name, value in params.items()})
        values["subject"] = subject
        means, remedy = words.means.format_map(values), words.remedy.format_map(values)
        return IssueWords(words.title, means.rstrip(), remedy)

    def line(self, key: str, **values: object) -> str:
        """A single line."""
        return self.lines[key].format_map(values)

    def _shown(self, name: str, value: Any) -> str:
        if value is None:
            return _UNKNOWN
        if name == "reason":
            return self.reason(str(value))
        if name.endswith("_at"):
            return f"{datetime.fromisoformat(str(value)).astimezone(BERLIN):%d.%m.%Y %H:%M}"
        return str(value)


class _Values(dict[str, str]):
    """Parameters of a sentence."""

    def __missing__(self, key: str) -> str:
        return _UNKNOWN


def _read(name: str) -> dict[str, Any]:
    source = files("temu_desktop.texts").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
