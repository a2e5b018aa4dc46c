"""Dialogs of stock: what a push would change, which article a SKU is, the rule for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.dialogs import Form
from temu_desktop.console.pages.inventory.rule_form import RuleForm, rule_refused
from temu_desktop.console.pages.inventory.words import change_name
from temu_desktop.console.table_model import Column
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import button, label, row, set_tone
from temu_desktop.console.widgets.tables import ListTable
from temu_desktop.console.words.foreign import breakable, isolated
from temu_desktop.errors import StockRuleWrong, TemuDesktopError
from temu_desktop.inventory.details import OwnRule
from temu_desktop.inventory.model import StockRule
from temu_desktop.inventory.preview import PushItem, PushPreview
from temu_desktop.jtl.article_search import ArticleHit

_LONGEST = 200
_NARROW = 560


class PushDialog(Form):
    """The preview of a push, and the button that starts it."""

    def __init__(
        self, parent: QWidget, desk: Desk, skus: Sequence[str], preview: PushPreview
    ) -> None:
        super().__init__(parent, "", "")
        self.resize(860, 600)
        self._formats = desk.languages.formats
        number = self._formats.number
        title = self.tr("Push {count} SKUs to TEMU?").format(count=number(len(skus)))
        if len(skus) == 1:
            title = self.tr("Push {sku} to TEMU?").format(sku=isolated(skus[0]))
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.yes_button.setText(self.tr("Push now"))
        self.yes_button.setIcon(desk.look.on_accent("send"))
        self.summary = label(self._summary(preview), wrap=True)
        self.body.addWidget(self.summary)
        for words in self._warnings(preview):
            warning = label(words, wrap=True)
            set_tone(warning, Tone.WARN)
            self.body.addWidget(warning)
        self.table = ListTable(
            self._columns(), desk.memory, "inventory.push.widths", stretching="name"
        )
        self.table.retranslate(self.tr("What would change"))
        self.table.rows.show_rows(preview.items)
        self.table.setVisible(bool(preview.items))
        self.body.addWidget(self.table, 1)
        if not preview.items and (layout := self.layout()) is not None:
            self.resize(_NARROW, layout.totalHeightForWidth(_NARROW))

    def _summary(self, preview: PushPreview) -> str:
        number = self._formats.number
        if not preview.changes:
            return self.tr(
                "By the last comparison nothing differs. JTL is read again now; what differs then "
                "is sent."
            )
        words = self.tr(
            "Changes: {changes} · to zero: {zero} · down by 90% or more: {falls}. JTL is read "
            "again before anything is sent."
        )
        return words.format(
            changes=number(preview.changes),
            zero=number(preview.to_zero),
            falls=number(preview.falls),
        )

    def _warnings(self, preview: PushPreview) -> list[str]:
        found = []
        if preview.first_push:
            found.append(self.tr("It is the first push: everything waits for a person's approval."))
        elif preview.brake:
            found.append(self.tr("So many fall at once that the brake will hold them back."))
        if preview.waiting:
            words = self.tr("{count} more are held already and go on waiting.")
            found.append(words.format(count=self._formats.number(preview.waiting)))
        return found

    def _columns(self) -> list[Column[PushItem]]:
        translate, number = QCoreApplication.translate, self._formats.number
        return [
            Column("sku", lambda: translate("PushDialog", "SKU"), lambda item: item.sku, 200),
            Column(
                *("name", lambda: translate("PushDialog", "Article")),
                text=lambda item: isolated(item.name),
            ),
            Column(
                *("before", lambda: translate("PushDialog", "At TEMU")),
                text=lambda item: number(item.before),
                width=104,
                right=True,
            ),
            Column(
                *("after", lambda: translate("PushDialog", "New")),
                text=lambda item: number(item.after),
                width=90,
                right=True,
            ),
            Column(
                *("change", lambda: translate("PushDialog", "Change")),
                text=lambda item: change_name(item.change),
                width=220,
            ),
        ]


class MapDialog(Form):
    """Finds one of JTL's articles; stays open until the core has taken the choice."""

    search_wanted = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, sku: str) -> None:
        super().__init__(parent, "", "")
        self.resize(820, 560)
        self._desk = desk
        title = self.tr("Which article in JTL is {sku}?").format(sku=isolated(breakable(sku)))
        self.setWindowTitle(self.tr("Map by hand"))
        self.heading.setText(title)
        self.yes_button.setText(self.tr("Map this article"))
        self.yes_button.setEnabled(False)
        self.words = QLineEdit()
        self.words.setMaxLength(_LONGEST)
        self.words.setPlaceholderText(self.tr("Number, EAN or the beginning of the name"))
        self.words.setAccessibleName(self.tr("Search JTL's articles"))
        self.words.installEventFilter(self)
        self.search = button(self.tr("Search"), "plain", self._search)
        self.search.setIcon(desk.look.icon("search"))
        self.search.setAutoDefault(False)
        self.said = label(self.tr("Search for the article, then choose it."), "muted", wrap=True)
        self.table = ListTable(
            _hit_columns(self.tr("yes"), self.tr("no")),
            desk.memory,
            "inventory.map.widths",
            stretching="name",
        )
        self.table.retranslate(self.tr("Articles found"))
        line = row(self.words, self.search)
        line.setStretchFactor(self.words, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.said)
        self.body.addWidget(self.table, 1)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.activated.connect(lambda _index: self.accept())
        self.words.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter searches; it does not end the dialog."""
        if watched is self.words and isinstance(event, QKeyEvent):
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if event.type() == QEvent.Type.KeyPress and enter:
                self._search()
                return True
        return False

    def show_hits(self, hits: Sequence[ArticleHit]) -> None:
        """Show what JTL has; a single hit is marked at once."""
        self.table.rows.show_rows(hits)
        number = self._desk.languages.formats.number(len(hits))
        found = self.tr("Found: {count}. Choose one.").format(count=number)
        self.said.setText(found if hits else self.tr("JTL has no article that begins like this."))
        self.complain("")
        self.yes_button.setEnabled(False)
        if len(hits) == 1:
            self.table.selectRow(0)
            self.yes_button.setEnabled(True)

    def accept(self) -> None:
        """The core says whether it will do."""
        hit = self.table.rows.row_at(self.table.currentIndex().row())
        if hit is not None:
            self.chosen.emit(hit)

    def done_well(self) -> None:
        """The core has taken it."""
        super().accept()

    def refuse(self, error: TemuDesktopError) -> None:
        """Say what went wrong."""
        words = self._desk.languages.texts.of(error.code)
        self.complain(f"{words.happened} {words.remedy}".strip())

    def _search(self) -> None:
        if self.words.text().strip():
            self.search_wanted.emit(self.words.text())

    def _on_row(self, index: QModelIndex) -> None:
        self.yes_button.setEnabled(index.isValid())


class GeneralRuleDialog(Form):
    """The rule for all SKUs; stays open until the core has taken it."""

    entered = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, rule: OwnRule) -> None:
        super().__init__(parent, "", "")
        self.setMinimumWidth(620)
        self._desk = desk
        self.setWindowTitle(self.tr("Rule for all SKUs"))
        self.heading.setText(self.tr("Rule for all SKUs"))
        self.yes_button.setText(self.tr("Save"))
        hint = self.tr(
            "It holds wherever a SKU has no rule of its own, and takes effect with the next "
            "comparison."
        )
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.form = RuleForm(desk, general=True)
        self.form.show_rule(rule, StockRule())
        self.form.reset()
        self.body.addWidget(self.form)

    def accept(self) -> None:
        """What is typed is checked here first."""
        if self.form.check():
            self.entered.emit(self.form.draft().rule())

    def done_well(self) -> None:
        """The core has taken it."""
        super().accept()

    def refuse(self, error: TemuDesktopError) -> None:
        """Say what went wrong."""
        if isinstance(error, StockRuleWrong):
            self.complain(rule_refused())
            return
        words = self._desk.languages.texts.of(error.code)
        self.complain(f"{words.happened} {words.remedy}".strip())


def _hit_columns(yes: str, no: str) -> list[Column[ArticleHit]]:
    translate = QCoreApplication.translate
    return [
        Column("number", lambda: translate("MapDialog", "Number"), lambda hit: hit.number, 200),
        Column(
            *("name", lambda: translate("MapDialog", "Name")),
            text=lambda hit: isolated(hit.name),
            tip=lambda hit: hit.name,
        ),
        Column("ean", lambda: translate("MapDialog", "EAN"), lambda hit: hit.barcode, 172),
        Column(
            *("sold", lambda: translate("MapDialog", "For sale")),
            text=lambda hit: yes if hit.sellable else no,
            width=128,
        ),
    ]
