"""When each job runs, in words; changed in the dialog of the jobs page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.formatting import NOTHING
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, clear, label, pill
from temu_desktop.console.words.jobs import job_name
from temu_desktop.console.words.schedules import when_in_words
from temu_desktop.events import DefinitionsChanged, RunFinished
from temu_desktop.jobs.service import JobStatus


class SchedulesSection(Section):
    """One card a job."""

    key = "schedules"
    icon = "calendar-clock"

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self._jobs: Sequence[JobStatus] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def title(self) -> str:
        """The section's name."""
        return self.tr("Schedules")

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        self._show()

    async def refresh(self) -> None:
        """Read the jobs."""
        self._jobs = await self.desk.core.jobs.jobs()
        self._show()

    def concerns(self, event: object) -> bool:
        """Schedules that were changed, and runs that move the next time."""
        return isinstance(event, DefinitionsChanged | RunFinished)

    def _show(self) -> None:
        clear(self._rows)
        for job in self._jobs:
            self._rows.addWidget(self._card(job))

    def _card(self, job: JobStatus) -> Card:
        definition, formats = job.definition, self.desk.languages.formats
        card = Card(horizontal=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(job_name(definition.id), "heading"))
        words.addWidget(label(when_in_words(definition.when)))
        when = formats.moment(job.next_run) if job.next_run else NOTHING
        words.addWidget(label(self.tr("Next run: {time}").format(time=when), "caption"))
        card.content.addLayout(words, 1)
        if not definition.enabled:
            card.content.addWidget(pill(self.tr("Paused"), Tone.WARN))
        change = button(self.tr("Change"))
        change.setAccessibleName(self.tr("Change: {job}").format(job=job_name(definition.id)))
        change.clicked.connect(lambda: self._open(job))
        card.content.addWidget(change)
        return card

    def _open(self, job: JobStatus) -> None:
        async def go() -> None:
            self.desk.steering.go.emit(Target("jobs", job.definition.id, "schedule"))

        self.act(go)
