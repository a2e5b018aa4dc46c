"""The first start: five steps against a sandbox, with right and wrong answers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol, cast

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QScrollArea

from temu_desktop.console.app import Console, ConsoleOptions
from temu_desktop.console.set_up.window import STEPS, SetUpWindow
from temu_desktop.console.theme import Mode
from temu_desktop.sandbox.process import RunningSandbox
from temu_desktop.settings import Settings
from temu_desktop.settings_reader import load_settings, setting_names
from tests.console.hand import click, find, photograph, settled, type_into, until, words
from tests.sandbox_fixtures import StartSandbox


class StartConsole(Protocol):
    """`await start_console()`: as a person starts it, on the place of this test."""

    async def __call__(self) -> Console:
        """Start it; it ends with the test."""
        ...


@pytest.fixture
async def start_console(
    application: QApplication, own_settings: Path, tmp_path: Path
) -> AsyncIterator[StartConsole]:
    """Consoles whose settings are those of this test alone."""
    running: list[tuple[Console, asyncio.Task[None]]] = []

    @asynccontextmanager
    async def world() -> AsyncIterator[Callable[[], Settings]]:
        yield lambda: load_settings(os.environ, settings_file=own_settings)

    async def start() -> Console:
        console = Console(application, ConsoleOptions(tmp_path, world))
        running.append((console, asyncio.create_task(console.main())))
        return console

    yield start
    for console, task in running:
        if console.set_up is not None and not task.done():
            console.set_up.close()
            await until(lambda console=console: console.session is not None)
        console.end()
        await asyncio.wait_for(task, 20)


async def window_of(console: Console) -> SetUpWindow:
    await until(lambda: console.set_up is not None and console.set_up.isVisible())
    window = cast("SetUpWindow", console.set_up)
    await settled(window)
    return window


@pytest.fixture
async def neighbours(sandbox: StartSandbox, monkeypatch: pytest.MonkeyPatch) -> RunningSandbox:
    """TEMU and JTL; where TEMU is, is said by who starts the program."""
    running = await sandbox(orders=0, skus=5, awkward=False)
    monkeypatch.setenv("TEMU_API_ENDPOINT", running.address.endpoint)
    return running


def field(window: SetUpWindow, step: str, name: str) -> QLineEdit:
    found = window.forms[step].editors[name].input
    assert isinstance(found, QLineEdit)
    return found


def type_keys(window: SetUpWindow, sandbox: RunningSandbox, secret: str = "") -> None:
    access = sandbox.address
    type_into(field(window, "temu", "TEMU_APP_KEY"), access.app_key)
    type_into(field(window, "temu", "TEMU_APP_SECRET"), secret or access.app_secret)
    type_into(field(window, "temu", "TEMU_ACCESS_TOKEN"), access.access_token)


async def go_on(window: SetUpWindow, to: str) -> None:
    while STEPS[window.stack.currentIndex()].key != to:
        before = window.stack.currentIndex()
        click(window.next)
        await settled(window)
        assert window.stack.currentIndex() == before + 1


async def tried(window: SetUpWindow, step: str) -> str:
    """What the trial of a step comes to."""
    bar = window.trials[step]
    assert window.rect().contains(bar.button.mapTo(window, bar.button.rect().center()))
    click(bar.button)
    await until(lambda: bar.result.text()[:1] in {"✓", "✕"}, f"{step} was tried")
    await settled(window)
    return bar.result.text()


async def test_a_first_start_is_led_through_five_steps_to_a_console_on_that_shop(
    start_console: StartConsole, neighbours: RunningSandbox, own_settings: Path
) -> None:
    console = await start_console()
    window = await window_of(console)
    photograph(window, "set-up-welcome-de-light")
    assert "Schritt 1 von 5" in words(window)
    first = next(iter(window.forms["welcome"].editors.values()))
    assert window.focusWidget() is first.input, "and not the button that puts set-up off"
    await go_on(window, "temu")
    type_keys(window, neighbours, secret="not-the-secret")
    assert (await tried(window, "temu")).startswith("✕")
    photograph(window, "set-up-temu-wrong-de-light")
    type_keys(window, neighbours)
    assert (await tried(window, "temu")).startswith("✓")
    await go_on(window, "jtl")
    type_into(field(window, "jtl", "JTL_DATABASE_URL"), "sqlite:////nowhere/wawi.db")
    assert (await tried(window, "jtl")).startswith("✕")
    photograph(window, "set-up-jtl-away-de-light")
    type_into(field(window, "jtl", "JTL_DATABASE_URL"), neighbours.address.wawi_url)
    found = await tried(window, "jtl")
    assert found.startswith("✓")
    assert "Hauptlager" in found
    await go_on(window, "database")
    assert "Tabellen werden beim Start angelegt" in await tried(window, "database")
    photograph(window, "set-up-database-de-light")
    await go_on(window, "orders")
    type_into(field(window, "orders", "TEMU_ORDERS_FROM"), "2026-11-01")
    photograph(window, "set-up-orders-de-light")
    click(window.next)
    await until(lambda: console.session is not None and hasattr(console.session, "window"))
    session = console.session
    assert session is not None
    await until(lambda: session.window.isVisible())
    temu = session.core.settings.require_temu()
    assert temu.app_key == neighbours.address.app_key
    assert session.core.settings.database.jtl_url == neighbours.address.wawi_url
    assert len(await session.core.operator.shipping_methods()) == 8
    acts = await session.core.operator.acts()
    assert [act.act.action for act in acts if act.act.who == "set-up"] == ["save_settings"]
    assert "TEMU_ORDERS_FROM='2026-11-01'" in saved(own_settings)


def saved(file: Path) -> str:
    """What the program's own file holds."""
    return file.read_text("utf-8") if file.exists() else ""


