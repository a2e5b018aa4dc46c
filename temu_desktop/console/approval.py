"""What a brake holds back, with its list before the eyes, and the button that lets it go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from temu_desktop.attention.approvals import Approval, Kind
from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Form, shown
from temu_desktop.console.formatting import NOTHING
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.basics import label
from temu_desktop.ids import RunId
from temu_desktop.inventory.preview import Change, HeldChanges

MOST = 500
FIRST_FIGURE = 2


async def approve_after_a_look(parent: QWidget, desk: Desk, run: RunId | None) -> bool:
    """Show what waits (of a run, or of the newest one) and approve it where the person agrees."""
    waiting = await desk.core.operator.waiting()
    chosen = [one for one in waiting if run is None or one.run == run]
    if not chosen:
        return False
    key = RunId(chosen[-1].run)
    approvals = [one for one in chosen if one.run == key]
    stock = [one for one in approvals if one.kind in {Kind.STOCK_PUSH, Kind.FIRST_PUSH}]
    held = await desk.core.inventory.held(key) if stock else []
    if not await shown(ApprovalDialog(parent, desk, approvals, held)):
        return False
    await desk.core.operator.approve(key, desk.acting.name)
    return True


class ApprovalDialog(Form):
    """The list: which SKU or order, from what to what."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        approvals: Sequence[Approval],
        held: Sequence[HeldChanges],
    ) -> None:
        super().__init__(parent, "", "")
        self.resize(820, 620)
        self.yes_button.setText(self.tr("Approve"))
        self.no_button.setText(self.tr("Keep back"))
        self.heading.setText(self._title(approvals[0].kind))
        self._number = desk.languages.formats.number
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("What is held back"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(TOUCH)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        if held:
            self._show_quantities(held)
        else:
            self._show_names(approvals)
        self.body.addWidget(self.table)

    def _show_quantities(self, held: Sequence[HeldChanges]) -> None:
        items = [item for one in held for item in one.items]
        zero = sum(item.change is Change.TO_ZERO for item in items)
        falls = sum(item.change is Change.FALLS for item in items)
        summary = self.tr(
            "Quantities that change: {count} · to zero: {zero} · down by 90% or more: {falls}"
        )
        self.body.addWidget(label(summary.format(count=len(items), zero=zero, falls=falls)))
        heads = [self.tr("SKU"), self.tr("Article"), self.tr("At TEMU"), self.tr("New")]
        rows = [
            (item.sku, item.name, self._quantity(item.before), self._quantity(item.after))
            for item in items[:MOST]
        ]
        self._fill(heads, rows)

    def _show_names(self, approvals: Sequence[Approval]) -> None:
        items = [item for one in approvals for item in one.items]
        self.body.addWidget(label(self.tr("Records that wait: {count}").format(count=len(items))))
        rows = [
            (" · ".join(str(value) for value in item.values() if value),) for item in items[:MOST]
        ]
        self._fill([self.tr("Order or SKU")], rows)

    def _fill(self, heads: list[str], rows: Sequence[tuple[str, ...]]) -> None:
        self.table.setColumnCount(len(heads))
        for column, head in enumerate(heads):
            self.table.setHorizontalHeaderItem(column, _cell(column, head))
        self.table.setRowCount(len(rows))
        for place, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.table.setItem(place, column, _cell(column, text))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(min(1, len(heads) - 1), QHeaderView.ResizeMode.Stretch)

    def _quantity(self, value: int | None) -> str:
        return NOTHING if value is None else self._number(value)

    def _title(self, kind: Kind) -> str:
        return {
            Kind.STOCK_PUSH: self.tr("Very many quantities would fall at once"),
            Kind.FIRST_PUSH: self.tr("The first push of this installation"),
            Kind.MASS_CANCELLATION: self.tr("Very many orders would be cancelled at once"),
            Kind.MASS_DEACTIVATION: self.tr("Very many articles vanished at once"),
            Kind.JTL_RESTORED: self.tr("JTL lacks orders that it had"),
        }[kind]


def _cell(column: int, text: str) -> QTableWidgetItem:
    """A head or a value; figures stand right."""
    made = QTableWidgetItem(text)
    if column >= FIRST_FIGURE:
        made.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
