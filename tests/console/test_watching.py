"""Scanner and screen saver see what reaches the windows, and nothing that goes on within them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from temu_desktop.console.watching import unwatch, watch
from tests.console.hand import press


class Watcher(QObject):
    """Writes its name for every key."""

    def __init__(self, name: str, seen: list[str]) -> None:
        super().__init__()
        self.name, self.seen = name, seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys as they come down."""
        if event.type() == QEvent.Type.KeyPress:
            self.seen.append(self.name)
        return False


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def watchers(application: QApplication, seen: list[str]) -> Iterator[tuple[Watcher, Watcher]]:
    first, last = Watcher("first", seen), Watcher("last", seen)
    watch(first)
    watch(last)
    yield first, last
    unwatch(first)
    unwatch(last)


def shown(application: QApplication, widget: QWidget) -> QWidget:
    widget.show()
    application.processEvents()
    return widget


def test_who_came_last_is_asked_first_and_each_is_asked_once(
    application: QApplication, watchers: tuple[Watcher, Watcher], seen: list[str]
) -> None:
    field = shown(application, QLineEdit())
    another = shown(application, QLineEdit())
    press(field, "a")
    assert seen == ["last", "first"]
    another.close()
    field.activateWindow()
    application.processEvents()
    press(field, "b")
    assert seen == ["last", "first"] * 2
    field.close()


def test_a_dialog_that_opens_is_watched_as_well(
    application: QApplication, watchers: tuple[Watcher, Watcher], seen: list[str]
) -> None:
    window = shown(application, QWidget())
    dialog = QDialog(window)
    dialog.open()
    application.processEvents()
    press(dialog, "a")
    assert seen == ["last", "first"]
    dialog.close()
    window.close()


def test_who_watches_no_more_sees_nothing(
    application: QApplication, watchers: tuple[Watcher, Watcher], seen: list[str]
) -> None:
    first, last = watchers
    field = shown(application, QLineEdit())
    unwatch(last)
    unwatch(last)
    press(field, "a")
    assert seen == ["first"]
    unwatch(first)
    press(field, "b")
    assert seen == ["first"]
    field.close()
