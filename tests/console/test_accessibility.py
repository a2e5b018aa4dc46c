"""For gloves, keyboards and screen readers: names, sizes and reach of everything on every page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

from temu_desktop.console.session import Session
from temu_desktop.console.theme import TOUCH
from temu_desktop.console.widgets.rail import PAGES
from tests.console.conftest import OpenConsole
from tests.console.hand import describe, settled
from tests.core_fixtures import Shop

WITHOUT_A_NAME_OF_THEIR_OWN = (QTabBar,)
PARTS_OF_QT = {"qt_spinbox_lineedit", "qt_toolbar_ext_button", "ScrollLeftButton"}


def used(parent: QWidget) -> list[QWidget]:
    """Everything that is seen and can be used."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
    return [
        widget
        for kind in kinds
        for widget in parent.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and not is_part_of_another(widget)
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


@pytest.mark.parametrize("language", ["de", "en"])
async def test_everything_has_a_name_a_size_and_can_be_reached(
    shop: Shop, open_console: OpenConsole, language: str
) -> None:
    await shop.place()
    await shop.run_orders()
    session = await open_console(shop, language=language)
    for page in PAGES:
        session.window.open(page)
        await settled(session.window)
        assert_usable(session, page)


def assert_usable(session: Session, page: str) -> None:
    found = used(session.window)
    nameless = [f"{page}: {describe(one)}" for one in found if not name_of(one).strip()]
    small = [
        f"{page}: {describe(one)} {one.width()}x{one.height()}"
        for one in found
        if not isinstance(one, QAbstractItemView) and (one.height() < TOUCH or one.width() < TOUCH)
    ]
    unreached = [
        f"{page}: {describe(one)}" for one in found if one.focusPolicy() is Qt.FocusPolicy.NoFocus
    ]
    assert (nameless, small, unreached) == ([], [], [])
