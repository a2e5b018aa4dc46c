"""What the buttons of a card do: ask what must be asked, then let the core do it."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.dialogs import Question, ask, shown
from temu_desktop.console.doors import kiosk_allows
from temu_desktop.console.pages.jobs.preview_dialog import PreviewDialog
from temu_desktop.console.pages.jobs.run_dialog import RunDialog
from temu_desktop.console.pages.jobs.schedule_dialog import ScheduleDialog
from temu_desktop.console.pages.jobs.view_model import JobsModel, JobView
from temu_desktop.console.theme import Tone
from temu_desktop.console.words.jobs import job_name
from temu_desktop.errors import DefinitionWrong, TemuDesktopError
from temu_desktop.ids import JobId
from temu_desktop.jobs.model import RunResult


class JobActs(QObject):
    """Coroutines for ``Page.run``. ``previewed`` tells of a dry run that can be looked at again."""

    previewed = Signal(str)

    def __init__(self, page: QWidget, desk: Desk, model: JobsModel) -> None:
        super().__init__(page)
        self._page, self._desk, self._model = page, desk, model

    @property
    def _who(self) -> str:
        return self._desk.acting.name

    async def run_now(self, view: JobView) -> None:
        """Ask for this run's parameters, then start it, or its preview."""
        dialog = RunDialog(self._page, view.status)
        if not await shown(dialog):
            return
        # The dialog is gone with the next wait.
        job, values = view.status.definition.id, dialog.values()
        dry, verbose = dialog.dry.isChecked(), dialog.verbose.isChecked()
        if dry:
            await self._preview(job, values)
            return
        run = await self._model.start(job, values, self._who, verbose=verbose)
        if verbose:
            self._desk.steering.go.emit(Target("logs", run, "run"))

    async def cancel(self, view: JobView) -> None:
        """Ask once, then cancel the run that is under way."""
        if view.live is None:
            return
        question = Question(
            self.tr("Cancel the run of “{job}”?").format(job=job_name(view.live.job)),
            self.tr("What is written stays written; the next run goes on from there."),
            self.tr("Cancel run"),
            self.tr("Let it run"),
            dangerous=True,
        )
        if await ask(self._page, question):
            await self._model.cancel(view.live.run, self._who)

    async def switch(self, view: JobView) -> None:
        """Pause a job or let it go on; the opposite is one press away, so nothing is asked."""
        if not await kiosk_allows(self._page, self._desk):
            return
        definition = view.status.definition
        await self._model.switch(definition.id, not definition.enabled, self._who)

    async def schedule(self, view: JobView) -> None:
        """Change when and how a job runs; the dialog stays open until the core agrees."""
        if not await kiosk_allows(self._page, self._desk):
            return
        dialog = ScheduleDialog(self._page, view.status)
        job = view.status.definition.id

        def refused(error: TemuDesktopError) -> None:
            if isinstance(error, DefinitionWrong):
                dialog.refuse(error)
            else:
                words = self._desk.languages.texts.of(error.code)
                dialog.complain(f"{words.happened}\n{words.remedy}")

        def change(changes: dict[str, object]) -> None:
            self._desk.tasks.run(
                dialog,
                self._model.change(job, changes, self._who),
                done=lambda _: dialog.done_well(),
                failed=refused,
                busy=dialog.yes_button,
            )

        def reset() -> None:
            self._desk.tasks.run(
                dialog,
                self._model.reset(job, self._who),
                done=lambda _: dialog.done_well(),
                failed=refused,
                busy=dialog.reset_button,
            )

        dialog.wanted.connect(change)
        dialog.reset_wanted.connect(reset)
        if await shown(dialog):
            words = self.tr("The schedule of “{job}” is saved.").format(job=job_name(job))
            self._desk.steering.note.emit(Tone.GOOD.value, words)

    async def look_again(self, job: JobId) -> None:
        """Show the last dry run once more."""
        dialog = self._dialog(job)
        dialog.show_result(self._model.previews[job])
        await shown(dialog)

    async def _preview(self, job: JobId, values: dict[str, object]) -> None:
        dialog = self._dialog(job)
        task = asyncio.ensure_future(self._model.preview(job, values, self._who))

        def ended(done: asyncio.Future[RunResult]) -> None:
            if done.cancelled() or not isValid(dialog):
                return
            if done.exception() is None:
                dialog.show_result(done.result())
                self.previewed.emit(job)
            else:
                dialog.reject()

        task.add_done_callback(ended)
        try:
            await shown(dialog)
        finally:
            if not task.done():
                task.cancel()
        if task.done() and not task.cancelled():
            task.result()

    def _dialog(self, job: JobId) -> PreviewDialog:
        def start(work: object) -> object:
            return self._desk.tasks.run(self._page, work)  # type: ignore[arg-type]

        return PreviewDialog(self._page, job, self._desk.languages, start)
