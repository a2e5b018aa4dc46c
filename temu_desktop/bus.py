"""The event bus: on the loop's thread, in order, one listener's fault stops nobody.

Events are published after the transaction that caused them has been committed. A handler that
publishes while it handles is queued behind the event in hand.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

log = logging.getLogger(__name__)

Handler = Callable[[Any], None]


class Subscription:
    """One listener; close it (or leave its ``with`` block) and it hears nothing more."""

    def __init__(self, bus: EventBus, handler: Handler, types: tuple[type, ...]) -> None:
        self._bus = bus
        self.handler = handler
        self.types = types
        self.closed = False

    def close(self) -> None:
        """Stop listening; closing twice is harmless."""
        self.closed = True
        self._bus.forget(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class EventBus:
    """Hands frozen events to whoever listens."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []
        self._queue: deque[object] = deque()
        self._delivering = False

    @property
    def listeners(self) -> int:
        """How many subscriptions are open; tests assert that none is left."""
        return len(self._subscriptions)

    def subscribe(self, handler: Handler, *types: type) -> Subscription:
        """Call ``handler(event)`` for every event of these types (none named: of all)."""
        subscription = Subscription(self, handler, types)
        self._subscriptions.append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Drop a closed subscription."""
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)

    def publish(self, event: object) -> None:
        """Deliver on the calling thread, which must be the loop's."""
        self._queue.append(event)
        if self._delivering:
            return
        self._delivering = True
        try:
            while self._queue:
                self._deliver(self._queue.popleft())
        finally:
            self._delivering = False

    def publish_threadsafe(self, loop: asyncio.AbstractEventLoop, event: object) -> None:
        """Publish from a worker thread."""
        loop.call_soon_threadsafe(self.publish, event)

    def _deliver(self, event: object) -> None:
        for subscription in tuple(self._subscriptions):
            if subscription.closed:
                continue
            if subscription.types and not isinstance(event, subscription.types):
                continue
            try:
                subscription.handler(event)
            except Exception:  # a border: a listener's fault must not stop the others
                log.exception("A listener failed on %s", type(event).__name__)
