"""The table of states, its diagram in the documents, and what follows from it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.jobs import states
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.outcome import LONGEST_PAUSE_SECONDS, pause_before
from temu_desktop.jobs.queries import percentile

ROOT = Path(__file__).parents[3]


def test_the_documents_show_the_table_of_the_code() -> None:
    text = (ROOT / "docs" / "WORKFLOWS.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{states.diagram()}\n```" in text


def test_every_state_can_be_reached_and_every_live_one_can_end() -> None:
    reached = set(states.INITIAL)
    while more := {s for known in reached for s in states.TRANSITIONS[known]} - reached:
        reached |= more
    assert reached == set(RunState)
    assert all(states.FINAL & _reachable(state) for state in states.LIVE)


def _reachable(state: RunState) -> set[RunState]:
    found = {state}
    while more := {s for known in found for s in states.TRANSITIONS[known]} - found:
        found |= more
    return found


@given(first=st.floats(0.01, 3600), attempt=st.integers(1, 20), jitter=st.floats(0, 1))
def test_pauses_grow_are_spread_and_have_an_end(first: float, attempt: int, jitter: float) -> None:
    pause = pause_before(first, attempt, jitter)
    whole = min(LONGEST_PAUSE_SECONDS, first * 2 ** (attempt - 1))
    assert whole / 2 <= pause <= whole


@given(values=st.lists(st.floats(0, 1e6), min_size=1).map(sorted), share=st.floats(0.01, 1.0))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(
    values: list[float], share: float
) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
