"""``python -m tests.benchmarks.started bare|console``: says on stdout when its first window was
painted, in seconds since the epoch, and ends."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path


def bare() -> None:
    """A window of PySide6 alone, in the console's own style sheet and fonts."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

    from temu_desktop.console.look import Look
    from temu_desktop.console.theme import Mode

    class Window(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            tell()
            application.quit()

    application = QApplication(sys.argv)
    Look(application, Mode.LIGHT)
    window = Window()
    QVBoxLayout(window).addWidget(QLabel("temu-desktop"))
    window.resize(1280, 800)
    window.show()
    application.exec()


def console() -> None:
    """The console as the command starts it."""
    from temu_desktop.start import wants_console

    assert wants_console(["console"])
    from temu_desktop.console.app import Console, ConsoleOptions
    from temu_desktop.console.loop import make_application, run_on
    from temu_desktop.console.starting import settings_of_here

    async def main(started: Console) -> None:
        started.start.show()
        await started.start.painted()
        tell()

    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        made = Console(application, ConsoleOptions(Path(folder), settings_of_here))
        run_on(application, main(made))


def tell() -> None:
    """Now."""
    sys.stdout.write(f"{time.time()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"bare": bare, "console": console}[sys.argv[1]]()
