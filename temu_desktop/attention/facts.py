"""From facts to issues: what the acting process sees when it looks around. Pure.

A fact that could not be found out says nothing: its issues stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from temu_desktop.attention.model import Issue, IssueRule

LOW_DISK_BYTES = 1_000_000_000
EXPIRY_WARNING = timedelta(days=30)
CLOCK_WARNING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class ShipBy:
    """An order that has not left, and until when it must."""

    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TokenLife:
    """Until when the access to TEMU is good; None: TEMU does not say."""

    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; None: not found out. ``away`` says by database since when it is away, None
    for one that answers."""

    orders: Sequence[ShipBy] | None = None
    token: TokenLife | None = None
    skew_seconds: float | None = None
    free_bytes: int | None = None
    away: Mapping[str, datetime | None] | None = None


def issues_of(facts: Facts, now: datetime) -> dict[IssueRule, list[Issue]]:
    """By rule what needs a person now; a rule that is not in it could not be judged."""
    found: dict[IssueRule, list[Issue]] = {}
    if facts.orders is not None:
        found[IssueRule.SHIP_BY_NEAR] = [_ship_by(order, now) for order in facts.orders]
    if facts.token is not None:
        found[IssueRule.TOKEN_EXPIRING] = _token(facts.token, now)
    if facts.skew_seconds is not None:
        found[IssueRule.CLOCK_OFF] = _clock(facts.skew_seconds)
    if facts.free_bytes is not None:
        found[IssueRule.DISK_LOW] = _disk(facts.free_bytes)
    if facts.away is not None:
        found[IssueRule.DATABASE_AWAY] = [
            Issue(IssueRule.DATABASE_AWAY, "database", name, {"since_at": since.isoformat()})
            for name, since in facts.away.items()
            if since is not None
        ]
    return found


def _ship_by(order: ShipBy, now: datetime) -> Issue:
    hours = floor((order.at - now) / timedelta(hours=1))
    params = {"ship_by_at": order.at.isoformat(), "hours_left": max(hours, 0)}
    if order.at > now:
        # Less than an hour is still more than none.
        params["hours_left"] = max(hours, 1)
    return Issue(IssueRule.SHIP_BY_NEAR, "order", order.number, params)


def _token(token: TokenLife, now: datetime) -> list[Issue]:
    if token.expires_at is None or token.expires_at - now >= EXPIRY_WARNING:
        return []
    days = max((token.expires_at - now).days, 0)
    return [Issue(IssueRule.TOKEN_EXPIRING, "token", "temu", {"days_left": days})]


def _clock(skew_seconds: float) -> list[Issue]:
    if abs(skew_seconds) <= CLOCK_WARNING_SECONDS:
        return []
    return [Issue(IssueRule.CLOCK_OFF, "clock", "computer", {"seconds": round(skew_seconds)})]


def _disk(free_bytes: int) -> list[Issue]:
    if free_bytes >= LOW_DISK_BYTES:
        return []
    params = {"free_megabytes": free_bytes // 1_000_000}
    return [Issue(IssueRule.DISK_LOW, "disk", "data", params)]
