"""The health check of a token (temu-api.md 8)."""

from __future__ import annotations

from temu_desktop.temu import calls
from temu_desktop.temu.client import TemuClient
from temu_desktop.temu.payloads.account import TokenInfo, parse_token_info
from temu_desktop.temu.reading import readable

__all__ = ["AccountApi", "TokenInfo"]


class AccountApi:
    """What the token of one shop may do."""

    def __init__(self, client: TemuClient) -> None:
        self._client = client

    async def token_info(self) -> TokenInfo:
        """Which mall the token is for, until when, and which calls it opens."""
        answer = await self._client.call(calls.TOKEN_INFO, {})
        return readable(answer.type, answer.result, parse_token_info)
