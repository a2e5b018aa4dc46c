"""uvicorn's WebSocket with three ways more: to be handed a frame that is the same for all, to be
closed although the other side does not read, and not to wait for ever for one that is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.http11 import Request

LINK_KEY = "temu.link"
"""Where the app finds the connection itself."""
ABORT_SECONDS = 3.0
"""So long a closed connection may take what lies ready for it."""


class LiveProtocol(WebSocketsSansIOProtocol):
    """One connection. ``on_writable`` is called when it takes frames again."""

    on_writable: Callable[[], None] | None = None

    @property
    def takes(self) -> bool:
        """Whether the network takes more now."""
        return self.writable.is_set() and not self.close_sent and not self.transport.is_closing()

    def write_frame(self, frame: bytes) -> None:
        """Send a whole message as it goes over the wire: no task, no copy, no second encoding."""
        self.transport.write(frame)

    def resume_writing(self) -> None:
        """Go on with what waits."""
        super().resume_writing()
        if self.on_writable is not None:
            self.on_writable()

    def handle_connect(self, event: Request) -> None:
        """Leave the connection where the app finds it."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            cast("dict[str, Any]", self.scope)[LINK_KEY] = self

    def close_now(self, code: int, reason: str) -> None:
        """Send the closing frame behind what lies ready, and end whatever happens to it."""
        if self.close_sent or self.transport.is_closing():
            return
        self.close_sent = True
        self.stop_keepalive()
        try:
            self.conn.send_close(code, reason)
        except InvalidState:
            self.transport.abort()
            return
        self.transport.write(b"".join(self.conn.data_to_send()))
        disconnect = {"type": "websocket.disconnect", "code": code, "reason": reason}
        self.queue.put_nowait(cast("Any", disconnect))
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        # A sender that waits for the network finds out that there is nothing to wait for.
        self.disconnected = True
        self.writable.set()
        self.close_timer = self.loop.call_later(ABORT_SECONDS, self.transport.abort)

    def keepalive_timeout(self) -> None:
        """Nobody answers: what lies ready will never be taken."""
        super().keepalive_timeout()
        self.loop.call_later(ABORT_SECONDS, self.transport.abort)
