"""What a run of the inventory job can be given."""

from __future__ import annotations

from temu_desktop.jobs.parameters import Parameter

FULL, QUICK = "full", "quick"
MOST_SELECTED = 1000
"""SKUs that one run can be given by name."""
PARAMETERS = (
    Parameter("mode", allowed=(FULL, QUICK)),
    Parameter("skus", texts=MOST_SELECTED),
)
