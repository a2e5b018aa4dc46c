"""A code that means several things: the person says which."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from temu_desktop.console.dialogs import Form, shown
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.words.orders import export_state_name, report_state_name, status_name
from temu_desktop.lookup.queries import Hit, HitKind
from temu_desktop.orders.model import ExportState, ReportState
from temu_desktop.texts import Texts

MOST_SEEN = 7
GAP_BELOW = 8


async def choose_hit(parent: QWidget, code: str, hits: Sequence[Hit], texts: Texts) -> Hit | None:
    """The one that is meant; None where the person gives up."""
    dialog = HitsDialog(parent, code, hits, texts)
    return dialog.chosen() if await shown(dialog) else None


class HitsDialog(Form):
    """A list of hits; Enter opens the marked one."""

    def __init__(self, parent: QWidget, code: str, hits: Sequence[Hit], texts: Texts) -> None:
        super().__init__(parent, code, "")
        self.yes_button.setText(self.tr("Open"))
        self.heading.setText(self.tr("Several matches for {code}").format(code=code))
        self._hits = tuple(hits)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Found"))
        for hit in hits:
            words = f"{_kind(hit.kind)}   {hit.order or hit.sku}   {_more(hit, texts)}".rstrip()
            item = QListWidgetItem(words)
            self.list.addItem(item)
        self.list.setSpacing(2)
        self.list.setMinimumHeight(min(len(hits), MOST_SEEN) * (TOUCH + 6) + GAP_BELOW)
        self.list.setStyleSheet(f"QListView::item {{ min-height: {TOUCH}px; }}")
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.body.addWidget(self.list)
        self.list.setFocus()

    def chosen(self) -> Hit | None:
        """The marked one."""
        place = self.list.currentRow()
        return self._hits[place] if 0 <= place < len(self._hits) else None


def _more(hit: Hit, texts: Texts) -> str:
    """States in words; names of articles as they are."""
    if hit.kind is HitKind.REJECTED:
        return texts.reason(hit.label)
    if hit.kind is HitKind.WAWI_ORDER and hit.label in set(ExportState):
        return export_state_name(ExportState(hit.label))
    if hit.kind is HitKind.TRACKING and hit.label in set(ReportState):
        return report_state_name(ReportState(hit.label))
    return status_name(hit.label)


def _kind(kind: HitKind) -> str:
    translate = QCoreApplication.translate
    return {
        HitKind.ORDER: translate("Hits", "Order"),
        HitKind.LINE: translate("Hits", "Order line"),
        HitKind.WAWI_ORDER: translate("Hits", "JTL order"),
        HitKind.TRACKING: translate("Hits", "Parcel"),
        HitKind.SKU: translate("Hits", "Article"),
        HitKind.EAN: translate("Hits", "EAN"),
        HitKind.REJECTED: translate("Hits", "Rejected record"),
    }[kind]
