"""Which lines are shown: search, level, job, area, order or SKU, run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import button
from temu_desktop.console.words.jobs import job_name
from temu_desktop.jobs.model import (
    FETCH_INVOICES,
    FULL_INVENTORY,
    MAINTENANCE,
    SYNC_INVENTORY,
    SYNC_ORDERS,
)
from temu_desktop.logs.queries import LogFilter

TYPING_MS = 350
_JOBS = (SYNC_ORDERS, SYNC_INVENTORY, FULL_INVENTORY, FETCH_INVOICES, MAINTENANCE)
_ROOT = "temu_desktop"


class FilterBar(QWidget):
    """Tells ``changed`` with the filter once a person stops typing, or at once for a choice."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.search, self.subject, self.run = QLineEdit(), QLineEdit(), QLineEdit()
        self.level, self.job, self.area = QComboBox(), QComboBox(), QComboBox()
        self.clear = button("", "plain", lambda: self.show_filter(LogFilter(), tell=True))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._tell)
        for field in self._fields():
            field.setClearButtonEnabled(True)
            field.setMaxLength(200)
            field.textChanged.connect(self._timer.start)
            field.returnPressed.connect(self._tell)
        for box in self._boxes():
            box.currentIndexChanged.connect(self._tell)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(8)
        self.clear.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()

    @property
    def wanted(self) -> LogFilter:
        """The filter as it stands."""
        return LogFilter(
            job=self.job.currentData() or None,
            run=self.run.text().strip() or None,
            level=self.level.currentData() or None,
            subject=self.subject.text().strip() or None,
            search=self.search.text().strip() or None,
            area=self.area.currentData() or None,
        )

    def show_filter(self, wanted: LogFilter, *, tell: bool = False) -> None:
        """Set every field; ``tell`` makes it count at once."""
        blockers = [QSignalBlocker(one) for one in (*self._fields(), *self._boxes())]
        self.search.setText(wanted.search or "")
        self.subject.setText(wanted.subject or "")
        self.run.setText(wanted.run or "")
        for box, value in (
            (self.level, wanted.level),
            (self.job, wanted.job),
            (self.area, wanted.area),
        ):
            box.setCurrentIndex(max(0, box.findData(value or "")))
        del blockers
        if tell:
            self._tell()

    def only_run(self, run: str) -> None:
        """Just the lines of one run."""
        self.show_filter(LogFilter(run=run), tell=True)

    def retranslate(self) -> None:
        """Write every word anew; what is chosen stays."""
        wanted = self.wanted
        for field, words in (
            (self.search, self.tr("Search in the messages")),
            (self.subject, self.tr("Order or SKU")),
            (self.run, self.tr("Run")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self._fill(self.level, self.tr("Level"), self._levels())
        jobs = [(job, job_name(job)) for job in _JOBS]
        self._fill(self.job, self.tr("Job"), [("", self.tr("All jobs")), *jobs])
        self._fill(self.area, self.tr("Area"), self._areas())
        self.clear.setText(self.tr("Clear filters"))
        self.show_filter(replace(wanted))

    def _levels(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("All levels")),
            ("WARNING", self.tr("Warnings and errors")),
            ("ERROR", self.tr("Errors only")),
        ]

    def _areas(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("All areas")),
            (f"{_ROOT}.orders", self.tr("Orders")),
            (f"{_ROOT}.inventory", self.tr("Stock")),
            (f"{_ROOT}.jobs", self.tr("Schedule and runs")),
            (f"{_ROOT}.temu", self.tr("Connection to TEMU")),
            (f"{_ROOT}.jtl", self.tr("Connection to JTL")),
            (f"{_ROOT}.database", self.tr("Database")),
            (f"{_ROOT}.alarms", self.tr("Alarms")),
            (f"{_ROOT}.maintenance", self.tr("Maintenance")),
            (f"{_ROOT}.console", self.tr("This window")),
        ]

    def _fill(self, box: QComboBox, name: str, entries: Sequence[tuple[str, str]]) -> None:
        blocker = QSignalBlocker(box)
        box.setAccessibleName(name)
        chosen = box.currentData()
        box.clear()
        for value, words in entries:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen or "")))
        del blocker

    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.search, self.subject, self.run

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.level, self.job, self.area

    def _tell(self) -> None:
        self._timer.stop()
        self.changed.emit(self.wanted)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.addWidget(self.search, 0, 0, 1, 2)
        grid.addWidget(self.level, 0, 2)
        grid.addWidget(self.clear, 0, 3)
        grid.addWidget(self.job, 1, 0)
        grid.addWidget(self.area, 1, 1)
        grid.addWidget(self.subject, 1, 2)
        grid.addWidget(self.run, 1, 3)
        for place in range(4):
            grid.setColumnStretch(place, 1)
