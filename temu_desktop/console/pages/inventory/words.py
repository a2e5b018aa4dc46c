"""Codes of stock as words and signs, in the language of now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from temu_desktop.console.formatting import NOTHING, Formats
from temu_desktop.console.pages.inventory.rule_draft import RuleField, RuleProblem
from temu_desktop.console.pages.inventory.states import SkuState
from temu_desktop.console.theme import Tone
from temu_desktop.inventory.explaining import StepCode
from temu_desktop.inventory.preview import Change
from temu_desktop.inventory.rules import MOST
from temu_desktop.inventory.selection import StockView
from temu_desktop.inventory.wording import StockWords

_STATES: Mapping[SkuState, tuple[Tone, str]] = {
    SkuState.INACTIVE: (Tone.NEUTRAL, "minus"),
    SkuState.UNMAPPED: (Tone.WARN, "unlink"),
    SkuState.PAUSED: (Tone.NEUTRAL, "circle-pause"),
    SkuState.REFUSED: (Tone.BAD, "circle-x"),
    SkuState.HELD: (Tone.WARN, "hand"),
    SkuState.NOT_COMPARED: (Tone.NEUTRAL, "hourglass"),
    SkuState.TO_SEND: (Tone.INFO, "send"),
    SkuState.IN_STEP: (Tone.GOOD, "circle-check"),
}
_MINUS = "\u2212"


@lru_cache(maxsize=4)
def stock_words(language: str) -> StockWords:
    """The sentences of 'why this number' in a language."""
    return StockWords.load(language)


def state_sign(state: SkuState) -> tuple[Tone, str]:
    """Tone and icon of a state."""
    return _STATES[state]


def state_name(state: SkuState) -> str:
    """The state in a word or two."""
    translate = QCoreApplication.translate
    return {
        SkuState.INACTIVE: translate("StockWords", "inactive"),
        SkuState.UNMAPPED: translate("StockWords", "unmapped"),
        SkuState.PAUSED: translate("StockWords", "paused"),
        SkuState.REFUSED: translate("StockWords", "refused"),
        SkuState.HELD: translate("StockWords", "held"),
        SkuState.NOT_COMPARED: translate("StockWords", "new"),
        SkuState.TO_SEND: translate("StockWords", "to send"),
        SkuState.IN_STEP: translate("StockWords", "in step"),
    }[state]


def state_meaning(state: SkuState) -> str:
    """The state in a sentence."""
    translate = QCoreApplication.translate
    return {
        SkuState.INACTIVE: translate("StockWords", "TEMU does not list it any more."),
        SkuState.UNMAPPED: translate("StockWords", "JTL has no article of this number."),
        SkuState.PAUSED: translate("StockWords", "A rule leaves TEMU's quantity alone."),
        SkuState.REFUSED: translate("StockWords", "TEMU did not take the quantity."),
        SkuState.HELD: translate("StockWords", "The quantity waits for a person."),
        SkuState.NOT_COMPARED: translate("StockWords", "No comparison has seen it yet."),
        SkuState.TO_SEND: translate("StockWords", "The next run of the stock job sends it."),
        SkuState.IN_STEP: translate("StockWords", "TEMU shows what it should."),
    }[state]


def view_name(view: StockView) -> str:
    """A view of the table."""
    translate = QCoreApplication.translate
    return {
        StockView.ALL: translate("StockWords", "All"),
        StockView.DIFFERENCES: translate("StockWords", "Differences"),
        StockView.UNMAPPED: translate("StockWords", "Unmapped"),
        StockView.REFUSED: translate("StockWords", "Refused"),
        StockView.HELD: translate("StockWords", "Held"),
        StockView.PAUSED: translate("StockWords", "Paused"),
        StockView.ZERO: translate("StockWords", "At zero"),
        StockView.INACTIVE: translate("StockWords", "Inactive"),
    }[view]


def change_name(change: Change) -> str:
    """How a quantity changes."""
    translate = QCoreApplication.translate
    return {
        Change.TO_ZERO: translate("StockWords", "goes to zero"),
        Change.FALLS: translate("StockWords", "falls by 90% or more"),
        Change.OTHER: translate("StockWords", "changes"),
    }[change]


def step_name(code: StepCode) -> str:
    """What stands under a figure of the sum."""
    translate = QCoreApplication.translate
    return {
        StepCode.AVAILABLE: translate("StockWords", "available in JTL"),
        StepCode.IN_FLIGHT: translate("StockWords", "in flight"),
        StepCode.BUFFER: translate("StockWords", "buffer"),
        StepCode.FACTOR: translate("StockWords", "pieces a pack"),
        StepCode.CAP: translate("StockWords", "at most"),
        StepCode.MOST: translate("StockWords", "TEMU's limit"),
        StepCode.MINIMUM: translate("StockWords", "below the minimum"),
        StepCode.NOT_SOLD: translate("StockWords", "not sold in JTL"),
        StepCode.HOLIDAY: translate("StockWords", "holiday mode"),
        StepCode.PAUSED: translate("StockWords", "paused"),
        StepCode.NO_ARTICLE: translate("StockWords", "no article in JTL"),
        StepCode.RESULT: translate("StockWords", "for TEMU to show"),
        StepCode.LEFT_ALONE: translate("StockWords", "left as it is"),
    }[code]


def field_name(name: RuleField) -> str:
    """A figure of a rule."""
    translate = QCoreApplication.translate
    return {
        RuleField.BUFFER: translate("StockWords", "Buffer"),
        RuleField.CAP: translate("StockWords", "At most"),
        RuleField.MINIMUM: translate("StockWords", "At least"),
    }[name]


def field_help(name: RuleField) -> str:
    """What a figure of a rule does."""
    translate = QCoreApplication.translate
    return {
        RuleField.BUFFER: translate("StockWords", "Pieces that are kept back"),
        RuleField.CAP: translate("StockWords", "TEMU never shows more than this"),
        RuleField.MINIMUM: translate("StockWords", "With fewer TEMU shows zero"),
    }[name]


def problem_words(problem: RuleProblem, formats: Formats) -> str:
    """What is wrong with a figure, and what is allowed."""
    translate = QCoreApplication.translate
    words = {
        RuleProblem.NOT_WHOLE: translate("StockWords", "Enter a whole number from 0 to {most}."),
        RuleProblem.TOO_LARGE: translate("StockWords", "At most {most} is allowed."),
        RuleProblem.MINIMUM_ABOVE_CAP: translate(
            "StockWords", "The minimum is above 'at most': nothing could ever be listed."
        ),
    }[problem]
    return words.format(most=formats.number(MOST))


def signed(value: int | None, formats: Formats) -> str:
    """A difference with its sign: +3, −3, 0; a dash where it is not known."""
    if value is None:
        return NOTHING
    if value == 0:
        return formats.number(0)
    return f"{'+' if value > 0 else _MINUS}{formats.number(abs(value))}"


def difference_sign(value: int | None) -> tuple[Tone, str] | None:
    """Tone and icon of a difference: whether TEMU shows too little or too much."""
    if value is None:
        return None
    if value == 0:
        return Tone.GOOD, "equal"
    return (Tone.INFO, "arrow-up") if value > 0 else (Tone.WARN, "arrow-down")
