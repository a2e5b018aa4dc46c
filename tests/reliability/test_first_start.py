"""Killed while the very first start sets its database up: the next start finishes it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from temu_desktop.database import build_engine, schema
from temu_desktop.jobs.model import SYNC_INVENTORY
from tests.reliability.moments import Blow, Moment
from tests.reliability.program import Ended, Launch, Programs


def _first_start(programs: Programs, folder: Path, blow: Blow | None = None) -> Ended:
    return programs.run({"TEMU_DATA_DIR": str(folder)}, Launch(SYNC_INVENTORY, blow=blow))


def _tables(folder: Path) -> set[str]:
    engine: Engine = build_engine(f"sqlite:///{folder / 'toci.db'}")
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def _killed_then_started(programs: Programs, folder: Path, moment: Moment, number: int) -> None:
    assert _first_start(programs, folder, Blow(moment, number)).killed
    assert _first_start(programs, folder).error["code"] == "not_set_up"
    assert {table.name for table in schema.metadata.tables.values()} <= _tables(folder)


def _undisturbed(programs: Programs, folder: Path) -> Ended:
    ended = _first_start(programs, folder)
    assert ended.error["code"] == "not_set_up"
    return ended


def test_a_first_start_that_is_killed_is_finished_by_the_next(
    programs: Programs, tmp_path: Path
) -> None:
    counts = _undisturbed(programs, tmp_path / "undisturbed").counts
    rng = random.Random("first start")
    for number in sorted(rng.sample(range(1, counts[Moment.STATEMENT] + 1), 6)):
        _killed_then_started(programs, tmp_path / f"{number}", Moment.STATEMENT, number)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("moment", [Moment.STATEMENT, Moment.COMMIT])
def test_a_first_start_that_is_killed_at_any_moment_is_finished_by_the_next(
    programs: Programs, tmp_path: Path, moment: Moment
) -> None:
    counts = _undisturbed(programs, tmp_path / "undisturbed").counts
    for number in range(1, counts[moment] + 1):
        _killed_then_started(programs, tmp_path / f"{number}", moment, number)
