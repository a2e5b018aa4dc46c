"""One run: how it ended, why, its steps, and its log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.jobs.signs import StateSign
from temu_desktop.console.pages.jobs.step_bars import StepBars
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, label, row, scrolled, set_tone
from temu_desktop.console.widgets.log_lines.live import LiveLines
from temu_desktop.console.words.jobs import not_run_reason, starter_name, trigger_name
from temu_desktop.console.words.schedules import parameters_in_words
from temu_desktop.jobs.queries import RunRow, StepRow
from temu_desktop.logs.queries import LogFilter

LOG_TAB = 1


class RunDetails(Card):
    """Empty until a run is chosen. Its log is read when its tab is first seen."""

    log_wanted = Signal(str)
    """The run's lines on the log page, please."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._run: RunRow | None = None
        self._steps: Sequence[StepRow] = ()
        self._lines: LiveLines | None = None
        self._log_of = ""
        self.sign = StateSign(desk.look)
        self.about, self.given = label("", "body", wrap=True), label("", "caption", wrap=True)
        self.error = Card(margin=GAP)
        self.error_words = label("", "body", wrap=True)
        self.error.content.addWidget(self.error_words)
        self.bars = StepBars(desk.look, desk.languages)
        self.tabs = QTabWidget()
        self.open_log = button("", "plain", self._ask_for_log)
        self._log_room = QVBoxLayout()
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_log)
        self._show_nothing()

    @property
    def lines(self) -> LiveLines | None:
        """The run's log, once it was looked at."""
        return self._lines

    def show_run(self, run: RunRow, steps: Sequence[StepRow], now: datetime) -> None:
        """Show a run, or the same one further on."""
        self._run, self._steps = run, steps
        for part in (self.sign, self.about, self.given, self.tabs, self.open_log):
            part.show()
        self.sign.show_state(run.state.value)
        self._say_about(run)
        self._say_error(run)
        self.bars.show_steps(run, steps, now)
        self._show_log()

    def retranslate(self, now: datetime) -> None:
        """Write every word anew."""
        self.tabs.setTabText(0, self.tr("Steps"))
        self.tabs.setTabText(LOG_TAB, self.tr("Log"))
        self.tabs.setAccessibleName(self.tr("Steps and log of the run"))
        self.open_log.setText(self.tr("Open in the log page"))
        self.sign.redraw()
        if self._run is not None:
            self.show_run(self._run, self._steps, now)
        else:
            self.about.setText(self.tr("Choose a run on the left."))

    def wake_log(self) -> None:
        """Lines were written."""
        if self._lines is not None:
            self._lines.wake()

    def forget(self) -> None:
        """Another job: no run is chosen."""
        self._run = None
        self._show_nothing()

    def _show_nothing(self) -> None:
        for part in (self.sign, self.given, self.error, self.tabs, self.open_log):
            part.hide()
        self.about.setText(self.tr("Choose a run on the left."))

    def _say_about(self, run: RunRow) -> None:
        formats = self._desk.languages.formats
        parts = [
            self.tr("Began {time}").format(time=formats.moment(run.started_at)),
            trigger_name(run.trigger),
        ]
        if run.started_by and run.trigger == "manual":
            parts.append(starter_name(run.started_by))
        if run.seconds is not None:
            parts.append(self.tr("took {time}").format(time=formats.duration(run.seconds)))
        if run.attempt > 1:
            parts.append(self.tr("{count} attempts").format(count=run.attempt))
        if run.due_count > 1:
            parts.append(self.tr("stands for {count} due times").format(count=run.due_count))
        self.about.setText(", ".join(parts))
        words = parameters_in_words(run.parameters)
        self.given.setText(words)
        self.given.setVisible(bool(words))

    def _say_error(self, run: RunRow) -> None:
        self.error.setVisible(bool(run.error_code))
        if not run.error_code:
            return
        reason = not_run_reason(run.error_code)
        if reason:
            set_tone(self.error, Tone.WARN)
            self.error_words.setText(reason)
            return
        words = self._desk.languages.texts.of(run.error_code)
        set_tone(self.error, Tone.BAD)
        self.error_words.setText("\n".join((words.happened, words.means, words.remedy)))
        self.error.setToolTip(run.error_text or "")

    def _show_log(self) -> None:
        if self.tabs.currentIndex() != LOG_TAB or self._run is None:
            return
        if self._lines is None:
            self._lines = LiveLines(self._desk)
            self._lines.view.setAccessibleName(self.tr("Log lines of the run"))
            self._log_room.insertWidget(0, self._lines, 1)
        if self._log_of != self._run.run:
            self._log_of = self._run.run
            self._lines.view.empty_text = self.tr("This run has written no lines.")
            self._lines.open(LogFilter(run=self._run.run))

    def _ask_for_log(self) -> None:
        if self._run is not None:
            self.log_wanted.emit(self._run.run)

    def _lay_out(self) -> None:
        self.content.addLayout(row(self.sign, 1, self.open_log))
        for part in (self.about, self.given, self.error):
            self.content.addWidget(part)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, GAP, 0, 0)
        box.addWidget(self.bars, 0, Qt.AlignmentFlag.AlignTop)
        box.addStretch(1)
        steps = scrolled(inside, clear=True)
        log = QWidget()
        log.setLayout(self._log_room)
        self._log_room.setContentsMargins(0, GAP, 0, 0)
        self.tabs.addTab(steps, "")
        self.tabs.addTab(log, "")
        self.content.addWidget(self.tabs, 1)