def keep(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


async def test_a_value_that_cannot_be_is_named_at_its_field(
    start_console: StartConsole, own_settings: Path
) -> None:
    window = await window_of(await start_console())
    await go_on(window, "jtl")
    type_into(field(window, "jtl", "JTL_DATABASE_URL"), "the computer in the cellar")
    await go_on(window, "orders")
    type_into(field(window, "orders", "TEMU_ORDERS_FROM"), "gestern")
    click(window.next)
    await until(window.forms["orders"].editors["TEMU_ORDERS_FROM"].problem.isVisible)
    type_into(field(window, "orders", "TEMU_ORDERS_FROM"), "2026-11-01")
    click(window.next)
    problem = window.forms["jtl"].editors["JTL_DATABASE_URL"].problem
    await until(problem.isVisible)
    assert "SQLAlchemy" in problem.text()
    await settled(window)
    photograph(window, "set-up-wrong-de-light")
    assert saved(own_settings) == ""
    assert not window.finished.done()


async def test_half_of_the_keys_are_missed_by_name(start_console: StartConsole) -> None:
    window = await window_of(await start_console())
    await go_on(window, "temu")
    type_into(field(window, "temu", "TEMU_APP_KEY"), "only-the-key")
    bar = window.trials["temu"]
    click(bar.button)
    await until(lambda: bar.result.text().startswith("✕"))
    form = window.forms["temu"]
    for name in ("TEMU_APP_SECRET", "TEMU_ACCESS_TOKEN"):
        assert "fehlt noch" in form.editors[name].problem.text()


async def test_a_change_of_the_language_keeps_what_was_typed(start_console: StartConsole) -> None:
    console = await start_console()
    window = await window_of(console)
    await go_on(window, "temu")
    type_into(field(window, "temu", "TEMU_APP_KEY"), "typed-before")
    click(window.back)
    choice = window.forms["welcome"].editors["TEMU_LANGUAGE"].input
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData("en"))
    await settled(window)
    assert "Step 1 of 5" in words(window)
    photograph(window, "set-up-welcome-en-light")
    await go_on(window, "temu")
    assert field(window, "temu", "TEMU_APP_KEY").text() == "typed-before"
    assert window.changes == {"TEMU_LANGUAGE": "en", "TEMU_APP_KEY": "typed-before"}


async def test_it_can_be_done_later_and_is_not_asked_for_again(
    start_console: StartConsole, own_settings: Path
) -> None:
    console = await start_console()
    window = await window_of(console)
    click(window.later)
    await until(lambda: console.session is not None and hasattr(console.session, "window"))
    session = console.session
    assert session is not None
    await until(lambda: session.window.isVisible())
    assert session.core.settings.temu is None
    assert console.memory.switch("set_up.later", False)
    assert saved(own_settings) == ""


async def test_it_is_not_asked_for_where_something_is_set(
    start_console: StartConsole, own_settings: Path, tmp_path: Path
) -> None:
    keep(own_settings, f"TOCI_DATABASE_URL='sqlite:///{tmp_path / 'ours.db'}'\n")
    console = await start_console()
    await until(lambda: console.session is not None and hasattr(console.session, "window"))
    assert console.set_up is None


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 800), pytest.param(3840, 2160, marks=pytest.mark.soak)]
)
async def test_every_step_can_be_read_on_small_and_large_screens(
    start_console: StartConsole, width: int, height: int
) -> None:
    console = await start_console()
    window = await window_of(console)
    for language, mode in (("de", Mode.LIGHT), ("en", Mode.DARK)):
        console.look.use(mode)
        console.languages.use(language)
        window.resize(width, height)
        await settled(window)
        while window.back.isVisible():
            click(window.back)
        for step in STEPS:
            await go_on(window, step.key)
            await settled(window)
            photograph(window, f"set-up-{step.key}-{width}-{language}-{mode.value}")
            for editor in window.forms[step.key].editors.values():
                assert editor.input.accessibleName()
            area = find(window.stack, QScrollArea)
            assert not area.horizontalScrollBar().isVisible()
    console.look.use(Mode.LIGHT)


def test_what_set_up_asks_for_are_settings() -> None:
    """A name that is no setting would vanish from its page without a word."""
    names = [name for step in STEPS for name in step.names]
    assert set(names) <= set(setting_names())
