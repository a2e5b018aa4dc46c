"""People on every engine: the list, the PINs, and the door."""

from __future__ import annotations

import asyncio

import pytest
from alembic import command
from sqlalchemy import select

from temu_desktop.bus import EventBus
from temu_desktop.clock import SettableClock
from temu_desktop.database import Database, build_engine, migrate, schema, writing
from temu_desktop.database.revisions import alembic_config
from temu_desktop.errors import (
    LastAdmin,
    NameInvalid,
    PersonNameTaken,
    PersonUnknown,
    PinInvalid,
    PinNeeded,
    PinWait,
    WrongPin,
)
from temu_desktop.events import PeopleChanged
from temu_desktop.ids import PersonId
from temu_desktop.people.model import Person, Role
from temu_desktop.people.service import PeopleService
from tests.database_fixtures import NOW

PIN, WRONG = "4711", "0815"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOW)


@pytest.fixture
def people(any_ops_database: Database, clock: SettableClock) -> PeopleService:
    return PeopleService(any_ops_database, clock)


async def an_admin(people: PeopleService, name: str = "Zoë", pin: str = PIN) -> Person:
    added = await people.add(name, Role.ADMIN, "test")
    return await people.set_pin(added.id, pin, "test")


async def acts(database: Database) -> list[tuple[str, str, str]]:
    rows = await database.read(
        lambda conn: conn.execute(select(schema.audit).order_by(schema.audit.c.id)).all()
    )
    return [(row.who, row.action, row.subject) for row in rows]


async def test_a_new_installation_has_one_person_whom_nobody_asks_for_a_pin(
    people: PeopleService,
) -> None:
    (lager,) = await people.all()
    assert (lager.name, lager.role, lager.has_pin, lager.active) == (
        "Lager",
        Role.OPERATOR,
        False,
        True,
    )
    assert await people.admin_needed()
    assert await people.enter(lager.id) == lager


def test_a_database_of_the_version_before_gets_its_first_person(any_empty_url: str) -> None:
    engine = build_engine(any_empty_url)
    with writing(engine).begin() as conn:
        config = alembic_config()
        config.attributes["connection"] = conn
        command.upgrade(config, "0003")
    migrate(engine, now=NOW)
    with engine.connect() as conn:
        assert [row.name for row in conn.execute(select(schema.people))] == ["Lager"]
    engine.dispose()


async def test_until_an_administrator_has_a_pin_nothing_asks_for_one(
    people: PeopleService,
) -> None:
    worker = await people.add("Anna", Role.OPERATOR, "test")
    await people.set_pin(worker.id, PIN, "test")
    boss = await people.add("Zoë", Role.ADMIN, "test")
    assert await people.admin_needed()
    assert (await people.enter(worker.id)).name == "Anna"
    assert (await people.enter(boss.id)).role is Role.ADMIN
    await people.set_pin(boss.id, PIN, "test")
    assert not await people.admin_needed()
    for person in (worker, boss):
        with pytest.raises(PinNeeded):
            await people.enter(person.id)


async def test_the_right_pin_opens_and_is_written_down(
    people: PeopleService, any_ops_database: Database
) -> None:
    boss = await an_admin(people)
    entered = await people.enter(boss.id, PIN)
    assert (entered.name, entered.role, entered.has_pin) == ("Zoë", Role.ADMIN, True)
    assert await acts(any_ops_database) == [
        ("test", "add_person", "Zoë"),
        ("test", "set_pin", "Zoë"),
        ("Zoë", "enter", "Zoë"),
    ]


async def test_somebody_without_a_pin_still_does_the_daily_work(people: PeopleService) -> None:
    await an_admin(people)
    lager = await people.named("lager")
    assert (await people.enter(lager.id)).name == "Lager"


async def test_an_administrator_without_a_pin_cannot_enter_beside_one_with(
    people: PeopleService,
) -> None:
    await an_admin(people)
    other = await people.add("Otto", Role.ADMIN, "test")
    with pytest.raises(PinNeeded) as caught:
        await people.enter(other.id)
    assert caught.value.params["has_pin"] is False


