"""A painted list of log lines: only what is seen costs anything, however many there are."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from temu_desktop.console.i18n import Languages
from temu_desktop.console.look import Look
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.log_lines.feed import Grown
from temu_desktop.console.widgets.log_lines.store import KeptLine, LogStore
from temu_desktop.console.words.jobs import job_name, step_name

ROW = 44
_REMEMBERED = 5000
SMALL_POINT = 10.0
NEAR_TOP = 40
"""So many rows before the first one older lines are asked for."""
NARROW = 600
"""Narrower than this, time and level move into the second line."""
Fonts = tuple[tuple[QFont, QFontMetrics, str], tuple[QFont, QFontMetrics, str]]
_TIME_LEFT, _LEVEL_LEFT, _WORDS_LEFT, _ICON = 12, 104, 226, 20
_LEVELS = {
    "DEBUG": ("circle-dot", None),
    "INFO": ("info", None),
    "WARNING": ("triangle-alert", Tone.WARN),
    "ERROR": ("circle-x", Tone.BAD),
    "CRITICAL": ("octagon-alert", Tone.BAD),
}


_LEVEL_WORDS = {
    "DEBUG": QT_TRANSLATE_NOOP("LogWords", "Detail"),
    "INFO": QT_TRANSLATE_NOOP("LogWords", "Info"),
    "WARNING": QT_TRANSLATE_NOOP("LogWords", "Warning"),
    "ERROR": QT_TRANSLATE_NOOP("LogWords", "Error"),
    "CRITICAL": QT_TRANSLATE_NOOP("LogWords", "Critical"),
}


def level_name(level: str) -> str:
    """A level in words."""
    return QCoreApplication.translate("LogWords", str(_LEVEL_WORDS.get(level, level)))


class LogView(QAbstractScrollArea):
    """Shows a store's lines. Arrow keys move, Enter or a click opens, Ctrl+C copies.

    ``following`` keeps the end in view; scrolling up stops that, coming to the end resumes it.
    """

    opened = Signal(int)
    """The id of a line that somebody wants to see in full."""
    older_wanted = Signal()
    following_changed = Signal(bool)
    copy_wanted = Signal(int, int)
    """The first and the last row of what is selected."""

    def __init__(self, store: LogStore, look: Look, languages: Languages) -> None:
        super().__init__()
        self.store = store
        self._look, self._languages = look, languages
        self.following = True
        self.empty_text = ""
        self.current = -1
        self._anchor = -1
        self._keeping_place = False
        self._small = QFont()
        self._words = LineWords(languages)
        self.setProperty("kind", "list")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumHeight(4 * ROW)

    @property
    def selection(self) -> tuple[int, int] | None:
        """The first and the last selected row."""
        if self.current < 0:
            return None
        return min(self.current, self._anchor), max(self.current, self._anchor)

    def take(self, grown: Grown) -> None:
        """The store has changed: keep what is seen in its place, or the end in view."""
        shift = grown.above - grown.gone
        if grown.anew:
            self.current = self._anchor = -1
            self.follow(True)
        elif self.current >= 0 and shift:
            self.current = max(0, self.current + shift)
            self._anchor = max(0, self._anchor + shift)
        bar = self.verticalScrollBar()
        place = bar.value() + shift * ROW
        self._keeping_place = True
        self._measure()
        bar.setValue(bar.maximum() if self.following else max(0, place))
        self._keeping_place = False
        self.viewport().update()

    def follow(self, on: bool) -> None:
        """Keep the end in view, or stand still."""
        if on != self.following:
            self.following = on
            self.following_changed.emit(on)
        if on:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def choose(self, row: int, *, extend: bool = False) -> None:
        """Select a row and bring it into view."""
        if not len(self.store):
            return
        self.current = min(max(0, row), len(self.store) - 1)
        if not extend:
            self._anchor = self.current
        self._bring_into_view(self.current)
        self.setAccessibleDescription(self._spoken(self.store.line(self.current)))
        self.viewport().update()

    def visible_rows(self) -> range:
        """The rows that are seen, at least in part."""
        top = self.verticalScrollBar().value()
        first = top // ROW
        last = (top + self.viewport().height() + ROW - 1) // ROW
        return range(first, min(last, len(self.store)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in view."""
        painter = QPainter(self.viewport())
        palette = self._look.palette
        painter.fillRect(event.rect(), QColor(palette.surface))
        if not len(self.store):
            painter.setPen(QColor(palette.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(24, 24, -24, -24), flags, self.empty_text
            )
            return
        self._words.renew()
        chosen = self.selection
        top, width = self.verticalScrollBar().value(), self.viewport().width()
        self._small = QFont(self.font())
        self._small.setPointSizeF(SMALL_POINT)
        fonts = (
            (self.font(), QFontMetrics(self.font()), palette.text),
            (self._small, QFontMetrics(self._small), palette.muted),
        )
        for row in self.visible_rows():
            place = QRect(0, row * ROW - top, width, ROW)
            selected = chosen is not None and chosen[0] <= row <= chosen[1]
            self._paint_row(painter, place, self.store.line(row), selected, fonts)

    def _paint_row(
        self, painter: QPainter, place: QRect, line: KeptLine, selected: bool, fonts: Fonts
    ) -> None:
        palette = self._look.palette
        icon, tone = _LEVELS.get(line.level, _LEVELS["INFO"])
        ground = palette.selection if selected else palette.tone(tone)[1] if tone else ""
        if ground:
            painter.fillRect(place, QColor(ground))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(palette.line))
        narrow = place.width() < NARROW
        icon_left = 12 if narrow else _LEVEL_LEFT
        picture = self._look.picture(icon, _ICON, tone)
        painter.drawPixmap(icon_left, place.top() + (ROW - _ICON) // 2, picture)
        left = icon_left + _ICON + 12 if narrow else _WORDS_LEFT
        words = self._words
        (time, day), level = words.moment(line), words.level(line.level)
        where = words.where(line)
        if narrow:
            where = f"{time}  ·  {level}  ·  {where}"
        room = place.width() - left - 12
        upper, lower = place.top() + 20, place.bottom() - 8
        (normal, metrics, text), (small, small_metrics, muted) = fonts
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(normal)
        painter.setPen(QColor(text))
        painter.drawText(left, upper, metrics.elidedText(line.message, elide, room))
        if not narrow:
            painter.drawText(_TIME_LEFT, upper, time)
        painter.setFont(small)
        painter.setPen(QColor(muted))
        painter.drawText(left, lower, small_metrics.elidedText(where, elide, room))
        if not narrow:
            painter.drawText(_TIME_LEFT, lower, day)
            painter.setPen(QColor(self._look.colour(tone)))
            painter.drawText(icon_left + _ICON + 6, place.top() + 27, level)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer rows fit; the marked row stays in view where it was, and is not carried off
        by the next line."""
        super().resizeEvent(event)
        top = self.verticalScrollBar().value()
        seen = range(top // ROW, (top + event.oldSize().height()) // ROW)
        self._keeping_place = True
        self._measure()
        bar = self.verticalScrollBar()
        if self.following:
            bar.setValue(bar.maximum())
        if self.current in seen:
            self._bring_into_view(self.current)
        if self.following and bar.value() < bar.maximum():
            self.follow(False)
        self._keeping_place = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; with Shift everything in between."""
        row = (int(event.position().y()) + self.verticalScrollBar().value()) // ROW
        if 0 <= row < len(self.store):
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.choose(row, extend=extend)
            if not extend:
                self.opened.emit(self.store.line(row).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, copy."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.selection is not None:
            self.copy_wanted.emit(*self.selection)
            return
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current >= 0:
            self.opened.emit(self.store.line(self.current).id)
            return
        moves = self._moves()
        if key not in moves:
            super().keyPressEvent(event)
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.choose(moves[key], extend=extend)
        if key == Qt.Key.Key_End:
            self.follow(True)

    def _moves(self) -> dict[int, int]:
        last = len(self.store) - 1
        here = self.current if self.current >= 0 else last + 1
        page = max(1, self.viewport().height() // ROW - 1)
        keys = Qt.Key
        return {
            keys.Key_Up: here - 1,
            keys.Key_Down: here + 1,
            keys.Key_PageUp: here - page,
            keys.Key_PageDown: here + page,
            keys.Key_Home: 0,
            keys.Key_End: last,
        }

    def _bring_into_view(self, row: int) -> None:
        bar = self.verticalScrollBar()
        top, height = row * ROW, self.viewport().height()
        if top < bar.value():
            bar.setValue(top)
        elif top + ROW > bar.value() + height:
            bar.setValue(top + ROW - height)

    def _measure(self) -> None:
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(max(ROW, height - ROW))
        bar.setRange(0, max(0, len(self.store) * ROW - height))

    def _on_scrolled(self, value: int) -> None:
        if not self._keeping_place:
            at_end = value >= self.verticalScrollBar().maximum()
            if at_end != self.following:
                self.following = at_end
                self.following_changed.emit(at_end)
        if value < NEAR_TOP * ROW and len(self.store):
            self.older_wanted.emit()
        self.viewport().update()

    def _spoken(self, line: KeptLine) -> str:
        time = self._languages.formats.clock(line.at, seconds=True)
        return f"{time} {level_name(line.level)}: {line.message}"


class LineWords:
    """Words that lines share, worked out once: most of a screen says the same."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages
        self._language = ""
        self._moments: dict[int, tuple[str, str]] = {}
        self._places: dict[tuple[str, str], str] = {}
        self._levels: dict[str, str] = {}

    def renew(self) -> None:
        """Forget what was said in another language, and what nobody looks at any more."""
        if self._language != self._languages.language or len(self._moments) > _REMEMBERED:
            self._language = self._languages.language
            for known in (self._moments, self._places, self._levels):
                known.clear()

    def moment(self, line: KeptLine) -> tuple[str, str]:
        """Time and day of a line."""
        second = int(line.at.timestamp())
        known = self._moments.get(second)
        if known is None:
            formats = self._languages.formats
            known = formats.clock(line.at, seconds=True), formats.day(line.at)
            self._moments[second] = known
        return known

    def level(self, level: str) -> str:
        """A level in words."""
        known = self._levels.get(level)
        if known is None:
            known = self._levels[level] = level_name(level)
        return known

    def where(self, line: KeptLine) -> str:
        """What a line belongs to: job, step, order or SKU, area."""
        place = (line.job, line.step)
        known = self._places.get(place)
        if known is None:
            names = (
                job_name(line.job) if line.job else "",
                step_name(line.step) if line.step else "",
            )
            known = self._places[place] = "  ·  ".join(name for name in names if name)
        parts = (known, line.subject, line.logger.removeprefix("temu_desktop."))
        return "  ·  ".join(part for part in parts if part)
