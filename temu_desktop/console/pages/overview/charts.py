"""Orders per day, how long runs took, how long stock was on its way. Imported when first seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCharts import (
    QBarSeries,
    QBarSet,
    QCategoryAxis,
    QChart,
    QChartView,
    QLineSeries,
    QValueAxis,
)
from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.overview.view_model import Courses
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import Card, button, label

LABELS = 6
FEWEST = 4.0
"""The axis reaches so high at least, so that its whole numbers differ."""
HEIGHT = 220


class Chart(QChartView):
    """A chart in the colours of the theme; it is told what to show and draws it anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._look, self._languages = desk.look, desk.languages
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setMinimumHeight(HEIGHT)
        self.setFrameShape(QChartView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def bars(self, names: Mapping[int, str], values: Sequence[float]) -> None:
        """One bar each; only some have a name, which may be wider than its bar."""
        chart = self._empty()
        bars = QBarSet("")
        bars.append([float(value) for value in values])
        bars.setColor(QColor(self._look.palette.accent))
        bars.setBorderColor(QColor(self._look.palette.accent))
        series = QBarSeries()
        series.append(bars)
        series.setBarWidth(0.7)
        chart.addSeries(series)
        across = QCategoryAxis()
        across.setLabelsPosition(QCategoryAxis.AxisLabelsPosition.AxisLabelsPositionOnValue)
        across.setRange(-0.5, max(0.5, len(values) - 0.5))
        for place, name in names.items():
            across.append(name, place)
        across.setGridLineVisible(False)
        self._axes(chart, across, max(values, default=0), "%.0f")
        self._put(chart)

    def lines(self, courses: Sequence[tuple[str, Tone, Qt.PenStyle, Sequence[float]]]) -> None:
        """A line each, told apart by colour, by the kind of the line, and by its name."""
        chart = self._empty()
        longest = 1
        for name, tone, style, values in courses:
            series = QLineSeries()
            series.setName(name)
            series.setPen(QPen(QColor(self._look.colour(tone)), 2.5, style))
            for place, value in enumerate(values):
                series.append(float(place), float(value))
            longest = max(longest, len(values) - 1)
            chart.addSeries(series)
        across = QValueAxis()
        across.setRange(0, longest)
        across.setLabelsVisible(False)
        across.setGridLineVisible(False)
        highest = max((max(values, default=0) for *_, values in courses), default=0)
        self._axes(chart, across, highest, "%.1f")
        chart.legend().show()
        self._put(chart)

    def _empty(self) -> QChart:
        chart = QChart()
        chart.setBackgroundBrush(QColor(self._look.palette.surface))
        chart.setBackgroundRoundness(0)
        chart.setLocale(self._languages.formats.locale)
        chart.setLocalizeNumbers(True)
        chart.setMargins(QMargins(0, 4, 8, 0))
        chart.layout().setContentsMargins(0, 0, 0, 0)
        self.setBackgroundBrush(QColor(self._look.palette.surface))
        chart.legend().hide()
        chart.legend().setAlignment(Qt.AlignmentFlag.AlignTop)
        chart.legend().setLabelColor(QColor(self._look.palette.text))
        return chart

    def _axes(self, chart: QChart, across: QValueAxis, highest: float, shape: str) -> None:
        up = QValueAxis()
        up.setRange(0, max(FEWEST, highest * 1.1))
        up.setLabelFormat(shape)
        up.setTickCount(5)
        up.applyNiceNumbers()
        for axis, side in (
            (across, Qt.AlignmentFlag.AlignBottom),
            (up, Qt.AlignmentFlag.AlignLeft),
        ):
            axis.setLabelsColor(QColor(self._look.palette.text))
            axis.setGridLineColor(QColor(self._look.palette.line))
            axis.setLinePen(QPen(QColor(self._look.palette.field_line)))
            chart.addAxis(axis, side)
            for series in chart.series():
                series.attachAxis(axis)

    def _put(self, chart: QChart) -> None:
        old = self.chart()
        self.setChart(chart)
        old.deleteLater()


class Charts(Card):
    """Three charts, one seen at a time; each can be read as words, too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._languages = desk.languages
        self._courses: Courses | None = None
        self._drawn: set[int] = set()
        self.stack = QStackedWidget()
        self.charts = [Chart(desk) for _ in range(3)]
        self.buttons = [button("", "chip") for _ in range(3)]
        self.words = label("", "muted", wrap=True)
        group = QButtonGroup(self)
        head = QHBoxLayout()
        for place, one in enumerate(self.buttons):
            one.setCheckable(True)
            group.addButton(one, place)
            head.addWidget(one)
            self.stack.addWidget(self.charts[place])
        head.addStretch(1)
        self.buttons[0].setChecked(True)
        group.idClicked.connect(self._choose)
        self.content.addLayout(head)
        self.content.addWidget(self.stack)
        self.content.addWidget(self.words)

    def show_courses(self, courses: Courses) -> None:
        """What happened lately."""
        self._courses = courses
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything anew and draw the chart that is seen; the others when they are."""
        names = (self.tr("Orders per day"), self.tr("Duration of runs"), self.tr("Stock delay"))
        for one, name in zip(self.buttons, names, strict=True):
            one.setText(name)
        for chart, name in zip(self.charts, names, strict=True):
            chart.setAccessibleName(name)
        self._drawn.clear()
        self._choose(self.stack.currentIndex())

    def _draw(self, place: int, courses: Courses) -> None:
        if place in self._drawn:
            return
        self._drawn.add(place)
        chart = self.charts[place]
        if place == 0:
            chart.bars(self._days(courses), [day.count for day in courses.orders])
        else:
            chart.lines(self._runs(courses) if place == 1 else self._delays(courses))

    def _days(self, courses: Courses) -> dict[int, str]:
        days = courses.orders
        step = max(1, len(days) // LABELS)
        shape = "%d.%m." if self._languages.language == "de" else "%d/%m"
        return {place: format(days[place].day, shape) for place in range(0, len(days), step)}

    def _runs(self, courses: Courses) -> list[tuple[str, Tone, Qt.PenStyle, list[float]]]:
        solid, dashed = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
        return [
            (self.tr("Orders, s"), Tone.INFO, solid, [one.seconds for one in courses.order_runs]),
            (self.tr("Stock, s"), Tone.GOOD, dashed, [one.seconds for one in courses.stock_runs]),
        ]

    def _delays(self, courses: Courses) -> list[tuple[str, Tone, Qt.PenStyle, list[float]]]:
        known = [one for one in courses.exposure if one.p95 is not None]
        solid, dashed = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
        return [
            (self.tr("half of all, s"), Tone.INFO, solid, [one.p50 or 0.0 for one in known]),
            (self.tr("95 of 100, s"), Tone.WARN, dashed, [one.p95 or 0.0 for one in known]),
        ]

    def _choose(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        if self._courses is not None:
            self._draw(place, self._courses)
            self.words.setText(self._sentence(place, self._courses))

    def _sentence(self, place: int, courses: Courses) -> str:
        formats = self._languages.formats
        if place == 0:
            total = sum(day.count for day in courses.orders)
            today = courses.orders[-1].count if courses.orders else 0
            return self.tr("{total} orders in {days} days, {today} today").format(
                total=formats.number(total), days=len(courses.orders), today=formats.number(today)
            )
        if place == 1:
            last = courses.order_runs[-1].seconds if courses.order_runs else None
            return self.tr("Last run of orders: {time}").format(time=formats.duration(last))
        arrived = [one for one in courses.exposure if one.p95 is not None]
        if not arrived:
            return self.tr("No change of stock has arrived at TEMU yet.")
        return self.tr("On the last day half of all changes arrived within {half}").format(
            half=formats.duration(arrived[-1].p50)
        )
