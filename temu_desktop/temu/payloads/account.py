"""What a token is good for (``bg.open.accesstoken.info.get``, temu-api.md 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from temu_desktop.temu.reading import Record


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """Which mall, until when, and which calls (``scopes``: their type names)."""

    mall_id: int | None
    region_id: int | None
    expires_at: datetime | None
    scopes: frozenset[str]


def parse_token_info(result: object) -> TokenInfo:
    """Read the health check of a token; raises RecordRejected."""
    answer = Record.of(result, "result")
    return TokenInfo(
        mall_id=answer.integer("mallId"),
        region_id=answer.integer("regionId"),
        expires_at=answer.moment("expiredTime"),
        scopes=frozenset(answer.texts("apiScopeList")),
    )
