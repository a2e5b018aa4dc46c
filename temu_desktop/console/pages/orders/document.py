"""The XML that JTL got: to be read and copied, not changed."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from temu_desktop.console.desk import Desk
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import button, label, row


class DocumentView(QWidget):
    """The newest document of an order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._xml: str | None = None
        self.text = QPlainTextEdit()
        self.text.setProperty("kind", "code")
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy = button("", "plain", self._copy)
        self.nothing = label("", "muted", wrap=True)
        self._stack = QStackedWidget()
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.text, 1)
        box.addLayout(row(1, self.copy))
        empty = QWidget()
        below = QVBoxLayout(empty)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.nothing)
        below.addStretch(1)
        self._stack.addWidget(whole)
        self._stack.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP, 0, 0)
        outer.addWidget(self._stack)

    def show_xml(self, xml: str | None) -> None:
        """Show a document; the same one keeps its place. An empty one was blanked, None is none."""
        self._stack.setCurrentIndex(0 if xml else 1)
        if xml != self._xml:
            self._xml = xml
            self.text.setPlainText(indented(xml or ""))
        self._say_why_nothing()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.text.setAccessibleName(self.tr("Document for JTL"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the document"))
        self.copy.setIcon(self._desk.look.icon("copy"))
        self._say_why_nothing()

    def _say_why_nothing(self) -> None:
        if self._xml is None:
            why = self.tr("There is no document. It is made when the order goes to JTL.")
        else:
            why = self.tr("The document was blanked together with the recipient's data.")
        self.nothing.setText(why)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._xml or "")
        self._desk.steering.note.emit(Tone.GOOD.value, self.tr("The document is copied."))


def indented(xml: str) -> str:
    """One element a line, for the eye; what is copied stays as JTL got it."""
    depth, lines = 0, []
    for line in xml.replace("><", ">\n<").splitlines():
        closes, opens = line.startswith("</"), line.startswith("<") and line[1:2] not in "/?!"
        depth -= closes
        lines.append(f"{'  ' * max(0, depth)}{line}")
        depth += opens and "</" not in line and not line.endswith("/>")
    return "\n".join(lines)
