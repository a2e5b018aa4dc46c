"""What can be wrong with a call itself, before or beside the core; words in ``headless/texts``."""

from __future__ import annotations

from temu_desktop.errors import TemuDesktopError


class TokenMissing(TemuDesktopError):
    """Nothing says who calls."""

    code = "token_missing"


class RoleTooLow(TemuDesktopError):
    """The caller's role is not enough (``role``, ``needed``)."""

    code = "role_too_low"


class OriginRefused(TemuDesktopError):
    """A page of another origin calls."""

    code = "origin_refused"


class TooManyRequests(TemuDesktopError):
    """More calls than are taken (``wait_seconds``)."""

    code = "too_many_requests"
    retryable = True


class TooManyAttempts(TemuDesktopError):
    """Too many wrong tokens or codes from one address (``wait_seconds``)."""

    code = "too_many_attempts"
    retryable = True


class BodyTooLarge(TemuDesktopError):
    """The body is longer than is taken (``most``)."""

    code = "body_too_large"


class BodyInvalid(TemuDesktopError):
    """The body is no JSON, nested too deeply, or holds what JSON does not know."""

    code = "body_invalid"


class ContentTypeWrong(TemuDesktopError):
    """The body is not said to be JSON."""

    code = "content_type_wrong"


class RequestInvalid(TemuDesktopError):
    """The address holds what no address may."""

    code = "request_invalid"


class NotFound(TemuDesktopError):
    """There is nothing at this address."""

    code = "not_found"


class MethodNotAllowed(TemuDesktopError):
    """This address takes other methods."""

    code = "method_not_allowed"


class ValidationFailed(TemuDesktopError):
    """A parameter or a field is missing or wrong."""

    code = "validation_failed"


class WebhookRefused(TemuDesktopError):
    """The webhook's signature, key or content is not TEMU's."""

    code = "webhook_refused"


class MessageInvalid(TemuDesktopError):
    """A WebSocket message that means nothing here (``reason``)."""

    code = "ws_message_invalid"
