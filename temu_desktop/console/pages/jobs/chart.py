"""How long a job's runs took, as a chart. Imported when the chart is first seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCharts import QChart, QChartView, QDateTimeAxis, QScatterSeries, QValueAxis
from PySide6.QtCore import QDate, QDateTime, QMargins, Qt, QTime
from PySide6.QtGui import QColor, QPainter, QPen

from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.theme import Tone
from temu_desktop.console.words.jobs import state_name
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.queries import RunRow

_SHORT_SECONDS = 10.0
_SHAPES = {
    RunState.SUCCESS: (Tone.GOOD, QScatterSeries.MarkerShape.MarkerShapeCircle),
    RunState.FAILED: (Tone.BAD, QScatterSeries.MarkerShape.MarkerShapeRectangle),
    RunState.TIMED_OUT: (Tone.BAD, QScatterSeries.MarkerShape.MarkerShapeTriangle),
}
"""A colour and a shape, so that neither is the only sign."""


class DurationChart(QChartView):
    """A point per run: when it began, how long it took, how it ended."""

    def __init__(self, look: Look, languages: Languages) -> None:
        super().__init__()
        self._look, self._languages = look, languages
        self._runs: tuple[RunRow, ...] = ()
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setMinimumHeight(240)
        self.setFrameShape(QChartView.Shape.NoFrame)

    def show_runs(self, runs: Sequence[RunRow]) -> None:
        """Show these runs; those that did not end by themselves are left out."""
        self._runs = tuple(run for run in runs if run.state in _SHAPES and run.seconds is not None)
        self.redraw()

    def redraw(self) -> None:
        """Draw in the colours and the language of now."""
        palette, chart = self._look.palette, QChart()
        self.setBackgroundBrush(QColor(palette.surface))
        chart.layout().setContentsMargins(0, 0, 0, 0)
        chart.setBackgroundBrush(QColor(palette.surface))
        chart.setBackgroundRoundness(0)
        chart.setLocale(self._languages.formats.locale)
        chart.setLocalizeNumbers(True)
        chart.setMargins(QMargins(8, 8, 8, 8))
        chart.legend().setAlignment(Qt.AlignmentFlag.AlignTop)
        chart.legend().setLabelColor(QColor(palette.text))
        chart.legend().setMarkerShape(chart.legend().MarkerShape.MarkerShapeFromSeries)
        for state in _SHAPES:
            series = self._series(state)
            if series.count():
                chart.addSeries(series)
        for axis, side in (
            (self._times(), Qt.AlignmentFlag.AlignBottom),
            (self._durations(), Qt.AlignmentFlag.AlignLeft),
        ):
            axis.setLabelsColor(QColor(palette.text))
            axis.setTitleBrush(QColor(palette.text))
            axis.setGridLineColor(QColor(palette.line))
            axis.setLinePen(QPen(QColor(palette.field_line)))
            chart.addAxis(axis, side)
            for shown in chart.series():
                shown.attachAxis(axis)
        old = self.chart()
        self.setChart(chart)
        old.deleteLater()
        self.setAccessibleName(
            self.tr("How long the runs took, {count} runs").format(count=len(self._runs))
        )

    def _series(self, state: RunState) -> QScatterSeries:
        tone, shape = _SHAPES[state]
        series = QScatterSeries()
        series.setName(state_name(state.value))
        series.setMarkerShape(shape)
        series.setMarkerSize(10.0)
        series.setColor(QColor(self._look.colour(tone)))
        series.setBorderColor(QColor(self._look.palette.surface))
        for run in self._runs:
            if run.state is state:
                series.append(self._wall(run).toMSecsSinceEpoch(), run.seconds or 0.0)
        return series

    def _times(self) -> QDateTimeAxis:
        axis = QDateTimeAxis()
        axis.setTickCount(5)
        german = self._languages.language == "de"
        # Two lines, or the first label would run into those of the other axis.
        shape = "dd.MM.'<br>'HH:mm" if german else "dd/MM'<br>'HH:mm"
        if self._runs:
            moments = sorted(self._wall(run) for run in self._runs)
            room = 30 + moments[0].secsTo(moments[-1]) // 40
            axis.setRange(moments[0].addSecs(-room), moments[-1].addSecs(room))
        axis.setFormat(shape)
        return axis

    def _wall(self, run: RunRow) -> QDateTime:
        """The axis shows the computer's time, a merchant reads the shop's: its wall clock is taken
        for the computer's."""
        here = run.started_at.astimezone(self._languages.formats.zone)
        day, time = here.date(), here.time()
        return QDateTime(
            QDate(day.year, day.month, day.day),
            QTime(time.hour, time.minute, time.second, time.microsecond // 1000),
        )

    def _durations(self) -> QValueAxis:
        axis = QValueAxis()
        axis.setTitleText(self.tr("Seconds"))
        longest = max((run.seconds or 0.0 for run in self._runs), default=1.0)
        axis.setLabelFormat("%.2f" if longest < _SHORT_SECONDS else "%.0f")
        axis.setRange(0.0, max(0.1, longest * 1.1))
        axis.setTickCount(5)
        axis.applyNiceNumbers()
        return axis
