"""The log page: live lines from the end of the log, filtered, searched, exported."""

from __future__ import annotations

from collections.abc import Sequence

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.page import Page
from temu_desktop.console.pages.logs.details import LineDetails
from temu_desktop.console.pages.logs.exporting import ExportBar, ask_for_file
from temu_desktop.console.pages.logs.filters import FilterBar
from temu_desktop.console.pages.logs.view_model import LogsModel
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import button, label, row, set_tone
from temu_desktop.console.widgets.log_lines.live import LiveLines
from temu_desktop.events import LogLinesWritten
from temu_desktop.logs.queries import LogFilter, LogLine


class LogsPage(Page):
    """Follows the end of the log until somebody scrolls up or pauses."""

    name = "logs"
    icon = "scroll-text"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = LogsModel(desk.core, desk.memory)
        self.heading = label("", "title")
        self.count = label("", "muted")
        self.pause = button("", "plain", self._toggle)
        self.save = button("", "plain", self._export)
        self.filters = FilterBar()
        self.lines = LiveLines(desk)
        self.view = self.lines.view
        self.details = LineDetails(desk.languages)
        self.exporting = ExportBar(desk.languages)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """The page's name."""
        return self.tr("Log")

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.title())
        self.save.setText(self.tr("Export"))
        self.view.setAccessibleName(self.tr("Log lines"))
        self.view.empty_text = self.tr(
            "No line fits. Jobs write here as soon as they run; fewer filters show more."
        )
        for part in (self.filters, self.details, self.exporting):
            part.retranslate()
        if not self.lines.opened:
            self.filters.show_filter(self.model.remembered())
        self._say()
        self.view.viewport().update()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.pause.setIcon(self.desk.look.icon("pause" if self.view.following else "arrow-down"))
        self.save.setIcon(self.desk.look.icon("download"))
        self.view.viewport().update()

    async def refresh(self) -> None:
        """The first time open; later the list goes on by itself."""
        if not self.lines.opened:
            self.lines.open(self.filters.wanted)
        self.lines.wake()

    def live(self, events: Sequence[object]) -> None:
        """Lines were written: show them."""
        if any(isinstance(event, LogLinesWritten) for event in events):
            self.lines.wake()

    def show_target(self, target: Target) -> None:
        """The lines of a run, or about an order or SKU."""
        wanted = LogFilter()
        if target.subject:
            is_run = target.view == "run"
            wanted = LogFilter(run=target.subject) if is_run else LogFilter(subject=target.subject)
        self.filters.show_filter(wanted, tell=True)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter)
        self.lines.changed.connect(self._say)
        self.lines.opened_line.connect(self._open_line)
        self.details.run_wanted.connect(self.filters.only_run)
        self.details.job_wanted.connect(
            lambda run: self.desk.steering.go.emit(Target("jobs", run, "run"))
        )

    def _lay_out(self) -> None:
        self.outer.addLayout(row(self.heading, self.count, 1, self.pause, self.save))
        for part in (self.filters, self.exporting):
            self.outer.addWidget(part)
        self.outer.addWidget(self.lines, 1)
        self.outer.addWidget(self.details)
        self.redraw()

    def _on_filter(self, wanted: LogFilter) -> None:
        self.model.remember(wanted)
        if wanted != self.lines.feed.wanted or not self.lines.opened:
            self.details.hide()
            self.lines.open(wanted)

    def _say(self) -> None:
        number = self.desk.languages.formats.number
        words = self.tr("{count} lines").format(count=number(len(self.lines.feed.store)))
        if self.lines.new_below:
            new = self.tr("{count} new below").format(count=number(self.lines.new_below))
            words = f"{words}  ·  {new}"
        set_tone(self.count, Tone.BAD if self.lines.trouble else Tone.NEUTRAL)
        self.count.setText(self.lines.trouble or words)
        following = self.tr("Pause") if self.view.following else self.tr("Follow the end")
        if self.pause.text() != following:
            self.pause.setText(following)
            self.redraw()

    def _toggle(self) -> None:
        self.view.follow(not self.view.following)

    def _open_line(self, number: int) -> None:
        self.run(self.model.line(number), done=self._show_line)

    def _show_line(self, line: LogLine | None) -> None:
        if line is None:
            gone = self.tr("This line has been cleared away meanwhile.")
            self.desk.steering.note.emit(Tone.WARN.value, gone)
            return
        self.details.show_line(line)

    def _export(self) -> None:
        self.exporting.watch(self.desk.tasks.run(self, self._exported(), busy=self.save))

    async def _exported(self) -> None:
        file = await ask_for_file(self, self.tr("Export the log"))
        if file is None:
            return
        self.exporting.show()
        wanted = self.lines.feed.wanted
        count = await self.model.export(wanted, file, self.exporting.progress)
        words = self.tr("{count} lines are in {file}")
        number = self.desk.languages.formats.number(count)
        self.desk.steering.note.emit(Tone.GOOD.value, words.format(count=number, file=file.name))
