"""One console per data folder: a second start brings the first one to the front and leaves."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

CONNECT_MS = 1000


class SingleInstance(QObject):
    """``asked`` is emitted when somebody starts the console again."""

    asked = Signal()

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        data_dir.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]
        self._name = f"temu-desktop-{digest}"
        # The system frees the lock when its process dies; a lock by time would not.
        self._lock = QLockFile(str(data_dir / "console.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def first(self) -> bool:
        """Become the one console of this folder; False where another is, which is told."""
        if not self._lock.tryLock(0):
            self._tell()
            return False
        return True

    def listen(self) -> None:
        """Hear of later starts; called once the window is seen, for what it loads takes a while."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._heard)
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def close(self) -> None:
        """Let the next one start."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _tell(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(CONNECT_MS):
            socket.write(b"show\n")
            socket.waitForBytesWritten(CONNECT_MS)
            socket.disconnectFromServer()

    def _heard(self) -> None:
        if self._server is None:
            return
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            self.asked.emit()
