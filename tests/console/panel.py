"""A panel with a tray, as little of it as an icon needs: it owns the tray and hears who comes."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager

_STRUCTURE_NOTIFY = 1 << 17
_CLIENT_MESSAGE = 33
_DOCK = 0


class _Message(ctypes.Structure):
    """A client message; an event of Xlib has room for 24 numbers."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 12),
    )


class Panel:
    """The tray of the first screen, from its making on."""

    def __init__(self, library: ctypes.CDLL, display: ctypes.c_void_p) -> None:
        self._x, self._display = library, display
        self._opcode = self._atom("_NET_SYSTEM_TRAY_OPCODE")
        root = ctypes.c_ulong(library.XDefaultRootWindow(display))
        self._window = library.XCreateSimpleWindow(display, root, 0, 0, 22, 22, 0, 0, 0)
        tray = self._atom("_NET_SYSTEM_TRAY_S0")
        library.XSetSelectionOwner(
            display, ctypes.c_ulong(tray), ctypes.c_ulong(self._window), ctypes.c_ulong(0)
        )
        # Whoever waits for a tray hears of it.
        told = _Message(type=_CLIENT_MESSAGE, window=root.value, format=32)
        told.message_type = self._atom("MANAGER")
        told.data[1], told.data[2] = tray, self._window
        library.XSendEvent(display, root, 0, ctypes.c_long(_STRUCTURE_NOTIFY), ctypes.byref(told))
        library.XFlush(display)

    def icon(self, seconds: float = 10.0) -> int:
        """The window of the next icon that wants to come in; 0 for none in time."""
        deadline, event = time.monotonic() + seconds, _Message()
        while time.monotonic() < deadline:
            while self._x.XPending(self._display):
                self._x.XNextEvent(self._display, ctypes.byref(event))
                if event.message_type == self._opcode and event.data[1] == _DOCK:
                    return int(event.data[2])
            time.sleep(0.02)
        return 0

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))


@contextmanager
def panel(display: str) -> Iterator[Panel]:
    """A panel for a block."""
    library = ctypes.CDLL("libX11.so.6")
    library.XOpenDisplay.restype = ctypes.c_void_p
    for name in ("XInternAtom", "XDefaultRootWindow", "XCreateSimpleWindow"):
        getattr(library, name).restype = ctypes.c_ulong
    opened = ctypes.c_void_p(library.XOpenDisplay(display.encode()))
    assert opened, display
    try:
        yield Panel(library, opened)
    finally:
        library.XCloseDisplay(opened)
