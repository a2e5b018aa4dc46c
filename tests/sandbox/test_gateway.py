"""The checks before the business, one by one and in their order (temu-api.md 11.1 to 11.3)."""

from __future__ import annotations

import json

import pytest

from tests.sandbox.temu_caller import sign

INFO = "bg.open.accesstoken.info.get"
WAREHOUSES = "bg.logistics.warehouse.list.get"


def resigned(temu, body):
    unsigned = {key: value for key, value in body.items() if key != "sign"}
    return unsigned | {"sign": sign(unsigned, temu.address.app_secret)}


def code(temu, body):
    return temu.post(body)["errorCode"]


def test_a_good_call_is_answered_in_the_documented_envelope(temu):
    answer = temu.post(temu.signed(INFO))
    assert answer["success"] is True
    assert answer["errorCode"] == 1000000
    assert answer["errorMsg"] == ""
    assert answer["requestId"].startswith("eu-")
    assert len(answer["requestId"]) == 3 + 36


def test_only_post_reaches_the_router(temu):
    assert temu.http.get(temu.address.endpoint).status_code == 405


def test_a_body_without_sign_is_refused_first(temu):
    assert code(temu, {"type": "nonsense"}) == 3000040


def test_a_wrong_sign_is_refused_before_anything_else_is_looked_at(temu):
    body = temu.body("no.such.type", access_token="wrong") | {"sign": "0" * 32, "timestamp": 1}
    assert code(temu, body) == 3000001


def test_an_unknown_app_key_answers_system_exception_as_live_eu_does(temu):
    body = temu.body(INFO) | {"app_key": "f" * 32}
    assert code(temu, resigned(temu, body)) == 4000000


def test_a_secret_of_another_app_is_a_wrong_sign(temu):
    body = temu.body(INFO)
    assert code(temu, body | {"sign": sign(body, "another secret")}) == 3000001


def test_a_sign_in_lower_case_is_wrong(temu):
    body = temu.signed(INFO)
    assert code(temu, body | {"sign": str(body["sign"]).lower()}) == 3000001


def test_of_two_signs_the_first_is_judged(temu):
    body = temu.signed(INFO)
    good, rest = body.pop("sign"), json.dumps(body)[1:-1]
    first_good = f'{{"sign":"{good}",{rest},"sign":"BAD"}}'.encode()
    first_bad = f'{{"sign":"BAD",{rest},"sign":"{good}"}}'.encode()
    assert temu.post(first_good)["success"] is True
    assert code(temu, first_bad) == 3000001


def test_the_body_is_signed_as_it_was_sent_not_as_it_would_be_sorted(temu):
    body = temu.body(WAREHOUSES, extra={"z": 1, "a": [True, "mit Leerzeichen ü"]})
    assert temu.post(body | {"sign": sign(body, temu.address.app_secret)})["success"] is True
    other_order = body | {"extra": {"a": [True, "mit Leerzeichen ü"], "z": 1}}
    wrong = other_order | {"sign": sign(body, temu.address.app_secret)}
    assert code(temu, wrong) == 3000001


def test_blanks_and_line_breaks_between_the_tokens_do_not_matter(temu):
    body = temu.signed(WAREHOUSES, extra={"z": 1})
    assert temu.post(json.dumps(body, indent=3).encode())["success"] is True


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"type": None}, 3000002),
        ({"type": "temu.local.goods.sku.list.retrieve"}, 3000003),
        ({"type": "bg.order.list.get"}, 3000004),
        ({"timestamp": None}, 3000010),
        ({"data_type": None}, 3000013),
        ({"data_type": "XML"}, 3000014),
        ({"app_key": None}, 3000025),
        ({"access_token": None}, 3000030),
        ({"access_token": "some other token"}, 3000031),
    ],
)
def test_each_common_parameter_has_its_code(temu, change, expected):
    body = {key: value for key, value in (temu.body(INFO) | change).items() if value is not None}
    assert code(temu, resigned(temu, body)) == expected


def test_data_type_may_be_written_in_any_case(temu):
    assert temu.post(resigned(temu, temu.body(INFO) | {"data_type": "json"}))["success"] is True


@pytest.mark.parametrize(
    ("seconds", "expected"), [(290, 1000000), (310, 3000011), (-290, 1000000), (-310, 3000012)]
)
def test_the_timestamp_may_be_off_by_300_seconds(temu, seconds, expected):
    body = temu.body(INFO)
    body["timestamp"] += seconds
    assert code(temu, resigned(temu, body)) == expected


def test_the_timestamp_may_be_text(temu):
    body = temu.body(INFO)
    body["timestamp"] = str(body["timestamp"])
    assert code(temu, resigned(temu, body)) == 1000000


def test_the_window_of_the_timestamp_follows_the_sandbox_clock(temu, control):
    late = temu.signed(INFO)
    control.post("clock", advance=400)
    assert code(temu, late) == 3000012
    temu.offset += 400
    assert temu.post(temu.signed(INFO))["success"] is True


@pytest.mark.parametrize(
    "earlier",
    [
        ({"timestamp": 1}, {"type": "no.such.type"}, 3000003),
        ({"data_type": "XML"}, {"timestamp": 1}, 3000012),
        ({"app_key": ""}, {"data_type": "XML"}, 3000014),
        ({"access_token": "x"}, {"app_key": ""}, 3000025),
    ],
)
def test_the_checks_come_in_the_documented_order(temu, earlier):
    later_fault, earlier_fault, expected = earlier
    body = temu.body(INFO) | later_fault | earlier_fault
    assert code(temu, resigned(temu, body)) == expected


def test_a_body_that_is_not_json_is_answered_not_dropped(temu):
    assert code(temu, b"this is not json") == 3000000


def test_a_token_without_the_scope_is_told_so(temu, control):
    control.post("token", action="revoke_scope", scope="bg.order.amount.query")
    assert temu.refusal("bg.order.amount.query", parentOrderSn="PO-1") == 3000032
    assert "bg.order.amount.query" not in temu.call(INFO)["apiScopeList"]
    control.post("token", action="grant_scope", scope="bg.order.amount.query")
    assert temu.refusal("bg.order.amount.query", parentOrderSn="PO-1") == 140020002


def test_an_expired_token_answers_until_it_is_renewed_and_the_old_one_stays_replaced(temu, control):
    control.post("token", action="expire")
    assert temu.refusal(INFO) == 3000034
    old, new = temu.token, control.post("token", action="renew")["access_token"]
    assert old != new
    temu.token = new
    assert temu.call(INFO)["expiredTime"] > temu.body(INFO)["timestamp"] + 300 * 86_400
    temu.token = old
    assert temu.refusal(INFO) == 3000034


def test_unknown_fields_are_ignored(temu):
    assert temu.call(INFO, page_number=3, something={"else": [1]})["mallId"] > 2**32
