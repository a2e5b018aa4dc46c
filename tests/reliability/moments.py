"""Moments of a run's life at which its process can be killed, counted as they pass."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import httpx
from sqlalchemy import Engine, event

from temu_desktop.bus import EventBus
from temu_desktop.events import RunFinished, RunStarted, StepFinished, StepStarted


class Moment(StrEnum):
    """A kind of moment. ``COMMIT`` is just before a transaction is made durable, ``STATEMENT`` just
    before one is sent to either database, ``HAND_OVER`` just before documents are put into JTL's
    inbox, ``REQUEST`` just before a call leaves for TEMU, ``ANSWER`` when its answer has arrived
    and nobody has read it yet."""

    BORDER = "border"
    COMMIT = "commit"
    STATEMENT = "statement"
    HAND_OVER = "hand_over"
    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Blow:
    """A SIGKILL (or SIGSTOP) at the ``number``-th moment of a kind; the first one is 1."""

    moment: Moment
    number: int
    signal: signal.Signals = signal.SIGKILL


class Watch:
    """Counts the moments of this process and deals the blow when its moment has come."""

    def __init__(self, blow: Blow | None) -> None:
        self._blow = blow
        self._lock = threading.Lock()
        self.counts: Counter[str] = Counter()

    def note(self, moment: Moment) -> None:
        """One more moment of this kind; does not return when it is the last one."""
        with self._lock:
            self.counts[moment] += 1
            blow = self._blow
            if blow is not None and (blow.moment, blow.number) == (moment, self.counts[moment]):
                os.kill(os.getpid(), blow.signal)

    def watch_databases(self) -> None:
        """Count statements and commits of every engine of this process."""
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._commit)

    def watch_steps(self, bus: EventBus) -> None:
        """Count the borders of the run and of its steps."""
        bus.subscribe(self._border, RunStarted, StepStarted, StepFinished, RunFinished)

    def _statement(
        self, _connection: object, _cursor: object, statement: str, *_details: object
    ) -> None:
        self.note(Moment.STATEMENT)
        if statement.startswith("INSERT") and "tXMLBestellImport" in statement:
            self.note(Moment.HAND_OVER)

    def _commit(self, *_connection: object) -> None:
        self.note(Moment.COMMIT)

    def _border(self, _event: object) -> None:
        self.note(Moment.BORDER)


class WatchedNetwork(httpx.AsyncBaseTransport):
    """The real network with a watch on it."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._inner = httpx.AsyncHTTPTransport(verify=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One call."""
        self._watch.note(Moment.REQUEST)
        response = await self._inner.handle_async_request(request)
        await response.aread()
        self._watch.note(Moment.ANSWER)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()
