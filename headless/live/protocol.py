"""uvicorn's WebSocket with two ways more: to be closed although the other side does not read, and
not to wait for ever for one that is gone."""

from __future__ import annotations

from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState
from websockets.http11 import Request

CLOSE_KEY = "temu.close"
"""Where the app finds the way to close a connection at once."""
ABORT_SECONDS = 3.0
"""So long a closed connection may take what lies ready for it."""


class LiveProtocol(WebSocketsSansIOProtocol):
    """One connection."""

    def handle_connect(self, event: Request) -> None:
        """Leave the way to close where the app finds it."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            cast("dict[str, Any]", self.scope)[CLOSE_KEY] = self.close_now

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
