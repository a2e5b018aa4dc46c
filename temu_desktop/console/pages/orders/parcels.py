"""An order's parcels: what JTL says, what TEMU has, and why it refused."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.words import report_sign
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, clear, label, row, set_tone
from temu_desktop.console.widgets.sign import Sign
from temu_desktop.console.words.foreign import breakable, isolated
from temu_desktop.console.words.orders import report_state_name
from temu_desktop.orders.details import LineDetails, ParcelDetails


class ParcelList(QScrollArea):
    """One card a parcel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: object = None
        self._articles: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, GAP, 0, 0)
        self._box.setSpacing(GAP)
        self.setWidget(inside)

    def show_parcels(self, parcels: Sequence[ParcelDetails], lines: Sequence[LineDetails]) -> None:
        """Show these; the same ones stay untouched."""
        self._articles = {line.number: line.sku for line in lines}
        looks = (parcels, self._desk.languages.language, self._desk.look.palette)
        if looks == self._shown:
            return
        self._shown = looks
        clear(self._box)
        if not parcels:
            words = self.tr("No parcel yet. JTL tells of it when the order has left.")
            self._box.addWidget(label(words, "muted", wrap=True))
        for parcel in parcels:
            self._box.addWidget(self._card(parcel))
        self._box.addStretch(1)

    def _card(self, parcel: ParcelDetails) -> Card:
        card = Card()
        card.content.setSpacing(6)
        sign = Sign(self._desk.look)
        tone, icon = report_sign(parcel.state)
        sign.say(report_state_name(parcel.state), tone, icon)
        tracking = label(breakable(parcel.tracking) or self.tr("No number"), "heading", wrap=True)
        tracking.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = row(tracking, sign)
        head.setStretchFactor(tracking, 1)
        card.content.addLayout(head)
        card.content.addWidget(label(self._about(parcel), "muted", wrap=True))
        if parcel.units:
            units = ", ".join(
                f"{count} × {self._articles.get(line) or line}" for line, count in parcel.units
            )
            words = self.tr("Contents: {units}").format(units=units)
            card.content.addWidget(label(words, wrap=True))
        if parcel.error_code:
            card.content.addWidget(self._error(parcel))
        return card

    def _about(self, parcel: ParcelDetails) -> str:
        moment = self._desk.languages.formats.moment
        told = [isolated(parcel.method_name)] if parcel.method_name else []
        told.append(self.tr("shipped {time}").format(time=moment(parcel.shipped_at)))
        if parcel.reported_at is not None:
            told.append(self.tr("reported {time}").format(time=moment(parcel.reported_at)))
        if parcel.delivery_note is not None:
            told.append(self.tr("delivery note {number}").format(number=parcel.delivery_note))
        if parcel.reported_tracking and parcel.reported_tracking != parcel.tracking:
            words = self.tr("TEMU has {number}")
            told.append(words.format(number=parcel.reported_tracking))
        return "  ·  ".join(told)

    def _error(self, parcel: ParcelDetails) -> QWidget:
        reason = self._desk.languages.texts.reason(parcel.error_code or "")
        words = label(self.tr("Refused: {reason}").format(reason=reason), wrap=True)
        set_tone(words, Tone.BAD)
        # What TEMU wrote can name what is in no table of ours.
        words.setToolTip(isolated(parcel.error_text or ""))
        return words
