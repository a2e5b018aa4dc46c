"""Words for people: what happened, what it means, what to do, per error code, in two languages.

Codes and logs are English and stay in the code; sentences live in ``errors.de.toml`` and
``errors.en.toml`` with the same keys (a test compares them).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The three sentences about one error."""

    happened: str
    means: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Texts:
    """All sentences in one language."""

    language: str
    entries: Mapping[str, Words]

    @classmethod
    def load(cls, language: str) -> Texts:
        """The sentences of a language, German where it is not known."""
        chosen = language if language in LANGUAGES else LANGUAGES[0]
        source = files("temu_desktop.texts").joinpath(f"errors.{chosen}.toml")
        raw = tomllib.loads(source.read_text(encoding="utf-8"))
        return cls(chosen, {code: Words(**words) for code, words in raw.items()})

    def of(self, code: str) -> Words:
        """The sentences of a code; those of ``error`` where it has none of its own."""
        return self.entries.get(code, self.entries["error"])
