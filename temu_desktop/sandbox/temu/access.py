"""The seller's authorisation: one app, its token, what the token may call, when it ends."""

from __future__ import annotations

import random
import string

from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.destinations import SELLER_REGION
from temu_desktop.sandbox.temu.codes import Code, Refused

TOKEN_LIFE_SECONDS = 365 * 86_400
"""How long a fresh authorisation lasts."""
MALL_ID = 634418210987654
"""The one shop of this platform, 15 digits: more than a float can hold safely with a margin."""


class Access:
    """The credentials that the platform knows and the calls that they open."""

    def __init__(self, seed: int, clock: SandboxClock, scopes: frozenset[str]) -> None:
        self._rng = random.Random(f"access/{seed}")
        self._clock = clock
        self._all_scopes = scopes
        self._revoked: set[str] = set()
        self._replaced: set[str] = set()
        self._away_until = 0.0
        self.app_key = self._letters("0123456789abcdef", 32)
        self.app_secret = self._letters("0123456789abcdef", 40)
        self.access_token = ""
        self.expires_at = 0.0
        self.renew()

    @property
    def scopes(self) -> frozenset[str]:
        """The types that the token may call."""
        return self._all_scopes - self._revoked

    def renew(self) -> str:
        """Authorise again: a new token; the one before answers 'expired or replaced' for good."""
        if self.access_token:
            self._replaced.add(self.access_token)
        self.access_token = self._letters(string.ascii_lowercase + string.digits, 60)
        self.expires_at = self._clock.seconds() + TOKEN_LIFE_SECONDS
        self._away_until = 0.0
        return self.access_token

    def expire(self) -> None:
        """End the token now; only `renew` helps."""
        self.expires_at = self._clock.seconds()

    def expire_for(self, seconds: float) -> None:
        """End the token until that many seconds of the sandbox's time have passed."""
        self._away_until = self._clock.seconds() + seconds

    def revoke(self, scope: str) -> None:
        """Take one type out of the token's package."""
        self._revoked.add(scope)

    def grant(self, scope: str) -> None:
        """Put one type back."""
        self._revoked.discard(scope)

    def check_token(self, token: object) -> None:
        """Refuse a token that is missing, unknown, replaced or expired."""
        if not isinstance(token, str) or token == "":
            raise Refused(Code.TOKEN_MISSING, "access_token can not be empty")
        if token in self._replaced:
            raise Refused(Code.TOKEN_EXPIRED, "access_token has been replaced by a newer one")
        if token != self.access_token:
            raise Refused(Code.TOKEN_UNKNOWN, "access_token does not exist")
        now = self._clock.seconds()
        if now >= self.expires_at or now < self._away_until:
            raise Refused(Code.TOKEN_EXPIRED, "access_token has expired")

    def check_scope(self, call_type: str) -> None:
        """Refuse a type that the token was not authorised for."""
        if call_type in self._revoked:
            raise Refused(Code.SCOPE_MISSING, f"access_token has no permission for {call_type}")

    def info(self) -> dict[str, object]:
        """The answer of `bg.open.accesstoken.info.get`."""
        return {
            "mallId": MALL_ID,
            "regionId": SELLER_REGION,
            "mallType": 1,
            "semiUniqueId": None,
            "expiredTime": int(self.expires_at),
            "apiScopeList": sorted(self.scopes),
            "appSubscribeStatus": 1,
            "appSubscribeEventCodeList": [],
            "authEventCodeList": [],
            "associatedMallTokenList": [],
        }

    def _letters(self, alphabet: str, count: int) -> str:
        return "".join(self._rng.choice(alphabet) for _ in range(count))
