"""Settings as a person changes them: shown, tried, saved, written down."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from temu_desktop.bootstrap import running_core
from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock
from temu_desktop.configuration.model import FieldState, Place
from temu_desktop.configuration.service import ConfigurationService, language_of
from temu_desktop.database import Database, schema
from temu_desktop.errors import SettingsError, SettingsNotSaved
from temu_desktop.events import SettingsSaved
from temu_desktop.settings_reader import load_settings
from temu_desktop.settings_sources import Origin
from tests.database_fixtures import NOW

ACCESS = {"TEMU_APP_KEY": "key", "TEMU_APP_SECRET": "hush", "TEMU_ACCESS_TOKEN": "whisper"}


class Ring:
    """A key ring in memory; without ``works`` it takes nothing, like a server's."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> bool:
        if self.works:
            self.kept[name] = secret
        return self.works

    def drop(self, name: str) -> None:
        self.kept.pop(name, None)


class Desk:
    """A person's place: a folder, what the program is started with there, and a key ring."""

    def __init__(self, folder: Path, *, works: bool = True, **environ: str) -> None:
        self.ring = Ring(works=works)
        self.place = Place({"TEMU_DATA_DIR": str(folder), **environ}, folder / ".env")
        self.clock = SettableClock(NOW)
        self.service = self.with_database(None)

    def with_database(self, database: Database | None) -> ConfigurationService:
        return ConfigurationService(self.place, self.clock, key_ring=self.ring, database=database)

    @property
    def text(self) -> str:
        return self.place.file.read_text("utf-8") if self.place.file.exists() else ""

    async def field(self, name: str) -> FieldState:
        return next(state for state in await self.service.fields() if state.field.name == name)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def test_what_is_saved_is_what_the_next_start_reads(desk: Desk) -> None:
    saved = await desk.service.save({"TEMU_DAYS_BACK": " 9 ", "SQL_SERVER": r"pc\JTLWAWI"}, "Zoë")
    assert saved.settings.orders.days_back == 9
    read = load_settings(desk.place.environ, settings_file=desk.place.file, key_ring=desk.ring.get)
    assert read == saved.settings == await desk.service.load()
    assert read.sql_server is not None
    assert read.sql_server.server == r"pc\JTLWAWI"
    assert stat.S_IMODE(desk.place.file.stat().st_mode) == 0o600


async def test_secrets_go_into_the_key_ring_where_there_is_one(desk: Desk) -> None:
    saved = await desk.service.save(ACCESS, "Zoë")
    assert set(saved.in_key_ring) == {"TEMU_APP_SECRET", "TEMU_ACCESS_TOKEN"}
    assert desk.ring.kept == {"TEMU_APP_SECRET": "hush", "TEMU_ACCESS_TOKEN": "whisper"}
    assert "hush" not in desk.text
    assert (await desk.service.load()).require_temu().app_secret == "hush"
    state = await desk.field("TEMU_APP_SECRET")
    assert (state.origin, state.is_set, state.value) == (Origin.KEY_RING, True, "")


async def test_without_a_key_ring_secrets_go_into_the_file_and_are_never_told(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, works=False)
    await desk.service.save(ACCESS, "Zoë")
    assert "TEMU_APP_SECRET='hush'" in desk.text
    assert (await desk.service.load()).require_temu().access_token == "whisper"
    state = await desk.field("TEMU_ACCESS_TOKEN")
    assert (state.origin, state.is_set, state.value) == (Origin.FILE, True, "")


async def test_a_secret_that_moves_into_the_key_ring_leaves_the_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path, works=False)
    await desk.service.save(ACCESS, "Zoë")
    desk.ring.works = True
    await desk.service.save({"TEMU_ACCESS_TOKEN": "new"}, "Zoë")
    assert "whisper" not in desk.text
    assert (await desk.service.load()).require_temu().access_token == "new"


