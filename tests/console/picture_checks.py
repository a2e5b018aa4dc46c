"""What can be seen to be wrong with a picture without eyes: cut off, overlapping, untranslated."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.console.hand import describe

TRANSLATIONS = Path("resources/i18n")
SLACK = 1
"""Pixels that rounding may cost."""
FIELD_PADDING = 16
SCROLLS_SIDEWAYS = {"document"}
"""A document is kept in its own lines."""
BREAKS = re.compile(r"[\s\u200b/]+")
"""Where Qt ends a line."""


def faults(seen: QWidget, language: str) -> list[str]:
    """Everything that is wrong with what is seen."""
    shown = [seen, *visible(seen)]
    found = [*cut_off(shown), *overlapping(shown), *scrolled_sideways(shown)]
    return [*found, *untranslated(shown)] if language == "de" else found


def visible(parent: QWidget) -> Iterator[QWidget]:
    """Everything that is seen below a widget."""
    for widget in parent.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def cut_off(shown: Sequence[QWidget]) -> Iterator[str]:
    """Texts that have less room than they need."""
    for widget in shown:
        if isinstance(widget, QLabel):
            fits = label_fits(widget)
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
            fits = button_fits(widget)
        elif isinstance(widget, QLineEdit):
            fits = field_fits(widget)
        elif isinstance(widget, QComboBox):
            fits = choice_fits(widget)
        elif isinstance(widget, QTabBar):
            fits = all(
                widget.tabRect(tab).width() + SLACK >= widget.tabSizeHint(tab).width()
                for tab in range(widget.count())
            )
        elif isinstance(widget, QHeaderView):
            yield from heads_cut_off(widget)
            continue
        else:
            continue
        if not fits:
            yield f"cut off: {describe(widget)!r} {widget.width()}x{widget.height()}"


def label_fits(label: QLabel) -> bool:
    """A line as wide as its label; lines that wrap as high."""
    if not label.text() or not label.pixmap().isNull():
        return True
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        longest = max(
            (label.fontMetrics().horizontalAdvance(word) for word in BREAKS.split(label.text())),
            default=0,
        )
        wide = longest <= label.contentsRect().width() + SLACK
        return label.height() + SLACK >= needed and wide
    hint = label.sizeHint()
    return label.width() + SLACK >= hint.width() and label.height() + SLACK >= hint.height()


def button_fits(button: QAbstractButton) -> bool:
    """As wide as its words; a button with a layout of its own holds its words in labels."""
    if button.layout() is not None and not button.text():
        return True
    return button.width() + SLACK >= button.sizeHint().width()


def field_fits(field: QLineEdit) -> bool:
    """What stands in an empty field to explain it can be read."""
    if field.text() or not field.placeholderText():
        return True
    needed = field.fontMetrics().horizontalAdvance(field.placeholderText())
    return needed <= field.width() - FIELD_PADDING


def choice_fits(choice: QComboBox) -> bool:
    """The chosen words beside the arrow."""
    style = choice.style()
    option = QStyleOptionComboBox()
    option.initFrom(choice)
    field = style.subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, choice
    )
    needed = choice.fontMetrics().horizontalAdvance(choice.currentText())
    return needed <= field.width() + SLACK


def heads_cut_off(header: QHeaderView) -> Iterator[str]:
    """Names of columns."""
    if header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
        return
    for section in range(header.count()):
        size = header.sectionSize(section)
        if header.isSectionHidden(section) or size == 0:
            continue
        if size + SLACK < header.sectionSizeFromContents(section).width():
            text = header.model().headerData(section, Qt.Orientation.Horizontal)
            yield f"cut off: column {text!r} {size}"


def overlapping(shown: Sequence[QWidget]) -> Iterator[str]:
    """Neighbours that lie on each other; what covers all of its parent is meant to."""
    for parent in shown:
        if parent.layout() is None or isinstance(parent, QStackedWidget):
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and child.isVisible()
            and not child.isWindow()
            and not child.geometry().isEmpty()
            and child.geometry() != parent.rect()
        ]
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    yield f"overlapping: {describe(one)!r} and {describe(other)!r}"


def scrolled_sideways(shown: Sequence[QWidget]) -> Iterator[str]:
    """Nobody should have to scroll to the right."""
    for widget in shown:
        if isinstance(widget, QAbstractScrollArea) and widget.objectName() not in SCROLLS_SIDEWAYS:
            bar = widget.horizontalScrollBar()
            if bar.isVisible() and bar.maximum() > 0:
                yield f"scrolls sideways: {describe(widget)!r} by {bar.maximum()}"


def untranslated(shown: Sequence[QWidget]) -> Iterator[str]:
    """English where German is wanted."""
    english = english_only()
    for widget in shown:
        for text in texts_of(widget):
            if text.strip() in english:
                yield f"untranslated: {text!r} in {describe(widget)!r}"


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything that a widget says."""
    yield widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(tab) for tab in range(widget.count()))
    elif isinstance(widget, QTableView) and widget.model() is not None:
        for column in range(widget.model().columnCount()):
            yield str(widget.model().headerData(column, Qt.Orientation.Horizontal) or "")


@cache
def english_only() -> frozenset[str]:
    """English texts of the console that are no German text as well."""
    english: set[str] = set()
    german: set[str] = set()
    for file in TRANSLATIONS.glob("*.de.ts"):
        root = ET.parse(file).getroot()  # noqa: S314 - our own files
        for message in root.iter("message"):
            english.add(message.findtext("source", ""))
            german.add(message.findtext("translation", ""))
    return frozenset(english - german - {""})


def open_dialog() -> QWidget | None:
    """The dialog that is open, if any."""
    return QApplication.activeModalWidget()
