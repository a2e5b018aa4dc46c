"""The platform's own signature check, on the published rule and its vectors."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.sandbox.temu.signing import UnreadableBody, expected_sign, parse_body
from temu_desktop.temu.signature import sign as clients_sign

SECRET = "demosecret00000000000000000000abcd"
COMMON = {
    "app_key": "demoappkey0000000000000000000001",
    "access_token": "demotoken0123456789",
    "data_type": "JSON",
    "timestamp": 1760000000,
}
STOCK_EDIT = {
    "goodsId": 603050000000001,
    "skuStockTargetList": [
        {"skuId": 51480000000001, "stockTarget": 10},
        {"skuId": 51480000000002, "stockTarget": 0},
    ],
    "requestUniqueKey": "req-0001",
}
SKU_LIST = {
    "pageNo": 1,
    "pageSize": 100,
    "skuSearchType": 2,
    "skuStatusFilterType": 2,
    "searchText": "Grünöl™",
}
VECTORS = [
    (
        "bg.order.list.v2.get",
        {"pageNumber": 1, "pageSize": 100, "parentOrderStatus": 2, "regionId": 76},
        "2C745DE301ABCF01CD1DE2756B782DC2",
    ),
    ("bg.local.goods.stock.edit", STOCK_EDIT, "555E942EB4672A248A53C177D3D90149"),
    (
        "bg.logistics.warehouse.list.get",
        {"returnEnableBuyShippingLabelOnly": True},
        "E4BE4648F19FF2C43915476705B5D176",
    ),
    ("bg.local.goods.sku.list.query", SKU_LIST, "CBA3361C71E6B8451A2332E5866FA461"),
]
BODIES = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.recursive(
        st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner),
        max_leaves=6,
    ),
    max_size=6,
)


@pytest.mark.parametrize(("call_type", "params", "sign"), VECTORS)
def test_the_published_vectors_reproduce(call_type, params, sign):
    assert expected_sign({**COMMON, "type": call_type, **params}, SECRET) == sign


def test_inner_keys_count_in_the_order_they_were_sent():
    one = parse_body(b'{"a":{"z":1,"b":2}}').fields
    other = parse_body(b'{"a":{"b":2,"z":1}}').fields
    assert expected_sign(one, SECRET) != expected_sign(other, SECRET)


def test_the_first_sign_key_wins():
    body = parse_body(b'{"sign":"FIRST","type":"x","sign":"SECOND"}')
    assert body.sign == "FIRST"
    assert dict(body.fields) == {"type": "x"}


def test_a_sign_inside_a_value_is_not_the_sign():
    assert parse_body(b'{"a":{"sign":"X"}}').sign is None


@pytest.mark.parametrize("raw", [b"", b"[]", b'"x"', b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_no_object_is_unreadable(raw):
    with pytest.raises(UnreadableBody):
        parse_body(raw)


@given(BODIES)
def test_the_client_and_the_platform_agree_on_every_body_as_sent(fields):
    raw = json.dumps(fields, ensure_ascii=False).encode()
    body = parse_body(raw)
    unsigned = {key: value for key, value in fields.items() if key != "sign"}
    assert expected_sign(body.fields, SECRET) == clients_sign(unsigned, SECRET)
