"""What the console starts on."""

from __future__ import annotations

from pathlib import Path

from temu_desktop.console.starting import settings_of_here
from tests.console.test_kiosk_start import keep


async def test_the_console_starts_on_what_set_up_saved(own_settings: Path) -> None:
    keep(own_settings, "sqlite:////where/it/was/said.db", "JTL_PLATTFORM='7'\n")
    async with settings_of_here() as load:
        assert load().database.operations_url == "sqlite:////where/it/was/said.db"
        keep(own_settings, "sqlite:////elsewhere.db")
        assert load().database.operations_url == "sqlite:////elsewhere.db", "read anew"
