"""The list of sections, and the sections that were made so far."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.about import AboutSection
from temu_desktop.console.pages.settings.carriers import CarriersSection
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.examine import ExamineSection
from temu_desktop.console.pages.settings.forms import (
    FORMS,
    FormKind,
    FormSection,
    SettingWordsOfNow,
    Typed,
)
from temu_desktop.console.pages.settings.people import PeopleSection
from temu_desktop.console.pages.settings.phones import PhonesSection
from temu_desktop.console.pages.settings.schedules import SchedulesSection
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.stock_rules import StockRulesSection
from temu_desktop.console.pages.settings.switches import SwitchesSection
from temu_desktop.console.pages.settings.this_console import ThisConsoleSection
from temu_desktop.console.theme import TOUCH
from temu_desktop.settings_fields import Group

WIDTH = 244
_OWN: Mapping[str, type[Section]] = {
    one.key: one
    for one in (
        ThisConsoleSection,
        SwitchesSection,
        CarriersSection,
        StockRulesSection,
        SchedulesSection,
        PeopleSection,
        PhonesSection,
        ExamineSection,
    )
}
_FORMS: Mapping[str, FormKind] = {kind.group.value: kind for kind in FORMS}
KEYS = (*_OWN, *_FORMS, AboutSection.key)
"""In the order of the list: what is needed often comes first."""


class Sections(QObject):
    """``made`` tells of a new one, ``chosen`` which one is to be shown."""

    made = Signal(object)
    chosen = Signal(str)

    def __init__(self, desk: Desk, door: Door, typed: Typed) -> None:
        super().__init__()
        self._desk, self._door, self._typed = desk, door, typed
        self.words = SettingWordsOfNow(desk.languages)
        self._made: dict[str, Section] = {}
        self.list = QListWidget()
        self.list.setFixedWidth(WIDTH)
        self.list.setIconSize(QSize(22, 22))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key in KEYS:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, TOUCH))
            self.list.addItem(item)
        self.list.currentRowChanged.connect(lambda place: self.chosen.emit(KEYS[place]))

    def all(self) -> list[Section]:
        """Those that were made."""
        return list(self._made.values())

    def get(self, key: str) -> Section | None:
        """One by its name; made now if it never was."""
        if key not in KEYS:
            return None
        if key not in self._made:
            section = self._made[key] = self._make(key)
            self.made.emit(section)
        return self._made[key]

    def current(self) -> Section | None:
        """The one that is marked in the list."""
        item = self.list.currentItem()
        return self.get(str(item.data(Qt.ItemDataRole.UserRole))) if item is not None else None

    def key_of(self, section: Section) -> str:
        """Its name."""
        return next(key for key, one in self._made.items() if one is section)

    def choose(self, key: str) -> None:
        """Mark one in the list, which shows it; an unknown name changes nothing."""
        if key in KEYS:
            self.list.setCurrentRow(KEYS.index(key))

    def retranslate(self) -> None:
        """Write every word anew."""
        self.list.setAccessibleName(self.tr("Sections"))
        self.redraw()

    def redraw(self) -> None:
        """Names and icons in the language and the colours of now."""
        for place, key in enumerate(KEYS):
            item = self.list.item(place)
            item.setText(self._name(key))
            item.setIcon(self._desk.look.icon(self._icon(key)))

    def _make(self, key: str) -> Section:
        if key in _FORMS:
            return FormSection(self._desk, self._door, _FORMS[key], self.words, self._typed)
        kind = _OWN.get(key, AboutSection)
        return kind(self._desk, self._door)

    def _icon(self, key: str) -> str:
        return _FORMS[key].icon if key in _FORMS else _OWN.get(key, AboutSection).icon

    def _name(self, key: str) -> str:
        if key in _FORMS and key != Group.API.value:
            return self.words.now().groups[key]
        return {
            "api": self.tr("Access for devices"),
            "console": self.tr("This console"),
            "switches": self.tr("Switches"),
            "carriers": self.tr("Carriers"),
            "stock_rules": self.tr("Stock rules"),
            "schedules": self.tr("Schedules"),
            "people": self.tr("People"),
            "phones": self.tr("Phones"),
            "examine": self.tr("Examine"),
            "about": self.tr("About"),
        }[key]
