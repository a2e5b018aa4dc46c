"""What Prometheus reads, in a registry of each app's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest

from temu_desktop.bus import EventBus, Subscription
from temu_desktop.events import RunFinished, RunStarted, RunStateChanged
from temu_desktop.ids import JobId, RunId

_METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})


class Metrics:
    """Counts; ``follow`` also counts what happens on a bus."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = self._counter("requests", "Answered requests", "method", "route", "status")
        self._seconds = Histogram(
            "temu_request_seconds",
            "How long answers took",
            ["route"],
            registry=self.registry,
            buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
        )
        self._states = self._counter("run_states", "States that runs came into", "job", "state")
        self._ended = self._counter("runs_finished", "Runs that ended", "job", "state")
        self._lasted = Histogram(
            "temu_run_seconds",
            "How long runs took from their first attempt to their end",
            ["job", "state"],
            registry=self.registry,
            buckets=(1, 3, 10, 30, 60, 180, 600, 1800, 3600),
        )
        # By job, of which one run is under way at most: what never ends here is not kept for ever.
        self._began: dict[JobId, tuple[RunId, float]] = {}
        # Looking a series up by its labels costs more than counting.
        self._of_requests = cache(
            lambda method, route, status: (
                self._requests.labels(method, route, str(status)),
                self._seconds.labels(route),
            )
        )
        self.sockets = self._gauge("websocket_clients", "Open WebSockets")
        self.sent = self._counter("websocket_messages", "Messages sent to WebSockets")
        self.dropped = self._counter("websocket_dropped", "WebSockets closed as too slow")
        self.pushed = self._counter("push_messages", "Push messages by outcome", "outcome")
        self._acting = self._gauge("acting", "1 where this process runs the jobs")
        self._issues = self._gauge("open_issues", "Open issues by severity", "severity")

    def follow(self, bus: EventBus) -> Subscription:
        """Count runs; close what is returned."""
        return bus.subscribe(self._note, RunStateChanged, RunStarted, RunFinished)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        known = method if method in _METHODS else "OTHER"
        count, took = self._of_requests(known, route, status)
        count.inc()
        took.observe(seconds)

    def text(self, acting: bool, issues: Mapping[str, int]) -> bytes:
        """Everything, as Prometheus reads it."""
        self._acting.set(int(acting))
        for severity, count in issues.items():
            self._issues.labels(severity).set(count)
        return generate_latest(self.registry)

    def _note(self, event: object) -> None:
        if isinstance(event, RunStarted):
            self._began[event.job] = (event.run, self._monotonic())
        elif isinstance(event, RunFinished):
            self._note_end(event)
        elif isinstance(event, RunStateChanged):
            self._states.labels(event.job, event.state).inc()

    def _note_end(self, event: RunFinished) -> None:
        self._ended.labels(event.job, event.state).inc()
        run, began = self._began.get(event.job, (None, 0.0))
        # One that was under way before this process looked has no beginning here.
        if run == event.run:
            self._lasted.labels(event.job, event.state).observe(self._monotonic() - began)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"temu_{name}", what, labels, registry=self.registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"temu_{name}", what, labels, registry=self.registry)
