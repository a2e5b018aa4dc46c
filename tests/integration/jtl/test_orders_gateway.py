"""The order sink on a real Wawi: what JTL has, what waits, what we hand over."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from temu_desktop.clock import SettableClock
from temu_desktop.database import Database
from temu_desktop.jtl.model import InboxDocument
from temu_desktop.jtl.orders_gateway import JtlOrders
from temu_desktop.sandbox.wawi import Wawi, order_tables
from temu_desktop.sandbox.wawi import tables as wawi_tables
from temu_desktop.sandbox.wawi.engine import WawiDatabase
from temu_desktop.settings import JtlChoices
from tests.tsql import TransactSqlRecorder
from tests.wawi_fixtures import Line, OrderText, ask

pytestmark = pytest.mark.usefixtures("statements_are_tsql")
FIRST, SECOND = "PO-076-21900000000000001", "PO-076-21900000000000002"


def a_document(number: str, **changes: object) -> InboxDocument:
    return InboxDocument(number, OrderText(number).with_(**changes).xml())


@pytest.fixture
def orders(jtl: Database) -> JtlOrders:
    """The gateway, with the usual choices."""
    return JtlOrders(jtl, JtlChoices())


async def test_a_document_waits_in_the_inbox_until_the_worker_takes_it(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    keys = await orders.hand_over([a_document(FIRST), a_document(SECOND)])
    assert await orders.find_in_inbox([FIRST, SECOND, "PO-076-3"]) == keys
    assert await orders.inbox_keys_present(list(keys.values())) == frozenset(keys.values())
    assert await orders.existing([FIRST, SECOND]) == {}
    any_wawi.import_inbox(clock.now())
    assert await orders.inbox_keys_present(list(keys.values())) == frozenset()
    assert await orders.find_in_inbox([FIRST]) == {}
    there = await orders.existing([FIRST, SECOND])
    assert [[o.external_number for o in there[n]] for n in (FIRST, SECOND)] == [[FIRST], [SECOND]]


async def test_inbox_keys_never_come_back(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    first = await orders.hand_over([a_document(FIRST)])
    any_wawi.import_inbox(clock.now())
    second = await orders.hand_over([a_document(SECOND)])
    assert second[SECOND] > first[FIRST]


async def test_every_character_of_a_document_arrives(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    lines = (Line("CRUNCHY-ARMCHAIR", name="Łódź 李小龍 € 😀 <&\"'"),)
    document = a_document(FIRST, lines=lines, name="Żółć Ólafsdóttir")
    await orders.hand_over([document])
    any_wawi.import_inbox(clock.now())
    (card,) = any_wawi.cards(FIRST)
    assert card.number
    assert await orders.existing([FIRST])


async def test_one_order_twice_in_a_hand_over_is_refused(orders: JtlOrders) -> None:
    with pytest.raises(ValueError, match="twice"):
        await orders.hand_over([a_document(FIRST), a_document(FIRST, name="Anders")])
    with pytest.raises(ValueError, match="twice"):
        await orders.hand_over([a_document(FIRST), a_document(FIRST)])


async def test_jtl_does_not_keep_a_number_from_standing_twice(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    for _ in range(2):
        await orders.hand_over([a_document(FIRST)])
        any_wawi.import_inbox(clock.now())
    found = (await orders.existing([FIRST]))[FIRST]
    assert len(found) == 2
    assert found[0].id < found[1].id
    assert any_wawi.orders()[FIRST].orders == 2


async def test_a_number_that_cannot_stand_in_jtl_is_simply_not_there(orders: JtlOrders) -> None:
    assert await orders.existing(["P" * 51, "", "   "]) == {}


async def test_orders_are_found_by_key_after_somebody_edited_their_number(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    await orders.hand_over([a_document(FIRST)])
    any_wawi.import_inbox(clock.now())
    (order,) = (await orders.existing([FIRST]))[FIRST]
    rename(any_wawi.database, order.id, "anders")
    assert await orders.existing([FIRST]) == {}
    (found,) = await orders.by_ids([order.id, 999_999])
    assert (found.number, found.external_number) == (order.number, "anders")


async def test_a_blank_behind_an_edited_number_does_no_harm(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    await orders.hand_over([a_document(FIRST)])
    any_wawi.import_inbox(clock.now())
    assert set(await orders.existing([FIRST + "  "])) == {FIRST + "  "}


async def test_a_cancelled_and_a_closed_order_say_so(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    await orders.hand_over([a_document(FIRST), a_document(SECOND)])
    any_wawi.import_inbox(clock.now())
    any_wawi.cancel(FIRST)
    any_wawi.complete_without_shipping(SECOND)
    there = await orders.existing([FIRST, SECOND])
    assert (there[FIRST][0].cancelled, there[FIRST][0].delivered_state) == (True, 0)
    assert (there[SECOND][0].cancelled, there[SECOND][0].delivered_state) == (False, 2)


async def test_a_deleted_order_is_gone(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    await orders.hand_over([a_document(FIRST)])
    any_wawi.import_inbox(clock.now())
    (order,) = (await orders.existing([FIRST]))[FIRST]
    any_wawi.delete_order(FIRST)
    assert await orders.existing([FIRST]) == {}
    assert await orders.by_ids([order.id]) == []


async def test_customers_are_found_by_mail_in_any_case_where_only_one_has_it(
    orders: JtlOrders, any_wawi: Wawi, clock: SettableClock
) -> None:
    await orders.hand_over(
        [
            a_document("PO-1", mail="Zoe@Example.org"),
            a_document("PO-2", mail="shared@example.org"),
            a_document("PO-3", mail="shared@example.org"),
        ]
    )
    any_wawi.import_inbox(clock.now())
    asked = ["zoe@example.ORG", "shared@example.org", "nobody@example.org", ""]
    found = await orders.customer_numbers(asked)
    assert list(found) == ["zoe@example.ORG"]
    assert found["zoe@example.ORG"].startswith("K")


async def test_methods_come_with_their_state(orders: JtlOrders) -> None:
    shipping = {method.name: method.active for method in await orders.shipping_methods()}
    payment = {method.name: method.active for method in await orders.payment_methods()}
    assert shipping["TEMU"] and shipping["DHL Paket"] and not shipping["Paket ECO"]
    assert payment["TEMU"] and not payment["Nachnahme"]


async def test_a_thousand_documents_are_one_statement(
    orders: JtlOrders, transact_sql: TransactSqlRecorder
) -> None:
    numbers = [f"PO-076-{index:017d}" for index in range(1000)]
    keys = await orders.hand_over([a_document(number) for number in numbers])
    assert len(set(keys.values())) == 1000
    await orders.existing(numbers)
    inserts = [text for text in transact_sql.texts if "INTO dbo.[tXML" in text]
    assert len(inserts) == 1
    assert "OUTPUT inserted.[kXMLBestellImport]" in inserts[0]
    assert "OPENJSON(" in inserts[0]


async def test_what_we_write_is_one_row_of_four_columns(any_wawi: Wawi, jtl: Database) -> None:
    await JtlOrders(jtl, JtlChoices(platform=51)).hand_over([a_document(FIRST)])
    inbox = wawi_tables.inbox.c
    assert ask(any_wawi, sa.select(inbox.nPlattform, inbox.nRechnung)) == [(51, 0)]


def rename(database: WawiDatabase, order: int, number: str) -> None:
    """Staff edit the external number of an order."""
    with database.write() as connection:
        connection.execute(
            sa.update(order_tables.order)
            .where(order_tables.order.c.kAuftrag == order)
            .values(cExterneAuftragsnummer=number)
        )
