"""Every documented code of TEMU's has one typed error; an unknown one keeps number and text."""

from __future__ import annotations

import httpx
import pytest

from temu_desktop.errors import (
    BrokenAnswer,
    CallRefused,
    ClockOff,
    CredentialsRefused,
    NotReady,
    RateLimited,
    RepeatedKey,
    ScopeMissing,
    TemuAway,
    TemuBusy,
    TemuError,
    TokenExpired,
)
from temu_desktop.temu.codes import MEANINGS
from temu_desktop.temu.errors import (
    NeverSent,
    decoded,
    inner_refusal,
    reason_of,
    refusal,
    status_failure,
    translated,
    unknown_outcome,
)

# The codes of temu-api.md 2.2 and 2.3, written down a second time, by what is to be done then.
BUSY = [2000000, 4000000, 7000000, 110020001, 120014006, 130010000, 150010002]
LIMITED = [4000004, 110020007]
CLOCK = [3000010, 3000011, 3000012]
CREDENTIALS = [
    3000001, 3000019, 3000020, 3000021, 3000022, 3000025, 3000026, 3000027, 3000028, 3000030,
    3000031, 3000033, 5000000, 5000003,
]  # fmt: skip
LATER = [140020008, 140020009, 140040003, 150010005]
REFUSED = [
    3000000, 3000002, 3000003, 3000004, 3000013, 3000014, 3000040, 5000001, 5000002, 6000001,
    110020002, 110020003, 110020005, 110020006, 110020008, 110020009,
    140020001, 140020002, 140020003, 140020005, 140020012, 140020013, 140020014, 140020015,
    180020001, 180020003, 180020004, 180020008, 180020030,
    120020001, 120020002, 120020003, 120020004, 120020005,
    120012004, 120012007, 120012016, 120013002, 120012012, 120012015, 120012020, 120012023,
    120012030, 120017007, 120012031, 120012061, 120012034, 120011059, 120011092, 120012041,
    120012043, 120012063, 120012064, 120011085, 120011086, 120015527, 120011065, 120011006,
    120014001, 120014003, 120014004, 120014005, 120014008, 120014019, 120014020, 120014022,
    120014023, 120015559, 120015002, 120015037, 120011020, 120011022, 120011002, 120011031,
    120011045, 120011098, 120011044, 120011072, 120015518, 120015528, 120015537, 120015539,
    120015543, 120018010, 120018015, 120018027, 120015529, 120018049,
    130010001, 130010002, 130010003, 130010004, 130010005, 130010006, 130010007,
    180021001, 180021002, 180021003, 180021004,
    140040001, 140040002, 140040004, 120050001, 120050002, 120050003, 120050004,
    200020001, 200020002, 200020003, 200020004, 200020005, 200030002, 200030003,
    150010001, 150010003, 150010105, 150010188, 150010189, 150010190, 150010197, 150010198,
    150010233, 150013001, 150013002, 150013003, 150011018, 150011101, 150011103, 150019004,
    170070010, 170070011, 170070012,
]  # fmt: skip

TABLE: list[tuple[int, type[TemuError]]] = [
    *((code, TemuBusy) for code in BUSY),
    *((code, RateLimited) for code in LIMITED),
    *((code, ClockOff) for code in CLOCK),
    *((code, CredentialsRefused) for code in CREDENTIALS),
    *((code, NotReady) for code in LATER),
    *((code, CallRefused) for code in REFUSED),
    (3000032, ScopeMissing),
    (3000034, TokenExpired),
]


@pytest.mark.parametrize(("code", "expected"), TABLE)
def test_a_documented_code_becomes_its_typed_error(code: int, expected: type[TemuError]) -> None:
    error = refusal("bg.order.list.v2.get", code, "text of TEMU", "eu-1")
    assert type(error) is expected
    assert error.temu_code == code
    assert error.params["text"] == "text of TEMU"
    assert reason_of(error).islower()


def test_the_table_and_this_test_know_the_same_codes() -> None:
    assert sorted(code for code, _ in TABLE) == sorted(MEANINGS)


def test_only_what_may_pass_by_itself_is_retryable() -> None:
    retryable = {code for code, meaning in MEANINGS.items() if meaning.error.retryable}
    assert retryable == {*BUSY, *LIMITED, *LATER}


