"""How a run by hand is asked for: its parameters, as a preview or for real."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from temu_desktop.console.dialogs import Form
from temu_desktop.console.pages.jobs.fields import ParameterFields, form_layout
from temu_desktop.console.widgets.basics import label
from temu_desktop.console.words.jobs import job_name
from temu_desktop.jobs.service import JobStatus


class RunDialog(Form):
    """Parameters of this one run; the schedule's own stay as they are."""

    def __init__(self, parent: QWidget, status: JobStatus) -> None:
        super().__init__(parent, "", "")
        self._status = status
        self.setWindowTitle(self.tr("Run now"))
        title = self.tr("Run “{job}” now").format(job=job_name(status.definition.id))
        self.heading.setText(title)
        self.body.addWidget(
            label(self.tr("What is chosen here holds for this run alone."), "muted", wrap=True)
        )
        form = form_layout()
        self.parameters = ParameterFields(form, status.takes, status.definition.parameters)
        self.body.addLayout(form)
        self.verbose = QCheckBox(self.tr("Log every detail of this run and show it"))
        self.dry = QCheckBox(self.tr("Dry run: show what would be sent, send nothing"))
        self.dry.toggled.connect(self._name_button)
        self.body.addWidget(self.verbose)
        self.body.addWidget(self.dry)
        self._name_button(False)

    def values(self) -> dict[str, Any]:
        """The parameters of this run."""
        return self.parameters.values()

    def _name_button(self, dry: bool) -> None:
        self.yes_button.setText(self.tr("Start the dry run") if dry else self.tr("Run now"))
        self.verbose.setEnabled(not dry)
