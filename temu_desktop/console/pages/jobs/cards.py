"""One job as a card: state, live progress, last result, next run, figures, and its buttons."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.pages.jobs.signs import FigureTable, StateSign
from temu_desktop.console.pages.jobs.view_model import Exposure, JobView, LiveRun
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, column, label, pill, row
from temu_desktop.console.words.jobs import (
    KEPT,
    counters_in_words,
    job_name,
    job_purpose,
    state_name,
    step_name,
)
from temu_desktop.console.words.schedules import when_in_words
from temu_desktop.ids import JobId
from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS

_EXPOSED = {SYNC_ORDERS: ("order", "tracking"), SYNC_INVENTORY: ("stock",)}


class Progress(QWidget):
    """The step that runs: its name and how far it is; the bar swings where nobody knows."""

    def __init__(self, languages: Languages) -> None:
        super().__init__()
        self._languages = languages
        self.words = label("", "body")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.words)
        box.addWidget(self.bar)

    def show_live(self, live: LiveRun) -> None:
        """Show a run that is under way."""
        number = self._languages.formats.number
        step = live.step
        done, total = (step.done, step.total) if step else (None, None)
        self.bar.setRange(0, total or 0)
        self.bar.setValue(min(done or 0, total or 0) if total else -1)
        parts = [step_name(step.name) if step else state_name(live.state)]
        if done is not None and total:
            words = self.tr("{done} of {total}")
            parts.append(words.format(done=number(done), total=number(total)))
        elif done is not None:
            parts.append(self.tr("{done} done").format(done=number(done)))
        if live.attempt > 1:
            parts.append(self.tr("attempt {number}").format(number=live.attempt))
        if live.next_attempt_at is not None and live.state == "retrying":
            time = self._languages.formats.clock(live.next_attempt_at, seconds=True)
            parts.append(self.tr("again at {time}").format(time=time))
        if live.counters:
            parts.append(counters_in_words(live.counters))
        self.words.setText("  ·  ".join(parts))
        self.bar.setAccessibleName(self.words.text())


class JobCard(Card):
    """Its signals carry nothing: the page knows whose they are."""

    run_wanted = Signal()
    cancel_wanted = Signal()
    switch_wanted = Signal()
    schedule_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, job: JobId, look: Look, languages: Languages) -> None:
        super().__init__()
        self.job = job
        self._look, self._languages = look, languages
        self._view: JobView | None = None
        self.heading, self.purpose = label("", "heading"), label("", "caption", wrap=True)
        self.sign, self.overdue = StateSign(look), pill("", Tone.BAD)
        self.next, self.when = label("", "body"), label("", "caption")
        self.progress = Progress(languages)
        self.last_sign = StateSign(look)
        self.last, self.counted = label("", "body", wrap=True), label("", "caption", wrap=True)
        self.last_head, self.exposed_head = label("", "caption"), label("", "caption")
        self.exposed = label("", "body", wrap=True)
        self.figures = FigureTable()
        self.run = button("", "primary", self.run_wanted.emit)
        self.cancel = button("", "plain", self.cancel_wanted.emit)
        self.switch = button("", "plain", self.switch_wanted.emit)
        self.schedule = button("", "plain", self.schedule_wanted.emit)
        self.history = button("", "plain", self.history_wanted.emit)
        self._lay_out()

    def show_view(self, view: JobView, exposure: Exposure, now: datetime) -> None:
        """Show a job as it stands."""
        self._view = view
        definition = view.status.definition
        self.sign.show_state(view.state)
        self.overdue.setVisible(view.status.overdue)
        self.progress.setVisible(view.live is not None)
        if view.live is not None:
            self.progress.show_live(view.live)
        self.run.setEnabled(view.live is None and definition.enabled)
        self.cancel.setVisible(view.live is not None)
        self._show_switch(definition.enabled)
        self._show_next(view, now)
        self._show_last(view, now)
        self._show_exposure(exposure)
        self.figures.show_figures(view.figures, self._languages.formats)

    def show_live(self, view: JobView) -> None:
        """Show only what moves while a run is under way."""
        self.sign.show_state(view.state)
        self.progress.setVisible(view.live is not None)
        self.cancel.setVisible(view.live is not None)
        self.run.setEnabled(view.live is None and view.status.definition.enabled)
        if view.live is not None:
            self.progress.show_live(view.live)

    def retranslate(self) -> None:
        """Write the words that no state changes."""
        self.heading.setText(job_name(self.job))
        self.purpose.setText(job_purpose(self.job))
        self.overdue.setText(self.tr("overdue"))
        self.last_head.setText(self.tr("Last run"))
        self.exposed_head.setText(self.tr("Time to arrival (24 h)"))
        self.run.setText(self.tr("Run now"))
        self.cancel.setText(self.tr("Cancel run"))
        self.schedule.setText(self.tr("Schedule"))
        self.history.setText(self.tr("Runs and logs"))
        self.sign.redraw()
        self.last_sign.redraw()
        name = job_name(self.job)
        self.setAccessibleName(name)
        for one in (self.run, self.cancel, self.schedule, self.history):
            one.setAccessibleName(f"{name}: {one.text()}")

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.sign.redraw()
        self.last_sign.redraw()
        self.run.setIcon(self._look.on_accent("play"))
        self.cancel.setIcon(self._look.icon("circle-stop"))
        self.schedule.setIcon(self._look.icon("calendar-clock"))
        self.history.setIcon(self._look.icon("history"))
        if self._view is not None:
            self._show_switch(self._view.status.definition.enabled)

    def _show_switch(self, enabled: bool) -> None:
        self.switch.setText(self.tr("Pause") if enabled else self.tr("Resume"))
        self.switch.setIcon(self._look.icon("pause" if enabled else "play"))
        self.switch.setAccessibleName(f"{job_name(self.job)}: {self.switch.text()}")

    def _show_next(self, view: JobView, now: datetime) -> None:
        formats, status = self._languages.formats, view.status
        if not status.definition.enabled:
            self.next.setText(self.tr("Does not run by itself"))
        else:
            words = self.tr("Next run {time} ({left})")
            time, left = formats.short(status.next_run, now), formats.until(status.next_run, now)
            self.next.setText(words.format(time=time, left=left))
        self.when.setText(when_in_words(status.definition.when))

    def _show_last(self, view: JobView, now: datetime) -> None:
        last, formats = view.status.last, self._languages.formats
        self.last_sign.setVisible(last is not None and last.ended_at is not None)
        if last is None or last.ended_at is None:
            self.last.setText(self.tr("Has not run yet") if last is None else self.tr("Runs now"))
            self.counted.setText("")
            return
        self.last_sign.show_state(last.state.value)
        words = self.tr("{time}, took {duration}")
        self.last.setText(
            words.format(
                time=formats.short(last.ended_at, now),
                duration=formats.duration(last.seconds),
            )
        )
        lines = [
            f"{step_name(step)} – {counters_in_words(counters)}"
            for step, counters in last.counters.items()
            if any(counters.values())
        ]
        if last.error_code:
            lines = [self._languages.texts.of(last.error_code).happened]
        self.counted.setText("\n".join(lines) or self.tr("There was nothing to do."))

    def _show_exposure(self, exposure: Exposure) -> None:
        kinds = {
            "order": self.tr("Order in JTL"),
            "tracking": self.tr("Parcel at TEMU"),
            "stock": self.tr("Stock at TEMU"),
        }
        formats, lines = self._languages.formats, []
        for kind in _EXPOSED.get(self.job, ()):
            p50, p95 = exposure.get(kind, {}).get("24h", (0.0, 0.0))
            words = self.tr("{what}: half in {half}, 95% in {most}")
            if p95:
                half, most = formats.duration(p50), formats.duration(p95)
                told = words.replace(" %", f"{KEPT}%").format(
                    what=kinds[kind], half=half.replace(" ", KEPT), most=most.replace(" ", KEPT)
                )
                lines.append(told)
            else:
                lines.append(self.tr("{what}: nothing yet").format(what=kinds[kind]))
        self.exposed.setText("\n".join(lines))
        self.exposed_head.setVisible(bool(lines))

    def _lay_out(self) -> None:
        head = row(self.heading, self.sign, self.overdue, 1, self.next)
        about = row(self.purpose, self.when)
        about.setStretch(0, 1)
        facts = QHBoxLayout()
        result = QWidget()
        result.setLayout(row(self.last_sign, self.last))
        self.last.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        facts.setSpacing(2 * GAP)
        for heading, parts, stretch in (
            (self.last_head, (result, self.counted), 5),
            (self.exposed_head, (self.exposed,), 4),
        ):
            facts.addLayout(column(heading, *parts, 1, spacing=2), stretch)
        facts.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignTop)
        for layout in (head, about):
            self.content.addLayout(layout)
        self.content.addWidget(self.progress)
        self.content.addLayout(facts)
        self.content.addLayout(
            row(self.run, self.cancel, self.switch, self.schedule, 1, self.history)
        )
