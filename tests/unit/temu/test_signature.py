"""Signatures against worked vectors, and what must hold for every body."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.temu.signature import (
    Credentials,
    compact_json,
    sign,
    signed_request,
    string_to_hash,
)

CREDENTIALS = Credentials(
    app_key="demoappkey0000000000000000000001",
    app_secret="demosecret00000000000000000000abcd",
    access_token="demotoken0123456789",
)
NOON = 1760000000

VECTORS = [
    pytest.param(
        "bg.order.list.v2.get",
        {"pageNumber": 1, "pageSize": 100, "parentOrderStatus": 2, "regionId": 76},
        "2C745DE301ABCF01CD1DE2756B782DC2",
        id="flat numbers",
    ),
    pytest.param(
        "bg.local.goods.stock.edit",
        {
            "goodsId": 603050000000001,
            "skuStockTargetList": [
                {"skuId": 51480000000001, "stockTarget": 10},
                {"skuId": 51480000000002, "stockTarget": 0},
            ],
            "requestUniqueKey": "req-0001",
        },
        "555E942EB4672A248A53C177D3D90149",
        id="nested list",
    ),
    pytest.param(
        "bg.logistics.warehouse.list.get",
        {"returnEnableBuyShippingLabelOnly": True},
        "E4BE4648F19FF2C43915476705B5D176",
        id="boolean",
    ),
    pytest.param(
        "bg.local.goods.sku.list.query",
        {
            "pageNo": 1,
            "pageSize": 100,
            "skuSearchType": 2,
            "skuStatusFilterType": 2,
            "searchText": "Grünöl™",
        },
        "CBA3361C71E6B8451A2332E5866FA461",
        id="umlauts",
    ),
]

json_values = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
bodies = st.dictionaries(st.text(min_size=1, max_size=12), json_values, max_size=6)


@pytest.mark.parametrize(("call", "params", "expected"), VECTORS)
def test_the_worked_vectors_reproduce(call: str, params: dict[str, object], expected: str) -> None:
    sent = json.loads(signed_request(call, params, CREDENTIALS, NOON))
    assert sent["sign"] == expected


def test_the_text_that_is_hashed_is_the_documented_one() -> None:
    body = json.loads(
        signed_request(
            "bg.local.goods.stock.edit",
            {
                "goodsId": 603050000000001,
                "skuStockTargetList": [
                    {"skuId": 51480000000001, "stockTarget": 10},
                    {"skuId": 51480000000002, "stockTarget": 0},
                ],
                "requestUniqueKey": "req-0001",
            },
            CREDENTIALS,
            NOON,
        )
    )
    assert string_to_hash(body) == (
        "access_tokendemotoken0123456789app_keydemoappkey0000000000000000000001data_typeJSON"
        "goodsId603050000000001requestUniqueKeyreq-0001skuStockTargetList"
        '[{"skuId":51480000000001,"stockTarget":10},{"skuId":51480000000002,"stockTarget":0}]'
        "timestamp1760000000typebg.local.goods.stock.edit"
    )


def test_upper_case_keys_come_before_lower_case_and_a_prefix_before_the_longer_name() -> None:
    body = {"parentOrderSnList": ["x"], "parentOrderSn": "y", "Zone": 1, "_a": 2, "app": 3}
    assert string_to_hash(body) == 'Zone1_a2app3parentOrderSnyparentOrderSnList["x"]'


def test_inner_keys_stay_in_the_order_in_which_they_are_sent() -> None:
    assert string_to_hash({"o": {"z": 1, "a": [True, "ä b"]}}) == 'o{"z":1,"a":[true,"ä b"]}'


@given(body=bodies, secret=st.text(min_size=1, max_size=40))
def test_the_order_of_top_level_keys_does_not_matter(body: dict[str, object], secret: str) -> None:
    reordered = dict(reversed(body.items()))
    assert sign(body, secret) == sign(reordered, secret)


@given(body=bodies)
def test_a_sign_field_is_not_signed(body: dict[str, object]) -> None:
    assert sign({**body, "sign": "anything"}, "secret") == sign(body, "secret")


@given(params=bodies)
def test_what_is_signed_is_what_the_bytes_say(params: dict[str, object]) -> None:
    """A server that parses the bytes and re-serialises them compactly gets our signature."""
    own = {f"x-{key}": value for key, value in params.items()}
    wire = signed_request("bg.order.list.v2.get", own, CREDENTIALS, NOON)
    received = json.loads(wire)
    parts = []
    for key in sorted(set(received) - {"sign"}):
        value = received[key]
        text = value if isinstance(value, str) else compact_json(value)
        parts.append(key + text)
    hashed = f"{CREDENTIALS.app_secret}{''.join(parts)}{CREDENTIALS.app_secret}"
    assert received["sign"] == hashlib.md5(hashed.encode()).hexdigest().upper()  # noqa: S324
    assert compact_json(received).encode() == wire


def test_nulls_are_left_out_at_every_depth() -> None:
    wire = signed_request(
        "x", {"a": None, "b": {"c": None, "d": 1}, "e": [{"f": None}]}, CREDENTIALS, NOON
    )
    received = json.loads(wire)
    assert "a" not in received
    assert received["b"] == {"d": 1}
    assert received["e"] == [{}]


def test_the_body_keeps_the_order_in_which_it_was_built() -> None:
    wire = signed_request("x", {"b": 1, "a": 2}, CREDENTIALS, NOON)
    assert list(json.loads(wire)) == [
        "type", "app_key", "access_token", "timestamp", "data_type", "b", "a", "sign",
    ]  # fmt: skip


@pytest.mark.parametrize("value", [1.5, [1.0], {"price": 9.99}, [None]])
def test_a_value_without_an_agreed_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        signed_request("x", {"value": value}, CREDENTIALS, NOON)


@pytest.mark.parametrize("name", ["type", "sign", "timestamp", "access_token"])
def test_a_parameter_cannot_replace_a_common_one(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        signed_request("x", {name: "y"}, CREDENTIALS, NOON)


def test_secrets_do_not_show_in_a_repr() -> None:
    assert "demosecret" not in repr(CREDENTIALS)
    assert "demotoken" not in repr(CREDENTIALS)
