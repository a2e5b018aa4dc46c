"""What holds for the whole console and how it is shown: switches, connections, practice."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from temu_desktop.connections.model import Neighbour, Standing
from temu_desktop.console.alerts import Trouble
from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Question, ask
from temu_desktop.console.main_window import MainWindow
from temu_desktop.console.theme import Tone
from temu_desktop.console.words.connections import neighbour_name
from temu_desktop.switches.model import Switch


class State(QObject):
    """Keeps banners, the stop switch and the connections of the window true. ``changed`` carries
    what is wrong of them now."""

    changed = Signal(object)

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__()
        self.desk, self.window = desk, window
        self._stopped = False
        window.stop_clicked.connect(self.turn_stop_switch)
        desk.languages.changed.connect(self.show_all)

    def close(self) -> None:
        """Stop listening."""
        self.desk.languages.changed.disconnect(self.show_all)

    def turn_stop_switch(self) -> None:
        """Stop all writes at once, or let them go on after a question."""
        self.desk.tasks.run(self.window, self._turn_stop_switch())

    def show_all(self) -> None:
        """Everything anew, in the language of now."""
        self.window.banners.practice.say(
            self.tr("Practice: both neighbours are sandboxes, nothing leaves this computer")
            if self.desk.practice
            else ""
        )
        self.show_connections()
        self.desk.tasks.run(self.window, self.read_switches())

    def trouble(self) -> list[Trouble]:
        """Connections that are down, and a stop switch that is on."""
        down = [
            Trouble(
                self.tr("{name} is not reachable").format(name=neighbour_name(one.neighbour)),
                Tone.BAD,
            )
            for one in self.desk.core.connections.states()
            if one.standing is Standing.DOWN
        ]
        stopped = [Trouble(self.tr("Writing is stopped"), Tone.WARN)] if self._stopped else []
        return down + stopped

    async def read_switches(self) -> None:
        """Where the switches stand now."""
        operator = self.desk.core.operator
        stopped = await operator.position(Switch.WRITES_STOPPED)
        holiday = await operator.position(Switch.HOLIDAY)
        self._stopped = stopped.on
        self.window.top.show_stopped(stopped.on)
        moment = self.desk.languages.formats.moment
        self.window.banners.stopped.say(
            self.tr("Writing to TEMU and JTL is stopped, since {time} by {name}").format(
                time=moment(stopped.since), name=stopped.by
            )
            if stopped.on
            else ""
        )
        self.window.banners.holiday.say(
            self.tr("Holiday mode: TEMU shows zero everywhere, since {time} by {name}").format(
                time=moment(holiday.since), name=holiday.by
            )
            if holiday.on
            else ""
        )
        self.changed.emit(self.trouble())

    def show_connections(self) -> None:
        """How the connections stand now."""
        states = self.desk.core.connections.states()
        self.window.top.show_connections(states)
        away = any(
            one.neighbour is Neighbour.OPERATIONS and one.standing is Standing.DOWN
            for one in states
        )
        self.window.banners.away.say(
            self.tr("The database is away. Jobs wait; nothing is lost.") if away else ""
        )
        self.changed.emit(self.trouble())

    async def _turn_stop_switch(self) -> None:
        stop = not self._stopped
        if not stop and not await ask(self.window, self._question_resume()):
            return
        await self.desk.core.operator.turn(Switch.WRITES_STOPPED, stop, self.desk.acting.name)

    def _question_resume(self) -> Question:
        return Question(
            self.tr("Let writing go on?"),
            self.tr("What has changed meanwhile goes to TEMU and JTL with the next runs."),
            self.tr("Resume writing"),
        )
