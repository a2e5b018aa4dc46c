"""What was typed in any section and not saved, for whoever wants to leave."""

from __future__ import annotations

from collections.abc import Callable

from temu_desktop.console.pages.settings.door import Door
from temu_desktop.console.pages.settings.saving import Saving
from temu_desktop.console.pages.settings.sections import Sections


class TypedSettings:
    """The changes of all sections; a ``Draft`` of their page, which counts them anew after each
    attempt."""

    def __init__(
        self, door: Door, saving: Saving, sections: Sections, count: Callable[[], None]
    ) -> None:
        self._door, self._saving, self._sections, self._count = door, saving, sections, count

    @property
    def unsaved(self) -> int:
        """How many changes wait."""
        return sum(section.unsaved for section in self._sections.all())

    async def save(self) -> bool:
        """Save everything that waits, after an administrator agreed; whether it worked."""
        try:
            return await self._door.opened() and await self._saving.save()
        finally:
            self._count()

    def discard(self) -> None:
        """Take everything back that waits."""
        for section in self._sections.all():
            section.discard()
        self._count()
