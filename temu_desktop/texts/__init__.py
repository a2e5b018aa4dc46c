"""Words for people: what happened, what it means, what to do, per error code, in two languages.

Codes and logs are English and stay in the code; sentences live in ``errors.<language>.toml``, one
line per reason in ``reasons.<language>.toml``, with the same keys in both (tests compare them with
the code).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The three sentences about one error."""

    happened: str
    means: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The two sentences about one kind of issue."""

    means: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Texts:
    """All sentences in one language."""

    language: str
    entries: Mapping[str, Words]
    reasons: Mapping[str, str]
    guides: Mapping[str, Advice]

    @classmethod
    def load(cls, language: str) -> Texts:
        """The sentences of a language, German where it is not known."""
        chosen = language if language in LANGUAGES else LANGUAGES[0]
        words = {code: Words(**entry) for code, entry in _read(f"errors.{chosen}").items()}
        guides = {rule: Advice(**entry) for rule, entry in _read(f"issues.{chosen}").items()}
        return cls(chosen, words, _read(f"reasons.{chosen}"), guides)

    def of(self, code: str) -> Words:
        """The sentences of a code; those of ``error`` where it has none of its own."""
        return self.entries.get(code, self.entries["error"])

    def reason(self, code: str) -> str:
        """One line for a reason or an issue's rule; the code itself where it has none."""
        return self.reasons.get(code, code)

    def guide(self, rule: str) -> Advice:
        """What an issue means and what to do; raises KeyError for a rule that does not exist."""
        return self.guides[rule]


def _read(name: str) -> dict[str, Any]:
    source = files("temu_desktop.texts").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