async def test_wrong_pins_make_the_next_one_wait_longer_and_longer(
    people: PeopleService, clock: SettableClock, any_ops_database: Database
) -> None:
    boss = await an_admin(people)
    waits = []
    for _ in range(6):
        with pytest.raises(WrongPin) as caught:
            await people.enter(boss.id, WRONG)
        assert not isinstance(caught.value, PinWait)
        waits.append(caught.value.wait_seconds)
        clock.advance(caught.value.wait_seconds)
    assert waits == [0, 0, 5, 15, 30, 60]
    refused = [who for who, action, _ in await acts(any_ops_database) if action == "pin_wrong"]
    assert refused == ["?"] * 6
    await people.enter(boss.id, PIN)
    with pytest.raises(WrongPin) as caught:
        await people.enter(boss.id, WRONG)
    assert caught.value.wait_seconds == 0, "the right PIN begins the count anew"


async def test_while_it_has_to_wait_even_the_right_pin_is_not_looked_at(
    people: PeopleService, clock: SettableClock
) -> None:
    boss = await an_admin(people)
    for _ in range(3):
        with pytest.raises(WrongPin):
            await people.enter(boss.id, WRONG)
    clock.advance(2)
    with pytest.raises(PinWait) as caught:
        await people.enter(boss.id, PIN)
    assert caught.value.wait_seconds == 3
    clock.advance(3)
    assert await people.enter(boss.id, PIN)


async def test_a_restart_does_not_forget_wrong_pins(
    people: PeopleService, clock: SettableClock, any_ops_database: Database
) -> None:
    boss = await an_admin(people)
    for _ in range(3):
        with pytest.raises(WrongPin):
            await people.enter(boss.id, WRONG)
    restarted = PeopleService(any_ops_database, clock)
    with pytest.raises(PinWait):
        await restarted.enter(boss.id, PIN)


async def test_many_guesses_at_one_moment_count_as_far_as_they_are_looked_at(
    people: PeopleService, any_ops_database: Database
) -> None:
    boss = await an_admin(people)
    guesses = [people.enter(boss.id, f"{guess:04}") for guess in range(12)]
    found = await asyncio.gather(*guesses, return_exceptions=True)
    looked_at = [answer for answer in found if type(answer) is WrongPin]
    assert all(isinstance(answer, WrongPin) for answer in found)
    assert 1 <= len(looked_at) <= 3, "two are free, the third makes everybody wait"
    stored = await any_ops_database.read(
        lambda conn: conn.scalar(
            select(schema.people.c.wrong_guesses).where(schema.people.c.id == boss.id)
        )
    )
    assert stored == len(looked_at)


async def test_a_clock_that_was_set_back_locks_nobody_out(
    people: PeopleService, any_ops_database: Database
) -> None:
    boss = await an_admin(people)
    for _ in range(3):
        with pytest.raises(WrongPin):
            await people.enter(boss.id, WRONG)
    earlier = SettableClock(NOW)
    earlier.advance(-86_400)
    assert await PeopleService(any_ops_database, earlier).enter(boss.id, PIN)


async def test_a_pin_that_is_set_anew_ends_the_wait(people: PeopleService) -> None:
    boss = await an_admin(people)
    for _ in range(3):
        with pytest.raises(WrongPin):
            await people.enter(boss.id, WRONG)
    await people.set_pin(boss.id, "99999999", "command line")
    assert await people.enter(boss.id, "99999999")
    with pytest.raises(WrongPin):
        await people.enter(boss.id, PIN)


