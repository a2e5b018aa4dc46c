"""What the bar-code scanner sends around a code, and a field that shows what arrives."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from temu_desktop.console.desk import Desk
from temu_desktop.console.widgets.basics import Card, button, label, row
from temu_desktop.console.widgets.settings_form import Choice

LEADING, TRAILING = "scanner.leading", "scanner.trailing"
_ENTER, _TAB, _OTHER = "enter", "tab", "other"
_MOST_SHOWN = 120
NAME_WIDTH = 290


class ScannerCard(Card):
    """Changes count from the next scan on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.heading = label("", "heading")
        self.leading, self.trailing = QLineEdit(desk.memory.text(LEADING)), Choice()
        self.other = QLineEdit()
        self.names = {part: label("") for part in (self.leading, self.trailing, self.other)}
        self.test = ScanTest()
        self.test_name = label("")
        self.start = button("", "plain", self.test.listen)
        self.test.resting.connect(desk.steering.scanner_resting)
        self._lay_out()
        self._fill()

    def retranslate(self) -> None:
        """Write every word anew."""
        self.heading.setText(self.tr("Bar-code scanner"))
        self.names[self.leading].setText(self.tr("Sends before a code"))
        self.names[self.trailing].setText(self.tr("Sends after a code"))
        self.names[self.other].setText(self.tr("These characters"))
        for part, name in self.names.items():
            part.setAccessibleName(name.text())
        self.leading.setPlaceholderText(self.tr("nothing"))
        for place, words in enumerate((self.tr("Enter"), self.tr("Tab"), self.tr("Other"))):
            self.trailing.setItemText(place, words)
        self.test_name.setText(self.tr("What a scan sends"))
        self.test.setAccessibleName(self.tr("What a scan sends"))
        self.test.setPlaceholderText(self.tr("Press 'Test', then scan any code"))
        self.start.setText(self.tr("Test"))

    def _fill(self) -> None:
        trailing = self._desk.memory.text(TRAILING, _ENTER)
        for key in (_ENTER, _TAB, _OTHER):
            self.trailing.addItem("", key)
        known = trailing in {_ENTER, _TAB}
        self.trailing.setCurrentIndex(self.trailing.findData(trailing if known else _OTHER))
        self.other.setText("" if known else trailing)
        self._show_other()
        self.leading.textEdited.connect(self._keep)
        self.other.textEdited.connect(self._keep)
        self.trailing.currentIndexChanged.connect(self._keep)

    def _keep(self) -> None:
        kind = str(self.trailing.currentData())
        trailing = self.other.text() if kind == _OTHER else kind
        # Without an end nothing could be told apart from typing.
        self._desk.memory.put(TRAILING, trailing or _ENTER)
        self._desk.memory.put(LEADING, self.leading.text())
        self._show_other()
        self._desk.steering.console_changed.emit()

    def _show_other(self) -> None:
        other = self.trailing.currentData() == _OTHER
        self.other.setVisible(other)
        self.names[self.other].setVisible(other)

    def _lay_out(self) -> None:
        self.content.addWidget(self.heading)
        for part in (self.leading, self.trailing, self.other):
            name = self.names[part]
            name.setBuddy(part)
            name.setMinimumWidth(NAME_WIDTH)
            part.setMinimumWidth(260)
            self.content.addLayout(row(name, part, 1))
        self.test_name.setMinimumWidth(NAME_WIDTH)
        line = row(self.test_name, self.test, self.start)
        line.setStretchFactor(self.test, 1)
        self.content.addLayout(line)


class ScanTest(QLineEdit):
    """Shows every key by name while it has the focus after 'Test'; ``resting`` asks the scanner's
    listener to leave the keys alone meanwhile."""

    resting = Signal(bool)
    # Events come while the field is still being made.
    _listening = False

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)

    def listen(self) -> None:
        """Show what comes from now on."""
        self.clear()
        self.setFocus()
        self._listening = True
        self.resting.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Somebody went on: the next scan is a scan again."""
        self._stop()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The same."""
        self._stop()
        super().hideEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab must not leave the field while it shows keys."""
        if self._listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._show(event)
            event.accept()
            return True
        return super().event(event)

    def _show(self, event: QKeyEvent) -> None:
        names = {Qt.Key.Key_Return: "⏎", Qt.Key.Key_Enter: "⏎", Qt.Key.Key_Tab: "⇥"}
        text = event.text() if event.text().isprintable() else "·"
        shown = names.get(Qt.Key(event.key()), text)
        self.setText((self.text() + shown)[-_MOST_SHOWN:])

    def _stop(self) -> None:
        if self._listening:
            self._listening = False
            self.resting.emit(False)
