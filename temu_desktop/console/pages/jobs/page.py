"""The jobs page: a card per job, and the runs of the one that was opened."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.dressing import dress
from temu_desktop.console.page import Page
from temu_desktop.console.pages.jobs.acts import JobActs
from temu_desktop.console.pages.jobs.cards import JobCard
from temu_desktop.console.pages.jobs.history import HistoryView
from temu_desktop.console.pages.jobs.view_model import Acting, JobsModel, JobView
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import label, row, scrolled
from temu_desktop.events import (
    ActingChanged,
    DefinitionsChanged,
    LogLinesWritten,
    RunFinished,
    RunStateChanged,
    StepFinished,
    StepStarted,
)
from temu_desktop.ids import JobId, RunId

AGE_MS = 15_000
"""So often 'in 3 min' and 'overdue' are worked out anew."""


class JobsPage(Page):
    """Everything about jobs, live, whichever process runs them."""

    name = "jobs"
    icon = "calendar-clock"
    in_parts = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = JobsModel(desk.core)
        self.acts = JobActs(self, desk, self.model)
        self.cards: dict[JobId, JobCard] = {}
        self.heading = label("", "title")
        self.acting = label("", "muted")
        self.stack = QStackedWidget()
        self.history = HistoryView(desk, self.model)
        self._column = QVBoxLayout()
        self._timer = QTimer(self)
        self._timer.setInterval(AGE_MS)
        self._timer.timeout.connect(self.make_stale)
        self._lay_out()
        self.history.back_wanted.connect(self._show_cards)
        self.history.preview_wanted.connect(lambda job: self.run(self.acts.look_again(JobId(job))))
        self.history.details.log_wanted.connect(
            lambda run: desk.steering.go.emit(Target("logs", run, "run"))
        )
        self.acts.previewed.connect(lambda _: self.history.retranslate())
        self.redraw()

    def title(self) -> str:
        """The page's name."""
        return self.tr("Jobs")

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.title())
        for card in self.cards.values():
            card.retranslate()
        self.history.retranslate()
        self._show_all(self.model.views())

    def redraw(self) -> None:
        """Draw in the colours of now."""
        for card in self.cards.values():
            card.redraw()
        self.history.redraw()

    async def refresh(self) -> None:
        """Read the jobs, and the runs where they are open."""
        for view in await self.model.read():
            if view.status.definition.id not in self.cards:
                await self._add_card(view)
        self._show_all(self.model.views())
        if self.stack.currentWidget() is self.history:
            await self.history.renew()

    def concerns(self, event: object) -> bool:
        """Runs that change state, schedules, and who acts."""
        return isinstance(
            event, RunStateChanged | RunFinished | DefinitionsChanged | ActingChanged
        ) or (
            self.stack.currentWidget() is self.history
            and isinstance(event, StepStarted | StepFinished)
        )

    def live(self, events: Sequence[object]) -> None:
        """States, progress and counters, as they are told."""
        for job in self.model.take(events):
            view, card = self.model.view(job), self.cards.get(job)
            if view is not None and card is not None:
                card.show_live(view)
        if any(isinstance(event, LogLinesWritten) for event in events):
            self.history.details.wake_log()

    def show_target(self, target: Target) -> None:
        """The runs of a job, one run, or a job's schedule."""
        if target.view == "run" and target.subject:
            self.run(self._open_run(RunId(target.subject)))
        elif target.view == "schedule" and target.subject:
            self.run(self._open_schedule(JobId(target.subject)))
        elif target.subject:
            self._open_history(JobId(target.subject))
        else:
            self._show_cards()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: times grow old."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Not seen: do nothing; what events told meanwhile is read again."""
        self._timer.stop()
        self._stale = True
        super().hideEvent(event)

    def _show_all(self, views: Sequence[JobView]) -> None:
        for view in views:
            self._show(view)
        words = {
            Acting.UNKNOWN: "",
            Acting.HERE: self.tr("This program runs them."),
            Acting.ELSEWHERE: self.tr(
                "Another program runs them; this one looks on and can ask it."
            ),
            Acting.NOBODY: self.tr("No program runs them right now."),
        }
        self.acting.setText(words[self.model.acting])

    def _show(self, view: JobView) -> None:
        card = self.cards.get(view.status.definition.id)
        if card is not None:
            card.show_view(view, self.model.exposure, self.model.now())

    async def _add_card(self, view: JobView) -> None:
        """To make, fill and style a card are pieces of work; what is due goes between."""
        card = self._make_card(view.status.definition.id)
        await asyncio.sleep(0)
        self._show(view)
        await asyncio.sleep(0)
        self._column.insertWidget(self._column.count() - 1, card)
        await asyncio.sleep(0)

    def _make_card(self, job: JobId) -> JobCard:
        card = self.cards[job] = JobCard(job, self.desk.look, self.desk.languages)
        card.retranslate()
        card.redraw()
        for signal, act in (
            (card.run_wanted, self.acts.run_now),
            (card.cancel_wanted, self.acts.cancel),
            (card.switch_wanted, self.acts.switch),
            (card.schedule_wanted, self.acts.schedule),
        ):
            signal.connect(lambda act=act: self._act(job, act))
        card.history_wanted.connect(lambda: self._open_history(job))
        return card

    def _act(self, job: JobId, act: Callable[[JobView], Awaitable[None]]) -> None:
        view = self.model.view(job)
        if view is not None:
            self.run(act(view))  # type: ignore[arg-type]

    def _open_history(self, job: JobId, run: RunId | None = None) -> None:
        self.stack.setCurrentWidget(self.history)
        self.history.open(job, run)

    async def _open_run(self, run: RunId) -> None:
        found, _ = await self.model.details(run)
        self._open_history(found.job, run)

    async def _open_schedule(self, job: JobId) -> None:
        self._show_cards()
        view = next(view for view in await self.model.read() if view.status.definition.id == job)
        await self.acts.schedule(view)

    def _show_cards(self) -> None:
        self.stack.setCurrentIndex(0)
        self.make_stale()

    def _lay_out(self) -> None:
        board = QWidget()
        outer = QVBoxLayout(board)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP)
        outer.addLayout(row(self.heading, self.acting, 1))
        inside = QWidget()
        inside.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addStretch(1)
        outer.addWidget(scrolled(inside), 1)
        for part in (board, self.history):
            dress(part)
        self.stack.addWidget(board)
        self.stack.addWidget(self.history)
        self.outer.addWidget(self.stack)
