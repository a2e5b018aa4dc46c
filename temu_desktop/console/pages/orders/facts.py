"""Address, amounts, JTL's part and people's repairs of one order."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.orders.cards import remark_words
from temu_desktop.console.pages.orders.event_words import repair_words
from temu_desktop.console.theme import GAP, TOUCH, Tone
from temu_desktop.console.widgets.basics import button
from temu_desktop.console.widgets.facts import FactCard, Facts
from temu_desktop.console.words.after_sales import case_status_name
from temu_desktop.console.words.foreign import isolated
from temu_desktop.console.words.orders import export_state_name
from temu_desktop.orders.details import OrderDetails
from temu_desktop.orders.model import Address

_TWO_SIDES = 680
"""From this width on the cards stand in two columns."""


class OrderFacts(QWidget):
    """The cards side by side."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._address: Address | None = None
        self.copy = button("", "quiet", self._copy)
        self.address, self.amounts, self.jtl = FactCard(), FactCard(), FactCard()
        self.remarks, self.repairs, self.cases = FactCard(), FactCard(), FactCard()
        self.address.head.addWidget(self.copy)
        for card in (self.address, self.amounts):
            # Side by side, and one has a button at its head.
            card.heading.setMinimumHeight(TOUCH)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (self.address, self.repairs, self.cases)),
            (right, (self.amounts, self.jtl, self.remarks)),
        ):
            side.setSpacing(GAP)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        self._sides = QHBoxLayout(self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(GAP)
        self._sides.addLayout(left, 1)
        self._sides.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where there is no room for two."""
        super().resizeEvent(event)
        ways = QHBoxLayout.Direction
        narrow = event.size().width() < _TWO_SIDES
        self._sides.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one side, so that it can become narrower than two."""
        return QSize(_TWO_SIDES // 2, super().minimumSizeHint().height())

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.copy.setIcon(self._desk.look.icon("copy"))

    def show_order(self, details: OrderDetails) -> None:
        """Show an order's facts."""
        self.redraw()
        self._address = details.address
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the address"))
        self.copy.setVisible(details.address is not None)
        self.address.show_facts(self.tr("Address"), self._address_facts(details))
        self.amounts.show_facts(self.tr("Amounts"), self._amount_facts(details))
        self.jtl.show_facts(self.tr("In JTL"), self._jtl_facts(details))
        self._show_or_hide(self.remarks, self.tr("TEMU's remarks"), self._remark_facts(details))
        self._show_or_hide(self.repairs, self.tr("Set by people"), self._repair_facts(details))
        self._show_or_hide(self.cases, self.tr("After-sales cases"), self._case_facts(details))

    def _show_or_hide(self, card: FactCard, heading: str, facts: Facts) -> None:
        card.show_facts(heading, facts)
        card.setVisible(bool(facts))

    def _address_facts(self, details: OrderDetails) -> Facts:
        address = details.address
        if address is None:
            return [("", self.tr("TEMU gives no address yet."))]
        country = self._desk.languages.formats.country(address.country_iso, address.country)
        city = " ".join(part for part in (address.post_code, address.city) if part)
        facts = [
            (self.tr("Name"), address.name),
            (self.tr("Company"), address.company),
            (self.tr("Street"), address.street),
            (self.tr("Addition"), address.extra),
            (self.tr("City"), city),
            (self.tr("Region"), address.state),
            (self.tr("Country"), country),
            (self.tr("Phone"), address.phone),
            (self.tr("Mail"), address.mail),
            (self.tr("Tax number"), address.tax_code),
        ]
        return [(name, isolated(value)) for name, value in facts if value]

    def _amount_facts(self, details: OrderDetails) -> Facts:
        amounts, times = details.amounts, details.times
        if amounts is None or times is None:
            return [("", self.tr("Not taken over yet."))]
        money, moment = self._desk.languages.formats.money, self._desk.languages.formats.moment
        currency = amounts.currency
        facts = [
            (self.tr("Goods, net"), money(amounts.goods_net, currency)),
            (self.tr("Goods, gross"), money(amounts.goods_gross, currency)),
            (self.tr("Shipping, gross"), money(amounts.shipping_gross, currency)),
            (self.tr("Total"), money(amounts.total_gross, currency)),
            (self.tr("Ordered"), moment(times.ordered_at)),
            (self.tr("Ship by"), moment(times.ship_by_at)),
            (self.tr("Deliver by"), moment(times.deliver_by_at)),
        ]
        if times.cancelled_at is not None:
            facts.append((self.tr("Cancelled"), moment(times.cancelled_at)))
        return facts

    def _jtl_facts(self, details: OrderDetails) -> Facts:
        export, moment = details.export, self._desk.languages.formats.moment
        if export is None:
            handed = details.row is not None and details.row.exported
            return [("", self.tr("Handed over before.") if handed else self.tr("Not handed over."))]
        facts = [(self.tr("State"), export_state_name(export.state))]
        if export.wawi_order_number:
            facts.append((self.tr("JTL order"), export.wawi_order_number))
        facts.append((self.tr("Handed over"), moment(export.handed_over_at)))
        if export.imported_at is not None:
            facts.append((self.tr("Created"), moment(export.imported_at)))
        if export.gone_at is not None:
            facts.append((self.tr("Gone since"), moment(export.gone_at)))
        if export.attempts > 1:
            facts.append((self.tr("Attempts"), str(export.attempts)))
        if export.error_code:
            facts.append((self.tr("Error"), self._desk.languages.texts.reason(export.error_code)))
        return facts

    def _remark_facts(self, details: OrderDetails) -> Facts:
        codes = dict.fromkeys((*details.warnings, *details.labels))
        return [("", remark_words(code)) for code in codes]

    def _repair_facts(self, details: OrderDetails) -> Facts:
        texts, formats = self._desk.languages.texts, self._desk.languages.formats
        facts = []
        for stored in details.repairs:
            repair = stored.repair
            words = repair_words(repair.field, repair.line, repair.old, repair.value, texts)
            if stored.replaced_at is not None:
                words = self.tr("{what} (no longer in force)").format(what=words)
            by = self.tr("{name}, {time}")
            told = by.format(name=isolated(stored.by), time=formats.moment(stored.at))
            facts.append(("", f"{words}\n{told}"))
        return facts

    def _case_facts(self, details: OrderDetails) -> Facts:
        return [(case.case, case_status_name(case.status)) for case in details.cases]

    def _copy(self) -> None:
        if self._address is not None:
            QGuiApplication.clipboard().setText("\n".join(_lines(self._address)))
            self._desk.steering.note.emit(Tone.GOOD.value, self.tr("The address is copied."))


def _lines(address: Address) -> Iterator[str]:
    city = f"{address.post_code} {address.city}".strip()
    for part in (address.name, address.company, address.street, address.extra, city):
        if part:
            yield part
    if address.country:
        yield address.country
