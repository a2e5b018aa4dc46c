"""A rule that was typed and not saved, for whoever wants to leave."""

from __future__ import annotations

from temu_desktop.console.pages.inventory.acts import StockActs
from temu_desktop.console.pages.inventory.sku_view import SkuView


class TypedRule:
    """What stands in the fields of the SKU that is open; a ``Draft`` of its page."""

    def __init__(self, sku: SkuView, acts: StockActs) -> None:
        self._sku, self._acts = sku, acts

    @property
    def unsaved(self) -> int:
        """One where something else is typed than is set."""
        return int(self._sku.opened is not None and self._sku.rule.form.is_changed)

    async def save(self) -> bool:
        """Save it; where it makes no sense that is said at its fields."""
        opened, form = self._sku.opened, self._sku.rule.form
        self._sku.show_rule()
        if opened is None or not form.check():
            return False
        return await self._acts.set_rule(opened.details, form.draft().rule(), False)

    def discard(self) -> None:
        """Forget it."""
        self._sku.rule.form.reset()
