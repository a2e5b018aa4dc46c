"""One line in full, below the list: its whole message, an error's text, what it belongs to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from temu_desktop.console.i18n import Languages
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import Card, button, label, row
from temu_desktop.console.widgets.log_lines.view import level_name
from temu_desktop.console.words.jobs import job_name, step_name
from temu_desktop.logs.queries import LogLine


class LineDetails(Card):
    """Hidden until a line is opened."""

    run_wanted = Signal(str)
    """Only the lines of this run, please."""
    job_wanted = Signal(str)
    """The run itself, please."""

    def __init__(self, languages: Languages) -> None:
        super().__init__(margin=GAP)
        self._languages = languages
        self._line: LogLine | None = None
        self.heading = label("", "heading")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "code")
        self.text.setFixedHeight(96)
        self.text.setTabChangesFocus(True)
        self.only_run = button("", "plain", self._ask_for_lines)
        self.open_run = button("", "plain", self._ask_for_run)
        self.copy = button("", "plain", self._copy)
        self.away = button("", "quiet", self.hide)
        self.content.addLayout(
            row(self.heading, 1, self.copy, self.only_run, self.open_run, self.away)
        )
        self.content.addWidget(self.text)
        self.hide()

    def show_line(self, line: LogLine) -> None:
        """Show a line."""
        self._line = line
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.copy.setText(self.tr("Copy"))
        self.only_run.setText(self.tr("Only this run's lines"))
        self.open_run.setText(self.tr("Open the run"))
        self.away.setText(self.tr("Close"))
        self.text.setAccessibleName(self.tr("The whole line"))
        line = self._line
        if line is None:
            return
        day = self._languages.formats.day(line.at)
        time = self._languages.formats.clock(line.at, seconds=True)
        self.heading.setText(f"{level_name(line.level)}  ·  {day} {time}")
        self.text.setPlainText(self._whole(line))
        self.only_run.setVisible(bool(line.run))
        self.open_run.setVisible(bool(line.run))

    def _whole(self, line: LogLine) -> str:
        about = (
            (self.tr("Job"), job_name(line.job) if line.job else ""),
            (self.tr("Run"), line.run or ""),
            (self.tr("Step"), step_name(line.step) if line.step else ""),
            (self.tr("Order or SKU"), line.subject or ""),
            (self.tr("Area"), line.logger or ""),
        )
        words = "  ·  ".join(f"{name}: {value}" for name, value in about if value)
        return "\n".join(part for part in (line.message, words, line.error) if part)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _ask_for_lines(self) -> None:
        if self._line is not None and self._line.run:
            self.run_wanted.emit(self._line.run)

    def _ask_for_run(self) -> None:
        if self._line is not None and self._line.run:
            self.job_wanted.emit(self._line.run)
