"""Errors about what a person asks of an order; the tree stands in ``errors``."""

from __future__ import annotations

from temu_desktop.error_base import TemuDesktopError


class UnknownOrder(TemuDesktopError):
    """There is no order of this number (``order``)."""

    code = "order_unknown"


class OrderActRefused(TemuDesktopError):
    """An order is not in a state in which this may be done (``order``, ``act``, ``reason``)."""

    code = "order_act_refused"

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__("this cannot be done now", reason=reason, **params)
        self.reason = reason


class RepairInvalid(TemuDesktopError):
    """What a person wants to set makes no sense (``field``, ``problem``)."""

    code = "repair_invalid"
