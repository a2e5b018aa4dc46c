"""Settings, clock and core for one command."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from temu_desktop.bootstrap import running_core
from temu_desktop.configuration.model import Place
from temu_desktop.configuration.service import language_of
from temu_desktop.core import Core
from temu_desktop.demo.practice import clock_for
from temu_desktop.logs import logging_to
from temu_desktop.responsiveness import keep_responsive
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings

_Result = TypeVar("_Result")


def settings_here() -> Settings:
    """The settings of the environment, of ``.env`` in the working directory, and those saved."""
    here = Place.here()
    return load_settings(dotenv_path=here.dotenv_path, settings_file=here.file)


def language_here() -> str:
    """The language to speak before the settings are known to be right."""
    return language_of(Place.here())


def run_async(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a command's coroutine; its worker threads bear a name that means something in logs."""

    async def named() -> _Result:
        keep_responsive()
        workers = ThreadPoolExecutor(thread_name_prefix="work")
        asyncio.get_running_loop().set_default_executor(workers)
        return await work

    return asyncio.run(named())


@asynccontextmanager
async def core_here() -> AsyncIterator[Core]:
    """A running core on the settings of this place."""
    settings = settings_here()
    with logging_to(settings):
        async with running_core(settings, clock=await clock_for(settings)) as core:
            yield core
