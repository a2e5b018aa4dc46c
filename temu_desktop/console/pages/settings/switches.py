"""Holiday mode and the stop switch: where they stand, since when, by whom."""

from __future__ import annotations

from PySide6.QtCore import Signal

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Question, ask
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import Card, button, label, pill, row, set_tone
from temu_desktop.events import SwitchChanged
from temu_desktop.switches.model import Position, Switch


class SwitchCard(Card):
    """One switch."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "heading")
        self.state = pill()
        self.means = label("", "body", wrap=True)
        self.since = label("", "caption", wrap=True)
        self.turn = button("", "plain", self.turned.emit)
        self.content.addLayout(row(self.name, self.state, 1))
        self.content.addWidget(self.means)
        self.content.addWidget(self.since)
        self.content.addLayout(row(self.turn, 1))

    def show_position(self, position: Position, since: str, tone: Tone, words: str) -> None:
        """Where it stands."""
        self.state.setText(words)
        set_tone(self.state, tone if position.on else Tone.NEUTRAL)
        set_tone(self, tone if position.on else Tone.NEUTRAL)
        self.since.setText(since)
        self.since.setVisible(bool(since))


class SwitchesSection(Section):
    """Both switches count for every process on this database."""

    key = "switches"
    icon = "power"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self.stop, self.holiday = SwitchCard(), SwitchCard()
        self._positions = {one: Position(False) for one in Switch}
        for card in (self.holiday, self.stop):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.holiday.turned.connect(lambda: self.act(self._turn_holiday))
        self.stop.turned.connect(self._turn_stop)

    def title(self) -> str:
        """The section's name."""
        return self.tr("Switches")

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self.holiday.name.setText(self.tr("Holiday mode"))
        self.holiday.means.setText(
            self.tr(
                "While it is on, TEMU shows zero of every article, so that nobody can order. Open "
                "orders go on. When it ends, the quantities come back."
            )
        )
        self.stop.name.setText(self.tr("Stop switch"))
        self.stop.means.setText(
            self.tr(
                "While it is on, nothing is written to TEMU or JTL. It takes effect at once; "
                "reading goes on."
            )
        )
        self._show()

    async def refresh(self) -> None:
        """Read both."""
        for switch in Switch:
            self._positions[switch] = await self.desk.core.operator.position(switch)
        self._show()

    def concerns(self, event: object) -> bool:
        """A switch that was turned, wherever."""
        return isinstance(event, SwitchChanged)

    def _show(self) -> None:
        holiday = self._positions[Switch.HOLIDAY]
        stopped = self._positions[Switch.WRITES_STOPPED]
        words = self.tr("on") if holiday.on else self.tr("off")
        self.holiday.show_position(holiday, self._since(holiday), Tone.WARN, words)
        words = self.tr("stopped") if stopped.on else self.tr("writing")
        self.stop.show_position(stopped, self._since(stopped), Tone.BAD, words)
        self.holiday.turn.setText(
            self.tr("End holiday mode") if holiday.on else self.tr("Begin holiday mode")
        )
        self.stop.turn.setText(
            self.tr("Resume writing") if stopped.on else self.tr("Stop writing at once")
        )

    def _since(self, position: Position) -> str:
        if position.since is None:
            return ""
        time = self.desk.languages.formats.moment(position.since)
        return self.tr("Since {time}, by {name}").format(time=time, name=position.by)

    async def _turn_holiday(self) -> None:
        begin = not self._positions[Switch.HOLIDAY].on
        question = (
            Question(
                self.tr("Begin holiday mode?"),
                self.tr("With the next run TEMU shows zero of every article."),
                self.tr("Begin holiday mode"),
            )
            if begin
            else Question(
                self.tr("End holiday mode?"),
                self.tr("With the next run TEMU shows JTL's quantities again."),
                self.tr("End holiday mode"),
            )
        )
        if await ask(self, question):
            await self.desk.core.operator.turn(Switch.HOLIDAY, begin, self.who)

    def _turn_stop(self) -> None:
        """Stopping is for everybody and at once; going on asks, as in the top bar."""
        self.run(self._stop_or_resume(), busy=self.stop.turn)

    async def _stop_or_resume(self) -> None:
        stop = not self._positions[Switch.WRITES_STOPPED].on
        question = Question(
            self.tr("Let writing go on?"),
            self.tr("What has changed meanwhile goes to TEMU and JTL with the next runs."),
            self.tr("Resume writing"),
        )
        if stop or await ask(self, question):
            await self.desk.core.operator.turn(Switch.WRITES_STOPPED, stop, self.who)
