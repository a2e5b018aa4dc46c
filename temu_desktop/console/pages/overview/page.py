"""The first page: is everything in order, and what is not?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from temu_desktop.attention.catalogue import Action
from temu_desktop.attention.model import StoredIssue
from temu_desktop.connections.model import Standing
from temu_desktop.console.approval import approve_after_a_look
from temu_desktop.console.desk import Desk
from temu_desktop.console.page import Page
from temu_desktop.console.pages.overview.connections import ConnectionCard
from temu_desktop.console.pages.overview.issues import IssueList
from temu_desktop.console.pages.overview.tiles import TileGrid
from temu_desktop.console.pages.overview.view_model import (
    Overview,
    job_of,
    main_action,
    read_courses,
    read_overview,
    run_of,
    target_of,
)
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import column, label, row, scrolled
from temu_desktop.events import (
    ConnectionChanged,
    InventoryChanged,
    IssuesChanged,
    OrdersChanged,
    RunFinished,
)

CHARTS = "temu_desktop.console.pages.overview.charts"
AGE_MS = 30_000
"""So often ages and 'due today' are worked out anew."""


class OverviewPage(Page):
    """Tiles, what needs a person, connections, charts."""

    name = "overview"
    icon = "layout-dashboard"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Overview | None = None
        self.heading = label("", "title")
        self.state = label("", "heading", wrap=True)
        self.tiles = TileGrid(desk)
        self.issues = IssueList(desk)
        self.connections = ConnectionCard(desk)
        self.charts: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_MS)
        self._timer.timeout.connect(self.make_stale)
        self.tiles.wanted.connect(desk.steering.go)
        self.issues.acted.connect(self._act)
        self.issues.more_wanted.connect(lambda: self.run(self.issues.show_more()))
        self.issues.seen.connect(lambda item: self.run(self._note(item, Action.ACKNOWLEDGE)))
        self._lay_out()

    def title(self) -> str:
        """The page's name."""
        return self.tr("Overview")

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.title())
        self.tiles.retranslate()
        self.issues.rebuild()
        self.connections.retranslate()
        if self.charts is not None:
            self.charts.retranslate()  # type: ignore[attr-defined]
        self._say_state()

    def redraw(self) -> None:
        """Draw in the colours of now."""
        self.tiles.redraw()
        self.issues.rebuild()
        self.connections.retranslate()
        if self.charts is not None:
            self.charts.retranslate()  # type: ignore[attr-defined]

    async def refresh(self) -> None:
        """Read and show, a part a turn of the loop."""
        self._shown = await read_overview(self.desk.core)
        self.tiles.show_tiles(self._shown.tiles)
        await asyncio.sleep(0)
        self.connections.retranslate()
        self._say_state()
        await self.issues.show_issues(self._shown.issues, self._shown.more_issues)
        await asyncio.sleep(0)
        courses = await read_courses(self.desk.core)
        self._chart_card().show_courses(courses)  # type: ignore[attr-defined]

    def concerns(self, event: object) -> bool:
        """What changes a figure, an issue or a connection."""
        kinds = (OrdersChanged, InventoryChanged, IssuesChanged, RunFinished, ConnectionChanged)
        return isinstance(event, kinds)

    def live(self, events: Sequence[object]) -> None:
        """Connections are known without reading."""
        if any(isinstance(event, ConnectionChanged) for event in events):
            self.connections.retranslate()
            self._say_state()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: ages move on."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hidden: no work."""
        super().hideEvent(event)
        self._timer.stop()

    def _act(self, item: StoredIssue) -> None:
        self.run(self._done_about(item))

    async def _done_about(self, item: StoredIssue) -> None:
        """What the button of an issue does; who did it is written down."""
        action = main_action(item)
        if action is Action.RUN_JOB:
            await self.desk.core.jobs.run_now(job_of(item), self.desk.acting.name)
            self.desk.steering.note.emit(Tone.GOOD.value, self.tr("The job was started."))
        elif action is Action.APPROVE:
            if not await approve_after_a_look(self, self.desk, run_of(item)):
                return
            self.desk.steering.note.emit(
                Tone.GOOD.value, self.tr("Approved. It goes out with the next run.")
            )
            return
        elif (target := target_of(item)) is not None:
            self.desk.steering.go.emit(target)
        await self._note(item, action)

    async def _note(self, item: StoredIssue, action: Action) -> None:
        await self.desk.core.issues.act(item.id, action, self.desk.acting.name)

    def _say_state(self) -> None:
        if self._shown is None:
            return
        grave = self._shown.grave
        if grave:
            words = self.tr("Needs a person: {count}").format(count=grave)
        elif any(one.standing is Standing.DOWN for one in self.desk.core.connections.states()):
            words = self.tr("A connection is down")
        else:
            words = self.tr("Everything is in order")
        self.state.setText(words)

    def _chart_card(self) -> QWidget:
        """The charts' library takes a while to load: after the first figures are seen."""
        if self.charts is None:
            self.charts = import_module(CHARTS).Charts(self.desk)
            self._below.addWidget(self.charts)
        return self.charts

    def _lay_out(self) -> None:
        self.outer.addLayout(row(self.heading, 1, self.state))
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.tiles)
        lower = row()
        lower.addWidget(self.issues, 5)
        right = column(self.connections, 1)
        lower.addLayout(right, 3)
        box.addLayout(lower, 1)
        self._below = box
        self.outer.addWidget(scrolled(inside), 1)
