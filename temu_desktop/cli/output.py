"""How a command speaks: tables and progress for people, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
)
from rich.table import Table

from temu_desktop.bus import EventBus
from temu_desktop.events import StepFinished, StepProgressed, StepStarted
from temu_desktop.jobs.model import RunResult


def write_json(document: Mapping[str, Any]) -> None:
    """One JSON object on stdout, for programs."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def screen() -> Console:
    """Where people read: stdout, without colour where it is no terminal."""
    return Console(soft_wrap=True)


class StepProgress:
    """Live progress of the steps of runs, on stderr; nothing where no person looks."""

    def __init__(self, *, quiet: bool) -> None:
        console = Console(stderr=True)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<14}"),
            BarColumn(),
            MofNCompleteColumn(),
        )
        self._shown = console.is_terminal and not quiet
        self._progress = Progress(*columns, console=console, transient=True)
        self._tasks: dict[tuple[str, str], TaskID] = {}

    def __enter__(self) -> Self:
        if self._shown:
            self._progress.start()
        return self

    def __exit__(self, *_ending: object) -> None:
        if self._shown:
            self._progress.stop()

    def follow(self, bus: EventBus) -> None:
        """Show what this bus tells; it dies with its core."""
        if self._shown:
            bus.subscribe(self._show, StepStarted, StepProgressed, StepFinished)

    def _show(self, event: StepStarted | StepProgressed | StepFinished) -> None:
        key = (event.run, event.step)
        if isinstance(event, StepStarted):
            self._tasks[key] = self._progress.add_task(event.step, total=None)
        elif isinstance(event, StepProgressed):
            self._progress.update(self._tasks[key], completed=event.done, total=event.total)
        else:
            self._progress.remove_task(self._tasks.pop(key))


def run_document(result: RunResult) -> dict[str, Any]:
    """A run's result for programs."""
    return {
        "run": result.run,
        "job": result.job,
        "state": result.state.value,
        "dry_run": result.dry_run,
        "seconds": round((result.ended_at - result.started_at).total_seconds(), 3),
        "error": {"code": result.error_code, "text": result.error_text, "retry": result.retryable}
        if result.error_code
        else None,
        "steps": [
            {"name": step.name, "state": step.state.value, "counters": dict(step.counters)}
            for step in result.steps
        ],
        "would_write": [
            {
                "target": write.target,
                "action": write.action,
                "subject": write.subject,
                **write.details,
            }
            for write in result.intended
        ],
    }


def show_run(console: Console, result: RunResult) -> None:
    """A run's result for people."""
    table = Table(title=f"{result.job} · {result.run}", title_justify="left")
    table.add_column("step")
    table.add_column("state")
    table.add_column("counted")
    for step in result.steps:
        counted = "  ".join(f"{name} {number}" for name, number in step.counters.items())
        table.add_row(step.name, step.state.value, counted)
    console.print(table)
    held = sum(step.counters.get("held", 0) for step in result.steps if step.name == "push")
    if held:
        console.print(f"{held} quantities wait for a person: temu-desktop approve {result.run}")
    for write in result.intended[:50]:
        details = "  ".join(f"{name}={value}" for name, value in write.details.items())
        console.print(f"  would write {write.target} {write.action} {write.subject}  {details}")
    if len(result.intended) > 50:
        console.print(f"  … and {len(result.intended) - 50} more (see --json)")
