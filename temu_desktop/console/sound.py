"""Sounds on failure and on scans; they can be muted, for a while or for good."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Signal

from temu_desktop.clock import Clock
from temu_desktop.console.assets import sound_file
from temu_desktop.console.memory import Memory

log = logging.getLogger(__name__)

VOLUME = 0.8


class Sound(StrEnum):
    """What can be heard."""

    ALARM = "alarm"
    FOUND = "found"
    NOT_FOUND = "not_found"


class Sounds(QObject):
    """Plays through Qt's audio, which takes a while to load and is loaded late; a computer without
    any plays nothing and says so in the log.

    ``played`` tells of every sound that was asked for and not muted.
    """

    played = Signal(str)

    def __init__(self, memory: Memory, clock: Clock) -> None:
        super().__init__()
        self._memory, self._clock = memory, clock
        self._effects: dict[Sound, object] = {}
        self._silent = False

    @property
    def muted(self) -> bool:
        """Whether nothing is to be heard now."""
        if self._memory.switch("sound.off", False):
            return True
        until = self._memory.text("sound.muted_until")
        return bool(until) and datetime.fromisoformat(until) > self._clock.now()

    def mute(self, time: timedelta | None) -> None:
        """Be quiet for so long; None ends it."""
        until = (self._clock.now() + time).isoformat() if time else ""
        self._memory.put("sound.muted_until", until)

    async def prepare(self) -> None:
        """Have at hand what plays, so that the first sound keeps nobody waiting."""
        if not self._memory.switch("sound.off", False):
            # Which optional libraries there are not is no news to whoever starts the console.
            QLoggingCategory.setFilterRules("qt.multimedia.*=false")
            from PySide6.QtMultimedia import QMediaDevices

            await asyncio.sleep(0)
            QMediaDevices.audioOutputs()

    def play(self, sound: Sound) -> None:
        """Let it be heard, unless muted."""
        if not self.muted:
            self._start(sound)
            self.played.emit(sound.value)

    def _start(self, sound: Sound) -> None:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        was_silent, self._silent = self._silent, not QMediaDevices.audioOutputs()
        if self._silent:
            if not was_silent:
                log.info("There is no sound output for %s", ", ".join(Sound))
            return
        effect = self._effects.get(sound)
        if not isinstance(effect, QSoundEffect):
            effect = self._effects[sound] = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(sound_file(sound.value))))
            effect.setVolume(VOLUME)
        effect.play()
