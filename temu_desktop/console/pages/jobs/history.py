"""A job's runs: the table of them, one of them in full, and how long they took."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.jobs.run_details import RunDetails
from temu_desktop.console.pages.jobs.runs_model import WIDTHS, RunsModel
from temu_desktop.console.pages.jobs.view_model import PAGE, JobsModel
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import Card, button, label, row
from temu_desktop.console.widgets.table_view import TableView
from temu_desktop.console.words.jobs import job_name
from temu_desktop.ids import JobId, RunId
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.queries import RunRow, StepRow

if TYPE_CHECKING:
    from temu_desktop.console.pages.jobs.chart import DurationChart

CHART_RUNS = 300
CHART_TAB = 1
_CHOICES: dict[str, tuple[RunState, ...]] = {
    "all": (),
    "live": (RunState.SCHEDULED, RunState.RUNNING, RunState.RETRYING),
    "good": (RunState.SUCCESS,),
    "bad": (RunState.FAILED, RunState.TIMED_OUT),
    "ended": (RunState.CANCELLED, RunState.INTERRUPTED),
    "not_run": (RunState.SKIPPED, RunState.MISSED),
}


class HistoryView(QWidget):
    """Opened for one job at a time; ``back_wanted`` leads to the cards again."""

    back_wanted = Signal()
    preview_wanted = Signal(str)
    """The last dry run of this job, please."""

    def __init__(self, desk: Desk, model: JobsModel) -> None:
        super().__init__()
        self._desk, self._model = desk, model
        self.job: JobId | None = None
        self.chosen: RunId | None = None
        self.heading = label("", "title")
        self.back = button("", "plain", self.back_wanted.emit)
        self.preview = button("", "plain", lambda: self.preview_wanted.emit(self.job or ""))
        self.state = QComboBox()
        self.runs = RunsModel(desk.look, desk.languages, self._do, self)
        self.table = TableView()
        self.details = RunDetails(desk)
        self.tabs = QTabWidget()
        self._chart: DurationChart | None = None
        self._chart_room = QVBoxLayout()
        self._lay_out()
        self._connect()

    @property
    def chart(self) -> DurationChart | None:
        """The chart, once it was looked at."""
        return self._chart

    def open(self, job: JobId, run: RunId | None = None) -> None:
        """Show a job's runs, and one of them."""
        if job != self.job:
            self.details.forget()
        self.job, self.chosen = job, run
        self.state.setCurrentIndex(0)
        self.retranslate()
        self.read()

    def read(self) -> None:
        """Read the runs that the filter names."""
        if self.job is not None:
            self._do(self._read(self.job))

    async def renew(self) -> None:
        """Something happened to the job: read again what is seen."""
        await self.runs.renew(self._model.now(), PAGE)
        if self.chosen is not None:
            self._show(*await self._model.details(self.chosen))
        if self.tabs.currentIndex() == CHART_TAB:
            await self._draw_chart()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.back.setText(self.tr("All jobs"))
        self.preview.setText(self.tr("Last dry run"))
        self.preview.setVisible(self.job in self._model.previews)
        self.heading.setText(job_name(self.job) if self.job else "")
        self.state.setAccessibleName(self.tr("Which runs"))
        words = (
            *(self.tr("All runs"), self.tr("Under way"), self.tr("Successful")),
            *(self.tr("Failed"), self.tr("Cancelled or interrupted"), self.tr("Did not happen")),
        )
        for place, text in enumerate(words):
            self.state.setItemText(place, text)
        self.tabs.setTabText(0, self.tr("Runs"))
        self.tabs.setTabText(CHART_TAB, self.tr("Durations"))
        self.table.setAccessibleName(self.tr("Runs of the job"))
        self.table.repaint_all()
        self.details.retranslate(self._model.now())
        if self._chart is not None:
            self._chart.redraw()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.back.setIcon(self._desk.look.icon("arrow-left"))
        self.details.sign.redraw()
        self.details.bars.update()
        if self._chart is not None:
            self._chart.redraw()

    def _do(self, work: object) -> None:
        self._desk.tasks.run(self, work)  # type: ignore[arg-type]

    async def _read(self, job: JobId) -> None:
        states = _CHOICES[self.state.currentData()]

        async def page(before: RunId | None) -> Sequence[RunRow]:
            return await self._model.runs(job, states, before)

        await self.runs.open(page, self._model.now(), PAGE)
        first = self.runs.row(0)
        wanted = self.chosen or (first.run if first is not None else None)
        if wanted is not None:
            self._select(wanted)
        if self.tabs.currentIndex() == CHART_TAB:
            await self._draw_chart()

    def _select(self, run: RunId) -> None:
        place = self.runs.place_of(run)
        if place >= 0:
            self.table.setCurrentIndex(self.runs.index(place, 0))
        else:
            self._choose(run)

    def _on_row(self, current: QModelIndex) -> None:
        row = self.runs.row(current.row())
        if row is not None:
            self._choose(row.run)

    def _choose(self, run: RunId) -> None:
        self.chosen = run
        self._do(self._read_run(run))

    async def _read_run(self, run: RunId) -> None:
        found, steps = await self._model.details(run)
        if run == self.chosen:
            self._show(found, steps)

    def _show(self, run: RunRow, steps: Sequence[StepRow]) -> None:
        self.details.show_run(run, steps, self._model.now())

    def _on_tab(self, tab: int) -> None:
        self.state.setVisible(tab != CHART_TAB)
        if tab == CHART_TAB and self.job is not None:
            self._do(self._draw_chart())

    async def _draw_chart(self) -> None:
        if self.job is None:
            return
        runs = await self._model.runs(
            self.job, (*_CHOICES["good"], *_CHOICES["bad"]), None, CHART_RUNS
        )
        if self._chart is None:
            # QtCharts takes a moment to load; nobody waits for it who does not look at a chart.
            module = import_module("temu_desktop.console.pages.jobs.chart")
            self._chart = module.DurationChart(self._desk.look, self._desk.languages)
            self._chart_room.addWidget(self._chart)
        self._chart.show_runs(runs)

    def _connect(self) -> None:
        self.state.currentIndexChanged.connect(self.read)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.tabs.currentChanged.connect(self._on_tab)

    def _lay_out(self) -> None:
        for choice in _CHOICES:
            self.state.addItem("", choice)
        self.table.setModel(self.runs)
        for place, width in enumerate(WIDTHS):
            self.table.setColumnWidth(place, width)
        stretch = QHeaderView.ResizeMode.Stretch
        self.table.horizontalHeader().setSectionResizeMode(len(WIDTHS), stretch)
        both = QWidget()
        sides = QHBoxLayout(both)
        sides.setContentsMargins(0, GAP, 0, 0)
        sides.setSpacing(GAP)
        sides.addWidget(self.table, 13)
        sides.addWidget(self.details, 9)
        chart, durations = Card(), QWidget()
        chart.content.addLayout(self._chart_room)
        below = QVBoxLayout(durations)
        below.setContentsMargins(0, GAP, 0, 0)
        below.addWidget(chart)
        self.tabs.addTab(both, "")
        self.tabs.addTab(durations, "")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP)
        outer.addLayout(row(self.back, self.heading, 1, self.preview, self.state))
        outer.addWidget(self.tabs, 1)
        self.state.setMinimumWidth(260)
