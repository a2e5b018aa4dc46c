"""The end of the console: one question about everything that speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import SaveForm, shown
from temu_desktop.console.main_window import MainWindow
from temu_desktop.console.page import Page
from temu_desktop.console.widgets.basics import label


async def may_end(window: MainWindow, desk: Desk) -> bool:
    """Whether the console may end, after what is unsaved was saved or given up."""
    running, unsaved = await _runs_here(desk), window.unsaved_pages()
    if not running and not unsaved:
        return True
    dialog = EndDialog(window, sum(page.unsaved for page in unsaved), running=running)
    agreed = await shown(dialog)
    if agreed and dialog.drop:
        for page in unsaved:
            page.discard_changes()
    elif not agreed or not await _all_saved(unsaved):
        if unsaved:
            window.open(unsaved[0].name)
        return False
    return True


async def _all_saved(unsaved: Sequence[Page]) -> bool:
    for page in unsaved:
        if not await page.save_changes():
            return False
    return True


async def _runs_here(desk: Desk) -> bool:
    if not desk.core.serving.acting:
        return False
    return any(job.live is not None for job in await desk.core.jobs.jobs())


class EndDialog(SaveForm):
    """Changes that are not saved, a job that runs, or both."""

    def __init__(self, parent: QWidget, unsaved: int, *, running: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("End temu-desktop"))
        self.heading.setText(self._title(unsaved, running))
        if unsaved:
            words = self.tr("Changes not saved: {count}").format(count=unsaved)
            self.body.addWidget(label(words, wrap=True))
        if running:
            stopped = self.tr(
                "The job that runs is stopped cleanly, recorded as interrupted and taken up at "
                "next start."
            )
            self.body.addWidget(label(stopped, wrap=True))
        self.yes_button.setText(self.tr("Save and end") if unsaved else self.tr("Stop and end"))
        self.no_button.setText(self.tr("Stay here") if unsaved else self.tr("Keep running"))
        self.drop_button.setText(self.tr("End without saving"))
        self.drop_button.setVisible(unsaved > 0)

    def _title(self, unsaved: int, running: bool) -> str:
        if unsaved and running:
            return self.tr("Changes are not saved, and a job is running. End all the same?")
        if unsaved:
            return self.tr("Save the changes before the end?")
        return self.tr("A job is running. End all the same?")
