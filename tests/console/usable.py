"""What everything that is used must have: a name, a size for gloves, a way to it by keys."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QWidget,
)

from temu_desktop.console.theme import TOUCH
from tests.console.hand import describe

PARTS_OF_QT = {"qt_spinbox_lineedit", "qt_toolbar_ext_button", "ScrollLeftButton"}


def used(parent: QWidget) -> list[QWidget]:
    """Everything that is seen and that a person uses."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
    return [
        widget
        for kind in kinds
        for widget in parent.findChildren(kind)
        if widget.isVisible() and not is_part_of_another(widget)
    ]


def is_part_of_another(widget: QWidget) -> bool:
    """The line of a spin box, the clear button of a line, the corner of a table."""
    if widget.objectName() in PARTS_OF_QT or widget.objectName().startswith("qt_"):
        return True
    around = widget.parentWidget()
    inside = (QAbstractItemView, QLineEdit, QComboBox, QAbstractSpinBox)
    return around is not None and (
        isinstance(around, inside) or isinstance(around.parentWidget(), QComboBox)
    )


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def unusable(parent: QWidget) -> Iterator[str]:
    """What lacks something; what cannot be used now needs no way to it."""
    for one in used(parent):
        if not name_of(one).strip():
            yield f"without a name: {describe(one)}"
        lower = min(one.width(), one.height())
        if not isinstance(one, QAbstractItemView) and lower < TOUCH:
            yield f"too small: {describe(one)} {one.width()}x{one.height()}"
        if one.isEnabled() and one.focusPolicy() is Qt.FocusPolicy.NoFocus:
            yield f"not reached by keys: {describe(one)}"
