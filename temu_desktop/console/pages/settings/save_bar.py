"""What stands below all sections while something is unsaved, or saved and not yet in use."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from temu_desktop.console.dialogs import SaveForm
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, label, set_tone


class SaveBar(Card):
    """Hidden where there is nothing to save and nothing to restart for."""

    save_wanted = Signal()
    discard_wanted = Signal()
    restart_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(horizontal=True, margin=GAP)
        self._unsaved, self._saved, self._problem = 0, False, ""
        self.text = label("", "body", wrap=True)
        self.discard = button("", "plain", self.discard_wanted.emit)
        self.save = button("", "primary", self.save_wanted.emit)
        self.restart = button("", "primary", self.restart_wanted.emit)
        self.content.addWidget(self.text, 1)
        for part in (self.discard, self.save, self.restart):
            self.content.addWidget(part)
        self.retranslate()

    def show_unsaved(self, count: int) -> None:
        """So many changes wait to be saved."""
        if count != self._unsaved:
            self._unsaved, self._problem = count, ""
        self.retranslate()

    def show_saved(self) -> None:
        """Everything is saved and counts from the next start of the core."""
        self._saved, self._problem = True, ""
        self.retranslate()

    def show_problem(self, text: str) -> None:
        """Why it could not be saved."""
        self._problem = text
        self.retranslate()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.discard.setText(self.tr("Take back"))
        self.save.setText(self.tr("Save"))
        self.restart.setText(self.tr("Restart now"))
        unsaved = self._unsaved > 0
        for part, seen in (
            (self.discard, unsaved),
            (self.save, unsaved),
            (self.restart, self._saved and not unsaved),
        ):
            part.setVisible(seen)
        self.text.setText(self._words())
        tone = Tone.BAD if self._problem else Tone.INFO if unsaved else Tone.GOOD
        set_tone(self, tone)
        self.setVisible(unsaved or self._saved)

    def _words(self) -> str:
        if self._problem:
            return self._problem
        if self._unsaved:
            return self.tr("Changes not saved: {count}").format(count=self._unsaved)
        return self.tr("Saved. It takes effect with the next start.")


class UnsavedDialog(SaveForm):
    """The page was left with unsaved changes: save them, drop them, or go back to them."""

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unsaved settings"))
        self.heading.setText(self.tr("Save the changed settings?"))
        words = self.tr("Changes not saved: {count}").format(count=count)
        self.body.addWidget(label(words, wrap=True))
        self.yes_button.setText(self.tr("Save"))
        self.no_button.setText(self.tr("Back to the settings"))
        self.drop_button.setText(self.tr("Take back"))