async def test_a_secret_that_must_go_into_the_file_leaves_the_key_ring(desk: Desk) -> None:
    await desk.service.save(ACCESS, "Zoë")
    desk.ring.works = False
    await desk.service.save({"TEMU_ACCESS_TOKEN": "new"}, "Zoë")
    assert desk.ring.kept == {"TEMU_APP_SECRET": "hush"}
    assert (await desk.service.load()).require_temu().access_token == "new"


async def test_an_empty_value_goes_back_to_the_default(desk: Desk) -> None:
    await desk.service.save({**ACCESS, "TEMU_DAYS_BACK": "9"}, "Zoë")
    gone = dict.fromkeys(ACCESS, "")
    saved = await desk.service.save({**gone, "TEMU_DAYS_BACK": ""}, "Zoë")
    assert saved.settings.temu is None
    assert saved.settings.orders.days_back == 7
    assert set(saved.removed) == {*ACCESS, "TEMU_DAYS_BACK"}
    assert (desk.ring.kept, desk.text) == ({}, "")


async def test_a_proposal_is_saved_nowhere(desk: Desk) -> None:
    proposed = await desk.service.propose(ACCESS)
    assert proposed.require_temu().app_secret == "hush"
    assert (desk.ring.kept, desk.text) == ({}, "")
    assert not desk.place.file.exists()


async def test_wrong_values_are_named_one_by_one_and_nothing_is_saved(desk: Desk) -> None:
    changes = {"TEMU_DAYS_BACK": "0", "LOG_LEVEL": "loud", "TEMU_APP_KEY": "key", "NAME": "x"}
    for attempt in (desk.service.propose(changes), desk.service.save(changes, "Zoë")):
        with pytest.raises(SettingsError) as caught:
            await attempt
        codes = {problem.name: problem.code for problem in caught.value.details}
        assert codes == {
            "NAME": "unknown",
            "TEMU_DAYS_BACK": "integer",
            "LOG_LEVEL": "choice",
            "TEMU_APP_SECRET": "missing",
            "TEMU_ACCESS_TOKEN": "missing",
        }
    assert not desk.place.file.exists()


