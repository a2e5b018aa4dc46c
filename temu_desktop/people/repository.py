"""People in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from temu_desktop.database import schema
from temu_desktop.database.batching import insert_returning, update_rows
from temu_desktop.errors import LastAdmin, PersonUnknown
from temu_desktop.ids import PersonId
from temu_desktop.names import name_key
from temu_desktop.people.model import LONGEST_WAIT, Person, Role, wait_after

PEOPLE = schema.people


@dataclass(frozen=True, slots=True)
class StoredPin:
    """A person with what is needed to check a PIN."""

    person: Person
    pin_hash: str | None
    wrong_guesses: int
    wait_until: datetime | None

    def wait(self, now: datetime) -> timedelta:
        """How long the next PIN still has to wait; nothing where a clock was set back since."""
        if self.wait_until is None or not now < self.wait_until <= now + LONGEST_WAIT:
            return timedelta(0)
        return self.wait_until - now


def all_people(conn: Connection) -> list[Person]:
    """Everybody, in the order in which they were added."""
    return [_person(row) for row in conn.execute(select(PEOPLE).order_by(PEOPLE.c.id))]


def person_with_pin(conn: Connection, person: PersonId) -> StoredPin:
    """An active person; raises PersonUnknown."""
    row = conn.execute(select(PEOPLE).where(PEOPLE.c.id == person)).first()
    if row is None or not row.active:
        raise PersonUnknown("no such person", person=person)
    return StoredPin(_person(row), row.pin_hash, row.wrong_guesses, row.wait_until)


def person_named(conn: Connection, name: str) -> Person | None:
    """The person of that name, active or not, however it is spelt."""
    row = conn.execute(select(PEOPLE).where(PEOPLE.c.name_key == name_key(name))).first()
    return None if row is None else _person(row)


def insert_person(conn: Connection, name: str, role: Role, now: datetime) -> PersonId:
    """A new person without a PIN."""
    row = {
        "name": name,
        "name_key": name_key(name),
        "role": role.value,
        "active": True,
        "created_at": now,
    }
    return PersonId(insert_returning(conn, PEOPLE, [row], ["id"])[0].id)


def change_person(conn: Connection, person: PersonId, **values: object) -> None:
    """Set columns of a person."""
    update_rows(conn, PEOPLE, [{"id": person, **values}], ["id"])


def count_guess(conn: Connection, stored: StoredPin, now: datetime) -> bool:
    """Count a guess as wrong before it is looked at; false where it may not be made now.

    The condition makes one of several guesses at the same moment win, in whichever process.
    """
    wrong = stored.wrong_guesses + 1
    statement = (
        update(PEOPLE)
        .where(PEOPLE.c.id == stored.person.id, PEOPLE.c.wrong_guesses == stored.wrong_guesses)
        .where(
            or_(
                PEOPLE.c.wait_until.is_(None),
                PEOPLE.c.wait_until <= now,
                PEOPLE.c.wait_until > now + LONGEST_WAIT,
            )
        )
        .values(wrong_guesses=wrong, wait_until=now + wait_after(wrong))
    )
    return conn.execute(statement).rowcount == 1


def forget_guesses(conn: Connection, person: PersonId) -> None:
    """The right PIN was given."""
    change_person(conn, person, wrong_guesses=0, wait_until=None)


def keep_an_admin(conn: Connection, person: PersonId) -> None:
    """Raise LastAdmin where nobody else could still reach the settings."""
    # Two administrators that remove each other at the same moment wait for one another here.
    admins = update(PEOPLE).where(PEOPLE.c.role == Role.ADMIN.value)
    conn.execute(admins.values(active=PEOPLE.c.active))
    guards = [known.id for known in all_people(conn) if known.guards]
    if guards == [person]:
        raise LastAdmin("the last administrator with a PIN", person=person)


def _person(row: Row[Any]) -> Person:
    return Person(
        id=PersonId(row.id),
        name=row.name,
        role=Role(row.role),
        has_pin=row.pin_hash is not None,
        active=row.active,
    )
