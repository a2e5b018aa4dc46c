"""One connected WebSocket: its subscriptions, and the queue between the hub and its network."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from headless.auth import Caller
from headless.live.messages import Channel, Message
from headless.live.selection import LogSelection

Send = Callable[[str], Awaitable[None]]
Close = Callable[[int, str], None]
TOO_SLOW = 1013
NOT_ALLOWED = 4401


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A message on its way."""

    message: Message
    size: int


class Client:
    """What the hub knows of a connection. ``close`` ends it at once, whatever its network does.

    ``last_line`` is the last log line it was told (None: it is still to catch up, from the line
    ``log_after`` on where that is given).
    """

    def __init__(self, caller: Caller, language: str, close: Close, most: tuple[int, int]) -> None:
        self.caller = caller
        self.language = language
        self.channels: set[Channel] = {Channel.JOBS}
        self.logs: LogSelection | None = None
        self.log_after: int | None = None
        self.last_line: int | None = None
        self.joined_at = 0
        self.closed = False
        self._close = close
        self._most_messages, self._most_bytes = most
        self._queue: dict[Hashable, _Waiting] = {}
        self._bytes = 0
        self._wake = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many messages wait."""
        return len(self._queue)

    def listen_to_logs(self, selection: LogSelection, after: int | None) -> None:
        """Subscribe to log lines, in place of what was subscribed to before."""
        self.channels.add(Channel.LOGS)
        self.logs, self.log_after, self.last_line = selection, after, None

    def hears(self, message: Message) -> bool:
        """Whether it is subscribed to this."""
        return message.draft.channel in self.channels

    def offer(self, message: Message) -> bool:
        """Queue a message, in place of an older one of its key; False where the client is too slow
        and has been closed."""
        if self.closed:
            return True
        replaced = self._queue.pop(message.key, None)
        if replaced is not None:
            self._bytes -= replaced.size
            message = message.instead_of(replaced.message)
        size = len(message.text(self.language))
        self._queue[message.key] = _Waiting(message, size)
        self._bytes += size
        self._wake.set()
        if len(self._queue) > self._most_messages or self._bytes > self._most_bytes:
            self.close(TOO_SLOW, "too slow")
            return False
        return True

    def close(self, code: int, reason: str) -> None:
        """End the connection; what waits is dropped."""
        if self.closed:
            return
        self.closed = True
        self._queue.clear()
        self._wake.set()
        self._close(code, reason)

    async def send_on(self, send: Send) -> None:
        """Send what is offered, as quickly as the network takes it, until closed."""
        while not self.closed:
            await self._wake.wait()
            self._wake.clear()
            while self._queue and not self.closed:
                waiting = self._queue.pop(next(iter(self._queue)))
                self._bytes -= waiting.size
                await send(waiting.message.text(self.language))
