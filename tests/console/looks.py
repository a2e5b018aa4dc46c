"""The four looks of a page: two languages, two themes. Every test run sees the English dark one,
beside the German light one that all other tests use; `make soak` sees all four, and
test_screenshots takes every page in all of them."""

from __future__ import annotations

import pytest

from temu_desktop.console.theme import Mode

LOOKS = [
    pytest.param("de", Mode.LIGHT, id="de-light", marks=pytest.mark.soak),
    pytest.param("en", Mode.DARK, id="en-dark"),
    pytest.param("de", Mode.DARK, id="de-dark", marks=pytest.mark.soak),
    pytest.param("en", Mode.LIGHT, id="en-light", marks=pytest.mark.soak),
]
