"""Logs: one rotating file per area, secrets and personal data removed at the source."""

from temu_desktop.logs.context import bound
from temu_desktop.logs.masking import Masking
from temu_desktop.logs.setup import logging_to

__all__ = ["Masking", "bound", "logging_to"]
