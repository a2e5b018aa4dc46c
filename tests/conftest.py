"""What every test has."""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

# How long an example takes is a matter of the machine, and of the benchmarks.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
# The soak looks for examples that nobody has tried yet.
settings.register_profile("soak", settings.get_profile("house"), derandomize=False)
settings.load_profile("house")

GARBAGE = 20_000
"""Objects more than went, before the young ones are looked through."""

pytest_plugins = ["tests.database_fixtures", "tests.sandbox_fixtures", "tests.core_fixtures"]


def pytest_collection_finish() -> None:
    """Hundreds of test modules stay as they are: no collection of garbage needs to look at them.
    What tests leave behind is collected less often than a program that runs for months would."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
