"""A run's steps as bars along its time, each with its duration and what it counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.words.jobs import counters_in_words, state_look, state_name, step_name
from temu_desktop.jobs.model import StepState
from temu_desktop.jobs.queries import RunRow, StepRow

ROW = 66
_BAR = 12
_THINNEST = 4.0
_ICON = 20


class StepBars(QWidget):
    """Painted, because every bar begins where its step began."""

    def __init__(self, look: Look, languages: Languages) -> None:
        super().__init__()
        self._look, self._languages = look, languages
        self._run: RunRow | None = None
        self._steps: tuple[StepRow, ...] = ()
        self._now: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, run: RunRow, steps: Sequence[StepRow], now: datetime) -> None:
        """Show a run's steps."""
        self._run, self._steps, self._now = run, tuple(steps), now
        self.setFixedHeight(max(1, len(self._steps)) * ROW)
        self.setAccessibleName("; ".join(self._spoken(step) for step in self._steps))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its steps."""
        return QSize(300, max(1, len(self._steps)) * ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every step."""
        if self._run is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._steps:
            painter.setPen(QColor(self._look.palette.muted))
            words = self.tr("This run had no steps.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        for place, step in enumerate(self._steps):
            self._paint(painter, QRect(0, place * ROW, self.width(), ROW), step)

    def _paint(self, painter: QPainter, place: QRect, step: StepRow) -> None:
        palette = self._look.palette
        tone, icon = state_look(step.state)
        small = QFont(self.font())
        small.setPointSizeF(11.0)
        painter.drawPixmap(0, place.top() + 2, self._look.picture(icon, _ICON, tone))
        painter.setPen(QColor(palette.text))
        painter.setFont(self.font())
        upper = QRect(_ICON + 8, place.top(), place.width() - _ICON - 8, 24)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, self._name(step))
        painter.drawText(
            upper,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            self._languages.formats.duration(self._seconds(step)),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.raised))
        track = QRectF(0, place.top() + 27, place.width(), _BAR)
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        painter.setBrush(QColor(self._look.colour(tone)))
        painter.drawRoundedRect(self._bar(track, step), _BAR / 2, _BAR / 2)
        painter.setPen(QColor(palette.muted))
        painter.setFont(small)
        words = counters_in_words(step.counters)
        if step.state != StepState.SUCCESS.value and not any(step.counters.values()):
            words = state_name(step.state)
        elide = Qt.TextElideMode.ElideRight
        counted = QFontMetrics(small).elidedText(words, elide, place.width())
        painter.drawText(0, place.top() + 55, counted)

    def _bar(self, track: QRectF, step: StepRow) -> QRectF:
        run, now = self._run, self._now
        if run is None or now is None or step.started_at is None:
            return QRectF(track.left(), track.top(), _THINNEST, track.height())
        begin = min((one.started_at for one in self._steps if one.started_at), default=now)
        ends = (one.ended_at or now for one in self._steps)
        whole = max(0.001, (max(ends, default=now) - begin).total_seconds())
        left = (step.started_at - begin).total_seconds() / whole * track.width()
        width = max(_THINNEST, (self._seconds(step) or 0.0) / whole * track.width())
        left = min(left, track.width() - _THINNEST)
        return QRectF(left, track.top(), min(width, track.width() - left), track.height())

    def _seconds(self, step: StepRow) -> float | None:
        if step.started_at is None or self._now is None:
            return None
        return max(0.0, ((step.ended_at or self._now) - step.started_at).total_seconds())

    def _name(self, step: StepRow) -> str:
        if step.attempt <= 1:
            return step_name(step.name)
        words = self.tr("{step} (attempt {number})")
        return words.format(step=step_name(step.name), number=step.attempt)

    def _spoken(self, step: StepRow) -> str:
        duration = self._languages.formats.duration(self._seconds(step))
        return f"{self._name(step)}: {state_name(step.state)}, {duration}"
