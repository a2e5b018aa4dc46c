"""What must reach a person who does not look at the window: sound, tray, screen saver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from temu_desktop.attention.catalogue import Severity, severity_of
from temu_desktop.attention.model import StoredIssue
from temu_desktop.console.desk import Desk
from temu_desktop.console.issue_words import issue_words
from temu_desktop.console.saver import ScreenSaver
from temu_desktop.console.sound import Sound, Sounds
from temu_desktop.console.theme import Tone
from temu_desktop.console.tray import Tray

SAVER_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong, in a few words."""

    words: str
    tone: Tone


class Alerts(QObject):
    """Told of the open issues each time they change; sounds once for each new grave one."""

    def __init__(self, application: QApplication, desk: Desk, window: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._known: set[int] | None = None
        self._grave: list[StoredIssue] = []
        self._waiting = 0
        self._trouble: Sequence[Trouble] = ()
        self.sounds = Sounds(desk.memory, desk.core.clock)
        self.tray = Tray(desk.look)
        self.saver = ScreenSaver(window, desk.languages, desk.core.clock)
        desk.languages.changed.connect(self.retranslate)
        self.set_saver()

    def set_saver(self) -> None:
        """Begin after as many minutes as were chosen; outside the kiosk none unless chosen."""
        usual = SAVER_MINUTES if self._desk.kiosk else 0
        self.saver.wait(self._desk.memory.number("saver.minutes", usual))

    def show(self, issues: Sequence[StoredIssue]) -> None:
        """The open issues of now. Those of the start make no sound: they are on the first page."""
        grave = [item for item in issues if severity_of(item.issue) is Severity.CRITICAL]
        ids = {item.id for item in grave}
        fresh = [] if self._known is None else [one for one in grave if one.id not in self._known]
        self._known, self._grave = ids, grave
        self._waiting = sum(severity_of(item.issue) is Severity.WARNING for item in issues)
        self._say_how_it_stands()
        if fresh:
            self.cry(self._title(fresh[0]), self._text(fresh[0]))

    def show_state(self, trouble: Sequence[Trouble]) -> None:
        """What is wrong beside the issues: connections, the stop switch."""
        self._trouble = trouble
        self._say_how_it_stands()

    def cry(self, title: str, text: str) -> None:
        """Something no issue can tell of: it must be heard and seen all the same."""
        self.sounds.play(Sound.ALARM)
        self.tray.notify(title, text)

    def retranslate(self) -> None:
        """Write every word anew."""
        self.tray.retranslate()
        self._say_how_it_stands()

    def close(self) -> None:
        """The console ends."""
        self._desk.languages.changed.disconnect(self.retranslate)
        self.tray.close()
        self.saver.close_saver()

    def _say_how_it_stands(self) -> None:
        bad = bool(self._grave) or any(one.tone is Tone.BAD for one in self._trouble)
        lines = [one.words for one in self._trouble]
        lines += dict.fromkeys(self._title(item) for item in self._grave)
        if self._waiting:
            number = self._desk.languages.formats.number(self._waiting)
            alone = self.tr("Needs a person: {count}")
            words = self.tr("Also needs a person: {count}") if lines else alone
            lines.append(words.format(count=number))
        self.tray.show_trouble(bad)
        self.saver.say(lines, Tone.BAD if bad else Tone.WARN if lines else Tone.GOOD)

    def _title(self, item: StoredIssue) -> str:
        return issue_words(self._desk.languages.texts, item.issue).title

    def _text(self, item: StoredIssue) -> str:
        return issue_words(self._desk.languages.texts, item.issue).remedy
