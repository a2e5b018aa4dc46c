"""A rule for stock as a person types it: read, and checked before the core is asked. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from temu_desktop.inventory.details import OwnRule, holding
from temu_desktop.inventory.model import StockRule
from temu_desktop.inventory.rules import MOST


class RuleField(StrEnum):
    """What can be typed."""

    BUFFER = "buffer"
    CAP = "cap"
    MINIMUM = "minimum"


class RuleProblem(StrEnum):
    """What is wrong with a figure."""

    NOT_WHOLE = "not_whole"
    TOO_LARGE = "too_large"
    MINIMUM_ABOVE_CAP = "minimum_above_cap"


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """Typed figures, an empty one for 'as for all', and whether TEMU's number is left alone."""

    typed: Mapping[RuleField, str]
    paused: bool | None = None

    def problems(self, base: StockRule) -> Mapping[RuleField, RuleProblem]:
        """What is wrong, by field, where what is left open is as in ``base``."""
        found = dict(self._unreadable())
        if not found:
            holds = holding(self.rule(), base)
            if holds.cap is not None and holds.minimum > holds.cap:
                found[RuleField.MINIMUM] = RuleProblem.MINIMUM_ABOVE_CAP
        return found

    def rule(self) -> OwnRule:
        """The rule that is meant; only where nothing is wrong."""
        return OwnRule(
            self._figure(RuleField.BUFFER),
            self._figure(RuleField.CAP),
            self._figure(RuleField.MINIMUM),
            self.paused,
        )

    def _unreadable(self) -> Iterator[tuple[RuleField, RuleProblem]]:
        for name in RuleField:
            text = self._text(name)
            if not text:
                continue
            if not (text.isascii() and text.isdigit()):
                yield name, RuleProblem.NOT_WHOLE
            elif len(text) > len(str(MOST)) or int(text) > MOST:
                yield name, RuleProblem.TOO_LARGE

    def _figure(self, name: RuleField) -> int | None:
        text = self._text(name)
        return int(text) if text else None

    def _text(self, name: RuleField) -> str:
        """Blanks and the points that people write between thousands are taken out."""
        text = "".join(self.typed.get(name, "").split())
        head, *groups = text.replace(",", ".").split(".")
        grouped = bool(groups) and 1 <= len(head) <= 3 and all(len(part) == 3 for part in groups)
        return "".join((head, *groups)) if grouped else text
