"""What goes to WebSockets: events of the core as messages of the wire."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from typing import Any

from websockets.frames import Frame, Opcode

from temu_desktop.events import (
    ActingChanged,
    InventoryChanged,
    IssueRef,
    IssuesChanged,
    OrdersChanged,
    RunStateChanged,
    StepFinished,
    StepProgressed,
    StepStarted,
    SwitchChanged,
)
from temu_desktop.ids import JobId, RunId

_IDENTS = count()
PROGRESS = "progress"
MOST_REFS = 100
MOST_KEYS = 200


class Channel(StrEnum):
    """What can be subscribed to."""

    JOBS = "jobs"
    LOGS = "logs"
    ISSUES = "issues"
    ORDERS = "orders"
    INVENTORY = "inventory"


Render = Callable[[str], str]
"""Data as JSON in a language."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message without its number. Of one ``key`` only the newest matters to one who is late."""

    type: str
    channel: Channel | None
    data: Mapping[str, Any] | Render
    key: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A numbered message; its frame is made once per language, for all who hear it."""

    seq: int
    draft: Draft
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat().replace("+00:00", "Z"))
    ident: int = field(default_factory=_IDENTS.__next__)
    _frames: dict[str, bytes] = field(default_factory=dict)

    @property
    def key(self) -> Hashable:
        """What it replaces while it waits."""
        return self.draft.key if self.draft.key is not None else self.ident

    def frame(self, language: str) -> bytes:
        """As it goes over the wire; without compression the same for everybody."""
        data = self.draft.data
        if not callable(data):
            language = ""
        known = self._frames.get(language)
        if known is None:
            written = Frame(Opcode.TEXT, self._written(data, language).encode())
            known = self._frames[language] = written.serialize(mask=False)
        return known

    def instead_of(self, older: Message) -> Message:
        """This one, where it takes an older one's place: log lines say how many are left out."""
        mine, theirs = self.draft.data, older.draft.data
        if self.draft.channel is not Channel.LOGS or callable(mine) or callable(theirs):
            return self
        lost = len(theirs["lines"]) + theirs["skipped"]
        data = {**mine, "skipped": mine["skipped"] + lost}
        return Message(self.seq, replace(self.draft, data=data), self.at)

    def _written(self, data: Mapping[str, Any] | Render, language: str) -> str:
        shown = data(language) if callable(data) else json.dumps(data, ensure_ascii=False)
        head = f'{{"type":"{self.draft.type}","seq":{self.seq},"timestamp":"{self.at}"'
        return f'{head},"data":{shown}}}'


def draft_of(event: object, jobs: Mapping[RunId, JobId]) -> Draft | None:
    """An event as a message, at once and without a question to anybody; None: it is none."""
    match event:
        case RunStateChanged():
            return Draft("run", Channel.JOBS, asdict(event))
        case StepStarted() | StepFinished():
            return _step(event, jobs)
        case StepProgressed():
            data = {**asdict(event), "job": jobs.get(event.run, "")}
            return Draft(PROGRESS, Channel.JOBS, data, (PROGRESS, event.run))
        case ActingChanged():
            return Draft("acting", Channel.JOBS, {"acting": event.acting}, "acting")
        case SwitchChanged():
            data = {"switch": event.switch, "on": event.on, "by": event.initiator}
            return Draft("switch", Channel.JOBS, data, ("switch", event.switch))
        case IssuesChanged():
            return _issues(event)
        case OrdersChanged():
            return changed_orders(event.numbers, event.initiator)
        case InventoryChanged():
            return changed_stock(event.skus, event.initiator)
    return None


def changed_orders(numbers: tuple[str, ...], by: str) -> Draft:
    """Orders that were written; none named: whichever."""
    data = {"numbers": list(numbers[:MOST_KEYS]), "count": len(numbers), "by": by}
    return Draft("orders", Channel.ORDERS, data)


def changed_stock(skus: tuple[str, ...], by: str) -> Draft:
    """SKUs that were written; none named: whichever."""
    data = {"skus": list(skus[:MOST_KEYS]), "count": len(skus), "by": by}
    return Draft("inventory", Channel.INVENTORY, data)


def _step(event: StepStarted | StepFinished, jobs: Mapping[RunId, JobId]) -> Draft:
    ended = isinstance(event, StepFinished)
    data = {
        "run": event.run,
        "job": jobs.get(event.run, ""),
        "step": event.step,
        "state": event.state if isinstance(event, StepFinished) else "running",
        "counters": dict(event.counters) if isinstance(event, StepFinished) else {},
    }
    return Draft("step", Channel.JOBS, data, None if ended else ("step", event.run, event.step))


def _issues(event: IssuesChanged) -> Draft:
    data = {
        "raised": _refs(event.raised),
        "worsened": _refs(event.worsened),
        "closed": _refs(event.closed),
        "acted": _refs(event.acted),
        "by": event.initiator,
    }
    return Draft("issues", Channel.ISSUES, data)


def _refs(refs: tuple[IssueRef, ...]) -> list[dict[str, str]]:
    return [asdict(ref) for ref in refs[:MOST_REFS]]