def test_an_unknown_code_keeps_its_number_and_text() -> None:
    error = refusal("bg.order.list.v2.get", 987654321, "something new", "eu-1")
    assert type(error) is CallRefused
    assert error.temu_code == 987654321
    assert "something new" in str(error)
    assert reason_of(error) == "unknown_code"


def test_a_missing_scope_names_the_call() -> None:
    error = refusal("bg.order.amount.query", 3000032, "no permission", "eu-1")
    assert error.params["call"] == "bg.order.amount.query"


def test_a_system_exception_hints_at_a_key_of_another_region() -> None:
    assert "region" in str(refusal("bg.order.list.v2.get", 4000000, "SYSTEM_EXCEPTION", "us-1"))


def test_a_clock_error_says_how_far_the_clock_is_off() -> None:
    error = refusal("bg.order.list.v2.get", 3000012, "too old", "eu-1", skew=612.4)
    assert error.params["platform_ahead_seconds"] == 612


def test_a_used_key_is_told_by_its_text_because_it_has_no_code() -> None:
    error = inner_refusal("bg.local.goods.stock.edit", None, "requestUniqueKey repeated", "eu-1")
    assert type(error) is RepeatedKey


def test_a_bad_parameter_that_names_the_key_is_no_used_key() -> None:
    error = refusal("bg.local.goods.stock.edit", 3000000, "requestUniqueKey: not a text", "eu-1")
    assert type(error) is CallRefused


def test_an_inner_no_without_words_is_a_refusal() -> None:
    error = inner_refusal("bg.logistics.shipment.sub.confirm", None, "", "eu-1")
    assert type(error) is CallRefused
    assert error.params["inner"] is True


def test_an_endless_text_is_shortened() -> None:
    assert len(str(refusal("x", 1, "a" * 100_000, "eu-1"))) < 1000


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (429, RateLimited),
        (500, TemuAway),
        (502, TemuAway),
        (503, TemuAway),
        (504, TemuAway),
        (408, TemuAway),
        (404, CallRefused),
        (403, CallRefused),
        (302, CallRefused),
    ],
)
def test_a_status_becomes_its_typed_error(status: int, expected: type[TemuError]) -> None:
    assert type(status_failure("x", status)) is expected


@pytest.mark.parametrize(
    ("raised", "expected", "reason"),
    [
        (httpx.ConnectError("refused"), NeverSent, "no_connection"),
        (httpx.ConnectTimeout("slow"), NeverSent, "no_connection"),
        (httpx.PoolTimeout("busy"), NeverSent, "no_connection"),
        (httpx.ReadTimeout("slow"), TemuAway, "time_out"),
        (httpx.WriteTimeout("slow"), TemuAway, "time_out"),
        (httpx.ReadError("reset"), TemuAway, "connection_lost"),
        (httpx.RemoteProtocolError("gone"), TemuAway, "connection_lost"),
        (httpx.DecodingError("gzip"), BrokenAnswer, "http"),
    ],
)
def test_a_failure_of_the_network_becomes_its_typed_error(
    raised: httpx.HTTPError, expected: type[TemuError], reason: str
) -> None:
    with pytest.raises(TemuError) as caught, translated("x"):
        raise raised
    assert type(caught.value) is expected
    assert reason_of(caught.value) == reason
    assert caught.value.__cause__ is raised


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b'{"success":', b"[1]", b"null", b'{"a":NaN}', b"[" * 100_000, b"\xff\xfe"],
)
def test_what_is_no_json_object_is_a_broken_answer(content: bytes) -> None:
    with pytest.raises(BrokenAnswer):
        decoded("x", content)


def test_ids_of_64_bits_stay_what_they_are() -> None:
    assert decoded("x", b'{"goodsId":9223372036854775807}')["goodsId"] == 2**63 - 1


def test_an_unknown_outcome_says_what_happened_to_the_answer() -> None:
    cause = TemuAway("no answer", reason="time_out")
    error = unknown_outcome("bg.logistics.shipment.v2.confirm", cause)
    assert reason_of(error) == "time_out"
    assert error.params["because"] == "temu_away"
    assert not error.retryable
