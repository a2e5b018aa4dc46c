"""Whatever is killed when: the books come out as those of a play in which nothing was killed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from temu_desktop.sandbox.faults import Level
from tests.postgres_server import PostgresServer
from tests.reliability.killing import AtBorders, AtRandom, InTurn
from tests.reliability.program import Programs
from tests.reliability.trading import FEW_ROUNDS, Ending, NoBlows, Shop, play

SAMPLE = Shop(seed=7, orders=30, skus=70, rounds_at_hours=FEW_ROUNDS)
FULLEST = 6
"""An orders run of the sample in which orders are handed over and parcels leave the house."""


def assert_same_books(disturbed: Ending, undisturbed: Ending) -> None:
    """Figures, every order's fate on both sides, and our own tables."""
    assert_nothing_is_wrong(disturbed.books)
    assert disturbed.books == undisturbed.books
    assert disturbed.orders == undisturbed.orders


def assert_nothing_is_wrong(books: Mapping[str, Any]) -> None:
    """Reconciled, and all that must be zero is zero."""
    wrong = {name: books[name] for name in ("duplicates", "lost", "oversold", "differences")}
    assert wrong == dict.fromkeys(wrong, 0), books["examples"]
    assert books["reconciled"], books
    assert books["at_temu"] > 0 and books["reported"] > 0


@pytest.mark.timeout(400)
async def test_a_play_with_kills_at_step_borders_and_in_between_ends_in_the_same_books(
    programs: Programs, tmp_path: Path
) -> None:
    undisturbed = await play(programs, SAMPLE, tmp_path / "undisturbed", NoBlows())
    assert_nothing_is_wrong(undisturbed.books)
    assert undisturbed.kills == 0

    counts = undisturbed.counts
    blows = InTurn(
        [
            AtBorders(counts, lambda number, job: number == FULLEST),
            AtRandom(7, counts, per_run=0.3),
        ]
    )
    disturbed = await play(programs, SAMPLE, tmp_path / "disturbed", blows)
    print_line("sample", SAMPLE.seed, disturbed)
    assert disturbed.kills >= 12
    assert_same_books(disturbed, undisturbed)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [3, 4])
async def test_killed_at_every_border_of_every_run_the_books_are_the_same(
    programs: Programs, tmp_path: Path, seed: int
) -> None:
    shop = Shop(seed, orders=60, skus=150)
    undisturbed = await play(programs, shop, tmp_path / "undisturbed", NoBlows())
    blows = AtBorders(undisturbed.counts, lambda number, job: True)
    disturbed = await play(programs, shop, tmp_path / "disturbed", blows)
    print_line("borders", seed, disturbed)
    assert disturbed.kills == sum(count["border"] for count in undisturbed.counts)
    assert_same_books(disturbed, undisturbed)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(20, 23))
async def test_killed_at_random_moments_the_books_are_the_same(
    programs: Programs, tmp_path: Path, seed: int
) -> None:
    shop = Shop(seed, orders=60, skus=150)
    undisturbed = await play(programs, shop, tmp_path / "undisturbed", NoBlows())
    blows = AtRandom(seed, undisturbed.counts, per_run=4)
    disturbed = await play(programs, shop, tmp_path / "disturbed", blows)
    print_line("random", seed, disturbed)
    assert disturbed.kills >= 50
    assert_same_books(disturbed, undisturbed)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(1800)
async def test_killed_with_its_database_on_a_server_the_books_are_the_same(
    programs: Programs, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    """The server notices the death of a connection by itself, and some time later."""
    shop = Shop(seed=31, orders=60, skus=150)
    one, other = (postgres_server.create(f"temu_kill_{name}") for name in ("one", "other"))
    undisturbed = await play(
        programs, replace(shop, operations_url=one), tmp_path / "undisturbed", NoBlows()
    )
    blows = InTurn(
        [
            AtBorders(undisturbed.counts, lambda number, job: number % 5 == 0),
            AtRandom(31, undisturbed.counts, per_run=3),
        ]
    )
    disturbed = await play(
        programs, replace(shop, operations_url=other), tmp_path / "disturbed", blows
    )
    print_line("PostgreSQL", shop.seed, disturbed)
    assert disturbed.kills >= 80
    assert_same_books(disturbed, undisturbed)
    for name in ("one", "other"):
        postgres_server.drop(f"temu_kill_{name}")


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(40, 44))
async def test_killed_in_hard_weather_while_the_wawi_goes_on_nothing_is_lost_or_doubled(
    programs: Programs, tmp_path: Path, seed: int
) -> None:
    """No two such plays are alike, so only what must hold in every one is asked for."""
    shop = Shop(seed, orders=80, skus=200, faults=Level.HARD)
    undisturbed = await play(programs, shop, tmp_path / "undisturbed", NoBlows())
    assert_nothing_is_wrong(undisturbed.books)
    blows = AtRandom(seed, undisturbed.counts, per_run=3)
    disturbed = await play(programs, shop, tmp_path / "disturbed", blows, goes_on=True)
    print_line("hard weather", seed, disturbed)
    assert disturbed.kills >= 40
    assert_nothing_is_wrong(disturbed.books)


def print_line(kind: str, seed: int, ending: Ending) -> None:
    books = ending.books
    print(  # noqa: T201 - the table of the soak
        f"{kind:<14} seed {seed:>3}  kills {ending.kills:>4}  runs {ending.runs:>4}"
        f"  at_temu {books['at_temu']}  in_jtl {books['in_jtl']}  reported {books['reported']}"
        f"  cancelled {books['cancelled']}  rejected {books['rejected']}"
        f"  reconciled {books['reconciled']}"
    )
