"""The event bus: in order, after closing silence, one listener's fault stops nobody."""

from __future__ import annotations

import asyncio
import logging

import pytest

from temu_desktop.bus import EventBus
from temu_desktop.events import OrdersChanged, RunStarted
from temu_desktop.ids import JobId, RunId

STARTED = RunStarted(RunId("20261123-060000-aaaaaa"), JobId("sync_orders_temu"))
CHANGED = OrdersChanged(("PO-076-1",), "20261123-060000-aaaaaa")


def test_listeners_hear_events_in_the_order_in_which_they_were_published() -> None:
    bus, heard = EventBus(), []
    with bus.subscribe(heard.append):
        bus.publish(STARTED)
        bus.publish(CHANGED)
    assert heard == [STARTED, CHANGED]


def test_a_listener_hears_only_the_types_it_asked_for() -> None:
    bus, heard = EventBus(), []
    with bus.subscribe(heard.append, OrdersChanged):
        bus.publish(STARTED)
        bus.publish(CHANGED)
    assert heard == [CHANGED]


def test_a_closed_subscription_hears_nothing_and_leaves_no_trace() -> None:
    bus, heard = EventBus(), []
    subscription = bus.subscribe(heard.append)
    subscription.close()
    subscription.close()
    bus.publish(STARTED)
    assert heard == []
    assert bus.listeners == 0


def test_a_listeners_fault_is_logged_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    bus, heard = EventBus(), []

    def broken(event: object) -> None:
        raise RuntimeError("a fault in a page")

    with caplog.at_level(logging.ERROR), bus.subscribe(broken), bus.subscribe(heard.append):
        bus.publish(STARTED)
    assert heard == [STARTED]
    assert "a fault in a page" in caplog.text


def test_an_event_published_by_a_handler_waits_for_the_one_in_hand() -> None:
    bus, heard = EventBus(), []

    def answer(event: object) -> None:
        if event is STARTED:
            bus.publish(CHANGED)

    with bus.subscribe(answer), bus.subscribe(heard.append):
        bus.publish(STARTED)
    assert heard == [STARTED, CHANGED]


def test_a_listener_that_is_closed_while_an_event_is_delivered_does_not_hear_it() -> None:
    bus, heard = EventBus(), []
    later = bus.subscribe(lambda event: None)
    later.close()
    closing = bus.subscribe(lambda event: second.close())
    second = bus.subscribe(heard.append)
    bus.publish(STARTED)
    closing.close()
    assert heard == []


async def test_a_worker_thread_publishes_on_the_loops_thread() -> None:
    bus, heard = EventBus(), asyncio.Event()
    loop = asyncio.get_running_loop()
    with bus.subscribe(lambda event: heard.set()):
        await asyncio.to_thread(bus.publish_threadsafe, loop, STARTED)
        await asyncio.wait_for(heard.wait(), 5)
