"""Fields for a job's parameters, each as its type takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from temu_desktop.console.theme import GAP, TOUCH
from temu_desktop.console.widgets.basics import label
from temu_desktop.console.widgets.number_fields import WholeNumber
from temu_desktop.console.words.schedules import field_name, value_name
from temu_desktop.jobs.parameters import Parameter

NAME_WIDTH = 200
"""Forms below each other stand in one line."""


class ParameterFields:
    """Adds a row per parameter to a form; a field that is left alone gives nothing."""

    def __init__(
        self, form: QFormLayout, takes: Sequence[Parameter], usual: Mapping[str, Any]
    ) -> None:
        self._takes = tuple(takes)
        self._usual = dict(usual)
        self.fields: dict[str, QComboBox | WholeNumber] = {}
        for parameter in self._takes:
            made = _choice(parameter, usual) if parameter.allowed else _number(parameter, usual)
            made.setAccessibleName(field_name(parameter.name))
            self.fields[parameter.name] = made
            add_field(form, field_name(parameter.name), made)

    def values(self) -> dict[str, Any]:
        """What was chosen, by name."""
        found: dict[str, Any] = {}
        for name, made in self.fields.items():
            if isinstance(made, QComboBox):
                value = made.currentData()
                if value is not None:
                    found[name] = value
            elif made.value() != made.minimum():
                found[name] = made.value()
        return found


def form_layout() -> QFormLayout:
    """Names on the left, fields on the right."""
    form = QFormLayout()
    form.setHorizontalSpacing(2 * GAP)
    form.setVerticalSpacing(GAP)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def add_field(form: QFormLayout, name: str, field: QWidget) -> None:
    """A row whose name stands beside the middle of its field."""
    words = label(name)
    words.setMinimumSize(NAME_WIDTH, TOUCH)
    words.setBuddy(field)
    form.addRow(words, field)


def _usually() -> str:
    return QCoreApplication.translate("JobWords", "as usual")


def _choice(parameter: Parameter, usual: Mapping[str, Any]) -> QComboBox:
    box = QComboBox()
    if parameter.name not in usual:
        box.addItem(_usually(), None)
    for value in parameter.allowed:
        box.addItem(value_name(parameter.name, value), value)
    if parameter.name in usual:
        box.setCurrentIndex(max(0, box.findData(usual[parameter.name])))
    return box


def _number(parameter: Parameter, usual: Mapping[str, Any]) -> WholeNumber:
    lowest = parameter.minimum if parameter.minimum is not None else 0
    highest = parameter.maximum if parameter.maximum is not None else 1_000_000
    box = WholeNumber(lowest - 1, highest)
    box.setSpecialValueText(_usually())
    box.setValue(int(usual.get(parameter.name, lowest - 1)))
    return box
