"""What this computer's console alone remembers: language, theme, sounds, scanner, screen saver."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from temu_desktop.console.alerts import SAVER_MINUTES
from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.scanner_card import ScannerCard
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.sound_card import SoundCard
from temu_desktop.console.theme import GAP, Mode
from temu_desktop.console.widgets.basics import Card, button, label, row
from temu_desktop.console.widgets.number_fields import WholeNumber
from temu_desktop.console.widgets.settings_form import Choice
from temu_desktop.texts import LANGUAGES

_NAMES = {"de": "Deutsch", "en": "English"}
LONGEST_WAIT = 240
NAME_WIDTH = 290


class ThisConsoleSection(Section):
    """Everything here counts at once and for this computer only."""

    key = "console"
    icon = "monitor"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self.language, self.theme = Choice(), Choice()
        self.language_name, self.theme_name = label(""), label("")
        self.saver = WholeNumber(0, LONGEST_WAIT)
        self.saver_name, self.saver_help = label(""), label("", "caption", wrap=True)
        self.sound = SoundCard(desk)
        self.scanner = ScannerCard(desk)
        self.kiosk_heading = label("", "heading")
        self.kiosk_words = label("", "body", wrap=True)
        self.leave = button("", "danger", desk.steering.leave_wanted.emit)
        self._lay_out()
        self._fill()

    def title(self) -> str:
        """The section's name."""
        return self.tr("This console")

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self.explain(self.tr("Takes effect at once, on this computer only."))
        self.language_name.setText(self.tr("Language"))
        self.language.setAccessibleName(self.tr("Language"))
        self.theme_name.setText(self.tr("Colours"))
        self.theme.setAccessibleName(self.tr("Colours"))
        names = (self.tr("Light"), self.tr("Dark"), self.tr("As the desktop has it"))
        for place, name in enumerate(names):
            self.theme.setItemText(place, name)
        self.saver_name.setText(self.tr("Screen saver after (minutes)"))
        self.saver.setAccessibleName(self.saver_name.text())
        self.saver_help.setText(
            self.tr("0: never. It shows the time and what is wrong; any touch ends it.")
        )
        self.sound.retranslate()
        self.scanner.retranslate()
        self._say_kiosk()

    async def refresh(self) -> None:
        """Mute may have run out meanwhile."""
        self.sound.retranslate()

    def _say_kiosk(self) -> None:
        self.kiosk_heading.setText(self.tr("Kiosk"))
        self.leave.setText(self.tr("Leave kiosk"))
        if self.desk.kiosk:
            words = self.tr("The console fills the screen; leaving it asks for a PIN.")
        else:
            words = self.tr(
                "Started with --kiosk the console fills the screen, and leaving it and the "
                "settings ask for a PIN. Give an administrator a PIN under People first."
            )
        self.kiosk_words.setText(words)

    def _fill(self) -> None:
        for language in LANGUAGES:
            self.language.addItem(_NAMES[language], language)
        self.language.setCurrentIndex(self.language.findData(self.desk.languages.language))
        for mode in (Mode.LIGHT, Mode.DARK, Mode.SYSTEM):
            self.theme.addItem("", mode.value)
        self.theme.setCurrentIndex(self.theme.findData(self.desk.look.mode.value))
        usual = SAVER_MINUTES if self.desk.kiosk else 0
        self.saver.setValue(self.desk.memory.number("saver.minutes", usual))
        self.language.currentIndexChanged.connect(self._change_language)
        self.theme.currentIndexChanged.connect(self._change_theme)
        self.saver.valueChanged.connect(self._change_saver)

    def _change_language(self) -> None:
        chosen = str(self.language.currentData())
        self.desk.memory.put("language", chosen)
        self.desk.languages.use(chosen)

    def _change_theme(self) -> None:
        mode = Mode(self.theme.currentData())
        self.desk.memory.put("theme", mode.value)
        self.desk.look.use(mode)

    def _change_saver(self, minutes: int) -> None:
        self.desk.memory.put("saver.minutes", minutes)
        self.desk.steering.console_changed.emit()

    def _lay_out(self) -> None:
        looks, kiosk = Card(), Card()
        for name, field in ((self.language_name, self.language), (self.theme_name, self.theme)):
            name.setBuddy(field)
            name.setMinimumWidth(NAME_WIDTH)
            field.setMinimumWidth(260)
            looks.content.addLayout(row(name, field, 1))
        self.saver_name.setBuddy(self.saver)
        self.saver_name.setMinimumWidth(NAME_WIDTH)
        self.saver.setFixedWidth(120)
        saver = row(self.saver_name, self.saver, self.saver_help)
        saver.setStretchFactor(self.saver_help, 1)
        looks.content.addLayout(saver)
        words = QVBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(self.kiosk_words)
        kiosk.content.addWidget(self.kiosk_heading)
        kiosk.content.addLayout(words)
        kiosk.content.addLayout(row(self.leave, 1))
        self.leave.setVisible(self.desk.kiosk)
        for card in (looks, self.sound, self.scanner, kiosk):
            self.body.addWidget(card)
        self.body.addStretch(1)
