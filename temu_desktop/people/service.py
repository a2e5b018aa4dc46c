"""Who acts: the list of people, and the door that asks for a PIN."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from datetime import timedelta

from temu_desktop.audit.repository import Act, record_act
from temu_desktop.clock import Clock
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import PersonNameTaken, PersonUnknown, PinNeeded, PinWait, WrongPin
from temu_desktop.events import PeopleChanged
from temu_desktop.ids import PersonId
from temu_desktop.names import name_given, name_key
from temu_desktop.people import repository
from temu_desktop.people.model import Person, Role, checked_pin, wait_after
from temu_desktop.people.pins import hash_pin, is_pin
from temu_desktop.people.repository import StoredPin

_GUESS_AT_ONCE = timedelta(seconds=1)
"""The wait for one of two guesses that come at the same moment."""


class PeopleService:
    """The people of one operations database. ``who`` names the person that acts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def all(self, *, inactive: bool = False) -> list[Person]:
        """Everybody who is active, the first one first; with ``inactive`` the others, too."""
        people = await self._database.read(repository.all_people)
        return [person for person in people if inactive or person.active]

    async def named(self, name: str) -> Person:
        """The active person of this name; raises PersonUnknown."""
        found = await self._database.read(lambda conn: repository.person_named(conn, name))
        if found is None or not found.active:
            raise PersonUnknown("no such person", person=name)
        return found

    async def admin_needed(self) -> bool:
        """Whether no administrator has a PIN yet: until then nothing asks for one."""
        return not any(person.guards for person in await self.all())

    async def add(self, name: str, role: Role, who: str) -> Person:
        """Add a person without a PIN; somebody of that name who had left comes back.

        Raises NameInvalid, PersonNameTaken.
        """
        name = name_given(name)

        def change(uow: UnitOfWork) -> PersonId:
            known = repository.person_named(uow.connection, name)
            if known is None:
                now = self._clock.now()
                return repository.insert_person(uow.connection, name, role, now)
            if known.active:
                raise PersonNameTaken("taken", name=known.name)
            repository.change_person(
                uow.connection, known.id, name=name, role=role.value, active=True
            )
            return known.id

        return await self._changed("add_person", who, change)

    async def rename(self, person: PersonId, name: str, who: str) -> Person:
        """Give a person another name; raises NameInvalid, PersonNameTaken, PersonUnknown."""
        name = name_given(name)

        def change(uow: UnitOfWork) -> PersonId:
            repository.person_with_pin(uow.connection, person)
            known = repository.person_named(uow.connection, name)
            if known is not None and known.id != person:
                raise PersonNameTaken("taken", name=known.name)
            repository.change_person(uow.connection, person, name=name, name_key=name_key(name))
            return person

        return await self._changed("rename_person", who, change)

    async def set_role(self, person: PersonId, role: Role, who: str) -> Person:
        """Give or take the right to change settings; raises PersonUnknown, LastAdmin."""

        def change(uow: UnitOfWork) -> PersonId:
            repository.person_with_pin(uow.connection, person)
            if role is not Role.ADMIN:
                repository.keep_an_admin(uow.connection, person)
            repository.change_person(uow.connection, person, role=role.value)
            return person

        return await self._changed("change_role", who, change)

    async def set_pin(self, person: PersonId, pin: str, who: str) -> Person:
        """Set a PIN; waits for wrong ones end. Raises PinInvalid, PersonUnknown."""
        hashed = await asyncio.to_thread(hash_pin, checked_pin(pin))

        def change(uow: UnitOfWork) -> PersonId:
            repository.person_with_pin(uow.connection, person)
            repository.change_person(uow.connection, person, pin_hash=hashed)
            repository.forget_guesses(uow.connection, person)
            return person

        return await self._changed("set_pin", who, change)

    async def remove_pin(self, person: PersonId, who: str) -> Person:
        """Take a PIN away. Where it was the last administrator's, nothing asks for one any more.

        Raises PersonUnknown.
        """

        def change(uow: UnitOfWork) -> PersonId:
            repository.person_with_pin(uow.connection, person)
            repository.change_person(uow.connection, person, pin_hash=None)
            repository.forget_guesses(uow.connection, person)
            return person

        return await self._changed("remove_pin", who, change)

    async def deactivate(self, person: PersonId, who: str) -> Person:
        """Somebody leaves: the name stays in what was written down, the PIN goes.

        Raises PersonUnknown, LastAdmin.
        """

        def change(uow: UnitOfWork) -> PersonId:
            repository.person_with_pin(uow.connection, person)
            repository.keep_an_admin(uow.connection, person)
            repository.change_person(uow.connection, person, pin_hash=None, active=False)
            repository.forget_guesses(uow.connection, person)
            return person

        return await self._changed("deactivate_person", who, change)

    async def enter(self, person: PersonId, pin: str | None = None) -> Person:
        """The person who acts from now on, where the PIN is right or none is asked for.

        Raises PinNeeded, WrongPin with the seconds until the next try (PinWait where this one was
        not looked at), PersonUnknown.
        """
        stored = await self._database.read(
            lambda conn: repository.person_with_pin(conn, person),
        )
        if await self.admin_needed():
            return stored.person
        if stored.pin_hash is None:
            if stored.person.role is Role.ADMIN:
                # Whoever may change settings without a PIN would make every other PIN worthless.
                raise PinNeeded("an administrator without a PIN", person=person, has_pin=False)
            return stored.person
        if not pin:
            raise PinNeeded("a PIN is needed", person=person, has_pin=True)
        return await self._checked(stored, stored.pin_hash, pin)

    async def _checked(self, stored: StoredPin, pin_hash: str, pin: str) -> Person:
        person, now = stored.person, self._clock.now()
        if wait := stored.wait(now):
            raise PinWait("too many wrong PINs", wait_seconds=_seconds(wait))
        may = await self._database.write(
            lambda uow: repository.count_guess(uow.connection, stored, now)
        )
        if not may:
            raise PinWait("another PIN is being checked", wait_seconds=_seconds(_GUESS_AT_ONCE))
        if await asyncio.to_thread(is_pin, pin, pin_hash):
            await self._database.write(lambda uow: self._entered(uow, person))
            return person
        wrong = stored.wrong_guesses + 1
        await self._database.write(lambda uow: self._refused(uow, person, wrong))
        raise WrongPin("not this PIN", wait_seconds=_seconds(wait_after(wrong)))

    def _entered(self, uow: UnitOfWork, person: Person) -> None:
        repository.forget_guesses(uow.connection, person.id)
        act = Act(person.name, "enter", person.name)
        record_act(uow.connection, act, self._clock.now())

    def _refused(self, uow: UnitOfWork, person: Person, wrong: int) -> None:
        act = Act("?", "pin_wrong", person.name, {"wrong_guesses": wrong})
        record_act(uow.connection, act, self._clock.now())

    async def _changed(
        self, action: str, who: str, change: Callable[[UnitOfWork], PersonId]
    ) -> Person:
        """Change a person, write it down, tell it."""

        def work(uow: UnitOfWork) -> Person:
            changed = change(uow)
            people = repository.all_people(uow.connection)
            person = next(known for known in people if known.id == changed)
            details = {"person": person.id, "role": person.role.value}
            record_act(uow.connection, Act(who, action, person.name, details), self._clock.now())
            uow.record(PeopleChanged((person.id,), who))
            return person

        return await self._database.write(work)


def _seconds(wait: timedelta) -> int:
    return math.ceil(wait.total_seconds())
