"""The tray: the icon is there as soon as there is a tray, and nothing is amiss without one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from temu_desktop.console.look import Look
from temu_desktop.console.theme import Mode
from temu_desktop.console.tray import Tray
from tests.console.panel import panel
from tests.console.real_console import RealConsole
from tests.screen import running_screen


def test_a_panel_that_comes_after_the_console_gets_its_icon(tmp_path: Path) -> None:
    with running_screen() as display:
        console = RealConsole(tmp_path, display)
        with console.started() as process:
            console.main_window()
            with panel(display) as late:
                assert late.icon()
            process.terminate()
            assert process.wait(20) == 0


def test_without_a_tray_no_notice_flies_about(application: QApplication) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    tray = Tray(Look(application, Mode.LIGHT))
    before = set(application.topLevelWidgets())
    tray.notify("Störung", "TEMU ist nicht erreichbar.")
    assert set(application.topLevelWidgets()) == before
    tray.close()
