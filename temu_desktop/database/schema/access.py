"""The tables of who may do what: people, devices, and what devices are reached with."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, text, true

from temu_desktop.database.schema.base import metadata, row_id
from temu_desktop.database.types import NVarChar, UtcDateTime

ROLE = NVarChar(20)
NAME = NVarChar(100)
SHA256 = NVarChar(64)

people = Table(
    "people",
    metadata,
    row_id(),
    Column("name", NAME, nullable=False),
    Column("name_key", NVarChar(300), nullable=False, unique=True),
    Column("role", ROLE, nullable=False),
    Column("pin_hash", NVarChar(200)),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("wrong_guesses", Integer, nullable=False, server_default=text("0")),
    Column("wait_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
)
"""People who act. ``name_key`` is the name without regard to case, ``wrong_guesses`` counts wrong
PINs since the last right one, ``wait_until`` says when the next one may be tried."""

devices = Table(
    "devices",
    metadata,
    row_id(),
    Column("name", NAME, nullable=False),
    Column("kind", NVarChar(20), nullable=False),
    Column("role", ROLE, nullable=False),
    Column("token_hash", SHA256, nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", NAME, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("last_seen_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", NAME),
)
"""Phones and machines that may call, by the SHA-256 of their token; no expiry: until revoked."""

pairing_codes = Table(
    "pairing_codes",
    metadata,
    row_id(),
    Column("code_hash", SHA256, nullable=False, unique=True),
    Column("role", ROLE, nullable=False),
    Column("name", NAME),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", NAME, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("device_id", Integer, ForeignKey(devices.c.id)),
)
"""One-time codes by which a phone gets its token; kept for a while after use."""
Index(None, pairing_codes.c.expires_at)

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    row_id(),
    Column("device_id", Integer, ForeignKey(devices.c.id, ondelete="CASCADE"), nullable=False),
    Column("endpoint", NVarChar(2000), nullable=False),
    Column("endpoint_hash", SHA256, nullable=False, unique=True),
    Column("p256dh", NVarChar(200), nullable=False),
    Column("auth", NVarChar(100), nullable=False),
    Column("language", NVarChar(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("renewed_at", UtcDateTime, nullable=False),
)
"""Where and with which keys a device's browser receives Web Push messages."""
Index(None, push_subscriptions.c.device_id)

server_keys = Table(
    "server_keys",
    metadata,
    Column("name", NVarChar(40), primary_key=True),
    Column("public_key", NVarChar(500), nullable=False),
    Column("private_key", NVarChar(500), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
"""Key pairs that all processes on one database share, made on first use."""
