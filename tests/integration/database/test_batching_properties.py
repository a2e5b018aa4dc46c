"""Batches of any content, by both transports, leave the same rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from temu_desktop.database import (
    Transport,
    insert_returning,
    insert_rows,
    schema,
    select_in,
    update_rows,
    upsert_rows,
    writing,
)
from temu_desktop.database.batching import TRANSPORT_OPTION

products = schema.products
any_text = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
big = st.integers(-(2**63), 2**63 - 1)
changes = st.fixed_dictionaries(
    {"goods_id": big, "name": st.none() | any_text, "is_active": st.none() | st.booleans()}
)
# A leading figure keeps apart what a server's collation would take for one spelling.
catalogues = st.lists(st.tuples(any_text, changes), max_size=30).map(
    lambda rows: {f"{number}-{sku}|": values for number, (sku, values) in enumerate(rows)}
)


def as_rows(catalogue: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"sku": sku, **values} for sku, values in catalogue.items()]


@pytest.mark.parametrize("transport", list(Transport))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=catalogues, second=catalogues, data=st.data())
def test_insert_upsert_update_and_look_up_agree_with_a_dictionary(
    any_ops_engine: Engine,
    transport: Transport,
    first: dict[str, dict[str, Any]],
    second: dict[str, dict[str, Any]],
    data: st.DataObject,
) -> None:
    engine = writing(any_ops_engine).execution_options(**{TRANSPORT_OPTION: transport})
    expected = {**first, **second}
    with engine.connect() as conn:
        half = len(first) // 2
        insert_rows(conn, products, as_rows(first)[:half])
        returned = insert_returning(conn, products, as_rows(first)[half:], ["sku"])
        assert {row.sku for row in returned} == set(list(first)[half:])
        upsert_rows(conn, products, as_rows(second), ["sku"], ["goods_id", "name", "is_active"])
        changed = data.draw(st.sets(st.sampled_from(sorted(expected)))) if expected else set()
        for sku in changed:
            expected[sku] = {**expected[sku], "name": "geändert"}
        renamed = [{"sku": sku, "name": "geändert"} for sku in sorted(changed)]
        assert update_rows(conn, products, renamed, ["sku"]) == len(changed)
        columns = [products.c[key] for key in ("sku", "goods_id", "name", "is_active")]
        found = select_in(conn, select(*columns), products.c.sku, [*expected, "unknown", None])
        assert {
            row.sku: {"goods_id": row.goods_id, "name": row.name, "is_active": row.is_active}
            for row in found
        } == expected
