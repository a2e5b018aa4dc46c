"""The whole job in hard weather, seed by seed: in the end every book agrees with every other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.soak.demos import Played, Size, header, play_demo

SMALL = Size(orders=24, skus=72, qps=1000, limit_seconds=110)
FULL = Size(orders=400, skus=3000, qps=200, limit_seconds=900)
SEEDS = (7, *range(1001, 1021))
AT_ONCE = 2
"""Half of a demo's time is waiting, so two of them fit on one machine."""


@pytest.mark.parametrize("seed", [7, pytest.param(23, marks=pytest.mark.soak)])
def test_a_small_shop_reconciles_in_hard_weather(seed: int) -> None:
    assert play_demo(seed, SMALL).wrong == {}


@pytest.fixture(scope="module")
def demos(request: pytest.FixtureRequest) -> Iterator[dict[int, Future[Played]]]:
    """The demos of all seeds that were asked for, under way."""
    print("\n" + header())  # noqa: T201 - the soak's table
    chosen = [
        item.callspec.params["seed"]
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and item.originalname == "test_a_shop_reconciles_in_hard_weather"
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {seed: pool.submit(play_demo, seed, FULL) for seed in chosen}


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_shop_reconciles_in_hard_weather(seed: int, demos: dict[int, Future[Played]]) -> None:
    played = demos[seed].result()
    print(played.as_row())  # noqa: T201 - the soak's table
    assert played.wrong == {}
