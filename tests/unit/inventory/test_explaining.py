"""Why this number: the sum step by step, in figures and in words of both languages."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.inventory.explaining import StepCode, explain
from temu_desktop.inventory.model import Decider, StockRule, Why
from temu_desktop.inventory.rules import publish
from temu_desktop.inventory.wording import StockWords
from temu_desktop.texts import LANGUAGES

CAPPED = publish(50, 5, 1, StockRule(buffer=5, cap=40, minimum=0), holiday=False)


def codes(why: Why) -> list[str]:
    return [step.code.value for step in explain(why)]


def test_the_sum_reads_as_a_person_would_say_it() -> None:
    assert StockWords.load("en").line(CAPPED) == "available 50 − in flight 5 − buffer 5 → 40"
    tight = publish(50, 5, 1, StockRule(buffer=5, cap=30), holiday=False)
    assert StockWords.load("en").line(tight) == "available 50 − in flight 5 − buffer 5, cap 30 → 30"
    assert StockWords.load("de").line(tight) == (
        "verfügbar 50 − unterwegs 5 − Puffer 5, höchstens 30 → 30"
    )


def test_what_takes_nothing_away_is_not_mentioned() -> None:
    assert codes(publish(7, 0, 1, StockRule(), holiday=False)) == ["available", "result"]


def test_pieces_become_packs_where_a_listing_holds_several() -> None:
    why = publish(50, 3, 4, StockRule(), holiday=False)
    assert [(step.code.value, step.remains) for step in explain(why)] == [
        ("available", 50),
        ("in_flight", 47),
        ("factor", 11),
        ("result", 11),
    ]
    assert StockWords.load("en").line(why) == "available 50 − in flight 3 ÷ 4 per pack → 11"


def test_a_paused_sku_is_left_alone_and_says_so_last() -> None:
    why = publish(9, 0, 1, StockRule(paused=True), holiday=False)
    assert codes(why) == ["available", "paused", "left_alone"]


def test_holiday_mode_shows_zero_whatever_is_there() -> None:
    why = publish(9, 0, 1, StockRule(), holiday=True)
    assert (codes(why), explain(why)[-1].amount) == (["available", "holiday", "result"], 0)


def test_below_the_minimum_nothing_is_listed() -> None:
    why = publish(2, 0, 1, StockRule(minimum=3), holiday=False)
    assert codes(why) == ["available", "minimum", "result"]


@pytest.mark.parametrize(
    ("why", "line"),
    [
        (Why(0, 0, 1, 0, None, 0, Decider.NO_ARTICLE, None), "no article in JTL → left alone"),
        (Why(0, 0, 1, 0, None, 0, Decider.NO_ARTICLE, 0), "no article in JTL → 0"),
        (publish(None, 0, 1, StockRule(), holiday=False), "not sold in JTL → 0"),
    ],
)
def test_without_goods_the_reason_stands_alone(why: Why, line: str) -> None:
    assert StockWords.load("en").line(why) == line


@given(
    pieces=st.none() | st.integers(-5, 2_000_000),
    in_flight=st.integers(0, 50),
    factor=st.integers(1, 6),
    rule=st.builds(
        StockRule,
        buffer=st.integers(0, 50),
        cap=st.none() | st.integers(0, 100),
        minimum=st.integers(0, 20),
        paused=st.booleans(),
    ),
    holiday=st.booleans(),
)
def test_the_last_step_is_always_what_is_published(
    pieces: int | None, in_flight: int, factor: int, rule: StockRule, holiday: bool
) -> None:
    why = publish(pieces, in_flight, factor, rule, holiday=holiday)
    *before, last = explain(why)
    assert last.amount == why.result
    assert before[-1].remains == why.result or why.result is None
    for language in LANGUAGES:
        assert all(StockWords.load(language).sentences(why))


def test_every_step_has_words_in_both_languages_and_no_word_is_left_over() -> None:
    for language in LANGUAGES:
        source = files("temu_desktop.texts").joinpath(f"stock.{language}.toml")
        words = tomllib.loads(source.read_text(encoding="utf-8"))
        assert set(words["short"]) == set(words["long"]) == {code.value for code in StepCode}


def test_an_unknown_language_is_german_and_numbers_are_written_as_it_has_them() -> None:
    why = publish(12_500, 0, 1, StockRule(), holiday=False)
    assert StockWords.load("fr").line(why) == "verfügbar 12.500 → 12.500"
    assert StockWords.load("en").line(why) == "available 12,500 → 12,500"
