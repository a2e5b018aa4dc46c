"""What every test has."""

from __future__ import annotations

pytest_plugins = ["tests.database_fixtures", "tests.sandbox_fixtures", "tests.core_fixtures"]
