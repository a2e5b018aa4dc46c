"""Devices on every engine: pairing, tokens, locking out, push."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock
from temu_desktop.database import Database, schema
from temu_desktop.devices.model import DeviceKind, DeviceRole, NewDevice, PushTarget
from temu_desktop.devices.service import DeviceService
from temu_desktop.errors import (
    AccessRefused,
    DeviceUnknown,
    NameInvalid,
    PairingRefused,
    PushInvalid,
)
from temu_desktop.events import DeviceRevoked, DevicesChanged
from temu_desktop.ids import DeviceId
from tests.database_fixtures import NOW
from tests.unit.devices.test_devices import ADDRESS, POINT, SECRET

TARGET = PushTarget(ADDRESS, POINT, SECRET)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOW)


@pytest.fixture
async def devices(any_ops_database: Database, clock: SettableClock) -> AsyncIterator[DeviceService]:
    service = DeviceService(any_ops_database, clock)
    yield service
    await service.close()


async def a_phone(
    devices: DeviceService, role: DeviceRole = DeviceRole.VIEWER, name: str = "Annas Telefon"
) -> NewDevice:
    code = await devices.pair(role, "Zoë")
    return await devices.exchange(code.code, name)


async def test_a_code_becomes_a_device_with_the_role_that_was_chosen(
    devices: DeviceService, clock: SettableClock
) -> None:
    code = await devices.pair(DeviceRole.OPERATOR, "Zoë")
    assert code.expires_at == clock.now() + timedelta(minutes=5)
    made = await devices.exchange(code.shown.lower(), "  Annas   Telefon ")
    device = made.device
    assert (device.name, device.kind, device.role, device.created_by) == (
        "Annas Telefon",
        DeviceKind.PHONE,
        DeviceRole.OPERATOR,
        "Zoë",
    )
    assert device.expires_at == clock.now() + timedelta(days=180)
    assert await devices.device_of(made.token) == device
    assert [known.id for known in await devices.devices()] == [device.id]


async def test_a_name_chosen_with_the_code_counts_more_than_what_the_phone_says(
    devices: DeviceService,
) -> None:
    code = await devices.pair(DeviceRole.VIEWER, "Zoë", "Tor 3")
    assert (await devices.exchange(code.code, "Mozilla/5.0")).device.name == "Tor 3"


async def test_neither_codes_nor_tokens_can_be_read_in_the_database(
    devices: DeviceService, any_ops_database: Database
) -> None:
    code = await devices.pair(DeviceRole.VIEWER, "Zoë")
    made = await devices.exchange(code.code, "Telefon")
    tables = (schema.pairing_codes, schema.devices, schema.audit)
    stored = await any_ops_database.read(
        lambda conn: str([conn.execute(select(table)).all() for table in tables])
    )
    assert code.code not in stored
    assert made.token not in stored


async def test_a_code_counts_once_also_for_many_who_try_at_once(devices: DeviceService) -> None:
    code = await devices.pair(DeviceRole.ADMIN, "Zoë")
    found = await asyncio.gather(
        *(devices.exchange(code.code, f"Telefon {place}") for place in range(5)),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in found) == [
        "NewDevice",
        *["PairingRefused"] * 4,
    ]
    assert len(await devices.devices()) == 1


async def test_a_code_counts_for_five_minutes(devices: DeviceService, clock: SettableClock) -> None:
    code = await devices.pair(DeviceRole.VIEWER, "Zoë")
    clock.advance(300)
    with pytest.raises(PairingRefused):
        await devices.exchange(code.code, "Telefon")


@pytest.mark.parametrize("code", ["", "ACDE3467", "' OR 1=1 --", "x" * 5000, "\x00", "💥"])
async def test_a_guessed_code_opens_nothing(devices: DeviceService, code: str) -> None:
    await devices.pair(DeviceRole.ADMIN, "Zoë")
    with pytest.raises(PairingRefused):
        await devices.exchange(code, "Telefon")
    assert await devices.devices() == []


async def test_a_phone_without_a_name_may_try_again_with_one(devices: DeviceService) -> None:
    code = await devices.pair(DeviceRole.VIEWER, "Zoë")
    with pytest.raises(NameInvalid):
        await devices.exchange(code.code, "")
    assert (await devices.exchange(code.code, "Telefon")).device.name == "Telefon"


@pytest.mark.parametrize("token", ["", "guess", "x" * 10_000, "ü💥"])
async def test_a_guessed_token_is_refused(devices: DeviceService, token: str) -> None:
    await a_phone(devices)
    with pytest.raises(AccessRefused) as caught:
        await devices.device_of(token)
    assert caught.value.reason == "unknown"


async def test_a_token_ends_with_its_time(any_ops_database: Database, clock: SettableClock) -> None:
    devices = DeviceService(any_ops_database, clock, token_days=2)
    made = await a_phone(devices)
    clock.advance(2 * 86_400 - 1)
    assert await devices.device_of(made.token)
    clock.advance(1)
    with pytest.raises(AccessRefused) as caught:
        await devices.device_of(made.token)
    assert caught.value.reason == "expired"
    assert await devices.usable([made.device.id]) == set()
    await devices.close()


async def test_a_revoked_device_is_out_at_once_and_everybody_hears_of_it(
    devices: DeviceService, event_bus: EventBus
) -> None:
    made, other = await a_phone(devices), await a_phone(devices, name="Otto")
    heard: list[object] = []
    with event_bus.subscribe(heard.append, DeviceRevoked):
        await devices.revoke(made.device.id, "Zoë")
        await asyncio.sleep(0)
    assert heard == [DeviceRevoked(made.device.id, "Zoë")]
    with pytest.raises(AccessRefused) as caught:
        await devices.device_of(made.token)
    assert caught.value.reason == "revoked"
    assert await devices.usable([made.device.id, other.device.id]) == {other.device.id}
    assert await devices.devices() == [other.device]
    gone = next(d for d in await devices.devices(revoked=True) if d.id == made.device.id)
    assert gone.revoked_at == NOW
    with pytest.raises(DeviceUnknown):
        await devices.revoke(made.device.id, "Zoë")


async def test_a_machine_has_a_key_that_counts_until_it_is_revoked(
    devices: DeviceService, clock: SettableClock
) -> None:
    made = await devices.make_key("Kasse", DeviceRole.OPERATOR, "Zoë")
    assert (made.device.kind, made.device.expires_at) == (DeviceKind.MACHINE, None)
    clock.advance(10 * 365 * 86_400)
    assert (await devices.device_of(made.token)).name == "Kasse"


async def test_a_device_can_be_renamed(devices: DeviceService, event_bus: EventBus) -> None:
    made = await a_phone(devices)
    heard: list[object] = []
    with event_bus.subscribe(heard.append, DevicesChanged):
        assert (await devices.rename(made.device.id, "Tor 3", "Zoë")).name == "Tor 3"
        await asyncio.sleep(0)
    assert heard == [DevicesChanged((made.device.id,), "Zoë")]
    with pytest.raises(NameInvalid):
        await devices.rename(made.device.id, "x" * 300, "Zoë")
    with pytest.raises(DeviceUnknown):
        await devices.rename(DeviceId(99), "Tor 4", "Zoë")


async def test_when_a_device_was_last_here_is_written_once_a_minute_at_most(
    devices: DeviceService, clock: SettableClock, any_ops_database: Database
) -> None:
    made, other = await a_phone(devices), await a_phone(devices, name="Otto")

    async def seen() -> list[object]:
        return [device.last_seen_at for device in await devices.devices()]

    await devices.device_of(made.token)
    await devices.close()
    first = clock.now()
    assert await seen() == [first, None]
    for _ in range(5):
        clock.advance(10)
        await devices.device_of(made.token)
        await devices.device_of(other.token)
    assert await seen() == [first, None]
    clock.advance(10)
    await devices.device_of(other.token)
    await devices.close()
    assert await seen() == [clock.now() - timedelta(seconds=10), clock.now()]


async def test_every_act_is_written_down(
    devices: DeviceService, any_ops_database: Database
) -> None:
    made = await a_phone(devices)
    await devices.rename(made.device.id, "Tor 3", "Otto")
    await devices.revoke(made.device.id, "Otto")
    await devices.make_key("Kasse", DeviceRole.VIEWER, "x" * 300)
    rows = await any_ops_database.read(
        lambda conn: conn.execute(select(schema.audit).order_by(schema.audit.c.id)).all()
    )
    assert [(row.who[:4], row.action, row.subject) for row in rows] == [
        ("Zoë", "make_pairing_code", ""),
        ("Zoë", "pair_device", "Annas Telefon"),
        ("Otto", "rename_device", "Tor 3"),
        ("Otto", "revoke_device", "Tor 3"),
        ("xxxx", "make_key", "Kasse"),
    ]


async def test_push_goes_to_subscribed_devices_of_a_sufficient_role(
    devices: DeviceService, clock: SettableClock
) -> None:
    viewer = (await a_phone(devices)).device
    admin = (await a_phone(devices, DeviceRole.ADMIN)).device
    await devices.push.subscribe(viewer.id, TARGET)
    await devices.push.subscribe(admin.id, PushTarget(f"{ADDRESS}/2", POINT, SECRET, "en"))
    clock.advance(60)
    await devices.push.subscribe(viewer.id, TARGET)
    found = await devices.push.subscriptions()
    assert [(item.device, item.target.language) for item in found] == [
        (viewer.id, "de"),
        (admin.id, "en"),
    ]
    assert found[0].renewed_at == clock.now()
    only = await devices.push.subscriptions(DeviceRole.OPERATOR)
    assert [item.device for item in only] == [admin.id]
    await devices.push.unsubscribe([f"{ADDRESS}/2", "https://unknown.example/x"])
    assert [item.device for item in await devices.push.subscriptions()] == [viewer.id]


async def test_a_device_that_is_out_gets_no_push(devices: DeviceService) -> None:
    phone = (await a_phone(devices)).device
    await devices.push.subscribe(phone.id, TARGET)
    await devices.revoke(phone.id, "Zoë")
    assert await devices.push.subscriptions() == []
    with pytest.raises(DeviceUnknown):
        await devices.push.subscribe(phone.id, TARGET)
    with pytest.raises(PushInvalid):
        await devices.push.subscribe(phone.id, PushTarget("x", POINT, SECRET))


async def test_all_processes_have_the_same_push_keys(
    devices: DeviceService, any_ops_database: Database, clock: SettableClock
) -> None:
    others = [DeviceService(any_ops_database, clock) for _ in range(4)]
    found = await asyncio.gather(*(each.push.vapid_keys() for each in (devices, *others)))
    assert len({(keys.public, keys.private) for keys in found}) == 1
    assert await devices.push.vapid_keys() == found[0]


async def test_every_statement_is_understood_by_sql_server(
    ops_database: Database, clock: SettableClock, statements_are_tsql: None
) -> None:
    devices = DeviceService(ops_database, clock)
    made = await a_phone(devices)
    await devices.device_of(made.token)
    await devices.close()
    await devices.push.subscribe(made.device.id, TARGET)
    assert await devices.push.subscriptions()
    assert await devices.push.vapid_keys()
    await devices.usable([made.device.id])
    await devices.rename(made.device.id, "Tor 3", "Zoë")
    await devices.revoke(made.device.id, "Zoë")
    await devices.push.unsubscribe([ADDRESS])
