"""Puts the monitor together from what a core has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from temu_desktop.bus import EventBus
from temu_desktop.clock import Clock
from temu_desktop.connections.model import Neighbour
from temu_desktop.connections.monitor import LOOK_SECONDS, ConnectionMonitor
from temu_desktop.connections.probes import TemuProbe, jtl_probe, operations_probe
from temu_desktop.database import Database

if TYPE_CHECKING:
    from temu_desktop.temu.contact import ContactClient


def connection_monitor(
    clock: Clock,
    bus: EventBus,
    database: Database,
    jtl: Database | None,
    client: ContactClient | None,
    every: float = LOOK_SECONDS,
) -> ConnectionMonitor:
    """Watches our own database, and the neighbours that are set up."""
    probes = {
        Neighbour.TEMU: TemuProbe(client, clock) if client else None,
        Neighbour.JTL: jtl_probe(jtl, clock) if jtl else None,
        Neighbour.OPERATIONS: operations_probe(database, clock),
    }
    return ConnectionMonitor(clock, bus, probes, every)
