"""A day with phones and desktops, step by step, as people have it; in both languages at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from tests.operations.device import ORDERS, STOCK, Device
from tests.operations.pm2 import kill_hard
from tests.operations.server import Server
from tests.pwa.files import reseal


@dataclass(frozen=True)
class Course:
    """A day of several devices at one server; what one does, the others see."""

    server: Server
    devices: Sequence[Device]

    async def begins(self) -> None:
        """Opened, found installable, paired, set up."""
        for device in self.devices:
            await device.is_installable(self.server.url)
            await device.pairs(await self.server.code())
            await device.is_set_up()

    async def starts_runs_and_watches(self) -> None:
        """Each starts one; all see it run and end."""
        for device in self.devices:
            await self._is_slow(10)
            await device.starts(ORDERS, "06-run-now")
            await self._all(lambda watching: watching.watches())
            await self._all(lambda watching: watching.sees_its_end())

    async def watches_what_others_start(self) -> None:
        """A run that was started elsewhere, over the screen of one run."""
        await self._is_slow(10)
        run = await self.server.run(ORDERS)
        await self._all(lambda device: device.watches_alone(run))

    async def sees_an_order_go_to_jtl(self) -> None:
        """Placed at TEMU, imported by the Wawi, found by its number."""
        control = self.server.sandbox.control
        number = await control.place_order(status=2)
        for _ in range(2):
            await self.server.succeeds(ORDERS)
            await control.tick(90)
        await self.server.succeeds(ORDERS)
        for device in self.devices:
            await device.finds(number)

    async def leaves_nothing_twice(self) -> None:
        """The books of both neighbours agree, after all of it."""
        await self.server.sandbox.control.run_wawi()
        await self.server.succeeds(ORDERS)
        outside = {view: await self.server.orders(view) for view in ("external", "rejected")}
        books = await self.server.sandbox.control.books(orders_from=self.server.since, **outside)
        assert (books["duplicates"], books["lost"]) == (0, 0), books
        assert books["in_jtl"]

    async def cancels(self) -> None:
        """What one cancels has ended for all; what was sent stays sent."""
        for device in self.devices:
            await self._is_slow(60)
            await device.starts(STOCK)
            await self._all(lambda watching: watching.runs(STOCK))
            await device.cancels(STOCK)
            await self._all(lambda watching: watching.sees_cancelled(STOCK))
            await self.server.sandbox.control.script_faults()

    async def is_offline_and_back(self) -> None:
        """In the cellar: the app opens, says how old its data is, and catches up."""
        for device in self.devices:
            await device.loses_its_network()
        missed = await self.server.succeeds(ORDERS)
        for device in self.devices:
            await device.opens_without_a_network()
        for device in self.devices:
            await device.catches_up(missed)

    async def takes_a_new_version(self) -> None:
        """One file of the app has changed on the server."""
        before = [await device.caches() for device in self.devices]
        styles = self.server.files / "styles.css"
        styles.write_text(styles.read_text(encoding="utf-8") + "\n/* newer */\n", encoding="utf-8")
        version = reseal(self.server.files)
        for device, caches in zip(self.devices, before, strict=True):
            await device.takes_the_new_version()
            assert await device.caches() == [f"app-{version}"] != caches

    async def outlives_a_crash(self) -> None:
        """kill -9 during a run: PM2 starts the program, all come back by themselves."""
        for device in self.devices:
            await device.phone.go("jobs")
        await self._is_slow(200)
        run = await self.server.run(ORDERS)
        for device in self.devices:
            await device.sees_begun(run)
        pid = await asyncio.to_thread(self.server.pm2.pid)
        kill_hard(pid)
        await self._all(lambda device: device.sees_the_server_gone())
        await self.server.sandbox.control.script_faults()
        await self.server.is_back(pid)
        for device in self.devices:
            await device.phone.is_live()
        assert self.server.pm2.app()["pm2_env"]["restart_time"] == 1
        again = await self._run_again(run)
        for device in self.devices:
            await device.shows_what_it_missed(run, again)

    async def _all(self, step: Callable[[Device], Awaitable[None]]) -> None:
        """At the same time, because what is seen does not last."""
        await asyncio.gather(*(step(device) for device in self.devices))

    async def _run_again(self, interrupted: str) -> str:
        assert await self.server.ended(interrupted) == "interrupted"
        newest = (await self.server.call("GET", f"/api/jobs/{ORDERS}"))["job"]["run"]["id"]
        again = newest if newest != interrupted else await self.server.run(ORDERS)
        assert await self.server.ended(again) == "success"
        return str(again)

    async def _is_slow(self, times: int) -> None:
        """TEMU takes its time, so often."""
        fault = {"type": "*", "fault": "slow", "times": times}
        await self.server.sandbox.control.script_faults(fault)
