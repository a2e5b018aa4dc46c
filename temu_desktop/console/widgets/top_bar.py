"""The bar at the top: search, the connections, and the switch that stops all writes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from temu_desktop.connections.model import Connection, Neighbour, Standing
from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, pill, row, set_tone
from temu_desktop.console.words.connections import neighbour_name

_TONES = {
    Standing.UP: Tone.GOOD,
    Standing.DOWN: Tone.BAD,
    Standing.UNKNOWN: Tone.NEUTRAL,
    Standing.NOT_SET_UP: Tone.NEUTRAL,
}
_SIGNS = {Standing.UP: "✓", Standing.DOWN: "✕", Standing.UNKNOWN: "…", Standing.NOT_SET_UP: "–"}


class TopBar(QFrame):
    """Emits what was searched for, and that the stop switch was pressed."""

    searched = Signal(str)
    stop_clicked = Signal()
    connection_clicked = Signal(str)

    def __init__(self, look: Look, languages: Languages) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._look, self._languages = look, languages
        self._connections: tuple[Connection, ...] = ()
        self._acting: bool | None = None
        self._stopped = False
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(200)
        self.search.returnPressed.connect(self._search)
        self.pills: dict[Neighbour, QLabel] = {one: pill("") for one in Neighbour}
        self.role = pill("")
        self.stop = button("", "plain", self.stop_clicked.emit)
        box = row(self.search, *self.pills.values(), self.role, self.stop)
        box.setStretchFactor(self.search, 1)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        self.setLayout(box)
        look.changed.connect(self.redraw)
        self.retranslate()
        self.redraw()

    def show_connections(self, connections: Sequence[Connection]) -> None:
        """The state of each neighbour, the reason in the tool tip."""
        self._connections = tuple(connections)
        self._write_connections()

    def show_acting(self, acting: bool) -> None:
        """Whether this process acts or stands by."""
        self._acting = acting
        self._write_role()

    def show_stopped(self, stopped: bool) -> None:
        """Whether writes are stopped."""
        self._stopped = stopped
        self.stop.setProperty("kind", "primary" if stopped else "plain")
        self.stop.style().unpolish(self.stop)
        self.stop.style().polish(self.stop)
        self.retranslate()
        self.redraw()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.search.setPlaceholderText(self.tr("Search: order, parcel, SKU, EAN"))
        self.search.setAccessibleName(self.tr("Scan or search"))
        self.stop.setText(self.tr("Resume writing") if self._stopped else self.tr("Stop writing"))
        self.stop.setToolTip(self.tr("Stops all writes to TEMU and JTL at once; reading goes on"))
        self._write_connections()
        self._write_role()

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        if self._stopped:
            self.stop.setIcon(self._look.on_accent("play"))
        else:
            self.stop.setIcon(self._look.icon("octagon-pause", Tone.BAD))

    def _search(self) -> None:
        if text := self.search.text().strip():
            self.searched.emit(text)

    def _write_connections(self) -> None:
        known = {one.neighbour: one for one in self._connections}
        for neighbour, shown in self.pills.items():
            one = known.get(neighbour)
            standing = one.standing if one else Standing.UNKNOWN
            name = neighbour_name(neighbour)
            shown.setText(f"{_SIGNS[standing]} {name}")
            set_tone(shown, _TONES[standing])
            words = self._words(standing, one)
            shown.setToolTip(words)
            shown.setAccessibleName(f"{name}: {words}")

    def _words(self, standing: Standing, one: Connection | None) -> str:
        words = {
            Standing.UP: self.tr("reachable"),
            Standing.DOWN: self.tr("not reachable"),
            Standing.UNKNOWN: self.tr("not asked yet"),
            Standing.NOT_SET_UP: self.tr("not set up"),
        }[standing]
        if one is None or one.error_code is None:
            return words
        reason = self._languages.texts.of(one.error_code)
        since = self.tr("since {time}").format(time=self._languages.formats.moment(one.since))
        return f"{words} ({since})\n{reason.happened}"

    def _write_role(self) -> None:
        self.role.setVisible(self._acting is not None)
        if self._acting:
            self.role.setText(self.tr("Runs the jobs"))
            self.role.setToolTip(self.tr("This computer runs the jobs"))
            set_tone(self.role, Tone.GOOD)
        else:
            self.role.setText(self.tr("Stands by"))
            self.role.setToolTip(self.tr("Another program runs the jobs; this one takes over"))
            set_tone(self.role, Tone.NEUTRAL)
        self.role.setAccessibleName(self.role.text())
        self.role.setAlignment(Qt.AlignmentFlag.AlignCenter)
