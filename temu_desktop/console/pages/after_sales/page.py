"""After-sales cases, to be read: what buyers send back, and until when TEMU waits for an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QStackedWidget

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.page import Page
from temu_desktop.console.pages.after_sales.cases_model import CasesTableModel
from temu_desktop.console.pages.after_sales.view_model import CasesModel
from temu_desktop.console.table_model import Column
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import button, label, row
from temu_desktop.console.widgets.empty import EmptyState
from temu_desktop.console.widgets.table_view import TableView
from temu_desktop.console.widgets.tables import Columns
from temu_desktop.console.words.after_sales import (
    WAITS_FOR_SELLER,
    case_kind_name,
    case_sign,
    case_status_name,
)
from temu_desktop.events import RunFinished
from temu_desktop.jobs.model import SYNC_ORDERS
from temu_desktop.orders.cases import AfterSalesRow, CaseFilter

NEAR = timedelta(hours=24)
"""So long before TEMU decides by itself a case is marked."""
LONGEST = 50
TYPING_MS = 250


class AfterSalesPage(Page):
    """A table of cases; Enter or a press opens the order."""

    name = "after_sales"
    icon = "undo-2"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = CasesModel(desk.core, desk.memory)
        self.heading, self.about = label("", "title"), label("", "muted", wrap=True)
        self.all = button("", "chip", partial(self._show, open_only=False))
        self.open = button("", "chip", partial(self._show, open_only=True))
        self.search, self.table = QLineEdit(), TableView()
        self.cases = CasesTableModel(
            self._columns(),
            self.model.page,
            lambda work: desk.tasks.run(self, work),  # type: ignore[arg-type]
            self,
        )
        self.cases.wanted = self.model.remembered()
        self.empty, self._stack = EmptyState(desk.look, self.icon), QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._search)
        self._lay_out()
        self.table.clicked.connect(self._open_order)
        self.table.activated.connect(self._open_order)
        self.search.textChanged.connect(self._timer.start)
        self.search.returnPressed.connect(self._search)

    def title(self) -> str:
        """The page's name."""
        return self.tr("After-sales")

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.title())
        self.about.setText(self.tr("To be read here; cases are answered in TEMU's Seller Center."))
        self.all.setText(self.tr("All"))
        self.open.setText(self.tr("Open"))
        self.search.setPlaceholderText(self.tr("Order number"))
        self.search.setAccessibleName(self.tr("Cases of an order"))
        self.table.setAccessibleName(self.tr("After-sales cases"))
        self.table.repaint_all()
        self._say_empty()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.table.viewport().update()

    async def refresh(self) -> None:
        """Read the cases that are shown; the marked one stays marked."""
        await self._read_cases(self.cases.wanted)

    def concerns(self, event: object) -> bool:
        """Cases are read by the orders job."""
        return isinstance(event, RunFinished) and event.job == SYNC_ORDERS

    def show_target(self, target: Target) -> None:
        """The cases of an order, or the open ones."""
        self.search.setText(target.subject)
        self._show(open_only=target.view == "open")

    async def _read_cases(self, wanted: CaseFilter) -> None:
        marked = self.cases.row_at(self.table.currentIndex().row())
        await self.cases.open(wanted)
        self._stack.setCurrentIndex(0 if self.cases.rowCount() else 1)
        self._say_empty()
        place = self.cases.place_of(marked.case) if marked is not None else -1
        if place >= 0:
            self.table.setCurrentIndex(self.cases.index(place, 0))

    def _show(self, *, open_only: bool) -> None:
        self._timer.stop()
        order = self.search.text().strip() or None
        wanted = replace(self.cases.wanted, open_only=open_only, order=order)
        (self.open if open_only else self.all).setChecked(True)
        self.model.remember(wanted)
        self.run(self._read_cases(wanted))

    def _search(self) -> None:
        self._show(open_only=self.open.isChecked())

    def _open_order(self, index: QModelIndex) -> None:
        if (case := self.cases.row_at(index.row())) is not None:
            self.desk.steering.go.emit(Target("orders", case.order_number))

    def _say_empty(self) -> None:
        if self.cases.wanted.order or self.cases.wanted.open_only:
            self.empty.say(self.tr("No case fits"), self.tr("Show all cases, or clear the search."))
        else:
            words = self.tr("Cases appear here as soon as the orders job has read them from TEMU.")
            self.empty.say(self.tr("No cases"), words)

    def _columns(self) -> list[Column[AfterSalesRow]]:
        return [
            Column("status", lambda: self.tr("Status"), _status, 262, icon=self._icon),
            Column("order", lambda: self.tr("Order"), lambda case: case.order_number, 246),
            Column("case", lambda: self.tr("Case"), lambda case: case.case, 190),
            Column("kind", lambda: self.tr("Kind"), lambda case: case_kind_name(case.kind), 150),
            Column(
                *("act_by", lambda: self.tr("Answer by"), self._act_by, 118),
                colour=self._act_by_colour,
                tip=lambda case: self.desk.languages.formats.moment(case.act_by),
            ),
        ]

    def _icon(self, case: AfterSalesRow) -> Any:
        tone, icon = case_sign(case.status)
        return self.desk.look.icon(icon, tone)

    def _act_by(self, case: AfterSalesRow) -> str:
        formats = self.desk.languages.formats
        if case.status not in WAITS_FOR_SELLER:
            return formats.short(case.act_by, self.model.now())
        return formats.until(case.act_by, self.model.now())

    def _act_by_colour(self, case: AfterSalesRow) -> Any:
        if case.status not in WAITS_FOR_SELLER or case.act_by is None:
            return None
        near = case.act_by - self.model.now() <= NEAR
        return QColor(self.desk.look.colour(Tone.BAD)) if near else None

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for chip in (self.all, self.open):
            chip.setCheckable(True)
            group.addButton(chip)
        (self.open if self.cases.wanted.open_only else self.all).setChecked(True)
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(LONGEST)
        table = self.table
        table.setModel(self.cases)
        # Cases of an order differ in their last characters.
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        Columns(
            *(table, self.cases.columns, self.desk.memory, "after_sales.widths"),
            stretching="case",
            spare=("kind",),
        )
        self._stack.addWidget(table)
        self._stack.addWidget(self.empty)
        head = row(self.heading, self.all, self.open, self.search)
        head.setStretchFactor(self.search, 1)
        self.outer.addLayout(head)
        self.outer.addWidget(self.about)
        self.outer.addWidget(self._stack, 1)


def _status(case: AfterSalesRow) -> str:
    return case_status_name(case.status)
