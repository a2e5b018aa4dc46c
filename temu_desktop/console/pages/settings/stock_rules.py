"""The rule for all SKUs, and the SKUs that have one of their own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.tables import RowTable
from temu_desktop.console.table_model import Column, ListTableModel
from temu_desktop.console.theme import GAP, TOUCH, Tone
from temu_desktop.console.widgets.basics import Card, label, set_tone
from temu_desktop.console.widgets.empty import EmptyState
from temu_desktop.errors import StockRuleWrong, TemuDesktopError
from temu_desktop.events import InventoryChanged
from temu_desktop.inventory.details import OwnRule
from temu_desktop.inventory.own_rules import StockRules

_MOST = 1_000_000
_FIGURES = ("buffer", "cap", "minimum")
SkuRule = tuple[str, OwnRule]


class GeneralRule(Card):
    """Buffer, cap, minimum and pause of all SKUs."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "heading")
        self.fields = {name: QLineEdit() for name in _FIGURES}
        self.names = {name: label("") for name in _FIGURES}
        self.helps = {name: label("", "caption", wrap=True) for name in _FIGURES}
        self.paused = QCheckBox()
        self.problem = label("", "body", wrap=True)
        set_tone(self.problem, Tone.BAD)
        self._before = OwnRule()
        self.content.addWidget(self.heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        for place, name in enumerate(_FIGURES):
            field = self.fields[name]
            field.setValidator(QIntValidator(0, _MOST, field))
            field.setFixedWidth(140)
            self.names[name].setBuddy(field)
            for column, part in enumerate((self.names[name], field, self.helps[name])):
                grid.addWidget(part, place, column)
        grid.setColumnStretch(2, 1)
        self.content.addLayout(grid)
        self.content.addWidget(self.paused)
        self.content.addWidget(self.problem)
        self.problem.hide()

    @property
    def rule(self) -> OwnRule:
        """What is entered; an empty field sets nothing."""
        figures = {name: self._figure(name) for name in _FIGURES}
        return OwnRule(**figures, paused=True if self.paused.isChecked() else None)

    @property
    def is_changed(self) -> bool:
        """Whether a person changed it."""
        return self.rule != self._before

    def show_rule(self, rule: OwnRule) -> None:
        """Show what is saved."""
        self._before = OwnRule(rule.buffer, rule.cap, rule.minimum, rule.paused or None)
        for name in _FIGURES:
            value = getattr(rule, name)
            self.fields[name].setText("" if value is None else str(value))
        self.paused.setChecked(bool(rule.paused))
        self.complain("", ())

    def complain(self, text: str, wrong: tuple[str, ...]) -> None:
        """Say what is wrong, and in which fields."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        for name, field in self.fields.items():
            set_tone(field, Tone.BAD if name in wrong else Tone.NEUTRAL)

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.tr("For all SKUs"))
        words: Mapping[str, tuple[str, str, str]] = {
            "buffer": (self.tr("Buffer"), self.tr("taken off before publishing"), "0"),
            "cap": (self.tr("At most"), self.tr("never more than this is published"), ""),
            "minimum": (self.tr("At least"), self.tr("below it zero is published"), "0"),
        }
        for name, (title, help_text, usual) in words.items():
            self.names[name].setText(title)
            self.helps[name].setText(help_text)
            self.fields[name].setAccessibleName(title)
            self.fields[name].setAccessibleDescription(help_text)
            self.fields[name].setPlaceholderText(usual or self.tr("no limit"))
        self.paused.setText(self.tr("Pause: leave every quantity at TEMU alone"))

    def _figure(self, name: str) -> int | None:
        text = self.fields[name].text().strip()
        return int(text) if text else None


class StockRulesSection(Section):
    """The general rule is saved here; single rules are changed at their SKU."""

    key = "stock_rules"
    icon = "layers"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self.general = GeneralRule()
        self.own_heading = label("", "heading")
        self.model: ListTableModel[SkuRule] = ListTableModel(self._columns())
        self.table = RowTable(self.model, self._open)
        self.table.lay_out(0, {1: 100, 2: 120, 3: 124, 4: 104})
        self.table.setMinimumHeight(5 * TOUCH)
        self.empty = EmptyState(desk.look, "layers")
        for part in (self.general, self.own_heading):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        for field in self.general.fields.values():
            field.textChanged.connect(self.unsaved_changed)
        self.general.paused.toggled.connect(self.unsaved_changed)

    def title(self) -> str:
        """The section's name."""
        return self.tr("Stock rules")

    @property
    def unsaved(self) -> int:
        """The general rule counts as one."""
        return int(self.general.is_changed)

    async def save(self) -> None:
        """Save the general rule; what is wrong is shown at its field."""
        try:
            await self.desk.core.inventory.set_general_rule(self.general.rule, self.who)
        except StockRuleWrong as error:
            self._complain(error)
            raise
        await self._read(anew=True)

    def discard(self) -> None:
        """Show what is saved."""
        self.general.show_rule(self.general._before)

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self.explain(
            self.tr("What of JTL's stock is published. Takes effect with the next comparison.")
        )
        self.general.retranslate()
        self.own_heading.setText(self.tr("SKUs with a rule of their own"))
        self.table.setAccessibleName(self.own_heading.text())
        self.table.repaint_all()
        self.empty.say(
            self.tr("No SKU has a rule of its own"),
            self.tr("On the stock page, open a SKU to give it one."),
        )

    def redraw(self) -> None:
        """Draw the picture in the colours of now."""
        self.empty.redraw()

    async def refresh(self) -> None:
        """Read the rules."""
        await self._read(anew=not self.unsaved)

    def concerns(self, event: object) -> bool:
        """Rules are told as changes of stock."""
        return isinstance(event, InventoryChanged)

    async def _read(self, *, anew: bool) -> None:
        rules: StockRules = await self.desk.core.inventory.rules()
        if anew:
            self.general.show_rule(rules.general)
        self.model.show_rows(rules.own)
        self.table.setVisible(bool(rules.own))
        self.empty.setVisible(not rules.own)

    def _complain(self, error: TemuDesktopError) -> None:
        words = self.desk.languages.texts.of(error.code)
        problems = error.problems if isinstance(error, StockRuleWrong) else ()
        wrong = tuple(name for name in _FIGURES if any(name in line for line in problems))
        text = f"{words.happened} {words.remedy}"
        if any("above cap" in line for line in problems):
            text = self.tr("“At least” is above “At most”: nothing could ever be listed.")
        self.general.complain(text, wrong)

    def _open(self, place: int) -> None:
        found = self.model.row_at(place)
        if found is not None:
            self.desk.steering.go.emit(Target("inventory", found[0]))

    def _columns(self) -> list[Column[SkuRule]]:
        return [
            Column("sku", lambda: self.tr("SKU"), lambda one: one[0]),
            Column(
                "buffer", lambda: self.tr("Buffer"), lambda one: self._n(one[1].buffer), right=True
            ),
            Column("cap", lambda: self.tr("At most"), lambda one: self._n(one[1].cap), right=True),
            Column(
                "minimum",
                lambda: self.tr("At least"),
                lambda one: self._n(one[1].minimum),
                right=True,
            ),
            Column("paused", lambda: self.tr("Paused"), lambda one: self._yes(one[1].paused)),
        ]

    def _n(self, value: int | None) -> str:
        return self.desk.languages.formats.number(value)

    def _yes(self, value: bool | None) -> str:
        if value is None:
            return "–"
        return self.tr("yes") if value else self.tr("no")
