"""Labels, buttons, pills, cards and layouts in the style of the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from temu_desktop.console.theme import GAP, TOUCH, Tone

LabelKind = Literal[
    "body", "title", "heading", "figure", "clock", "muted", "caption", "code", "pill"
]
_Box = TypeVar("_Box", bound=QBoxLayout)
BESIDE_BUTTONS = TOUCH + 2
"""As high as a button with its frame: a page's title stands at the same height with buttons beside
it or without."""
ButtonKind = Literal["plain", "primary", "danger", "quiet", "link", "chip"]


def label(text: str = "", kind: LabelKind = "body", *, wrap: bool = False) -> QLabel:
    """Plain text in one of the theme's kinds; never read as HTML."""
    made = QLabel(text)
    made.setProperty("kind", kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind == "title":
        made.setMinimumHeight(BESIDE_BUTTONS)
    return made


def pill(text: str = "", tone: Tone = Tone.NEUTRAL) -> QLabel:
    """A short word on a ground of its tone; the word says what the colour says."""
    made = label(text, "pill")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    set_tone(made, tone)
    return made


def button(
    text: str = "", kind: ButtonKind = "plain", clicked: Callable[[], object] | None = None
) -> QPushButton:
    """A button that a gloved finger hits; its text is its accessible name."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setMinimumWidth(TOUCH)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def scrolled(inside: QWidget, *, clear: bool = False) -> QScrollArea:
    """A part that scrolls where it is taller than its place; ``clear`` shows the ground behind.

    The scroll bar brings its own distance, so that without one the part is as wide as others.
    """
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    if clear:
        made.setProperty("kind", "clear")
    made.setWidget(inside)
    return made


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Change a widget's tone; the style is worked out anew only where it changes."""
    if widget.property("tone") == tone.value:
        return
    widget.setProperty("tone", tone.value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def bring_to_front(window: QWidget) -> None:
    """Show a window above all others, also one that was minimized."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class Card(QFrame):
    """A framed ground with a layout of its own."""

    def __init__(self, *, horizontal: bool = False, margin: int = GAP + 4) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.content: QBoxLayout = QHBoxLayout(self) if horizontal else QVBoxLayout(self)
        self.content.setContentsMargins(margin, margin, margin, margin)
        self.content.setSpacing(GAP)


def row(*items: QWidget | int, spacing: int = GAP) -> QHBoxLayout:
    """Widgets side by side; a number stretches."""
    return _filled(QHBoxLayout(), items, spacing)


def column(*items: QWidget | int, spacing: int = GAP) -> QVBoxLayout:
    """Widgets one below the other; a number stretches."""
    return _filled(QVBoxLayout(), items, spacing)


def clear(layout: QBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QBoxLayout):
            clear(inner)


def _filled(box: _Box, items: tuple[QWidget | int, ...], spacing: int) -> _Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            box.addStretch(item)
        else:
            box.addWidget(item)
    return box
