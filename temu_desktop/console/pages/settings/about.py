"""The program itself: version, folders, what people did, and the licences of what is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPlainTextEdit

from temu_desktop import __version__
from temu_desktop.audit.repository import StoredAct
from temu_desktop.console.assets import licence_texts
from temu_desktop.console.desk import Desk
from temu_desktop.console.pages.settings.audit_words import act_name, act_subject
from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.section import Section
from temu_desktop.console.pages.settings.tables import RowTable
from temu_desktop.console.table_model import Column, ListTableModel
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.basics import Card, button, label, row

PAGE = 100


class AboutSection(Section):
    """Read only."""

    key = "about"
    icon = "info"
    changeable = False

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__(desk, door)
        self._acts: tuple[StoredAct, ...] = ()
        self.version = label(f"temu-desktop {__version__}", "heading")
        self.folders = {
            "data": desk.core.settings.data_dir,
            "logs": desk.core.settings.data_dir / "logs",
        }
        self.names = {key: label("", "body") for key in self.folders}
        self.open = {key: button("", "plain") for key in self.folders}
        self.acts_heading = label("", "heading")
        self.model: ListTableModel[StoredAct] = ListTableModel(self._columns())
        self.table = RowTable(self.model, None)
        self.older = button("", "plain", self._read_older)
        self.licences_heading = label("", "heading")
        self.qt_notice = label("", "body", wrap=True)
        self.licences = QPlainTextEdit()
        self._lay_out()

    def title(self) -> str:
        """The section's name."""
        return self.tr("About")

    def retranslate(self) -> None:
        """Write every word anew."""
        super().retranslate()
        words = {"data": self.tr("Data: {folder}"), "logs": self.tr("Logs: {folder}")}
        opens = {"data": self.tr("Open data folder"), "logs": self.tr("Open log folder")}
        for key, folder in self.folders.items():
            self.names[key].setText(words[key].format(folder=folder))
            self.open[key].setText(opens[key])
        self.acts_heading.setText(self.tr("What people did"))
        self.table.setAccessibleName(self.acts_heading.text())
        self.table.repaint_all()
        self.older.setText(self.tr("Show older"))
        self.licences_heading.setText(self.tr("Licences"))
        self.licences.setAccessibleName(self.tr("Licences"))
        self.qt_notice.setText(
            self.tr(
                "The console uses Qt and PySide6 under the GNU LGPL, version 3. They lie as "
                "separate libraries beside the program and may be replaced by other builds of "
                "them; their source is at https://code.qt.io."
            )
        )

    async def refresh(self) -> None:
        """Read the newest acts, and the licences once."""
        acts = await self.desk.core.operator.acts(limit=PAGE)
        self._show(acts, more=len(acts) == PAGE)
        if not self.licences.toPlainText():
            self.licences.setPlainText("\n\n".join(licence_texts()))

    def _read_older(self) -> None:
        last = self._acts[-1].id
        work = self.desk.core.operator.acts(before=last, limit=PAGE)
        self.run(work, done=self._add, busy=self.older)

    def _add(self, acts: Sequence[StoredAct]) -> None:
        place = self.table.verticalScrollBar().value()
        self._show((*self._acts, *acts), more=len(acts) == PAGE)
        self.table.verticalScrollBar().setValue(place)

    def _show(self, acts: Sequence[StoredAct], *, more: bool) -> None:
        self._acts = tuple(acts)
        self.model.show_rows(self._acts)
        self.older.setEnabled(more)

    def _columns(self) -> list[Column[StoredAct]]:
        return [
            Column("at", lambda: self.tr("When"), self._at),
            Column("who", lambda: self.tr("Who"), lambda one: one.act.who),
            Column("what", lambda: self.tr("What"), lambda one: act_name(one.act.action)),
            Column("subject", lambda: self.tr("Concerning"), lambda one: act_subject(one.act)),
        ]

    def _at(self, one: StoredAct) -> str:
        return self.desk.languages.formats.moment(one.at)

    def _lay_out(self) -> None:
        program, acts, licences = Card(), Card(), Card()
        program.content.addWidget(self.version)
        for key, folder in self.folders.items():
            self.names[key].setWordWrap(True)
            line = row(self.names[key], self.open[key])
            line.setStretchFactor(self.names[key], 1)
            program.content.addLayout(line)
            self.open[key].clicked.connect(lambda _on=False, folder=folder: _open(folder))
            # A file manager is a way out of the kiosk.
            self.open[key].setVisible(not self.desk.kiosk)
        self.table.lay_out(3, {0: 160, 1: 110, 2: 230})
        self.table.setMinimumHeight(7 * TOUCH)
        acts.content.addWidget(self.acts_heading)
        acts.content.addWidget(self.table)
        acts.content.addLayout(row(self.older, 1))
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setMinimumHeight(280)
        for part in (self.licences_heading, self.qt_notice, self.licences):
            licences.content.addWidget(part)
        for card in (program, acts, licences):
            self.body.addWidget(card)
        self.body.addStretch(1)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
