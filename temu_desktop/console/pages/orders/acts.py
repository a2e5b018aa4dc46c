"""What the buttons of an order do: ask what must be asked, then let the core do it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Form, Question, ask, shown
from temu_desktop.console.doors import kiosk_allows
from temu_desktop.console.pages.orders.refusal_words import why_not
from temu_desktop.console.pages.orders.repair_dialog import RepairDialog
from temu_desktop.console.pages.orders.view_model import Opened, OrdersModel
from temu_desktop.console.pages.orders.words import act_name
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import label
from temu_desktop.errors import OrderActRefused, TemuDesktopError
from temu_desktop.orders.repairs import Repair
from temu_desktop.orders.states import OrderAct

LONGEST_REASON = 500
_WISHES = frozenset({OrderAct.AGREE_TO_CANCEL, OrderAct.SHIP_ALL_THE_SAME})
"""How a buyer's wish to cancel may be answered."""
_WIDTH = 600
_FINAL = _WISHES | {OrderAct.GIVE_UP}
"""Nothing brings these back: in the kiosk an administrator must agree."""


class OrderActs(QObject):
    """Coroutines for ``Page.run``; every act is named with who acts."""

    def __init__(self, page: QWidget, desk: Desk, model: OrdersModel) -> None:
        super().__init__(page)
        self._page, self._desk, self._model = page, desk, model

    @property
    def _who(self) -> str:
        return self._desk.acting.name

    async def do(self, act: OrderAct, opened: Opened) -> None:
        """Whatever the button is for."""
        if act in _FINAL and not await kiosk_allows(self._page, self._desk):
            return
        try:
            if act is OrderAct.REPAIR:
                await self._repair(opened)
            elif act is OrderAct.GIVE_UP:
                await self._give_up(opened)
            else:
                await self._plain(act, opened.details.number)
        except OrderActRefused as refused:
            words = why_not(refused, self._desk.languages.texts)
            self._desk.steering.note.emit(Tone.WARN.value, words)

    async def _plain(self, act: OrderAct, number: str) -> None:
        question = self._question(act, number)
        if question is not None and not await ask(self._page, question):
            return
        self._tell(act, await self._model.do(act, number, self._who))

    async def _repair(self, opened: Opened) -> None:
        details = opened.details
        dialog = RepairDialog(self._page, self._desk, details, self._model.find_articles)
        started = False

        def took(at_once: bool) -> None:
            nonlocal started
            started = at_once
            dialog.done_well()

        def repair(repairs: Sequence[Repair]) -> None:
            self._desk.tasks.run(
                dialog,
                self._model.repair(details.number, repairs, self._who),
                done=took,
                failed=dialog.refuse,
                busy=dialog.yes_button,
            )

        dialog.wanted.connect(repair)
        if await shown(dialog):
            self._tell(OrderAct.REPAIR, started)

    async def _give_up(self, opened: Opened) -> None:
        number = opened.details.number
        dialog = GiveUpDialog(self._page, number)

        def give_up() -> None:
            self._desk.tasks.run(
                dialog,
                self._model.give_up(number, dialog.reason.text(), self._who),
                done=lambda _: dialog.done_well(),
                failed=refused,
                busy=dialog.yes_button,
            )

        def refused(error: TemuDesktopError) -> None:
            dialog.complain(why_not(error, self._desk.languages.texts))

        dialog.entered.connect(give_up)
        if await shown(dialog):
            self._tell(OrderAct.GIVE_UP, True)

    def _tell(self, act: OrderAct, started: bool) -> None:
        """What happens now."""
        if act in {OrderAct.MARK_HANDLED, OrderAct.GIVE_UP}:
            words = self.tr("Done: {act}.")
        elif started:
            words = self.tr("{act}: the orders job is running now.")
        else:
            words = self.tr("{act}: noted. The next run of the orders job carries it out.")
        self._desk.steering.note.emit(Tone.GOOD.value, words.format(act=act_name(act)))

    def _question(self, act: OrderAct, number: str) -> Question | None:
        """Asked once where it cannot be taken back."""
        if act is OrderAct.LOOK_UP_TRACKING:
            return None
        title, text = self._asked(act)
        return Question(
            title.format(number=number),
            text,
            act_name(act),
            # "Cancel" could be taken for the order's.
            self.tr("Back") if act in _WISHES else "",
            dangerous=act is OrderAct.AGREE_TO_CANCEL,
        )

    def _asked(self, act: OrderAct) -> tuple[str, str]:
        return {
            OrderAct.EXPORT_AGAIN: (
                self.tr("Export order {number} again?"),
                self.tr("JTL is asked first; only an order that is nowhere is handed over anew."),
            ),
            OrderAct.REPORT_AGAIN: (
                self.tr("Report the parcels of {number} again?"),
                self.tr("The parcels that were refused are sent to TEMU with their number of now."),
            ),
            OrderAct.MARK_HANDLED: (
                self.tr("Mark {number} as handled?"),
                self.tr("Its open issues count as seen to by {name}.").format(name=self._who),
            ),
            OrderAct.RELEASE_HOLD: (
                self.tr("Release order {number}?"),
                self.tr("It goes to JTL although TEMU is not done with it."),
            ),
            OrderAct.AGREE_TO_CANCEL: (
                self.tr("Agree to cancel {number}?"),
                self.tr(
                    "TEMU cancels the order for good. If JTL has it already, cancel it there too."
                ),
            ),
            OrderAct.SHIP_ALL_THE_SAME: (
                self.tr("Ship {number} all the same?"),
                self.tr("The buyer's wish is refused when the parcel is reported."),
            ),
        }[act]


class GiveUpDialog(Form):
    """Asks why a record is let go; it cannot be taken back. Stays until the core agrees."""

    entered = Signal()

    def __init__(self, parent: QWidget, number: str) -> None:
        super().__init__(parent, "", "", dangerous=True)
        title = self.tr("Give up order {number}?").format(number=number)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.yes_button.setText(act_name(OrderAct.GIVE_UP))
        self.setMinimumWidth(_WIDTH)
        text = self.tr("It counts as shipped elsewhere and never goes to JTL. This is final.")
        self.body.addWidget(label(text, wrap=True))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Why? For example: shipped by hand"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.body.addWidget(self.reason)
        self.reason.setFocus()

    def accept(self) -> None:
        """The core says whether the reason will do."""
        self.entered.emit()

    def done_well(self) -> None:
        """The core has taken it."""
        super().accept()
