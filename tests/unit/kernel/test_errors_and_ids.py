"""Errors carry codes and say whether a repeat can help; ids equate what JTL equates."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop import errors
from temu_desktop.errors import RecordRejected, TemuAway, TemuDesktopError
from temu_desktop.fitting import fit, width
from temu_desktop.ids import article_key

TREE = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, TemuDesktopError)
]


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in TREE]
    assert len(codes) == len(set(codes))


def test_every_error_is_drawn_in_the_tree_at_the_top() -> None:
    drawing = inspect.getdoc(errors) or ""
    assert [kind.__name__ for kind in TREE if kind.__name__ not in drawing] == []


def test_only_what_time_can_heal_is_retryable() -> None:
    assert {kind.__name__ for kind in TREE if kind.retryable} == {
        *("TemuAway", "RateLimited", "TemuBusy", "BrokenAnswer", "NotReady"),
        *("JtlAway", "JtlBusy", "DatabaseAway", "DatabaseBusy", "NobodyActs", "AddressUnavailable"),
        *("AlarmNotDelivered", "TrialTimedOut"),
    }


def test_an_error_tells_its_figures() -> None:
    assert str(TemuAway("no answer", call="bg.order.list.v2.get")) == (
        "no answer (call=bg.order.list.v2.get)"
    )
    assert RecordRejected("unknown_country", country="Atlantis").reason == "unknown_country"


@pytest.mark.parametrize(
    ("one", "other"),
    [("TASSE-blau", "tasse-BLAU"), ("MUG-1  ", "MUG-1"), ("GRÜNÖL", "grünöl"), ("Maß", "MASS")],
)
def test_spellings_that_jtl_equates_have_one_key(one: str, other: str) -> None:
    assert article_key(one) == article_key(other)


@pytest.mark.parametrize(("one", "other"), [("café", "cafe"), (" MUG", "MUG"), ("A-1", "A1")])
def test_spellings_that_jtl_tells_apart_keep_their_keys(one: str, other: str) -> None:
    assert article_key(one) != article_key(other)


@given(st.text(max_size=60), st.integers(0, 40))
def test_a_fitted_text_is_a_beginning_that_fits_and_is_the_longest(text: str, units: int) -> None:
    fitted = fit(text, units)
    assert text.startswith(fitted)
    assert width(fitted) <= units
    if fitted != text:
        assert width(text[: len(fitted) + 1]) > units
