"""Whatever stands in an answer, reading it ends in data or in a rejection."""

from __future__ import annotations

import copy
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.errors import RecordRejected
from temu_desktop.temu.payloads import (
    parse_address,
    parse_amounts,
    parse_order_page,
    parse_sku_page,
)

Json = dict[str, object]
SAMPLES = Path(__file__).parent / "samples"

ORDER: Json = json.loads((SAMPLES / "order.json").read_text("utf-8"))
ADDRESS: Json = json.loads((SAMPLES / "address.json").read_text("utf-8"))
AMOUNTS: Json = json.loads((SAMPLES / "amounts.json").read_text("utf-8"))
SKU: Json = json.loads((SAMPLES / "sku.json").read_text("utf-8"))


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@st.composite
def damaged(draw: st.DrawFn, sound: Json) -> Json:
    """A sound answer in which one value, at any depth, was replaced by something else."""
    answer: Json = copy.deepcopy(sound)
    place: Json | list[object] = answer
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return answer
        key = draw(st.sampled_from(keys))
        inner = place[key]  # type: ignore[index,call-overload]
        if isinstance(inner, dict | list) and inner and draw(st.booleans()):
            place = inner
            continue
        place[key] = draw(any_json)  # type: ignore[index,call-overload]
        return answer


@given(damaged({"totalItemNum": 2, "pageItems": [ORDER, ORDER]}))
def test_no_damage_to_an_order_page_raises_anything_but_a_rejection(result: Json) -> None:
    try:
        page = parse_order_page(result)
    except RecordRejected:
        return
    assert page.read == len(page.orders) + len(page.unreadable)


@given(damaged(ADDRESS), damaged(AMOUNTS), damaged({"pageNo": 1, "total": 1, "skuList": [SKU]}))
def test_no_damage_to_other_answers_raises_anything_but_a_rejection(
    address: Json, amounts: Json, skus: Json
) -> None:
    for parse, result in (
        (parse_address, address),
        (parse_amounts, amounts),
        (parse_sku_page, skus),
    ):
        try:
            parse(result)
        except RecordRejected:
            continue
