"""A dry run: under way, then what it would have sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHeaderView, QProgressBar, QWidget

from temu_desktop.console.dialogs import Form
from temu_desktop.console.i18n import Languages
from temu_desktop.console.table_model import BLOCK, Column, PagedTableModel, Start
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.basics import label
from temu_desktop.console.widgets.table_view import TableView
from temu_desktop.console.words.jobs import counters_in_words, job_name, step_name
from temu_desktop.ids import JobId
from temu_desktop.jobs.model import IntendedWrite, RunResult


class PreviewDialog(Form):
    """Shows that a dry run is under way; ``show_result`` what came of it."""

    def __init__(self, parent: QWidget, job: JobId, languages: Languages, start: Start) -> None:
        super().__init__(parent, "", "")
        self._languages = languages
        self.setWindowTitle(self.tr("Dry run"))
        self.setMinimumWidth(860)
        self.heading.setText(self.tr("Dry run of “{job}”").format(job=job_name(job)))
        self.said = label(self.tr("Nothing is sent, nothing is stored."), "body", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("The dry run is under way"))
        self.steps = label("", "muted", wrap=True)
        self.table = TableView()
        self._model = intended_model(self.table, start)
        self.table.hide()
        for part in (self.said, self.bar, self.steps, self.table):
            self.body.addWidget(part)
        self.yes_button.hide()
        self.no_button.setText(self.tr("Cancel the dry run"))

    def show_result(self, result: RunResult) -> None:
        """What would have been sent, or why there is nothing to show."""
        self.bar.hide()
        self.no_button.setText(self.tr("Close"))
        count = len(result.intended)
        words = (
            self.tr("{count} writes would be sent.")
            if count
            else self.tr("Nothing would be sent: everything is in step.")
        )
        self.said.setText(words.format(count=self._languages.formats.number(count)))
        if result.error_code:
            error = self._languages.texts.of(result.error_code)
            self.said.setText(self.tr("The dry run ended early."))
            self.complain("\n".join((error.happened, error.means, error.remedy)))
        self.steps.setText(
            "\n".join(
                f"{step_name(step.name)} – {counters_in_words(step.counters)}"
                for step in result.steps
            )
        )
        self.table.setVisible(bool(count))
        show_intended(self._model, result.intended)


def intended_model(table: TableView, start: Start) -> PagedTableModel[IntendedWrite]:
    """The columns of intended writes, set on a table."""
    translate = QCoreApplication.translate
    columns: list[Column[IntendedWrite]] = [
        Column("target", lambda: translate("Preview", "To"), lambda one: one.target.upper(), 90),
        Column("action", lambda: translate("Preview", "What"), _action, 200),
        Column(
            "subject", lambda: translate("Preview", "Order or SKU"), lambda one: one.subject, 220
        ),
        Column("details", lambda: translate("Preview", "Details"), _details, 240),
    ]
    model: PagedTableModel[IntendedWrite] = PagedTableModel(columns, start, table)
    table.setModel(model)
    table.setAccessibleName(translate("Preview", "What would be sent"))
    for place, column in enumerate(columns):
        table.setColumnWidth(place, column.width)
    table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    table.setMinimumHeight(6 * TOUCH)
    return model


def show_intended(model: PagedTableModel[IntendedWrite], intended: Sequence[IntendedWrite]) -> None:
    """Fill the table."""

    async def fetch(offset: int, limit: int) -> Sequence[IntendedWrite]:
        return intended[offset : offset + limit]

    model.show(len(intended), intended[:BLOCK], fetch)


def _action(one: IntendedWrite) -> str:
    translate = QCoreApplication.translate
    words = {
        "tXMLBestellImport": translate("Preview", "hand over an order"),
        "shipment.confirm": translate("Preview", "report a shipment"),
        "shipment.update": translate("Preview", "change a tracking number"),
        "shipment.add": translate("Preview", "report a further parcel"),
        "cancel.agree": translate("Preview", "agree to a cancellation"),
        "stock.edit": translate("Preview", "set the stock"),
    }
    return words.get(one.action, one.action)


def _details(one: IntendedWrite) -> str:
    targets = one.details.get("targets")
    if isinstance(targets, Mapping):
        return ", ".join(f"{sku} → {pieces}" for sku, pieces in targets.items())
    return ", ".join(f"{_detail_name(name)} {value}" for name, value in one.details.items())


def _detail_name(name: str) -> str:
    translate = QCoreApplication.translate
    words = {
        "characters": translate("Preview", "length of the XML:"),
        "tracking": translate("Preview", "tracking number"),
        "carrier_id": translate("Preview", "carrier"),
        "units": translate("Preview", "pieces"),
    }
    return words.get(name, name)
