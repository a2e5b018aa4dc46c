"""Connections are tried with settings that are not saved: each trouble has its own name."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from temu_desktop.clock import SettableClock, ShiftedClock
from temu_desktop.configuration.database_trials import SchemaAction
from temu_desktop.configuration.trial import try_alarms, try_jtl, try_operations, try_temu
from temu_desktop.database import build_engine, migrate, writing
from temu_desktop.database.revisions import head_revision
from temu_desktop.errors import (
    AlarmNotDelivered,
    ClockOff,
    CredentialsRefused,
    DatabaseAway,
    DatabaseMissing,
    DatabaseRefused,
    JtlAway,
    JtlDatabaseMissing,
    JtlObjectMissing,
    JtlRefused,
    NotSetUp,
    SchemaTooNew,
    ScopeMissing,
    SettingsError,
    TemuAway,
    TemuDesktopError,
    TokenExpired,
    TrialTimedOut,
)
from temu_desktop.sandbox.process import RunningSandbox
from temu_desktop.sandbox.wawi import Wawi
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings
from temu_desktop.temu import calls
from tests.database_fixtures import NOW
from tests.integration.alarms.receivers import Receiver
from tests.postgres_server import PostgresMissing, PostgresServer, running_server
from tests.sandbox_fixtures import StartSandbox
from tests.wawi_fixtures import MORNING, SHOP

NOBODY = "127.0.0.1:9"


def settings_of(folder: Path, **values: str) -> Settings:
    return load_settings({"TEMU_DATA_DIR": str(folder), **values}, key_ring=lambda name: None)


@pytest.fixture
async def silence() -> AsyncIterator[str]:
    """The address of somebody who takes every call and never says a word."""

    callers: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: callers.append(writer), "127.0.0.1", 0)
    yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    for caller in callers:
        caller.close()
        with contextlib.suppress(ConnectionError):
            await caller.wait_closed()


class Platform:
    """A sandbox's TEMU, and settings that lead to it."""

    def __init__(self, running: RunningSandbox, folder: Path, clock: ShiftedClock) -> None:
        self.control = running.control
        self.clock = clock
        address = running.address
        self.values = {
            "TEMU_APP_KEY": address.app_key,
            "TEMU_APP_SECRET": address.app_secret,
            "TEMU_ACCESS_TOKEN": address.access_token,
            "TEMU_API_ENDPOINT": address.endpoint,
        }
        self.folder = folder

    def settings(self, **changes: str) -> Settings:
        return settings_of(self.folder, **{**self.values, **changes})


@pytest.fixture
async def platform(sandbox: StartSandbox, tmp_path: Path) -> Platform:
    running = await sandbox(orders=0, skus=5, awkward=False)
    offset = timedelta(seconds=await running.control.offset())
    return Platform(running, tmp_path, ShiftedClock(offset))


async def wrong_at(platform: Platform, **changes: str) -> TemuDesktopError | None:
    return (await try_temu(platform.settings(**changes), clock=platform.clock)).error


async def test_a_good_token_tells_its_mall_and_what_it_opens(platform: Platform) -> None:
    trial = await try_temu(platform.settings(), clock=platform.clock)
    assert trial.ok
    found = trial.found
    assert found is not None
    assert found.mall_id
    assert calls.ORDER_LIST in found.scopes
    assert found.missing == ()
    assert found.expires_in is not None
    assert found.expires_in > timedelta(days=1)
    assert found.clock_offset is not None
    assert abs(found.clock_offset) < timedelta(seconds=5)


@pytest.mark.parametrize("name", ["TEMU_APP_KEY", "TEMU_APP_SECRET", "TEMU_ACCESS_TOKEN"])
async def test_a_wrong_key_secret_or_token_is_not_accepted(platform: Platform, name: str) -> None:
    assert type(await wrong_at(platform, **{name: "wrong"})) is CredentialsRefused


async def test_a_token_that_has_expired_is_called_so(platform: Platform) -> None:
    await platform.control.expire_token()
    assert type(await wrong_at(platform)) is TokenExpired


async def test_calls_that_a_token_does_not_open_are_named(platform: Platform) -> None:
    await platform.control.revoke_scope(calls.AMOUNTS)
    trial = await try_temu(platform.settings(), clock=platform.clock)
    assert type(trial.error) is ScopeMissing
    assert trial.found is not None
    assert trial.found.missing == (calls.AMOUNTS,)


async def test_a_clock_that_is_off_is_told_with_how_far(platform: Platform) -> None:
    late = ShiftedClock(platform.clock.offset - timedelta(minutes=10))
    trial = await try_temu(platform.settings(), clock=late)
    assert type(trial.error) is ClockOff
    ahead = trial.error.params["platform_ahead_seconds"]
    assert isinstance(ahead, int)
    assert abs(ahead - 600) < 10


