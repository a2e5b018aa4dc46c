"""Sounds on failure and on scans; they can be muted, for a while or for good."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from enum import StrEnum
from types import ModuleType
from typing import Any

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Signal

from temu_desktop.clock import Clock
from temu_desktop.console.assets import sound_file
from temu_desktop.console.memory import Memory

log = logging.getLogger(__name__)

VOLUME = 0.8
_QUIET = "qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg.info=false"


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
        self._effects: dict[Sound, Any] = {}
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
        if self._memory.switch("sound.off", False):
            return
        audio = self._audio()
        await asyncio.sleep(0)
        if audio is not None:
            audio.QMediaDevices.audioOutputs()

    def play(self, sound: Sound) -> None:
        """Let it be heard, unless muted."""
        if not self.muted:
            self._start(sound)
            self.played.emit(sound.value)

    def _start(self, sound: Sound) -> None:
        audio = self._audio()
        was_silent = self._silent
        self._silent = audio is None or not audio.QMediaDevices.audioOutputs()
        if audio is None or self._silent:
            if not was_silent:
                log.info("There is no sound output for %s", ", ".join(Sound))
            return
        effect = self._effects.get(sound)
        if effect is None:
            effect = self._effects[sound] = audio.QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(sound_file(sound.value))))
            effect.setVolume(VOLUME)
        effect.play()

    def _audio(self) -> ModuleType | None:
        """Qt's audio; None where this computer lacks a library that it needs."""
        # Which optional libraries there are not is no news to whoever starts the console.
        QLoggingCategory.setFilterRules(_QUIET)
        try:
            from PySide6 import QtMultimedia
        except ImportError as error:
            if not self._silent:
                log.warning("Sounds cannot be played: %s", error)
            self._silent = True
            return None
        return QtMultimedia
