"""One order in full: its state, what to do, and all that is known of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.pages.orders.cards import cards_of
from temu_desktop.console.pages.orders.document import DocumentView
from temu_desktop.console.pages.orders.facts import OrderFacts
from temu_desktop.console.pages.orders.parcels import ParcelList
from temu_desktop.console.pages.orders.signs import Way
from temu_desktop.console.pages.orders.stages import Stage, stage_of, way_of
from temu_desktop.console.pages.orders.tables import LineTable, TimelineTable
from temu_desktop.console.pages.orders.view_model import Opened
from temu_desktop.console.pages.orders.words import (
    act_icon,
    act_name,
    deadline_words,
    stage_name,
    stage_sign,
)
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, row, scrolled, set_tone
from temu_desktop.console.widgets.flow import FlowLayout
from temu_desktop.console.widgets.sign import Sign
from temu_desktop.console.widgets.told import AttentionCards
from temu_desktop.console.words.foreign import breakable, isolated
from temu_desktop.orders.rows import OrderRow
from temu_desktop.orders.states import OrderAct

_IN_ORDER = (
    *(OrderAct.REPAIR, OrderAct.RELEASE_HOLD, OrderAct.AGREE_TO_CANCEL),
    *(OrderAct.SHIP_ALL_THE_SAME, OrderAct.EXPORT_AGAIN, OrderAct.REPORT_AGAIN),
    *(OrderAct.LOOK_UP_TRACKING, OrderAct.MARK_HANDLED, OrderAct.GIVE_UP),
)
_LINES, _PARCELS, _TIMELINE, _DOCUMENT = 1, 2, 3, 4
_LONGEST_NAME = 60
_KEPT = "\u00a0"
"""A blank at which no line ends."""


class OrderView(QWidget):
    """Shows what is opened; ``act_wanted`` and ``back_wanted`` tell what a person presses."""

    back_wanted = Signal()
    act_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.opened: Opened | None = None
        self.back = button("", "plain", self.back_wanted.emit)
        self.number, self.about = label("", "heading"), label("", "muted", wrap=True)
        self.copy = button("", "quiet", self._copy)
        self.log = button("", "quiet", self._ask_for_log)
        self.sign, self.deadline = Sign(desk.look), label("", "body")
        self.acts: dict[OrderAct, QPushButton] = {}
        self.bar = QWidget()
        self.tabs = QTabWidget()
        self.way, self.cards, self.facts = Way(desk.look), AttentionCards(), OrderFacts(desk)
        self.lines, self.parcels = LineTable(desk), ParcelList(desk)
        self.timeline, self.document = TimelineTable(desk), DocumentView(desk)
        self._make_acts()
        self._lay_out()
        self.timeline.activated.connect(self._open_run)

    def show_order(self, opened: Opened) -> None:
        """Show an order, or the same one further on: only what changed is made anew."""
        if self.opened is None or opened.details.number != self.opened.details.number:
            self.tabs.setCurrentIndex(0)
        self.opened = opened
        details, languages = opened.details, self._desk.languages
        self.number.setText(details.number)
        self._say_head(details.row)
        for act, made in self.acts.items():
            made.setVisible(act in opened.acts)
        self.bar.setVisible(bool(opened.acts))
        self._stress_repair(stage_of(details.row) is Stage.REJECTED)
        self.way.show_way(way_of(details), languages.formats, self._desk.core.clock.now())
        self.cards.show_cards(cards_of(details, languages))
        self.facts.show_order(details)
        self.lines.currency = details.amounts.currency if details.amounts else "EUR"
        self.lines.rows.show_rows(details.lines)
        self.parcels.show_parcels(details.parcels, details.lines)
        self.timeline.show_entries(details.timeline)
        self.document.show_xml(details.xml)
        self._name_tabs()

    def retranslate(self) -> None:
        """Write every word anew."""
        for made, name in (
            (self.copy, self.tr("Copy the number")),
            (self.log, self.tr("Log lines about this order")),
        ):
            made.setToolTip(name)
            made.setAccessibleName(name)
        self.log.setText(self.tr("Log"))
        for act, made in self.acts.items():
            made.setText(act_name(act))
        self.tabs.setAccessibleName(self.tr("Parts of the order"))
        self.lines.retranslate(self.tr("Lines"))
        self.timeline.retranslate(self.tr("Timeline"))
        self.document.retranslate()
        self._name_tabs()
        if self.opened is not None:
            self.show_order(self.opened)

    def redraw(self) -> None:
        """Draw in the colours of now."""
        look = self._desk.look
        self.back.setIcon(look.icon("arrow-left"))
        self.copy.setIcon(look.alone("copy"))
        self.log.setIcon(look.icon("scroll-text"))
        for act, made in self.acts.items():
            made.setIcon(look.icon(act_icon(act)))
        self.document.copy.setIcon(look.icon("copy"))
        if self.opened is not None:
            self.show_order(self.opened)

    def repaint_times(self) -> None:
        """The deadline comes nearer."""
        if self.opened is not None:
            self._say_deadline(self.opened.details.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the table."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _say_head(self, row_: OrderRow | None) -> None:
        stage = stage_of(row_)
        self.sign.say(stage_name(stage), *stage_sign(stage))
        self._say_deadline(row_)
        if row_ is None:
            self.about.setText(self.tr("Known from TEMU, not taken over yet."))
            return
        name = row_.buyer
        if len(name) > _LONGEST_NAME:
            name = f"{name[:_LONGEST_NAME]}…"
        told = [row_.country_iso or "", self.tr("Pieces: {count}").format(count=row_.pieces)]
        if row_.total is not None:
            told.append(self._desk.languages.formats.money(row_.total, row_.currency))
        if row_.wawi_order_number:
            told.append(self.tr("JTL: {number}").format(number=row_.wawi_order_number))
        kept = [isolated(breakable(name)), *(part.replace(" ", _KEPT) for part in told)]
        self.about.setText(f"{2 * _KEPT}·  ".join(part for part in kept if part))

    def _say_deadline(self, row_: OrderRow | None) -> None:
        known = row_ is not None and row_.ship_by_at is not None
        self.deadline.setVisible(known)
        if row_ is None or not known:
            return
        now, formats = self._desk.core.clock.now(), self._desk.languages.formats
        words, tone, _ = deadline_words(row_, formats, now)
        self.deadline.setText(self.tr("Ship by: {time}").format(time=words))
        self.deadline.setToolTip(formats.moment(row_.ship_by_at))
        set_tone(self.deadline, tone or Tone.NEUTRAL)

    def _name_tabs(self) -> None:
        details = self.opened.details if self.opened is not None else None
        counts = (
            (len(details.lines), len(details.parcels), len(details.timeline))
            if details is not None
            else (0, 0, 0)
        )
        names = (self.tr("Lines"), self.tr("Parcels"), self.tr("Timeline"))
        self.tabs.setTabText(0, self.tr("State"))
        for tab, name, count in zip((_LINES, _PARCELS, _TIMELINE), names, counts, strict=True):
            self.tabs.setTabText(tab, f"{name} ({count})" if count else name)
        self.tabs.setTabText(_DOCUMENT, self.tr("Document"))

    def _make_acts(self) -> None:
        flow = FlowLayout(self.bar)
        for act in _IN_ORDER:
            wanted = partial(self.act_wanted.emit, act)
            made = button("", "plain", wanted)
            self.acts[act] = made
            flow.addWidget(made)

    def _stress_repair(self, wanted: bool) -> None:
        """It is what a rejected order needs; elsewhere it is one act among others."""
        made, kind = self.acts[OrderAct.REPAIR], "primary" if wanted else "plain"
        look, icon = self._desk.look, act_icon(OrderAct.REPAIR)
        made.setIcon(look.on_accent(icon) if wanted else look.icon(icon))
        if made.property("kind") != kind:
            made.setProperty("kind", kind)
            made.style().unpolish(made)
            made.style().polish(made)

    def _copy(self) -> None:
        if self.opened is not None:
            QGuiApplication.clipboard().setText(self.opened.details.number)
            self._desk.steering.note.emit(Tone.GOOD.value, self.tr("The number is copied."))

    def _ask_for_log(self) -> None:
        if self.opened is not None:
            self._desk.steering.go.emit(Target("logs", self.opened.details.number))

    def _open_run(self, index: QModelIndex) -> None:
        if run := self.timeline.run_of(index.row()):
            self._desk.steering.go.emit(Target("jobs", run, "run"))

    def _lay_out(self) -> None:
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside = QWidget()
        state = QVBoxLayout(inside)
        state.setContentsMargins(0, GAP, 0, 0)
        state.setSpacing(GAP)
        for part in (self.way, self.cards, self.facts):
            state.addWidget(part)
        state.addStretch(1)
        area = scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for tab in (area, self.lines, self.parcels, self.timeline, self.document):
            self.tabs.addTab(tab, "")
        head = row(self.back, self.number, self.copy, 1, self.sign)
        more = row(self.about, self.deadline, self.log)
        more.setStretchFactor(self.about, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP)
        outer.addLayout(head)
        outer.addLayout(more)
        outer.addWidget(self.bar)
        outer.addWidget(self.tabs, 1)
