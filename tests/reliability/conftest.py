"""The program as a process, and undisturbed plays to compare with."""

from __future__ import annotations

import pytest

from tests.reliability.program import Programs


@pytest.fixture(scope="session")
def programs() -> Programs:
    """Starts the program, once loaded."""
    return Programs()
