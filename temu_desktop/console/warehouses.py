"""JTL's warehouses, chosen from JTL's own list instead of typed as keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from temu_desktop.configuration.database_trials import JtlFound, Warehouse
from temu_desktop.configuration.service import ConfigurationService
from temu_desktop.configuration.trial import Trial, try_jtl
from temu_desktop.console.dialogs import Form, shown
from temu_desktop.console.tasks import Tasks
from temu_desktop.console.widgets.basics import label, row
from temu_desktop.console.widgets.settings_form import SettingEditor
from temu_desktop.errors import TemuDesktopError


class WarehousesDialog(Form):
    """A tick per warehouse; none ticked means all."""

    def __init__(
        self, parent: QWidget, warehouses: Sequence[Warehouse], chosen: frozenset[int]
    ) -> None:
        super().__init__(parent, "", "")
        self.setWindowTitle(self.tr("Warehouses"))
        self.heading.setText(self.tr("Sell from these warehouses"))
        self.yes_button.setText(self.tr("Take over"))
        self.boxes: dict[int, QCheckBox] = {}
        for one in warehouses:
            words = one.name if one.active else self.tr("{name} (not active)").format(name=one.name)
            box = self.boxes[one.id] = QCheckBox(f"{one.id}   {words}")
            box.setChecked(one.id in chosen)
            self.body.addLayout(row(box, 1))
        self.body.addWidget(label(self.tr("None ticked: all of them."), "caption"))

    def chosen(self) -> str:
        """The keys as the setting takes them."""
        return ",".join(str(key) for key, box in self.boxes.items() if box.isChecked())


class WarehouseButton(QPushButton):
    """Asks JTL for its list, then opens the dialog and types what was chosen."""

    def __init__(
        self,
        service: ConfigurationService,
        tasks: Tasks,
        editor: SettingEditor,
        changes: Callable[[], Mapping[str, str]],
    ) -> None:
        super().__init__()
        self.setText(self.tr("Choose from JTL's list"))
        self._service, self._tasks = service, tasks
        self._editor, self._changes = editor, changes
        self.setEnabled(editor.state.changeable)
        self.clicked.connect(self._begin)

    def _begin(self) -> None:
        self._tasks.run(self, self._ask(), done=self._open_list, busy=self)

    async def _ask(self) -> Trial[JtlFound]:
        return await try_jtl(await self._service.propose(self._changes()))

    def _open_list(self, trial: Trial[JtlFound]) -> None:
        if trial.found is None or not trial.found.warehouses:
            self._tasks.failed.emit(trial.error or TemuDesktopError())
            return
        self._tasks.run(self, self._choose(trial.found.warehouses))

    async def _choose(self, warehouses: Sequence[Warehouse]) -> None:
        editor = self._editor
        typed = editor.input.text() if isinstance(editor.input, QLineEdit) else ""
        keys = [part.strip() for part in typed.split(",")]
        chosen = frozenset(int(key) for key in keys if key.isdigit())
        dialog = WarehousesDialog(self, warehouses, chosen)
        if await shown(dialog):
            editor.put(dialog.chosen())