@pytest.mark.parametrize("value", ["a\nTEMU_APP_KEY=evil", "a\x00b", "a\u202eb"])
async def test_a_value_that_would_spoil_the_file_is_refused(desk: Desk, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        await desk.service.save({"JTL_VERSANDART": value}, "Zoë")
    assert [problem.code for problem in caught.value.details] == ["unprintable"]
    assert not desk.place.file.exists()


async def test_what_the_program_was_started_with_is_shown_and_locked(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TEMU_LOG_DAYS=11\n", encoding="utf-8")
    desk = Desk(tmp_path, TEMU_DAYS_BACK="5")
    days, logs, folder = [
        await desk.field(name) for name in ("TEMU_DAYS_BACK", "TEMU_LOG_DAYS", "TEMU_DATA_DIR")
    ]
    assert (days.value, days.origin, days.changeable) == ("5", Origin.ENVIRONMENT, False)
    assert (logs.value, logs.origin, logs.changeable) == ("11", Origin.DOTENV, False)
    assert not folder.changeable
    changes = {"TEMU_DAYS_BACK": "6", "TEMU_LOG_DAYS": "11", "TEMU_DATA_DIR": "/elsewhere"}
    with pytest.raises(SettingsError) as caught:
        await desk.service.save(changes, "Zoë")
    codes = {problem.name: problem.code for problem in caught.value.details}
    assert codes == {"TEMU_DAYS_BACK": "locked", "TEMU_DATA_DIR": "fixed"}
    saved = await desk.service.save({"TEMU_LOG_DAYS": "11", "TEMU_RUN_DAYS": "12"}, "Zoë")
    assert saved.names == ("TEMU_RUN_DAYS",)
    assert "TEMU_LOG_DAYS" not in desk.text


async def test_a_default_is_shown_as_one(desk: Desk) -> None:
    state = await desk.field("TEMU_DAYS_BACK")
    assert (state.value, state.is_set, state.origin, state.changeable) == (
        "7",
        False,
        Origin.DEFAULT,
        True,
    )


async def test_addresses_that_hold_passwords_are_never_told(desk: Desk) -> None:
    url = "postgresql+psycopg://sync:hush@server/toci"
    await desk.service.save({"TOCI_DATABASE_URL": url}, "Zoë")
    assert "hush" not in repr(await desk.service.fields())
    state = await desk.field("TOCI_DATABASE_URL")
    assert (state.is_set, state.value) == (True, "")


async def test_the_first_start_is_known_as_such(desk: Desk) -> None:
    assert await desk.service.set_up_needed()
    await desk.service.save(ACCESS, "Zoë")
    assert not await desk.service.set_up_needed()


async def test_a_change_is_written_down_and_told_at_once_where_a_database_is_open(
    desk: Desk, any_ops_database: Database, event_bus: EventBus
) -> None:
    service = desk.with_database(any_ops_database)
    heard: list[object] = []
    with event_bus.subscribe(heard.append, SettingsSaved):
        await service.save({**ACCESS, "TEMU_DAYS_BACK": "9"}, "Zoë")
        await asyncio.sleep(0)
    (row,) = await any_ops_database.read(lambda conn: conn.execute(select(schema.audit)).all())
    assert (row.who, row.action, row.at) == ("Zoë", "save_settings", NOW)
    assert set(row.details["names"]) == {*ACCESS, "TEMU_DAYS_BACK"}
    assert "hush" not in json.dumps(row.details)
    assert [(type(event), event.initiator) for event in heard] == [(SettingsSaved, "Zoë")]  # type: ignore[attr-defined]


async def test_what_was_saved_before_there_was_a_database_is_written_down_later(
    desk: Desk, any_ops_database: Database
) -> None:
    await desk.service.save(ACCESS, "Zoë")
    desk.clock.advance(60)
    await desk.service.save({"TEMU_DAYS_BACK": "9"}, "Otto")
    desk.clock.advance(3600)
    waiting = desk.place.file.with_name("settings.changes")
    assert "hush" not in waiting.read_text("utf-8")
    assert stat.S_IMODE(waiting.stat().st_mode) == 0o600
    service = desk.with_database(any_ops_database)
    assert await service.audit_waiting() == 2
    assert await service.audit_waiting() == 0
    rows = await any_ops_database.read(
        lambda conn: conn.execute(select(schema.audit).order_by(schema.audit.c.id)).all()
    )
    assert [(row.who, (row.at - NOW).total_seconds()) for row in rows] == [
        ("Zoë", 0),
        ("Otto", 60),
    ]


async def test_a_core_writes_down_what_waits_when_it_starts(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    saved = await desk.service.save({"TEMU_DAYS_BACK": "9"}, "Zoë")
    async with running_core(saved.settings, place=desk.place) as core:
        actions = select(schema.audit.c.who, schema.audit.c.action)
        rows = await core.database.read(lambda conn: conn.execute(actions).all())
        assert [tuple(row) for row in rows] == [("Zoë", "save_settings")]
        assert core.configuration.place == desk.place


async def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", encoding="utf-8")
    desk = Desk(tmp_path / "data")
    with pytest.raises(SettingsNotSaved) as caught:
        await desk.service.save({"TEMU_DAYS_BACK": "9"}, "Zoë")
    assert caught.value.params["path"] == desk.place.file


async def test_a_damaged_file_is_named_and_kept(desk: Desk) -> None:
    desk.place.file.write_bytes(b"\xff\xfe")
    for attempt in (desk.service.fields(), desk.service.save({"TEMU_DAYS_BACK": "9"}, "Zoë")):
        with pytest.raises(SettingsNotSaved):
            await attempt
    assert language_of(desk.place) == "de"


async def test_the_language_counts_before_the_settings_are_right(desk: Desk) -> None:
    await desk.service.save({"TEMU_LANGUAGE": "en"}, "Zoë")
    assert language_of(desk.place) == "en"


def test_without_a_data_folder_the_file_lies_where_the_platform_keeps_settings() -> None:
    file = Place({}).file
    assert file.name == "settings.env"
    assert file.parent.name == "temu-desktop"
