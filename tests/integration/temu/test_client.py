"""The client over a real socket: what it sends, what it tries again, and what it must not."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from temu_desktop.clock import Clock, SettableClock, SystemClock
from temu_desktop.errors import (
    BrokenAnswer,
    CallRefused,
    ClockOff,
    OutcomeUnknown,
    RateLimited,
    TemuAway,
    TemuBusy,
    TemuError,
    TokenExpired,
    WritesStopped,
)
from temu_desktop.temu import calls
from temu_desktop.temu.client import TemuClient, TemuConfig
from temu_desktop.temu.errors import reason_of
from temu_desktop.temu.orders_api import OrdersApi
from temu_desktop.temu.signature import sign

if TYPE_CHECKING:
    from tests.integration.temu.conftest import Door

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CONFIG = TemuConfig(
    endpoint="",
    app_key="demoappkey0000000000000000000001",
    app_secret="demosecret00000000000000000000abcd",
    access_token="demotoken0123456789",
    timeout_seconds=5.0,
)
READ, WRITE = calls.ORDER_LIST, calls.SHIPMENT_CONFIRM


@asynccontextmanager
async def a_client(
    door: Door, clock: Clock | None = None, **changes: Any
) -> AsyncIterator[TemuClient]:
    options = {key: changes.pop(key) for key in ("before_write",) if key in changes}
    config = replace(CONFIG, endpoint=door.endpoint, **changes)
    client = TemuClient(config, clock=clock or SettableClock(NOON), jitter=lambda: 1.0, **options)
    try:
        yield client
    finally:
        await client.aclose()


async def test_the_bytes_on_the_wire_are_the_ones_that_were_signed(door: Door) -> None:
    async with a_client(door) as client:
        await client.call(READ, {"searchText": "Grünöl™ ", "flag": True, "none": None, "n": [1]})
    (wire,) = door.bodies
    body = json.loads(wire)
    assert body["sign"] == sign(body, CONFIG.app_secret)
    assert wire == json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    assert "none" not in body
    assert "version" not in body
    assert body["timestamp"] == int(NOON.timestamp())
    assert body["data_type"] == "JSON"
    assert "content-type: application/json" in door.heads[0].lower()
    assert door.heads[0].startswith("POST /openapi/router ")


async def test_a_good_answer_comes_back_with_its_request(door: Door) -> None:
    door.always = door.reply.yes({"totalItemNum": 9007199254740993})
    async with a_client(door) as client:
        answer = await client.call(READ, {"pageNumber": 1})
    assert answer.result == {"totalItemNum": 9007199254740993}
    assert (answer.type, answer.request_id, answer.received_at) == (READ, "eu-1", NOON)
    assert answer.params == {"pageNumber": 1}


@pytest.mark.parametrize("type_", [READ, WRITE])
async def test_a_system_exception_is_tried_three_times_more_and_then_told(
    door: Door, type_: str
) -> None:
    clock = SettableClock(NOON)
    door.always = door.reply.no(4000000, "SYSTEM_EXCEPTION")
    async with a_client(door, clock) as client:
        with pytest.raises(TemuBusy, match="region") as caught:
            await client.call(type_, {})
    assert len(door.bodies) == 4
    assert caught.value.params["attempts"] == 4
    assert clock.monotonic() >= 0.5 + 1.0 + 2.0


async def test_a_system_exception_that_passes_is_not_noticed(door: Door) -> None:
    door.replies = [door.reply.no(4000000), door.reply.no(4000000)]
    async with a_client(door) as client:
        await client.call(READ, {})
    assert len(door.bodies) == 3


async def test_each_attempt_is_signed_anew_with_its_own_time(door: Door) -> None:
    door.replies = [door.reply.no(4000004)]
    async with a_client(door) as client:
        await client.call(READ, {})
    first, second = (json.loads(body) for body in door.bodies)
    assert second["timestamp"] > first["timestamp"]
    assert second["sign"] != first["sign"]


async def test_too_many_calls_makes_everybody_wait_a_second(door: Door) -> None:
    clock = SettableClock(NOON)
    door.replies = [door.reply.no(4000004)]
    async with a_client(door, clock, qps=1000) as client:
        await client.call(READ, {})
        waited = clock.monotonic()
        await client.call(READ, {})
    assert waited >= 1.0
    assert len(door.bodies) == 3


async def test_a_pause_of_one_call_holds_up_the_others(door: Door) -> None:
    door.replies = [door.reply.no(4000004)]
    clock = SystemClock()
    async with a_client(door, clock, qps=1000) as client:
        refused = asyncio.create_task(client.call(READ, {"who": "refused"}))
        await door.asked.wait()
        await asyncio.sleep(0.05)
        began = clock.monotonic()
        await client.call(READ, {"who": "other"})
        assert clock.monotonic() - began > 0.7
        await refused


async def test_retry_after_is_honoured(door: Door) -> None:
    clock = SettableClock(NOON)
    door.replies = [door.reply(b"", status=429, headers={"Retry-After": "7"})]
    async with a_client(door, clock) as client:
        await client.call(READ, {})
    assert 7 <= clock.monotonic() < 8


async def test_retry_after_may_be_a_date(door: Door) -> None:
    clock = SettableClock(NOON)
    until = {"Retry-After": "Mon, 23 Nov 2026 12:00:09 GMT"}
    door.replies = [door.reply(b"", status=429, headers=until)]
    async with a_client(door, clock) as client:
        await client.call(READ, {})
    assert 8.5 <= clock.monotonic() < 10


async def test_patience_ends(door: Door) -> None:
    clock = SettableClock(NOON)
    door.always = door.reply.no(4000004)
    async with a_client(door, clock, patience_seconds=30) as client:
        with pytest.raises(RateLimited):
            await client.call(READ, {})
    assert 10 < clock.monotonic() <= 30


async def test_the_last_of_a_long_queue_is_as_patient_as_the_first(door: Door) -> None:
    """A hundred calls at one a second: the last one waits longer than the patience for its turn."""
    clock = SettableClock(NOON)
    door.replies = [door.reply.yes() for _ in range(99)] + [door.reply.no(4000004)]
    async with a_client(door, clock, qps=1, patience_seconds=30) as client:
        await asyncio.gather(*(client.call(READ, {"page": n}) for n in range(100)))
    assert len(door.bodies) == 101


def lost_answers(door: Door) -> dict[str, Any]:
    reply = door.reply
    return {
        "bad gateway": reply(b"<html>", status=502),
        "dropped": reply(b"", drop=True),
        "silent": reply(b"", silence=0.5, drop=True),
        "no JSON": reply(b'{"success":tr'),
        "a page": reply(b"<html>hello</html>"),
        "no envelope": reply(b'{"hello":1}'),
    }


LOST = ["bad gateway", "dropped", "silent", "no JSON", "a page", "no envelope"]


@pytest.mark.parametrize("kind", LOST)
async def test_a_read_whose_answer_is_lost_is_tried_again(door: Door, kind: str) -> None:
    door.replies = [lost_answers(door)[kind]]
    async with a_client(door, timeout_seconds=0.4) as client:
        await client.call(READ, {})
    assert len(door.bodies) == 2


@pytest.mark.parametrize("kind", LOST)
async def test_a_read_that_fails_for_good_says_how(door: Door, kind: str) -> None:
    door.always = lost_answers(door)[kind]
    async with a_client(door, timeout_seconds=0.4) as client:
        with pytest.raises((TemuAway, BrokenAnswer)) as caught:
            await client.call(READ, {})
    assert len(door.bodies) == 4
    assert caught.value.retryable


@pytest.mark.parametrize("kind", LOST)
async def test_a_write_whose_answer_is_lost_is_never_repeated(door: Door, kind: str) -> None:
    door.replies = [lost_answers(door)[kind]]
    async with a_client(door, timeout_seconds=0.4) as client:
        with pytest.raises(OutcomeUnknown) as caught:
            await client.call(WRITE, {})
    assert len(door.bodies) == 1
    assert caught.value.__cause__ is not None
    assert not caught.value.retryable


@pytest.mark.parametrize("kind", LOST)
async def test_a_write_that_is_harmless_twice_is_repeated(door: Door, kind: str) -> None:
    door.replies = [lost_answers(door)[kind]]
    async with a_client(door, timeout_seconds=0.4) as client:
        await client.call(calls.STOCK_EDIT, {}, repeatable=True)
    assert len(door.bodies) == 2


async def test_a_repeated_write_whose_answer_stays_lost_has_an_unknown_outcome(door: Door) -> None:
    door.always = door.reply(b"<html>", status=502)
    async with a_client(door) as client:
        with pytest.raises(OutcomeUnknown):
            await client.call(calls.STOCK_EDIT, {}, repeatable=True)
    assert len(door.bodies) == 4


async def test_a_write_that_never_left_is_no_unknown_outcome(
    door: Door, unused_tcp_port: int
) -> None:
    door.endpoint = f"http://127.0.0.1:{unused_tcp_port}/openapi/router"
    async with a_client(door) as client:
        with pytest.raises(TemuAway) as caught:
            await client.call(WRITE, {})
        assert client.requests_sent == 4
    assert reason_of(caught.value) == "no_connection"
    assert caught.value.retryable


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ((3000034, "expired"), TokenExpired),
        ((3000012, "too old"), ClockOff),
        ((120012004, "already shipped"), CallRefused),
        ((555, "never heard of"), CallRefused),
    ],
)
async def test_a_refusal_is_not_tried_again(
    door: Door, reply: tuple[int, str], expected: type[TemuError]
) -> None:
    door.always = door.reply.no(*reply)
    async with a_client(door) as client:
        with pytest.raises(expected) as caught:
            await client.call(READ, {})
    assert len(door.bodies) == 1
    assert caught.value.temu_code == reply[0]
    assert caught.value.params["text"] == reply[1]


async def test_a_wrong_address_is_told_and_not_tried_again(door: Door) -> None:
    door.always = door.reply(b"not here", status=404)
    async with a_client(door) as client:
        with pytest.raises(CallRefused, match="404"):
            await client.call(READ, {})
    assert len(door.bodies) == 1


async def test_a_write_is_asked_for_before_each_attempt_and_a_read_never(door: Door) -> None:
    asked: list[int] = []

    async def before_write() -> None:
        asked.append(len(door.bodies))

    door.replies = [door.reply.no(4000000)]
    async with a_client(door, before_write=before_write) as client:
        await client.call(WRITE, {})
        await client.call(READ, {})
    assert asked == [0, 1]


async def test_a_write_that_is_forbidden_does_not_leave(door: Door) -> None:
    async def before_write() -> None:
        raise WritesStopped("the operator stopped all writes")

    async with a_client(door, before_write=before_write) as client:
        for call in sorted(calls.WRITES):
            with pytest.raises(WritesStopped):
                await client.call(call, {})
        await client.call(READ, {})
    assert door.calls == [READ]


async def test_connections_are_kept_and_never_more_than_allowed(door: Door) -> None:
    door.always.silence = 0.05
    async with a_client(door, qps=100_000, max_connections=12) as client:
        await asyncio.gather(*(client.call(READ, {"page": n}) for n in range(150)))
    assert len(door.bodies) == 150
    assert 8 < door.most_open_calls <= 12
    assert door.connections == 12


async def test_the_pace_over_a_socket_is_the_one_that_was_set(door: Door) -> None:
    clock = SystemClock()
    door.always.silence = 0.02
    async with a_client(door, clock, qps=100) as client:
        began = clock.monotonic()
        await asyncio.gather(*(client.call(READ, {"page": n}) for n in range(100)))
        took = clock.monotonic() - began
    assert took >= 99 / 100, "slower is a matter of the machine, and of the benchmark"


async def test_the_difference_of_the_clocks_is_known_from_the_answers(door: Door) -> None:
    door.always = door.reply.yes({}, Date="Mon, 23 Nov 2026 12:10:12 GMT")
    async with a_client(door) as client:
        assert client.clock_skew() is None
        await client.call(READ, {})
        assert client.clock_skew() == 612
        door.replies = [door.reply.no(3000012, "too old")]
        with pytest.raises(ClockOff, match="platform_ahead_seconds=612"):
            await client.call(READ, {})


async def test_an_outage_is_told_once_when_it_begins_and_once_when_it_ends(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "temu_desktop")
    door.replies = [door.reply(b"", status=503) for _ in range(12)]
    async with a_client(door) as client:
        for _ in range(3):
            with pytest.raises(TemuAway):
                await client.call(READ, {})
        await client.call(READ, {})
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert "again" in caplog.records[1].message


async def test_secrets_reach_neither_log_nor_error(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    door.replies = [door.reply.no(4000000), door.reply.no(3000001, "sign is invalid")]
    async with a_client(door) as client:
        with pytest.raises(TemuError) as caught:
            await client.call(READ, {})
    told = caplog.text + str(caught.value) + repr(caught.value.params) + repr(CONFIG)
    assert CONFIG.app_secret not in told
    assert CONFIG.access_token not in told


async def test_without_the_right_to_unmask_addresses_the_plain_call_serves_and_it_is_told_once(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.replies = [door.reply.no(3000032, "no permission")]
    async with a_client(door) as client:
        orders = OrdersApi(client)
        for number in ("PO-1", "PO-2", "PO-3"):
            assert (await orders.address(number)).type == calls.ADDRESS
    assert door.calls == [calls.ADDRESS_DECRYPTED, *[calls.ADDRESS] * 3]
    assert len(caplog.records) == 1


async def test_an_order_whose_unmasking_is_refused_is_asked_for_plainly(door: Door) -> None:
    door.replies = [door.reply.no(180020008, "agreement")]
    async with a_client(door) as client:
        orders = OrdersApi(client)
        await orders.address("PO-1")
        await orders.address("PO-2")
    assert door.calls == [calls.ADDRESS_DECRYPTED, calls.ADDRESS, calls.ADDRESS_DECRYPTED]
