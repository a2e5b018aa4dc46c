"""In place of a SKU that TEMU does not list: what is known of it all the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, row
from temu_desktop.console.widgets.empty import EmptyState
from temu_desktop.console.words.foreign import breakable, isolated
from temu_desktop.lookup.queries import HitKind


class Unlisted(QWidget):
    """Says why there is nothing to show."""

    back_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._target = Target("inventory")
        self.back = button("", "plain", self.back_wanted.emit)
        self.words = EmptyState(desk.look, "package-search")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(row(self.back, 1))
        box.addWidget(self.words, 1)

    def show_target(self, target: Target) -> None:
        """What somebody was sent here for."""
        self._target = target
        sku = isolated(breakable(target.subject))
        heading = self.tr("TEMU does not list {sku}").format(sku=sku)
        if target.details.get("kind") == HitKind.EAN.value:
            ean = target.details.get("matched", "")
            more = self.tr(
                "JTL has an article of this number with the EAN {ean}, but TEMU has no SKU for it. "
                "Once it is listed in the Seller Center and TEMU's list is read again, it is here."
            ).format(ean=ean)
        else:
            more = self.tr(
                "No SKU of this number has been read from TEMU. Once it is listed in the Seller "
                "Center and TEMU's list is read again, it is here."
            )
        self.words.say(heading, more, tone=Tone.WARN)

    def retranslate(self) -> None:
        """Write every word anew."""
        self.back.setText(self.tr("All SKUs"))
        if self._target.subject:
            self.show_target(self._target)

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.back.setIcon(self._desk.look.icon("arrow-left"))
