"""The client's view of the settings."""

from __future__ import annotations

from temu_desktop.settings import TemuSettings
from temu_desktop.temu.client import TemuConfig


def config_of(temu: TemuSettings, *, retries: int = 3) -> TemuConfig:
    """How to call TEMU with these settings."""
    return TemuConfig(
        endpoint=temu.endpoint,
        app_key=temu.app_key,
        app_secret=temu.app_secret,
        access_token=temu.access_token,
        qps=temu.calls_per_second,
        timeout_seconds=temu.timeout_seconds,
        max_connections=temu.connections,
        retries=retries,
        backoff_seconds=temu.backoff_seconds,
        limit_pause_seconds=temu.limit_pause_seconds,
    )
