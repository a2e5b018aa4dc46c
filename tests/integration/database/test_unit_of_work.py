"""Units of work: off the loop, whole or not at all, events after the commit."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, select

from temu_desktop.bus import EventBus
from temu_desktop.database import Database, UnitOfWork, insert_rows, schema
from temu_desktop.errors import ConstraintViolated, DatabaseError
from temu_desktop.events import OrdersChanged

orders = schema.orders
CHANGED = OrdersChanged(("PO-1",), "run-1")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def count(conn: Connection) -> int:
    return int(conn.scalar(select(func.count()).select_from(orders)) or 0)


def write_order(unit: UnitOfWork) -> None:
    insert_rows(unit.connection, orders, [{"number": "PO-1", "city": "Köln"}])
    unit.record(CHANGED)


@pytest.fixture
def heard(event_bus: EventBus) -> Iterator[list[object]]:
    """The events that were published."""
    events: list[object] = []
    with event_bus.subscribe(events.append):
        yield events


async def test_a_write_is_there_for_the_next_read(any_ops_database: Database) -> None:
    await any_ops_database.write(write_order)
    assert await any_ops_database.read(count) == 1


async def test_events_are_published_after_the_commit_on_the_loop(
    any_ops_database: Database, event_bus: EventBus
) -> None:
    seen: list[tuple[object, int, str]] = []

    def listen(event: object) -> None:
        with any_ops_database.engine.connect() as conn:
            seen.append((event, count(conn), threading.current_thread().name))

    with event_bus.subscribe(listen):
        await any_ops_database.write(write_order)
    assert seen == [(CHANGED, 1, threading.current_thread().name)]


async def test_an_error_rolls_everything_back_and_publishes_nothing(
    any_ops_database: Database, heard: list[object]
) -> None:
    def write_then_fail(unit: UnitOfWork) -> None:
        write_order(unit)
        raise LookupError("CRUNCHY-ARMCHAIR")

    with pytest.raises(LookupError, match="CRUNCHY"):
        await any_ops_database.write(write_then_fail)
    assert await any_ops_database.read(count) == 0
    assert heard == []


async def test_driver_errors_come_out_translated(any_ops_database: Database) -> None:
    await any_ops_database.write(write_order)
    with pytest.raises(ConstraintViolated):
        await any_ops_database.write(write_order)


async def test_a_read_that_writes_is_an_error_and_no_silent_loss(ops_database: Database) -> None:
    def sneak(conn: Connection) -> None:
        insert_rows(conn, orders, [{"number": "PO-1"}])

    with pytest.raises(DatabaseError):
        await ops_database.read(sneak)
    await ops_database.write(write_order)


async def test_work_runs_in_threads_with_names_and_the_callers_context(
    ops_engine: Engine,
) -> None:
    run = contextvars.ContextVar("run", default="none")
    run.set("20261123-150405")
    database = Database(ops_engine, name="db-jtl")

    def look(_: object) -> tuple[str, str]:
        return threading.current_thread().name, run.get()

    read, written = await database.read(look), await database.write(look)
    await database.close()
    assert read[0].startswith("db-jtl_")
    assert written[0].startswith("db-jtl-write_")
    assert read[1] == written[1] == "20261123-150405"


class Gate:
    """Holds a unit of work in the middle until the test lets it go on."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    async def entered(self) -> None:
        """Wait until the unit of work has come to the gate."""
        assert await asyncio.to_thread(self.reached.wait, 30)

    def write_and_wait(self, unit: UnitOfWork) -> None:
        write_order(unit)
        self.reached.set()
        assert self.opened.wait(30)


async def test_a_cancelled_write_waits_for_its_statement_and_leaves_nothing(
    any_ops_database: Database, heard: list[object]
) -> None:
    gate = Gate()
    task = asyncio.create_task(any_ops_database.write(gate.write_and_wait))
    await gate.entered()
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done(), "the transaction is still open"
    gate.opened.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await any_ops_database.read(count) == 0
    assert heard == []


async def test_a_write_that_runs_out_of_time_ends_as_a_time_out(ops_database: Database) -> None:
    gate = Gate()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            asyncio.get_running_loop().call_later(0.1, gate.opened.set)
            await ops_database.write(gate.write_and_wait)
    assert await ops_database.read(count) == 0


async def test_a_write_cancelled_before_its_turn_never_runs(ops_database: Database) -> None:
    gate = Gate()
    first = asyncio.create_task(ops_database.write(gate.write_and_wait))
    await gate.entered()
    ran = threading.Event()
    second = asyncio.create_task(ops_database.write(lambda unit: ran.set()))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    gate.opened.set()
    await first
    assert await ops_database.read(count) == 1
    assert not ran.is_set()


async def test_an_error_of_a_cancelled_write_is_not_lost(
    ops_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()

    def wait_then_fail(unit: UnitOfWork) -> None:
        gate.write_and_wait(unit)
        raise LookupError("CRUNCHY-ARMCHAIR")

    task = asyncio.create_task(ops_database.write(wait_then_fail))
    await gate.entered()
    task.cancel()
    gate.opened.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "CRUNCHY-ARMCHAIR" in caplog.text


async def test_readers_go_on_while_a_writer_is_busy(ops_database: Database) -> None:
    gate = Gate()
    task = asyncio.create_task(ops_database.write(gate.write_and_wait))
    await gate.entered()
    assert await asyncio.gather(*(ops_database.read(count) for _ in range(20))) == [0] * 20
    gate.opened.set()
    await task


async def test_many_writers_at_once_all_get_their_turn(any_ops_database: Database) -> None:
    async def write(index: int) -> None:
        row = {"key": f"cursor-{index}", "value": index, "updated_at": NOW}
        await any_ops_database.write(
            lambda unit: insert_rows(unit.connection, schema.sync_state, [row])
        )

    await asyncio.gather(*(write(index) for index in range(40)))
    stored = select(schema.sync_state.c.value)
    found = await any_ops_database.read(lambda conn: conn.scalars(stored).all())
    assert sorted(found) == list(range(40))


async def test_an_overlay_shows_its_own_writes_and_leaves_none(
    any_ops_database: Database, heard: list[object]
) -> None:
    await any_ops_database.write(
        lambda unit: insert_rows(unit.connection, orders, [{"number": "PO-0"}])
    )
    async with any_ops_database.overlay() as overlay:
        await overlay.write(write_order)
        assert await overlay.read(count) == 2
    assert await any_ops_database.read(count) == 1
    assert heard == []


async def test_a_failed_step_of_an_overlay_undoes_only_itself(any_ops_database: Database) -> None:
    async with any_ops_database.overlay() as overlay:
        await overlay.write(write_order)
        with pytest.raises(ConstraintViolated):
            await overlay.write(write_order)
        assert await overlay.read(count) == 1
    assert await any_ops_database.read(count) == 0


async def test_an_overlay_leaves_no_file_behind(ops_database: Database, ops_engine: Engine) -> None:
    async with ops_database.overlay() as overlay:
        await overlay.write(write_order)
        private = overlay.engine.url.database
        assert private != ops_engine.url.database
    assert not Path(str(private)).parent.exists()
    assert not list(Path(str(ops_engine.url.database)).parent.glob(".overlay-*"))
