"""PySide6 on this Python must not lose references to None (measured.md, section 0)."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_a_thousand_calls_that_return_nothing_lose_no_reference(
    application: QApplication,
) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert sys.getrefcount(None) >= before - 50
