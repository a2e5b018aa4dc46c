"""The export of the lines into a file: where to, how far it is, and how to stop it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget
from shiboken6 import isValid

from temu_desktop.console.dialogs import shown
from temu_desktop.console.i18n import Languages
from temu_desktop.console.widgets.basics import Card, button, label

_FORMS = ("JSON (*.json)", "CSV (*.csv)")


async def ask_for_file(parent: QWidget, title: str) -> Path | None:
    """Where to write to; None where the person thought better of it."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(_FORMS))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.selectFile("temu-desktop-log.json")
    dialog.setDefaultSuffix("json")
    dialog.filterSelected.connect(lambda form: _fit_name(dialog, form))
    if not await shown(dialog):
        return None
    chosen = dialog.selectedFiles()
    return Path(chosen[0]) if chosen else None


def _fit_name(dialog: QFileDialog, form: str) -> None:
    suffix = "csv" if form == _FORMS[1] else "json"
    dialog.setDefaultSuffix(suffix)
    chosen = dialog.selectedFiles()
    if chosen and not Path(chosen[0]).is_dir():
        dialog.selectFile(Path(chosen[0]).with_suffix(f".{suffix}").name)


class ExportBar(Card):
    """Seen while an export is under way."""

    def __init__(self, languages: Languages) -> None:
        super().__init__(horizontal=True, margin=8)
        self._languages = languages
        self._task: asyncio.Task[None] | None = None
        self._done = self._total = 0
        self.words = label("", "body")
        self.bar = QProgressBar()
        self.stop = button("", "plain", self.cancel)
        self.content.addWidget(self.words)
        self.content.addWidget(self.bar, 1)
        self.content.addWidget(self.stop)
        self.hide()

    def watch(self, task: asyncio.Task[None] | None) -> None:
        """Follow an export until it ends; whoever starts it shows the bar."""
        if task is None:
            return
        self._task = task
        self.progress(0, 0)
        task.add_done_callback(lambda _: self._ended())

    def progress(self, done: int, total: int) -> None:
        """So many lines of all are written."""
        self._done, self._total = done, total
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.retranslate()

    def cancel(self) -> None:
        """Stop the export; nothing of it stays behind."""
        if self._task is not None:
            self._task.cancel()

    def retranslate(self) -> None:
        """Write every word anew."""
        number = self._languages.formats.number
        words = self.tr("Export: {done} of {total} lines")
        self.words.setText(words.format(done=number(self._done), total=number(self._total)))
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.stop.setText(self.tr("Cancel the export"))

    def _ended(self) -> None:
        self._task = None
        if isValid(self):
            self.hide()
