"""What the after-sales page knows, without widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from temu_desktop.console.memory import Memory
from temu_desktop.core import Core
from temu_desktop.orders.cases import AfterSalesRow, CaseFilter


class CasesModel:
    """Reads cases through the core; nothing here answers one."""

    def __init__(self, core: Core, memory: Memory) -> None:
        self._core, self._memory = core, memory

    def now(self) -> datetime:
        """The core's time."""
        return self._core.clock.now()

    def remembered(self) -> CaseFilter:
        """Whether only open cases were last looked at on this computer."""
        return CaseFilter(open_only=self._memory.switch("after_sales.open_only", False))

    def remember(self, wanted: CaseFilter) -> None:
        """Keep it for the next start; an order that was looked for is over."""
        self._memory.put("after_sales.open_only", wanted.open_only)

    async def page(self, wanted: CaseFilter) -> Sequence[AfterSalesRow]:
        """A page of cases, the newest first."""
        return await self._core.orders.cases(wanted)
