"""Sounds of this console: on or off, quiet for an hour, a test."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QCheckBox

from temu_desktop.console.desk import Desk
from temu_desktop.console.sound import Sound, Sounds
from temu_desktop.console.widgets.basics import Card, button, label, row

HOUR = timedelta(hours=1)


class SoundCard(Card):
    """The alarm's own sounds read the same memory, so a change counts at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sounds = Sounds(desk.memory, desk.core.clock)
        self.sounds.setParent(self)
        self.heading = label("", "heading")
        self.on = QCheckBox()
        self.on.setChecked(not desk.memory.switch("sound.off", False))
        self.state = label("", "caption", wrap=True)
        self.mute = button("", "plain", self._mute)
        self.test = button("", "plain", self._test)
        for part in (self.heading, self.on):
            self.content.addWidget(part)
        self.content.addLayout(row(self.mute, self.test, 1))
        self.content.addWidget(self.state)
        self.on.toggled.connect(self._turn)

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.tr("Sounds"))
        self.on.setText(self.tr("Sound for alarms and scans"))
        quiet = self._quiet_until() is not None
        self.mute.setText(self.tr("Sound on again") if quiet else self.tr("Quiet for an hour"))
        self.mute.setEnabled(self.on.isChecked())
        self.test.setText(self.tr("Test the sound"))
        self._say()

    def _turn(self, on: bool) -> None:
        self._desk.memory.put("sound.off", not on)
        self._desk.steering.console_changed.emit()
        self.retranslate()

    def _mute(self) -> None:
        self.sounds.mute(None if self._quiet_until() else HOUR)
        self._desk.steering.console_changed.emit()
        self.retranslate()

    def _test(self) -> None:
        self.sounds.play(Sound.ALARM)
        self._say()

    def _quiet_until(self) -> datetime | None:
        text = self._desk.memory.text("sound.muted_until")
        until = datetime.fromisoformat(text) if text else None
        return until if until is not None and until > self._desk.core.clock.now() else None

    def _say(self) -> None:
        until = self._quiet_until()
        if not self.on.isChecked():
            self.state.setText(self.tr("Nothing is to be heard, alarms included."))
        elif until is not None:
            time = self._desk.languages.formats.clock(until)
            self.state.setText(self.tr("Quiet until {time}.").format(time=time))
        else:
            self.state.setText(self.tr("Alarms can be heard."))
