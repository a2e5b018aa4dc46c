"""``temu-desktop people …``: who acts, and the way back when a PIN is forgotten."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer
from rich.table import Table

from temu_desktop.cli.app import AsJson, Who, app
from temu_desktop.cli.jobs import with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.core import Core
from temu_desktop.people.model import Person, Role

people_app = typer.Typer(help="People who act, and their PINs.", no_args_is_help=True)
app.add_typer(people_app, name="people")

Name = Annotated[str, typer.Argument(help="The person's name.")]
Pin = Annotated[
    str,
    typer.Option(
        prompt="PIN",
        hide_input=True,
        confirmation_prompt=True,
        help="4 to 8 digits; asked for when left out, so that it is in no history.",
    ),
]


@people_app.command("list")
def list_people(
    inactive: Annotated[bool, typer.Option("--inactive", help="Those who left, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Who acts, and whether a PIN is asked for."""

    async def work(core: Core) -> tuple[list[Person], bool]:
        return await core.people.all(inactive=inactive), await core.people.admin_needed()

    people, open_to_all = with_core(work, as_json)
    if as_json:
        write_json({"people": [_document(person) for person in people], "open": open_to_all})
        return
    table = Table()
    for column in ("name", "role", "PIN", "active"):
        table.add_column(column)
    for person in people:
        pin, active = "yes" if person.has_pin else "no", "yes" if person.active else "no"
        table.add_row(person.name, person.role.value, pin, active)
    screen().print(table)
    if open_to_all:
        screen().print("No administrator has a PIN: nothing asks for one.")


@people_app.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.OPERATOR,
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Add a person without a PIN."""

    async def work(core: Core) -> Person:
        return await core.people.add(name, role, by or getpass.getuser())

    _show(with_core(work, as_json), as_json)


@people_app.command("set-pin")
def set_pin(name: Name, pin: Pin, by: Who = None, as_json: AsJson = False) -> None:
    """Set a person's PIN, also one that was forgotten."""

    async def work(core: Core) -> Person:
        person = await core.people.named(name)
        return await core.people.set_pin(person.id, pin, by or getpass.getuser())

    _show(with_core(work, as_json), as_json)


@people_app.command("remove-pin")
def remove_pin(name: Name, by: Who = None, as_json: AsJson = False) -> None:
    """Take a person's PIN away; without any administrator's PIN nothing asks for one."""

    async def work(core: Core) -> Person:
        person = await core.people.named(name)
        return await core.people.remove_pin(person.id, by or getpass.getuser())

    _show(with_core(work, as_json), as_json)


@people_app.command()
def deactivate(name: Name, by: Who = None, as_json: AsJson = False) -> None:
    """Take a person off the list; what was written down keeps the name."""

    async def work(core: Core) -> Person:
        person = await core.people.named(name)
        return await core.people.deactivate(person.id, by or getpass.getuser())

    _show(with_core(work, as_json), as_json)


def _show(person: Person, as_json: bool) -> None:
    if as_json:
        write_json(_document(person))
        return
    pin = "with a PIN" if person.has_pin else "without a PIN"
    state = "" if person.active else ", no longer active"
    screen().print(f"{person.name}: {person.role.value}, {pin}{state}", markup=False)


def _document(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role.value,
        "has_pin": person.has_pin,
        "active": person.active,
    }
