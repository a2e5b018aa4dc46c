"""Every code that a person can meet has words in German and English, and no word is left over."""

from __future__ import annotations

import ast
import inspect
import tomllib
from pathlib import Path

import pytest

import temu_desktop
from temu_desktop import errors
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_issue_says_what_it_means_and_what_to_do(language: str) -> None:
    guides = Texts.load(language).guides
    assert set(guides) == {rule.value for rule in IssueRule}
    assert all(advice.means and advice.remedy for advice in guides.values())


def test_both_languages_have_the_same_reasons() -> None:
    german, english = (
        tomllib.loads((PACKAGE / "texts" / f"reasons.{language}.toml").read_text("utf-8"))
        for language in LANGUAGES
    )
    assert german.keys() == english.keys()
    assert all(german.values())
    assert all(english.values())


def test_an_unknown_language_is_german() -> None:
    assert Texts.load("fr").language == "de"


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert Texts.load("en").reason("brand_new") == "brand_new"
