"""The left part of the page: search, views, what can be done with several SKUs, and the table."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.inventory.filters import StockChips, StockSearch
from temu_desktop.console.pages.inventory.table import StockTable
from temu_desktop.console.pages.inventory.view_model import StockModel
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, label, row, set_tone
from temu_desktop.ids import RunId
from temu_desktop.inventory.selection import StockFilter, StockView

COUNT_MS = 2000
"""All views are counted so often at most: a run of many SKUs tells of every hundred."""


class StockList(QWidget):
    """Finds SKUs; ``opened`` names the one that a person opens."""

    opened = Signal(str)
    push_wanted = Signal()
    """Push what is marked."""
    approve_wanted = Signal(object)
    """Look at what this run holds."""
    read_wanted = Signal()
    general_wanted = Signal()

    def __init__(self, desk: Desk, model: StockModel) -> None:
        super().__init__()
        self._desk, self._model = desk, model
        self.heading, self.count = label("", "title"), label("", "muted")
        self.search, self.chips = StockSearch(), StockChips()
        self.general = button("", "plain", self.general_wanted.emit)
        self.read = button("", "plain", self.read_wanted.emit)
        self.table = StockTable(desk, model)
        self.held_by: RunId | None = None
        self._total: int | None = None
        self._counted_at = 0.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._count_later)
        self._make_bars()
        self._lay_out()
        self._connect()
        self._show_filter(model.remembered())
        self._show_marks()

    def open(self, wanted: StockFilter) -> None:
        """Show other SKUs and remember how."""
        self._show_filter(wanted)
        self._model.remember(wanted)
        self._desk.tasks.run(self, self.table.open(wanted))

    def show_view(self, view: StockView, search: str = "") -> None:
        """A view, or what was scanned, sorted as it is."""
        self.search.put(search)
        self._narrow(view=view, search=search)

    async def renew(self) -> None:
        """Stock has changed: read again what is in view, then count the views."""
        await self.table.renew()
        passed = 1000 * (monotonic() - self._counted_at)
        if passed >= COUNT_MS:
            await self._count()
        elif not self._later.isActive():
            self._later.start(int(COUNT_MS - passed) + 1)

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.tr("Stock"))
        self.search.retranslate()
        self.chips.retranslate(self._desk.languages.formats)
        self.table.retranslate()
        self.general.setText(self.tr("Rule for all…"))
        self.read.setText(self.tr("Read again"))
        self.read.setToolTip(self.tr("TEMU's list and JTL's stock anew, then compare and send"))
        self.push.setText(self.tr("Push…"))
        self.none.setText(self.tr("Clear marks"))
        self.look.setText(self.tr("Look and approve…"))
        self.held.setText(self.tr("A brake holds quantities back until a person has looked."))
        self._say_count()
        self._show_marks()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        look = self._desk.look
        self.general.setIcon(look.icon("shield-check"))
        self.read.setIcon(look.icon("refresh-cw"))
        self.push.setIcon(look.on_accent("send"))
        self.look.setIcon(look.on_accent("hand"))
        self.table.view.repaint_all()

    async def _count(self) -> None:
        self._counted_at = monotonic()
        self.chips.show_counts(await self._model.counts(), self._desk.languages.formats)
        self.held_by = await self._model.waiting()
        self.held_bar.setVisible(self.held_by is not None)

    def _count_later(self) -> None:
        if self.isVisible():
            self._desk.tasks.run(self, self._count())

    def _narrow(self, *, view: StockView | None = None, search: str | None = None) -> None:
        wanted = self.table.wanted
        self.open(
            replace(
                wanted,
                view=wanted.view if view is None else view,
                search=wanted.search if search is None else search,
            )
        )

    def _show_filter(self, wanted: StockFilter) -> None:
        self.chips.choose(wanted.view)
        self.table.wanted = wanted

    def _on_count(self, total: int) -> None:
        self._total = total
        self._say_count()

    def _say_count(self) -> None:
        if self._total is not None:
            number = self._desk.languages.formats.number(self._total)
            one = self._total == 1
            words = self.tr("One SKU") if one else self.tr("{count} SKUs").format(count=number)
            self.count.setText(words)

    def _mark_all(self) -> None:
        found = self._model.found_skus(self.table.wanted)
        self._desk.tasks.run(self, found, done=self._marked_all)

    def _marked_all(self, found: tuple[list[str], bool]) -> None:
        skus, complete = found
        self.table.mark(skus)
        if not complete:
            number = self._desk.languages.formats.number(len(skus))
            words = self.tr("The first {count} are marked; one run takes no more.")
            self._desk.steering.note.emit(Tone.INFO.value, words.format(count=number))

    def _show_marks(self) -> None:
        number = self._desk.languages.formats.number(len(self.table.marked))
        self.marks.setText(self.tr("Marked: {count}").format(count=number))
        self.mark_bar.setVisible(bool(self.table.marked))

    def _look(self) -> None:
        if self.held_by is not None:
            self.approve_wanted.emit(self.held_by)

    def _connect(self) -> None:
        self.search.searched.connect(lambda text: self._narrow(search=text))
        self.chips.chosen.connect(lambda view: self._narrow(view=view))
        table = self.table
        table.sorted.connect(self.open)
        table.counted.connect(self._on_count)
        table.opened.connect(self.opened)
        table.clear_wanted.connect(lambda: self.show_view(StockView.ALL))
        table.read_wanted.connect(self.read_wanted)
        table.marks_changed.connect(self._show_marks)
        table.mark_all_wanted.connect(self._mark_all)

    def _make_bars(self) -> None:
        """What is shown only while there is something to do."""
        self.marks = label("", "body")
        self.push = button("", "primary", self.push_wanted.emit)
        self.none = button("", "plain", lambda: self.table.mark(()))
        self.mark_bar = Card(horizontal=True, margin=8)
        self.held = label("", "body", wrap=True)
        self.look = button("", "primary", self._look)
        self.held_bar = Card(horizontal=True, margin=8)
        set_tone(self.held_bar, Tone.WARN)
        self.held_bar.hide()
        for bar, parts in (
            (self.mark_bar, (self.marks, self.none, self.push)),
            (self.held_bar, (self.held, self.look)),
        ):
            for part in parts:
                bar.content.addWidget(part)
            bar.content.setStretch(0, 1)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        head = row(self.heading, self.count, self.search, self.general, self.read)
        head.setStretchFactor(self.search, 1)
        box.addLayout(head)
        box.addWidget(self.chips)
        box.addWidget(self.held_bar)
        box.addWidget(self.table, 1)
        box.addWidget(self.mark_bar)
