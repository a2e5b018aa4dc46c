"""Codes, tokens, keys and roles."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from temu_desktop.devices.model import DeviceRole, PairingCode, PushTarget
from temu_desktop.devices.push import check_target
from temu_desktop.devices.tokens import (
    ALPHABET,
    code_typed,
    new_code,
    new_token,
    new_vapid_keys,
    stored_form,
)
from temu_desktop.errors import PushInvalid

POINT = base64.urlsafe_b64encode(b"\x04" + b"k" * 64).rstrip(b"=").decode()
SECRET = base64.urlsafe_b64encode(b"s" * 16).rstrip(b"=").decode()
ADDRESS = "https://push.example.org/send/abc"


def test_a_code_has_eight_signs_that_nobody_takes_for_others() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 8 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("01258BILOSZ") & set(ALPHABET)


def test_a_code_is_shown_in_halves_and_typed_in_any_way() -> None:
    code = PairingCode("ACDE3467", DeviceRole.VIEWER, None, datetime(2026, 11, 26, tzinfo=UTC))
    assert code.shown == "ACDE-3467"
    assert {code_typed(text) for text in ("acde-3467", " ACDE 3467 ", "ACDE3467")} == {code.code}
    assert "ACDE" not in repr(code)


def test_a_token_has_256_bits_and_is_stored_as_its_hash() -> None:
    token = new_token()
    assert len(base64.urlsafe_b64decode(token + "=")) == 32
    assert len(stored_form(token)) == 64
    assert token not in stored_form(token)


def test_a_role_includes_the_ones_before_it() -> None:
    viewer, operator, admin = DeviceRole
    assert admin.includes(viewer)
    assert operator.includes(operator)
    assert not viewer.includes(operator)
    assert not operator.includes(admin)


def test_the_keys_for_push_are_a_pair_on_the_right_curve() -> None:
    keys = new_vapid_keys()
    private = int.from_bytes(base64.urlsafe_b64decode(keys.private + "="), "big")
    point = base64.urlsafe_b64decode(keys.public + "=")
    numbers = ec.derive_private_key(private, ec.SECP256R1()).public_key().public_numbers()
    assert point == b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
    assert keys.private not in repr(keys)


def test_a_browsers_subscription_is_accepted() -> None:
    check_target(PushTarget(ADDRESS, POINT, SECRET))
    check_target(PushTarget("http://127.0.0.1:8080/push", POINT, SECRET, "en"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (PushTarget("", POINT, SECRET), "endpoint"),
        (PushTarget("http://push.example.org/x", POINT, SECRET), "endpoint"),
        (PushTarget("file:///etc/passwd", POINT, SECRET), "endpoint"),
        (PushTarget("https://[", POINT, SECRET), "endpoint"),
        (PushTarget("https://push.example.org/" + "x" * 2000, POINT, SECRET), "endpoint"),
        (PushTarget(ADDRESS, "AAAA", SECRET), "p256dh"),
        (PushTarget(ADDRESS, "ß" * 87, SECRET), "p256dh"),
        (PushTarget(ADDRESS, POINT, ""), "auth"),
        (PushTarget(ADDRESS, POINT, SECRET, "fr"), "language"),
    ],
)
def test_what_no_message_could_be_sent_to_is_refused(target: PushTarget, reason: str) -> None:
    with pytest.raises(PushInvalid) as caught:
        check_target(target)
    assert caught.value.params["reason"] == reason
