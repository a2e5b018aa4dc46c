"""Setting values in place of TEMU's, so that a rejected record can go on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Form
from temu_desktop.console.pages.orders import repair_draft as draft
from temu_desktop.console.pages.orders.article_search import ArticleField, Find
from temu_desktop.console.pages.orders.refusal_words import why_not
from temu_desktop.console.theme import GAP, TOUCH, Tone
from temu_desktop.console.widgets.basics import label, row, set_tone
from temu_desktop.console.words.foreign import isolated
from temu_desktop.errors import RepairInvalid, TemuDesktopError
from temu_desktop.orders.details import OrderDetails

_LONGEST_NAME = 48
_WIDTH = 680


class RepairDialog(Form):
    """``wanted`` carries the repairs; the dialog stays until the core has taken them."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, details: OrderDetails, find: Find) -> None:
        super().__init__(parent, "", "")
        self._desk = desk
        title = self.tr("Repair order {number}").format(number=details.number)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.yes_button.setText(self.tr("Save and carry on"))
        self.setMinimumWidth(_WIDTH)
        self._before = draft.draft_of(details, desk.languages.formats)
        self._now = self._before
        self._line = ""
        self.country = QLineEdit(self._before.country)
        self.line = QComboBox()
        self.article = ArticleField(desk, find)
        self.factor, self.quantity = QLineEdit(), QLineEdit()
        self.net, self.gross, self.rate = QLineEdit(), QLineEdit(), QLineEdit()
        self._fill_lines()
        self._lay_out(details)
        self.line.currentIndexChanged.connect(self._show_line)
        line, field = draft.place_of(details)
        self.line.setCurrentIndex(max(0, self.line.findData(line)))
        self._show_line()
        self._fields()[field].setFocus()

    def accept(self) -> None:
        """What was entered is checked first; a wrong value is named and marked."""
        self._keep_line()
        now = replace(self._now, country=self.country.text())
        try:
            repairs = draft.repairs_of(self._before, now)
        except RepairInvalid as wrong:
            self.refuse(wrong)
            return
        self.wanted.emit(repairs)

    def done_well(self) -> None:
        """The core has taken it."""
        super().accept()

    def refuse(self, error: TemuDesktopError) -> None:
        """Say what is wrong, and where."""
        self.complain(why_not(error, self._desk.languages.texts))
        wrong = _FIELDS.get(str(error.params.get("field", "")), ())
        for name, field in self._fields().items():
            shown = field.number if isinstance(field, ArticleField) else field
            set_tone(shown, Tone.BAD if name in wrong else Tone.NEUTRAL)

    def _fill_lines(self) -> None:
        blocker = QSignalBlocker(self.line)
        for line in self._before.lines:
            name = line.name[:_LONGEST_NAME]
            self.line.addItem(f"{line.line}   {isolated(name)}".strip(), line.line)
        del blocker

    def _show_line(self) -> None:
        self._keep_line()
        self._line = str(self.line.currentData() or "")
        known = next((one for one in self._now.lines if one.line == self._line), None)
        if known is None:
            return
        self.article.number.setText(known.article)
        self.article.forget()
        for field, text in (
            (self.factor, known.factor),
            (self.quantity, known.quantity),
            (self.net, known.net),
            (self.gross, known.gross),
            (self.rate, known.rate),
        ):
            field.setText(text)

    def _keep_line(self) -> None:
        """What was entered for the line shown so far."""
        known = next((one for one in self._now.lines if one.line == self._line), None)
        if known is None:
            return
        entered = replace(
            known,
            article=self.article.number.text().strip(),
            factor=self.factor.text().strip(),
            quantity=self.quantity.text().strip(),
            net=self.net.text().strip(),
            gross=self.gross.text().strip(),
            rate=self.rate.text().strip(),
        )
        self._now = self._now.with_line(entered)

    def _fields(self) -> dict[str, QLineEdit | ArticleField]:
        return {
            draft.COUNTRY: self.country,
            draft.ARTICLE: self.article,
            draft.FACTOR: self.factor,
            draft.QUANTITY: self.quantity,
            draft.NET: self.net,
            draft.GROSS: self.gross,
            draft.RATE: self.rate,
        }

    def _lay_out(self, details: OrderDetails) -> None:
        if details.rejection is not None and details.rejection.resolved_at is None:
            reason = self._desk.languages.texts.reason(details.rejection.reason)
            words = self.tr("Rejected because: {reason}").format(reason=reason)
            self.body.addWidget(label(words, wrap=True))
        form = QFormLayout()
        form.setSpacing(GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        names = (self.tr("Pieces per unit"), self.tr("Units"))
        prices = (self.tr("Net"), self.tr("Gross"), self.tr("Tax rate in %"))
        self._add(form, self.tr("Country"), self.country)
        if self._before.lines:
            self._add(form, self.tr("Line"), self.line)
            self._add(form, self.tr("Article"), self.article)
            self.article.number.setAccessibleName(self.tr("Article"))
            self._pair(form, names, (self.factor, self.quantity))
            self._pair(form, prices, (self.net, self.gross, self.rate))
            form.addRow(label(self.tr("Prices are those of one unit."), "caption", wrap=True))
        self.body.addLayout(form)
        hint = self.tr("Only what you change is set. It holds until TEMU says something else.")
        self.body.addWidget(label(hint, "caption", wrap=True))

    @staticmethod
    def _add(form: QFormLayout, name: str, field: QWidget) -> None:
        field.setAccessibleName(name)
        form.addRow(_named(name), field)

    @staticmethod
    def _pair(form: QFormLayout, names: tuple[str, ...], fields: tuple[QLineEdit, ...]) -> None:
        """Short fields side by side, each behind its name."""
        rest: list[QWidget] = [fields[0]]
        for name, field in zip(names[1:], fields[1:], strict=True):
            rest += [label(name), field]
        for name, field in zip(names, fields, strict=True):
            field.setAccessibleName(name)
        form.addRow(_named(names[0]), row(*rest))


def _named(name: str) -> QLabel:
    """As high as its field, so that both stand on one line."""
    made = label(name)
    made.setMinimumHeight(TOUCH)
    return made


_FIELDS = {
    "country": (draft.COUNTRY,),
    "sku": (draft.ARTICLE, draft.FACTOR),
    "quantity": (draft.QUANTITY,),
    "price": (draft.NET, draft.GROSS, draft.RATE),
}
