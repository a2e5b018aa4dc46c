"""The state of a job or a run as an icon and a word, and its figures as a small table."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from temu_desktop.console.formatting import Formats
from temu_desktop.console.look import Look
from temu_desktop.console.widgets.basics import label, pill, set_tone
from temu_desktop.console.words.jobs import state_look, state_name
from temu_desktop.jobs.queries import SPANS, Figures

_ICON = 22


class StateSign(QWidget):
    """An icon and a pill with a word."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.state = "idle"
        self.icon, self.word = QLabel(), pill()
        self.icon.setFixedSize(_ICON, _ICON)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.icon)
        box.addWidget(self.word)
        self.redraw()

    def show_state(self, state: str) -> None:
        """Show another state."""
        if state != self.state:
            self.state = state
            self.redraw()

    def redraw(self) -> None:
        """Draw in the colours and the language of now."""
        tone, icon = state_look(self.state)
        self.icon.setPixmap(self._look.picture(icon, _ICON, tone))
        self.word.setText(state_name(self.state))
        set_tone(self.word, tone)
        self.setAccessibleName(state_name(self.state))


class FigureTable(QWidget):
    """How many runs went well and how long they took, over a day, a week and a month."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        self._heads = [label("", "caption") for _ in range(3)]
        self._cells = {span: [label("", "body") for _ in range(3)] for span in SPANS}
        for column, head in enumerate(self._heads):
            head.setAlignment(_side(column))
            grid.addWidget(head, 0, column)
        for row, cells in enumerate(self._cells.values(), start=1):
            for column, cell in enumerate(cells):
                cell.setAlignment(_side(column))
                grid.addWidget(cell, row, column)
        grid.setColumnStretch(3, 1)

    def show_figures(self, figures: Mapping[str, Figures], formats: Formats) -> None:
        """Show figures; a dash where no run tells anything."""
        translate = QCoreApplication.translate
        spans = {
            "24h": translate("JobWords", "24 hours"),
            "7d": translate("JobWords", "7 days"),
            "30d": translate("JobWords", "30 days"),
        }
        heads = (
            translate("JobWords", "Period"),
            translate("JobWords", "successful"),
            translate("JobWords", "mostly within"),
        )
        for head, words in zip(self._heads, heads, strict=True):
            head.setText(words)
        self._heads[2].setToolTip(
            translate("JobWords", "95 of 100 successful runs took no longer than this")
        )
        for span, cells in self._cells.items():
            known = figures.get(span)
            cells[0].setText(spans[span])
            cells[1].setText(formats.percent(known.success_rate if known else None))
            cells[2].setText(formats.duration(known.p95 if known else None))


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
