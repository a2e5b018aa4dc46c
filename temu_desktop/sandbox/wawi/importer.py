"""JTL's worker: takes documents out of the inbox and makes orders of them.

A row vanishes in the same transaction in which its orders appear. A row that cannot be taken
vanishes too, with a line in ``dbo.tErrorlog``, so that one document never blocks another. An
external number that is already there is no obstacle: JTL does not look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from temu_desktop.sandbox.wawi import tables
from temu_desktop.sandbox.wawi.engine import WawiDatabase
from temu_desktop.sandbox.wawi.journal import Journal
from temu_desktop.sandbox.wawi.order_rows import OrderWriter, Targets
from temu_desktop.sandbox.wawi.state import OrderCard, WawiState
from temu_desktop.sandbox.wawi.warehouse import Warehouse
from temu_desktop.sandbox.wawi.xml_reader import ImportRefused, ReadOrder, read_document

_ROWS_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What one run of the worker did: orders made, rows refused."""

    imported: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One row as it lies there."""

    key: int
    text: str | None
    platform: int | None


class Importer:
    """The worker; ``is_running`` is whether anybody started it."""

    def __init__(self, database: WawiDatabase, state: WawiState, warehouse: Warehouse) -> None:
        self.is_running = True
        self._database = database
        self._state = state
        self._warehouse = warehouse
        self._writer = OrderWriter(state)

    def run(self, now: datetime) -> ImportResult:
        """Take everything that lies in the inbox now; nothing while the worker is stopped."""
        imported = refused = 0
        while self.is_running and (rows := self._rows()):
            accepted: list[OrderCard] = []
            with self._database.write() as connection:
                journal = Journal(connection)
                targets = _targets(connection)
                for row in rows:
                    cards = self._take(row, targets, journal, now)
                    accepted += cards
                    refused += not cards
                self._state.ledger.flush(journal)
                journal.flush()
            for card in accepted:
                self._warehouse.accept(card, now)
            imported += len(accepted)
        return ImportResult(imported, refused)

    def waiting(self) -> int:
        """Rows in the inbox."""
        with self._database.read() as connection:
            count = sa.select(sa.func.count()).select_from(tables.inbox)
            return connection.execute(count).scalar_one()

    def _rows(self) -> list[InboxRow]:
        inbox = tables.inbox.c
        query = sa.select(inbox.kXMLBestellImport, inbox.cText, inbox.nPlattform)
        query = query.order_by(inbox.kXMLBestellImport).limit(_ROWS_AT_ONCE)
        with self._database.read() as connection:
            return [InboxRow(*row) for row in connection.execute(query)]

    def _take(
        self, row: InboxRow, targets: Targets, journal: Journal, now: datetime
    ) -> list[OrderCard]:
        journal.delete(tables.inbox, "kXMLBestellImport", row.key)
        try:
            orders = read_document(row.text)
            self._check(row, orders, targets)
        except ImportRefused as refusal:
            _write_error(f"XML-Import {row.key}: {refusal}", journal, now)
            return []
        return [
            self._writer.write(order, row.platform or 0, targets, journal, now) for order in orders
        ]

    def _check(self, row: InboxRow, orders: tuple[ReadOrder, ...], targets: Targets) -> None:
        if row.platform not in targets.platforms:
            raise ImportRefused(f"unknown platform {row.platform}")
        numbers = [order.header["cBestellNr"] for order in orders if order.header.get("cBestellNr")]
        if len(set(numbers)) < len(numbers):
            raise ImportRefused("two orders of one number in the document")
        for order in orders:
            targets.check(order)
            number = order.header.get("cBestellNr", "")
            if number.casefold() in self._state.order_numbers:
                raise ImportRefused(f"order number {number} exists")


def _targets(connection: Connection) -> Targets:
    methods = tables.shipping_method.c
    payments = tables.payment_method.c
    return Targets(
        shipping=_by_name(
            connection, sa.select(methods.cName, methods.kVersandArt).where(methods.cAktiv == "Y")
        ),
        payment=_by_name(
            connection, sa.select(payments.cName, payments.kZahlungsart).where(payments.nAktiv == 1)
        ),
        platforms=frozenset(connection.scalars(sa.select(tables.platform.c.nPlattform))),
        companies=frozenset(connection.scalars(sa.select(tables.company.c.kFirma))),
        users=frozenset(connection.scalars(sa.select(tables.user.c.kBenutzer))),
    )


def _by_name(connection: Connection, query: sa.Select[str, int]) -> dict[str, int]:
    return {name.casefold(): key for name, key in connection.execute(query)}


def _write_error(message: str, journal: Journal, now: datetime) -> None:
    journal.insert(
        tables.error_log,
        cRechnername="WAWI-SERVER",
        dErstelltUtc=now.astimezone(UTC).replace(tzinfo=None),
        nIstWorker=1,
        nFehlerID=1,
        cMeldung=message,
    )
