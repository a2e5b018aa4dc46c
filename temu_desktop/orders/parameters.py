"""What a run of the orders job can be given."""

from __future__ import annotations

from temu_desktop.jobs.parameters import Parameter

FULL, TRACKING_ONLY = "full", "tracking_only"
PARAMETERS = (
    Parameter("mode", allowed=(FULL, TRACKING_ONLY)),
    Parameter("days_back", minimum=1, maximum=365),
    Parameter("status", allowed=(0, 1, 2, 3, 4, 5, 41, 51)),
)
