"""How the three connections stand, with the reason where one is down."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout

from temu_desktop.connections.model import Connection, Neighbour, Standing
from temu_desktop.console.desk import Desk
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import Card, label, pill, row, set_tone

_TONES = {
    Standing.UP: Tone.GOOD,
    Standing.DOWN: Tone.BAD,
    Standing.UNKNOWN: Tone.NEUTRAL,
    Standing.NOT_SET_UP: Tone.WARN,
}


class ConnectionCard(Card):
    """One line a neighbour."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.heading = label("", "heading")
        self.content.addWidget(self.heading)
        self.lines: dict[Neighbour, tuple[QLabel, QLabel, QLabel]] = {}
        for neighbour in Neighbour:
            name, state, more = label(), pill(), label("", "caption", wrap=True)
            self.lines[neighbour] = (name, state, more)
            line = QVBoxLayout()
            line.setSpacing(2)
            line.addLayout(row(name, 1, state))
            line.addWidget(more)
            self.content.addLayout(line)

    def retranslate(self) -> None:
        """Write every word anew, by what is known now."""
        self.heading.setText(self.tr("Connections"))
        names = {
            Neighbour.TEMU: "TEMU",
            Neighbour.JTL: "JTL-Wawi",
            Neighbour.OPERATIONS: self.tr("Own database"),
        }
        for one in self._desk.core.connections.states():
            name, state, more = self.lines[one.neighbour]
            name.setText(names[one.neighbour])
            state.setText(self._standing(one.standing))
            set_tone(state, _TONES[one.standing])
            words = self._words(one)
            more.setText(words)
            more.setVisible(bool(words))

    def _standing(self, standing: Standing) -> str:
        return {
            Standing.UP: self.tr("reachable"),
            Standing.DOWN: self.tr("not reachable"),
            Standing.UNKNOWN: self.tr("not asked yet"),
            Standing.NOT_SET_UP: self.tr("not set up"),
        }[standing]

    def _words(self, one: Connection) -> str:
        formats = self._desk.languages.formats
        if one.error_code is not None:
            reason = self._desk.languages.texts.of(one.error_code)
            since = self.tr("since {moment}").format(moment=formats.moment(one.since))
            return f"{since}: {reason.happened} {reason.remedy}"
        if one.standing is not Standing.UP:
            return ""
        time = formats.clock(one.last_good_at, seconds=True)
        if one.latency is None:
            return self.tr("last answer {time}").format(time=time)
        return self.tr("last answer {time}, took {latency}").format(
            time=time, latency=formats.duration(one.latency)
        )
