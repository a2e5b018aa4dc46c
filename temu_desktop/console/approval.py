"""What a brake holds back, with its list before the eyes, and the button that lets it go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from temu_desktop.attention.approvals import Approval, Kind
from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Form, shown
from temu_desktop.console.doors import kiosk_allows
from temu_desktop.console.formatting import NOTHING
from temu_desktop.console.memory import Memory
from temu_desktop.console.table_model import Column
from temu_desktop.console.widgets.basics import label
from temu_desktop.console.widgets.tables import ListTable
from temu_desktop.console.words.foreign import isolated
from temu_desktop.ids import RunId
from temu_desktop.inventory.preview import Change, HeldChanges

FIGURE_WIDTH = 110
Cells = tuple[str, ...]


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
    if not await kiosk_allows(parent, desk):
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
        # A list is to be looked at: the key that closes most dialogs lets nothing go.
        self.yes_button.setDefault(False)
        self.no_button.setDefault(True)
        self.no_button.setFocus()
        self.heading.setText(self._title(approvals[0].kind))
        self._number = desk.languages.formats.number
        self.table = (
            self._quantities(held, desk.memory) if held else self._names(approvals, desk.memory)
        )
        self.table.retranslate(self.tr("What is held back"))
        self.body.addWidget(self.table)

    def _quantities(self, held: Sequence[HeldChanges], memory: Memory) -> ListTable[Cells]:
        items = [item for one in held for item in one.items]
        zero = sum(item.change is Change.TO_ZERO for item in items)
        falls = sum(item.change is Change.FALLS for item in items)
        summary = self.tr(
            "Quantities that change: {count} · to zero: {zero} · down by 90% or more: {falls}"
        )
        counts = {"count": len(items), "zero": zero, "falls": falls}
        numbers = {name: self._number(count) for name, count in counts.items()}
        self.body.addWidget(label(summary.format(**numbers)))
        heads = [self.tr("SKU"), self.tr("Article"), self.tr("At TEMU"), self.tr("New")]
        columns = [_column(*named) for named in enumerate(heads)]
        table: ListTable[Cells] = ListTable(columns, memory, "approval.widths", stretching="1")
        table.rows.show_rows(
            [
                (
                    item.sku,
                    isolated(item.name),
                    self._quantity(item.before),
                    self._quantity(item.after),
                )
                for item in items
            ]
        )
        return table

    def _names(self, approvals: Sequence[Approval], memory: Memory) -> ListTable[Cells]:
        items = [item for one in approvals for item in one.items]
        words = self.tr("Records that wait: {count}").format(count=self._number(len(items)))
        self.body.addWidget(label(words))
        columns = [_column(0, self.tr("Order or SKU"))]
        table: ListTable[Cells] = ListTable(columns, memory, "approval.names", stretching="0")
        table.rows.show_rows(
            [(" · ".join(str(value) for value in item.values() if value),) for item in items]
        )
        return table

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


def _column(place: int, head: str) -> Column[Cells]:
    """SKU and name, then figures, which stand right."""
    figure = place > 1
    width = FIGURE_WIDTH if figure else 190
    return Column(str(place), lambda: head, lambda cells: cells[place], width, right=figure)
