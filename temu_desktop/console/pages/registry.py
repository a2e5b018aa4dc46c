"""Which class makes which page. Imported behind the first page or when another is first seen, so
that the window is there sooner."""

from __future__ import annotations

from importlib import import_module

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


def load_pages() -> None:
    """Read the code of every page, in a worker's thread, before somebody waits for one."""
    for name in _CLASSES:
        import_module(f"temu_desktop.console.pages.{name}.page")


def make_page(name: str, desk: Desk) -> Page:
    """A page by name; raises KeyError for one that does not exist."""
    module = import_module(f"temu_desktop.console.pages.{name}.page")
    made = getattr(module, _CLASSES[name])(desk)
    if not isinstance(made, Page):
        raise TypeError(f"{name} is not a page")
    return made