async def test_nobody_at_temus_address_is_away(platform: Platform) -> None:
    address = f"http://{NOBODY}/openapi/router"
    assert isinstance(await wrong_at(platform, TEMU_API_ENDPOINT=address), TemuAway)


async def test_a_trial_ends_at_its_limit_whoever_is_silent(tmp_path: Path, silence: str) -> None:
    access = {"TEMU_APP_KEY": "k", "TEMU_APP_SECRET": "s", "TEMU_ACCESS_TOKEN": "t"}
    temu = settings_of(tmp_path, **access, TEMU_API_ENDPOINT=f"http://{silence}/")
    address = f"postgresql+psycopg://temu@{silence}/toci"
    ours = settings_of(tmp_path, TOCI_DATABASE_URL=address, JTL_DATABASE_URL=address)
    began = time.monotonic()
    trials = await asyncio.gather(
        try_temu(temu, limit=0.5), try_operations(ours, limit=0.5), try_jtl(ours, limit=0.5)
    )
    assert time.monotonic() - began < 2.5
    assert [type(trial.error) for trial in trials] == [TrialTimedOut] * 3


async def test_a_trial_can_be_cancelled(tmp_path: Path, silence: str) -> None:
    address = f"postgresql+psycopg://temu@{silence}/toci"
    task = asyncio.create_task(try_operations(settings_of(tmp_path, TOCI_DATABASE_URL=address)))
    await asyncio.sleep(0.1)
    task.cancel()
    began = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - began < 1


async def test_what_no_setting_names_is_not_set_up(tmp_path: Path) -> None:
    nothing = settings_of(tmp_path)
    for trial in (await try_temu(nothing), await try_jtl(nothing), await try_alarms(nothing)):
        assert type(trial.error) is NotSetUp
        assert trial.found is None


async def test_an_embedded_database_that_is_not_there_would_be_made_and_is_not_yet(
    tmp_path: Path,
) -> None:
    settings = settings_of(tmp_path / "new" / "folder")
    trial = await try_operations(settings)
    assert trial.ok
    assert trial.found is not None
    assert (trial.found.engine, trial.found.action) == ("sqlite", SchemaAction.CREATE)
    assert not (tmp_path / "new").exists()


async def test_a_place_where_no_file_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = settings_of(tmp_path / "file" / "folder")
    assert type((await try_operations(settings)).error) is DatabaseAway


async def test_what_a_start_would_do_with_a_database_is_told(
    any_empty_url: str, tmp_path: Path
) -> None:
    settings = settings_of(tmp_path, TOCI_DATABASE_URL=any_empty_url)
    engine = build_engine(any_empty_url)

    async def action() -> SchemaAction:
        trial = await try_operations(settings)
        assert trial.ok, trial.error
        assert trial.found is not None
        return trial.found.action

    def say(*statements: str) -> None:
        with writing(engine).begin() as conn:
            for statement in statements:
                conn.execute(text(statement))

    assert await action() is SchemaAction.CREATE
    say("CREATE TABLE temu_orders (id INTEGER)")
    assert await action() is SchemaAction.ADOPT
    say("DROP TABLE temu_orders")
    migrate(engine, now=NOW)
    assert await action() is SchemaAction.NOTHING
    say("UPDATE alembic_version SET version_num = '0001'")
    assert await action() is SchemaAction.UPGRADE
    say("UPDATE alembic_version SET version_num = '9999'")
    trial = await try_operations(settings)
    assert type(trial.error) is SchemaTooNew
    assert trial.found is not None
    assert (trial.found.schema, trial.found.known_schema) == ("9999", head_revision())
    engine.dispose()


async def test_a_file_that_is_no_database_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "toci.db").write_bytes(b"a letter to the tax office" * 100)
    trial = await try_operations(settings_of(tmp_path))
    assert trial.error is not None
    assert trial.error.code == "database_error"


