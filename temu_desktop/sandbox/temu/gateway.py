"""The platform's front door: checks in the documented order, then the call (temu-api.md 11.2).

Sign missing, sign wrong, type, timestamp, data_type, app_key, token, scope, rate limit, business.
To verify a sign the platform must know the app; an unknown one answers 4000000, as live EU does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.temu.access import Access
from temu_desktop.sandbox.temu.answer import Answer
from temu_desktop.sandbox.temu.codes import Code, Refused
from temu_desktop.sandbox.temu.limits import CallBudget
from temu_desktop.sandbox.temu.parameters import Params
from temu_desktop.sandbox.temu.signing import SignedBody, expected_sign

Handler = Callable[[Params], Answer]
"""Answers one type of call or raises Refused."""

CLOCK_TOLERANCE_SECONDS = 300
"""How far a request's timestamp may be from the platform's time."""
SWITCHED_OFF = frozenset(
    {
        "bg.order.list.get",
        "bg.order.detail.get",
        "bg.order.shippinginfo.get",
        "bg.logistics.shipment.confirm",
        "bg.logistics.shipment.get",
    }
)
"""Older twins of calls, which answer 3000004."""


class Gateway:
    """Judges a request and hands it to the handler of its type."""

    def __init__(
        self,
        access: Access,
        clock: SandboxClock,
        budget: CallBudget,
        handlers: Mapping[str, Handler],
    ) -> None:
        self._access = access
        self._clock = clock
        self._budget = budget
        self._handlers = handlers

    def answer(self, body: SignedBody) -> Answer:
        """Execute a call; raises Refused with the code of the first check that fails."""
        handler = self.admit(body)
        return handler(body.fields)

    def admit(self, body: SignedBody) -> Handler:
        """All checks before the business; raises Refused."""
        fields = body.fields
        self._check_sign(body)
        call_type = fields.get("type")
        if call_type is None or call_type == "":
            raise Refused(Code.TYPE_MISSING, "type can not be empty")
        if not isinstance(call_type, str):
            raise Refused(Code.TYPE_UNKNOWN, "type does not exist")
        if call_type in SWITCHED_OFF:
            raise Refused(Code.TYPE_SWITCHED_OFF, f"type {call_type} has been switched off")
        handler = self._handlers.get(call_type)
        if handler is None:
            raise Refused(Code.TYPE_UNKNOWN, f"type {call_type} does not exist")
        self._check_timestamp(fields.get("timestamp"))
        _check_data_type(fields.get("data_type"))
        if not fields.get("app_key"):
            raise Refused(Code.APP_KEY_MISSING, "app_key can not be empty")
        self._access.check_token(fields.get("access_token"))
        self._access.check_scope(call_type)
        if not self._budget.allows_one_more():
            raise Refused(Code.RATE_LIMIT, "the request frequency is limited, try again later")
        return handler

    def _check_sign(self, body: SignedBody) -> None:
        if body.sign is None or body.sign == "":
            raise Refused(Code.SIGN_MISSING, "sign can not be empty")
        app_key = body.fields.get("app_key")
        if app_key and app_key != self._access.app_key:
            raise Refused(Code.SYSTEM, "SYSTEM_EXCEPTION: application query abnormal")
        if body.sign != expected_sign(body.fields, self._access.app_secret):
            raise Refused(Code.SIGN_WRONG, "sign is invalid")

    def _check_timestamp(self, timestamp: object) -> None:
        if timestamp is None or timestamp == "":
            raise Refused(Code.TIMESTAMP_MISSING, "timestamp can not be empty")
        digits = str(timestamp)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 20):
            raise Refused(Code.BAD_PARAMETERS, "Invalid Request Parameters: timestamp")
        ahead = int(digits) - self._clock.seconds()
        if ahead > CLOCK_TOLERANCE_SECONDS:
            raise Refused(Code.TIMESTAMP_AHEAD, "timestamp is more than 300 s ahead")
        if ahead < -CLOCK_TOLERANCE_SECONDS:
            raise Refused(Code.TIMESTAMP_TOO_OLD, "timestamp is too old")


def _check_data_type(data_type: object) -> None:
    if data_type is None or data_type == "":
        raise Refused(Code.DATA_TYPE_MISSING, "data_type can not be empty")
    if not isinstance(data_type, str) or data_type.upper() != "JSON":
        raise Refused(Code.DATA_TYPE_NOT_JSON, "data_type must be JSON")
