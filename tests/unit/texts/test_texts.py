"""Every code that a person can meet has words in German and English, and no word is left over."""

from __future__ import annotations

import ast
import inspect
import string
import tomllib
from pathlib import Path

import pytest

import temu_desktop
from temu_desktop import errors
from temu_desktop.attention.catalogue import CATALOGUE
from temu_desktop.attention.model import IssueRule
from temu_desktop.errors import TemuDesktopError
from temu_desktop.jtl.preflight import Trouble
from temu_desktop.orders.model import HoldReason
from temu_desktop.texts import LANGUAGES, Texts

PACKAGE = Path(temu_desktop.__file__).parent
RAISERS = {"RecordRejected", "AddressMissing", "CannotDeal", "NeedsPerson"}


def error_codes() -> set[str]:
    kinds = inspect.getmembers(errors, inspect.isclass)
    return {kind.code for _, kind in kinds if issubclass(kind, TemuDesktopError)}


def rejection_reasons() -> set[str]:
    """Reasons as the code names them, read from its syntax trees."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if "sandbox" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in RAISERS:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_happened_what_it_means_and_what_to_do(language: str) -> None:
    texts = Texts.load(language)
    assert set(texts.entries) == error_codes()
    for words in texts.entries.values():
        assert all(sentence.endswith(".") for sentence in (words.happened, words.means))
        assert words.remedy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rejection_issue_hold_and_finding_has_a_line(language: str) -> None:
    wanted = rejection_reasons()
    for kinds in (IssueRule, HoldReason, Trouble):
        wanted |= {member.value for member in kinds}
    assert wanted - set(Texts.load(language).reasons) == set()


def test_both_languages_have_the_same_reasons() -> None:
    german, english = (
        tomllib.loads((PACKAGE / "texts" / f"reasons.{language}.toml").read_text("utf-8"))
        for language in LANGUAGES
    )
    assert german.keys() == english.keys()
    assert all(german.values())
    assert all(english.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_issue_says_what_it_is_what_it_means_and_what_to_do(language: str) -> None:
    issues = Texts.load(language).issues
    assert set(issues) == {rule.value for rule in IssueRule} == {rule.value for rule in CATALOGUE}
    assert all(words.title and words.means and words.remedy for words in issues.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_an_issue_use_only_what_may_be_told(language: str) -> None:
    for rule, words in Texts.load(language).issues.items():
        named = {
            name
            for sentence in (words.means, words.remedy)
            for _, name, _, _ in string.Formatter().parse(sentence)
            if name is not None
        }
        told = CATALOGUE[IssueRule(rule)].told
        assert named <= told | {"subject"}, rule
        # A run is linked to, and how many hours are left says how grave a late order is.
        unsaid = {"run", "hours_left"} if rule == "ship_by_near" else {"run"}
        assert told <= named | unsaid, rule


def test_both_languages_have_the_same_single_lines() -> None:
    german, english = (Texts.load(language).lines for language in LANGUAGES)
    assert german.keys() == english.keys()


def test_the_parameters_of_an_issue_are_shown_for_people() -> None:
    texts = Texts.load("de")
    near = texts.issue(
        "ship_by_near", "PO-1", {"ship_by_at": "2026-11-23T14:00:00+00:00", "hours_left": 3}
    )
    assert "23.11.2026 15:00" in near.means
    rejected = texts.issue("record_rejected", "PO-1", {"reason": "unknown_country"})
    assert "unbekanntes Land" in rejected.means
    assert "–" in texts.issue("job_failed", "x", {"error_code": None}).means
    without = texts.issue("job_failed", "x", {"error_code": "Warum?", "error_text": ""})
    assert without.means.endswith("Warum?")


def test_an_unknown_language_is_german() -> None:
    assert Texts.load("fr").language == "de"


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert Texts.load("en").reason("brand_new") == "brand_new"