class Guarded:
    """A PostgreSQL server that asks everybody but its owner for a password."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        engine = build_engine(server.create("toci"))
        with writing(engine).begin() as conn:
            conn.execute(text("CREATE ROLE lager LOGIN PASSWORD 'richtig'"))
            conn.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
        engine.dispose()

    def url(self, login: str, database: str = "toci") -> str:
        return f"postgresql+psycopg://{login}@/{database}?host={self.server.folder}"


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    try:
        with running_server() as server:
            found = Guarded(server)
            rules = Path(server.folder, "data", "pg_hba.conf")
            rules.write_text("local all temu trust\nlocal all all scram-sha-256\n", "utf-8")
            server.control("reload")
            yield found
    except PostgresMissing as error:
        pytest.skip(str(error))


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("login", "database", "ours", "jtls"),
    [
        ("lager:falsch", "toci", DatabaseRefused, JtlRefused),
        ("niemand:richtig", "toci", DatabaseRefused, JtlRefused),
        ("lager", "toci", DatabaseRefused, JtlRefused),
        ("lager:richtig", "tocci", DatabaseMissing, JtlDatabaseMissing),
        ("lager:richtig", "toci", DatabaseRefused, JtlObjectMissing),
    ],
)
async def test_a_wrong_login_a_missing_database_and_a_missing_right_are_told_apart(
    guarded: Guarded,
    tmp_path: Path,
    login: str,
    database: str,
    ours: type[TemuDesktopError],
    jtls: type[TemuDesktopError],
) -> None:
    url = guarded.url(login, database)
    settings = settings_of(tmp_path, TOCI_DATABASE_URL=url, JTL_DATABASE_URL=url)
    errors = [(await try_operations(settings)).error, (await try_jtl(settings)).error]
    assert [type(error) for error in errors] == [ours, jtls]
    assert all("richtig" not in str(error) and "falsch" not in str(error) for error in errors)
    assert not any(error.retryable for error in errors if error is not None)


async def test_nobody_at_the_servers_address_is_away(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://lager:richtig@{NOBODY}/toci"
    settings = settings_of(tmp_path, TOCI_DATABASE_URL=url, JTL_DATABASE_URL=url)
    assert type((await try_operations(settings)).error) is DatabaseAway
    assert type((await try_jtl(settings)).error) is JtlAway


async def test_a_good_wawi_tells_its_version_warehouses_and_articles(
    any_empty_url: str, tmp_path: Path
) -> None:
    wawi = Wawi.create(any_empty_url, SHOP, seed=1, clock=SettableClock(MORNING), awkward=False)
    settings = settings_of(tmp_path, JTL_DATABASE_URL=any_empty_url)
    trial = await try_jtl(settings)
    assert trial.ok, trial.error
    found = trial.found
    assert found is not None
    assert found.report.version
    assert [house.active for house in found.warehouses]
    assert found.articles == len([article for article in SHOP.articles if not article.deleted])
    first = found.warehouses[0]
    there = replace(settings, jtl=replace(settings.jtl, warehouses=(first.id,)))
    assert (await try_jtl(there)).ok
    wawi.close()


async def test_names_that_jtl_does_not_know_lead_to_their_settings(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'eazybusiness.db'}"
    Wawi.create(url, SHOP, seed=1, clock=SettableClock(MORNING), awkward=False).close()
    settings = settings_of(
        tmp_path, JTL_DATABASE_URL=url, JTL_VERSANDART="Brieftaube", JTL_WAREHOUSES="4711"
    )
    trial = await try_jtl(settings)
    assert isinstance(trial.error, SettingsError)
    assert [(problem.name, problem.params["value"]) for problem in trial.error.details] == [
        ("JTL_VERSANDART", "Brieftaube"),
        ("JTL_WAREHOUSES", "4711"),
    ]
    assert trial.found is not None
    assert trial.found.articles


async def test_a_database_that_is_no_wawi_lacks_what_is_read(tmp_path: Path) -> None:
    build_engine(f"sqlite:///{tmp_path / 'other.db'}").connect().close()
    trial = await try_jtl(
        settings_of(tmp_path, JTL_DATABASE_URL=f"sqlite:///{tmp_path / 'other.db'}")
    )
    assert type(trial.error) is JtlObjectMissing
    assert trial.found is not None
    assert (trial.found.warehouses, trial.found.articles) == ((), None)


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'eazybusiness.db'}"
    trial = await try_jtl(settings_of(tmp_path, JTL_DATABASE_URL=url))
    assert type(trial.error) is JtlAway
    assert not (tmp_path / "eazybusiness.db").exists()


async def test_a_trial_of_the_alarms_sends_one_by_every_channel(tmp_path: Path) -> None:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    good = settings_of(tmp_path, ALARM_WEBHOOK_URL=url, ALARM_DEAD_MAN_URL=url)
    trial = await try_alarms(good)
    assert trial.ok
    assert sorted(method for method, _ in receiver.requests) == ["GET", "POST"]
    bad = settings_of(tmp_path, ALARM_WEBHOOK_URL=f"http://{NOBODY}/", ALARM_DEAD_MAN_URL=url)
    trial = await try_alarms(bad)
    assert type(trial.error) is AlarmNotDelivered
    assert trial.error.params["channel"] == "webhook"
    assert trial.found is not None
    assert [outcome.delivered for outcome in trial.found] == [False, True]
    server.close()


async def test_a_trial_changes_nothing(ops_template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "50 % off? #1"
    folder.mkdir()
    shutil.copyfile(ops_template, folder / "toci.db")
    before = (folder / "toci.db").read_bytes()
    assert (await try_operations(settings_of(folder))).ok
    assert (folder / "toci.db").read_bytes() == before
    found = await asyncio.to_thread(lambda: [path.name for path in folder.iterdir()])
    assert found == ["toci.db"]