async def test_the_last_administrator_with_a_pin_stays(people: PeopleService) -> None:
    boss = await an_admin(people)
    with pytest.raises(LastAdmin):
        await people.deactivate(boss.id, "test")
    with pytest.raises(LastAdmin):
        await people.set_role(boss.id, Role.OPERATOR, "test")
    await people.add("Otto", Role.ADMIN, "test")
    with pytest.raises(LastAdmin):
        await people.deactivate(boss.id, "test")
    await people.set_pin((await people.named("Otto")).id, "2222", "test")
    assert not (await people.deactivate(boss.id, "test")).active
    with pytest.raises(PersonUnknown):
        await people.enter(boss.id, PIN)


async def test_two_administrators_who_remove_each_other_leave_one(people: PeopleService) -> None:
    one, other = await an_admin(people), await an_admin(people, "Otto", "2222")
    found = await asyncio.gather(
        people.deactivate(one.id, "Otto"),
        people.deactivate(other.id, "Zoë"),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in found) == ["LastAdmin", "Person"]
    assert not await people.admin_needed()


async def test_an_administrator_may_open_the_house_to_all_by_taking_the_pin_away(
    people: PeopleService,
) -> None:
    boss = await an_admin(people)
    await people.remove_pin(boss.id, "Zoë")
    assert await people.admin_needed()
    assert await people.enter(boss.id)


async def test_a_name_is_given_once_however_it_is_spelt(people: PeopleService) -> None:
    with pytest.raises(PersonNameTaken):
        await people.add("  LAGER ", Role.OPERATOR, "test")
    anna = await people.add("Anna", Role.OPERATOR, "test")
    with pytest.raises(PersonNameTaken):
        await people.rename(anna.id, "lager", "test")
    assert (await people.rename(anna.id, "ANNA", "test")).name == "ANNA"


async def test_somebody_who_left_comes_back_under_the_old_number_without_a_pin(
    people: PeopleService,
) -> None:
    anna = await people.add("Anna", Role.OPERATOR, "test")
    await people.set_pin(anna.id, PIN, "test")
    await people.deactivate(anna.id, "test")
    assert [person.name for person in await people.all()] == ["Lager"]
    assert len(await people.all(inactive=True)) == 2
    back = await people.add("anna", Role.OPERATOR, "test")
    assert (back.id, back.name, back.has_pin, back.active) == (anna.id, "anna", False, True)


async def test_bad_input_changes_nothing(people: PeopleService, any_ops_database: Database) -> None:
    lager = await people.named("Lager")
    for name in ("", "x" * 300):
        with pytest.raises(NameInvalid):
            await people.add(name, Role.OPERATOR, "test")
    with pytest.raises(PinInvalid):
        await people.set_pin(lager.id, "12", "test")
    nobody = PersonId(4711)
    for attempt in (
        people.enter(nobody, PIN),
        people.set_pin(nobody, PIN, "test"),
        people.rename(nobody, "Anna", "test"),
        people.deactivate(nobody, "test"),
        people.remove_pin(nobody, "test"),
        people.set_role(nobody, Role.ADMIN, "test"),
    ):
        with pytest.raises(PersonUnknown):
            await attempt
    with pytest.raises(PersonUnknown):
        await people.named("Nobody")
    assert await people.all() == [lager]
    assert await acts(any_ops_database) == []


async def test_every_change_is_told_with_who_caused_it(
    people: PeopleService, event_bus: EventBus
) -> None:
    heard: list[PeopleChanged] = []
    with event_bus.subscribe(heard.append, PeopleChanged):
        anna = await people.add("Anna", Role.OPERATOR, "Zoë")
        await people.rename(anna.id, "Anne", "Zoë")
        await asyncio.sleep(0)
    assert heard == [PeopleChanged((anna.id,), "Zoë")] * 2


async def test_every_statement_is_understood_by_sql_server(
    ops_database: Database, clock: SettableClock, statements_are_tsql: None
) -> None:
    people = PeopleService(ops_database, clock)
    boss = await an_admin(people)
    with pytest.raises(WrongPin):
        await people.enter(boss.id, WRONG)
    await people.enter(boss.id, PIN)
    await an_admin(people, "Otto", "2222")
    await people.deactivate(boss.id, "test")
    assert await people.all()
