"""JTL's orders and its XML inbox: the order sink.

Whoever asks where an order is reads the inbox first and the orders afterwards: a row moves from
the inbox to the orders, so in this order it is seen in at least one of them, and in the other
order it can be missed in both.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from temu_desktop.database.batching import insert_returning, select_in
from temu_desktop.database.unit_of_work import Database
from temu_desktop.ids import WawiOrderId
from temu_desktop.jtl import schema
from temu_desktop.jtl.connection import JtlConnection
from temu_desktop.jtl.model import InboxDocument, PaymentMethod, ShippingMethod, WawiOrder
from temu_desktop.settings import JtlChoices

_INBOX_HEAD = 2000
"""Characters of a document that are sure to hold its order number, a header field."""
_NUMBER_IN_XML = re.compile(r"<cExterneBestellNr>([^<]*)</cExterneBestellNr>")
_NO_INVOICE = 0


class JtlOrders:
    """Which orders JTL has, what waits in its inbox, and the one thing we write."""

    def __init__(self, database: Database, choices: JtlChoices) -> None:
        self._jtl = JtlConnection(database)
        self._choices = choices

    async def existing(self, numbers: Sequence[str]) -> dict[str, list[WawiOrder]]:
        """JTL's orders by external number as asked, the oldest first.

        Numbers that JTL does not know are left out; nothing in JTL keeps a number from standing
        at several orders.
        """
        return await self._jtl.read(lambda connection: read_orders(connection, numbers))

    async def by_ids(self, ids: Sequence[int]) -> list[WawiOrder]:
        """Orders by kAuftrag, whatever their external number is now; deleted ones are left out."""
        return await self._jtl.read(
            lambda connection: [
                order_of(row)
                for row in select_in(connection, _select_orders(), schema.orders.c.id, ids)
            ]
        )

    async def inbox_keys_present(self, keys: Sequence[int]) -> frozenset[int]:
        """Those of these inbox rows that JTL's worker has not taken yet."""
        column = schema.inbox.c.key
        return await self._jtl.read(
            lambda connection: frozenset(
                row[0] for row in select_in(connection, select(column), column, keys)
            )
        )

    async def find_in_inbox(self, numbers: Sequence[str]) -> dict[str, int]:
        """Inbox rows that hold a document with one of these external numbers; the newest counts."""
        return await self._jtl.read(lambda connection: _find_in_inbox(connection, numbers))

    async def hand_over(self, documents: Sequence[InboxDocument]) -> dict[str, int]:
        """Put documents into the inbox, all or none; external number → kXMLBestellImport.

        A retryable JtlError leaves open whether they arrived: look into inbox and orders before
        anything is repeated. Raises ValueError where one number stands twice.
        """
        number_of = {document.xml: document.external_number for document in documents}
        if len(number_of) < len(documents) or len(set(number_of.values())) < len(documents):
            raise ValueError("one order twice in a hand-over")
        rows = [
            {"text": document.xml, "platform": self._choices.platform, "invoice": _NO_INVOICE}
            for document in documents
        ]

        def insert(connection: Connection) -> dict[str, int]:
            stored = insert_returning(connection, schema.inbox, rows, ("key", "text"))
            return {number_of[row.text]: row.key for row in stored}

        return await self._jtl.write(insert)

    async def customer_numbers(self, mails: Sequence[str]) -> dict[str, str]:
        """Customer number by e-mail address as asked, where exactly one customer has it."""
        return await self._jtl.read(lambda connection: _customer_numbers(connection, mails))

    async def shipping_methods(self) -> tuple[ShippingMethod, ...]:
        """The merchant's shipping methods."""
        return await self._jtl.read(read_shipping_methods)

    async def payment_methods(self) -> tuple[PaymentMethod, ...]:
        """The merchant's payment methods."""
        return await self._jtl.read(read_payment_methods)


