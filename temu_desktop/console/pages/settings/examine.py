"""Everything the program stands on, looked at one by one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.doctor_words import (
    SIGNS,
    check_name,
    found_words,
    remedy,
    verdict_name,
)
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, clear, label, pill, row, set_tone
from temu_desktop.doctor.model import Check, Report, Verdict


class ExamineSection(Section):
    """Begins by itself when it is first seen; changes nothing."""

    key = "examine"
    icon = "shield-check"
    changeable = False

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self.report: Report | None = None
        self._looked_at = ""
        self.again = button("", "primary", self.begin)
        self.state = label("", "heading", wrap=True)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(GAP)
        head = row(self.again, self.state)
        head.setStretchFactor(self.state, 1)
        self.body.addLayout(head)
        self.body.addLayout(self._checks)
        self.body.addStretch(1)

    def title(self) -> str:
        """The section's name."""
        return self.tr("Examine")

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self.explain(self.tr("Checks everything the program depends on; nothing is changed."))
        self.again.setText(self.tr("Examine again"))
        self._show()

    def redraw(self) -> None:
        """The signs in the colours of now."""
        self._show()

    async def refresh(self) -> None:
        """Examine when it was never done."""
        if self.report is None:
            self.begin()

    def begin(self) -> None:
        """Examine now."""
        self.state.setText(self.tr("Looking…"))
        set_tone(self.state, Tone.NEUTRAL)
        self.run(self.desk.core.doctor.examine(), done=self._take, busy=self.again)

    def _take(self, report: Report) -> None:
        self.report = report
        self._looked_at = self.desk.languages.formats.clock(self.desk.core.clock.now())
        self._show()

    def _show(self) -> None:
        clear(self._checks)
        if self.report is None:
            return
        verdicts = [check.verdict for check in self.report.checks]
        bad = sum(one in {Verdict.FAILED, Verdict.WARNING} for one in verdicts)
        words = self.tr("To look at: {count}").format(count=bad) if bad else ""
        self.state.setText(words or self.tr("Everything is in order"))
        set_tone(self.state, Tone.GOOD if self.report.healthy and not bad else Tone.WARN)
        order = [Verdict.FAILED, Verdict.WARNING, Verdict.SKIPPED, Verdict.OK]
        for check in sorted(self.report.checks, key=lambda one: order.index(one.verdict)):
            self._checks.addWidget(self._card(check))

    def _card(self, check: Check) -> Card:
        icon, tone = SIGNS[check.verdict]
        card = Card(horizontal=True)
        sign = label()
        sign.setPixmap(self.desk.look.picture(icon, 28, tone))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(
            row(label(check_name(check), "heading"), pill(verdict_name(check.verdict), tone), 1)
        )
        if found := found_words(check, self.desk.languages):
            words.addWidget(label(found, "caption", wrap=True))
        if what := remedy(check, self.desk.languages):
            words.addWidget(label(what, wrap=True))
        card.content.addWidget(sign)
        card.content.addLayout(words, 1)
        return card
