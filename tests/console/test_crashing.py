"""The kiosk as it is started on a real screen: killed, it comes back where it was."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from temu_desktop.logs import Masking
from tests.console.real_console import RealConsole, eventually
from tests.screen import running_screen


def test_a_kiosk_that_crashes_comes_back_on_its_page_and_keeps_a_report(tmp_path: Path) -> None:
    with running_screen() as display:
        kiosk = RealConsole(tmp_path, display)
        with kiosk.started("--kiosk") as supervisor:
            kiosk.main_window()
            open_page(kiosk, "ctrl+4", "jobs")
            crashed = kiosk.pid()
            assert crashed != supervisor.pid
            os.kill(crashed, signal.SIGSEGV)
            eventually(lambda: kiosk.pid() not in {0, crashed}, "another process")
            kiosk.main_window()
            assert supervisor.poll() is None
            supervisor.terminate()
            assert supervisor.wait(20) == 0
        assert kiosk.page() == "jobs"
        assert "window.geometry" in kiosk.memory(), "the second one had its window"
    (report,) = [file.read_text("utf-8") for file in (tmp_path / "crashes").glob("*.txt")]
    assert "Segmentation fault" in report
    assert "in run_console" in report
    assert Masking(()).masked(report) == report


def open_page(kiosk: RealConsole, keys: str, page: str) -> None:
    """Press until the window has heard it."""

    def pressed() -> bool:
        kiosk.hand("key", keys)
        return kiosk.page() == page

    eventually(pressed, page)
