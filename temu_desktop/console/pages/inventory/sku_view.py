"""One SKU in full: its state, why its number is what it is, rule, article, what happened."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.formatting import NOTHING
from temu_desktop.console.pages.inventory.article_card import ArticlePart
from temu_desktop.console.pages.inventory.cards import cards_of
from temu_desktop.console.pages.inventory.event_words import event_words
from temu_desktop.console.pages.inventory.rule_card import RuleCard
from temu_desktop.console.pages.inventory.states import state_of
from temu_desktop.console.pages.inventory.view_model import OpenedSku
from temu_desktop.console.pages.inventory.why_card import SumCard
from temu_desktop.console.pages.inventory.words import (
    signed,
    state_meaning,
    state_name,
    state_sign,
)
from temu_desktop.console.table_model import Column
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, column, label, row, scrolled
from temu_desktop.console.widgets.facts import FactCard, Facts
from temu_desktop.console.widgets.flow import FlowLayout
from temu_desktop.console.widgets.sign import Sign
from temu_desktop.console.widgets.tables import ListTable
from temu_desktop.console.widgets.told import AttentionCards
from temu_desktop.console.words.foreign import breakable, isolated
from temu_desktop.inventory.queries import StockRow
from temu_desktop.timeline.model import StoredEntry

_LONGEST_NAME = 90
_ACROSS = 860
_WHY, _RULE, _ARTICLE, _TIMELINE = range(4)


class SkuView(QWidget):
    """Shows what is opened; signals tell what a person presses."""

    back_wanted = Signal()
    push_wanted = Signal()
    pause_wanted = Signal(bool)
    approve_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.opened: OpenedSku | None = None
        self.back = button("", "plain", self.back_wanted.emit)
        self.sku, self.name = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.copy, self.log = button("", "quiet", self._copy), button("", "quiet", self._ask_log)
        self.sign = Sign(desk.look)
        self.push = button("", "primary", self.push_wanted.emit)
        self.pause = button("", "plain", self._turn_pause)
        self.approve = button("", "primary", self.approve_wanted.emit)
        self.tabs = QTabWidget()
        self.cards, self.sum, self.facts = AttentionCards(), SumCard(desk), FactCard()
        self.rule, self.article = RuleCard(desk), ArticlePart(desk)
        self._figures = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.timeline = ListTable(
            _timeline_columns(desk),
            desk.memory,
            "inventory.timeline.widths",
            stretching="event",
        )
        self._lay_out()
        self.timeline.activated.connect(self._open_run)

    def show_sku(self, opened: OpenedSku) -> None:
        """Show a SKU, or the same one further on: only what changed is made anew."""
        row_ = opened.details.row
        if self.opened is None or row_.sku != self.opened.details.row.sku:
            self.tabs.setCurrentIndex(_WHY)
        self.opened = opened
        self.sku.setText(breakable(row_.sku))
        self.sku.setAccessibleName(row_.sku)
        self._say_name(row_)
        state = state_of(row_)
        self.sign.say(state_name(state), *state_sign(state))
        self.sign.setToolTip(state_meaning(state))
        self.pause.setText(self.tr("Keep in step") if row_.paused else self.tr("Pause"))
        self.pause.setIcon(self._desk.look.icon("play" if row_.paused else "pause"))
        self.push.setVisible(row_.active and row_.held_by_run is None)
        self.pause.setVisible(row_.active)
        self.approve.setVisible(row_.held_by_run is not None)
        self.cards.show_cards(cards_of(opened.details, self._desk.languages))
        self.sum.show_why(opened.details.why)
        self.facts.show_facts(self.tr("At TEMU"), self._facts(row_))
        self.rule.show_details(opened.details)
        self.article.show_sku(opened)
        self.timeline.rows.show_rows(opened.details.timeline)
        self._name_tabs()

    def show_rule(self) -> None:
        """The rule, whatever was shown before."""
        self.tabs.setCurrentIndex(_RULE)

    def retranslate(self) -> None:
        """Write every word anew."""
        self.back.setText(self.tr("All SKUs"))
        for made, name in (
            (self.copy, self.tr("Copy the SKU")),
            (self.log, self.tr("Log lines about this SKU")),
        ):
            made.setToolTip(name)
            made.setAccessibleName(name)
        self.log.setText(self.tr("Log"))
        self.push.setText(self.tr("Push now…"))
        self.approve.setText(self.tr("Look and approve…"))
        self.tabs.setAccessibleName(self.tr("Parts of the SKU"))
        self.rule.retranslate()
        self.article.retranslate()
        self.timeline.retranslate(self.tr("Timeline"))
        self._name_tabs()
        if self.opened is not None:
            self.show_sku(self.opened)

    def redraw(self) -> None:
        """Draw in the colours of now."""
        look = self._desk.look
        self.back.setIcon(look.icon("arrow-left"))
        self.copy.setIcon(look.alone("copy"))
        self.log.setIcon(look.icon("scroll-text"))
        self.push.setIcon(look.on_accent("send"))
        self.approve.setIcon(look.on_accent("hand"))
        self.rule.redraw()
        self.article.redraw()
        if self.opened is not None:
            self.show_sku(self.opened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sum and what TEMU shows stand side by side where there is room."""
        super().resizeEvent(event)
        across = self.width() >= _ACROSS
        way = QBoxLayout.Direction
        self._figures.setDirection(way.LeftToRight if across else way.TopToBottom)

    def _say_name(self, row_: StockRow) -> None:
        name = row_.name
        if len(name) > _LONGEST_NAME:
            name = f"{name[:_LONGEST_NAME]}…"
        goods = self.tr("Offer number {number}").format(number=row_.goods_id)
        told = [isolated(breakable(name)), goods]
        self.name.setText("  ·  ".join(part for part in told if part))
        self.name.setToolTip(row_.name)

    def _facts(self, row_: StockRow) -> Facts:
        formats = self._desk.languages.formats
        sent = NOTHING
        if row_.sent_at is not None:
            sent = self.tr("{quantity} on {time}").format(
                quantity=formats.number(row_.sent_quantity), time=formats.moment(row_.sent_at)
            )
        target = formats.number(row_.target)
        return [
            (self.tr("Should show"), target),
            (self.tr("Shows"), formats.number(row_.temu_stock)),
            (self.tr("Difference"), signed(row_.difference, formats)),
            (self.tr("Read at"), formats.moment(row_.read_at)),
            (self.tr("Sent"), sent),
            (self.tr("Proven at"), formats.moment(row_.proven_at)),
        ]

    def _name_tabs(self) -> None:
        names = (
            self.tr("Why this number?"),
            self.tr("Rule"),
            self.tr("Article in JTL"),
            self.tr("Timeline"),
        )
        for place, name in enumerate(names):
            self.tabs.setTabText(place, name)

    def _turn_pause(self) -> None:
        if self.opened is not None:
            self.pause_wanted.emit(not self.opened.details.row.paused)

    def _copy(self) -> None:
        if self.opened is not None:
            QGuiApplication.clipboard().setText(self.opened.details.row.sku)
            self._desk.steering.note.emit(Tone.GOOD.value, self.tr("The SKU is copied."))

    def _ask_log(self) -> None:
        if self.opened is not None:
            sku = self.opened.details.row.sku
            self._desk.steering.go.emit(Target("logs", sku))

    def _open_run(self, index: QModelIndex) -> None:
        stored = self.timeline.rows.row_at(index.row())
        if stored is not None and stored.run:
            self._desk.steering.go.emit(Target("jobs", stored.run, "run"))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        head = row(self.back, self.sku, self.copy, self.sign)
        head.setStretchFactor(self.sku, 1)
        box.addLayout(head)
        box.addWidget(self.name)
        acts = QWidget()
        flow = FlowLayout(acts)
        for act in (self.approve, self.push, self.pause, self.log):
            flow.addWidget(act)
        box.addWidget(acts)
        why = QWidget()
        parts = QVBoxLayout(why)
        parts.setContentsMargins(0, GAP, 0, 0)
        parts.setSpacing(GAP)
        parts.addWidget(self.cards)
        self._figures.setSpacing(GAP)
        self._figures.addWidget(self.sum, 3)
        self._figures.addWidget(self.facts, 2)
        parts.addLayout(self._figures)
        parts.addStretch(1)
        for inner in (why, _below_tabs(self.rule, 1), self.article):
            self.tabs.addTab(_scrolling(inner), "")
        self.tabs.addTab(_below_tabs(self.timeline), "")
        box.addWidget(self.tabs, 1)


def _below_tabs(part: QWidget, *more: int) -> QWidget:
    """A part in its distance from the tabs; a number stretches."""
    around = column(part, *more)
    around.setContentsMargins(0, GAP, 0, 0)
    made = QWidget()
    made.setLayout(around)
    return made


def _scrolling(inner: QWidget) -> QScrollArea:
    area = scrolled(inner, clear=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _timeline_columns(desk: Desk) -> list[Column[StoredEntry]]:
    translate = QCoreApplication.translate

    def run_tip(stored: StoredEntry) -> str:
        return translate("StockTimeline", "Enter opens the run") if stored.run else ""

    return [
        Column(
            *("at", lambda: translate("StockTimeline", "When")),
            text=lambda stored: desk.languages.formats.moment(stored.at),
            width=170,
            tip=run_tip,
        ),
        Column(
            *("event", lambda: translate("StockTimeline", "What happened")),
            text=lambda stored: event_words(stored, desk.languages),
        ),
    ]
