"""Sentences for whoever calls, in the language they ask for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from temu_desktop.texts import LANGUAGES, Texts, Words


@dataclass(frozen=True, slots=True)
class Speech:
    """Everything that is said in one language: the core's texts and those of calls."""

    language: str
    texts: Texts
    errors: Mapping[str, Words]
    runs: Mapping[str, Words]
    jobs: Mapping[str, str]
    push: Mapping[str, str]

    def error(self, code: str) -> Words:
        """The sentences of an error's code, or of why a run did not happen."""
        return self.errors.get(code) or self.runs.get(code) or self.texts.of(code)

    def job(self, job: str) -> str:
        """A job's name; its id where it has none."""
        return self.jobs.get(job, job)


@cache
def speech(language: str) -> Speech:
    """The sentences of a language, German where it is not known."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    source = files("headless.texts").joinpath(f"words.{chosen}.toml")
    words: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    errors, runs = _sentences(words["errors"]), _sentences(words["runs"])
    return Speech(chosen, Texts.load(chosen), errors, runs, words["jobs"], words["push"])


def _sentences(table: Mapping[str, Mapping[str, str]]) -> Mapping[str, Words]:
    return {code: Words(**entry) for code, entry in table.items()}


@lru_cache(1000)
def language_of(accepted: str, usual: str) -> str:
    """The first language of an Accept-Language that we speak, by its weight."""
    wishes: list[tuple[float, str]] = []
    for part in accepted[:200].split(","):
        name, _, weight = part.partition(";q=")
        try:
            wishes.append((-float(weight or 1), name.strip().lower()[:2]))
        except ValueError:
            continue
    for wish, name in sorted(wishes, key=lambda pair: pair[0]):
        if wish < 0 and name in LANGUAGES:
            return name
    return usual
