"""The way of an order from TEMU to reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from temu_desktop.console.formatting import Formats
from temu_desktop.console.look import Look
from temu_desktop.console.pages.orders.stages import StepState, WayStep
from temu_desktop.console.pages.orders.words import step_name, step_sign, step_state_name
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, label
from temu_desktop.console.widgets.flow import FlowLayout

_STEP_ICON, _BETWEEN = 28, 16


class Way(Card):
    """The steps in their order, each with its sign, its name and when it was."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._steps: Sequence[WayStep] = ()
        self._parts: list[_Step] = []
        self._flow = FlowLayout(spacing=GAP)
        self.content.addLayout(self._flow)

    def show_way(self, steps: Sequence[WayStep], formats: Formats, now: datetime) -> None:
        """Show how far an order is."""
        self._steps = steps
        while len(self._parts) < len(steps):
            self._parts.append(_Step(self._look, first=not self._parts))
            self._flow.addWidget(self._parts[-1])
        for part, step in zip(self._parts, steps, strict=False):
            part.show_step(step, formats, now)

    def states(self) -> dict[str, StepState]:
        """What is shown, by step."""
        return {step.name: step.state for step in self._steps}


class _Step(QWidget):
    def __init__(self, look: Look, *, first: bool) -> None:
        super().__init__()
        self._look = look
        self._icon, self._name, self._when = QLabel(), label(), label("", "caption")
        self._before = QLabel()
        self._before.setVisible(not first)
        self._icon.setFixedSize(_STEP_ICON, _STEP_ICON)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._before, 0, 0, 2, 1)
        grid.addWidget(self._icon, 0, 1, 2, 1)
        grid.addWidget(self._name, 0, 2)
        grid.addWidget(self._when, 1, 2)

    def show_step(self, step: WayStep, formats: Formats, now: datetime) -> None:
        tone, icon = step_sign(step.state)
        self._before.setPixmap(self._look.picture("chevron-right", _BETWEEN, Tone.NEUTRAL))
        self._icon.setPixmap(self._look.picture(icon, _STEP_ICON, tone))
        self._name.setText(step_name(step.name))
        state = step_state_name(step.state)
        done = step.state is StepState.DONE and step.at is not None
        self._when.setText(formats.short(step.at, now) if done else state)
        self.setAccessibleName(f"{self._name.text()}: {state}")
        self.setToolTip(formats.moment(step.at) if done else state)
