"""The rule of one SKU: edited, foreseen, saved, pushed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.inventory.rule_form import RuleForm
from temu_desktop.console.pages.inventory.view_model import foreseen
from temu_desktop.console.pages.inventory.words import stock_words
from temu_desktop.console.widgets.basics import Card, button, label
from temu_desktop.console.widgets.flow import FlowLayout
from temu_desktop.inventory.details import SkuDetails


class RuleCard(Card):
    """``saved`` carries the rule and whether to push at once; None takes the own rule away."""

    saved = Signal(object, bool)
    general_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._details: SkuDetails | None = None
        self.heading, self.hint = label("", "heading"), label("", "muted", wrap=True)
        self.form = RuleForm(desk, general=False)
        self.foresight = label("", wrap=True)
        self.save = button("", "plain", lambda: self._save(push=False))
        self.save_and_push = button("", "primary", lambda: self._save(push=True))
        self.remove = button("", "plain", lambda: self._remove())
        self.general = button("", "plain", self.general_wanted.emit)
        acts = QWidget()
        flow = FlowLayout(acts)
        for act in (self.save_and_push, self.save, self.remove, self.general):
            flow.addWidget(act)
        for part in (self.heading, self.hint, self.form, self.foresight, acts):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.form.changed.connect(self._foresee)

    def show_details(self, details: SkuDetails) -> None:
        """Show the rule of a SKU; another SKU takes away what was typed."""
        if self._details is None or details.row.sku != self._details.row.sku:
            self.form.show_rule(details.own, details.general)
            self.form.reset()
        self._details = details
        self.form.show_rule(details.own, details.general)
        self.remove.setVisible(not details.own.is_empty)
        self._foresee()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.tr("Rule of this SKU"))
        self.hint.setText(
            self.tr(
                "An empty field is as for all SKUs. The rule takes effect with the next comparison."
            )
        )
        self.save.setText(self.tr("Save"))
        self.save_and_push.setText(self.tr("Save and push now"))
        self.remove.setText(self.tr("Remove own rule"))
        self.general.setText(self.tr("Rule for all…"))
        self.form.retranslate()
        self._foresee()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        look = self._desk.look
        self.save.setIcon(look.icon("check"))
        self.save_and_push.setIcon(look.on_accent("send"))
        self.remove.setIcon(look.icon("undo-2"))
        self.general.setIcon(look.icon("shield-check"))

    def _foresee(self) -> None:
        """What the typed rule would make of the figures of the last comparison."""
        why = foreseen(self._details, self.form.draft()) if self._details is not None else None
        self.foresight.setVisible(why is not None)
        if why is not None:
            line = stock_words(self._desk.languages.language).line(why)
            self.foresight.setText(self.tr("With this rule: {sum}").format(sum=line))

    def _save(self, *, push: bool) -> None:
        if self.form.check():
            self.saved.emit(self.form.draft().rule(), push)

    def _remove(self) -> None:
        self.saved.emit(None, False)
