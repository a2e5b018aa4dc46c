"""Questions to a person, awaited: a dialog is opened, never executed, so that the loop goes on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from temu_desktop.console.dressing import dress
from temu_desktop.console.theme import GAP
from temu_desktop.console.widgets.basics import button, label

THREE_BUTTONS = 700
SHOWN_ONCE = "shown_once"
"""Property of a dialog that shows what nobody will see again: only a hand on it closes it."""


async def shown(dialog: QDialog) -> bool:
    """Open a dialog and wait until it is closed: True where it was accepted."""
    answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def settle(code: int) -> None:
        if not answer.done():
            answer.set_result(code == QDialog.DialogCode.Accepted)

    dialog.finished.connect(settle)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.close()
        dialog.deleteLater()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: ``yes`` names what will be done, never just 'OK'."""

    title: str
    text: str
    yes: str
    no: str = ""
    dangerous: bool = False


async def ask(parent: QWidget, question: Question) -> bool:
    """Ask once before something happens; Escape and closing mean no."""
    return await shown(QuestionDialog(parent, question))


class Form(QDialog):
    """A dialog with a heading, a body and its two buttons; Enter accepts, Escape gives up."""

    def __init__(
        self, parent: QWidget, title: str, yes: str, no: str = "", *, dangerous: bool = False
    ) -> None:
        super().__init__(parent)
        dress(self)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        outer.setSpacing(GAP)
        self.heading = label(title, "heading", wrap=True)
        outer.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        outer.addLayout(self.body)
        self.complaint = label("", "body")
        self.complaint.setProperty("tone", "bad")
        self.complaint.setWordWrap(True)
        self.complaint.hide()
        outer.addWidget(self.complaint)
        self.buttons = buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = no or QCoreApplication.translate("Dialogs", "Cancel")
        self.no_button: QPushButton = button(cancel)
        self.no_button.clicked.connect(self.reject)
        self.yes_button: QPushButton = button(yes, "danger" if dangerous else "primary")
        self.yes_button.clicked.connect(self.accept)
        self.yes_button.setDefault(not dangerous)
        self.no_button.setAutoDefault(dangerous)
        buttons.addWidget(self.no_button)
        buttons.addWidget(self.yes_button)
        outer.addLayout(buttons)

    def complain(self, text: str) -> None:
        """Say what is wrong with what was entered; the dialog stays open."""
        self.complaint.setText(text)
        self.complaint.setVisible(bool(text))
        layout = self.layout()
        if layout is not None:
            # A label that wraps does not make an open dialog higher by itself.
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


class SaveForm(Form):
    """Three ways on: accepted means saving, or giving up what is unsaved where ``drop`` is set."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "", "")
        self.setMinimumWidth(THREE_BUTTONS)
        self.drop = False
        self.drop_button: QPushButton = button("", "plain", self._drop)
        self.buttons.insertWidget(1, self.drop_button)

    def _drop(self) -> None:
        self.drop = True
        self.accept()


class QuestionDialog(Form):
    """Yes or no."""

    def __init__(self, parent: QWidget, question: Question) -> None:
        super().__init__(
            parent, question.title, question.yes, question.no, dangerous=question.dangerous
        )
        text = QLabel(question.text)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(text)
