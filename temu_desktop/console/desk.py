"""What every page is given: the core, the way events come, and the console's own services."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from temu_desktop.console.bridge import Bridge
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.memory import Memory
from temu_desktop.console.tasks import Tasks
from temu_desktop.core import Core
from temu_desktop.people.model import Person


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go: a page by name, and what to show there (an order's number, a SKU, a view)."""

    page: str
    subject: str = ""
    view: str = ""
    details: dict[str, str] = field(default_factory=dict)


class Steering(QObject):
    """How pages speak to the window they know nothing of."""

    go = Signal(object)
    """A Target."""
    note = Signal(str, str)
    """Something a person should know: a tone and a sentence."""
    person_wanted = Signal()
    """Ask who is acting."""
    locked = Signal()
    """Nobody has touched the kiosk for a while: what a PIN has opened is closed again."""
    restart_wanted = Signal()
    """The settings have changed: take the core down and up again."""
    console_changed = Signal()
    """What this console alone remembers has changed: scanner, screen saver, sounds."""
    scanner_resting = Signal(bool)
    """Whether keys are to be left as they come, to see what the scanner sends."""
    leave_wanted = Signal()
    """End the console, as the window's close button does."""


@dataclass(slots=True)
class Acting:
    """Who acts at this console."""

    person: Person

    @property
    def name(self) -> str:
        """The name that goes into the books."""
        return self.person.name


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every page; nothing in the console is found in any other way."""

    core: Core
    bridge: Bridge
    tasks: Tasks
    languages: Languages
    look: Look
    memory: Memory
    steering: Steering
    acting: Acting
    kiosk: bool = False
    practice: bool = False
