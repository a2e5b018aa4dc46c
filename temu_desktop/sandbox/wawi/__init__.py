"""A stand-in for JTL-Wawi: an ``eazybusiness``, the worker that reads its inbox, a warehouse."""

from __future__ import annotations

from temu_desktop.sandbox.wawi.corrections import TooLate
from temu_desktop.sandbox.wawi.importer import ImportResult
from temu_desktop.sandbox.wawi.schema import NotEmpty
from temu_desktop.sandbox.wawi.wawi import Wawi

__all__ = ["ImportResult", "NotEmpty", "TooLate", "Wawi"]
