"""What a person at the console does: clicks, types, scans, looks, waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget

from temu_desktop.console.widgets.basics import Card

SCREENSHOTS = Path("var/screenshots")
QUICK = 85
"""Of Qt's grades of PNG, from 0 for small to 100 for quick."""
PATIENCE_SECONDS = 10.0
_Widget = TypeVar("_Widget", bound=QWidget)


async def until(condition: Callable[[], object], what: str = "") -> None:
    """Wait until something is to be seen."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while not _holds(condition):
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"not seen in time: {what or condition}")
        await asyncio.sleep(0.01)


def _holds(condition: Callable[[], object]) -> bool:
    """What cannot be found yet does not hold yet."""
    try:
        return bool(condition())
    except AssertionError:
        return False


async def settled(widget: QWidget) -> None:
    """Let everything that was started come to its end, and be painted."""
    for _ in range(5):
        await asyncio.sleep(0.01)
    await until(lambda: all(part.updatesEnabled() for part in widget.findChildren(Card)))
    widget.repaint()


def click(widget: QWidget) -> None:
    """Press the middle of a widget that can be seen and used."""
    assert widget.isVisible(), f"not to be seen: {describe(widget)}"
    assert widget.isEnabled(), f"cannot be used: {describe(widget)}"
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def click_cell(table: QTableView, row: int, column: int = 0) -> None:
    """Press a cell of a table."""
    place = table.visualRect(table.model().index(row, column))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def type_into(field: QLineEdit, text: str) -> None:
    """Replace what stands in a field."""
    click(field)
    field.selectAll()
    for character in text:
        press(field, character)


def press(widget: QWidget, text: str, key: int = 0, *, at_ms: int | None = None) -> None:
    """One key, at a time of its own, as a slow finger presses it; the window hands it to whom it
    gave the focus."""
    window = widget.window().windowHandle()
    focused = widget.window().focusWidget()
    if focused is None or not (widget is focused or widget.isAncestorOf(focused)):
        widget.setFocus()
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key or ord(text[0]), Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(at_ms if at_ms is not None else _later())
        QApplication.sendEvent(window, event)


def tap(window: QWidget, place: QPoint) -> None:
    """A finger on glass, as the window system tells the window: the pointer is there, then it is
    pressed and let go. Not by QTest, which would handle all events within the step of a task."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, button_, held in (
        (QEvent.Type.MouseMove, none, none),
        (QEvent.Type.MouseButtonPress, left, left),
        (QEvent.Type.MouseButtonRelease, left, none),
    ):
        where = QPointF(place), QPointF(window.mapToGlobal(place))
        event = QMouseEvent(kind, *where, button_, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(_later(10))
        QApplication.sendEvent(window.windowHandle(), event)


def scan(widget: QWidget, code: str) -> None:
    """What a bar-code scanner sends: keys five milliseconds apart, then Enter."""
    now = _later(10_000)
    for place, character in enumerate(code):
        press(widget, character, at_ms=now + 5 * place)
    press(widget, "\r", Qt.Key.Key_Return, at_ms=now + 5 * len(code))


def find(parent: QWidget, kind: type[_Widget], **wanted: str) -> _Widget:
    """The one visible widget of a kind with these properties (text, name)."""
    found = [
        widget
        for widget in parent.findChildren(kind)
        if widget.isVisible() and all(_has(widget, name, value) for name, value in wanted.items())
    ]
    assert len(found) == 1, f"{len(found)} of {kind.__name__} with {wanted}"
    return found[0]


def button(parent: QWidget, text: str) -> QAbstractButton:
    """The visible button with this text."""
    return find(parent, QAbstractButton, text=text)


def words(parent: QWidget) -> str:
    """Everything that can be read."""
    labels = (one.text() for one in parent.findChildren(QLabel) if one.isVisible())
    buttons = (one.text() for one in parent.findChildren(QAbstractButton) if one.isVisible())
    return "\n".join((*labels, *buttons))


def dialog() -> QWidget:
    """The dialog that is open."""
    found = QApplication.activeModalWidget()
    assert found is not None, "no dialog is open"
    return found


def photograph(widget: QWidget, name: str) -> Path:
    """Keep a picture of what is seen."""
    file = SCREENSHOTS / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    assert widget.grab().save(str(file), "PNG", QUICK)  # type: ignore[call-overload]
    return file


def describe(widget: QWidget) -> str:
    """For messages of tests."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text}".strip()


def _has(widget: QWidget, name: str, value: str) -> bool:
    if name == "name":
        return widget.accessibleName() == value
    found = getattr(widget, name)()
    return str(found).strip() == value


_clock = {"ms": 1_000_000}


def _later(by: int = 120) -> int:
    _clock["ms"] += by
    return _clock["ms"]
