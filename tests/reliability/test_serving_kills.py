"""A program that serves is killed at any moment: what was interrupted is recorded and run again."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from temu_desktop.jobs.model import RunState, Trigger
from temu_desktop.jobs.scheduler import RERUNS
from temu_desktop.jobs.states import FINAL
from tests.reliability.killing import AtRandom
from tests.reliability.program import Programs
from tests.reliability.test_kills import assert_nothing_is_wrong, print_line
from tests.reliability.trading import FEW_ROUNDS, Ending, NoBlows, Shop, play


def assert_every_interrupted_run_was_run_again(ending: Ending) -> None:
    """By the next run of its job, unless so many in a row were interrupted that it was left."""
    assert {state for _, state, _ in ending.history} <= {state.value for state in FINAL}
    by_job: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for job, state, trigger in ending.history:
        by_job[job].append((state, trigger))
    for runs in by_job.values():
        in_a_row = 0
        for (state, _), (_, following) in pairwise(runs):
            in_a_row = in_a_row + 1 if state == RunState.INTERRUPTED.value else 0
            if 0 < in_a_row < RERUNS:
                assert following == Trigger.RERUN.value, runs


def figures(ending: Ending) -> dict[str, Any]:
    """The books and every order's fate, without how the warehouse packed and numbered: a program
    that starts so often hands orders over in another order, and the warehouse draws anew."""
    fates = {
        number: {
            **{name: fate[name] for name in ("status", "reported", "lines")},
            "wawi": fate["wawi"]
            and {name: fate["wawi"][name] for name in ("cancelled", "shipped")},
        }
        for number, fate in ending.orders.items()
    }
    return {"books": ending.books, "fates": fates}


async def killed_and_undisturbed(
    programs: Programs, shop: Shop, folder: Path, per_run: float
) -> Ending:
    undisturbed = await play(programs, shop, folder / "undisturbed", NoBlows())
    blows = AtRandom(shop.seed, undisturbed.counts, per_run=per_run)
    disturbed = await play(programs, shop, folder / "disturbed", blows)
    print_line("serving", shop.seed, disturbed)
    assert_nothing_is_wrong(disturbed.books)
    assert figures(disturbed) == figures(undisturbed)
    assert_every_interrupted_run_was_run_again(disturbed)
    return disturbed


async def test_a_serving_program_that_is_killed_goes_on_where_it_was(
    programs: Programs, tmp_path: Path
) -> None:
    shop = Shop(seed=9, orders=24, skus=80, served=True, rounds_at_hours=FEW_ROUNDS)
    ending = await killed_and_undisturbed(programs, shop, tmp_path, 0.8)
    assert ending.kills >= 8
    assert RunState.INTERRUPTED.value in {state for _, state, _ in ending.history}


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(50, 54))
async def test_two_hundred_serving_programs_are_killed(
    programs: Programs, tmp_path: Path, seed: int
) -> None:
    """Four seeds, fifty kills each and more."""
    shop = Shop(seed, orders=60, skus=150, served=True)
    ending = await killed_and_undisturbed(programs, shop, tmp_path, 4)
    assert ending.kills >= 50
