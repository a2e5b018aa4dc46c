"""WebSockets that do not say who they are: they keep out nobody who does."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from headless.live.strangers import AT_ONCE_SECONDS, Leaving, Stranger, Strangers
from tests.headless.house import GENEROUS, House, Socket, open_house

SILENT = replace(GENEROUS, auth_seconds=60.0)
SENT_AWAY = (1013, "too_many_connections")


@dataclass(eq=False)
class Link:
    """A connection that nobody is at the other end of."""

    name: str

    def close_now(self, code: int, reason: str) -> None:
        """Nothing to end."""


@dataclass
class Hall:
    """Where strangers wait, with a clock that the test turns."""

    most: int = 4
    each: int = 2
    now: float = 0.0
    gone: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.strangers = Strangers(self.most, self.each, lambda: self.now, self._note)

    def enter(self, name: str, address: str) -> Stranger:
        """Somebody comes."""
        return self.strangers.enter(Link(name), address)

    def _note(self, link: Leaving) -> None:
        assert isinstance(link, Link)
        self.gone.append(link.name)


def test_of_one_address_the_one_that_was_silent_for_longest_gives_way() -> None:
    hall = Hall()
    for name in ("first", "second"):
        hall.enter(name, "203.0.113.9")
    hall.now = AT_ONCE_SECONDS
    hall.enter("third", "203.0.113.9")
    assert hall.gone == ["first"]
    hall.enter("phone", "192.0.2.1")
    assert hall.gone == ["first"]
    assert len(hall.strangers) == 3


def test_phones_that_come_back_together_behind_one_address_are_all_taken() -> None:
    hall = Hall()
    for number in range(4):
        hall.enter(f"phone {number}", "2001:db8::/64")
        hall.now += AT_ONCE_SECONDS / 10
    assert hall.gone == []


def test_where_all_places_are_taken_the_most_crowded_address_gives_one() -> None:
    hall = Hall()
    hall.enter("quiet", "192.0.2.1")
    for name in ("one", "two", "three"):
        hall.enter(name, "203.0.113.9")
    hall.enter("phone", "192.0.2.2")
    hall.enter("four", "203.0.113.9")
    assert hall.gone == ["one", "two"]
    assert len(hall.strangers) == 4


def test_one_of_each_address_gives_way_by_age() -> None:
    hall = Hall()
    for number in range(5):
        hall.enter(f"from {number}", f"192.0.2.{number}")
    assert hall.gone == ["from 0"]


def test_who_has_said_who_it_is_takes_no_place_any_more() -> None:
    hall = Hall()
    for number in range(10):
        hall.strangers.leave(hall.enter(f"phone {number}", "192.0.2.1"))
    assert (len(hall.strangers), hall.gone) == (0, [])


async def flood(house: House, stack: AsyncExitStack, count: int, address: str) -> list[Socket]:
    """So many WebSockets of one host that say nothing."""
    headers = {"X-Forwarded-For": address}
    return [
        await stack.enter_async_context(house.socket(additional_headers=headers))
        for _ in range(count)
    ]


async def test_a_host_with_hundreds_of_silent_sockets_keeps_no_phone_out(tmp_path: Path) -> None:
    limits = replace(SILENT, sockets=20, ping_seconds=0.5)
    async with open_house(tmp_path, limits=limits) as house, AsyncExitStack() as stack:
        silent = await flood(house, stack, 300, "203.0.113.9")
        async with house.live() as phone, house.live("operator"):
            silent += await flood(house, stack, 100, "203.0.113.9")
            await phone.until("ping")
            assert house.server.hub.clients == 2
        assert await silent[0].closed() == SENT_AWAY
        still_there = [one for one in silent if one.connection.close_code is None]
        assert len(still_there) <= limits.strangers


async def test_silent_sockets_from_everywhere_keep_no_phone_out(tmp_path: Path) -> None:
    async with open_house(tmp_path, limits=SILENT) as house, AsyncExitStack() as stack:
        for number in range(60):
            await flood(house, stack, 2, f"203.0.113.{number}")
        async with house.live() as phone:
            assert phone.heard[0]["type"] == "hello"


async def test_one_address_keeps_a_few_silent_sockets_only(tmp_path: Path) -> None:
    async with open_house(tmp_path, limits=SILENT) as house, AsyncExitStack() as stack:
        first = await flood(house, stack, SILENT.strangers_each, "2001:db8::1")
        await asyncio.sleep(AT_ONCE_SECONDS)
        (last,) = await flood(house, stack, 1, "2001:db8::2")
        assert await first[0].closed() == SENT_AWAY
        await last.say(type="auth", token=house.tokens["viewer"])
        await last.until("hello")


async def test_known_phones_take_no_strangers_place(tmp_path: Path) -> None:
    limits = replace(SILENT, strangers=1, strangers_each=1)
    async with (
        open_house(tmp_path, limits=limits) as house,
        house.live(),
        house.live("operator"),
        house.socket() as silent,
        house.live("admin"),
    ):
        assert await silent.closed() == SENT_AWAY
        assert house.server.hub.clients == 3
