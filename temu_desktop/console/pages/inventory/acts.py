"""What the buttons of stock do: ask and show what must be seen, then let the core do it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from temu_desktop.console.approval import approve_after_a_look
from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Question, ask, shown
from temu_desktop.console.doors import kiosk_allows
from temu_desktop.console.pages.inventory.dialogs import GeneralRuleDialog, MapDialog, PushDialog
from temu_desktop.console.pages.inventory.rule_form import rule_refused
from temu_desktop.console.pages.inventory.view_model import StockModel
from temu_desktop.console.theme import Tone
from temu_desktop.console.words.foreign import isolated
from temu_desktop.errors import StockRuleWrong
from temu_desktop.ids import RunId
from temu_desktop.inventory.details import OwnRule, SkuDetails
from temu_desktop.jtl.article_search import ArticleHit


class StockActs(QObject):
    """Coroutines for ``Page.run``; every act is named with who acts."""

    def __init__(self, page: QWidget, desk: Desk, model: StockModel) -> None:
        super().__init__(page)
        self._page, self._desk, self._model = page, desk, model

    @property
    def _who(self) -> str:
        return self._desk.acting.name

    async def push(self, skus: Sequence[str]) -> bool:
        """Preview, then push; False where the person thinks better of it."""
        preview = await self._model.preview(skus)
        if not await shown(PushDialog(self._page, self._desk, skus, preview)):
            return False
        await self._push(skus)
        return True

    async def approve(self, run: RunId | None) -> None:
        """Show what a brake holds; let it go, and send it, where the person agrees."""
        if not await approve_after_a_look(self._page, self._desk, run):
            return
        if await self._model.send_approved(self._who):
            self._good(self.tr("Approved. The stock job is running and sends it now."))
        else:
            self._good(self.tr("Approved. The next run of the stock job sends it."))

    async def read_again(self) -> None:
        """TEMU's list and JTL's stock anew."""
        question = Question(
            self.tr("Read TEMU's list and JTL's stock again?"),
            self.tr("The stock job reads everything, compares, and sends what differs."),
            self.tr("Read again"),
        )
        if await ask(self._page, question):
            await self._model.read_again(self._who)
            self._good(self.tr("The stock job is running; its progress is on the jobs page."))

    async def set_rule(self, details: SkuDetails, rule: OwnRule | None, push: bool) -> bool:
        """A SKU's own rule (None: as for all), pushed at once if wanted; whether it was taken."""
        sku = details.row.sku
        if not await kiosk_allows(self._page, self._desk):
            return False
        try:
            await self._model.set_rule(sku, rule, self._who)
        except StockRuleWrong:
            self._desk.steering.note.emit(Tone.WARN.value, rule_refused())
            return False
        if push:
            await self._push([sku])
        elif rule is None or rule.is_empty:
            self._good(self.tr("The rule for all SKUs holds from the next comparison."))
        else:
            self._good(self.tr("The rule is saved and takes effect with the next comparison."))
        return True

    async def set_general_rule(self) -> None:
        """The rule for all SKUs."""
        if not await kiosk_allows(self._page, self._desk):
            return
        dialog = GeneralRuleDialog(self._page, self._desk, await self._model.general_rule())

        def enter(rule: OwnRule) -> None:
            self._desk.tasks.run(
                dialog,
                self._model.set_rule(None, rule, self._who),
                done=lambda _: dialog.done_well(),
                failed=dialog.refuse,
                busy=dialog.yes_button,
            )

        dialog.entered.connect(enter)
        if await shown(dialog):
            self._good(self.tr("The rule is saved and takes effect with the next comparison."))

    async def pause(self, details: SkuDetails, paused: bool) -> None:
        """Leave TEMU's number alone, or no longer."""
        await self._model.pause(details, paused, self._who)
        if paused:
            self._good(self.tr("Paused: TEMU's number stays as it is."))
        else:
            self._good(self.tr("The number is kept in step again from the next comparison."))

    async def map(self, sku: str) -> None:
        """Say which of JTL's articles a SKU is."""
        dialog = MapDialog(self._page, self._desk, sku)
        dialog.search_wanted.connect(partial(self._search, dialog))
        dialog.chosen.connect(partial(self._map, dialog, sku))
        if await shown(dialog):
            self._good(self.tr("The mapping is saved and takes effect with the next comparison."))

    async def unmap(self, sku: str) -> None:
        """Remove the mapping after a question."""
        question = Question(
            self.tr("Remove the mapping of {sku}?").format(sku=isolated(sku)),
            self.tr("The next comparison looks for an article whose number is the SKU."),
            self.tr("Remove"),
        )
        if await ask(self._page, question):
            await self._model.inventory.unmap(sku, self._who)
            self._good(self.tr("The mapping is removed."))

    async def _push(self, skus: Sequence[str]) -> None:
        await self._model.push(skus, self._who)
        number = self._desk.languages.formats.number(len(skus))
        words = self.tr("The stock job is running; SKUs to push: {count}.")
        self._good(words.format(count=number))

    def _search(self, dialog: MapDialog, words: str) -> None:
        self._desk.tasks.run(
            dialog,
            self._model.inventory.find_articles(words),
            done=dialog.show_hits,
            failed=dialog.refuse,
            busy=dialog.search,
        )

    def _map(self, dialog: MapDialog, sku: str, hit: ArticleHit) -> None:
        self._desk.tasks.run(
            dialog,
            self._model.map(sku, hit.id, self._who),
            done=lambda _: dialog.done_well(),
            failed=dialog.refuse,
            busy=dialog.yes_button,
        )

    def _good(self, words: str) -> None:
        self._desk.steering.note.emit(Tone.GOOD.value, words)
