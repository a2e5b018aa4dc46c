"""Every test here has a practice Wawi at hand."""

from __future__ import annotations

from tests.wawi_fixtures import any_wawi, clock, jtl, wawi

__all__ = ["any_wawi", "clock", "jtl", "wawi"]
