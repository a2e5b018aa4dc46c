"""Which class makes which page. Imported behind the first page or when another is first seen, so
that the window is there sooner."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pkgutil import iter_modules

from temu_desktop.console.desk import Desk
from temu_desktop.console.page import Page

_CLASSES = {
    "overview": "OverviewPage",
    "orders": "OrdersPage",
    "inventory": "InventoryPage",
    "jobs": "JobsPage",
    "logs": "LogsPage",
    "after_sales": "AfterSalesPage",
    "settings": "SettingsPage",
}


async def load_pages() -> None:
    """Read the code of every page before somebody waits for one, a module at a time.

    On the window's own thread: a process was seen to crash whose classes of widgets were made in
    another one while windows were at work.
    """
    for name in _CLASSES:
        package = import_module(f"temu_desktop.console.pages.{name}")
        for found in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(found.name)
            await asyncio.sleep(0)


def make_page(name: str, desk: Desk) -> Page:
    """A page by name; raises KeyError for one that does not exist."""
    module = import_module(f"temu_desktop.console.pages.{name}.page")
    made = getattr(module, _CLASSES[name])(desk)
    if not isinstance(made, Page):
        raise TypeError(f"{name} is not a page")
    return made
