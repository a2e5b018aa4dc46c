"""One connected WebSocket: its subscriptions, and what waits while its network takes no more."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from headless.auth import Caller
from headless.live.messages import Channel, Message
from headless.live.selection import LogSelection

TOO_SLOW = 1013
NOT_ALLOWED = 4401


class Link(Protocol):
    """The connection: whether it takes a frame now, and how it ends, whatever its network does."""

    @property
    def takes(self) -> bool:
        """Whether the network takes more now."""
        ...

    def write_frame(self, frame: bytes) -> None:
        """Send a whole message."""
        ...

    def close_now(self, code: int, reason: str) -> None:
        """End it."""
        ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A message on its way."""

    message: Message
    size: int


class Client:
    """What the hub knows of a connection.

    ``last_line`` is the last log line it was told (None: it is still to catch up, from the line
    ``log_after`` on where that is given).
    """

    def __init__(self, caller: Caller, language: str, link: Link, most: tuple[int, int]) -> None:
        self.caller = caller
        self.language = language
        self.channels: set[Channel] = {Channel.JOBS}
        self.logs: LogSelection | None = None
        self.log_after: int | None = None
        self.last_line: int | None = None
        self.joined_at = 0
        self.closed = False
        self._link = link
        self._most_messages, self._most_bytes = most
        self._queue: dict[Hashable, _Waiting] = {}
        self._bytes = 0

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
        """Send a message, or let it wait in place of an older one of its key; False where the
        client is too slow and has been closed."""
        if self.closed:
            return True
        if not self._queue and self._link.takes:
            self._link.write_frame(message.frame(self.language))
            return True
        replaced = self._queue.pop(message.key, None)
        if replaced is not None:
            self._bytes -= replaced.size
            message = message.instead_of(replaced.message)
        size = len(message.frame(self.language))
        self._queue[message.key] = _Waiting(message, size)
        self._bytes += size
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
        self._link.close_now(code, reason)

    def send_on(self) -> None:
        """Send what waits, as far as the network takes it now."""
        while self._queue and not self.closed and self._link.takes:
            waiting = self._queue.pop(next(iter(self._queue)))
            self._bytes -= waiting.size
            self._link.write_frame(waiting.message.frame(self.language))
