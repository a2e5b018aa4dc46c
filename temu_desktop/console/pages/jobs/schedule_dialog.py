"""When a job runs and with what: entered here, judged by the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from temu_desktop.console.dialogs import Form
from temu_desktop.console.pages.jobs.fields import ParameterFields, add_field, form_layout
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, row, scrolled, set_tone
from temu_desktop.console.widgets.number_fields import DecimalNumber, WholeNumber
from temu_desktop.console.words.jobs import job_name
from temu_desktop.console.words.schedules import field_name, problems_in_words, wrong_fields
from temu_desktop.errors import DefinitionWrong
from temu_desktop.jobs.schedule import CRON_FIELDS, Cron, Every
from temu_desktop.jobs.service import JobStatus

_WIDEST = 1_000_000
"""Wider than what the core allows, so that it is the core that judges."""


class ScheduleDialog(Form):
    """``wanted`` carries what differs from the job as it is; ``reset_wanted`` asks for the shipped
    schedule. The dialog closes with ``done_well``, and stays open with ``refuse``."""

    wanted = Signal(dict)
    reset_wanted = Signal()

    def __init__(self, parent: QWidget, status: JobStatus) -> None:
        super().__init__(parent, "", "")
        self.definition = status.definition
        self.setWindowTitle(self.tr("Schedule"))
        self.heading.setText(
            self.tr("Schedule of “{job}”").format(job=job_name(status.definition.id))
        )
        self.yes_button.setText(self.tr("Save"))
        self.setMinimumWidth(640)
        self.every_choice = QRadioButton(self.tr("At intervals"))
        self.cron_choice = QRadioButton(self.tr("At fixed times"))
        self.minutes = WholeNumber(0, _WIDEST)
        self.cron = {name: QLineEdit() for name in CRON_FIELDS}
        self.zone = QLineEdit(str(status.definition.zone))
        self.timeout, self.grace = WholeNumber(0, _WIDEST), WholeNumber(0, _WIDEST)
        self.retries, self.delay = WholeNumber(0, _WIDEST), DecimalNumber(0, _WIDEST)
        self.reset_button = button(
            self.tr("Back to the shipped schedule"), "plain", self.reset_wanted.emit
        )
        self._lay_out(status)
        self._fill()
        self.reset_button.setVisible(bool(status.definition.changed))

    def accept(self) -> None:
        """Ask for the change; nothing to change closes the dialog."""
        self.complain("")
        changes = self.changes()
        if changes:
            self.wanted.emit(changes)
        else:
            self.done_well()

    def done_well(self) -> None:
        """The core has taken the change."""
        super().accept()

    def refuse(self, wrong: DefinitionWrong) -> None:
        """Say what is wrong, and where."""
        self.complain(problems_in_words(wrong.problems))
        names = wrong_fields(wrong.problems)
        for name, field in self._fields().items():
            set_tone(field, Tone.BAD if name in names else Tone.NEUTRAL)
        wrong_ones = [field for name, field in self._fields().items() if name in names]
        if wrong_ones:
            wrong_ones[0].setFocus()
            self._area.ensureWidgetVisible(wrong_ones[0])

    def changes(self) -> dict[str, Any]:
        """What differs from the job as it is."""
        before = self._document(self._as_is())
        after = self._document(self._entered())
        return {name: value for name, value in after.items() if before.get(name) != value}

    def _entered(self) -> Mapping[str, Any]:
        cron = {name: field.text().strip() for name, field in self.cron.items()}
        return {
            "when": self.minutes.value()
            if self.every_choice.isChecked()
            else {name: value for name, value in cron.items() if value},
            "zone": self.zone.text().strip(),
            "timeout_seconds": self.timeout.value(),
            "grace_seconds": self.grace.value(),
            "retries": self.retries.value(),
            "retry_delay_seconds": self.delay.value(),
            "parameters": self.parameters.values(),
        }

    def _as_is(self) -> Mapping[str, Any]:
        known = self.definition
        when = known.when
        return {
            "when": when.minutes if isinstance(when, Every) else dict(when.fields),
            "zone": str(known.zone),
            "timeout_seconds": known.timeout_seconds,
            "grace_seconds": known.grace_seconds,
            "retries": known.retries,
            "retry_delay_seconds": known.retry_delay_seconds,
            "parameters": dict(known.parameters),
        }

    @staticmethod
    def _document(values: Mapping[str, Any]) -> dict[str, Any]:
        when = values["when"]
        schedule = {"every_minutes": when} if isinstance(when, int) else {"cron": when}
        return {**schedule, **{name: value for name, value in values.items() if name != "when"}}

    def _fill(self) -> None:
        known = self.definition
        for box, value in (
            (self.minutes, known.when.minutes if isinstance(known.when, Every) else 5),
            (self.timeout, round(known.timeout_seconds)),
            (self.grace, round(known.grace_seconds)),
            (self.retries, known.retries),
        ):
            box.setValue(value)
        self.delay.setValue(known.retry_delay_seconds)
        if isinstance(known.when, Cron):
            for name, text in known.when.fields.items():
                self.cron[name].setText(text)
        self.every_choice.toggled.connect(self._switch)
        chosen = self.every_choice if isinstance(known.when, Every) else self.cron_choice
        chosen.setChecked(True)
        self._switch(self.every_choice.isChecked())

    def _switch(self, every: bool) -> None:
        self._every_part.setVisible(every)
        self._cron_part.setVisible(not every)

    def _fields(self) -> dict[str, QWidget]:
        return {
            "every_minutes": self.minutes,
            **self.cron,
            "zone": self.zone,
            "timeout_seconds": self.timeout,
            "grace_seconds": self.grace,
            "retries": self.retries,
            "retry_delay_seconds": self.delay,
            **self.parameters.fields,
        }

    def _lay_out(self, status: JobStatus) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(row(self.every_choice, self.cron_choice, 1))
        self._every_part, self._cron_part = QWidget(), QWidget()
        every, cron, rest = form_layout(), form_layout(), form_layout()
        self._every_part.setLayout(every)
        self._cron_part.setLayout(cron)
        every.setContentsMargins(0, 0, 0, 0)
        cron.setContentsMargins(0, 0, 0, 0)
        self.parameters = ParameterFields(rest, status.takes, status.definition.parameters)
        for name, field in self._fields().items():
            field.setAccessibleName(field_name(name))
            if name == "every_minutes":
                add_field(every, field_name(name), field)
            elif name in self.cron:
                add_field(cron, field_name(name), field)
            elif name not in self.parameters.fields:
                add_field(rest, field_name(name), field)
        hint = self.tr("Empty means any. Examples: 3, */2, 8-18, mon-fri")
        cron.addRow(label(hint, "caption", wrap=True))
        for part in (self._every_part, self._cron_part):
            box.addWidget(part)
        box.addLayout(rest)
        box.addStretch(1)
        self._area = scrolled(inside, clear=True)
        self._area.setMinimumHeight(500)
        self.body.addWidget(self._area)
        self.body.addLayout(row(self.reset_button, 1))
