"""Why this number, in German or English: one line, or a sentence per step."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from temu_desktop.inventory.explaining import SUBTRACTS, ExplainStep, StepCode, explain
from temu_desktop.inventory.model import Why
from temu_desktop.texts import LANGUAGES


@dataclass(frozen=True, slots=True)
class StockWords:
    """The words of one language."""

    language: str
    short: Mapping[str, str]
    long: Mapping[str, str]

    @classmethod
    def load(cls, language: str) -> StockWords:
        """The words of a language, German where it is not known."""
        chosen = language if language in LANGUAGES else LANGUAGES[0]
        source = files("temu_desktop.texts").joinpath(f"stock.{chosen}.toml")
        words = tomllib.loads(source.read_text(encoding="utf-8"))
        return cls(chosen, words["short"], words["long"])

    def line(self, why: Why) -> str:
        """One line: ``available 50 − in flight 5 − buffer 5, cap 40 → 40``."""
        *steps, last = explain(why)
        text = ""
        for step in steps:
            joint = "" if not text else " − " if step.code in SUBTRACTS else ", "
            joint = " ÷ " if step.code is StepCode.FACTOR else joint
            text += joint + self._said(self.short, step)
        return f"{text} → {self._said(self.short, last)}"

    def sentences(self, why: Why) -> tuple[str, ...]:
        """A sentence per step."""
        return tuple(self.sentence(step) for step in explain(why))

    def sentence(self, step: ExplainStep) -> str:
        """One step in words."""
        return self._said(self.long, step)

    def _said(self, words: Mapping[str, str], step: ExplainStep) -> str:
        figures = {"amount": self._number(step.amount), "remains": self._number(step.remains)}
        return words[step.code.value].format_map(figures)

    def _number(self, value: int | None) -> str:
        if value is None:
            return "–"
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if self.language == "de" else grouped