def number_key(text: str) -> str:
    """The form in which two spellings of an external number are the same: people edit them."""
    return text.strip().casefold()


def read_orders(connection: Connection, numbers: Iterable[str]) -> dict[str, list[WawiOrder]]:
    """Orders by external number as asked; a number that cannot be stored in JTL is not there."""
    asked = _by_key(n for n in numbers if len(n.strip()) <= schema.EXTERNAL_NUMBER_LENGTH)
    wanted = [spelling.strip() for spellings in asked.values() for spelling in spellings]
    found: dict[str, list[WawiOrder]] = {}
    # The bare column, so that JTL's index on it serves the look-up.
    column = schema.orders.c.external_number
    for row in select_in(connection, _select_orders(), column, wanted):
        order = order_of(row)
        for number in asked.get(number_key(order.external_number), ()):
            found.setdefault(number, []).append(order)
    for orders in found.values():
        orders.sort(key=lambda order: order.id)
    return found


def order_of(row: Row[Any]) -> WawiOrder:
    """One row of ``_select_orders``."""
    return WawiOrder(
        id=WawiOrderId(row.id),
        number=row.number,
        external_number=(row.external_number or "").strip(),
        cancelled=bool(row.cancelled),
        delivered_state=row.delivered_state,
    )


def read_shipping_methods(connection: Connection) -> tuple[ShippingMethod, ...]:
    """Every shipping method, by key."""
    c = schema.shipping_methods.c
    query = select(c.id, c.name, c.active, c.tracking_url, c.amazon_code, c.ebay_code)
    return tuple(
        ShippingMethod(id_, name or "", active == "Y", url or "", amazon or "", ebay or "")
        for id_, name, active, url, amazon, ebay in connection.execute(query.order_by(c.id))
    )


def read_payment_methods(connection: Connection) -> tuple[PaymentMethod, ...]:
    """Every payment method, by key."""
    c = schema.payment_methods.c
    query = select(c.id, c.name, c.active).order_by(c.id)
    return tuple(
        PaymentMethod(id_, name or "", active == 1)
        for id_, name, active in connection.execute(query)
    )


def _select_orders() -> Select[Any]:
    c = schema.orders.c
    query = select(c.id, c.number, c.external_number, c.cancelled, c.delivered_state)
    return query.where(c.type == schema.ORDER_TYPE)


def _by_key(numbers: Iterable[str]) -> dict[str, list[str]]:
    spellings: dict[str, list[str]] = {}
    for number in numbers:
        spellings.setdefault(number_key(number), []).append(number)
    return spellings


def _find_in_inbox(connection: Connection, numbers: Sequence[str]) -> dict[str, int]:
    asked = _by_key(numbers)
    c = schema.inbox.c
    query = select(c.key, func.substring(c.text, 1, _INBOX_HEAD)).order_by(c.key)
    found: dict[str, int] = {}
    for key, head in connection.execute(query):
        match = _NUMBER_IN_XML.search(head or "")
        for number in asked.get(number_key(html.unescape(match[1])), ()) if match else ():
            found[number] = key
    return found


def _customer_numbers(connection: Connection, mails: Sequence[str]) -> dict[str, str]:
    c = schema.customers.c
    # JTL's collation does not tell upper from lower case; the other engines do.
    column = c.mail if connection.dialect.name == "mssql" else func.lower(c.mail, type_=c.mail.type)
    asked: dict[str, list[str]] = {}
    for mail in mails:
        if mail.strip():
            asked.setdefault(mail.strip().lower(), []).append(mail)
    known: dict[str, set[str]] = {}
    for row in select_in(connection, select(c.number, c.mail), column, list(asked)):
        known.setdefault((row.mail or "").strip().lower(), set()).add(row.number or "")
    return {
        mail: min(numbers)
        for key, numbers in known.items()
        if len(numbers) == 1 and all(numbers)
        for mail in asked.get(key, ())
    }
