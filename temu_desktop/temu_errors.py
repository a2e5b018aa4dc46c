"""Errors of the platform and of the way to it; the tree stands in ``errors``."""

from __future__ import annotations

from temu_desktop.error_base import TemuDesktopError


class TemuError(TemuDesktopError):
    """The platform or the way to it failed; ``temu_code`` is TEMU's number where there is one."""

    code = "temu_error"

    def __init__(
        self, message: str = "", *, temu_code: int | None = None, **params: object
    ) -> None:
        if temu_code is not None:
            params["temu_code"] = temu_code
        super().__init__(message, **params)
        self.temu_code = temu_code


class TemuAway(TemuError):
    """No connection, a time-out or a 5xx answer to a call that changes nothing."""

    code = "temu_away"
    retryable = True


class RateLimited(TemuError):
    """The platform said 'too many calls' longer than we are willing to wait."""

    code = "temu_rate_limited"
    retryable = True


class TemuBusy(TemuError):
    """System exception of the platform (4000000), also seen with a key of another region."""

    code = "temu_busy"
    retryable = True


class BrokenAnswer(TemuError):
    """The answer is not the JSON that was promised."""

    code = "temu_broken_answer"
    retryable = True


class OutcomeUnknown(TemuError):
    """A write whose answer was lost: read back before anything is repeated."""

    code = "temu_outcome_unknown"


class CredentialsRefused(TemuError):
    """Key, secret or token are not accepted."""

    code = "temu_credentials"


class TokenExpired(CredentialsRefused):
    """The token has expired or was replaced; the seller must authorise again."""

    code = "temu_token_expired"


class ScopeMissing(CredentialsRefused):
    """The token lacks one call (``call``)."""

    code = "temu_scope_missing"


class ClockOff(TemuError):
    """Our clock is further from TEMU's than the 300 s it accepts."""

    code = "temu_clock_off"


class NotReady(TemuError):
    """TEMU is still computing what was asked for (amounts, order fields)."""

    code = "temu_not_ready"
    retryable = True


class RepeatedKey(TemuError):
    """The idempotency key was used before: the first call did its work."""

    code = "temu_repeated_key"


class CallRefused(TemuError):
    """A business rule of the platform refused the call; ``reason`` is our word for it."""

    code = "temu_refused"
