"""Which state of a run may follow which: the one table that the code and the documents share."""

from __future__ import annotations

from collections.abc import Mapping

from temu_desktop.jobs.model import RunState

TRANSITIONS: Mapping[RunState, frozenset[RunState]] = {
    RunState.SCHEDULED: frozenset(
        {RunState.RUNNING, RunState.SKIPPED, RunState.CANCELLED, RunState.INTERRUPTED}
    ),
    RunState.RUNNING: frozenset(
        {
            RunState.SUCCESS,
            RunState.FAILED,
            RunState.RETRYING,
            RunState.CANCELLED,
            RunState.TIMED_OUT,
            RunState.INTERRUPTED,
        }
    ),
    RunState.RETRYING: frozenset({RunState.RUNNING, RunState.CANCELLED, RunState.INTERRUPTED}),
    RunState.SUCCESS: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
    RunState.TIMED_OUT: frozenset(),
    RunState.INTERRUPTED: frozenset(),
    RunState.SKIPPED: frozenset(),
    RunState.MISSED: frozenset(),
}
"""State → the states that may follow. A run begins as scheduled; one that did not happen is
recorded as skipped or missed from the start."""

INITIAL = frozenset({RunState.SCHEDULED, RunState.SKIPPED, RunState.MISSED})
FINAL = frozenset(state for state, following in TRANSITIONS.items() if not following)
LIVE = frozenset(TRANSITIONS) - FINAL


def before(state: RunState) -> frozenset[RunState]:
    """The states from which a run may come into this one."""
    return frozenset(known for known, following in TRANSITIONS.items() if state in following)


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state.value}" for state in RunState if state in INITIAL]
    for state in RunState:
        following = TRANSITIONS[state]
        lines += [
            f"    {state.value} --> {known.value}" for known in RunState if known in following
        ]
        if not following:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join(lines)
