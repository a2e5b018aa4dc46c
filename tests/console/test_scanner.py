"""A scanner types; the console tells it from a person by its pace, wherever the focus is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from temu_desktop.console.scanner import GAP_MS, SHORTEST, Scanner, ScannerSettings
from tests.console.hand import press, scan, until


class Bench:
    """A window with a field, and what was scanned."""

    def __init__(self, application: QApplication, settings: ScannerSettings) -> None:
        self.scanned: list[str] = []
        self.scanner = Scanner(settings)
        self.scanner.scanned.connect(self.scanned.append)
        self.window = QWidget()
        box = QVBoxLayout(self.window)
        self.field, self.button = QLineEdit(), QPushButton("Run")
        self.pressed = 0
        self.button.clicked.connect(self._count)
        box.addWidget(self.field)
        box.addWidget(self.button)
        self.window.show()
        self.field.setFocus()
        # Keys go to the window that has the focus, which it gets with the next events.
        application.processEvents()

    def _count(self) -> None:
        self.pressed += 1

    def close(self) -> None:
        self.scanner.close()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def bench(application: QApplication) -> Iterator[Bench]:
    made = Bench(application, ScannerSettings())
    yield made
    made.close()


async def test_a_scan_is_told_and_leaves_no_trace_in_the_field(bench: Bench) -> None:
    scan(bench.field, "PO-076-12345678901234567")
    assert bench.scanned == ["PO-076-12345678901234567"]
    assert bench.field.text() == ""


async def test_a_scan_is_told_while_a_button_has_the_focus_and_does_not_press_it(
    bench: Bench,
) -> None:
    bench.button.setFocus()
    scan(bench.button, "JJD0003 90007")
    assert bench.scanned == ["JJD0003 90007"]
    assert bench.pressed == 0


async def test_typing_arrives_unchanged(bench: Bench) -> None:
    for character in "Müller 12":
        press(bench.field, character)
    await until(lambda: bench.field.text() == "Müller 12", bench.field.text())
    assert bench.scanned == []


async def test_a_person_who_types_and_presses_enter_has_not_scanned(bench: Bench) -> None:
    entered: list[str] = []
    bench.field.returnPressed.connect(lambda: entered.append(bench.field.text()))
    for character in "4711":
        press(bench.field, character)
    press(bench.field, "\r", Qt.Key.Key_Return)
    await until(lambda: entered == ["4711"])
    assert bench.scanned == []


async def test_a_burst_that_is_too_short_is_typing(bench: Bench) -> None:
    scan(bench.field, "a" * (SHORTEST - 1))
    assert bench.scanned == []
    assert bench.field.text() == "a" * (SHORTEST - 1)


async def test_what_was_typed_before_a_scan_stays(bench: Bench) -> None:
    press(bench.field, "x")
    scan(bench.field, "4006381333931")
    assert bench.scanned == ["4006381333931"]
    assert bench.field.text() == "x"


async def test_a_scanner_that_presses_shift_for_capitals_is_a_scanner(bench: Bench) -> None:
    now = 7_000_000
    for place, character in enumerate("aBc-De"):
        if character.isupper():
            press(bench.field, "", Qt.Key.Key_Shift, at_ms=now + 6 * place - 1)
        press(bench.field, character, at_ms=now + 6 * place)
    press(bench.field, "\r", Qt.Key.Key_Return, at_ms=now + 40)
    assert bench.scanned == ["aBc-De"]


async def test_keys_with_control_go_their_own_way(bench: Bench) -> None:
    bench.field.setText("abc")
    bench.field.selectAll()
    from PySide6.QtTest import QTest

    QTest.keyClick(bench.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert bench.field.selectedText() == "abc"


async def test_leading_and_trailing_characters_are_taken_off(application: QApplication) -> None:
    bench = Bench(application, ScannerSettings(leading="~", trailing="#"))
    now = 5_000_000
    for place, character in enumerate("~DE-4711#"):
        press(bench.field, character, at_ms=now + 4 * place)
    assert bench.scanned == ["DE-4711"]
    bench.close()


async def test_a_burst_without_the_agreed_beginning_is_typing(application: QApplication) -> None:
    bench = Bench(application, ScannerSettings(leading="~"))
    scan(bench.field, "DE-4711")
    assert bench.scanned == []
    assert bench.field.text() == "DE-4711"
    bench.close()


async def test_tab_can_end_a_scan(application: QApplication) -> None:
    bench = Bench(application, ScannerSettings(trailing="tab"))
    now = 6_000_000
    for place, character in enumerate("DE-4711"):
        press(bench.field, character, at_ms=now + 4 * place)
    press(bench.field, "\t", Qt.Key.Key_Tab, at_ms=now + 40)
    assert bench.scanned == ["DE-4711"]
    bench.close()


async def test_a_thousand_scans_in_a_row_all_arrive(bench: Bench) -> None:
    codes = [f"PO-{number:06}" for number in range(1000)]
    for code in codes:
        scan(bench.field, code)
    assert bench.scanned == codes
    assert bench.field.text() == ""


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc", "Zs"]), min_size=1))
def test_nothing_that_is_typed_slowly_is_lost(application: QApplication, text: str) -> None:
    """Also a scanner of rubbish only ever types: slow keys arrive one by one."""
    bench = Bench(application, ScannerSettings())
    for character in text:
        press(bench.field, character)
    bench.scanner.close()
    assert bench.field.text() == text[: bench.field.maxLength()]
    assert bench.scanned == []
    bench.close()


def test_people_are_slower_than_the_limit() -> None:
    assert GAP_MS < 60
